import { ageOn, checkPersonName, normalizePersonName, sameName } from '../../../country/index.ts';
import { type FieldProblem, Refusal } from '../../../kernel/refusal.ts';
import { type ChangeKind, DETAIL_FIELDS, type DetailField, type Details } from '../choices.ts';
import { type EntryPerson, assertResident } from '../entry/rules.ts';

/** Which details each kind is about. */
const ABOUT: Record<ChangeKind, readonly DetailField[]> = {
  name: ['fullName'],
  correction: ['fullName', 'sex', 'bornOn', 'birthPlace', 'hometown'],
  supplement: ['birthPlace', 'hometown', 'ethnicGroup'],
  'ethnic-group': ['ethnicGroup'],
};

/** From full 9 years nobody's name is changed against their will (Civil Code art. 27.2, 28.2). */
export const NAME_CONSENT_FROM_YEARS = 9;
/** From full 15 years nobody's ethnic group (Civil Code art. 29.4). */
export const GROUP_CONSENT_FROM_YEARS = 15;

/** A change as asked for. */
export interface WantedChange {
  kind: ChangeKind;
  person: EntryPerson;
  before: Details;
  after: Details;
  consented: boolean;
  /** Groups of the father and the mother. */
  parentsGroups: readonly string[];
  /** The commune that keeps the birth entry. */
  birthCommune?: string;
}

/** The details as the register keeps them. */
export const tidied = (after: Details): Details => ({
  ...after,
  ...(after.fullName ? { fullName: normalizePersonName(after.fullName) } : {}),
});

/** Refuses a change that the law does not allow. */
export function assertMayChange(wanted: WantedChange, office: { communeCode: string; on: string }): void {
  const { kind, person, before, after, consented, parentsGroups, birthCommune } = wanted;
  const given = DETAIL_FIELDS.filter((field) => after[field] !== undefined);
  const foreign = given.filter((field) => !ABOUT[kind].includes(field));
  if (foreign.length)
    throw new Refusal('change.not_of_this_kind', 422, {
      fields: foreign.map((field) => ({ field, code: 'change.not_of_this_kind' })),
    });
  if (!given.some((field) => before[field] !== after[field])) throw new Refusal('change.nothing_new', 422);
  assertName(before, after);
  if (after.bornOn && after.bornOn > office.on) throw new Refusal('entry.in_future', 422);
  const filled = given.filter((field) => before[field] !== undefined);
  if (kind === 'supplement' && filled.length)
    throw new Refusal('change.there_already', 409, {
      fields: filled.map((field) => ({ field, code: 'change.there_already' })),
    });
  if (kind === 'ethnic-group' && !parentsGroups.includes(after.ethnicGroup!))
    throw new Refusal('change.group_of_neither', 422);
  assertConsent(kind, person, consented, office.on);
  if (birthCommune !== office.communeCode) assertResident([person], office.communeCode);
}

function assertName(before: Details, after: Details): void {
  if (after.fullName === undefined || (before.fullName && sameName(before.fullName, after.fullName))) return;
  const problems = checkPersonName(after.fullName);
  const fields: FieldProblem[] = problems.map((code) => ({ field: 'fullName', code }));
  if (fields.length) throw new Refusal('birth.name_refused', 422, { fields });
}

function assertConsent(kind: ChangeKind, { bornOn }: EntryPerson, consented: boolean, on: string): void {
  const years =
    kind === 'name' ? NAME_CONSENT_FROM_YEARS : kind === 'ethnic-group' ? GROUP_CONSENT_FROM_YEARS : undefined;
  if (years !== undefined && bornOn && ageOn(bornOn, on) >= years && !consented)
    throw new Refusal('change.consent_missing', 422, { values: { years } });
}
