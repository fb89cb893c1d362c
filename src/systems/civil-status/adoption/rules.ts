import { ageOn, daysSince } from '../../../country/index.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { AdopterKind } from '../choices.ts';
import { type EntryPerson, assertAlive, assertResident } from '../entry/rules.ts';

/** Law on Adoption 52/2010/QH12 art. 8.1: under 16 years; art. 8.2: under 18 by a step-parent, uncle or aunt. */
export const ADOPTED_UNDER_YEARS = 16;
export const ADOPTED_BY_KIN_UNDER_YEARS = 18;
/** Law on Adoption art. 14.1.b: at least 20 years older; not asked of step-parents, uncles and aunts (art. 14.3). */
export const ADOPTER_OLDER_BY_YEARS = 20;
/** From full 9 years a child agrees (Law on Adoption art. 21.1). */
export const CHILD_AGREES_FROM_YEARS = 9;
/** The parents agree only when the child is at least 15 days old (Law on Adoption art. 21.4). */
export const PARENTS_AGREE_AFTER_DAYS = 15;

/** An adoption as asked for. */
export interface WantedAdoption {
  child: EntryPerson;
  father?: EntryPerson;
  mother?: EntryPerson;
  adopterIs: AdopterKind;
  /** The adopters are married to each other today. */
  areMarried: boolean;
  /** The spouse of the only adopter, and the parents of the child in law now. */
  spouseNumber?: string;
  parents: { mother?: string; father?: string };
  /** Parents, grandparents, brothers and sisters of the child. */
  closeKin: ReadonlySet<string>;
  parentsConsented: boolean;
  childConsented: boolean;
}

/** Refuses an adoption that the law does not allow. The first reason found is given. */
export function assertMayAdopt(wanted: WantedAdoption, office: { communeCode: string; on: string }): void {
  const { child, father, mother } = wanted;
  const adopters = [father, mother].filter((one) => one !== undefined);
  if (adopters.length === 0) throw new Refusal('adoption.no_adopter', 422);
  for (const one of [child, ...adopters]) assertAlive(one);
  if ((father && father.sex !== 'male') || (mother && mother.sex !== 'female'))
    throw new Refusal('adoption.adopter_sex', 422);
  assertRelated(wanted, adopters);
  assertAges(wanted, adopters, office.on);
  assertConsents(wanted, office.on);
  assertResident([child, ...adopters], office.communeCode);
}

function assertRelated(wanted: WantedAdoption, adopters: readonly EntryPerson[]): void {
  const { adopterIs, areMarried, spouseNumber, parents, closeKin } = wanted;
  if (adopters.some(({ number }) => closeKin.has(number!))) throw new Refusal('adoption.close_kin', 409);
  if (adopters.length === 2 && !areMarried) throw new Refusal('adoption.not_a_couple', 422);
  const isStepParent =
    adopters.length === 1 && spouseNumber !== undefined && [parents.mother, parents.father].includes(spouseNumber);
  if (adopterIs === 'step-parent' && !isStepParent) throw new Refusal('adoption.no_step_parent', 422);
  // Of a couple both adopt, or neither (Law on Adoption art. 8.3), unless the child is the spouse's.
  if (adopters.length === 1 && spouseNumber !== undefined && !isStepParent)
    throw new Refusal('adoption.couple_together', 422);
}

function assertAges({ child, adopterIs }: WantedAdoption, adopters: readonly EntryPerson[], on: string): void {
  const isKin = adopterIs !== 'none';
  const under = isKin ? ADOPTED_BY_KIN_UNDER_YEARS : ADOPTED_UNDER_YEARS;
  if (ageOn(child.bornOn!, on) >= under) throw new Refusal('adoption.child_too_old', 422, { values: { years: under } });
  for (const { bornOn, fullName } of adopters) {
    if (ageOn(bornOn!, on) < ADULT_YEARS) throw new Refusal('adoption.adopter_minor', 422);
    if (!isKin && ageOn(bornOn!, child.bornOn!) < ADOPTER_OLDER_BY_YEARS)
      throw new Refusal('adoption.too_close_in_age', 422, {
        values: { name: fullName, years: ADOPTER_OLDER_BY_YEARS },
      });
  }
}

const ADULT_YEARS = 18;

function assertConsents({ child, parentsConsented, childConsented }: WantedAdoption, on: string): void {
  if (!parentsConsented) throw new Refusal('adoption.parents_consent_missing', 422);
  if (daysSince(child.bornOn!, on) < PARENTS_AGREE_AFTER_DAYS)
    throw new Refusal('adoption.too_early', 422, { values: { days: PARENTS_AGREE_AFTER_DAYS } });
  if (ageOn(child.bornOn!, on) >= CHILD_AGREES_FROM_YEARS && !childConsented)
    throw new Refusal('adoption.child_consent_missing', 422, { values: { years: CHILD_AGREES_FROM_YEARS } });
}
