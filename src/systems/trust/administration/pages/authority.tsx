import {
  Breadcrumbs,
  Button,
  ErrorSummary,
  type FieldMessages,
  type FieldValues,
  Form,
  Notice,
  Page,
  PageTitle,
  SelectField,
  TextArea,
  renderPage,
} from '../../../../design/index.ts';
import { authorityTexts } from './authority-texts.ts';
import { type DeskView, HERE, profileText } from './page-parts.tsx';
import { texts } from './texts.ts';

/** Asking for a successor of an authority before its time. `kinds` are those of the authorities that there are, but the roots. */
export function authorityPage(
  view: DeskView & { kinds: readonly string[]; requestKey: string; values: FieldValues; messages: FieldMessages },
): string {
  const { language, path, frame, kinds, requestKey, values, messages } = view;
  const [words, own] = [texts[language], authorityTexts[language]];
  return renderPage(
    <Page language={language} title={own.title} path={path} frame={frame}>
      <Breadcrumbs
        crumbs={[
          { label: words.certificates, href: HERE },
          { label: own.title, href: `${HERE}/authority` },
        ]}
      />
      <PageTitle over={words.desk} title={own.title} lead={own.lead} />
      <ErrorSummary messages={messages} />
      <Notice tone="info" title={own.old} />
      <Form
        action={`${HERE}/authority`}
        label={own.title}
        idempotencyKey={requestKey}
        values={values}
        messages={messages}
      >
        <SelectField
          name="authority"
          label={own.which}
          choices={kinds.map((kind) => ({ value: kind, label: profileText(kind, language) }))}
        />
        <TextArea name="why" label={words.why} hint={words.whyHint} maxlength={2_000} />
        <Button>{words.send}</Button>
      </Form>
    </Page>,
  );
}
