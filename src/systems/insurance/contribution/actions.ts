import type { Static } from 'typebox';
import { today } from '../../../kernel/clock.ts';
import type { Tx } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { House } from '../../../kernel/system.ts';
import type { CallContext } from '../../exchange/index.ts';
import { type Grounds, actOfReceipt, cancel, correct, groundsOf, record, recordAll } from '../../registry/index.ts';
import { assertOffice } from '../desk/office.ts';
import { isBeingWorkedOn, lockEmployer } from '../declaration/store.ts';
import { contribution, contributionPayment } from '../kinds.ts';
import type * as services from '../services.ts';
import { type Month, dayAfterMonth, firstDay } from './months.ts';
import { type Due, dueOn, isPaidFor, totalOf } from './rules.ts';
import { lawOf, lockContributions, participantsIn } from './store.ts';

const DUE: readonly (keyof Due)[] = [
  'wage',
  'socialWorker',
  'socialEmployer',
  'healthWorker',
  'healthEmployer',
  'unemploymentWorker',
  'unemploymentEmployer',
];

/**
 * Brings what is due for a month to what the participations of the employer say: new ones are recorded, others corrected or
 * cancelled. The caller holds the lock of the employer. Refuses `insurance.no_rates`.
 */
export async function reckonMonth(
  tx: Tx,
  asked: { employerCode: string; wageRegion: number; month: Month; declarationId: string },
  grounds: Grounds,
): Promise<void> {
  const { employerCode, wageRegion, month, declarationId } = asked;
  const law = await lawOf(tx, month);
  if (!law) throw new Refusal('insurance.no_rates', 422, { values: { month } });
  const before = new Map((await lockContributions(tx, asked)).map((each) => [each.personNumber, each]));
  const parts = Map.groupBy(await participantsIn(tx, asked), ({ personNumber }) => personNumber);
  const added: (Due & { personNumber: string })[] = [];
  for (const [personNumber, all] of parts) {
    const social = all.filter(({ scheme }) => scheme === 'social-compulsory');
    if (!isPaidFor(month, social)) continue;
    const unemployment = all.some(({ scheme }) => scheme === 'unemployment');
    const due = dueOn(social.at(-1)!.wage, { law, wageRegion, unemployment });
    const known = before.get(personNumber);
    before.delete(personNumber);
    if (!known) added.push({ personNumber, ...due });
    else if (DUE.some((name) => known[name] !== due[name])) {
      const key = { personNumber, employerCode };
      await correct(tx, contribution, { key, on: firstDay(month), values: { ...due, declarationId } }, grounds);
    }
  }
  for (const personNumber of before.keys())
    await cancel(tx, contribution, { key: { personNumber, employerCode }, on: firstDay(month) }, grounds);
  const facts = added.map((due) => ({
    values: { ...due, employerCode, declarationId },
    from: firstDay(month),
    until: dayAfterMonth(month),
  }));
  await recordAll(tx, contribution, facts, grounds);
}

/**
 * Notes that an employer has paid what is due for a month. Refuses another amount than is due (`insurance.amount_differs`),
 * a month with nothing due, one that was paid, and another province's employer.
 */
export async function payContributions(
  house: House,
  { employerCode, month, amount, paidOn, reference }: Static<typeof services.payContributions.input>,
  context: CallContext,
): Promise<Record<string, never>> {
  if (paidOn > today()) throw new Refusal('insurance.day_to_come', 422);
  const grounds = groundsOf(context, {
    reason: 'Nộp tiền đóng bảo hiểm',
    source: { kind: 'payment', number: reference },
  });
  return house.db.as('insurance').transaction(async (tx) => {
    if (context.isAgain && (await actOfReceipt(tx, context.receipt!)) !== undefined) return {};
    const found = await lockEmployer(tx, { code: employerCode, on: today() });
    if (!found) throw new Refusal('insurance.unknown_employer', 404);
    assertOffice(context, [found.provinceCode]);
    if (await isBeingWorkedOn(tx, employerCode)) throw new Refusal('insurance.still_working', 409);
    const due = (await lockContributions(tx, { employerCode, month })).reduce((sum, each) => sum + totalOf(each), 0);
    if (due === 0) throw new Refusal('insurance.nothing_due', 409, { values: { month } });
    if (due !== amount) throw new Refusal('insurance.amount_differs', 409, { values: { due, month } });
    const values = { employerCode, month, amount, paidOn, reference };
    await record(tx, contributionPayment, { values, from: paidOn }, grounds);
    return {};
  });
}
