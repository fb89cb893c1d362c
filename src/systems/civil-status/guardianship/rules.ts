import { ageOn } from '../../../country/index.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { EndCause, WardKind } from '../choices.ts';
import { type EntryPerson, assertAlive, assertResident } from '../entry/rules.ts';

/** Full age (Civil Code 91/2015/QH13 art. 20). */
export const ADULT_YEARS = 18;

/** A guardianship as asked for. */
export interface WantedGuardianship {
  ward: EntryPerson;
  guardians: readonly EntryPerson[];
  wardIs: WardKind;
  /** Whether a parent of the ward is alive. */
  hasParent: boolean;
  /** The ward's guardian now. */
  present?: { fullName: string };
  /** Guardians who are under guardianship themselves. */
  unable: ReadonlySet<string>;
  /** Two guardians are grandparents married to each other. */
  areGrandparents: boolean;
}

/** Refuses a guardianship that the law does not allow (Civil Code art. 46–49; Law on Civil Status 60/2014/QH13 art. 19–21). */
export function assertGuardianship(wanted: WantedGuardianship, office: { communeCode: string; on: string }): void {
  const { ward, guardians, wardIs, hasParent, present, unable, areGrandparents } = wanted;
  for (const one of [ward, ...guardians]) assertAlive(one);
  if (guardians.some(({ number }) => number === ward.number)) throw new Refusal('guardianship.own_guardian', 422);
  const isMinor = ageOn(ward.bornOn!, office.on) < ADULT_YEARS;
  if (isMinor === (wardIs === 'incapacitated')) throw new Refusal('guardianship.ward_kind', 422);
  if (wardIs === 'no-parents' && hasParent) throw new Refusal('guardianship.parent_there', 409);
  if (present) throw new Refusal('guardianship.guardian_there', 409, { values: { name: present.fullName } });
  for (const { bornOn, number, fullName } of guardians) {
    if (ageOn(bornOn!, office.on) < ADULT_YEARS || unable.has(number!))
      throw new Refusal('guardianship.guardian_unable', 422, { values: { name: fullName } });
  }
  if (guardians.length > 1 && !areGrandparents) throw new Refusal('guardianship.one_guardian', 422);
  assertResident([ward, ...guardians], office.communeCode);
}

/** Refuses an end whose cause is not there. */
export function assertEnd(ward: EntryPerson, cause: EndCause, on: string): void {
  const isOfAge = ageOn(ward.bornOn!, on) >= ADULT_YEARS;
  if (cause === 'of-age' && !isOfAge) throw new Refusal('guardianship.not_of_age', 422);
  if (cause === 'died' && !ward.diedOn) throw new Refusal('guardianship.not_dead', 422);
}
