import {
  Breadcrumbs,
  Button,
  Buttons,
  DateField,
  ErrorSummary,
  FieldGroup,
  type FieldMessages,
  type FieldValues,
  Form,
  type Frame,
  Page,
  PageTitle,
  SelectField,
  TextField,
  renderPage,
} from '../../../../../design/index.ts';
import type { Language } from '../../../../../kernel/text.ts';
import type { ActName } from '../../actions.ts';
import { type AskedField, FORMS } from '../../forms.ts';
import { texts } from '../texts.ts';

/** The page with the form of an act, with what was refused of it. */
export function insuranceFormPage(props: {
  language: Language;
  path: string;
  frame: Frame;
  act: ActName;
  action: string;
  /** Whom or which employer it is about, and the way back there. */
  about: { label: string; href: string };
  hidden: Readonly<Record<string, string>>;
  idempotencyKey: string;
  values: FieldValues;
  messages: FieldMessages;
}): string {
  const { language, path, frame, act, action, about, hidden, idempotencyKey, values, messages } = props;
  const words = texts[language];
  const { title, button, asked, decision } = FORMS[act];
  return renderPage(
    <Page
      language={language}
      title={title[language]}
      path={path}
      frame={frame}
      width="narrow"
      refused={Object.keys(messages).length > 0}
    >
      <Breadcrumbs
        crumbs={[
          { label: words.desk, href: '/desk/insurance' },
          { label: about.label, href: about.href },
          { label: title[language], href: action },
        ]}
      />
      <PageTitle over={about.label} title={title[language]} />
      <ErrorSummary messages={messages} />
      <Form action={action} idempotencyKey={idempotencyKey} label={title[language]} values={values} messages={messages}>
        {Object.entries(hidden).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        {asked.map((field) => (
          <Asked key={field.name} field={field} language={language} />
        ))}
        {decision && (
          <FieldGroup title={words.decision}>
            <TextField name="decisionNumber" label={words.decisionNumber} maxlength={100} autocomplete="off" />
            <DateField name="decisionDate" label={words.decisionDate} />
            <TextField name="decisionIssuer" label={words.decisionIssuer} maxlength={300} autocomplete="off" />
          </FieldGroup>
        )}
        <Buttons>
          <Button icon="stamp">{button[language]}</Button>
        </Buttons>
      </Form>
    </Page>,
  );
}

function Asked({ field, language }: { field: AskedField; language: Language }) {
  const { name, label, hint, optional, as, choices = {} } = field;
  const props = {
    name,
    label: label[language],
    ...(hint ? { hint: hint[language] } : {}),
    ...(optional ? { optional } : {}),
  };
  switch (as) {
    case 'date':
      return <DateField {...props} />;
    case 'choice':
      return (
        <SelectField
          {...props}
          placeholder={texts[language].which}
          choices={Object.entries(choices).map(([value, title]) => ({ value, label: title[language] }))}
        />
      );
    case 'whole':
      return <TextField {...props} inputmode="numeric" length={14} maxlength={20} autocomplete="off" />;
    case 'text':
      return <TextField {...props} maxlength={300} autocomplete="off" />;
  }
}
