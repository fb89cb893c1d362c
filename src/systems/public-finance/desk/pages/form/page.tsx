import {
  Breadcrumbs,
  Button,
  Buttons,
  DateField,
  ErrorSummary,
  type FieldMessages,
  type FieldValues,
  Form,
  Page,
  PageTitle,
  SelectField,
  TextArea,
  TextField,
  renderPage,
} from '../../../../../design/index.ts';
import { type Language, fill } from '../../../../../kernel/text.ts';
import type { Currency } from '../../../choices.ts';
import type { ActName } from '../../actions.ts';
import { type AskedField, FORMS } from '../../forms.ts';
import type { DeskView } from '../page-parts.tsx';
import { texts } from '../texts.ts';
import { DecisionFields } from './decision-fields.tsx';

/** The form of an act, with what was refused of it. */
export function actFormPage(
  props: DeskView & {
    act: Exclude<ActName, 'submit'>;
    action: string;
    /** Of what it is, and the way back there. */
    about: { label: string; href: string };
    idempotencyKey: string;
    values: FieldValues;
    messages: FieldMessages;
    /** The currency of its amounts, when it is known already. */
    currency?: Currency;
  },
): string {
  const { language, path, frame, act, action, about, idempotencyKey, values, messages, currency } = props;
  const words = texts[language];
  const form = FORMS[act];
  const title = form.title[language];
  return renderPage(
    <Page
      language={language}
      title={title}
      path={path}
      frame={frame}
      width="narrow"
      refused={Object.keys(messages).length > 0}
    >
      <Breadcrumbs
        crumbs={[
          { label: about.label, href: about.href },
          { label: title, href: action },
        ]}
      />
      <PageTitle over={about.label} title={title} />
      <ErrorSummary messages={messages} />
      <Form action={action} idempotencyKey={idempotencyKey} label={title} values={values} messages={messages}>
        {form.asked.map((field) => (
          <Asked key={field.name} field={field} language={language} currency={currency} />
        ))}
        {form.decision && <DecisionFields language={language} />}
        <Buttons>
          <Button icon="stamp">{words.record}</Button>
        </Buttons>
      </Form>
    </Page>,
  );
}

function Asked({
  field,
  language,
  currency,
}: {
  field: AskedField;
  language: Language;
  currency: Currency | undefined;
}) {
  const { name, hint, optional, as, choices = {}, decimals } = field;
  const label = field.label[language];
  const props = {
    name,
    label: decimals === 'currency' && currency ? fill(texts[language].amountIn, { label, currency }) : label,
    ...(hint ? { hint: hint[language] } : {}),
    ...(optional ? { optional } : {}),
  };
  switch (as) {
    case 'date':
      return <DateField {...props} />;
    case 'words':
      return <TextArea {...props} rows={3} maxlength={2_000} />;
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
    case 'decimal':
      return <TextField {...props} inputmode="decimal" length={24} maxlength={30} autocomplete="off" />;
    case 'text':
      return <TextField {...props} maxlength={300} autocomplete="off" />;
  }
}
