import { checkPersonName, daysSince, normalizePersonName, sameName, splitPersonName } from '../../../country/index.ts';
import { type FieldProblem, Refusal } from '../../../kernel/refusal.ts';
import type { Answers, ConsentReason, Evidence, Parent } from '../services.ts';

/** A birth is to be registered within 60 days (Law on Civil Status 60/2014/QH13 art. 15.1). Later it still is, and the reason is asked. */
export const DAYS_TO_REGISTER = 60;

/** What is known of a dossier: what registers answered, and what was typed. */
export interface BirthCase {
  evidence: Evidence;
  answers: Answers;
  /** The man the mother named, read from the register when she named him. */
  recognised: Parent | null;
  /** Whether the second parent has agreed: from then on the facts of a recognising father may be shown. */
  consentGiven: boolean;
}

const UNKNOWN: Parent = {
  kind: 'unknown',
  number: null,
  fullName: '',
  bornOn: null,
  ethnicGroup: null,
  nationality: 'VN',
  hometown: null,
  passportNumber: null,
  communeCode: null,
  addressLine: null,
  source: null,
  residenceSource: null,
};

/**
 * The father in law. The husband, when the mother is married: a child born in marriage is a common child of the spouses
 * (Law on Marriage and Family 52/2014/QH13 art. 88.1). Else the man who is to recognise, the foreigner named, or nobody.
 */
export function fatherOf({ evidence, answers, recognised }: BirthCase): Parent {
  if (evidence.husband) return evidence.husband;
  const named = answers.parents;
  if (named?.father === 'recognised' && recognised) return recognised;
  if (named?.father === 'foreigner') {
    return {
      ...UNKNOWN,
      kind: 'foreigner',
      fullName: named.foreignFatherName ?? '',
      bornOn: named.foreignFatherBornOn ?? null,
      nationality: named.foreignFatherNationality ?? '',
      passportNumber: named.foreignFatherPassport ?? null,
    };
  }
  return UNKNOWN;
}

/** The father as the applicant may see him: of a recognising father, before he agrees, only what she typed herself. */
export function visibleFather(known: BirthCase): Parent {
  const father = fatherOf(known);
  if (!known.recognised || father !== known.recognised || known.consentGiven) return father;
  return { ...UNKNOWN, kind: 'person', number: father.number, fullName: known.answers.parents?.fatherName ?? '' };
}

/** Whether the child is registered together with a recognition of the father (Circular 04/2020/TT-BTP art. 16). */
export const needsRecognition = ({ evidence, answers }: BirthCase): boolean =>
  !evidence.husband && (answers.parents?.father === 'recognised' || answers.parents?.father === 'foreigner');

/** The national procedure that the birth step follows, from the catalogue. */
export function procedureOf(known: BirthCase): '1.001193' | '1.000689' | '2.000528' | '1.001695' {
  const isForeign = [known.evidence.mother, fatherOf(known)].some(({ kind }) => kind === 'foreigner');
  if (needsRecognition(known)) return isForeign ? '1.001695' : '1.000689';
  return isForeign ? '2.000528' : '1.001193';
}

/** Whether the 60 days are over on a date. */
export const isLate = (bornOn: string, on: string): boolean => daysSince(bornOn, on) > DAYS_TO_REGISTER;

type Side = 'mother' | 'father';

/** The choices that the parents have. With a single one there is nothing to ask. */
export function choicesOf(known: BirthCase): {
  ethnicGroups: { of: Side; code: string }[];
  hometowns: { of: Side; text: string }[];
  residences: { with: Side; communeCode: string; addressLine: string }[];
  needsNationality: boolean;
} {
  const { mother } = known.evidence;
  const father = fatherOf(known);
  const shown = visibleFather(known);
  const sides: [Side, Parent, Parent][] = [
    ['mother', mother, mother],
    ['father', father, shown],
  ];
  const ethnicGroups = sides
    .filter(([, parent]) => parent.ethnicGroup)
    .map(([of, , seen]) => ({ of, code: seen.ethnicGroup ?? '' }));
  const hometowns = sides
    .filter(([, parent]) => parent.hometown)
    .map(([of, , seen]) => ({ of, text: seen.hometown ?? '' }));
  // A child of unmarried parents lives with the mother until they agree otherwise at the police (Law on Residence art. 12).
  const residences = sides
    .filter(([of, parent]) => parent.communeCode && (of === 'mother' || known.evidence.husband || !mother.communeCode))
    .map(([side, , seen]) => ({
      with: side,
      communeCode: seen.communeCode ?? '',
      addressLine: seen.addressLine ?? '',
    }));
  const distinct = <Item>(items: Item[], same: (a: Item, b: Item) => boolean): Item[] =>
    items.length === 2 && same(items[0]!, items[1]!) ? [items[1]!] : items;
  return {
    ethnicGroups: father.ethnicGroup === mother.ethnicGroup ? ethnicGroups.slice(0, 1) : ethnicGroups,
    hometowns: father.hometown === mother.hometown ? hometowns.slice(0, 1) : hometowns,
    residences: distinct(residences, (a, b) => a.communeCode === b.communeCode && a.addressLine === b.addressLine),
    needsNationality: [mother, father].some(({ kind }) => kind === 'foreigner'),
  };
}

export type Section = 'parents' | 'child' | 'residence';

/** The sections of this dossier's form, in order. A section in which nothing is to be asked does not exist. */
export function sectionsOf(known: BirthCase): { name: Section; isDone: boolean }[] {
  const { answers, evidence } = known;
  const sections: { name: Section; isDone: boolean }[] = [];
  if (!evidence.husband) sections.push({ name: 'parents', isDone: answers.parents !== undefined });
  sections.push({ name: 'child', isDone: answers.child !== undefined });
  if (choicesOf(known).residences.length > 1)
    sections.push({ name: 'residence', isDone: answers.residence !== undefined });
  return sections;
}

/** The answers with what was not asked, because there is only one possibility, filled in. */
export function completed(known: BirthCase): {
  ethnicGroupOf: Side;
  hometownOf: Side;
  residenceWith: Side;
  nationality: string;
} {
  const choices = choicesOf(known);
  const { child, residence } = known.answers;
  const father = fatherOf(known);
  return {
    ethnicGroupOf:
      choices.ethnicGroups.length > 1 ? (child?.ethnicGroupOf ?? 'father') : (choices.ethnicGroups[0]?.of ?? 'mother'),
    hometownOf: choices.hometowns.length > 1 ? (child?.hometownOf ?? 'father') : (choices.hometowns[0]?.of ?? 'mother'),
    residenceWith:
      choices.residences.length > 1 ? (residence?.with ?? 'mother') : (choices.residences[0]?.with ?? 'mother'),
    nationality:
      child?.nationality === 'foreign'
        ? father.kind === 'foreigner'
          ? father.nationality
          : known.evidence.mother.nationality
        : 'VN',
  };
}

/**
 * Checks the section about the child, and gives it back tidied. Refuses `input.invalid` with the fields at fault: the name
 * (Civil Code 91/2015/QH13 art. 26.3, Circular 04/2020/TT-BTP art. 6), the surname of neither parent (art. 26.2), a
 * choice that was not made, a late registration without its reason.
 */
export function checkChild(
  known: BirthCase,
  child: NonNullable<Answers['child']>,
  on: string,
): NonNullable<Answers['child']> {
  const fullName = normalizePersonName(child.fullName);
  const problems: FieldProblem[] = checkPersonName(fullName).map((code) => ({ field: 'fullName', code }));
  if (problems.length === 0 && !hasParentsSurname(known, fullName))
    problems.push({ field: 'fullName', code: 'child.surname_of_neither' });
  const choices = choicesOf(known);
  if (choices.ethnicGroups.length > 1 && !child.ethnicGroupOf)
    problems.push({ field: 'ethnicGroupOf', code: 'field.required' });
  if (choices.hometowns.length > 1 && !child.hometownOf) problems.push({ field: 'hometownOf', code: 'field.required' });
  if (choices.needsNationality && !child.nationality) problems.push({ field: 'nationality', code: 'field.required' });
  if (isLate(known.evidence.birth.bornOn, on) && !child.lateReason)
    problems.push({ field: 'lateReason', code: 'child.late_reason' });
  if (child.wrongFact && !child.wrongFactNote) problems.push({ field: 'wrongFactNote', code: 'child.wrong_fact_note' });
  if (problems.length) throw new Refusal('input.invalid', 422, { fields: problems });
  return { ...child, fullName };
}

/** Checks the section about the father. The number and the name of a man named must belong together; the caller has read the register. */
export function checkParents(named: NonNullable<Answers['parents']>, found: Parent | undefined, on: string): void {
  const problems: FieldProblem[] = [];
  const need = (field: keyof typeof named) => {
    if (!named[field]) problems.push({ field, code: 'field.required' });
  };
  if (named.father === 'recognised') {
    need('fatherNumber');
    need('fatherName');
    // One answer for "no such number" and "another name", so that nobody can find out whose a number is.
    if (problems.length === 0 && (!found || !sameName(found.fullName, named.fatherName!))) {
      problems.push({ field: 'fatherNumber', code: 'father.number_and_name' });
    }
  }
  if (named.father === 'foreigner') {
    need('foreignFatherName');
    need('foreignFatherBornOn');
    need('foreignFatherNationality');
    need('foreignFatherPassport');
    if (named.foreignFatherNationality === 'VN')
      problems.push({ field: 'foreignFatherNationality', code: 'father.not_foreign' });
    if (named.foreignFatherBornOn && !isPastDate(named.foreignFatherBornOn, on)) {
      problems.push({ field: 'foreignFatherBornOn', code: 'field.date' });
    }
  }
  if (problems.length) throw new Refusal('input.invalid', 422, { fields: problems });
}

function isPastDate(date: string, on: string): boolean {
  const at = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(date) && date < on && date > '1900-01-01';
}

function hasParentsSurname(known: BirthCase, fullName: string): boolean {
  const { family } = splitPersonName(fullName);
  return surnamesOf(known).some(({ surnames }) => surnames.some((surname) => sameName(surname, family)));
}

function surnamesOf(known: BirthCase): { side: Side; surnames: string[] }[] {
  return (
    [
      ['mother', known.evidence.mother],
      ['father', fatherOf(known)],
    ] as const
  )
    .filter(([, parent]) => parent.kind !== 'unknown')
    .map(([side, parent]) => {
      const words = parent.fullName.split(' ');
      // Foreign names carry the surname first or last.
      return { side, surnames: parent.kind === 'foreigner' ? [words[0]!, words.at(-1)!] : [words[0]!] };
    });
}

/**
 * What the second parent must agree to. Surname, ethnic group, hometown and residence of a child are agreed by both
 * parents; without an agreement custom decides, which is the father's (Civil Code art. 26.2, 29.2; Law on Civil Status art.
 * 4.8; Law on Residence art. 12). Recognition needs both (Law on Civil Status art. 25.1), and so does the nationality of a
 * child with a foreign parent (art. 36.1).
 */
export function consentReasons(known: BirthCase): ConsentReason[] {
  const father = fatherOf(known);
  if (father.kind === 'unknown' || known.evidence.mother.kind === 'unknown') return [];
  const reasons: ConsentReason[] = [];
  const choices = choicesOf(known);
  const chosen = completed(known);
  if (needsRecognition(known)) reasons.push('recognition');
  const fathersSurnames = surnamesOf(known).find(({ side }) => side === 'father')?.surnames ?? [];
  const { family } = splitPersonName(known.answers.child?.fullName ?? '');
  if (family && !fathersSurnames.some((surname) => sameName(surname, family))) reasons.push('surname');
  if (choices.ethnicGroups.length > 1) reasons.push('ethnic_group');
  if (choices.hometowns.length > 1 && chosen.hometownOf === 'mother') reasons.push('hometown');
  if (choices.residences.length > 1) reasons.push('residence');
  if (choices.needsNationality) reasons.push('nationality');
  return reasons;
}

/** The parent who did not open the dossier; undefined when there is only one. */
export function secondParent(known: BirthCase, applicantNumber: string): Parent | undefined {
  const other = known.evidence.mother.number === applicantNumber ? fatherOf(known) : known.evidence.mother;
  return other.kind === 'unknown' ? undefined : other;
}

/** How the second parent agrees: signed in, or on paper when they have no e-identity here. */
export function consentWay(known: BirthCase, applicantNumber: string): 'none' | 'online' | 'paper' {
  if (consentReasons(known).length === 0) return 'none';
  return secondParent(known, applicantNumber)?.kind === 'person' ? 'online' : 'paper';
}

/** Where the sources do not agree with each other, or the parent does not agree with them. An officer must resolve each. */
export function contradictionsOf(known: BirthCase): { code: 'father_declared' | 'wrong_fact'; note: string | null }[] {
  const found: { code: 'father_declared' | 'wrong_fact'; note: string | null }[] = [];
  const { fatherDeclaredName: name, fatherDeclaredNumber: number } = known.evidence.birth;
  const father = fatherOf(known);
  const isAnother = number ? number !== father.number : name !== null && !sameName(name, father.fullName);
  if (father.kind !== 'unknown' && isAnother) found.push({ code: 'father_declared', note: name ?? number });
  const { wrongFact, wrongFactNote } = known.answers.child ?? {};
  if (wrongFact) found.push({ code: 'wrong_fact', note: `${wrongFact}: ${wrongFactNote ?? ''}` });
  return found;
}

/** Whether the hospital has corrected, since the dossier was opened, what the parent said was wrong. */
export function wasCorrected(
  before: Evidence['birth'],
  after: Evidence['birth'],
  wrongFact: NonNullable<NonNullable<Answers['child']>['wrongFact']>,
): boolean {
  return before[wrongFact] !== after[wrongFact];
}
