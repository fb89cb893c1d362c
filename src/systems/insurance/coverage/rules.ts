import { addDays } from '../../../country/index.ts';

/** What the insurance pays of treatment, in percent, by the third sign of the code of a card (Law on Health Insurance art. 22). */
const LEVELS: Readonly<Record<string, number>> = { 1: 100, 2: 100, 3: 95, 4: 80, 5: 100 };

/** The level of benefit of a group, in percent. */
export const levelOf = (objectCode: string): number => LEVELS[objectCode.slice(2)] ?? 80;

/** A time of cover; `until` is the first day no longer, null while it is open. */
export interface Cover {
  from: string;
  until: string | null;
}

/** Cover is continuous over breaks of at most three months (Decree 188/2025/NĐ-CP). */
const BREAK_DAYS = 92;
const YEARS = 5;

/**
 * Since when somebody has had cover without a break that counts, as of a day on which they have it; undefined when they have none
 * then.
 */
export function continuousSince(covers: readonly Cover[], on: string): string | undefined {
  let since: string | undefined;
  let last: string | null = null;
  for (const { from, until } of covers.toSorted((a, b) => (a.from < b.from ? -1 : 1))) {
    if (from > on) break;
    if (since === undefined || (last !== null && addDays(last, BREAK_DAYS) < from)) since = from;
    if (last === null || until === null || until > last) last = until;
    if (until === null) break;
  }
  return since !== undefined && (last === null || last > on) ? since : undefined;
}

/** The day on which five years of continuous cover are full, after which what is paid in a year is limited (art. 22.1.c). */
export function fiveYearsOn(since: string): string {
  const year = Number(since.slice(0, 4)) + YEARS;
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return `${year}-${since.slice(5) === '02-29' && !isLeap ? '03-01' : since.slice(5)}`;
}
