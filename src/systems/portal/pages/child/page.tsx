import { countryName } from '../../../../country/index.ts';
import {
  Card,
  Columns,
  Disclosure,
  ErrorSummary,
  Form,
  Notice,
  Page,
  PageTitle,
  RadioGroup,
  TextArea,
  TextField,
  renderPage,
} from '../../../../design/index.ts';
import { type Language, fill } from '../../../../kernel/text.ts';
import type { DossierView } from '../../actions.ts';
import { type PageView, type Refused, withLabels } from '../../frame.ts';
import { SectionButtons } from '../facts/buttons.tsx';
import { BirthFacts, MarriageFacts, ParentFacts, ethnicGroupText } from '../facts/facts.tsx';
import { FormCourse } from '../facts/form-course.tsx';
import { texts } from './texts.ts';

interface ChildPageProps extends PageView {
  dossier: DossierView;
  refused?: Refused;
}

/** Everything that registers know, and below it the few questions that they cannot answer. */
export function childPage(props: ChildPageProps): string {
  const { language, dossier, refused } = props;
  const words = texts[language];
  const values = refused?.values ?? { ...dossier.answers.child };
  const isWrong = Boolean(values.wrongFact || values.wrongFactNote);
  return renderPage(
    <Page {...props} title={words.title} refused={refused !== undefined}>
      <FormCourse language={language} dossier={dossier} at="child" />
      <PageTitle over={words.over} title={words.title} lead={words.lead} />
      {refused?.general && <Notice tone="danger" live title={refused.general} />}
      {refused && <ErrorSummary messages={withLabels(refused.messages, labelsOf(language))} />}
      <Columns ratio="wide-first">
        <div>
          <Card title={words.asked}>
            <Form action={`/dossiers/${dossier.id}/child`} values={values} messages={refused?.messages ?? {}}>
              <TextField
                name="fullName"
                label={words.name}
                hint={fill(words.nameHint, { example: words.example })}
                autocomplete="off"
                maxlength={100}
              />
              <ChoiceFields language={language} dossier={dossier} />
              {dossier.isLate && (
                <TextArea name="lateReason" label={words.late} hint={words.lateHint} rows={3} maxlength={500} />
              )}
              <Disclosure label={words.wrong} open={isWrong}>
                <RadioGroup
                  name="wrongFact"
                  label={words.wrongWhich}
                  hint={words.wrongHint}
                  optional
                  choices={[
                    { value: '', label: words.wrongNone },
                    ...(['sex', 'bornAt', 'birthOrder', 'placeName'] as const).map((value) => ({
                      value,
                      label: words[`wrong_${value}`],
                    })),
                  ]}
                />
                <TextArea
                  name="wrongFactNote"
                  label={words.note}
                  hint={words.noteHint}
                  optional
                  rows={3}
                  maxlength={500}
                />
              </Disclosure>
              <SectionButtons language={language} />
            </Form>
          </Card>
        </div>
        <div>
          <Card title={words.known}>
            <BirthFacts language={language} dossier={dossier} />
            <ParentFacts language={language} dossier={dossier} side="mother" />
            <ParentFacts language={language} dossier={dossier} side="father" />
            <MarriageFacts language={language} dossier={dossier} />
          </Card>
        </div>
      </Columns>
    </Page>,
  );
}

const labelsOf = (language: Language): Record<string, string> => {
  const words = texts[language];
  return {
    fullName: words.name,
    ethnicGroupOf: words.ethnicGroup,
    hometownOf: words.hometown,
    nationality: words.nationality,
    lateReason: words.late,
    wrongFactNote: words.note,
  };
};

/** What the parents may choose between; where there is nothing to choose, nothing is asked. */
function ChoiceFields({ language, dossier }: { language: Language; dossier: DossierView }) {
  const words = texts[language];
  const { choices } = dossier;
  const label = (of: 'mother' | 'father', value: string) =>
    fill(of === 'mother' ? words.ofMother : words.ofFather, { value: value || words.hidden });
  const foreign = [dossier.father, dossier.evidence.mother].find(({ kind }) => kind === 'foreigner');
  return (
    <>
      {choices.ethnicGroups.length > 1 && (
        <RadioGroup
          name="ethnicGroupOf"
          label={words.ethnicGroup}
          hint={words.ethnicGroupHint}
          choices={choices.ethnicGroups.map(({ of, code }) => ({
            value: of,
            label: label(of, code && ethnicGroupText(code)),
          }))}
        />
      )}
      {choices.hometowns.length > 1 && (
        <RadioGroup
          name="hometownOf"
          label={words.hometown}
          hint={words.hometownHint}
          choices={choices.hometowns.map(({ of, text }) => ({ value: of, label: label(of, text) }))}
        />
      )}
      {choices.needsNationality && (
        <RadioGroup
          name="nationality"
          label={words.nationality}
          hint={words.nationalityHint}
          choices={[
            { value: 'VN', label: countryName('VN', language) },
            { value: 'foreign', label: foreign ? countryName(foreign.nationality, language) : '' },
          ]}
        />
      )}
    </>
  );
}
