import {
  BackLink,
  Button,
  Buttons,
  Checkbox,
  DateField,
  ErrorSummary,
  type FieldMessages,
  type FieldValues,
  FieldGroup,
  Form,
  type Frame,
  Notice,
  Page,
  PageTitle,
  SelectField,
  TextField,
  renderPage,
} from '../../../../../design/index.ts';
import { INDUSTRY_CLASSES } from '../../../../../country/index.ts';
import type { Language } from '../../../../../kernel/text.ts';
import { ActFields } from '../../../forms/act-fields.tsx';
import {
  AddressFields,
  FormField,
  HolderFields,
  IndustryFields,
  NameFields,
  OwnerFields,
  RepresentativeFields,
} from '../../../forms/fields.tsx';
import { texts as deskTexts } from '../../../desk/pages/texts.ts';
import { type OwnApplication, isHouseholdMatter, matterTitle } from '../../actions.ts';
import { texts } from '../texts.ts';

interface FormPage {
  language: Language;
  path: string;
  frame: Frame;
  application: OwnApplication;
  values: FieldValues;
  messages: FieldMessages;
  rows: number;
  saved: boolean;
  /** Nothing wrong was found when it was checked just now. */
  checked: boolean;
  communes: readonly { code: string; name: string }[];
  idempotencyKey: string;
}

/** The form of an application, as a draft: saved, checked and submitted with buttons of its own, without a script. */
export function formPage(props: FormPage): string {
  const { language, path, frame, application, values, messages, idempotencyKey, rows } = props;
  const words = texts[language];
  const here = `/my-enterprises/applications/${application.id}/edit`;
  const title = matterTitle(application.matter)[language];
  return renderPage(
    <Page language={language} title={title} path={path} frame={frame} refused={Object.keys(messages).length > 0}>
      <BackLink href="/my-enterprises/applications" label={words.back} />
      <PageTitle over={application.subjectName ?? words.draftOf} title={title} lead={words.formLead} />
      {props.saved && <Notice tone="success" title={words.saved} live />}
      {props.checked && (
        <Notice tone="success" title={words.checkedTitle} live>
          <p>{words.checkedText}</p>
        </Notice>
      )}
      <Asked application={application} language={language} />
      <ErrorSummary messages={messages} />
      <Form action={here} values={values} messages={messages} idempotencyKey={idempotencyKey}>
        <input type="hidden" name="rows" value={String(rows)} />
        <Fields {...props} />
        <Checkbox name="declaration" label={words.declaration} />
        <Buttons>
          <Button icon="send">{words.submit}</Button>
          <Button look="secondary" name="do" value="check" icon="search">
            {words.check}
          </Button>
          <Button look="tertiary" name="do" value="save">
            {words.save}
          </Button>
        </Buttons>
      </Form>
    </Page>,
  );
}

/** What the office asked for, or who did not agree, above the form that answers it. */
function Asked({ application, language }: { application: OwnApplication; language: Language }) {
  const words = texts[language];
  const last = application.steps.findLast(({ move }) => move === 'supplement' || move === 'decline');
  if (!last || (application.status !== 'supplement' && application.status !== 'declined')) return null;
  return (
    <Notice tone="warning" title={last.move === 'supplement' ? words.asksFor : words.declinedBy}>
      <p>{last.note ?? last.doneBy.name}</p>
    </Notice>
  );
}

function Fields(props: FormPage) {
  const { language, application, communes, rows } = props;
  const { matter } = application;
  if (isHouseholdMatter(matter)) return <HouseholdFields {...props} />;
  const words = texts[language];
  const more = (
    <Button look="tertiary" name="do" value="more" icon="plus">
      {words.more}
    </Button>
  );
  if (matter === 'register')
    return (
      <>
        <NameFields language={language} judged={false} />
        <FormField language={language} />
        <AddressFields language={language} communes={communes} />
        <TextField
          name="capital"
          label={deskTexts[language].capitalVnd}
          inputmode="numeric"
          autocomplete="off"
          maxlength={24}
        />
        <IndustryFields language={language} />
        <p>{words.namesHint}</p>
        <HolderFields language={language} rows={rows} more={more} named />
        <RepresentativeFields language={language} named />
        <OwnerFields language={language} prefix="beneficialOwners.0." named />
      </>
    );
  const { form } = application;
  const offered = {
    holders: rowsOf(form, 'holders', 'holder').map(({ code, name }) => ({ holder: code, holderName: name })),
    branches: application.parts.branches,
    declaredOwners: application.parts.declaredOwners,
  };
  const fields = (
    <ActFields language={language} act={matter} file={offered} communes={communes} rows={rows} more={more} named />
  );
  return (
    <>
      {matter === 'suspend' && <DateField name="on" label={deskTexts[language].suspendOn} />}
      {NOTHING_TO_FILL.includes(matter) ? <p>{words.nothingToFill}</p> : fields}
    </>
  );
}

const NOTHING_TO_FILL: readonly string[] = ['resume', 'begin-dissolution', 'cancel-dissolution'];

function rowsOf(form: OwnApplication['form'], group: string, field: string): { code: string; name: string }[] {
  return Object.keys(form).flatMap((key) => {
    const row = new RegExp(`^${group}\\.(\\d+)\\.${field}$`).exec(key)?.[1];
    return row === undefined || !form[key] ? [] : [{ code: form[key], name: form[`${group}.${row}.name`] ?? '' }];
  });
}

function HouseholdFields({ language, application, communes }: FormPage) {
  const words = texts[language];
  switch (application.matter) {
    case 'household-register':
    case 'household-change':
      return (
        <>
          <TextField
            name="name"
            label={words.householdName}
            hint={words.householdNameHint}
            autocomplete="off"
            maxlength={250}
          />
          <AddressFields language={language} communes={communes} title={words.place} />
          <FieldGroup title={words.householdCapital}>
            <TextField
              name="capital"
              label={words.householdCapital}
              inputmode="numeric"
              autocomplete="off"
              maxlength={24}
            />
            <SelectField
              name="vsicCode"
              label={words.vsicCode}
              choices={[...INDUSTRY_CLASSES.values()].map(({ code, title }) => ({
                value: code,
                label: `${code} · ${title[language]}`,
              }))}
            />
          </FieldGroup>
        </>
      );
    case 'household-suspend':
      return (
        <>
          <DateField name="on" label={deskTexts[language].suspendOn} />
          <DateField name="until" label={deskTexts[language].until} />
        </>
      );
    case 'household-end':
      return <Checkbox name="debtsSettled" label={deskTexts[language].debtsSettled} />;
    default:
      return <p>{words.nothingToFill}</p>;
  }
}
