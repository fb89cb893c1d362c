import {
  AskedFields,
  Button,
  Buttons,
  DecisionFields,
  type FieldMessages,
  type FieldValues,
  Form,
} from '../../../../../design/index.ts';
import type { Language } from '../../../../../kernel/text.ts';
import type { ActName } from '../../actions.ts';
import { FORMS } from '../../forms.ts';
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
      <AskedFields fields={form.asked} />
      <DecisionFields />
      <Buttons>
        <Button icon="stamp">{words.decide}</Button>
      </Buttons>
    </Form>
  );
}
