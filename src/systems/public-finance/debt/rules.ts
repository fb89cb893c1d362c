import { Refusal } from '../../../kernel/refusal.ts';

/** Something that moved a debt or what a guarantee stands for, on a civil date. */
export interface Moved {
  on: string;
  /** In minor units of the currency; negative when it lessens what is outstanding, 0 when it leaves it, as interest does. */
  change: number;
}

/** What is outstanding at the end of each day on which something moved, in the order of days. */
export function balancesOf(moved: readonly Moved[]): { on: string; outstanding: number }[] {
  const byDay = new Map<string, number>();
  for (const { on, change } of moved) byDay.set(on, (byDay.get(on) ?? 0) + change);
  let outstanding = 0;
  return [...byDay]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([on, change]) => ({ on, outstanding: (outstanding += change) }));
}

/** What is outstanding at the end of a day. */
export function outstandingOn(moved: readonly Moved[], day: string): number {
  return moved.filter(({ on }) => on <= day).reduce((sum, { change }) => sum + change, 0);
}

/** How a repayment, drawdown or call changes what is outstanding. */
export function changeBy(kind: 'drawdown' | 'repayment' | 'interest' | 'call', amount: number): number {
  return kind === 'drawdown' ? amount : kind === 'interest' ? 0 : -amount;
}

/** Refuses movements after which more would have been repaid than was owed, on whatever day: `finance.repaid_over_outstanding`. */
export function assertNeverOverpaid(moved: readonly Moved[]): void {
  const short = balancesOf(moved).find(({ outstanding }) => outstanding < 0);
  if (short) throw new Refusal('finance.repaid_over_outstanding', 409, { values: { date: short.on } });
}

/** Refuses more drawn than was agreed: `finance.drawn_over_principal`. */
export function assertWithinPrincipal(moved: readonly Moved[], principal: number): void {
  const drawn = moved.reduce((sum, { change }) => sum + Math.max(0, change), 0);
  if (drawn > principal) throw new Refusal('finance.drawn_over_principal', 409);
}

/** Refuses that a guarantee would stand for more than its limit, on whatever day: `finance.over_guarantee`. */
export function assertWithinLimit(moved: readonly Moved[], limit: number): void {
  const over = balancesOf(moved).find(({ outstanding }) => outstanding > limit);
  if (over) throw new Refusal('finance.over_guarantee', 409, { values: { date: over.on } });
}

/** By which terms a debt is repaid. */
export interface Terms {
  signedOn: string;
  firstRepaymentOn: string;
  every_months: number;
  maturesOn: string;
  rate_basisPoints: number;
}

/** A payment to come, in minor units. `left` is what is owed after it. */
export interface Payment {
  on: string;
  principal: number;
  interest: number;
  left: number;
}

const DAY_MS = 86_400_000;
const DAYS_OF_YEAR = 365;
const BASIS_POINTS = 10_000;
/** A payment every month for a hundred years. */
const MOST_PAYMENTS = 1_200;

/** The civil date so many months later; the last day of the month when there is no such day. */
export function monthsLater(date: string, months: number): string {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  const all = year * 12 + (month - 1) + months;
  const [newYear, newMonth] = [Math.floor(all / 12), (all % 12) + 1];
  const last = new Date(Date.UTC(newYear, newMonth, 0)).getUTCDate();
  return `${newYear}-${String(newMonth).padStart(2, '0')}-${String(Math.min(day, last)).padStart(2, '0')}`;
}

const daysBetween = (from: string, until: string): number =>
  Math.round((Date.parse(until) - Date.parse(from)) / DAY_MS);

/** The days on which something is paid: the repayments, and at the same distance before the first the days of interest alone. */
function paymentDays({ signedOn, firstRepaymentOn, every_months: months, maturesOn }: Terms): string[] {
  const before: string[] = [];
  for (let i = 1; before.length < MOST_PAYMENTS; i++) {
    const day = monthsLater(firstRepaymentOn, -i * months);
    if (day <= signedOn) break;
    before.unshift(day);
  }
  const days: string[] = [];
  for (let i = 0; days.length < MOST_PAYMENTS; i++) {
    const day = monthsLater(firstRepaymentOn, i * months);
    if (day >= maturesOn) break;
    days.push(day);
  }
  return [...before, ...days, maturesOn];
}

/**
 * What is to be paid after a day by the terms of a debt: what is owed then in equal parts on the days of repayment that are left,
 * the rest with the last; interest by days of a year of 365, from the payment before. Nothing when all days have
 * passed: what is still owed then is overdue. Rounded down to minor units.
 */
export function scheduleOf(terms: Terms, { outstanding, on }: { outstanding: number; on: string }): Payment[] {
  if (outstanding <= 0) return [];
  const all = paymentDays(terms);
  const days = all.filter((day) => day > on);
  if (days.length === 0) return [];
  const repayments = days.filter((day) => day >= terms.firstRepaymentOn).length;
  const part = Math.floor(outstanding / repayments);
  let left = outstanding;
  let since = all.findLast((day) => day <= on) ?? terms.signedOn;
  return days.map((day) => {
    const interest = interestOn(left, terms.rate_basisPoints, daysBetween(since, day));
    const principal = day === days.at(-1) ? left : day >= terms.firstRepaymentOn ? part : 0;
    left -= principal;
    since = day;
    return { on: day, principal, interest, left };
  });
}

/** Exact also for amounts whose product with days and rate is beyond 2^53. */
function interestOn(owed: number, rate_basisPoints: number, days: number): number {
  return Number((BigInt(owed) * BigInt(rate_basisPoints) * BigInt(days)) / BigInt(BASIS_POINTS * DAYS_OF_YEAR));
}
