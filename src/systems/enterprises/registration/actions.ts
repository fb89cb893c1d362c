import { unitTaxCode } from '../../../country/index.ts';
import { today } from '../../../kernel/clock.ts';
import type { Tx } from '../../../kernel/db.ts';
import { type FieldProblem, Refusal } from '../../../kernel/refusal.ts';
import type { House } from '../../../kernel/system.ts';
import type { CallContext } from '../../exchange/index.ts';
import { type Grounds, changeFrom, endOn, record } from '../../registry/index.ts';
import { communeOn } from '../../territories/index.ts';
import { beneficialOwner, branch, enterprise } from '../kinds.ts';
import { type Filed, type FilingBasis, assertCompetent, fileOnce } from './filing.ts';
import { conflictsOf, namesOf, problemsOfConflicts } from './names.ts';
import {
  type Acting,
  changeEnterprise,
  checkHolders,
  checkUnlimitedLiability,
  replaceHolders,
  replaceIndustries,
  replaceRepresentatives,
} from './parts.ts';
import { holdersAfter, payIn, writeHolders } from './holders.ts';
import { knowPeople } from './people.ts';
import { assertNoBranches, mergeEnterprise } from './reorganisation.ts';
import {
  COMPOSITION,
  type KnownPerson,
  assertEffect,
  assertSuspension,
  problemsOfHolders,
  problemsOfIndustries,
  problemsOfName,
  problemsOfPerson,
  problemsOfRepresentatives,
  refuseFields,
  statusAfter,
} from './rules.ts';
import type { ActGiven, ActName, HolderGiven, Registration, RepresentativeGiven } from './schemas.ts';
import {
  type EnterpriseVersion,
  type Filing,
  dayOverCapital,
  findDeclaredOwners,
  findEnterprise,
  findHolders,
  findOpenBranches,
  findRepresentatives,
  lockEnterprise,
  lockNames,
  takeCode,
  takeUnit,
} from './store.ts';

/**
 * Registers an enterprise under a new code, from today on: its names, capital, holders, representatives and lines of
 * business, all or nothing. Refuses beside the fields what the Law on Enterprises does not allow: a name that is taken, people
 * who cannot found, parts that do not add up to the capital; and who is not the registrar of the province.
 */
export async function registerEnterprise(
  house: House,
  given: { registration: Registration; basis: FilingBasis },
  context: CallContext,
): Promise<Filing> {
  const { registration, basis } = given;
  assertCompetent(context, registration.communeCode);
  const people = await knowPeople(house, numbersIn(registration), context);
  return fileOnce(house, context, basis, (tx, grounds) => enterNew(tx, { registration, people, grounds }));
}

/** Everybody whom a filing names. */
function numbersIn(said: {
  holders?: readonly HolderGiven[];
  representatives?: readonly RepresentativeGiven[];
  beneficialOwners?: readonly { personNumber: string }[];
}): string[] {
  return [
    ...(said.holders ?? []).map(({ holder }) => holder),
    ...(said.representatives ?? []).map(({ personNumber }) => personNumber),
    ...(said.beneficialOwners ?? []).map(({ personNumber }) => personNumber),
  ];
}

async function enterNew(
  tx: Tx,
  { registration, people, grounds }: { registration: Registration; people: Map<string, KnownPerson>; grounds: Grounds },
): Promise<Filed> {
  const on = today();
  const { legalForm, capital, holders, representatives, industries, communeCode, addressLine } = registration;
  await lockNames(tx);
  const founders = await checkHolders(tx, holders, { code: null, on, founds: () => true, people });
  refuseFields([
    ...problemsOfName(legalForm, registration.name),
    ...problemsOfCommune(communeCode),
    ...problemsOfIndustries(industries),
    ...problemsOfHolders(legalForm, holders, capital),
    ...founders.problems,
    ...(await checkUnlimitedLiability(tx, holders, { code: null, on, isPrivate: legalForm === 'private-enterprise' })),
    ...problemsOfRepresentatives(legalForm, representatives, holders),
    ...problemsOfManagers(representatives, people, on),
    ...problemsOfOwners(registration.beneficialOwners ?? [], people, on),
    ...(await nameProblems(tx, registration, null)),
  ]);
  const code = await takeCode(tx);
  if (!code) throw new Refusal('enterprise.codes_exhausted', 503);
  const acting: Acting = { code, on, grounds };
  const values = {
    code,
    name: registration.name,
    foreignName: registration.foreignName ?? null,
    shortName: registration.shortName ?? null,
    legalForm,
    status: 'operating' as const,
    capital,
    foundedOn: on,
    addressLine,
    communeCode,
  };
  await record(tx, enterprise, { values, from: on }, grounds);
  await replaceHolders(tx, acting, holders, (holder) => founders.names.get(holder)!);
  await replaceRepresentatives(tx, acting, representatives, (number) => people.get(number)!.fullName);
  await replaceIndustries(tx, acting, industries);
  for (const { personNumber, ground, details } of registration.beneficialOwners ?? []) {
    const said = { enterpriseCode: code, personNumber, ground, details: details ?? null };
    const values = { ...said, fullName: people.get(personNumber)!.fullName };
    await record(tx, beneficialOwner, { values, from: on }, grounds);
  }
  return { subject: code, kind: 'register', effectiveOn: on, onCertificate: true };
}

function problemsOfCommune(communeCode: string): FieldProblem[] {
  return communeOn(communeCode, today()) ? [] : [{ field: 'communeCode', code: 'enterprise.commune_unknown' }];
}

function problemsOfManagers(
  representatives: readonly RepresentativeGiven[],
  people: Map<string, KnownPerson>,
  on: string,
): FieldProblem[] {
  return representatives.flatMap(({ personNumber }, i) =>
    problemsOfPerson(`representatives.${i}.personNumber`, people.get(personNumber), { on, founds: true }),
  );
}

function problemsOfOwners(
  owners: readonly { personNumber: string; ground: string; details?: string }[],
  people: Map<string, KnownPerson>,
  on: string,
): FieldProblem[] {
  return owners.flatMap(({ personNumber, ground, details }, i): FieldProblem[] => [
    ...problemsOfPerson(`beneficialOwners.${i}.personNumber`, people.get(personNumber), { on, founds: false }),
    ...(ground === 'control' && !details
      ? [{ field: `beneficialOwners.${i}.details`, code: 'enterprise.control_unexplained' }]
      : []),
  ]);
}

async function nameProblems(
  tx: Tx,
  given: { name: string; foreignName?: string; shortName?: string; toldApart?: boolean },
  except: string | null,
): Promise<FieldProblem[]> {
  const conflicts = await conflictsOf(tx, namesOf(given), { on: today(), except });
  return problemsOfConflicts(conflicts, given.toldApart ?? false);
}

/** What is filed about an enterprise. */
export interface ActAsked {
  code: string;
  /** From which day it is so. */
  on: string;
  act: ActGiven;
  basis: FilingBasis;
}

/** Acts after which the certificate says something else (Law on Enterprises art. 28, 30). */
const ON_CERTIFICATE: readonly ActName[] = [
  'rename',
  'move',
  'change-capital',
  'change-representatives',
  'change-holders',
  'convert',
];
const WITH_HOLDERS_ON_CERTIFICATE: readonly string[] = ['llc-one-member', 'llc-more-members', 'partnership'];

/**
 * Files an act about an enterprise: a change, a suspension, its end. Locks the enterprise, refuses what its status or the law
 * does not allow, does it with its grounds, and writes the filing: all or nothing, once for each key.
 */
export async function fileAct(house: House, asked: ActAsked, context: CallContext): Promise<Filing> {
  const { code, on, act, basis } = asked;
  const numbers = [
    ...numbersIn(act as Parameters<typeof numbersIn>[0]),
    ...('personNumber' in act ? [act.personNumber] : []),
    ...('headNumber' in act && act.headNumber ? [act.headNumber] : []),
  ];
  const people = await knowPeople(house, numbers, context);
  return fileOnce(house, context, basis, async (tx, grounds) => {
    if (!(await lockEnterprise(tx, code))) throw new Refusal('enterprise.unknown', 404, { values: { code } });
    const before = await findEnterprise(tx, { code, on });
    if (!before) throw new Refusal('register.not_valid_then', 409, { values: { date: on } });
    assertCompetent(context, act.act === 'move' ? act.communeCode : before.communeCode);
    const status = statusAfter(act.act, before.status);
    if (act.act === 'suspend') assertSuspension({ from: on, until: act.until, filedOn: today() });
    else assertEffect({ on, filedOn: today(), since: before.since });
    await perform(tx, { code, on, grounds }, { act, before, people });
    if (status) {
      await changeEnterprise(
        tx,
        { code, on, grounds },
        { status, suspendedUntil: act.act === 'suspend' ? act.until : null },
      );
      // It goes on by itself when the time is over.
      if (act.act === 'suspend')
        await changeEnterprise(tx, { code, on: act.until, grounds }, { status: 'operating', suspendedUntil: null });
    }
    const day = await dayOverCapital(tx, code);
    if (day) throw new Refusal('enterprise.shares_over_capital_on', 409, { values: { date: day } });
    const onCertificate =
      ON_CERTIFICATE.includes(act.act) &&
      (act.act !== 'change-holders' || WITH_HOLDERS_ON_CERTIFICATE.includes(before.legalForm));
    return { subject: code, kind: act.act, effectiveOn: on, onCertificate };
  });
}

interface Performed<Name extends ActName = ActName> {
  act: Extract<ActGiven, { act: Name }>;
  before: EnterpriseVersion;
  people: Map<string, KnownPerson>;
}

/** What an act does besides leading to another status. */
async function perform(tx: Tx, acting: Acting, done: Performed): Promise<void> {
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

async function closeBranch(tx: Tx, { code, on, grounds }: Acting, branchCode: string): Promise<void> {
  const open = await findOpenBranches(tx, { code, on });
  if (!open.some((each) => each.code === branchCode))
    refuseFields([{ field: 'branchCode', code: 'enterprise.branch_unknown' }]);
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
    ...(ground === 'control' && !details ? [{ field: 'details', code: 'enterprise.control_unexplained' }] : []),
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

/** The answer of a filing, as services give it. */
export function filingAnswer(filing: Filing): { code: string; number: string; effectiveOn: string } {
  return { code: filing.subject, number: filing.number, effectiveOn: filing.effectiveOn };
}
