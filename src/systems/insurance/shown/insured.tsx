import type { ComponentChildren } from 'preact';
import type { Static } from 'typebox';
import { DataTable, Disclosure, KeyValue, Section, StatusTag, Timeline } from '../../../design/index.ts';
import { type Language, fill, formatDate, formatNumber } from '../../../kernel/text.ts';
import { BENEFITS, HEALTH_GROUPS, SCHEMES } from '../choices.ts';
import type { entitlementOn, readInsured } from '../entitlement/services.ts';
import { texts } from './texts.ts';

export type Insured = Static<typeof readInsured.output>;
export type Entitlement = Static<typeof entitlementOn.output>;

const DAY_MS = 86_400_000;
const dayBefore = (day: string): string => new Date(Date.parse(`${day}T00:00:00Z`) - DAY_MS).toISOString().slice(0, 10);

/** The card of today: what it says, what it pays, where one is first treated. */
export function HealthCard({ health, language }: { health: Entitlement['health']; language: Language }) {
  const words = texts[language];
  const day = (date: string) => formatDate(date, language);
  return (
    <Section title={words.card}>
      {health ? (
        <KeyValue
          pairs={[
            { label: words.code, value: health.cardCode },
            { label: words.group, value: HEALTH_GROUPS[health.objectCode][language] },
            { label: words.level, value: fill(words.percent, { percent: health.levelPercent }) },
            { label: words.valid, value: during(health.validFrom, health.validUntil, language) },
            { label: words.facility, value: health.facility?.name ?? words.noFacility },
            {
              label: words.fiveYears,
              value: health.hasFiveYears
                ? fill(words.fiveYearsDone, { date: day(health.fiveYearsOn) })
                : day(health.fiveYearsOn),
            },
          ]}
        />
      ) : (
        <p>{words.noCard}</p>
      )}
    </Section>
  );
}

/** From when to the last day; open without one. */
function during(from: string, lastDay: string | undefined, language: Language): string {
  const words = texts[language];
  const first = formatDate(from, language);
  return lastDay
    ? fill(words.fromTo, { from: first, until: formatDate(lastDay, language) })
    : fill(words.fromOn, { from: first });
}

/** The course of participation, the newest first. */
export function Periods({ periods, language }: { periods: Insured['periods']; language: Language }) {
  const words = texts[language];
  return (
    <Section title={words.periods}>
      {periods.length === 0 ? (
        <p>{words.noPeriods}</p>
      ) : (
        <Timeline
          label={words.periods}
          entries={together(periods).map(({ schemes, employer, wage, from, until }) => ({
            when: fill(words.fromTo, {
              from: formatDate(from, language),
              until: until ? formatDate(dayBefore(until), language) : words.now,
            }),
            dateTime: from,
            title: employer?.name ?? SCHEMES['social-voluntary'][language],
            detail: (
              <p>
                {schemes.map((scheme) => SCHEMES[scheme][language]).join(', ')}.{' '}
                {fill(words.wage, { wage: formatNumber(wage, language) })}
              </p>
            ),
          }))}
        />
      )}
    </Section>
  );
}

/** Times in several schemes at one employer on one wage are shown as one. */
function together(periods: Insured['periods']) {
  const shown: (Omit<Insured['periods'][number], 'scheme'> & { schemes: Insured['periods'][number]['scheme'][] })[] =
    [];
  for (const { scheme, ...period } of periods) {
    const same = shown.find(
      (one) =>
        one.from === period.from &&
        one.until === period.until &&
        one.wage === period.wage &&
        one.employer?.code === period.employer?.code,
    );
    if (same) same.schemes.push(scheme);
    else shown.push({ ...period, schemes: [scheme] });
  }
  return shown;
}

const MONTHS_SHOWN = 12;

/** What was paid, year by year and employer by employer, and the last months one by one. */
export function Contributions(props: { contributions: Insured['contributions']; language: Language }) {
  const { contributions, language } = props;
  const words = texts[language];
  if (contributions.length === 0)
    return (
      <Section title={words.years}>
        <p>{words.noContributions}</p>
      </Section>
    );
  const money = (amount: number) => formatNumber(amount, language);
  const years = Map.groupBy(contributions, ({ month, employerCode }) => `${month.slice(0, 4)} ${employerCode}`);
  return (
    <Section title={words.years}>
      <DataTable
        caption={words.years}
        captionHidden
        columns={[
          { key: 'year', label: words.year },
          { key: 'employer', label: words.employer },
          { key: 'months', label: words.monthsPaid, numeric: true },
          { key: 'unpaid', label: words.monthsUnpaid, numeric: true },
          { key: 'worker', label: words.worker, numeric: true },
          { key: 'part', label: words.employerPart, numeric: true },
        ]}
        rows={[...years].map(([key, months]) => ({
          key,
          cells: {
            year: key.slice(0, 4),
            employer: months[0]!.employerName,
            months: months.length,
            unpaid: months.filter(({ paidOn }) => paidOn === undefined).length,
            worker: money(
              sum(
                months,
                ({ socialWorker, healthWorker, unemploymentWorker }) =>
                  socialWorker + healthWorker + unemploymentWorker,
              ),
            ),
            part: money(
              sum(
                months,
                ({ socialEmployer, healthEmployer, unemploymentEmployer }) =>
                  socialEmployer + healthEmployer + unemploymentEmployer,
              ),
            ),
          },
        }))}
      />
      <Disclosure label={words.latest}>
        <DataTable
          caption={words.latest}
          captionHidden
          columns={[
            { key: 'month', label: words.month },
            { key: 'wage', label: words.wageColumn, numeric: true },
            { key: 'social', label: words.social, numeric: true },
            { key: 'health', label: words.health, numeric: true },
            { key: 'unemployment', label: words.unemployment, numeric: true },
            { key: 'state', label: words.state },
          ]}
          rows={contributions.slice(0, MONTHS_SHOWN).map((each) => ({
            key: `${each.month} ${each.employerCode}`,
            cells: {
              month: monthText(each.month),
              wage: money(each.wage),
              social: money(each.socialWorker + each.socialEmployer),
              health: money(each.healthWorker + each.healthEmployer),
              unemployment: money(each.unemploymentWorker + each.unemploymentEmployer),
              state: <Paid on={each.paidOn} language={language} />,
            },
          }))}
        />
      </Disclosure>
    </Section>
  );
}

const sum = <Row,>(rows: readonly Row[], of: (row: Row) => number): number =>
  rows.reduce((total, row) => total + of(row), 0);

/** `2026-10` as people write it: 10/2026. */
export const monthText = (month: string): string => `${month.slice(5)}/${month.slice(0, 4)}`;

/** Whether an employer has paid for a month. */
export function Paid({ on, language }: { on: string | undefined; language: Language }) {
  const words = texts[language];
  return on ? (
    <StatusTag tone="success">{`${words.paid} ${formatDate(on, language)}`}</StatusTag>
  ) : (
    <StatusTag tone="warning">{words.unpaid}</StatusTag>
  );
}

/** The benefits that were granted, the newest first; `more` adds what can be done with one. */
export function Benefits(props: {
  benefits: Insured['benefits'];
  language: Language;
  more?: { label: string; of(benefit: Insured['benefits'][number]): ComponentChildren };
}) {
  const { benefits, language, more } = props;
  const words = texts[language];
  return (
    <Section title={words.benefits}>
      {benefits.length === 0 ? (
        <p>{words.noBenefits}</p>
      ) : (
        <DataTable
          caption={words.benefits}
          captionHidden
          columns={[
            { key: 'kind', label: words.benefit },
            { key: 'amount', label: words.amount },
            { key: 'during', label: words.during },
            { key: 'decision', label: words.decision },
            { key: 'paid', label: words.paidSoFar, numeric: true },
            ...(more ? [{ key: 'more', label: more.label }] : []),
          ]}
          rows={benefits.map((each) => ({
            key: each.id,
            cells: {
              kind: BENEFITS[each.kind][language],
              amount: fill(each.per === 'month' ? words.perMonth : words.perOnce, {
                amount: formatNumber(each.amount, language),
              }),
              during: during(each.from, each.until && dayBefore(each.until), language),
              decision: each.decisionNumber,
              paid: formatNumber(each.paid, language),
              ...(more ? { more: more.of(each) } : {}),
            },
          }))}
        />
      )}
    </Section>
  );
}

/** All cards that somebody had. */
export function Cards({ cards, language }: { cards: Insured['cards']; language: Language }) {
  const words = texts[language];
  if (cards.length === 0) return null;
  return (
    <Disclosure label={words.cards}>
      <DataTable
        caption={words.cards}
        captionHidden
        columns={[
          { key: 'code', label: words.code },
          { key: 'group', label: words.group },
          { key: 'valid', label: words.valid },
          { key: 'facility', label: words.facility },
        ]}
        rows={cards.map((card) => ({
          key: card.validFrom,
          cells: {
            code: card.cardCode,
            group: `${HEALTH_GROUPS[card.objectCode][language]} (${fill(words.percent, { percent: card.levelPercent })})`,
            valid: during(card.validFrom, card.validUntil, language),
            facility: card.facility?.name ?? words.noFacility,
          },
        }))}
      />
    </Disclosure>
  );
}
