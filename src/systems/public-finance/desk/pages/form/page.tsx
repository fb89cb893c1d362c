import {
  AskedFields,
  Breadcrumbs,
  Button,
  Buttons,
  DecisionFields,
  ErrorSummary,
  type FieldMessages,
  type FieldValues,
  Form,
  Page,
  PageTitle,
  renderPage,
} from '../../../../../design/index.ts';
import { type Language, fill } from '../../../../../kernel/text.ts';
import type { Currency } from '../../../choices.ts';
import type { ActName } from '../../actions.ts';
import { type FinanceField, FORMS } from '../../forms.ts';
import type { DeskView } from '../page-parts.tsx';
import { texts } from '../texts.ts';

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
        <AskedFields fields={form.asked.map((field) => inCurrency(field, currency))} />
        {form.decision && <DecisionFields />}
        <Buttons>
          <Button icon="stamp">{words.record}</Button>
        </Buttons>
      </Form>
    </Page>,
  );
}

/** An amount says its currency, when that is known. */
const inCurrency = (field: FinanceField, currency: Currency | undefined): FinanceField => {
  if (field.decimals !== 'currency' || !currency) return field;
  const label = (language: Language) => fill(texts[language].amountIn, { label: field.label[language], currency });
  return { ...field, label: { vi: label('vi'), en: label('en') } };
};
