import { daysSince } from '../../../country/index.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { DEATH_DECLARED_WITHIN_DAYS, type EntryPerson, assertNotInFuture } from '../entry/rules.ts';

/** A death as declared. */
export interface DeclaredDeath {
  deceased: EntryPerson;
  diedOn: string;
  lateReason?: string;
  declarantNumber?: string;
}

/** Declared after the 15 days of the law: registered all the same, with the reason. */
export const isLateDeath = (diedOn: string, on: string): boolean => daysSince(diedOn, on) > DEATH_DECLARED_WITHIN_DAYS;

/** Refuses a death that cannot be registered as it was declared. */
export function assertDeath(death: DeclaredDeath, on: string): void {
  const { deceased, diedOn, lateReason } = death;
  assertNotInFuture(diedOn, on);
  if (deceased.diedOn) throw new Refusal('death.dead_already', 409, { values: { name: deceased.fullName } });
  if (deceased.bornOn && diedOn < deceased.bornOn) throw new Refusal('death.before_birth', 422);
  if (death.declarantNumber !== undefined && death.declarantNumber === deceased.number)
    throw new Refusal('death.declared_by_the_dead', 422);
  if (isLateDeath(diedOn, on) && !lateReason)
    throw new Refusal('death.late_reason_needed', 422, { values: { days: DEATH_DECLARED_WITHIN_DAYS } });
}

/**
 * The committee of the commune where the person last resided; where that is not known, of the place of death (Law on Civil
 * Status art. 32). Refuses every other.
 */
export function assertDeathOffice(deceased: EntryPerson, communeCode: string): void {
  if (deceased.communeCode && deceased.communeCode !== communeCode) throw new Refusal('entry.not_competent', 403);
}
