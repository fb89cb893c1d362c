import { Refusal } from '../../../kernel/refusal.ts';

/** What decides about a family: the last that the register says of somebody. */
export interface KnownPerson {
  number: string;
  sex: 'male' | 'female';
  bornOn: string;
  diedOn: string | null;
}

/** A foreigner's birth counts like a person's. */
export type KnownParty = KnownPerson | { bornOn: string };

export type ParentBasis = 'birth' | 'recognition' | 'adoption' | 'court';

const personOf = (party: KnownParty): KnownPerson | undefined => ('number' in party ? party : undefined);

/**
 * Refuses who cannot be that parent: the child itself or the other parent, born with or after the child, a mother who is a
 * man or a father who is a woman, a mother who was dead at the birth, and an adoption by the dead or after the child's death. That every
 * parent is older than the child is also why no family has a cycle.
 */
export function assertParent(asked: {
  role: 'mother' | 'father';
  child: KnownPerson;
  parent: KnownParty;
  otherParentNumber: string | undefined;
  from: string;
  basis: ParentBasis;
}): void {
  const { role, child, basis, from } = asked;
  const parent = personOf(asked.parent);
  const values = { number: parent?.number ?? '' };
  if (from < child.bornOn) throw new Refusal('population.before_birth', 422, { values: { date: child.bornOn } });
  if (parent && (parent.number === child.number || parent.number === asked.otherParentNumber))
    throw new Refusal('population.same_parents', 422);
  if (asked.parent.bornOn >= child.bornOn) throw new Refusal('population.parent_younger', 422, { values });
  if (!parent) return;
  if (parent.sex !== (role === 'mother' ? 'female' : 'male'))
    throw new Refusal('population.parent_sex', 422, { values });
  const diedOn = parent.diedOn;
  if (role === 'mother' && basis === 'birth' && diedOn && diedOn < child.bornOn)
    throw new Refusal('population.dead', 422, { values: { ...values, date: diedOn } });
  if (basis === 'adoption') for (const one of [parent, child]) assertAlive(one, from);
}

/** Refuses for someone who has died what only the living can do on a date. */
export function assertAlive({ number, diedOn }: Pick<KnownPerson, 'number' | 'diedOn'>, on: string): void {
  if (diedOn && diedOn < on) throw new Refusal('population.dead', 422, { values: { number, date: diedOn } });
}

/** Both are there, alive and two. Who may marry whom is civil status' to know; that nobody is married twice, the key's. */
export function assertSpouses(spouses: readonly KnownParty[], from: string): void {
  const numbers = spouses.map((spouse) => personOf(spouse)?.number);
  if (numbers[0] === numbers[1] && numbers[0] !== undefined) throw new Refusal('population.same_spouses', 422);
  if (numbers.every((number) => number === undefined)) throw new Refusal('population.both_foreign', 422);
  for (const spouse of spouses) {
    if (spouse.bornOn > from) throw new Refusal('population.before_birth', 422, { values: { date: spouse.bornOn } });
    const person = personOf(spouse);
    if (person) assertAlive(person, from);
  }
}

/** A guardian is of age and alive (Civil Code 91/2015/QH13 art. 49), and not the ward. `ageOf` counts whole years on the day. */
export function assertGuardian(asked: {
  ward: KnownPerson;
  guardian: KnownPerson;
  guardianAge: number;
  from: string;
}): void {
  const { ward, guardian, guardianAge, from } = asked;
  if (ward.number === guardian.number) throw new Refusal('population.guardian_not_able', 422);
  for (const one of [ward, guardian]) assertAlive(one, from);
  if (from < ward.bornOn) throw new Refusal('population.before_birth', 422, { values: { date: ward.bornOn } });
  if (guardianAge < ADULT_AT_YEARS) throw new Refusal('population.guardian_not_able', 422);
}

const ADULT_AT_YEARS = 18;
