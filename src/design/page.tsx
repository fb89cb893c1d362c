import type { ComponentChildren, VNode } from 'preact';
import type { Language } from '../kernel/text.ts';
import { fill } from '../kernel/text.ts';
import { assetPath } from './assets.ts';
import { CSRF_FIELD } from './form.tsx';
import { Icon } from './icon.tsx';
import { Mark } from './mark.tsx';
import { givenName, initialsOf } from './person-row.tsx';
import { Markup, renderToString } from './render.ts';
import { surroundings } from './surroundings.ts';
import { texts } from './texts.ts';

/** A link of the header. */
export interface NavigationLink {
  href: string;
  label: string;
}

/** Who is signed in, as the header names them. */
export interface FrameUser {
  name: string;
  kind: 'person' | 'official';
  /** The official's post, e.g. `Công chức tư pháp - hộ tịch, phường Giảng Võ`. */
  post?: string;
  initials?: string;
}

/** What surrounds every page; the server makes it once a request. */
export interface Frame {
  /** Shows the notice of the synthetic country. */
  synthetic: boolean;
  user?: FrameUser;
  csrfToken?: string;
  /** Unread messages in the inbox. */
  unread?: number;
  area: 'public' | 'portal' | 'desk';
  /** Links of the header; by default those of the area, see `navigation.ts`. */
  navigation?: readonly NavigationLink[];
}

export interface PageProps {
  language: Language;
  /** Title of the page; the name of the house is added. */
  title: string;
  description?: string;
  /** Path and query of this page, for the language switch and for the current link of the header. */
  path: string;
  frame: Frame;
  /** Paths of scripts of the same origin, loaded as modules; pages work without them. */
  scripts?: readonly string[];
  /** `narrow` for forms and reading, `wide` (default) for overviews, `full` for the desk. */
  width?: 'narrow' | 'wide' | 'full';
  /** The form was refused: the title says so first, as screen readers read it first. */
  refused?: boolean;
  children: ComponentChildren;
}

/** Where the header leads. Paths that more than one place must agree on. */
export const PATHS = {
  home: '/',
  services: '/services',
  cases: '/dossiers',
  documents: '/documents',
  dataLog: '/data-log',
  inbox: '/inbox',
  desk: '/desk',
  signIn: '/sign-in',
  signOut: '/sign-out',
  deskSignIn: '/desk/sign-in',
  deskSignOut: '/desk/sign-out',
} as const;

function defaultNavigation(frame: Frame, language: Language): readonly NavigationLink[] {
  const words = texts[language];
  if (frame.area === 'desk') return [{ href: PATHS.desk, label: words.desk }];
  return [
    { href: PATHS.services, label: words.services },
    ...(frame.user ? [{ href: PATHS.cases, label: words.myCases }] : []),
    { href: PATHS.documents, label: words.myDocuments },
    { href: PATHS.dataLog, label: words.whoHasSeen },
  ];
}

/** The same page in another language: its path with `language` set, all else kept. */
export function languageHref(path: string, language: Language): string {
  const [before, query = ''] = path.split('?', 2);
  const parameters = new URLSearchParams(query);
  parameters.set('language', language);
  return `${before}?${parameters}`;
}

function isCurrent(path: string, href: string): boolean {
  const here = path.split('?', 1)[0]!;
  return here === href || (href !== '/' && here.startsWith(`${href}/`));
}

/** Who is signed in. Opens to sign out: a rare thing that must not crowd the header. */
function Account({ user, frame, language }: { user: FrameUser; frame: Frame; language: Language }) {
  const words = texts[language];
  return (
    <details class="mc-account">
      <summary class="mc-account__button">
        <span class="mc-avatar" aria-hidden="true">
          {user.initials ?? initialsOf(user.name)}
        </span>
        <span class="mc-account__who">
          <span class="ds-sr-only">{words.signedInAs} </span>
          <span class="mc-account__name">{user.post ? user.name : givenName(user.name)}</span>
          {user.post && <span class="mc-account__post">{user.post}</span>}
        </span>
        <Icon name="chevron-down" size={16} />
      </summary>
      <form class="mc-account__panel" method="post" action={frame.area === 'desk' ? PATHS.deskSignOut : PATHS.signOut}>
        {!user.post && <p class="mc-account__whole">{user.name}</p>}
        {frame.csrfToken && <input type="hidden" name={CSRF_FIELD} value={frame.csrfToken} />}
        <button type="submit" class="ds-button mc-account__out" data-variant="tertiary">
          <Icon name="log-out" />
          {words.signOut}
        </button>
      </form>
    </details>
  );
}

function Header({ language, path, frame }: { language: Language; path: string; frame: Frame }) {
  const words = texts[language];
  const other: Language = language === 'vi' ? 'en' : 'vi';
  const links = frame.navigation ?? defaultNavigation(frame, language);
  const unread = frame.unread ?? 0;
  // Of two links one above the other, the nearer is where we are.
  const current = links
    .filter(({ href }) => isCurrent(path, href))
    .toSorted((a, b) => b.href.length - a.href.length)[0];
  return (
    <header class="mc-header">
      <div class="mc-header__inner">
        <a class="mc-brand" href={frame.area === 'desk' ? PATHS.desk : PATHS.home}>
          <Mark />
          <span class="mc-brand__name" lang="vi">
            {words.brand}
          </span>
        </a>
        <details class="mc-menu">
          <summary class="mc-menu__button">
            <Icon name="menu" />
            {words.menu}
          </summary>
          <div class="mc-menu__content">
            <nav class="mc-nav" aria-label={words.mainNavigation}>
              <ul>
                {links.map((link) => (
                  <li key={link.href}>
                    <a href={link.href} aria-current={link === current ? 'page' : undefined}>
                      {link.label}
                    </a>
                  </li>
                ))}
                {frame.user && frame.area !== 'desk' && (
                  <li>
                    <a href={PATHS.inbox} aria-current={isCurrent(path, PATHS.inbox) ? 'page' : undefined}>
                      {words.inbox}
                      {unread > 0 && (
                        <>
                          {' '}
                          <span class="mc-count" aria-hidden="true">
                            {unread > 99 ? '99+' : unread}
                          </span>
                          <span class="ds-sr-only">({fill(words.unread, { count: unread })})</span>
                        </>
                      )}
                    </a>
                  </li>
                )}
                <li>
                  <a href={languageHref(path, other)} lang={other} hreflang={other}>
                    {words.languageSwitch}
                  </a>
                </li>
              </ul>
            </nav>
            {frame.user && <Account user={frame.user} frame={frame} language={language} />}
          </div>
        </details>
        {!frame.user && (
          <a class="ds-button mc-sign-in" href={frame.area === 'desk' ? PATHS.deskSignIn : PATHS.signIn}>
            {words.signIn}
          </a>
        )}
      </div>
    </header>
  );
}

const footers: Partial<Record<Language, string>> = {};

/** The same on every page, so it is written once for each language. */
function Footer({ language }: { language: Language }) {
  const words = texts[language];
  footers[language] ??= renderToString(
    <footer class="mc-footer">
      <div class="mc-footer__inner">
        <Mark size={32} />
        <div>
          <p class="mc-footer__promise">{words.footerPromise}</p>
          <p>{words.footerOpen}</p>
        </div>
      </div>
    </footer>,
  );
  return <Markup html={footers[language]} />;
}

let links: string | undefined;

/** Colours, fonts, style sheet and marks: the same on every page. */
function HeadLinks() {
  links ??= renderToString(
    <>
      <meta name="color-scheme" content="light dark" />
      <meta name="theme-color" content="#ffffff" media="(prefers-color-scheme: light)" />
      <meta name="theme-color" content="#1a202b" media="(prefers-color-scheme: dark)" />
      <link
        rel="preload"
        as="font"
        type="font/woff2"
        crossorigin="anonymous"
        href={assetPath('be-vietnam-pro-latin-400.woff2')}
      />
      <link
        rel="preload"
        as="font"
        type="font/woff2"
        crossorigin="anonymous"
        href={assetPath('be-vietnam-pro-latin-700.woff2')}
      />
      <link rel="stylesheet" href={assetPath('mot-cua.css')} />
      <link rel="icon" type="image/svg+xml" href={assetPath('mark.svg')} />
      <link rel="apple-touch-icon" href={assetPath('mark-apple-180.png')} />
      <link rel="manifest" href={assetPath('mot-cua.webmanifest')} />
    </>,
  );
  return <Markup html={links} />;
}

/**
 * A whole document: head, notice of the synthetic country, header, `main`, footer. The first heading (`PageTitle` or
 * `Hero`) comes from the page. Nothing in it needs a script or an inline style, so a strict content security policy holds.
 */
export function Page(props: PageProps) {
  const { language, title, description, path, frame, scripts = [], width = 'wide' } = props;
  const words = texts[language];
  return (
    <html lang={language} data-color-scheme="auto">
      <head>
        <meta charset="utf-8" />
        <title>{`${props.refused ? words.errorTitlePrefix : ''}${title === words.brand ? words.brand : `${title} · ${words.brand}`}`}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        {description && <meta name="description" content={description} />}
        <HeadLinks />
        {scripts.map((script) => (
          <script type="module" src={script} key={script} />
        ))}
      </head>
      <body class={`mc-body mc-body--${frame.area}`} data-size={frame.area === 'desk' ? 'sm' : undefined}>
        <surroundings.Around value={{ language, csrfToken: frame.csrfToken }}>
          <a class="ds-skip-link" href="#content">
            {words.skipToContent}
          </a>
          {frame.synthetic && (
            <aside class="mc-synthetic" aria-label={words.syntheticCountryLabel}>
              <p>{words.syntheticCountry}</p>
            </aside>
          )}
          <Header language={language} path={path} frame={frame} />
          <main id="content" class={`mc-main mc-main--${width}`} tabindex={-1}>
            {props.children}
          </main>
          <Footer language={language} />
        </surroundings.Around>
      </body>
    </html>
  );
}

/** A page as the text of an HTML document. Whatever comes from people is escaped on the way. */
export function renderPage(page: VNode): string {
  return `<!doctype html>${renderToString(page)}`;
}
