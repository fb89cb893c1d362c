import {
  BackLink,
  Buttons,
  Card,
  KeyValue,
  LinkButton,
  Notice,
  Page,
  PageTitle,
  Prose,
  Section,
  renderPage,
} from '../../../../design/index.ts';
import { type Language, fill, formatInstant } from '../../../../kernel/text.ts';
import type { CallProof, Usage } from '../../../exchange/index.ts';
import type { PageView } from '../../frame.ts';
import { usageWords } from '../data-log/usage-words.ts';
import { texts } from './texts.ts';

/** One call in full, its proof, and what to do when it looks wrong. */
export function receiptPage(props: PageView & { usage: Usage; proof: CallProof }): string {
  const { language, usage, proof } = props;
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
      <Section title={words.proofTitle}>
        <Proof receipt={usage.receipt} proof={proof} language={language} />
      </Section>
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

/** What the public log proves of the call. */
function Proof({ receipt, proof, language }: { receipt: string; proof: CallProof; language: Language }) {
  const words = texts[language];
  if (proof.state === 'changed')
    return (
      <Notice tone="danger" title={words.proofChanged}>
        <p>{words.proofChangedLead}</p>
      </Notice>
    );
  if (proof.state !== 'proven') return <p>{words.proofWaiting}</p>;
  return (
    <>
      <p>{words.proofLead}</p>
      <Buttons>
        <LinkButton href={`/data-log/${encodeURIComponent(receipt)}/proof`} look="secondary">
          {words.proofFile}
        </LinkButton>
        <LinkButton href="/log#check" look="secondary">
          {words.proofCheck}
        </LinkButton>
      </Buttons>
    </>
  );
}
