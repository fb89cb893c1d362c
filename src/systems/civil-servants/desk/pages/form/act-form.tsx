import {
  Button,
  Buttons,
  Checkbox,
  DateField,
  FieldGroup,
  type FieldMessages,
  type FieldValues,
  Form,
  SelectField,
  TextArea,
  TextField,
} from '../../../../../design/index.ts';
import type { Language } from '../../../../../kernel/text.ts';
import type { ActName } from '../../actions.ts';
import { type AskedField, FORMS } from '../../forms.ts';
import { texts } from '../texts.ts';

/** The form of an act: what it asks, and the decision on which it rests. */
export function ActForm(props: {
  language: Language;
  act: ActName;
  action: string;
  idempotencyKey: string;
  hidden?: Readonly<Record<string, string>>;
  values?: FieldValues;
  messages?: FieldMessages;
}) {
  const { language, act, action, idempotencyKey, hidden = {}, values = {}, messages = {} } = props;
  const words = texts[language];
  const form = FORMS[act];
  return (
    <Form
      action={action}
      idempotencyKey={idempotencyKey}
      label={form.title[language]}
      values={values}
      messages={messages}
    >
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {form.asked.map((field) => (
        <Asked key={field.name} field={field} language={language} />
      ))}
      <FieldGroup title={words.decision}>
        <TextField name="decisionNumber" label={words.decisionNumber} maxlength={100} autocomplete="off" />
        <DateField name="decisionDate" label={words.decisionDate} />
        <TextField name="decisionIssuer" label={words.decisionIssuer} maxlength={300} autocomplete="off" />
      </FieldGroup>
      <Buttons>
        <Button icon="stamp">{words.decide}</Button>
      </Buttons>
    </Form>
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
    case 'words':
      return <TextArea {...props} rows={3} maxlength={500} />;
    case 'check':
      return <Checkbox {...props} />;
    case 'choice':
      return (
        <SelectField
          {...props}
          placeholder={texts[language].which}
          choices={Object.entries(choices).map(([value, title]) => ({ value, label: title[language] }))}
        />
      );
    case 'whole':
      return <TextField {...props} inputmode="numeric" length={5} maxlength={5} autocomplete="off" />;
    case 'text':
      return <TextField {...props} maxlength={300} autocomplete="off" />;
  }
}
