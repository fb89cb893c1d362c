import type { Static } from 'typebox';
import type { Tx } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { House } from '../../../kernel/system.ts';
import type { CallContext } from '../../exchange/index.ts';
import { readEvents, readLives } from '../../population/services.ts';
import {
  type Grounds,
  type RecordKind,
  cancel,
  endOn,
  followAndAct,
  groundsOf,
  record,
  type Life,
  livesFollowed,
  noteLife,
} from '../../registry/index.ts';
import { provinceOfOffice } from '../desk/office.ts';
import { readInsured } from '../entitlement/actions.ts';
import { benefit, coverage } from '../kinds.ts';
import { register } from '../register.ts';
import type * as services from '../services.ts';
import { type Running, endsWith } from './rules.ts';
import {
  insertEnded,
  insertRecovery,
  lockDeath,
  lockRunning,
  numbersHeld,
  paidAfterDeath,
  paidAfterDeathIn,
  recoveryOf,
  settleEnds,
  untouchedEnds,
} from './store.ts';

/** The job that follows what the population register tells of people's lives. */
export const FOLLOW_LIVES = 'insurance.follow_lives';

/** How insurance follows the population register: deaths, deaths taken back, and numbers that went on in others. */
export const following = livesFollowed({
  system: 'insurance',
  agency: register.owner,
  events: readEvents,
  lives: readLives,
  concerned: numbersHeld,
  async beforeMove(tx, number, life) {
    // What a death had ended under the old number is ended under the one that stands for it, where that person is dead.
    if (await lockDeath(tx, number)) await giveBack(tx, number, life);
  },
  settle: settleLife,
});

/** Goes on with the events of the population register; see `followAndAct`. */
export async function followLives(house: House): Promise<void> {
  await followAndAct(house, following);
}

/**
 * Brings what runs of a person to whether they live: health insurance ends with the day of death, monthly benefits with its month; of a
 * death that was taken back, or is of another day now, what it had ended goes on, unless something else came in its place. Done
 * twice it is done once.
 */
async function settleLife(tx: Tx, number: string, life: Life): Promise<void> {
  const { diedOn, source, receipt } = life;
  const before = await lockDeath(tx, number);
  if (before && before.diedOn !== diedOn) await giveBack(tx, number, { source, receipt });
  if (diedOn === undefined) return;
  await noteLife(tx, number, life);
  const from = endsWith(diedOn);
  const grounds = groundsFor('Người tham gia đã chết', { source, receipt });
  for (const version of await lockRunning(tx, { number, from })) {
    const { kind, values, until } = version;
    const day = from[kind];
    const isCut = version.from < day;
    const { storage, key } = keyOf(kind, values);
    const act = isCut
      ? await endOn(tx, storage, { key, from: day }, grounds)
      : await cancel(tx, storage, { key, on: version.from }, grounds);
    await insertEnded(tx, number, { kind, values, from: isCut ? day : version.from, until, act, isCut });
  }
}

/** A death is none any more: what it took away goes on, unless others have changed it meanwhile. */
async function giveBack(tx: Tx, number: string, why: Pick<Life, 'source' | 'receipt'>): Promise<void> {
  const grounds = groundsFor('Hủy việc ghi nhận đã chết', why);
  for (const { kind, values, from, until } of await untouchedEnds(tx, number))
    await record(tx, keyOf(kind, values).storage, { values: values as never, from, until }, grounds);
  await settleEnds(tx, number);
  await noteLife(tx, number, why);
}

/** The grounds of what follows from the population register. */
const groundsFor = (reason: string, { source, receipt }: Pick<Life, 'source' | 'receipt'>): Grounds => ({
  reason,
  source: { kind: 'population-register', number: source },
  by: { agencyCode: register.owner.code, agencyName: register.owner.name, actor: { kind: 'machine' } },
  receipt,
});

/** The kind of a version, and the key in it. */
function keyOf(kind: Running, values: Record<string, unknown>) {
  return kind === 'coverage'
    ? { storage: coverage as unknown as RecordKind, key: { personNumber: values.personNumber } }
    : { storage: benefit as unknown as RecordKind, key: { id: values.id } };
}

/** What the office of a province has to get back: payments for months after the one in which somebody died. */
export async function listPaidAfterDeath(
  house: House,
  _: Static<typeof services.listPaidAfterDeath.input>,
  given: CallContext,
): Promise<Static<typeof services.listPaidAfterDeath.output>> {
  return { payments: await paidAfterDeathIn(house.db.as('insurance'), provinceOfOffice(given)) };
}

/** Notes that a payment after a death came back. Refuses one that was not, or is back already, and another province's person. */
export async function recoverPayment(
  house: House,
  { number, benefitId, month, decision }: Static<typeof services.recoverPayment.input>,
  given: CallContext,
): Promise<Record<string, never>> {
  await readInsured(house, { number }, given);
  return house.db.as('insurance').transaction(async (tx) => {
    await lockDeath(tx, number);
    if ((await recoveryOf(tx, { benefitId, month })) === given.receipt) return {};
    if (!(await paidAfterDeath(tx, { number, benefitId, month })))
      throw new Refusal('insurance.not_paid_after_death', 409, { values: { month } });
    const { by } = groundsOf(given, { reason: '', source: { kind: 'decision', number: decision.number } });
    await insertRecovery(tx, { benefitId, month, decision, by, receipt: given.receipt! });
    return {};
  });
}
