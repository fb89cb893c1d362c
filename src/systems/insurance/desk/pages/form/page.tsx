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
  type Frame,
  Page,
  PageTitle,
  renderPage,
} from '../../../../../design/index.ts';
import type { Language } from '../../../../../kernel/text.ts';
import type { ActName } from '../../actions.ts';
import { FORMS } from '../../forms.ts';
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
        <AskedFields fields={asked} />
        {decision && <DecisionFields />}
        <Buttons>
          <Button icon="stamp">{button[language]}</Button>
        </Buttons>
      </Form>
    </Page>,
  );
}
