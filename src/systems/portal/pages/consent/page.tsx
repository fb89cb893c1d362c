import { countryName, splitPersonName } from '../../../../country/index.ts';
import {
  BackLink,
  Button,
  Buttons,
  Card,
  ErrorSummary,
  Fact,
  FactList,
  Form,
  Notice,
  Page,
  PageTitle,
  Prose,
  RadioGroup,
  TextArea,
  renderPage,
} from '../../../../design/index.ts';
import { type Language, fill } from '../../../../kernel/text.ts';
import type { ConsentReason, DossierView } from '../../actions.ts';
import type { PageView, Refused } from '../../frame.ts';
import { ChildFacts } from '../facts/child-facts.tsx';
import { BirthFacts, ParentFacts, addressText, ethnicGroupText } from '../facts/facts.tsx';
import { texts as factTexts } from '../facts/texts.ts';
import { texts } from './texts.ts';

/** What the second parent is asked, each reason with what was chosen, and the answer. */
export function consentPage(
  props: PageView & { dossier: DossierView; idempotencyKey: string; refused?: Refused },
): string {
  const { language, dossier, refused } = props;
  const words = texts[language];
  const title = fill(words.title, { name: dossier.applicantName });
  const name = dossier.answers.child?.fullName;
  return renderPage(
    <Page {...props} title={title} width="narrow" refused={refused !== undefined}>
      <BackLink href="/dossiers" label={words.back} />
      <PageTitle over={words.over} title={title} lead={words.lead} />
      {refused?.general && <Notice tone="danger" live title={refused.general} />}
      {refused && <ErrorSummary messages={refused.messages} />}
      <Card title={words.asked} icon="heart-handshake">
        <Prose>
          <ul>
            {dossier.consent.reasons.map((reason) => (
              <li key={reason}>{reasonText(reason, dossier, language)}</li>
            ))}
          </ul>
        </Prose>
      </Card>
      <Card>
        <FactList title={words.child}>
          {name && <Fact label={factTexts[language].childName} value={name} />}
          <ChildFacts language={language} dossier={dossier} canChange={false} />
        </FactList>
        <BirthFacts language={language} dossier={dossier} />
        <ParentFacts language={language} dossier={dossier} side="mother" />
        <ParentFacts language={language} dossier={dossier} side="father" />
      </Card>
      <Card>
        <Form
          action={`/dossiers/${dossier.id}/consent`}
          idempotencyKey={props.idempotencyKey}
          values={refused?.values ?? {}}
          messages={refused?.messages ?? {}}
        >
          <RadioGroup
            name="agrees"
            label={words.question}
            choices={[
              { value: 'yes', label: words.yes, hint: words.yesHint },
              { value: 'no', label: words.no, hint: words.noHint },
            ]}
          />
          <TextArea name="reason" label={words.reason} hint={words.reasonHint} optional rows={3} maxlength={500} />
          <Buttons>
            <Button icon="send">{words.send}</Button>
          </Buttons>
        </Form>
      </Card>
    </Page>,
  );
}

/** A reason in words, with what was chosen for the child. */
function reasonText(reason: ConsentReason, dossier: DossierView, language: Language): string {
  const words = texts[language];
  const { answers, choices } = dossier;
  const family = splitPersonName(answers.child?.fullName ?? '').family;
  const group = choices.ethnicGroups.find(({ of }) => of === answers.child?.ethnicGroupOf);
  const hometown = choices.hometowns.find(({ of }) => of === 'mother');
  const home = choices.residences.find((each) => each.with === answers.residence?.with);
  const foreign = [dossier.father, dossier.evidence.mother].find(({ kind }) => kind === 'foreigner');
  const values: Record<ConsentReason, string | undefined> = {
    recognition: '',
    surname: '',
    ethnic_group: group && ethnicGroupText(group.code),
    hometown: hometown?.text,
    residence: home && addressText(home.addressLine, home.communeCode, language),
    nationality: countryName(
      answers.child?.nationality === 'foreign' && foreign ? foreign.nationality : 'VN',
      language,
    ),
  };
  return fill(words[`reason_${reason}`], { family, value: values[reason] || words.unclear });
}
