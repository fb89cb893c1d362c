import { ageOn, checkPersonName, daysSince, sameName, splitPersonName } from '../../../country/index.ts';
import { type FieldProblem, Refusal } from '../../../kernel/refusal.ts';

/** A birth is declared within 60 days (Law on Civil Status 60/2014/QH13 art. 15.1). Later, it is declared late. */
export const DECLARED_WITHIN_DAYS = 60;
/** Children born within 300 days after the end of a marriage are the couple's (Decree 126/2014/NĐ-CP; Law on Marriage and Family 52/2014/QH13 art. 88.1). */
export const PRESUMED_AFTER_MARRIAGE_DAYS = 300;
/** No parent is younger than this when the child is born: a number was mistaken. Our own decision, not the law's. */
export const PARENT_OLDER_BY_YEARS = 12;

/** A parent with what the registers know, as the entry keeps it. */
export interface EntryParent {
  kind: 'person' | 'foreigner' | 'unknown';
  number?: string;
  passportNumber?: string;
  fullName?: string;
  sex?: 'male' | 'female';
  bornOn?: string;
  /** Code of the group. */
  ethnicGroup?: string;
  nationality?: string;
  communeCode?: string;
  /** In words, for the papers. */
  residence?: string;
}

/** The child as declared. */
export interface EntryChild {
  fullName: string;
  sex: 'male' | 'female';
  bornOn: string;
  bornAt?: string;
  birthPlace: string;
  ethnicGroup?: string;
  nationality: string;
  hometown: string;
}

/** All that the decision rests on. */
export interface DeclaredBirth {
  child: EntryChild;
  mother: EntryParent;
  father: EntryParent;
  late: boolean;
  recognition?: { by: 'father' | 'mother' };
  nationalityAgreement?: object;
  /** The marriage of the mother (or of the father, when she has no number) from 300 days before the birth until today. */
  marriage?: { entryNumber: string; registeredOn: string; husbandKey: string | undefined; wifeKey: string | undefined };
}

/** What the hospital said. */
export interface NotifiedBirth {
  sex: string;
  bornOn: string;
  motherNumber?: string;
  foreignMother?: { passportNumber: string };
}

/** How a parent is told from everyone else: the personal number, or nationality and passport. Undefined for an unknown one. */
export function parentKey(parent: {
  number?: string | undefined;
  passportNumber?: string | undefined;
  nationality?: string | undefined;
}): string | undefined {
  return parent.number ?? (parent.passportNumber ? `${parent.nationality} ${parent.passportNumber}` : undefined);
}

/** Refuses a birth that the law does not let register as it was declared. The first reason found is given. */
export function assertRegistrable(birth: DeclaredBirth, office: { communeCode: string; on: string }): void {
  assertDates(birth, office.on);
  assertParents(birth);
  assertCompetent(birth, office.communeCode);
  assertParentage(birth);
  assertName(birth);
  assertEthnicGroup(birth);
  assertNationality(birth);
}

function assertDates({ child, late }: DeclaredBirth, on: string): void {
  if (child.bornOn > on) throw new Refusal('birth.in_future', 422);
  if (late && daysSince(child.bornOn, on) <= DECLARED_WITHIN_DAYS)
    throw new Refusal('birth.not_late', 422, { values: { days: DECLARED_WITHIN_DAYS } });
}

function assertParents({ child, mother, father }: DeclaredBirth): void {
  if (mother.kind === 'unknown' && father.kind === 'unknown') throw new Refusal('birth.no_parent', 422);
  for (const [parent, sex] of [
    [mother, 'female'],
    [father, 'male'],
  ] as const) {
    if (parent.sex && parent.sex !== sex) throw new Refusal('birth.parent_sex', 422);
    if (parent.bornOn && ageOn(parent.bornOn, child.bornOn) < PARENT_OLDER_BY_YEARS)
      throw new Refusal('birth.parent_too_young', 422, { values: { years: PARENT_OLDER_BY_YEARS } });
  }
}

/**
 * The committee of the commune where the father or the mother lives registers the birth (Law on Civil Status art. 13; with
 * a foreign parent too, since Decree 120/2025/NĐ-CP gave the commune what the district had).
 */
function assertCompetent({ mother, father }: DeclaredBirth, communeCode: string): void {
  if (mother.communeCode !== communeCode && father.communeCode !== communeCode)
    throw new Refusal('birth.not_competent', 403);
}

/**
 * Who is the father in law. A child of a married mother, or born within 300 days after the marriage, is the husband's, and so
 * is one born before it whom both acknowledge (Law on Marriage and Family art. 88.1); others need a recognition, with the
 * consent of both (Law on Civil Status art. 25.1; Decree 123/2015/NĐ-CP art. 15.2 and 15.3).
 */
function assertParentage({ child, mother, father, recognition, marriage }: DeclaredBirth): void {
  const motherKey = parentKey(mother);
  const fatherKey = parentKey(father);
  const ofMother = marriage && marriage.wifeKey === motherKey ? marriage : undefined;
  const toEachOther = ofMother !== undefined && ofMother.husbandKey === fatherKey;
  if (ofMother && !toEachOther && ofMother.registeredOn <= child.bornOn)
    throw new Refusal('birth.husband_presumed', 409, { values: { entryNumber: ofMother.entryNumber } });
  if (toEachOther && recognition) throw new Refusal('birth.recognition_not_needed', 422);
  if (!toEachOther && fatherKey && !recognition) throw new Refusal('birth.recognition_needed', 409);
  if (recognition && !parentKey(recognition.by === 'father' ? father : mother))
    throw new Refusal('birth.recognised_by_nobody', 422);
}

/** Groups whose names carry a clan at another place than the Kinh's, or no surname at all: custom decides (Civil Code art. 26.2). */
const KINH = '01';

/** Refuses a name that is no Vietnamese name (Civil Code 91/2015/QH13 art. 26.3), or has the surname of neither parent (art. 26.2). */
function assertName({ child, mother, father }: DeclaredBirth): void {
  const field = 'child.fullName';
  const refuse = (fields: FieldProblem[]) => {
    throw new Refusal('birth.name_refused', 422, { fields });
  };
  // A child of foreign nationality is named by the law of that country.
  if (child.nationality !== 'VN') return;
  const problems = checkPersonName(child.fullName);
  if (problems.length) refuse(problems.map((code) => ({ field, code })));
  const parents = [mother, father].filter((parent) => parent.fullName);
  if (!parents.some((parent) => sharesSurname(child, parent))) refuse([{ field, code: 'birth.surname_of_neither' }]);
}

function sharesSurname(child: EntryChild, parent: EntryParent): boolean {
  const ends = (fullName: string) => {
    const words = fullName.split(' ');
    return [words[0]!, words.at(-1)!];
  };
  const { family } = splitPersonName(child.fullName);
  // Foreign names carry the surname first or last.
  if (parent.kind === 'foreigner') return ends(parent.fullName!).some((word) => sameName(word, family));
  if (child.ethnicGroup !== undefined && child.ethnicGroup !== KINH)
    return ends(parent.fullName!).some((word) => ends(child.fullName).some((own) => sameName(word, own)));
  return sameName(splitPersonName(parent.fullName!).family, family);
}

/** The ethnic group is the father's or the mother's (Civil Code art. 29.2). */
function assertEthnicGroup({ child, mother, father }: DeclaredBirth): void {
  const groups = [mother, father].map(({ ethnicGroup }) => ethnicGroup).filter((code) => code !== undefined);
  if (child.ethnicGroup === undefined && child.nationality !== 'VN') return;
  if (groups.length === 0 ? child.ethnicGroup === undefined : groups.includes(child.ethnicGroup ?? '')) return;
  const fields = [{ field: 'child.ethnicGroup', code: 'birth.ethnic_group_of_neither' }];
  throw new Refusal('birth.ethnic_group_of_neither', 422, { fields });
}

/**
 * The nationality is Vietnamese when both parents' is; with a foreign parent it is what they agreed in writing, and without
 * an agreement Vietnamese for a child born here (Law on Nationality 24/2008/QH12 art. 15 and 16.2).
 */
function assertNationality({ child, mother, father, nationalityAgreement }: DeclaredBirth): void {
  if (child.nationality === 'VN') return;
  if (![mother, father].some(({ nationality }) => nationality === child.nationality))
    throw new Refusal('birth.nationality_of_neither', 422);
  const both = mother.kind !== 'unknown' && father.kind !== 'unknown';
  if (both && !nationalityAgreement) throw new Refusal('birth.nationality_agreement_needed', 409);
}

/** Refuses what contradicts the hospital's notification: the hospital corrects it, or the declarant does. */
export function assertMatchesNotification(birth: DeclaredBirth, notified: NotifiedBirth): void {
  const fields: FieldProblem[] = [];
  const differs = (field: string) => fields.push({ field, code: 'birth.differs' });
  if (notified.sex !== birth.child.sex) differs('child.sex');
  if (notified.bornOn !== birth.child.bornOn) differs('child.bornOn');
  if (notified.motherNumber && notified.motherNumber !== birth.mother.number) differs('mother.number');
  if (notified.foreignMother && notified.foreignMother.passportNumber !== birth.mother.passportNumber)
    differs('mother.passportNumber');
  if (fields.length) throw new Refusal('birth.contradicts_notification', 409, { fields });
}
