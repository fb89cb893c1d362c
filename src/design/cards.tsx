import type { ComponentChildren } from 'preact';
import { fill } from '../kernel/text.ts';
import { Icon } from './icon.tsx';
import type { IconName } from './icon.tsx';
import { useSurroundings } from './surroundings.ts';
import type { BeadState } from './thread.tsx';

export interface CardProps {
  title?: string;
  headingLevel?: 2 | 3 | 4;
  /** The whole card leads there; only its title is the link for screen readers. */
  href?: string;
  icon?: IconName;
  /** A tag at the end of the title's line. */
  aside?: ComponentChildren;
  tone?: 'plain' | 'tinted';
  children?: ComponentChildren;
}

/** A sheet of paper: one subject. */
export function Card({ title, headingLevel = 2, href, icon, aside, tone = 'plain', children }: CardProps) {
  const Heading = `h${headingLevel}` as 'h2' | 'h3' | 'h4';
  return (
    <section class={`ds-card mc-card${href ? ' mc-card--link' : ''}${tone === 'tinted' ? ' mc-card--tinted' : ''}`}>
      {title && (
        <div class="mc-card__head">
          <Heading class="mc-card__title">
            {icon && <Icon name={icon} size={24} />}
            {href ? <a href={href}>{title}</a> : title}
          </Heading>
          {aside}
        </div>
      )}
      {children}
    </section>
  );
}

export interface Step {
  label: string;
  state: BeadState;
}

/** The steps of a case as one short bar, each a segment: done, begun, to come. Its words are for screen readers. */
export function Steps({ label, steps }: { label: string; steps: readonly Step[] }) {
  const { words } = useSurroundings();
  const stateWords: Record<BeadState, string> = {
    done: words.stateDone,
    current: words.stateCurrent,
    waiting: words.stateWaiting,
    stopped: words.stateStopped,
    refused: words.stateRefused,
  };
  return (
    <ol class="mc-steps" aria-label={label}>
      {steps.map((step) => (
        <li class={`mc-step mc-step--${step.state}`} key={step.label}>
          <span class="ds-sr-only">
            {step.label}: {stateWords[step.state]}
          </span>
        </li>
      ))}
    </ol>
  );
}

export interface CaseSummaryProps {
  /** The person's words: "Con tôi chào đời". */
  title: string;
  href?: string;
  /** What happens now, who does it, when it is due. */
  detail: string;
  steps: readonly Step[];
  headingLevel?: 3 | 4;
}

/** One case in a list of mine: its words, where it is, its bar of steps. */
export function CaseSummary({ title, href, detail, steps, headingLevel = 3 }: CaseSummaryProps) {
  const { words } = useSurroundings();
  const Heading = `h${headingLevel}` as 'h3' | 'h4';
  const open = steps.findIndex((step) => step.state !== 'done');
  const state = open < 0 ? 'done' : steps[open]!.state;
  const told = { done: words.stateDone, stopped: words.stateStopped, refused: words.stateRefused };
  const look = { done: 'success', stopped: 'warning', refused: 'danger', current: 'cham', waiting: 'cham' } as const;
  const progress =
    state === 'current' || state === 'waiting'
      ? fill(words.stepOf, { step: open + 1, steps: steps.length })
      : told[state];
  return (
    <article class="mc-case">
      <div class="mc-case__head">
        <Heading class="mc-case__title">{href ? <a href={href}>{title}</a> : title}</Heading>
        <span class="ds-tag mc-tag" data-color={look[state]}>
          {state === 'done' && <Icon name="check" size={16} />}
          {state === 'stopped' && <Icon name="pause" size={16} />}
          {state === 'refused' && <Icon name="x" size={16} />}
          {progress}
        </span>
      </div>
      <p class="mc-case__detail">{detail}</p>
      <Steps label={title} steps={steps} />
    </article>
  );
}

export interface EmptyStateProps {
  icon?: IconName;
  title: string;
  headingLevel?: 2 | 3;
  /** What would be here, and how it comes to be. */
  children?: ComponentChildren;
}

/** Nothing here yet, said kindly and with the next thing to do. */
export function EmptyState({ icon = 'inbox', title, headingLevel = 2, children }: EmptyStateProps) {
  const Heading = `h${headingLevel}` as 'h2' | 'h3';
  return (
    <div class="mc-empty">
      <span class="mc-empty__icon" aria-hidden="true">
        <Icon name={icon} size={28} />
      </span>
      <Heading class="mc-empty__title">{title}</Heading>
      {children && <div class="mc-empty__more">{children}</div>}
    </div>
  );
}

/** How far something is that takes a while; the words say it too. */
export function ProgressBar({ label, share }: { label: string; share: number }) {
  return (
    <div class="mc-progress">
      <progress value={Math.max(0, Math.min(1, share))} max={1} aria-label={label} />
      <p role="status">{label}</p>
    </div>
  );
}

export interface FiguresProps {
  /** What the numbers are about, for screen readers. */
  label: string;
  figures: readonly { value: string; label: string }[];
}

/** The dark band of numbers, across the whole page. */
export function Figures({ label, figures }: FiguresProps) {
  return (
    <section class="mc-figures" aria-label={label}>
      <dl class="mc-figures__inner">
        {figures.map((figure) => (
          <div class="mc-figure" key={figure.label}>
            <dt>{figure.label}</dt>
            <dd>{figure.value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

export interface TimelineEntry {
  /** As people say it: "09:14", "Hôm qua". */
  when: string;
  /** For machines: an ISO date or instant. */
  dateTime?: string;
  title: ComponentChildren;
  detail?: ComponentChildren;
  href?: string;
}

/** What happened, newest first: who has seen my data, the course of a case. */
export function Timeline({ label, entries }: { label: string; entries: readonly TimelineEntry[] }) {
  return (
    <ol class="mc-timeline" aria-label={label}>
      {entries.map((entry, index) => (
        <li class="mc-timeline__entry" key={index}>
          <time class="mc-timeline__when" dateTime={entry.dateTime}>
            {entry.when}
          </time>
          <div>
            <p class="mc-timeline__title">{entry.href ? <a href={entry.href}>{entry.title}</a> : entry.title}</p>
            {entry.detail && <div class="mc-timeline__detail">{entry.detail}</div>}
          </div>
        </li>
      ))}
    </ol>
  );
}

export interface SearchBoxProps {
  action: string;
  /** Name of the query in the address; by default `q`. */
  name?: string;
  label: string;
  placeholder?: string;
  /** A verb: "Tìm". */
  button: string;
  value?: string;
  suggestions?: { label: string; links: readonly { label: string; href: string }[] };
  /** `hero` is large, for the home page. */
  look?: 'hero' | 'plain';
}

/** Search by saying what one needs. */
export function SearchBox(props: SearchBoxProps) {
  const name = props.name ?? 'q';
  return (
    <div class={`mc-search mc-search--${props.look ?? 'hero'}`}>
      <form class="mc-search__form" role="search" method="get" action={props.action}>
        <label class="ds-sr-only" for={`search-${name}`}>
          {props.label}
        </label>
        <input
          class="ds-input mc-search__input"
          type="search"
          id={`search-${name}`}
          name={name}
          value={props.value}
          placeholder={props.placeholder}
          autocomplete="off"
          enterkeyhint="search"
        />
        <button class="ds-button mc-search__button" type="submit">
          {props.button}
        </button>
      </form>
      {props.suggestions && (
        <div class="mc-search__suggestions">
          <span id={`search-${name}-suggestions`}>{props.suggestions.label}</span>
          <ul aria-labelledby={`search-${name}-suggestions`}>
            {props.suggestions.links.map((link) => (
              <li key={link.href}>
                <a class="ds-link" href={link.href}>
                  {link.label}
                </a>
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}
