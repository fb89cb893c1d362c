import {
  Breadcrumbs,
  Button,
  DataTable,
  EmptyState,
  ErrorSummary,
  type FieldMessages,
  FieldGroup,
  type FieldValues,
  Form,
  Notice,
  Page,
  PageTitle,
  RadioGroup,
  Section,
  SelectField,
  StatusTag,
  TextArea,
  TextField,
  renderPage,
} from '../../../../../design/index.ts';
import { type Language, fill, formatInstant } from '../../../../../kernel/text.ts';
import type { DeskView } from '../../../desk/pages/page-parts.tsx';
import { STATES } from '../../../edition/choices.ts';
import type { EditionHead, RuleSet } from '../../../edition/actions.ts';
import type { PairOpened, Trial, TrialDesk, TrialInput } from '../../actions.ts';
import { FORM_TITLES, fitting, likely } from '../../catalogue.ts';
import { texts } from '../texts.ts';
import { TRIAL_TONES, trialPath } from '../trial-parts.ts';

const FEWEST_EDITIONS = 2;

/** The trials of a rule set, and the form that begins another one. */
export function trialsPage({
  language,
  path,
  frame,
  desk,
  messages,
}: DeskView & { desk: TrialDesk; messages: FieldMessages }): string {
  const words = texts[language];
  const { ruleSet, trials, isOwn } = desk;
  const editions = desk.editions.filter(({ state }) => state !== 'withdrawn');
  return renderPage(
    <Page language={language} title={words.title} path={path} frame={frame}>
      <Crumbs language={language} ruleSet={ruleSet} />
      <PageTitle over={ruleSet.name[language]} title={words.title} lead={words.lead} />
      <ErrorSummary messages={messages} />
      {!isOwn && <Notice tone="info" title={words.otherOwner} />}
      {isOwn && editions.length < FEWEST_EDITIONS && <Notice tone="info" title={words.oneEdition} />}
      {isOwn && editions.length >= FEWEST_EDITIONS && (
        <Section title={words.choose}>
          <ChoosePair language={language} ruleSet={ruleSet} editions={editions} />
        </Section>
      )}
      {isOwn && (
        <Section title={words.earlier}>
          {trials.length === 0 ? (
            <EmptyState title={words.none} headingLevel={3}>
              <p>{words.noneLead}</p>
            </EmptyState>
          ) : (
            <TrialsTable language={language} trials={trials} />
          )}
        </Section>
      )}
    </Page>,
  );
}

function Crumbs({ language, ruleSet, last }: { language: Language; ruleSet: RuleSet; last?: string }) {
  const words = texts[language];
  const here = trialPath(ruleSet.id);
  return (
    <Breadcrumbs
      crumbs={[
        { label: words.ruleSets, href: '/desk/rules' },
        { label: ruleSet.name[language], href: `/desk/rules/${ruleSet.id}` },
        { label: words.title, href: here },
        ...(last ? [{ label: last, href: `${here}/new` }] : []),
      ]}
    />
  );
}

function ChoosePair({
  language,
  ruleSet,
  editions,
}: {
  language: Language;
  ruleSet: RuleSet;
  editions: readonly EditionHead[];
}) {
  const words = texts[language];
  const choices = editions.map(({ number, state, law }) => ({
    value: String(number),
    label: fill(words.edition, { number, state: STATES[state][language], law: law[language] }),
  }));
  const adopted = editions.find(({ state }) => state === 'adopted');
  const draft = editions.find(({ state, number }) => state !== 'adopted' && number !== adopted?.number) ?? editions[0]!;
  const before = adopted?.number === draft.number ? editions[1] : adopted;
  return (
    <Form
      action={`${trialPath(ruleSet.id)}/new`}
      method="get"
      values={{ before: String(before?.number ?? ''), after: String(draft.number) }}
      label={words.choose}
    >
      <SelectField name="before" label={words.before} choices={choices} />
      <SelectField name="after" label={words.after} choices={choices} />
      <Button look="secondary">{words.next}</Button>
    </Form>
  );
}

function TrialsTable({ language, trials }: { language: Language; trials: readonly Trial[] }) {
  const words = texts[language];
  return (
    <DataTable
      caption={words.earlier}
      captionHidden
      columns={[
        { key: 'pair', label: words.what },
        { key: 'reason', label: words.reason },
        { key: 'state', label: words.state },
        { key: 'askedAt', label: words.askedAt },
      ]}
      rows={trials.map((trial) => ({
        key: trial.id,
        href: trialPath(trial.ruleSet, trial.id),
        cells: {
          pair: fill(words.pair, { before: trial.before, after: trial.after }),
          reason: trial.reason,
          state: <StatusTag tone={TRIAL_TONES[trial.state]}>{words.states[trial.state]}</StatusTag>,
          askedAt: formatInstant(trial.askedAt, language),
        },
      }))}
    />
  );
}

/** The form that says where each input comes from, how the answer is read, and what the trial is for. */
export function newTrialPage(
  props: DeskView & {
    pair: PairOpened;
    before: number;
    after: number;
    idempotencyKey: string;
    values: FieldValues | undefined;
    messages: FieldMessages;
  },
): string {
  const { language, path, frame, pair, before, after, messages } = props;
  const words = texts[language];
  const { ruleSet, inputs, entries } = pair;
  const isCharge = ruleSet.subject === 'fee' || ruleSet.subject === 'tax';
  const values: FieldValues = props.values ?? {
    ...suggested(inputs),
    kind: isCharge ? 'charge' : 'benefit',
    per: isCharge ? 'once' : 'month',
  };
  const title = fill(words.pair, { before, after });
  return renderPage(
    <Page language={language} title={title} path={path} frame={frame}>
      <Crumbs language={language} ruleSet={ruleSet} />
      <PageTitle over={`${words.title} · ${ruleSet.name[language]}`} title={title} lead={words.inputsLead} />
      <ErrorSummary messages={messages} />
      <Form
        action={trialPath(ruleSet.id)}
        values={values}
        messages={messages}
        idempotencyKey={props.idempotencyKey}
        label={words.ask}
      >
        <input type="hidden" name="before" value={String(before)} />
        <input type="hidden" name="after" value={String(after)} />
        <Section title={words.inputs} lead={words.withLead}>
          {inputs.map((input, at) => (
            <InputSource key={input.name} language={language} input={input} at={at} />
          ))}
        </Section>
        <Section title={words.measure}>
          <RadioGroup
            name="kind"
            label={words.kind}
            choices={(['benefit', 'charge'] as const).map((value) => ({ value, label: words.kinds[value] }))}
          />
          {entries.length > 0 && (
            <>
              <SelectField
                name="amount"
                label={words.amount}
                placeholder={words.itself}
                choices={entries.map((value) => ({ value, label: value }))}
                optional
              />
              <SelectField
                name="entitled"
                label={words.entitled}
                placeholder={words.noColumn}
                choices={entries.map((value) => ({ value, label: value }))}
                optional
              />
            </>
          )}
          <RadioGroup
            name="per"
            label={words.per}
            choices={(['month', 'year', 'once', 'none'] as const).map((value) => ({ value, label: words.pers[value] }))}
          />
        </Section>
        <TextArea name="reason" label={words.reason} hint={words.reasonHint} maxlength={2000} rows={3} />
        <p>{words.asking}</p>
        <Button>{words.ask}</Button>
      </Form>
    </Page>,
  );
}

function suggested(inputs: readonly TrialInput[]): FieldValues {
  return Object.fromEntries(
    inputs.flatMap(({ name, type, words }, at) => {
      const found = likely({ name, fact: words?.fact ?? null, type: type.base });
      return [[`source${at}`, found ? `${found.fact}:${found.form}` : 'fixed']];
    }),
  );
}

const MOST_VALUES_SHOWN = 20;

function InputSource({ language, input, at }: { language: Language; input: TrialInput; at: number }) {
  const words = texts[language];
  const { name, type } = input;
  const choices = fitting(type.base).map(({ fact, form }) => ({
    value: `${fact.name}:${form}`,
    label: `${fact.title[language]}: ${FORM_TITLES[form][language]}`,
  }));
  const allowed = [...type.valueWords]
    .slice(0, MOST_VALUES_SHOWN)
    .map(([value, said]) => `${value} = ${said[language]}`)
    .join('; ');
  const shown = allowed || type.allowed || '';
  const hint = type.base === 'boolean' ? words.yesNo : shown && fill(words.values, { values: shown });
  const called = input.words?.[language];
  return (
    <FieldGroup title={called && called !== name ? `${called} (${name})` : name}>
      <SelectField
        name={`source${at}`}
        label={words.source}
        choices={[...choices, { value: 'fixed', label: words.fixed }]}
      />
      <TextField name={`with${at}`} label={words.with} {...(hint ? { hint } : {})} maxlength={500} optional />
    </FieldGroup>
  );
}
