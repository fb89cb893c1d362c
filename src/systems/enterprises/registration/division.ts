import type { Tx } from '../../../kernel/db.ts';
import { type FieldProblem, Refusal } from '../../../kernel/refusal.ts';
import { mergeInto, splitInto } from '../../registry/index.ts';
import { enterprise } from '../kinds.ts';
import { nameProblems, problemsOfCommune, problemsOfManagers } from './checks.ts';
import { type Acting, replaceHolders, replaceIndustries, replaceRepresentatives } from './parts.ts';
import { assertNoBranches, endParts, endWhatFollows } from './reorganisation.ts';
import {
  COMPOSITION,
  ENDED,
  type KnownPerson,
  mayFile,
  problemsOfHolders,
  problemsOfName,
  problemsOfRepresentatives,
  refuseFields,
} from './rules.ts';
import type { ActGiven, HolderGiven, SuccessorGiven } from './schemas.ts';
import {
  type EnterpriseVersion,
  type Holder,
  findEnterprise,
  findHolders,
  findIndustries,
  lockEnterprise,
  lockNames,
  takeCode,
} from './store.ts';

type Act<Name extends ActGiven['act']> = Extract<ActGiven, { act: Name }>;

interface Reorganising {
  before: EnterpriseVersion;
  people: Map<string, KnownPerson>;
  /** Refuses who is not competent where a new company has its head office. */
  assertMay(communeCode: string): void;
}

/** Only companies are divided or consolidated (Law on Enterprises art. 198.1, 200.1); a partnership and a private enterprise are not divided. */
const DIVISIBLE: readonly string[] = ['llc-one-member', 'llc-more-members', 'joint-stock'];

/**
 * Division (chia, art. 198: this one ends) and separation (tách, art. 199: it goes on with what is left). The capital is divided
 * exactly; whoever has a part in the old company has the same share of each. The answer is the codes of the new ones.
 */
export async function divideEnterprise(
  tx: Tx,
  acting: Acting,
  { act, before, people, assertMay }: Reorganising & { act: Act<'divide'> | Act<'separate'> },
): Promise<string[]> {
  const { code, on } = acting;
  if (!DIVISIBLE.includes(before.legalForm)) throw new Refusal('enterprise.form_not_divided', 409);
  const rest = act.act === 'separate' ? before.capital - sumOf(act.parts) : 0;
  if (act.act === 'separate' ? rest <= 0 : sumOf(act.parts) !== before.capital)
    refuseFields([{ field: 'parts', code: 'enterprise.capital_not_divided' }]);
  const [holders, industries] = [await findHolders(tx, { code, on }), await findIndustries(tx, { code, on })];
  const lines = industries.map(({ vsicCode }) => vsicCode);
  const parts = await successors(tx, acting, {
    given: act.parts.map((part, i) => ({ part, at: `parts.${i}.` })),
    legalForm: before.legalForm,
    holdersOf: (capital) => shareOut(holders, { of: before.capital, to: capital }),
    people,
    assertMay,
  });
  if (act.act === 'divide') {
    await assertNoBranches(tx, acting);
    await endWhatFollows(tx, acting);
  }
  const names = namesOf(holders);
  const goesOn = act.act === 'separate' ? [{ key: { code }, values: { capital: rest } }] : [];
  await splitInto(
    tx,
    enterprise,
    {
      from: { code },
      into: [...goesOn, ...parts.map(({ values }) => ({ key: { code: values.code }, values }))],
      on,
      whileBoth: async () => {
        if (act.act === 'divide') await endParts(tx, acting);
        else
          await replaceHolders(tx, acting, shareOut(holders, { of: before.capital, to: rest }), (who) =>
            names.get(who)!,
          );
        for (const part of parts) await enterParts(tx, acting, { part, industries: lines, names, people });
      },
    },
    acting.grounds,
  );
  return parts.map(({ values }) => values.code);
}

/**
 * Consolidation (hợp nhất, art. 200): this company and others end and go on in a new one, which has the capital of all; whoever had
 * a part keeps what was contributed. The answer is the code of the new one.
 */
export async function consolidateEnterprises(
  tx: Tx,
  acting: Acting,
  { act, before, people, assertMay }: Reorganising & { act: Act<'consolidate'> },
): Promise<string[]> {
  const { code, on } = acting;
  const olds = [before];
  for (const [i, other] of act.others.entries()) {
    const found =
      other !== code && (await lockEnterprise(tx, other)) ? await findEnterprise(tx, { code: other, on }) : undefined;
    if (!found || ENDED.includes(found.status) || olds.some((one) => one.code === other))
      refuseFields([{ field: `others.${i}`, code: 'enterprise.unknown', values: { code: other } }]);
    if (!mayFile('consolidate', found!.status))
      throw new Refusal('enterprise.status_does_not_allow', 409, { values: { act: act.act, status: found!.status } });
    olds.push(found!);
  }
  if (olds.some(({ legalForm }) => legalForm === 'private-enterprise'))
    throw new Refusal('enterprise.form_not_divided', 409);
  const capital = olds.reduce((sum, each) => sum + each.capital, 0);
  if (act.whole.capital !== capital)
    refuseFields([{ field: 'whole.capital', code: 'enterprise.capital_not_joined', values: { capital } }]);
  const held: Holder[] = [];
  const lines = new Set<string>();
  for (const { code: old } of olds) {
    held.push(...(await findHolders(tx, { code: old, on })));
    for (const { vsicCode } of await findIndustries(tx, { code: old, on })) lines.add(vsicCode);
  }
  if (held.some(({ holder }) => olds.some((one) => one.code === holder)))
    refuseFields([{ field: 'others', code: 'enterprise.holds_itself' }]);
  const [usual] = COMPOSITION[before.legalForm].roles;
  const joined = together(held).map((holder) => ({
    ...holder,
    role: before.legalForm === 'partnership' ? holder.role : usual!,
  }));
  const [part] = await successors(tx, acting, {
    given: [{ part: act.whole, at: 'whole.' }],
    legalForm: before.legalForm,
    holdersOf: () => joined,
    people,
    assertMay,
  });
  for (const { code: old } of olds) {
    await assertNoBranches(tx, { code: old, on });
    await endWhatFollows(tx, { ...acting, code: old });
  }
  await mergeInto(
    tx,
    enterprise,
    {
      from: olds.map((old) => ({ code: old.code })),
      into: { code: part!.values.code },
      on,
      values: part!.values,
      whileBoth: async () => {
        for (const { code: old } of olds) await endParts(tx, { ...acting, code: old });
        await enterParts(tx, acting, { part: part!, industries: [...lines], names: namesOf(held), people });
      },
    },
    acting.grounds,
  );
  return [part!.values.code];
}

const sumOf = (parts: readonly SuccessorGiven[]): number => parts.reduce((sum, { capital }) => sum + capital, 0);
const namesOf = (holders: readonly Holder[]) => new Map(holders.map(({ holder, holderName }) => [holder, holderName]));

/** The same shares of another capital, in whole VND that add up: what is left over of the rounding goes to the largest. */
function shareOut(holders: readonly HolderGiven[], { of, to }: { of: number; to: number }): HolderGiven[] {
  const part = (amount: number) => Number((BigInt(amount) * BigInt(to)) / BigInt(of));
  const shared = holders.map(({ holder, role, contribution, paidIn }) => ({
    holder,
    role,
    contribution: part(contribution),
    paidIn: part(paidIn),
  }));
  const wanted = part(holders.reduce((sum, { contribution }) => sum + contribution, 0));
  const left = wanted - shared.reduce((sum, { contribution }) => sum + contribution, 0);
  const largest = shared.reduce((one, other) => (other.contribution > one.contribution ? other : one));
  largest.contribution += left;
  return shared;
}

/** Who had parts in several companies has their sum. */
function together(held: readonly Holder[]): HolderGiven[] {
  const sums = new Map<string, HolderGiven>();
  for (const { holder, role, contribution, paidIn } of held) {
    const before = sums.get(holder);
    sums.set(holder, {
      holder,
      role,
      contribution: contribution + (before?.contribution ?? 0),
      paidIn: paidIn + (before?.paidIn ?? 0),
    });
  }
  return [...sums.values()];
}

interface Successor {
  values: Omit<EnterpriseVersion, 'since' | 'suspendedUntil'>;
  holders: HolderGiven[];
  representatives: SuccessorGiven['representatives'];
}

/** New companies that others go on in, checked as a first registration is, each under a code of its own. */
async function successors(
  tx: Tx,
  { on }: Acting,
  asked: {
    given: readonly { part: SuccessorGiven; at: string }[];
    legalForm: EnterpriseVersion['legalForm'];
    holdersOf(capital: number): HolderGiven[];
    people: Map<string, KnownPerson>;
    assertMay(communeCode: string): void;
  },
): Promise<Successor[]> {
  const { legalForm, people } = asked;
  await lockNames(tx);
  const problems: FieldProblem[] = [];
  const folded = asked.given.map(({ part }) => part.name.toLocaleLowerCase('vi'));
  for (const [i, { part, at }] of asked.given.entries()) {
    const holders = asked.holdersOf(part.capital);
    const found = [
      ...problemsOfName(legalForm, part.name),
      ...(folded.indexOf(folded[i]!) < i ? [{ field: 'name', code: 'enterprise.name_identical' }] : []),
      ...problemsOfCommune(part.communeCode),
      ...problemsOfHolders(legalForm, holders, part.capital),
      ...problemsOfRepresentatives(legalForm, part.representatives, holders),
      ...problemsOfManagers(part.representatives, people, on),
      ...(await nameProblems(tx, part, null)),
    ];
    problems.push(...found.map((problem) => ({ ...problem, field: `${at}${problem.field}` })));
  }
  refuseFields(problems);
  const made: Successor[] = [];
  for (const { part } of asked.given) {
    asked.assertMay(part.communeCode);
    const code = await takeCode(tx);
    if (!code) throw new Refusal('enterprise.codes_exhausted', 503);
    const { name, foreignName = null, shortName = null, addressLine, communeCode, capital, representatives } = part;
    const values = { code, name, foreignName, shortName, legalForm, addressLine, communeCode, capital };
    made.push({
      values: { ...values, status: 'operating', foundedOn: on },
      holders: asked.holdersOf(capital),
      representatives,
    });
  }
  return made;
}

async function enterParts(
  tx: Tx,
  acting: Acting,
  {
    part,
    industries,
    names,
    people,
  }: { part: Successor; industries: readonly string[]; names: Map<string, string>; people: Map<string, KnownPerson> },
): Promise<void> {
  const theirs = { ...acting, code: part.values.code };
  await replaceHolders(tx, theirs, part.holders, (holder) => names.get(holder)!);
  await replaceRepresentatives(tx, theirs, part.representatives, (number) => people.get(number)!.fullName);
  await replaceIndustries(tx, theirs, industries);
}
