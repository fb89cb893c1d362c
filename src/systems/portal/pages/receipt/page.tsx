import { BackLink, Card, KeyValue, Page, PageTitle, Prose, Section, renderPage } from '../../../../design/index.ts';
import { fill, formatInstant } from '../../../../kernel/text.ts';
import type { Usage } from '../../../exchange/index.ts';
import type { PageView } from '../../frame.ts';
import { usageWords } from '../data-log/usage-words.ts';
import { texts } from './texts.ts';

/** One call in full, and what to do when it looks wrong. */
export function receiptPage(props: PageView & { usage: Usage }): string {
  const { language, usage } = props;
  const words = texts[language];
  const said = usageWords(usage, language);
  const values = { receipt: usage.receipt, agency: usage.agencyName };
  const title = fill(words.title, values);
  return renderPage(
    <Page {...props} title={title} width="narrow">
      <BackLink href="/data-log" label={words.back} />
      <PageTitle title={title} lead={words.lead} />
      <Card>
        <KeyValue
          pairs={[
            { label: words.at, value: formatInstant(usage.at, language) },
            { label: words.who, value: said.who },
            { label: words.agency, value: usage.agencyName },
            { label: words.register, value: said.register },
            { label: words.what, value: said.outcome },
            { label: words.fields, value: said.fields.join(', ') || words.noFields },
            { label: words.purpose, value: said.purpose },
            { label: words.basis, value: said.basis },
            ...(usage.caseNumber ? [{ label: words.caseNumber, value: usage.caseNumber }] : []),
            { label: words.service, value: usage.service },
          ]}
        />
      </Card>
      <Section title={words.objectTitle}>
        <Prose>
          <ol>
            {[words.object1, words.object2, words.object3].map((sentence) => (
              <li key={sentence}>{fill(sentence, values)}</li>
            ))}
          </ol>
        </Prose>
      </Section>
    </Page>,
  );
}
