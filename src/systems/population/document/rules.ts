/** The ages at which the card is issued anew (Law on Identity 26/2023/QH15 art. 21.1). */
export const RENEWAL_AGES = [14, 25, 40, 60] as const;
const EARLY_YEARS = 2;

/**
 * To which day a card is good: the birthday of the next of those ages. One that is issued within the two years before it is
 * good to the one after (art. 21.2). Undefined from 60 on, or within the two years before: without end.
 */
export function cardExpiresOn({ bornOn, issuedOn }: { bornOn: string; issuedOn: string }): string | undefined {
  return RENEWAL_AGES.map((age) => yearsAfter(bornOn, age)).find((day) => issuedOn < yearsAfter(day, -EARLY_YEARS));
}

/** The same day some years later; 1 March where there is no 29 February. Negative: earlier. */
export function yearsAfter(day: string, years: number): string {
  const year = Number(day.slice(0, 4)) + years;
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const rest = day.slice(5) === '02-29' && !isLeap ? '03-01' : day.slice(5);
  return `${String(year).padStart(4, '0')}-${rest}`;
}
