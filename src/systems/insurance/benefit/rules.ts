import type { BenefitKind } from '../choices.ts';
import type { Period } from '../contribution/rules.ts';

/**
 * Benefits that are not paid for the same time. A pension ends what replaces a wage (Law on Social Insurance 41/2024/QH15);
 * unemployment benefit is for who gets no other (Law on Employment 74/2025/QH15 art. 41). Of each kind there is one at a time.
 */
const EXCLUSIVE: Readonly<Record<BenefitKind, readonly BenefitKind[]>> = {
  retirement: ['retirement', 'unemployment', 'sickness', 'maternity', 'one-off'],
  unemployment: ['unemployment', 'retirement', 'sickness'],
  sickness: ['sickness', 'maternity', 'unemployment', 'retirement'],
  maternity: ['maternity', 'sickness', 'retirement'],
  'one-off': ['one-off', 'retirement'],
  'work-accident': ['work-accident'],
  survivor: ['survivor'],
};

/** The first of the benefits that cannot be paid for the same time as a new one; undefined when all can. */
export function inTheWayOf<Held extends Period & { kind: BenefitKind }>(
  asked: Period & { kind: BenefitKind },
  held: readonly Held[],
): Held | undefined {
  return held.find(
    (one) =>
      EXCLUSIVE[asked.kind].includes(one.kind) &&
      (one.until === null || one.until > asked.from) &&
      (asked.until === null || asked.until > one.from),
  );
}
