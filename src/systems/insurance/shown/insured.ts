import type { Static } from 'typebox';
import { type Language, fill, formatDate, formatNumber } from '../../../kernel/text.ts';
import { BENEFITS, HEALTH_GROUPS, SCHEMES } from '../choices.ts';
import type { entitlementOn, readInsured } from '../entitlement/services.ts';
import { texts } from './texts.ts';

export type Insured = Static<typeof readInsured.output>;
export type Entitlement = Static<typeof entitlementOn.output>;

/** A table as pages draw it, all in words. */
export interface ShownTable {
  columns: { key: string; label: string; numeric?: boolean }[];
  rows: { key: string; cells: Record<string, string | number> }[];
}

const DAY_MS = 86_400_000;
const dayBefore = (day: string): string => new Date(Date.parse(`${day}T00:00:00Z`) - DAY_MS).toISOString().slice(0, 10);

/** What a card says: what it pays, where one is first treated. */
export function healthPairs(
  health: NonNullable<Entitlement['health']>,
  language: Language,
): { label: string; value: string }[] {
  const words = texts[language];
  const five = formatDate(health.fiveYearsOn, language);
  return [
    { label: words.code, value: health.cardCode },
    { label: words.group, value: HEALTH_GROUPS[health.objectCode][language] },
    { label: words.level, value: fill(words.percent, { percent: health.levelPercent }) },
    { label: words.valid, value: during(health.validFrom, health.validUntil, language) },
    { label: words.facility, value: health.facility?.name ?? words.noFacility },
    { label: words.fiveYears, value: health.hasFiveYears ? fill(words.fiveYearsDone, { date: five }) : five },
  ];
}

/** From when to the last day; open without one. */
function during(from: string, lastDay: string | undefined, language: Language): string {
  const words = texts[language];
  const first = formatDate(from, language);
  return lastDay
    ? fill(words.fromTo, { from: first, until: formatDate(lastDay, language) })
    : fill(words.fromOn, { from: first });
}

/** The course of participation, the newest first; times in several schemes at one employer on one wage are one. */
export function periodEntries(
  periods: Insured['periods'],
  language: Language,
): { when: string; dateTime: string; title: string; detail: string }[] {
  const words = texts[language];
  const same = Map.groupBy(periods, ({ from, until, wage, employer }) => [from, until, wage, employer?.code].join(' '));
  return [...same.values()].map((all) => {
    const { from, until, wage, employer } = all[0]!;
    const schemes = all.map(({ scheme }) => SCHEMES[scheme][language]).join(', ');
    return {
      when: fill(words.fromTo, {
        from: formatDate(from, language),
        until: until ? formatDate(dayBefore(until), language) : words.now,
      }),
      dateTime: from,
      title: employer?.name ?? SCHEMES['social-voluntary'][language],
      detail: `${schemes}. ${fill(words.wage, { wage: formatNumber(wage, language) })}`,
    };
  });
}

/** What was paid, year by year and employer by employer. */
export function yearTable(contributions: Insured['contributions'], language: Language): ShownTable {
  const words = texts[language];
  const years = Map.groupBy(contributions, ({ month, employerCode }) => `${month.slice(0, 4)} ${employerCode}`);
  return {
    columns: [
      { key: 'year', label: words.year },
      { key: 'employer', label: words.employer },
      { key: 'months', label: words.monthsPaid, numeric: true },
      { key: 'unpaid', label: words.monthsUnpaid, numeric: true },
      { key: 'worker', label: words.worker, numeric: true },
      { key: 'part', label: words.employerPart, numeric: true },
    ],
    rows: [...years].map(([key, months]) => {
      let [worker, part] = [0, 0];
      for (const each of months) {
        worker += each.socialWorker + each.healthWorker + each.unemploymentWorker;
        part += each.socialEmployer + each.healthEmployer + each.unemploymentEmployer;
      }
      return {
        key,
        cells: {
          year: key.slice(0, 4),
          employer: months[0]!.employerName,
          months: months.length,
          unpaid: months.filter(({ paidOn }) => paidOn === undefined).length,
          worker: formatNumber(worker, language),
          part: formatNumber(part, language),
        },
      };
    }),
  };
}

const MONTHS_SHOWN = 12;

/** The last months one by one. */
export function monthTable(contributions: Insured['contributions'], language: Language): ShownTable {
  const words = texts[language];
  const money = (amount: number) => formatNumber(amount, language);
  return {
    columns: [
      { key: 'month', label: words.month },
      { key: 'wage', label: words.wageColumn, numeric: true },
      { key: 'social', label: words.social, numeric: true },
      { key: 'health', label: words.health, numeric: true },
      { key: 'unemployment', label: words.unemployment, numeric: true },
      { key: 'state', label: words.state },
    ],
    rows: contributions.slice(0, MONTHS_SHOWN).map((each) => ({
      key: `${each.month} ${each.employerCode}`,
      cells: {
        month: monthText(each.month),
        wage: money(each.wage),
        social: money(each.socialWorker + each.socialEmployer),
        health: money(each.healthWorker + each.healthEmployer),
        unemployment: money(each.unemploymentWorker + each.unemploymentEmployer),
        state: paidText(each.paidOn, language),
      },
    })),
  };
}

/** `2026-10` as people write it: 10/2026. */
export const monthText = (month: string): string => `${month.slice(5)}/${month.slice(0, 4)}`;

/** Whether an employer has paid for a month, in words. */
export function paidText(on: string | undefined, language: Language): string {
  const words = texts[language];
  return on ? `${words.paid} ${formatDate(on, language)}` : words.unpaid;
}

/** The benefits that were granted, the newest first; rows stand under the id of the benefit. */
export function benefitTable(benefits: Insured['benefits'], language: Language): ShownTable {
  const words = texts[language];
  return {
    columns: [
      { key: 'kind', label: words.benefit },
      { key: 'amount', label: words.amount },
      { key: 'during', label: words.during },
      { key: 'decision', label: words.decision },
      { key: 'paid', label: words.paidSoFar, numeric: true },
    ],
    rows: benefits.map((each) => ({
      key: each.id,
      cells: {
        kind: BENEFITS[each.kind][language],
        amount: fill(each.per === 'month' ? words.perMonth : words.perOnce, {
          amount: formatNumber(each.amount, language),
        }),
        during: during(each.from, each.until && dayBefore(each.until), language),
        decision: each.decisionNumber,
        paid: formatNumber(each.paid, language),
      },
    })),
  };
}

/** All cards that somebody had. */
export function cardTable(cards: Insured['cards'], language: Language): ShownTable {
  const words = texts[language];
  return {
    columns: [
      { key: 'code', label: words.code },
      { key: 'group', label: words.group },
      { key: 'valid', label: words.valid },
      { key: 'facility', label: words.facility },
    ],
    rows: cards.map((card) => ({
      key: card.validFrom,
      cells: {
        code: card.cardCode,
        group: `${HEALTH_GROUPS[card.objectCode][language]} (${fill(words.percent, { percent: card.levelPercent })})`,
        valid: during(card.validFrom, card.validUntil, language),
        facility: card.facility?.name ?? words.noFacility,
      },
    })),
  };
}
