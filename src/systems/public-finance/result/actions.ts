import type { Static } from 'typebox';
import { today } from '../../../kernel/clock.ts';
import type { Tx } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { House } from '../../../kernel/system.ts';
import type { CallContext } from '../../exchange/index.ts';
import { type Grounds, cancel, changeFrom, correct, groundsOf, record } from '../../registry/index.ts';
import { assertManages, assertMinistry, decisionGrounds, once } from '../acting.ts';
import type { ResultState } from '../choices.ts';
import { budgetLine, budgetResult } from '../kinds.ts';
import { unitInYear } from '../unit/store.ts';
import { type LineItself, assertLines, assertMove, assertOtherEyes, differencesOf } from './rules.ts';
import type * as services from './services.ts';
import {
  type ListedResult,
  type ResultKey,
  type ResultRow,
  approvedLines,
  approvedYears,
  courseOf,
  linesNow,
  lockResult,
  openBelow,
  partsOf,
  resultNow,
  resultsOf,
} from './store.ts';

/** Units on a page of results. */
const SHOWN = 100;

/** The official of a call; undefined for a machine. */
const officialOf = ({ actor }: CallContext): string | undefined =>
  actor.kind === 'official' ? actor.number : undefined;

/**
 * Submits the figures of a year, or submits them anew while they are not approved. Refuses a year to come, a unit that was not there
 * in it, consolidated figures of a unit with none below, two lines of one item, more settled than executed, and a closed year.
 */
export async function submitResult(
  house: House,
  { lines, decision, ...key }: Static<typeof services.submitResult.input>,
  context: CallContext,
): Promise<{ state: ResultState }> {
  const on = today();
  assertLines(lines);
  if (key.year > Number(on.slice(0, 4))) throw new Refusal('finance.year_to_come', 422);
  const grounds = decisionGrounds(context, 'Nộp báo cáo kết quả ngân sách', decision, 'report');
  return once(house, context, {
    again: () => ({ state: 'submitted' as const }),
    async work(tx) {
      const unit = await unitInYear(tx, { code: key.unitCode, year: key.year });
      if (!unit) throw new Refusal('finance.unit_not_there_then', 422);
      assertManages(context, unit);
      if (key.scope === 'consolidated') {
        const below = await resultsOf(tx, {
          year: key.year,
          which: { under: key.unitCode },
          approvedOnly: false,
          limit: 1,
          offset: 0,
        });
        if (below.length === 0) throw new Refusal('finance.nothing_below', 422);
      }
      const now = await lockResult(tx, key);
      if (now) {
        assertMove('submit', now.state);
        await changeFrom(tx, budgetResult, { key, from: on, values: { state: 'submitted' } }, grounds);
      } else await record(tx, budgetResult, { values: { ...key, state: 'submitted' }, from: on }, grounds);
      await saveLines(tx, key, lines, { on, grounds });
      return { state: 'submitted' as const };
    },
  });
}

/** Brings the lines of a result to what was submitted: those that are gone should never have been there. */
async function saveLines(
  tx: Tx,
  key: ResultKey,
  lines: readonly LineItself[],
  { on, grounds }: { on: string; grounds: Grounds },
): Promise<void> {
  const before = new Map((await linesNow(tx, key)).map((line) => [`${line.sector} ${line.item}`, line]));
  for (const { sector, item, ...values } of lines) {
    const line = before.get(`${sector} ${item}`);
    before.delete(`${sector} ${item}`);
    const lineKey = { ...key, sector, item };
    if (!line) await record(tx, budgetLine, { values: { ...lineKey, ...values }, from: on }, grounds);
    else if (AMOUNTS.some((name) => line[name] !== values[name]))
      await changeFrom(tx, budgetLine, { key: lineKey, from: on, values }, grounds);
  }
  for (const { sector, item, from } of before.values())
    await cancel(tx, budgetLine, { key: { ...key, sector, item }, on: from }, grounds);
}

const AMOUNTS = ['estimate', 'executed', 'settled'] as const;

/** Moves a result that is locked on; answers what it is then. */
async function move(
  house: House,
  context: CallContext,
  asked: {
    key: ResultKey;
    move: 'approve' | 'return' | 'settle';
    to: ResultState;
    grounds: Grounds;
    check?: (now: ResultRow, tx: Tx) => Promise<void> | void;
  },
): Promise<{ state: ResultState }> {
  const { key, to, grounds, check } = asked;
  assertMinistry(context);
  return once(house, context, {
    again: () => ({ state: to }),
    async work(tx) {
      const now = await lockResult(tx, key);
      if (!now) throw new Refusal('finance.no_such_result', 404);
      assertMove(asked.move, now.state);
      await check?.(now, tx);
      await changeFrom(tx, budgetResult, { key, from: today(), values: { state: to } }, grounds);
      return { state: to };
    },
  });
}

/**
 * Approves what another official submitted: the year is closed then. Refuses who submitted it, machines, and consolidated figures
 * that are not the sum of the unit's own and the approved ones of the units right below.
 */
export function approveResult(
  house: House,
  { decision, ...key }: Static<typeof services.approveResult.input>,
  context: CallContext,
): Promise<{ state: ResultState }> {
  const grounds = decisionGrounds(context, 'Duyệt quyết toán', decision);
  return move(house, context, {
    key,
    move: 'approve',
    to: 'approved',
    grounds,
    async check({ actor }, tx) {
      assertOtherEyes(actor, officialOf(context));
      if (key.scope === 'own') return;
      const differences = differencesOf(await linesNow(tx, key), await partsOf(tx, key));
      if (differences.length > 0)
        throw new Refusal('finance.result_differs', 409, { values: { count: differences.length } });
    },
  });
}

/** Sends what another official submitted back, with the reason. */
export function returnResult(
  house: House,
  { reason, ...key }: Static<typeof services.returnResult.input>,
  context: CallContext,
): Promise<{ state: ResultState }> {
  const source = { kind: 'note', number: `${key.unitCode}/${key.year}` };
  return move(house, context, {
    key,
    move: 'return',
    to: 'returned',
    grounds: groundsOf(context, { reason, source }),
    check: ({ actor }) => assertOtherEyes(actor, officialOf(context)),
  });
}

/** Records that the National Assembly or a People's Council has settled an approved year. */
export function settleResult(
  house: House,
  { decision, ...key }: Static<typeof services.settleResult.input>,
  context: CallContext,
): Promise<{ state: ResultState }> {
  const grounds = decisionGrounds(context, 'Phê chuẩn quyết toán', decision, 'resolution');
  return move(house, context, { key, move: 'settle', to: 'settled', grounds });
}

/** Puts one figure of a closed year right, or adds one that was forgotten; what was said before stays in the history. */
export async function correctResult(
  house: House,
  { line, decision, reason, ...key }: Static<typeof services.correctResult.input>,
  context: CallContext,
): Promise<{ state: ResultState }> {
  assertMinistry(context);
  const { sector, item, ...values } = line;
  if (values.settled > values.executed)
    throw new Refusal('input.invalid', 422, {
      fields: [{ field: 'line.settled', code: 'finance.settled_over_executed', values: { sector, item } }],
    });
  const grounds = groundsOf(context, { reason, source: { kind: 'correction', ...decision } });
  const stateNow = async (tx: Tx) => {
    const now = await lockResult(tx, key);
    if (!now) throw new Refusal('finance.no_such_result', 404);
    return now.state;
  };
  return once(house, context, {
    again: async (tx) => ({ state: await stateNow(tx) }),
    async work(tx) {
      const state = await stateNow(tx);
      assertMove('correct', state);
      const lineKey = { ...key, sector, item };
      const before = (await linesNow(tx, key)).find((each) => each.sector === sector && each.item === item);
      if (before) await correct(tx, budgetLine, { key: lineKey, on: before.from, values }, grounds);
      else await record(tx, budgetLine, { values: { ...lineKey, ...values }, from: today() }, grounds);
      return { state };
    },
  });
}

/** A result, its course, and how it differs from what it consolidates. */
export async function readResult(
  house: House,
  key: Static<typeof services.readResult.input>,
  context: CallContext,
): Promise<Static<typeof services.readResult.output>> {
  const db = house.db.as('public-finance');
  const isConsolidated = key.scope === 'consolidated';
  const [now, lines, course, parts, open] = await Promise.all([
    resultNow(db, key),
    linesNow(db, key),
    courseOf(db, key),
    isConsolidated ? partsOf(db, key) : [],
    isConsolidated ? openBelow(db, key) : [],
  ]);
  if (!now) return { differences: [], open };
  return {
    result: {
      state: now.state,
      lines: lines.map(({ sector, item, estimate, executed, settled }) => ({
        sector,
        item,
        estimate,
        executed,
        settled,
      })),
      history: course.map(({ at, ...row }) => ({ ...row, at: at.toISOString() })),
      isOwn: now.actor !== null && now.actor === officialOf(context),
    },
    differences: isConsolidated ? differencesOf(lines, parts) : [],
    open,
  };
}

/** The results of a year by unit, 100 a page. */
export function readResults(
  house: House,
  asked: Static<typeof services.readResults.input>,
): Promise<Static<typeof services.readResults.output>> {
  return listResults(house, asked, false);
}

/** The same of what was approved, for everybody, with the years there are. */
export async function readPublicResults(
  house: House,
  asked: Static<typeof services.readPublicResults.input>,
): Promise<Static<typeof services.readPublicResults.output>> {
  const [results, years] = await Promise.all([
    listResults(house, asked, true),
    approvedYears(house.db.as('public-finance')),
  ]);
  return { ...results, years };
}

/** The lines of the widest approved result of a unit. */
export async function readPublicLines(
  house: House,
  asked: Static<typeof services.readPublicLines.input>,
): Promise<Static<typeof services.readPublicLines.output>> {
  return { lines: await approvedLines(house.db.as('public-finance'), asked) };
}

async function listResults(
  house: House,
  { year, under, page = 1, most = SHOWN }: Static<typeof services.readResults.input>,
  approvedOnly: boolean,
): Promise<Static<typeof services.readResults.output>> {
  const db = house.db.as('public-finance');
  const [[unit], units] = await Promise.all([
    under === undefined
      ? Promise.resolve([])
      : resultsOf(db, { year, which: { code: under }, approvedOnly, limit: 1, offset: 0 }),
    resultsOf(db, {
      year,
      which: { under: under ?? null },
      approvedOnly,
      limit: most + 1,
      offset: (page - 1) * most,
    }),
  ]);
  return {
    ...(unit ? { unit: listed(unit) } : {}),
    units: units.slice(0, most).map(listed),
    hasMore: units.length > most,
  };
}

function listed({ scope, state, ...row }: ListedResult) {
  return { ...row, ...(scope ? { scope } : {}), ...(state ? { state } : {}) };
}
