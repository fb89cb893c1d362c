import { GRADES, type GradeCode } from '../../../country/index.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { DISCIPLINES } from '../choices.ts';

/** A discipline as it counts for the next rise. */
export interface Delaying {
  form: keyof typeof DISCIPLINES;
  /** The day from which it is in force. */
  from: string;
}

/** The civil date so many months later; the last day of the month when there is no such day. */
export function monthsAfter(date: string, months: number): string {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  const all = year * 12 + (month - 1) + months;
  const [newYear, newMonth] = [Math.trunc(all / 12), (all % 12) + 1];
  const last = new Date(Date.UTC(newYear, newMonth, 0)).getUTCDate();
  return `${newYear}-${String(newMonth).padStart(2, '0')}-${String(Math.min(day, last)).padStart(2, '0')}`;
}

/**
 * The day of the next regular rise (nâng bậc lương thường xuyên): the months of the grade after the day from which the step
 * counts, later by what disciplines since then delay it (Circular 08/2013/TT-BNV arts. 2.1 and 2.3). Undefined in the last step.
 */
export function nextRise(
  held: { gradeCode: GradeCode; step: number; countedFrom: string },
  disciplines: readonly Delaying[],
): string | undefined {
  const { months, steps } = GRADES[held.gradeCode];
  if (held.step >= steps) return undefined;
  const delay = disciplines
    .filter(({ from }) => from >= held.countedFrom)
    .reduce((sum, { form }) => sum + DISCIPLINES[form].delays_months, 0);
  return monthsAfter(held.countedFrom, months + delay);
}

/** A rise for outstanding merit comes at most so many months early (Circular 08/2013/TT-BNV art. 3). */
const MOST_EARLY_MONTHS = 12;

/** Refuses `servants.last_step` and `servants.rise_not_due`, for merit only when it comes more than 12 months early. */
export function assertRise(due: string | undefined, from: string, isForMerit: boolean): void {
  if (due === undefined) throw new Refusal('servants.last_step', 409);
  const earliest = isForMerit ? monthsAfter(due, -MOST_EARLY_MONTHS) : due;
  if (from < earliest) throw new Refusal('servants.rise_not_due', 409, { values: { date: earliest } });
}

/** Of what is known of a person before they enter the service. */
export interface Entrant {
  bornOn: string;
  diedOn?: string;
  nationality: string;
}

const LEAST_AGE_MONTHS = 18 * 12;

/** Who may enter: a living Vietnamese citizen of 18 or more (Law on Cadres and Civil Servants 80/2025/QH15 art. 20). */
export function assertMayEnter(person: Entrant, from: string): void {
  if (person.diedOn) throw new Refusal('servants.dead', 422);
  if (person.nationality !== 'VN') throw new Refusal('servants.not_a_citizen', 422);
  if (monthsAfter(person.bornOn, LEAST_AGE_MONTHS) > from) throw new Refusal('servants.too_young', 422);
}

/** Leadership positions are not given while a discipline counts (Law on Cadres and Civil Servants art. 82.2). */
export function assertMayLead(category: string, disciplinesInForce: number): void {
  if (category === 'leadership' && disciplinesInForce > 0) throw new Refusal('servants.disciplined', 409);
}
