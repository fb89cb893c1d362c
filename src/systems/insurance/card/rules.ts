import { ageOn } from '../../../country/index.ts';
import { Refusal } from '../../../kernel/refusal.ts';

/** Children under six, insured by the state budget with full benefit (Law on Health Insurance 25/2008/QH12 art. 12.3 and 22.1). */
export const CHILD_OBJECT = 'TE1';
const CHILD_UNTIL_YEARS = 6;

/** Who may have a child's card: under six on that day, without cover, living in the office's province. */
export function assertMayHaveCard(asked: {
  bornOn: string;
  on: string;
  coveredBy: string | undefined;
  livesIn: string | undefined;
  officeOf: string;
}): void {
  if (ageOn(asked.bornOn, asked.on) >= CHILD_UNTIL_YEARS) throw new Refusal('insurance.not_under_six', 422);
  if (asked.coveredBy) throw new Refusal('insurance.covered_already', 409, { values: { cardCode: asked.coveredBy } });
  if (asked.livesIn !== asked.officeOf) throw new Refusal('insurance.not_competent', 403);
}

/**
 * The last day of a child's card. It is valid from birth until the child is 72 months old, and on to 30 September for who
 * then waits for school to begin (Law on Health Insurance art. 16.3, amended by Law 46/2014/QH13). Decree 146/2018/NĐ-CP
 * art. 13 puts it in days: born up to 30 September, until 30 September of the year of the 72 months; born later in the year,
 * until the last day of the month of the 72 months.
 */
export function lastDayOfChildCard(bornOn: string): string {
  const year = Number(bornOn.slice(0, 4)) + CHILD_UNTIL_YEARS;
  if (bornOn.slice(5) <= '09-30') return `${year}-09-30`;
  const month = Number(bornOn.slice(5, 7));
  // Day 0 of the next month is the last of this one.
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
}

/** The code on a card: group and benefit, province of today's list, insurance number; 15 characters. */
export function cardCode(card: { objectCode: string; provinceCode: string; insuranceNumber: string }): string {
  return `${card.objectCode}${card.provinceCode}${card.insuranceNumber}`;
}
