import { Type } from 'typebox';
import { communeCommitteeCode, foldVietnamese, provincialFinanceCode } from '../../../country/index.ts';
import { today } from '../../../kernel/clock.ts';
import type { Queryable, Tx } from '../../../kernel/db.ts';
import { parse } from '../../../kernel/input.ts';
import { type FieldProblem, Refusal } from '../../../kernel/refusal.ts';
import type { House } from '../../../kernel/system.ts';
import type { CallContext } from '../../exchange/index.ts';
import type { Grounds } from '../../registry/index.ts';
import { communeOn, provinceOf } from '../../territories/index.ts';
import { readAct, registrationIn, textOf } from '../forms/reading.ts';
import { readHouseholdAct } from '../forms/household-reading.ts';
import { enterHouseholdAct } from '../household/entering.ts';
import { findHousehold } from '../household/store.ts';
import { enterAct } from '../registration/actions.ts';
import { numbersIn, numbersOfAct } from '../registration/checks.ts';
import type { Filed } from '../registration/filing.ts';
import { enterNew } from '../registration/founding.ts';
import { knowPeople } from '../registration/people.ts';
import { type KnownPerson, isPerson, refuseFields } from '../registration/rules.ts';
import {
  type ActGiven,
  CivilDate,
  type HolderGiven,
  Registration,
  type RepresentativeGiven,
} from '../registration/schemas.ts';
import { findDeclaredOwners, findEnterprise, findHolders, findRepresentatives } from '../registration/store.ts';
import { type Content, type FormTyped, type Matter, isHouseholdMatter } from './schemas.ts';
import { type Application, representedBy } from './store.ts';

/** What is about to be handed in, and what follows from it. */
export interface Prepared {
  content: Content;
  people: Map<string, KnownPerson>;
  /** Who must agree, and what the registers call them. */
  parties: { party: string; name: string }[];
  subjectName: string;
  /** Which office decides: its province, or its commune for a household business. */
  territoryCode: string;
}

type Asked = Pick<Application, 'applicant' | 'applicantName' | 'matter' | 'subject'>;

/**
 * Reads a form that is handed in. Refuses beside its fields what no schema takes, and people whose name is not the one that
 * belongs to the number: nobody learns by it whom a number belongs to. Refuses `enterprise.not_representative`.
 */
export async function prepare(
  house: House,
  asked: Asked & { form: FormTyped },
  context: CallContext,
): Promise<Prepared> {
  const { matter } = asked;
  if (matter === 'register') return prepareRegistration(house, asked, context);
  if (isHouseholdMatter(matter)) return prepareHousehold(house, { ...asked, matter }, context);
  return prepareChange(house, { ...asked, matter }, context);
}

async function prepareRegistration(
  house: House,
  { applicant, applicantName, form }: Asked & { form: FormTyped },
  context: CallContext,
): Promise<Prepared> {
  const registration = parse(Registration, registrationIn(form));
  const numbers = numbersIn(registration);
  const people = await knowPeople(house, numbers, context);
  const db = house.db.as('enterprises');
  const named = [
    ...registration.holders.map(({ holder }) => holder),
    ...registration.representatives.map(({ personNumber }) => personNumber),
  ];
  refuseFields([
    ...(named.includes(applicant) ? [] : [{ field: 'holders', code: 'enterprise.applicant_not_named' }]),
    ...problemsOfNames(form, { known: [applicant], people }),
  ]);
  const names = await namesOf(db, numbers, people);
  const own = await ownParties(db, applicant);
  return {
    content: { registration, names: { ...names, [applicant]: applicantName } },
    people,
    parties: partiesOf(named, { own, names }),
    subjectName: registration.name,
    territoryCode: provinceOfCommune(registration.communeCode),
  };
}

async function prepareChange(
  house: House,
  { applicant, matter, subject, form }: Asked & { form: FormTyped },
  context: CallContext,
): Promise<Prepared> {
  const db = house.db.as('enterprises');
  const code = subject!;
  const on = today();
  const [found, holders, representatives, owners] = await Promise.all([
    findEnterprise(db, { code, on }),
    findHolders(db, { code, on }),
    findRepresentatives(db, { code, on }),
    findDeclaredOwners(db, { code, on }),
  ]);
  if (!found) throw new Refusal('enterprise.unknown', 404, { values: { code } });
  if (!representatives.some(({ personNumber }) => personNumber === applicant))
    throw new Refusal('enterprise.not_representative', 403);
  const act = readAct(matter as ActGiven['act'], form, found.legalForm);
  const numbers = numbersOfAct(act);
  const people = await knowPeople(house, numbers, context);
  const known = [
    applicant,
    ...holders.map(({ holder }) => holder),
    ...representatives.map(({ personNumber }) => personNumber),
    ...owners.map(({ personNumber }) => personNumber),
  ];
  refuseFields(problemsOfNames(form, { known, people }));
  const names = {
    ...Object.fromEntries(holders.map(({ holder, holderName }) => [holder, holderName])),
    ...Object.fromEntries(owners.map(({ personNumber, fullName }) => [personNumber, fullName])),
    ...(await namesOf(db, numbers, people)),
  };
  const touched = [
    ...('holders' in act && act.holders ? changedHolders(holders, act.holders) : []),
    ...('representatives' in act ? newRepresentatives(representatives, act.representatives) : []),
  ];
  const suspendedFrom = act.act === 'suspend' ? { on: parseDay(form.on) } : {};
  return {
    content: { change: { code, act, ...suspendedFrom }, names },
    people,
    parties: partiesOf(touched, { own: await ownParties(db, applicant), names }),
    subjectName: found.name,
    territoryCode: provinceOfCommune(act.act === 'move' ? act.communeCode : found.communeCode),
  };
}

async function prepareHousehold(
  house: House,
  {
    applicant,
    applicantName,
    matter,
    form,
  }: Asked & { form: FormTyped; matter: Parameters<typeof readHouseholdAct>[0] },
  context: CallContext,
): Promise<Prepared> {
  const household = readHouseholdAct(matter, form);
  const people = await knowPeople(house, [applicant], context);
  const before = await findHousehold(house.db.as('enterprises'), { code: applicant, on: today() });
  const communeCode = 'communeCode' in household ? household.communeCode : before?.communeCode;
  if (communeCode === undefined) throw new Refusal('enterprise.household_unknown', 409);
  provinceOfCommune(communeCode);
  return {
    content: { household, names: { [applicant]: applicantName } },
    people,
    parties: [],
    subjectName: 'name' in household ? household.name : before!.name,
    territoryCode: communeCode,
  };
}

/** What doing a submission needs besides it. */
interface Doing {
  applicant: string;
  people: Map<string, KnownPerson>;
  grounds: Grounds;
  filedOn: string;
  toldApart: boolean;
  assertMay(communeCode: string): void;
}

/** Does in the register what was handed in, or refuses it beside the fields. */
export async function enterContent(tx: Tx, content: Content, doing: Doing): Promise<Filed> {
  const { applicant, people, grounds, filedOn, toldApart, assertMay } = doing;
  if (content.registration) {
    assertMay(content.registration.communeCode);
    return enterNew(tx, { registration: { ...content.registration, toldApart }, people, grounds });
  }
  if (content.household) {
    const asked = { owner: applicant, act: content.household, person: people.get(applicant) };
    return enterHouseholdAct(tx, { ...asked, grounds, filedOn, assertMay });
  }
  const { code, on = today(), act: given } = content.change!;
  const act = given.act === 'rename' ? { ...given, toldApart } : given;
  return enterAct(tx, { code, on, act, people, grounds, filedOn, assertMay });
}

/** Everybody whom a submission names by a personal number. */
export function numbersOfContent({ registration, change }: Content, applicant: string): string[] {
  return [applicant, ...(registration ? numbersIn(registration) : []), ...(change ? numbersOfAct(change.act) : [])];
}

/** The code of the office that decides. */
export const officeOf = (matter: Matter, territoryCode: string): string =>
  isHouseholdMatter(matter)
    ? communeCommitteeCode(territoryCode, provinceOfCommune(territoryCode))
    : provincialFinanceCode(territoryCode);

/** The names that the registers have for numbers and codes. */
async function namesOf(
  db: Queryable,
  numbers: readonly string[],
  people: Map<string, KnownPerson>,
): Promise<Record<string, string>> {
  const names: Record<string, string> = {};
  for (const number of new Set(numbers)) {
    const name = isPerson(number)
      ? people.get(number)?.fullName
      : (await findEnterprise(db, { code: number, on: today() }))?.name;
    if (name !== undefined) names[number] = name;
  }
  return names;
}

/** For whom somebody answers: themselves, and the enterprises that they represent. */
export async function ownParties(db: Queryable, person: string): Promise<string[]> {
  return [person, ...(await representedBy(db, { person, on: today() }))];
}

function partiesOf(
  touched: readonly string[],
  { own, names }: { own: readonly string[]; names: Record<string, string> },
): { party: string; name: string }[] {
  const parties = [...new Set(touched)].filter((party) => !own.includes(party));
  return parties.flatMap((party) => (names[party] === undefined ? [] : [{ party, name: names[party] }]));
}

/** Who takes a part, gives one up, or has another one than before. */
function changedHolders(now: readonly HolderGiven[], given: readonly HolderGiven[]): string[] {
  const isSame = (one: HolderGiven, other: HolderGiven) =>
    one.holder === other.holder && one.role === other.role && one.contribution === other.contribution;
  return [
    ...given.filter((one) => !now.some((other) => isSame(one, other))),
    ...now.filter(({ holder }) => !given.some((other) => other.holder === holder)),
  ].map(({ holder }) => holder);
}

const newRepresentatives = (now: readonly RepresentativeGiven[], given: readonly RepresentativeGiven[]): string[] =>
  given.map(({ personNumber }) => personNumber).filter((one) => !now.some(({ personNumber }) => personNumber === one));

const ROW = /^(holders|representatives|beneficialOwners)\.(\d{1,2})\.(holder|personNumber)$/;

/** People whom the form names by numbers that do not belong to the names beside them. */
function problemsOfNames(
  form: FormTyped,
  { known, people }: { known: readonly string[]; people: Map<string, KnownPerson> },
): FieldProblem[] {
  return Object.entries(form).flatMap(([field, typed]): FieldProblem[] => {
    const row = ROW.exec(field);
    const nameField = row
      ? `${row[1]}.${row[2]}.name`
      : { personNumber: 'fullName', headNumber: 'headName' }[field as 'personNumber' | 'headNumber'];
    const number = textOf(typed)?.replace(/\s/g, '');
    if (nameField === undefined || number === undefined || !isPerson(number) || known.includes(number)) return [];
    const name = textOf(form[nameField]);
    if (name === undefined) return [{ field: nameField, code: 'enterprise.name_of_person_needed' }];
    const registered = people.get(number)?.fullName;
    const isTheirs = registered !== undefined && foldVietnamese(registered) === foldVietnamese(name);
    return isTheirs ? [] : [{ field, code: 'enterprise.person_unknown' }];
  });
}

function parseDay(typed: string | undefined): string {
  return parse(Type.Object({ on: CivilDate }), { on: typed }).on;
}

function provinceOfCommune(communeCode: string): string {
  const province = communeOn(communeCode, today()) && provinceOf(communeCode, today());
  if (!province) return refuseFields([{ field: 'communeCode', code: 'enterprise.commune_unknown' }]) as never;
  return province.code;
}
