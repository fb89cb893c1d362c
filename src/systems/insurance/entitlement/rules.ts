import { retirementDay } from '../../../country/index.ts';
import { type Month, monthOf, monthsWithin } from '../contribution/months.ts';

/** Who is paid unemployment benefit has paid for so many of the last 24 months (Law on Employment 74/2025/QH15 art. 38.1). */
const UNEMPLOYMENT_MONTHS = 12;
const UNEMPLOYMENT_MOST = 12;

export interface UnemploymentEntitlement {
  /** Months paid for, in all and in the last 24 and 36 before the month that is asked about. */
  total: number;
  inLast24: number;
  inLast36: number;
  isEntitled: boolean;
  /** For how many months it would be paid: three, and one more for each twelve over thirty-six (art. 39.2), at most twelve. */
  paidMonths: number;
}

/** Unemployment benefit on a day, from the months that were paid for. */
export function unemploymentOn(paid: readonly Month[], on: string): UnemploymentEntitlement {
  const end = monthOf(on);
  const total = new Set(paid.filter((month) => month < end)).size;
  const inLast24 = monthsWithin(paid, { end, window: 24 });
  const isEntitled = inLast24 >= UNEMPLOYMENT_MONTHS;
  return {
    total,
    inLast24,
    inLast36: monthsWithin(paid, { end, window: 36 }),
    isEntitled,
    paidMonths: isEntitled ? Math.min(UNEMPLOYMENT_MOST, 3 + Math.max(0, Math.floor((total - 36) / 12))) : 0,
  };
}

/** Fifteen years (Law on Social Insurance 41/2024/QH15 art. 64.1). */
const PENSION_MONTHS = 180;
const MOST_PERCENT = 75;

export interface PensionEntitlement {
  /** Months of social insurance that were paid for. */
  months: number;
  /** The first day in retirement at the age of the roadmap. */
  from: string;
  isEntitled: boolean;
  /** Of the average wage; 0 before fifteen years. */
  percent: number;
}

/** A pension on a day: enough months and old enough, under normal conditions. */
export function pensionOn(
  person: { bornOn: string; sex: 'male' | 'female' },
  paid: readonly Month[],
  on: string,
): PensionEntitlement {
  const months = new Set(paid.filter((month) => month < monthOf(on))).size;
  const from = retirementDay(person);
  return {
    months,
    from,
    isEntitled: months >= PENSION_MONTHS && from <= on,
    percent: pensionPercent(person.sex, months),
  };
}

/**
 * The percentage of a pension (art. 66.1): women 45 % for fifteen years, men for twenty; men 40 % for fifteen and one more a
 * year up to twenty; then two more a year, at most 75 %. One to six months over count as half a year, more as a whole one.
 */
export function pensionPercent(sex: 'male' | 'female', months: number): number {
  if (months < PENSION_MONTHS) return 0;
  const over = months % 12;
  const years = Math.floor(months / 12) + (over === 0 ? 0 : over <= 6 ? 0.5 : 1);
  if (sex === 'female') return Math.min(MOST_PERCENT, 45 + 2 * (years - 15));
  return years < 20 ? 40 + (years - 15) : Math.min(MOST_PERCENT, 45 + 2 * (years - 20));
}
