import {
  BackLink,
  Button,
  Buttons,
  CheckboxGroup,
  DateField,
  ErrorSummary,
  Form,
  Page,
  PageTitle,
  RadioGroup,
  SelectField,
  TextField,
  frameOf,
  renderPage,
  type FieldValues,
} from '../../../../design/index.ts';
import { today } from '../../../../kernel/clock.ts';
import { newId } from '../../../../kernel/ids.ts';
import { messagesOf } from '../../../../kernel/refused-form.ts';
import type { Refusal } from '../../../../kernel/refusal.ts';
import type { Asked } from '../../../../kernel/route.ts';
import { DOCUMENT_KINDS } from '../../../trust/index.ts';
import { DELEGATIONS_PATH } from '../paths.ts';
import { texts } from './texts.ts';

/** Lets a colleague sign: who, how, what, on which grounds, and how long. */
export function offerPage(
  asked: Asked<unknown, unknown, unknown>,
  view: {
    colleagues: readonly { key: string; name: string; title: string }[];
    typed?: FieldValues;
    refusal?: Refusal;
  },
): string {
  const { language } = asked;
  const { colleagues, typed = {}, refusal } = view;
  const words = texts[language];
  const messages = messagesOf(asked, refusal);
  return renderPage(
    <Page
      language={language}
      title={words.newTitle}
      path={asked.path}
      frame={frameOf(asked, 'desk')}
      width="narrow"
      refused={refusal !== undefined}
    >
      <BackLink href={DELEGATIONS_PATH} label={words.back} />
      <PageTitle title={words.newTitle} lead={words.newLead} />
      <ErrorSummary messages={messages} />
      <Form
        action={DELEGATIONS_PATH}
        messages={messages}
        values={{ fromOn: today(), ...typed }}
        label={words.newTitle}
        idempotencyKey={typeof typed.idempotencyKey === 'string' ? typed.idempotencyKey : newId()}
      >
        <SelectField
          name="to"
          label={words.to}
          choices={colleagues.map(({ key, name, title }) => ({ value: key, label: `${name} – ${title}` }))}
        />
        <RadioGroup
          name="capacity"
          label={words.capacity}
          choices={(['deputy', 'order', 'authorisation'] as const).map((value) => ({
            value,
            label: words[value],
            hint: words[`${value}Hint`],
          }))}
        />
        <TextField name="grounds" label={words.grounds} hint={words.groundsHint} />
        <DateField name="groundsOn" label={words.groundsOn} />
        <DateField name="fromOn" label={words.fromOn} />
        <DateField name="untilOn" label={words.untilOn} hint={words.untilHint} optional />
        <CheckboxGroup
          name="kinds"
          label={words.kinds}
          choices={Object.entries(DOCUMENT_KINDS).map(([value, name]) => ({ value, label: name[language] }))}
        />
        <Buttons>
          <Button>{words.send}</Button>
        </Buttons>
      </Form>
    </Page>,
  );
}
