import { FOREIGN_COUNTRIES } from '../../../../country/index.ts';
import {
  BackLink,
  Button,
  Buttons,
  Card,
  Columns,
  DateField,
  ErrorSummary,
  Form,
  Notice,
  Page,
  PageTitle,
  RadioGroup,
  SelectField,
  TextField,
  renderPage,
} from '../../../../design/index.ts';
import { type Language, fill } from '../../../../kernel/text.ts';
import type { DossierView } from '../../actions.ts';
import { type PageView, type Refused, withLabels } from '../../frame.ts';
import { SectionButtons } from '../facts/buttons.tsx';
import { BirthFacts, ParentFacts } from '../facts/facts.tsx';
import { FormCourse } from '../facts/form-course.tsx';
import { texts } from './texts.ts';

/** What is entered for the father of a child whose mother is not married. */
export type FatherChoice = 'recognised' | 'foreigner' | 'unknown';

interface ParentsPageProps extends PageView {
  dossier: DossierView;
  /** The way that was chosen; its own questions follow. Without one the ways are shown. */
  choice: FatherChoice | undefined;
  refused?: Refused;
}

/** First which way, then only the questions of that way: no field is ever shown that does not apply. */
export function parentsPage(props: ParentsPageProps): string {
  const { language, dossier, choice, refused } = props;
  const words = texts[language];
  const saved = dossier.answers.parents;
  const path = `/dossiers/${dossier.id}/parents`;
  return renderPage(
    <Page {...props} title={words.title} width={choice ? 'narrow' : 'wide'} refused={refused !== undefined}>
      <FormCourse language={language} dossier={dossier} at="parents" />
      {choice && <BackLink href={path} label={words.other} />}
      <PageTitle
        over={words.over}
        title={choice ? words[`${choice}Title`] : words.title}
        lead={choice ? words[`${choice}Lead`] : words.lead}
      />
      {refused?.general && <Notice tone="danger" live title={refused.general} />}
      {refused && <ErrorSummary messages={withLabels(refused.messages, labelsOf(language))} />}
      {choice ? (
        <Card>
          <Form
            action={path}
            values={refused?.values ?? (saved?.father === choice ? saved : {})}
            messages={refused?.messages ?? {}}
          >
            <input type="hidden" name="father" value={choice} />
            {choice === 'recognised' && <RecognisedFields language={language} />}
            {choice === 'foreigner' && <ForeignerFields language={language} />}
            <SectionButtons language={language} />
          </Form>
        </Card>
      ) : (
        <Columns ratio="wide-first">
          <div>
            <Card>
              <Form
                action={path}
                method="get"
                values={saved ? { father: saved.father } : {}}
                messages={refused?.messages ?? {}}
              >
                <RadioGroup
                  name="father"
                  label={words.which}
                  {...(dossier.evidence.birth.fatherDeclaredName
                    ? { hint: fill(words.declared, { name: dossier.evidence.birth.fatherDeclaredName }) }
                    : {})}
                  choices={(['recognised', 'foreigner', 'unknown'] as const).map((value) => ({
                    value,
                    label: words[value],
                    hint: words[`${value}Hint`],
                  }))}
                />
                <Buttons>
                  <Button>{words.next}</Button>
                </Buttons>
              </Form>
            </Card>
          </div>
          <div>
            <Card title={words.known}>
              <BirthFacts language={language} dossier={dossier} />
              <ParentFacts language={language} dossier={dossier} side="mother" />
            </Card>
          </div>
        </Columns>
      )}
    </Page>,
  );
}

const labelsOf = (language: Language): Record<string, string> => {
  const words = texts[language];
  return {
    father: words.which,
    fatherNumber: words.number,
    fatherName: words.name,
    foreignFatherName: words.foreignName,
    foreignFatherBornOn: words.foreignBornOn,
    foreignFatherNationality: words.foreignNationality,
    foreignFatherPassport: words.foreignPassport,
  };
};

function RecognisedFields({ language }: { language: Language }) {
  const words = texts[language];
  return (
    <>
      <TextField
        name="fatherNumber"
        label={words.number}
        hint={words.numberHint}
        inputmode="numeric"
        autocomplete="off"
        length={14}
        maxlength={20}
      />
      <TextField name="fatherName" label={words.name} hint={words.nameHint} autocomplete="off" maxlength={100} />
    </>
  );
}

function ForeignerFields({ language }: { language: Language }) {
  const words = texts[language];
  const countries = Object.entries(FOREIGN_COUNTRIES).map(([value, name]) => ({ value, label: name[language] }));
  return (
    <>
      <TextField name="foreignFatherName" label={words.foreignName} autocomplete="off" maxlength={100} />
      <DateField name="foreignFatherBornOn" label={words.foreignBornOn} />
      <SelectField name="foreignFatherNationality" label={words.foreignNationality} choices={countries} byLabel />
      <TextField
        name="foreignFatherPassport"
        label={words.foreignPassport}
        hint={words.foreignPassportHint}
        autocomplete="off"
        length={14}
        maxlength={20}
      />
    </>
  );
}
