import type { ComponentChildren } from 'preact';
import { Door } from './door.tsx';
import { Icon } from './icon.tsx';
import { useSurroundings } from './surroundings.ts';

export interface PageTitleProps {
  title: string;
  /** A quiet line above: the life event, the agency. */
  over?: string;
  /** What will happen, when, and who does it. */
  lead?: ComponentChildren;
  /** A tag or a deadline beside the title. */
  aside?: ComponentChildren;
}

/** The first heading of a page. */
export function PageTitle({ title, over, lead, aside }: PageTitleProps) {
  return (
    <div class="mc-page-title">
      {over && <p class="mc-page-title__over">{over}</p>}
      <div class="mc-page-title__row">
        <h1>{title}</h1>
        {aside && <div class="mc-page-title__aside">{aside}</div>}
      </div>
      {lead && <div class="mc-page-title__lead">{lead}</div>}
    </div>
  );
}

export interface HeroProps {
  title: string;
  lead?: string;
  /** The search box. */
  children?: ComponentChildren;
}

/** The beginning of the home page. */
export function Hero({ title, lead, children }: HeroProps) {
  return (
    <section class="mc-hero">
      <h1 class="mc-hero__title">{title}</h1>
      {lead && <p class="mc-hero__lead">{lead}</p>}
      {children}
      <Door />
    </section>
  );
}

export interface SectionProps {
  title: string;
  lead?: string;
  headingLevel?: 2 | 3;
  /** A link at the end of the heading's line: "See all". */
  more?: { href: string; label: string };
  id?: string;
  children: ComponentChildren;
}

/** A part of a page under its own heading. */
export function Section({ title, lead, headingLevel = 2, more, id, children }: SectionProps) {
  const Heading = `h${headingLevel}` as 'h2' | 'h3';
  return (
    <section class="mc-section" id={id}>
      <div class="mc-section__head">
        <Heading>{title}</Heading>
        {more && (
          <a class="ds-link mc-touch" href={more.href}>
            {more.label}
          </a>
        )}
      </div>
      {lead && <p class="mc-section__lead">{lead}</p>}
      {children}
    </section>
  );
}

/** Two columns where there is room: equal, or the first wider as five to four (`wide-first`) or two to one (`main-side`). */
export function Columns({
  ratio = 'equal',
  children,
}: {
  ratio?: 'equal' | 'wide-first' | 'main-side';
  children: ComponentChildren;
}) {
  return <div class={`mc-columns mc-columns--${ratio}`}>{children}</div>;
}

/** Cards in as many columns as fit. */
export function Grid({ children }: { children: ComponentChildren }) {
  return <div class="mc-grid">{children}</div>;
}

/** Running text: explanations, legal bases, help. */
export function Prose({ children }: { children: ComponentChildren }) {
  return <div class="mc-prose">{children}</div>;
}

/** Something that may be opened to read more; works without a script. */
export function Disclosure({ label, open, children }: { label: string; open?: boolean; children: ComponentChildren }) {
  return (
    <details class="ds-details mc-disclosure" data-color="neutral" open={open}>
      <summary>{label}</summary>
      <div>{children}</div>
    </details>
  );
}

/** The way from the home page to here. The last crumb is this page. */
export function Breadcrumbs({ crumbs }: { crumbs: readonly { label: string; href: string }[] }) {
  const { words } = useSurroundings();
  const above = crumbs[crumbs.length - 2];
  return (
    <nav class="ds-breadcrumbs mc-breadcrumbs" aria-label={words.youAreHere}>
      {above && (
        <a class="ds-link" href={above.href}>
          {above.label}
        </a>
      )}
      <ol>
        {crumbs.map((crumb, index) => (
          <li key={crumb.href}>
            <a class="ds-link" href={crumb.href} aria-current={index === crumbs.length - 1 ? 'page' : undefined}>
              {crumb.label}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}

export interface Tab {
  label: string;
  href: string;
  current?: boolean;
  count?: number;
}

/** Views of one thing, each with its own address. */
export function Tabs({ label, tabs }: { label: string; tabs: readonly Tab[] }) {
  return (
    <nav class="mc-tabs" aria-label={label}>
      <ul>
        {tabs.map((tab) => (
          <li key={tab.href}>
            <a href={tab.href} aria-current={tab.current ? 'page' : undefined}>
              {tab.label}
              {tab.count !== undefined && <span class="mc-tabs__count"> {tab.count}</span>}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** A link that leads back, above the title. */
export function BackLink({ href, label }: { href: string; label: string }) {
  return (
    <a class="mc-back" href={href}>
      <Icon name="arrow-left" />
      {label}
    </a>
  );
}
