import {
  BackLink,
  Button,
  Columns,
  DateField,
  type Evidence,
  ErrorSummary,
  Fact,
  FactList,
  Form,
  LinkButton,
  Notice,
  Page,
  PageTitle,
  RadioGroup,
  Section,
  SelectField,
  TextField,
  renderPage,
} from '../../../../design/index.ts';
import { type Language, fill, formatDate } from '../../../../kernel/text.ts';
import type { AskableInput } from '../../../rules/index.ts';
import { type Asking, type OpenQuestion, fieldOf } from '../../entitlements/actions.ts';
import { type PageView, type Refused, withLabels } from '../../frame.ts';
import { Reasons } from './reasons.tsx';
import { texts } from './texts.ts';

/** A question of the law: what registers know, what only the person knows, and once it was asked, the answer and why. */
export function entitlementPage(
  props: PageView & {
    open: OpenQuestion;
    /** What was typed. */
    values: Refused['values'];
    refused?: Refused;
    answered?: Asking;
  },
): string {
  const { language, path, frame, open, values, refused, answered } = props;
  const words = texts[language];
  const { question, on, about, held } = open;
  const here = `/entitlements/${question.ruleSet}`;
  const labels = Object.fromEntries(question.inputs.map(({ ask }, i) => [fieldOf(i), ask[language]]));
  const messages = {
    ...withLabels(refused?.messages ?? {}, labels),
    ...(refused?.general ? { '': refused.general } : {}),
  };
  const canBeMine = question.inputs.some(({ fact }) => fact !== null);
  const isSignedIn = frame.user !== undefined;
  const title = question.question[language];
  return renderPage(
    <Page language={language} title={title} path={path} frame={frame} refused={refused !== undefined}>
      <BackLink href="/entitlements" label={words.back} />
      <PageTitle over={question.name[language]} title={title} />
      <ErrorSummary messages={messages} />
      <Columns ratio={answered ? 'wide-first' : 'main-side'}>
        {answered ? (
          <Reasons language={language} asking={answered} question={question} on={on} />
        ) : (
          <Section title={words.tell}>
            <Asked {...{ language, open, values, refused, here }} />
          </Section>
        )}
        <div class="mc-beside">
          {answered && (
            <Section title={words.change}>
              <Asked {...{ language, open, values, refused, here }} />
            </Section>
          )}
          {canBeMine && isSignedIn && (
            <p>
              <LinkButton href={`${here}?for=${about === 'me' ? 'other' : 'me'}&on=${on}`} look="tertiary" icon="users">
                {about === 'me' ? words.forOther : words.forMe}
              </LinkButton>
            </p>
          )}
          {canBeMine && !isSignedIn && (
            <Notice tone="info" title={words.signInTitle}>
              <p>{words.signIn}</p>
              <LinkButton href={`/sign-in?to=${encodeURIComponent(here)}`} look="secondary" icon="log-in">
                {words.signInButton}
              </LinkButton>
            </Notice>
          )}
          <p class="mc-hint">
            {fill(words.edition, {
              number: question.edition,
              from: question.from ? formatDate(question.from, language) : '–',
            })}{' '}
            {question.law[language]}.
          </p>
          {held.size > 0 && <p class="mc-hint">{words.heldHint}</p>}
          <p class="mc-hint">{words.notKept}</p>
        </div>
      </Columns>
    </Page>,
  );
}

/** The form: what is held is shown with its seal, the rest is asked. */
function Asked({
  language,
  open,
  values,
  refused,
  here,
}: {
  language: Language;
  open: OpenQuestion;
  values: Refused['values'];
  refused: Refused | undefined;
  here: string;
}) {
  const words = texts[language];
  const { question, on, about, held } = open;
  return (
    <>
      {held.size > 0 && (
        <FactList title={words.held}>
          {question.inputs.flatMap((input) => {
            const fact = held.get(input.name);
            if (!fact) return [];
            return (
              <Fact
                key={input.name}
                label={input.label[language]}
                value={heldText(input, fact.value, language)}
                evidence={evidenceOf(fact.source, on, language)}
              />
            );
          })}
        </FactList>
      )}
      <Form action={here} values={{ on, ...values }} messages={refused?.messages ?? {}}>
        <input type="hidden" name="for" value={about} />
        {question.inputs.map((input, i) =>
          held.has(input.name) ? null : (
            <AskedField key={input.name} input={input} name={fieldOf(i)} language={language} />
          ),
        )}
        <DateField name="on" label={words.on} hint={words.onHint} />
        <Button icon="circle-help">{words.ask}</Button>
      </Form>
    </>
  );
}

function AskedField({ input, name, language }: { input: AskableInput; name: string; language: Language }) {
  const words = texts[language];
  const label = input.ask[language];
  switch (input.kind) {
    case 'yes-no':
      return (
        <RadioGroup
          name={name}
          label={label}
          choices={[
            { value: 'yes', label: words.yes },
            { value: 'no', label: words.no },
          ]}
        />
      );
    case 'choice': {
      const choices = input.choices.map(({ value, words: said }) => ({ value, label: said[language] }));
      return choices.length > 5 ? (
        <SelectField name={name} label={label} choices={choices} />
      ) : (
        <RadioGroup name={name} label={label} choices={choices} />
      );
    }
    case 'date':
      return <DateField name={name} label={label} />;
    case 'number':
      return (
        <TextField
          name={name}
          label={label}
          {...(input.unit ? { hint: fill(words.unit, { unit: input.unit[language] }) } : {})}
          inputmode="numeric"
          length={16}
          maxlength={30}
          autocomplete="off"
        />
      );
    case 'text':
      return <TextField name={name} label={label} maxlength={200} autocomplete="off" />;
  }
}

function heldText(input: AskableInput, value: unknown, language: Language): string {
  const words = texts[language];
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  const chosen = input.choices.find((choice) => choice.value === value);
  if (chosen) return chosen.words[language];
  return `${String(value)}${input.unit ? ` ${input.unit[language]}` : ''}`;
}

function evidenceOf(
  source: { register: Record<Language, string>; receipt?: string },
  date: string,
  language: Language,
): Evidence {
  const { register, receipt } = source;
  return { source: register[language], date, ...(receipt ? { receipt, href: `/data-log/${receipt}` } : {}) };
}
