import type { Static } from 'typebox';
import { addDays } from '../../../country/index.ts';
import { today } from '../../../kernel/clock.ts';
import type { Tx } from '../../../kernel/db.ts';
import { newId } from '../../../kernel/ids.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { House } from '../../../kernel/system.ts';
import type { CallContext } from '../../exchange/index.ts';
import { type Grounds, actOfReceipt, endOn, groundsOf, record } from '../../registry/index.ts';
import { BENEFITS } from '../choices.ts';
import { monthOf } from '../contribution/months.ts';
import { entitlementOn, readInsured } from '../entitlement/actions.ts';
import { benefit } from '../kinds.ts';
import type * as services from '../services.ts';
import { inTheWayOf } from './rules.ts';
import { insertPayment, lockBenefit, lockBenefits, paymentOf } from './store.ts';

type Decision = { number: string; issuedOn: string; issuer: string };

const groundsFor = (context: CallContext, reason: string, { number, issuedOn, issuer }: Decision): Grounds =>
  groundsOf(context, { reason, source: { kind: 'decision', number, issuedOn, issuer } });

/** Does a write for a call once: in one transaction, and not at all when an act of this call is there already. */
function once<Result>(
  house: House,
  context: CallContext,
  work: (tx: Tx) => Promise<Result>,
): Promise<Result | Record<string, never>> {
  return house.db.as('insurance').transaction(async (tx) => {
    if (context.isAgain && (await actOfReceipt(tx, context.receipt!)) !== undefined) return {};
    return work(tx);
  });
}

/**
 * Grants a benefit by a decision. Refuses a pension and unemployment benefit to who is not entitled on the first day
 * (`insurance.not_entitled`), and one beside another that excludes it (`insurance.benefit_overlap`).
 */
export async function grantBenefit(
  house: House,
  asked: Static<typeof services.grantBenefit.input>,
  context: CallContext,
): Promise<{ id?: string }> {
  const { number, kind, amount, per, from, until, decision } = asked;
  if (until !== undefined && until <= from) throw new Refusal('insurance.ends_before_it_begins', 422);
  // Refuses who belongs to another province's office.
  await readInsured(house, { number }, context);
  if (kind === 'retirement' || kind === 'unemployment') {
    const entitled = await entitlementOn(house, { number, on: from }, context);
    const { isEntitled } = kind === 'retirement' ? entitled.pension : entitled.unemployment;
    if (!isEntitled) throw new Refusal('insurance.not_entitled', 409, { values: { kind: BENEFITS[kind].vi } });
  }
  const grounds = groundsFor(context, BENEFITS[kind].vi, decision);
  return once(house, context, async (tx) => {
    const held = await lockBenefits(tx, number);
    const other = inTheWayOf({ kind, from, until: until ?? null }, held);
    if (other)
      throw new Refusal('insurance.benefit_overlap', 409, {
        values: { decision: other.decisionNumber, from: other.from },
      });
    const id = newId();
    const values = { id, personNumber: number, kind, amount, per, decisionNumber: decision.number };
    await record(tx, benefit, { values, from, until: until ?? null }, grounds);
    return { id };
  });
}

/** Stops a benefit from a day on. Refuses one that is not due then, and a day up to which it was paid already. */
export async function stopBenefit(
  house: House,
  { number, benefitId, from, decision }: Static<typeof services.stopBenefit.input>,
  context: CallContext,
): Promise<Record<string, never>> {
  await readInsured(house, { number }, context);
  return once(house, context, async (tx) => {
    const held = await lockBenefit(tx, { id: benefitId, number });
    if (!held) throw new Refusal('insurance.no_such_benefit', 404);
    if (held.lastPaid !== null && held.per === 'month' && held.lastPaid >= monthOf(from))
      throw new Refusal('insurance.paid_already', 409, { values: { month: held.lastPaid } });
    await endOn(tx, benefit, { key: { id: benefitId }, from }, groundsFor(context, 'Dừng hưởng', decision));
    return {};
  });
}

/**
 * Notes that a benefit was paid: a month of a monthly one, or one that is paid once. Refuses a month in which it is not due, one
 * to come, and a second payment.
 */
export async function payBenefit(
  house: House,
  { number, benefitId, month }: Static<typeof services.payBenefit.input>,
  context: CallContext,
): Promise<{ amount?: number }> {
  if (month > monthOf(today())) throw new Refusal('insurance.month_to_come', 422);
  await readInsured(house, { number }, context);
  return house.db.as('insurance').transaction(async (tx) => {
    const held = await lockBenefit(tx, { id: benefitId, number });
    if (!held) throw new Refusal('insurance.no_such_benefit', 404);
    const before = await paymentOf(tx, { benefitId, month: held.per === 'once' ? null : month });
    if (before?.receipt === context.receipt) return { amount: before!.amount };
    if (before) throw new Refusal('insurance.paid_already', 409, { values: { month } });
    const last = held.until === null ? null : monthOf(addDays(held.until, -1));
    if (month < monthOf(held.from) || (last !== null && month > last))
      throw new Refusal('insurance.not_due', 409, { values: { month } });
    const paid = { benefitId, month, amount: held.amount, paidOn: today(), receipt: context.receipt! };
    await insertPayment(tx, paid);
    return { amount: held.amount };
  });
}
