import {
  AskedFields,
  Breadcrumbs,
  Button,
  Buttons,
  ErrorSummary,
  FieldGroup,
  type FieldMessages,
  type FieldValues,
  Form,
  type Frame,
  Page,
  PageTitle,
  TextField,
  renderPage,
} from '../../../../../design/index.ts';
import type { Language } from '../../../../../kernel/text.ts';
import type { OfficeAct } from '../../acts.ts';
import { OFFICE_FORMS } from '../../forms.ts';
import { texts } from '../texts.ts';

/** The form of an act of the identity office, with what was refused of it. */
export function officeActPage(props: {
  language: Language;
  path: string;
  frame: Frame;
  act: OfficeAct;
  action: string;
  desk: 'identity' | 'foreigners';
  /** Of whom it is, and the way back there. */
  about: { label: string; href: string };
  idempotencyKey: string;
  values: FieldValues;
  messages: FieldMessages;
}): string {
  const { language, path, frame, act, action, desk, about, idempotencyKey, values, messages } = props;
  const words = texts[language];
  const { title, asked } = OFFICE_FORMS[act];
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
          { label: words[desk], href: `/desk/${desk}` },
          ...(about.label ? [about] : []),
          { label: title[language], href: action },
        ]}
      />
      <PageTitle {...(about.label ? { over: about.label } : {})} title={title[language]} />
      <ErrorSummary messages={messages} />
      <Form action={action} idempotencyKey={idempotencyKey} label={title[language]} values={values} messages={messages}>
        <AskedFields fields={asked} />
        <FieldGroup title={words.grounds}>
          <TextField name="reason" label={words.reason} maxlength={200} autocomplete="off" />
          <TextField name="documentNumber" label={words.documentNumber} maxlength={100} autocomplete="off" />
        </FieldGroup>
        <Buttons>
          <Button icon="stamp">{words.record}</Button>
        </Buttons>
      </Form>
    </Page>,
  );
}
