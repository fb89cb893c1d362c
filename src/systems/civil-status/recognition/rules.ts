import { ageOn } from '../../../country/index.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { PARENT_OLDER_BY_YEARS } from '../birth/rules.ts';
import { type EntryPerson, assertAlive, assertResident } from '../entry/rules.ts';

/** A recognition by itself: parent and child before the officer. */
export interface ClaimedParent {
  parent: EntryPerson;
  child: EntryPerson;
  role: 'mother' | 'father';
  /** Of whom the registers know as the parent of that kind now. */
  present?: { fullName: string };
  /** The mother's husband when the child was born, other than this man: his fatherhood is presumed. */
  presumed?: { entryNumber: string };
  /** The other parent, or the child who is of age, agrees. */
  othersConsented: boolean;
}

/**
 * Refuses a recognition that the law does not let register (Law on Civil Status 60/2014/QH13 art. 24, 25; Law on Marriage and
 * Family 52/2014/QH13 art. 88, 90, 91): both live, nobody else is that parent, and nobody disputes it.
 */
export function assertMayRecognise(claim: ClaimedParent, office: { communeCode: string }): void {
  const { parent, child, role, present, presumed, othersConsented } = claim;
  if (parent.number === child.number) throw new Refusal('recognition.own_parent', 422);
  for (const one of [parent, child]) assertAlive(one);
  if (parent.sex !== (role === 'father' ? 'male' : 'female')) throw new Refusal('recognition.parent_sex', 422);
  if (parent.bornOn && child.bornOn && ageOn(parent.bornOn, child.bornOn) < PARENT_OLDER_BY_YEARS)
    throw new Refusal('birth.parent_too_young', 422, { values: { years: PARENT_OLDER_BY_YEARS } });
  if (present) throw new Refusal('recognition.parent_there', 409, { values: { name: present.fullName } });
  if (presumed) throw new Refusal('birth.husband_presumed', 409, { values: { entryNumber: presumed.entryNumber } });
  if (!othersConsented) throw new Refusal('recognition.consent_missing', 422);
  assertResident([parent, child], office.communeCode);
}
