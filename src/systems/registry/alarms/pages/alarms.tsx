import {
  Breadcrumbs,
  Button,
  DataTable,
  EmptyState,
  Fact,
  FactList,
  type FieldMessages,
  type FieldValues,
  Form,
  type Frame,
  LinkButton,
  Notice,
  Page,
  PageTitle,
  RadioGroup,
  Section,
  StatusTag,
  TextArea,
  type Tone,
  renderPage,
} from '../../../../design/index.ts';
import { type Language, fill, formatInstant, formatNumber } from '../../../../kernel/text.ts';
import { registerOf } from '../../definition.ts';
import { ALARM_MOVES, type AlarmState, PURPOSES, type ReadingAlarm, type Unapplied } from '../actions.ts';
import { texts } from './texts.ts';

interface AlarmsPage {
  language: Language;
  path: string;
  frame: Frame;
  alarms: readonly ReadingAlarm[];
  unapplied: readonly Unapplied[];
  isDone: boolean;
  /** The alarm whose form is shown, and after a refusal what was typed. */
  form?: { id: string; values: FieldValues; messages: FieldMessages };
}

const TONES: Readonly<Record<AlarmState, Tone>> = {
  new: 'warning',
  looked_at: 'info',
  explained: 'success',
  misuse: 'danger',
};

/** Why something could not be applied, by the code of the refusal. */
const FAULTS = new Map<string, keyof (typeof texts)['vi']['faults']>([
  ['register.merge_both_say', 'bothSay'],
  ['register.changed_since_merge', 'changedSince'],
  ['register.overlap', 'overlap'],
  ['fault', 'fault'],
]);

/**
 * The alarms about the registers that a steward keeps, each with the form that says what it came to; and what of other registers' changes
 * could not be applied to them.
 */
export function alarmsPage({ language, path, frame, alarms, unapplied, isDone, form }: AlarmsPage): string {
  const words = texts[language];
  return renderPage(
    <Page language={language} title={words.alarms} path={path} frame={frame}>
      <Breadcrumbs
        crumbs={[
          { label: words.registers, href: '/desk/registers' },
          { label: words.alarms, href: '/desk/alarms' },
        ]}
      />
      <PageTitle title={words.alarms} lead={words.lead} />
      {isDone && <Notice tone="success" title={words.done} live />}
      {alarms.length === 0 && (
        <EmptyState icon="circle-check" title={words.none}>
          <p>{words.noneLead}</p>
        </EmptyState>
      )}
      {alarms.map((alarm) => (
        <Alarm key={alarm.id} alarm={alarm} language={language} form={form?.id === alarm.id ? form : undefined} />
      ))}
      {unapplied.length > 0 && <UnappliedChanges unapplied={unapplied} language={language} />}
    </Page>,
  );
}

function UnappliedChanges({ unapplied, language }: { unapplied: readonly Unapplied[]; language: Language }) {
  const words = texts[language];
  return (
    <Section title={words.unapplied} lead={words.unappliedLead}>
      <DataTable
        caption={words.unapplied}
        captionHidden
        columns={[
          { key: 'register', label: words.register },
          { key: 'why', label: words.why },
          { key: 'records', label: words.records, numeric: true },
          { key: 'since', label: words.since },
          { key: 'next', label: words.next },
        ]}
        rows={unapplied.map(({ system, name, fault, records, since, nextAt }) => ({
          key: `${system} ${name} ${fault}`,
          cells: {
            register: registerOf(system)?.title[language] ?? system,
            why: FAULTS.has(fault) ? words.faults[FAULTS.get(fault)!] : fill(words.otherFault, { code: fault }),
            records: formatNumber(records, language),
            since: formatInstant(since, language),
            next: formatInstant(nextAt, language),
          },
        }))}
      />
    </Section>
  );
}

function Alarm({ alarm, language, form }: { alarm: ReadingAlarm; language: Language; form: AlarmsPage['form'] }) {
  const words = texts[language];
  const { id, owner, agencyName, actor, actorTitle, purpose, reason, hour, people, usual, state, note } = alarm;
  const title = actorTitle?.[language];
  const counted = { people: formatNumber(people, language), usual: formatNumber(Math.round(usual ?? 0), language) };
  return (
    <Section title={words.reasons[reason]}>
      <p>
        <StatusTag tone={TONES[state]}>{words.states[state]}</StatusTag>
      </p>
      <FactList>
        <Fact label={words.reader} value={title ? `${title}, ${agencyName}` : agencyName} />
        <Fact label={words.who} value={actor} />
        <Fact label={words.register} value={registerOf(owner)?.title[language] ?? owner} />
        <Fact label={words.purpose} value={PURPOSES[purpose as keyof typeof PURPOSES]?.title[language] ?? purpose} />
        <Fact label={words.hour} value={formatInstant(hour, language)} />
        <Fact label={words.people} value={fill(usual === null ? words.peopleNew : words.peopleUsual, counted)} />
        {note && <Fact label={words.conclusion} value={note} />}
      </FactList>
      {ALARM_MOVES[state].length > 0 && !form && (
        <LinkButton look="secondary" href={`/desk/alarms?answer=${id}#answer`}>
          {words.answer}
        </LinkButton>
      )}
      {ALARM_MOVES[state].length > 0 && form && (
        <div id="answer">
          <Form action={`/desk/alarms/${id}`} label={words.answer} values={form.values} messages={form.messages}>
            <RadioGroup
              name="to"
              label={words.choice}
              choices={[
                ...(state === 'new' ? [{ value: 'looked_at', label: words.lookedAt }] : []),
                { value: 'explained', label: words.explained },
                { value: 'misuse', label: words.misuse },
              ]}
            />
            <TextArea name="note" label={words.note} hint={words.noteHint} maxlength={2_000} optional />
            <Button>{words.save}</Button>
          </Form>
        </div>
      )}
    </Section>
  );
}
