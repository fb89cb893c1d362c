import { ageOn } from '../../../country/index.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { type EntryPerson, assertAlive, assertResident } from '../entry/rules.ts';

/** Law on Marriage and Family 52/2014/QH13 art. 8.1.a: a man from full 20 years, a woman from full 18. */
export const MARRIAGE_AGES = { male: 20, female: 18 } as const;

/** What the law asks of two who want to marry. */
export interface Wedding {
  husband: EntryPerson;
  wife: EntryPerson;
  /** Both stood before the officer and said yes (Law on Civil Status art. 18.2; Law on Marriage and Family art. 8.1.b). */
  bothConsented: boolean;
  /** For who has no marriage in our registers: the paper that says so (Law on Civil Status art. 38 for a foreigner). */
  foreignEvidence?: string;
}

/** Refuses two who may not marry each other. The first reason found is given. */
export function assertMayMarry(wedding: Wedding, office: { communeCode: string; on: string }): void {
  const { husband, wife, bothConsented, foreignEvidence } = wedding;
  const isSame = husband.number !== undefined && husband.number === wife.number;
  if (isSame || husband.sex === 'female' || wife.sex === 'male') throw new Refusal('marriage.not_man_and_woman', 422);
  if (!husband.number && !wife.number) throw new Refusal('marriage.both_foreign', 422);
  for (const one of [husband, wife]) assertAlive(one);
  assertOldEnough(husband, MARRIAGE_AGES.male, office.on);
  assertOldEnough(wife, MARRIAGE_AGES.female, office.on);
  if (!bothConsented) throw new Refusal('marriage.consent_missing', 422);
  if ((!husband.number || !wife.number) && !foreignEvidence) throw new Refusal('marriage.foreign_evidence_needed', 422);
  assertResident([husband, wife], office.communeCode);
}

function assertOldEnough({ bornOn, fullName }: EntryPerson, years: number, on: string): void {
  if (!bornOn || ageOn(bornOn, on) < years)
    throw new Refusal('marriage.too_young', 422, { values: { name: fullName, years } });
}

/** Refuses who has a husband or wife (Law on Marriage and Family art. 5.2.c). */
export function assertUnmarried(person: EntryPerson, marriage: { entryNumber: string } | undefined): void {
  if (!marriage) return;
  throw new Refusal('marriage.married_already', 409, {
    values: { name: person.fullName, entryNumber: marriage.entryNumber },
  });
}

/** A person with the parents in law, and theirs, as far as the registers know; the person is generation 0. */
export type Ancestors = ReadonlyMap<string, number>;

/** Three generations of one stock: the parents' parents are the first of them (Law on Marriage and Family art. 3.18). */
const GENERATIONS_UP = 2;

/**
 * Refuses kin: those of the direct line, those of one stock within three generations, adoptive parent and child (they are
 * parents in law), and who is or was a parent-in-law or step-parent of the other (Law on Marriage and Family art. 5.2.d).
 */
export function assertNotKin(
  one: { number: string; ancestors: Ancestors; formerSpouses: readonly string[] },
  other: { number: string; ancestors: Ancestors; formerSpouses: readonly string[] },
  parentsOf: (number: string) => readonly string[],
): void {
  const isAncestor = one.ancestors.has(other.number) || other.ancestors.has(one.number);
  const isOfOneStock = [...one.ancestors].some(
    ([number, generation]) =>
      generation > 0 && generation <= GENERATIONS_UP && (other.ancestors.get(number) ?? Infinity) <= GENERATIONS_UP,
  );
  if (isAncestor || isOfOneStock) throw new Refusal('marriage.close_kin', 409);
  const isInLaw = (person: typeof one, parent: string) =>
    person.formerSpouses.some((spouse) => parentsOf(spouse).includes(parent));
  const isStepParent = (person: typeof one, parent: typeof one) =>
    parent.formerSpouses.some((spouse) => parentsOf(person.number).includes(spouse));
  if (isInLaw(one, other.number) || isInLaw(other, one.number)) throw new Refusal('marriage.close_kin', 409);
  if (isStepParent(one, other) || isStepParent(other, one)) throw new Refusal('marriage.close_kin', 409);
}
