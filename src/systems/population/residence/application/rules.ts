import { addDays, ageOn, addWorkingDays } from '../../../../country/index.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import type { Wish, WishKind } from './wish.ts';

/** Working days that the police have (Law on Residence art. 22.3, 28.4 and 31.3). */
const WITHIN_WORKING_DAYS: Readonly<Record<WishKind, number>> = { move: 7, stay: 3, absence: 1 };

/** The last day on which the police have to decide. */
export const dueOn = (kind: WishKind, filedOn: string): string => addWorkingDays(filedOn, WITHIN_WORKING_DAYS[kind]);

const ADULT_AT_YEARS = 18;
const LONGEST_ABSENCE_DAYS = 3_653;

/**
 * Refuses what the police could only refuse: a minor who asks alone, a move without the applicant or with people who do not live with
 * them, and an absence that is over or longer than ten years.
 */
export function assertWish(
  asked: Wish,
  applicant: { number: string; bornOn: string; members: readonly { number: string }[]; on: string },
): void {
  const { number, bornOn, members, on } = applicant;
  if (ageOn(bornOn, on) < ADULT_AT_YEARS) throw new Refusal('residence.minor_applies', 422);
  if (asked.kind === 'absence' && asked.lastDay < on) throw new Refusal('residence.absence_over', 422);
  if (asked.kind === 'absence' && asked.lastDay > addDays(on, LONGEST_ABSENCE_DAYS))
    throw new Refusal('residence.absence_too_long', 422);
  if (asked.kind !== 'move') return;
  const moving = asked.people.map((one) => one.number);
  if (new Set(moving).size < moving.length) throw new Refusal('residence.one_head', 422);
  if (!moving.includes(number)) throw new Refusal('residence.applicant_stays', 422);
  for (const one of moving)
    if (one !== number && !members.some((member) => member.number === one))
      throw new Refusal('residence.not_member', 422, { values: { number: one } });
  const heads = asked.people.filter(({ relation }) => relation === 'head').length;
  if (heads !== (asked.hostNumber ? 0 : 1)) throw new Refusal('residence.one_head', 422);
}
