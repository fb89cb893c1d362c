import { unitTaxCode } from '../../../country/index.ts';
import type { Tx } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { type RecordKind, changeFrom, endOn, examineRecord, record } from '../../registry/index.ts';
import { beneficialOwner, branch } from '../kinds.ts';
import { nameProblems, problemsOfCommune, problemsOfControl, problemsOfManagers } from './checks.ts';
import { holdersAfter, payIn, writeHolders } from './holders.ts';
import { type Acting, changeEnterprise, replaceIndustries, replaceRepresentatives } from './parts.ts';
import { consolidateEnterprises, divideEnterprise } from './division.ts';
import { assertNoBranches, mergeEnterprise } from './reorganisation.ts';
import {
  COMPOSITION,
  type KnownPerson,
  problemsOfIndustries,
  problemsOfName,
  problemsOfPerson,
  problemsOfRepresentatives,
  refuseFields,
} from './rules.ts';
import type { ActGiven, ActName } from './schemas.ts';
import {
  type EnterpriseVersion,
  findDeclaredOwners,
  findHolders,
  findOpenBranches,
  findRepresentatives,
  lockNames,
  takeUnit,
} from './store.ts';

/** An act to be done, with the enterprise as it was and what is known of the people whom it names. */
export interface Performed<Name extends ActName = ActName> {
  act: Extract<ActGiven, { act: Name }>;
  before: EnterpriseVersion;
  people: Map<string, KnownPerson>;
  /** Refuses who is not competent for a commune. */
  assertMay(communeCode: string): void;
}

/** What an act does besides leading to another status; the answer is the codes of enterprises that began by it. */
export async function perform(tx: Tx, acting: Acting, done: Performed): Promise<string[] | void> {
  const { act } = done;
  switch (act.act) {
    case 'rename':
      return rename(tx, acting, { ...done, act });
    case 'move':
      refuseFields(problemsOfCommune(act.communeCode));
      return changeEnterprise(tx, acting, { addressLine: act.addressLine, communeCode: act.communeCode });
    case 'change-capital':
      return changeCapital(tx, acting, { ...done, act });
    case 'change-holders':
      return changeHolders(tx, acting, { ...done, act });
    case 'pay-in':
      return payIn(tx, acting, act);
    case 'change-representatives':
      return changeRepresentatives(tx, acting, { ...done, act });
    case 'change-industries':
      refuseFields(problemsOfIndustries(act.industries));
      return replaceIndustries(tx, acting, act.industries);
    case 'convert':
      return convert(tx, acting, { ...done, act });
    case 'open-branch':
      return openBranch(tx, acting, { ...done, act });
    case 'change-branch-head':
      return changeHead(tx, acting, { ...done, act });
    case 'close-branch':
      return closeBranch(tx, acting, act.branchCode);
    case 'declare-beneficial-owner':
      return declareOwner(tx, acting, { ...done, act });
    case 'end-beneficial-owner':
      return endOwner(tx, acting, act.personNumber);
    case 'dissolve':
      return assertNothingLeft(tx, acting, act);
    case 'declare-bankrupt':
      return closeBranches(tx, acting);
    case 'divide':
    case 'separate':
      return divideEnterprise(tx, acting, { ...done, act });
    case 'consolidate':
      return consolidateEnterprises(tx, acting, { ...done, act });
    case 'merge-into':
      return mergeEnterprise(tx, acting, act, (theirs, other) =>
        writeHolders(tx, theirs, {
          given: act.holders,
          form: other.legalForm,
          capital: act.capital,
          people: done.people,
        }),
      );
    default:
      return undefined;
  }
}

async function rename(tx: Tx, acting: Acting, { act, before }: Performed<'rename'>): Promise<void> {
  await lockNames(tx);
  refuseFields([...problemsOfName(before.legalForm, act.name), ...(await nameProblems(tx, act, acting.code))]);
  await changeEnterprise(tx, acting, {
    name: act.name,
    foreignName: act.foreignName ?? null,
    shortName: act.shortName ?? null,
  });
}

async function changeCapital(
  tx: Tx,
  acting: Acting,
  { act, before, people }: Performed<'change-capital'>,
): Promise<void> {
  const { capital } = act;
  await changeEnterprise(tx, acting, { capital });
  const given = await holdersAfter(tx, acting, act.holders);
  await writeHolders(tx, acting, { given, form: before.legalForm, capital, people });
}

async function changeHolders(
  tx: Tx,
  acting: Acting,
  { act, before, people }: Performed<'change-holders'>,
): Promise<void> {
  await writeHolders(tx, acting, { given: act.holders, form: before.legalForm, capital: before.capital, people });
  if (before.legalForm !== 'partnership' && before.legalForm !== 'private-enterprise') return;
  const representatives = await findRepresentatives(tx, acting);
  refuseFields(problemsOfRepresentatives(before.legalForm, representatives, act.holders));
}

async function changeRepresentatives(
  tx: Tx,
  acting: Acting,
  { act, before, people }: Performed<'change-representatives'>,
): Promise<void> {
  const holders = await findHolders(tx, acting);
  refuseFields([
    ...problemsOfRepresentatives(before.legalForm, act.representatives, holders),
    ...problemsOfManagers(act.representatives, people, acting.on),
  ]);
  await replaceRepresentatives(tx, acting, act.representatives, (number) => people.get(number)!.fullName);
}

/** Another legal form under the same code (Law on Enterprises art. 202 to 205). */
async function convert(tx: Tx, acting: Acting, { act, before, people }: Performed<'convert'>): Promise<void> {
  if (act.legalForm === before.legalForm) refuseFields([{ field: 'legalForm', code: 'enterprise.form_already' }]);
  await lockNames(tx);
  const given = await holdersAfter(tx, acting, act.holders);
  // Those who stay have in the new form the part that goes with it.
  const [role] = COMPOSITION[act.legalForm].roles;
  const holders = act.holders ? given : given.map((holder) => ({ ...holder, role: role! }));
  refuseFields([
    ...problemsOfName(act.legalForm, act.name),
    ...(await nameProblems(tx, act, acting.code)),
    ...problemsOfRepresentatives(act.legalForm, act.representatives, holders),
    ...problemsOfManagers(act.representatives, people, acting.on),
  ]);
  await changeEnterprise(tx, acting, {
    legalForm: act.legalForm,
    name: act.name,
    foreignName: act.foreignName ?? null,
    shortName: act.shortName ?? null,
  });
  await writeHolders(tx, acting, { given: holders, form: act.legalForm, capital: before.capital, people });
  await replaceRepresentatives(tx, acting, act.representatives, (number) => people.get(number)!.fullName);
}

async function openBranch(tx: Tx, acting: Acting, { act, people }: Performed<'open-branch'>): Promise<void> {
  const { code, on, grounds } = acting;
  const head = act.headNumber ? people.get(act.headNumber) : undefined;
  refuseFields([
    ...problemsOfCommune(act.communeCode),
    ...(act.headNumber ? problemsOfPerson('headNumber', head, { on, founds: true }) : []),
  ]);
  const unit = await takeUnit(tx, code);
  if (unit === undefined) throw new Refusal('enterprise.units_exhausted', 409);
  const { kind, name, addressLine, communeCode } = act;
  const values = {
    code: unitTaxCode(code, unit),
    enterpriseCode: code,
    kind,
    name,
    addressLine,
    communeCode,
    headNumber: head?.number ?? null,
    headName: head?.fullName ?? null,
  };
  await record(tx, branch, { values, from: on }, grounds);
}

async function changeHead(tx: Tx, acting: Acting, { act, people }: Performed<'change-branch-head'>): Promise<void> {
  const { on, grounds } = acting;
  const head = people.get(act.headNumber);
  refuseFields(problemsOfPerson('headNumber', head, { on, founds: true }));
  await assertOpen(tx, acting, act.branchCode);
  const values = { headNumber: head!.number, headName: head!.fullName };
  await changeFrom(tx, branch, { key: { code: act.branchCode }, from: on, values }, grounds);
  // Who has died is found in the stock: it need not wait for the night that this is put right.
  await examineRecord(tx, branch as unknown as RecordKind, [act.branchCode]);
}

async function assertOpen(tx: Tx, { code, on }: Acting, branchCode: string): Promise<void> {
  const open = await findOpenBranches(tx, { code, on });
  if (!open.some((each) => each.code === branchCode))
    refuseFields([{ field: 'branchCode', code: 'enterprise.branch_unknown' }]);
}

async function closeBranch(tx: Tx, acting: Acting, branchCode: string): Promise<void> {
  const { on, grounds } = acting;
  await assertOpen(tx, acting, branchCode);
  await endOn(tx, branch, { key: { code: branchCode }, from: on }, grounds);
}

async function closeBranches(tx: Tx, { code, on, grounds }: Acting): Promise<void> {
  for (const { code: unit, since } of await findOpenBranches(tx, { code, on }))
    await endOn(tx, branch, { key: { code: unit }, from: since > on ? since : on }, grounds);
}

async function declareOwner(
  tx: Tx,
  { code, on, grounds }: Acting,
  { act, people }: Performed<'declare-beneficial-owner'>,
): Promise<void> {
  const { personNumber, ground, details } = act;
  const person = people.get(personNumber);
  refuseFields([
    ...problemsOfPerson('personNumber', person, { on, founds: false }),
    ...problemsOfControl('details', { ground, details }),
  ]);
  const key = { enterpriseCode: code, personNumber };
  const values = { fullName: person!.fullName, ground, details: details ?? null };
  const declared = await findDeclaredOwners(tx, { code, on });
  if (declared.some((other) => other.personNumber === personNumber))
    await changeFrom(tx, beneficialOwner, { key, from: on, values }, grounds);
  else await record(tx, beneficialOwner, { values: { ...key, ...values }, from: on }, grounds);
}

async function endOwner(tx: Tx, { code, on, grounds }: Acting, personNumber: string): Promise<void> {
  const declared = await findDeclaredOwners(tx, { code, on });
  if (!declared.some((other) => other.personNumber === personNumber))
    refuseFields([{ field: 'personNumber', code: 'enterprise.owner_not_declared' }]);
  await endOn(tx, beneficialOwner, { key: { enterpriseCode: code, personNumber }, from: on }, grounds);
}

/** Art. 207.2, 208: dissolved is who has paid all debts and closed every dependent unit. */
async function assertNothingLeft(tx: Tx, { code, on }: Acting, act: { debtsSettled: boolean }): Promise<void> {
  if (!act.debtsSettled) refuseFields([{ field: 'debtsSettled', code: 'enterprise.debts_left' }]);
  await assertNoBranches(tx, { code, on });
}
