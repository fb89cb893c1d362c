/** A month as `YYYY-MM`, and the reckoning with months. */
export type Month = string;

/** The month of a civil date. */
export const monthOf = (date: string): Month => date.slice(0, 7);

/** The first day of a month. */
export const firstDay = (month: Month): string => `${month}-01`;

/** The month that many months later; negative: earlier. */
export function monthsLater(month: Month, months: number): Month {
  const index = indexOf(month) + months;
  return `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}`;
}

/** The first day of the month after. */
export const dayAfterMonth = (month: Month): string => firstDay(monthsLater(month, 1));

/** How many months from one to another; 0 when they are the same. */
export const monthsBetween = (from: Month, to: Month): number => indexOf(to) - indexOf(from);

const indexOf = (month: Month): number => Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1;

/** How many different months there are among these that lie in the last `window` months before `end`; `end` itself is not among them. */
export function monthsWithin(months: readonly Month[], { end, window }: { end: Month; window: number }): number {
  const from = monthsLater(end, -window);
  return new Set(months.filter((month) => month >= from && month < end)).size;
}
