import { addDays, isWorkingDay } from '../../../country/index.ts';
import type { Fund, Payer } from '../choices.ts';
import { type Month, dayAfterMonth, firstDay } from './months.ts';

/** What the law says for a month: rates in hundredths of a percent, amounts in VND. */
export interface LawOfMonth {
  rates: Partial<Record<`${Fund} ${Payer}`, number>>;
  referenceLevel: number;
  /** Of the four regions. */
  minimumWages: readonly number[];
}

/** What is due for one worker for a month, in VND. */
export interface Due {
  wage: number;
  socialWorker: number;
  socialEmployer: number;
  healthWorker: number;
  healthEmployer: number;
  unemploymentWorker: number;
  unemploymentEmployer: number;
}

const CEILING = 20;

/**
 * What is due on a wage. Social insurance is reckoned on the wage, at least the reference level and at most twenty times that
 * (Law on Social Insurance 41/2024/QH15 art. 31.1); health insurance on at most twenty times the reference level; unemployment
 * insurance on at most twenty times the minimum wage of the region (Law on Employment 74/2025/QH15 art. 34).
 */
export function dueOn(
  wage: number,
  { law, wageRegion, unemployment }: { law: LawOfMonth; wageRegion: number; unemployment: boolean },
): Due {
  const most = CEILING * law.referenceLevel;
  const social = Math.min(Math.max(wage, law.referenceLevel), most);
  const health = Math.min(wage, most);
  const insured = unemployment ? Math.min(wage, CEILING * law.minimumWages[wageRegion - 1]!) : 0;
  const part = (base: number, payer: Payer, ...funds: Fund[]) =>
    Math.round((base * funds.reduce((sum, fund) => sum + (law.rates[`${fund} ${payer}`] ?? 0), 0)) / 10_000);
  return {
    wage,
    socialWorker: part(social, 'worker', 'retirement-survivor'),
    socialEmployer: part(social, 'employer', 'retirement-survivor', 'sickness-maternity', 'work-accident'),
    healthWorker: part(health, 'worker', 'health'),
    healthEmployer: part(health, 'employer', 'health'),
    unemploymentWorker: part(insured, 'worker', 'unemployment'),
    unemploymentEmployer: part(insured, 'employer', 'unemployment'),
  };
}

/** What all of them make together, in VND. */
export function totalOf(due: Omit<Due, 'wage'>): number {
  return (
    due.socialWorker +
    due.socialEmployer +
    due.healthWorker +
    due.healthEmployer +
    due.unemploymentWorker +
    due.unemploymentEmployer
  );
}

/** A time in which somebody takes part; `until` is the first day no longer. */
export interface Period {
  from: string;
  until: string | null;
}

/** Who is away for so many working days of a month pays nothing for it (Law on Social Insurance 41/2024/QH15 art. 33.5). */
const DAYS_AWAY = 14;

/** Whether a month is paid for by who takes part in these times. */
export function isPaidFor(month: Month, periods: readonly Period[]): boolean {
  let away = 0;
  let present = false;
  for (let day = firstDay(month); day < dayAfterMonth(month); day = addDays(day, 1)) {
    const isIn = periods.some(({ from, until }) => from <= day && (until === null || day < until));
    present ||= isIn;
    if (!isIn && isWorkingDay(day)) away++;
  }
  return present && away < DAYS_AWAY;
}
