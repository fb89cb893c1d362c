import { Card, Grid, Page, PageTitle, Section, renderPage } from '../../../../design/index.ts';
import { type AskableQuestion, SUBJECTS } from '../../../rules/index.ts';
import type { PageView } from '../../frame.ts';
import { texts } from './texts.ts';

/** The questions that the law answers, those about what one is entitled to first. */
const ORDER: readonly (readonly AskableQuestion['subject'][])[] = [
  ['entitlement', 'eligibility'],
  ['fee', 'tax'],
  ['deadline', 'documents', 'competence'],
];

export function entitlementsPage(props: PageView & { questions: readonly AskableQuestion[] }): string {
  const { language, questions } = props;
  const words = texts[language];
  const titles = [words.entitlements, words.money, words.procedures];
  return renderPage(
    <Page {...props} title={words.title} description={words.lead}>
      <PageTitle title={words.title} lead={words.lead} />
      {ORDER.map((subjects, i) => {
        const these = questions.filter(({ subject }) => subjects.includes(subject));
        return (
          these.length > 0 && (
            <Section key={titles[i]} title={titles[i] ?? ''}>
              <Grid>
                {these.map(({ ruleSet, question, name, subject }) => (
                  <Card
                    key={ruleSet}
                    headingLevel={3}
                    icon="circle-help"
                    title={question[language]}
                    href={`/entitlements/${ruleSet}`}
                  >
                    <p>
                      {SUBJECTS[subject][language]} · {name[language]}
                    </p>
                  </Card>
                ))}
              </Grid>
            </Section>
          )
        );
      })}
      <p>
        <a class="ds-link mc-touch" href="/decision-tables">
          {words.published}
        </a>
      </p>
    </Page>,
  );
}
