import {
  Breadcrumbs,
  Buttons,
  Columns,
  type Frame,
  LinkButton,
  Notice,
  Page,
  PageTitle,
  Section,
  renderPage,
} from '../../../../../../design/index.ts';
import type { Language } from '../../../../../../kernel/text.ts';
import { WISH_FORMS, WISH_FORM_TITLES } from '../../../wish-form.ts';
import type { MaritalStanding } from '../../actions.ts';
import { Certificates, StandingFacts } from '../standing.tsx';
import { texts } from '../texts.ts';

/** How a person stands, their certificates, and the ways to issue one. */
export function personPage(props: {
  language: Language;
  path: string;
  frame: Frame;
  standing: MaritalStanding;
  today: string;
  isDone: boolean;
}): string {
  const { language, frame, standing, today, isDone } = props;
  const words = texts[language];
  const { number, fullName } = standing.person;
  const here = `/desk/civil-status/marital/people/${number}`;
  return renderPage(
    <Page language={language} title={`${words.title}: ${fullName}`} path={here} frame={frame}>
      <Breadcrumbs
        crumbs={[
          { label: words.book, href: '/desk/civil-status' },
          { label: words.title, href: '/desk/civil-status/marital' },
          { label: fullName, href: here },
        ]}
      />
      <PageTitle over={words.title} title={fullName} />
      {isDone && (
        <Notice tone="success" title={words.issued} live>
          <p>{words.issuedText}</p>
        </Notice>
      )}
      <Columns ratio="wide-first">
        <div>
          <StandingFacts standing={standing} language={language} today={today} />
          <Section title={words.issueTitle}>
            <Buttons>
              {WISH_FORMS.map((form) => (
                <LinkButton key={form} href={`${here}/issue/${form}`} look="secondary" icon="plus">
                  {WISH_FORM_TITLES[form][language]}
                </LinkButton>
              ))}
            </Buttons>
          </Section>
        </div>
        <Certificates standing={standing} language={language} />
      </Columns>
    </Page>,
  );
}
