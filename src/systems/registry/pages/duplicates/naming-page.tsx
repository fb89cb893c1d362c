import {
  Breadcrumbs,
  Button,
  ErrorSummary,
  type FieldMessages,
  type FieldValues,
  Form,
  type Frame,
  Page,
  PageTitle,
  TextArea,
  TextField,
  renderPage,
} from '../../../../design/index.ts';
import { type Language, fill } from '../../../../kernel/text.ts';
import type { Reviewed } from '../../duplicates/actions.ts';
import { texts as registerTexts } from '../texts.ts';
import { keyInput } from '../values.ts';
import { namingPath, queuePath } from './queue-page.tsx';
import { texts } from './texts.ts';

/** The form in which a steward names two records that are one, by their keys. */
export function namingPage({
  language,
  path,
  frame,
  chosen,
  values,
  messages,
  idempotencyKey,
}: {
  language: Language;
  path: string;
  frame: Frame;
  chosen: Reviewed;
  values: FieldValues;
  messages: FieldMessages;
  idempotencyKey: string;
}): string {
  const words = texts[language];
  const { kind } = chosen.review.linking;
  const partsOf = (which: 'one' | 'other', label: string) =>
    kind.key.map((field, part) => (
      <TextField
        key={keyInput(kind, which, part)}
        name={keyInput(kind, which, part)}
        label={fill(label, { field: kind.fields[field]!.title[language] })}
        autocomplete="off"
        maxlength={100}
      />
    ));
  return renderPage(
    <Page language={language} title={words.name} path={path} frame={frame}>
      <Breadcrumbs
        crumbs={[
          { label: registerTexts[language].registers, href: '/desk/registers' },
          { label: words.title, href: queuePath(kind.system) },
          { label: words.name, href: namingPath(kind) },
        ]}
      />
      <PageTitle
        over={chosen.register.title[language]}
        title={words.name}
        lead={fill(words.nameLead, { noun: kind.title[language].toLocaleLowerCase(language) })}
      />
      <ErrorSummary messages={messages} />
      <Form
        action={namingPath(kind)}
        label={words.name}
        values={values}
        messages={messages}
        idempotencyKey={idempotencyKey}
      >
        {partsOf('one', words.nameFirst)}
        {partsOf('other', words.nameSecond)}
        <TextArea name="reason" label={words.nameReason} hint={words.nameReasonHint} maxlength={2000} rows={3} />
        <Button>{words.nameButton}</Button>
      </Form>
    </Page>,
  );
}
