import { Notice, Page, PageTitle, Prose, Section, renderPage } from '../../../../design/index.ts';
import type { PageView } from '../../frame.ts';
import { texts } from './texts.ts';

/** What this is, that its people are invented, how open it is, what it does with data, and for whom it works. */
export function aboutPage({ language, path, frame }: PageView): string {
  const words = texts[language];
  const links = [
    { href: '/openapi.json', label: words.api },
    { href: '/developers', label: words.registersApi },
    { href: '/quality', label: words.quality },
    { href: '/public-finance', label: words.publicFinance },
    { href: '/places', label: words.places },
    { href: '/verify', label: words.verify },
    { href: '/verify/root.pem', label: words.root },
    { href: '/log', label: words.log },
    { href: '/decision-tables', label: words.decisionTables },
    { href: '/trust/developers', label: words.machines },
  ];
  return renderPage(
    <Page language={language} title={words.title} description={words.lead} path={path} frame={frame} width="narrow">
      <PageTitle title={words.title} lead={words.lead} />
      {frame.synthetic && (
        <Notice tone="warning" title={words.synthetic}>
          <p>{words.syntheticText}</p>
        </Notice>
      )}
      <Section title={words.what}>
        <Prose>
          <p>{words.whatText}</p>
        </Prose>
      </Section>
      <Section title={words.open}>
        <Prose>
          <p>{words.openText}</p>
          <ul>
            {links.map(({ href, label }) => (
              <li key={href}>
                <a href={href}>{label}</a>
              </li>
            ))}
          </ul>
        </Prose>
      </Section>
      <Section title={words.privacy}>
        <Prose>
          <p>{words.privacyText}</p>
        </Prose>
      </Section>
      <Section title={words.accessibility} id="accessibility">
        <Prose>
          <p>{words.accessibilityText}</p>
        </Prose>
      </Section>
    </Page>,
  );
}
