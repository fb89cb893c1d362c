import type { Tx } from '../../../kernel/db.ts';
import type { FieldProblem } from '../../../kernel/refusal.ts';
import { type Grounds, changeFrom, endOn, record } from '../../registry/index.ts';
import { enterprise, industry, memberOrShareholder, representative } from '../kinds.ts';
import { type KnownPerson, dueOnOf, isPerson, problemsOfPerson } from './rules.ts';
import type { HolderGiven, RepresentativeGiven } from './schemas.ts';
import {
  type EnterpriseVersion,
  findEnterprise,
  findHolders,
  findIndustries,
  findRepresentatives,
  hasHouseholdBusiness,
  laterVersions,
  unlimitedLiabilities,
} from './store.ts';

/** What an act is done to, from when, and on which grounds. */
export interface Acting {
  code: string;
  on: string;
  grounds: Grounds;
}

type EnterpriseSaid = { [Field in Exclude<keyof EnterpriseVersion, 'code' | 'since'>]?: EnterpriseVersion[Field] };

/** Changes an enterprise from a day on: the version of that day, and those that are known to follow it. */
export async function changeEnterprise(tx: Tx, { code, on, grounds }: Acting, values: EnterpriseSaid): Promise<void> {
  await changeFrom(tx, enterprise, { key: { code }, from: on, values }, grounds);
  for (const from of await laterVersions(tx, { code, on }))
    await changeFrom(tx, enterprise, { key: { code }, from, values }, grounds);
}

/** Makes the members or shareholders those given, from a day on: who is new begins, who changed changes, who is missing ends. */
export async function replaceHolders(
  tx: Tx,
  { code, on, grounds }: Acting,
  given: readonly HolderGiven[],
  nameOf: (holder: string) => string,
): Promise<void> {
  const now = await findHolders(tx, { code, on });
  for (const { holder } of now)
    if (!given.some((other) => other.holder === holder))
      await endOn(tx, memberOrShareholder, { key: { enterpriseCode: code, holder }, from: on }, grounds);
  for (const { holder, role, contribution, paidIn } of given) {
    const before = now.find((other) => other.holder === holder);
    const said = { role, contribution, paidIn, holderName: nameOf(holder) };
    const key = { enterpriseCode: code, holder };
    if (!before) {
      const values = { ...key, ...said, dueOn: dueOnOf(on) };
      await record(tx, memberOrShareholder, { values, from: on }, grounds);
    } else if (
      before.role !== role ||
      before.contribution !== contribution ||
      before.paidIn !== paidIn ||
      before.holderName !== said.holderName
    ) {
      // What is newly promised has 90 days of its own.
      const due = contribution > before.contribution ? { dueOn: dueOnOf(on) } : {};
      await changeFrom(tx, memberOrShareholder, { key, from: on, values: { ...said, ...due } }, grounds);
    }
  }
}

/** Makes the legal representatives those given, from a day on. */
export async function replaceRepresentatives(
  tx: Tx,
  { code, on, grounds }: Acting,
  given: readonly RepresentativeGiven[],
  nameOf: (person: string) => string,
): Promise<void> {
  const now = await findRepresentatives(tx, { code, on });
  for (const { personNumber } of now)
    if (!given.some((other) => other.personNumber === personNumber))
      await endOn(tx, representative, { key: { enterpriseCode: code, personNumber }, from: on }, grounds);
  for (const { personNumber, title } of given) {
    const before = now.find((other) => other.personNumber === personNumber);
    const key = { enterpriseCode: code, personNumber };
    const values = { title, fullName: nameOf(personNumber) };
    if (!before) await record(tx, representative, { values: { ...key, ...values }, from: on }, grounds);
    else if (before.title !== title || before.fullName !== values.fullName)
      await changeFrom(tx, representative, { key, from: on, values }, grounds);
  }
}

/** Makes the lines of business those given, the first of them the main one, from a day on. */
export async function replaceIndustries(
  tx: Tx,
  { code, on, grounds }: Acting,
  given: readonly string[],
): Promise<void> {
  const now = await findIndustries(tx, { code, on });
  for (const { vsicCode } of now)
    if (!given.includes(vsicCode))
      await endOn(tx, industry, { key: { enterpriseCode: code, vsicCode }, from: on }, grounds);
  for (const [i, vsicCode] of given.entries()) {
    const before = now.find((other) => other.vsicCode === vsicCode);
    const key = { enterpriseCode: code, vsicCode };
    const isMain = i === 0;
    if (!before) await record(tx, industry, { values: { ...key, isMain }, from: on }, grounds);
    else if (before.isMain !== isMain) await changeFrom(tx, industry, { key, from: on, values: { isMain } }, grounds);
  }
}

/** What is wrong with the people and enterprises that are to have a part; `names` gets what they are called. */
export async function checkHolders(
  tx: Tx,
  given: readonly HolderGiven[],
  asked: { code: string | null; on: string; founds(holder: string): boolean; people: Map<string, KnownPerson> },
): Promise<{ problems: FieldProblem[]; names: Map<string, string> }> {
  const { code, on, people } = asked;
  const problems: FieldProblem[] = [];
  const names = new Map<string, string>();
  for (const [i, { holder }] of given.entries()) {
    const field = `holders.${i}.holder`;
    if (isPerson(holder)) {
      const person = people.get(holder);
      problems.push(...problemsOfPerson(field, person, { on, founds: asked.founds(holder) }));
      if (person) names.set(holder, person.fullName);
      continue;
    }
    const other = holder === code ? undefined : await findEnterprise(tx, { code: holder, on });
    if (holder === code) problems.push({ field, code: 'enterprise.holds_itself' });
    else if (!other) problems.push({ field, code: 'enterprise.unknown', values: { code: holder } });
    else if (other.status !== 'operating' && other.status !== 'suspended')
      problems.push({ field, code: 'enterprise.holder_not_operating' });
    if (other) names.set(holder, other.name);
  }
  return { problems, names };
}

/** Art. 188.3, 180.1: who is liable with everything for one enterprise cannot be so for another, nor own a household business. */
export async function checkUnlimitedLiability(
  tx: Tx,
  given: readonly HolderGiven[],
  asked: { code: string | null; on: string; isPrivate: boolean },
): Promise<FieldProblem[]> {
  const problems: FieldProblem[] = [];
  for (const [i, { holder, role }] of given.entries()) {
    if (!isPerson(holder) || !(asked.isPrivate || role === 'general-partner')) continue;
    const field = `holders.${i}.holder`;
    const [other] = await unlimitedLiabilities(tx, { person: holder, on: asked.on, except: asked.code });
    if (other) problems.push({ field, code: 'enterprise.liable_already', values: { other } });
    else if (await hasHouseholdBusiness(tx, { person: holder, on: asked.on }))
      problems.push({ field, code: 'enterprise.has_household_business' });
  }
  return problems;
}
