import type { ComponentChildren } from 'preact';
import {
  Button,
  DataTable,
  DateField,
  type Frame,
  Form,
  LinkButton,
  Buttons,
  Notice,
  Page,
  Section,
  StatusTag,
  type Tone,
  renderPage,
} from '../../../../design/index.ts';
import { type Language, fill, formatDate } from '../../../../kernel/text.ts';
import { type Currency, RESULT_STATES, type ResultState } from '../../choices.ts';
import { formatMoney } from '../../money.ts';
import type { ActName } from '../actions.ts';
import { FORMS } from '../forms.ts';
import { texts } from './texts.ts';

/** What every page of this desk is given. */
export interface DeskView {
  language: Language;
  path: string;
  frame: Frame;
}

/** A page of the desk; `isDone` says at its top that something was recorded. */
export function deskPage(
  { language, path, frame }: DeskView,
  { title, isDone, children }: { title: string; isDone?: boolean; children: ComponentChildren },
): string {
  return renderPage(
    <Page language={language} title={title} path={path} frame={frame}>
      {isDone && <Notice tone="success" live title={texts[language].done} />}
      {children}
    </Page>,
  );
}

/** Asks for the day on which a page shows how things stood. */
export function OnDay({
  language,
  action,
  on,
  hidden = {},
}: {
  language: Language;
  action: string;
  on: string;
  hidden?: Record<string, string>;
}) {
  const words = texts[language];
  return (
    <Form action={action} method="get" label={words.on} values={{ on }}>
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <DateField name="on" label={words.on} />
      <Button look="secondary" icon="calendar-days">
        {words.show}
      </Button>
    </Form>
  );
}

/** The ways to forms of acts. */
export function ActLinks({
  language,
  acts,
}: {
  language: Language;
  acts: readonly { act: Exclude<ActName, 'submit'>; href: string }[];
}) {
  return (
    <Buttons>
      {acts.map(({ act, href }) => (
        <LinkButton key={act} href={href} look="secondary">
          {FORMS[act].title[language]}
        </LinkButton>
      ))}
    </Buttons>
  );
}

const TONES: Record<ResultState, Tone> = {
  submitted: 'info',
  returned: 'warning',
  approved: 'success',
  settled: 'success',
};

/** The state of a result, or that there is none. */
export function ResultTag({ state, language }: { state: ResultState | undefined; language: Language }) {
  if (!state) return <StatusTag tone="neutral">{texts[language].noResult}</StatusTag>;
  return <StatusTag tone={TONES[state]}>{RESULT_STATES[state][language]}</StatusTag>;
}

/** From a day, until another or now. */
export function until(language: Language, day: string | undefined): string {
  return day ? formatDate(day, language) : texts[language].now;
}

/** Under which receipt the page was read. */
export function Receipt({ language, receipt }: { language: Language; receipt: string }) {
  return <p class="mc-hint">{fill(texts[language].receipt, { receipt })}</p>;
}

/** What moved a debt or a guarantee, the latest first. */
export function Movements<Kind extends string>({
  language,
  title,
  movements,
  kinds,
  currency,
}: {
  language: Language;
  title: string;
  movements: readonly { on: string; kind: Kind; amount: number; balance: number; document: string }[];
  kinds: Readonly<Record<Kind, Record<Language, string>>>;
  currency: Currency;
}) {
  const words = texts[language];
  return (
    <Section title={title}>
      {movements.length === 0 ? (
        <p>{words.noMovements}</p>
      ) : (
        <DataTable
          caption={title}
          captionHidden
          columns={[
            { key: 'day', label: words.day },
            { key: 'what', label: words.what },
            { key: 'amount', label: words.amount, numeric: true },
            { key: 'balance', label: words.balance, numeric: true },
            { key: 'document', label: words.decision },
          ]}
          rows={movements.toReversed().map(({ on: day, kind, amount, balance, document }, i) => ({
            key: String(i),
            cells: {
              day: formatDate(day, language),
              what: kinds[kind][language],
              amount: formatMoney(amount, currency, language),
              balance: formatMoney(balance, currency, language),
              document,
            },
          }))}
        />
      )}
    </Section>
  );
}
