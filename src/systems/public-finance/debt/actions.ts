import type { Static } from 'typebox';
import { isTaxCode } from '../../../country/index.ts';
import { today } from '../../../kernel/clock.ts';
import { newId } from '../../../kernel/ids.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { House } from '../../../kernel/system.ts';
import type { CallContext } from '../../exchange/index.ts';
import { record } from '../../registry/index.ts';
import { assertHappened, assertMinistry, decisionGrounds, once } from '../acting.ts';
import { DEBT_MOVEMENTS, GUARANTEE_MOVEMENTS } from '../choices.ts';
import { keyOfReceipt } from '../store.ts';
import { unitOn } from '../unit/store.ts';
import { debt, debtMovement, guarantee, guaranteeMovement } from './kinds.ts';
import {
  assertNeverOverpaid,
  assertWithinLimit,
  assertWithinPrincipal,
  changeBy,
  outstandingOn,
  scheduleOf,
} from './rules.ts';
import type * as services from './services.ts';
import {
  type GuaranteeRow,
  type MovementRow,
  debtMovements,
  debtOn,
  debtSums,
  debtsOn,
  guaranteeMovements,
  guaranteeOn,
  guaranteeSums,
  guaranteesOn,
  lockDebt,
  lockGuarantee,
  nextDebtCode,
  nextGuaranteeCode,
} from './store.ts';

/** Debts and guarantees on a page. */
const SHOWN = 50;

const changesOf = (movements: readonly MovementRow<Parameters<typeof changeBy>[0]>[]) =>
  movements.map(({ on, kind, amount }) => ({ on, change: changeBy(kind, amount) }));

/** Records a loan or an issue from the day it was signed. Refuses terms that contradict themselves, and a borrower that is not there. */
export async function registerDebt(
  house: House,
  { from, decision, ...said }: Static<typeof services.registerDebt.input>,
  context: CallContext,
): Promise<{ code: string }> {
  assertMinistry(context);
  assertHappened(from, today());
  const fields = [];
  if (said.maturesOn <= from) fields.push({ field: 'maturesOn', code: 'finance.matures_before' });
  if (said.firstRepaymentOn > said.maturesOn || said.firstRepaymentOn <= from)
    fields.push({ field: 'firstRepaymentOn', code: 'finance.repayment_outside' });
  if (fields.length > 0) throw new Refusal('input.invalid', 422, { fields });
  const grounds = decisionGrounds(context, 'Ghi nhận khoản nợ công', decision, 'agreement');
  return once(house, context, {
    again: async (tx) => ({ code: (await keyOfReceipt(tx, { receipt: context.receipt!, kind: debt.name }))[0]! }),
    async work(tx) {
      if (!(await unitOn(tx, { code: said.unitCode, on: from }))) throw new Refusal('finance.no_such_unit', 404);
      const code = await nextDebtCode(tx);
      await record(tx, debt, { values: { code, ...said }, from }, grounds);
      return { code };
    },
  });
}

/** Records what was drawn, repaid or paid as interest on a day. Refuses more than was agreed, and more than is owed on any day since. */
export async function moveDebt(
  house: House,
  { code, kind, amount, from, decision }: Static<typeof services.moveDebt.input>,
  context: CallContext,
): Promise<{ code: string }> {
  assertMinistry(context);
  assertHappened(from, today());
  const grounds = decisionGrounds(context, DEBT_MOVEMENTS[kind].vi, decision, 'payment');
  return once(house, context, {
    again: () => ({ code }),
    async work(tx) {
      // The lock lets one movement after another see those before it.
      const found = await lockDebt(tx, { code, on: from });
      if (!found) throw new Refusal('finance.no_such_debt', 404);
      const moved = [...changesOf(await debtMovements(tx, code)), { on: from, change: changeBy(kind, amount) }];
      assertNeverOverpaid(moved);
      assertWithinPrincipal(moved, found.principal);
      await record(tx, debtMovement, { values: { id: newId(), debtCode: code, kind, amount }, from }, grounds);
      return { code };
    },
  });
}

/** Issues a guarantee for a time. Refuses a party whose tax code is none, and an end before the beginning. */
export async function issueGuarantee(
  house: House,
  { from, lapsesOn, decision, ...said }: Static<typeof services.issueGuarantee.input>,
  context: CallContext,
): Promise<{ code: string }> {
  assertMinistry(context);
  assertHappened(from, today());
  const fields = [];
  if (!isTaxCode(said.partyCode)) fields.push({ field: 'partyCode', code: 'finance.no_tax_code' });
  if (lapsesOn <= from) fields.push({ field: 'lapsesOn', code: 'finance.lapses_before' });
  if (fields.length > 0) throw new Refusal('input.invalid', 422, { fields });
  const grounds = decisionGrounds(context, 'Cấp bảo lãnh Chính phủ', decision);
  return once(house, context, {
    again: async (tx) => ({ code: (await keyOfReceipt(tx, { receipt: context.receipt!, kind: guarantee.name }))[0]! }),
    async work(tx) {
      const code = await nextGuaranteeCode(tx);
      await record(tx, guarantee, { values: { code, ...said }, from, until: lapsesOn }, grounds);
      return { code };
    },
  });
}

/** Records what was drawn under a guarantee, repaid, or paid by the State instead. Refuses more than the limit, and more than is owed. */
export async function moveGuarantee(
  house: House,
  { code, kind, amount, from, decision }: Static<typeof services.moveGuarantee.input>,
  context: CallContext,
): Promise<{ code: string }> {
  assertMinistry(context);
  assertHappened(from, today());
  const grounds = decisionGrounds(context, GUARANTEE_MOVEMENTS[kind].vi, decision, 'payment');
  return once(house, context, {
    again: () => ({ code }),
    async work(tx) {
      const found = await lockGuarantee(tx, { code, on: from });
      if (!found) throw new Refusal('finance.no_such_guarantee', 404);
      const moved = [...changesOf(await guaranteeMovements(tx, code)), { on: from, change: changeBy(kind, amount) }];
      assertNeverOverpaid(moved);
      assertWithinLimit(moved, found.mostAmount);
      await record(
        tx,
        guaranteeMovement,
        { values: { id: newId(), guaranteeCode: code, kind, amount }, from },
        grounds,
      );
      return { code };
    },
  });
}

/** What the State owes on a day. */
export async function outstandingDebt(
  house: House,
  { on }: Static<typeof services.outstandingDebt.input>,
): Promise<Static<typeof services.outstandingDebt.output>> {
  return { sums: await debtSums(house.db.as('public-finance'), on) };
}

/** The debts signed by a day, 50 a page. */
export async function findDebts(
  house: House,
  { on, page = 1 }: Static<typeof services.findDebts.input>,
): Promise<Static<typeof services.findDebts.output>> {
  const debts = await debtsOn(house.db.as('public-finance'), { on, limit: SHOWN + 1, offset: (page - 1) * SHOWN });
  return { debts: debts.slice(0, SHOWN), hasMore: debts.length > SHOWN };
}

/** A debt on a day: what moved it up to then, and what is to be paid after it. */
export async function readDebt(
  house: House,
  { code, on }: Static<typeof services.readDebt.input>,
): Promise<Static<typeof services.readDebt.output>> {
  const db = house.db.as('public-finance');
  const [found, movements] = await Promise.all([debtOn(db, { code, on }), debtMovements(db, code)]);
  if (!found) return { movements: [], schedule: [] };
  const schedule = scheduleOf(found, { outstanding: found.outstanding, on });
  return { debt: found, movements: withBalances(movements, on), schedule };
}

/** What guarantees stand for on a day. */
export async function outstandingGuarantees(
  house: House,
  { on }: Static<typeof services.outstandingGuarantees.input>,
): Promise<Static<typeof services.outstandingGuarantees.output>> {
  return { sums: await guaranteeSums(house.db.as('public-finance'), on) };
}

/** The guarantees that stand on a day, 50 a page. */
export async function findGuarantees(
  house: House,
  { on, page = 1 }: Static<typeof services.findGuarantees.input>,
): Promise<Static<typeof services.findGuarantees.output>> {
  const db = house.db.as('public-finance');
  const found = await guaranteesOn(db, { on, limit: SHOWN + 1, offset: (page - 1) * SHOWN });
  return { guarantees: found.slice(0, SHOWN).map(guaranteeOf), hasMore: found.length > SHOWN };
}

/** A guarantee on a day, and what moved it up to then. */
export async function readGuarantee(
  house: House,
  { code, on }: Static<typeof services.readGuarantee.input>,
): Promise<Static<typeof services.readGuarantee.output>> {
  const db = house.db.as('public-finance');
  const [found, movements] = await Promise.all([guaranteeOn(db, { code, on }), guaranteeMovements(db, code)]);
  return found ? { guarantee: guaranteeOf(found), movements: withBalances(movements, on) } : { movements: [] };
}

function guaranteeOf({ lapsesOn, ...row }: GuaranteeRow) {
  return { ...row, ...(lapsesOn ? { lapsesOn } : {}) };
}

/** Movements up to a day, each with what was outstanding at the end of its own. */
function withBalances<Kind extends Parameters<typeof changeBy>[0]>(movements: MovementRow<Kind>[], on: string) {
  const changes = changesOf(movements);
  return movements
    .filter((moved) => moved.on <= on)
    .map((moved) => ({ ...moved, balance: outstandingOn(changes, moved.on) }));
}
