const DAY_MS = 86_400_000;

/**
 * Age in whole years on a day (both `YYYY-MM-DD`): a year is full on the birthday (Civil Code 91/2015/QH13 art. 147, 148).
 * Someone born on 29 February turns a year older on 1 March where there is no such day. Negative before the birth.
 */
export function ageOn(bornOn: string, day: string): number {
  const years = Number(day.slice(0, 4)) - Number(bornOn.slice(0, 4));
  return day.slice(5) < bornOn.slice(5) ? years - 1 : years;
}

/** Whole days from one civil date to another; negative when the second is earlier. */
export function daysSince(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS);
}

/** The civil date a number of days later, or earlier when negative. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}
