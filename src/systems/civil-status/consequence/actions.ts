import { Refusal } from '../../../kernel/refusal.ts';
import type { House } from '../../../kernel/system.ts';
import { type CallContext, type ServiceContract, call } from '../../exchange/index.ts';
import * as health from '../../health/services.ts';
import * as population from '../../population/services.ts';
import { withNumbersNow } from '../numbers/store.ts';
import { type Progress, progressOf } from './rules.ts';
import { type StoredConsequence, consequencesOf, saveOutcome } from './store.ts';

/** The writes of other registers that an entry may ask for. */
const WRITES: Readonly<Record<string, unknown>> = {
  changePersonalDetails: population.changePersonalDetails,
  recordDeath: population.recordDeath,
  cancelDeath: population.cancelDeath,
  confirmDeath: health.confirmDeath,
  recordParent: population.recordParent,
  endParent: population.endParent,
  recordMarriage: population.recordMarriage,
  endMarriage: population.endMarriage,
  recordGuardianship: population.recordGuardianship,
  endGuardianship: population.endGuardianship,
};

/** What a write is called on the exchange: `population.recordDeath`. */
export const serviceName = (service: string): string => (WRITES[service] as ServiceContract).name;

/**
 * Carries out what an entry changes in other registers, one after the other, each under its own key: however often it is
 * asked, each is done once. What another register refuses is noted for the officer, and what follows it waits.
 */
export async function carryOut(house: House, entryId: string): Promise<Progress> {
  const all = await consequencesOf(house.db.as('civil-status'), entryId);
  const statuses = all.map(({ status }) => status);
  for (const [i, one] of all.entries()) {
    if (one.status === 'done') continue;
    statuses[i] = await carryOutOne(house, one);
    if (statuses[i] !== 'done') break;
  }
  return progressOf(statuses);
}

async function carryOutOne(house: House, one: StoredConsequence): Promise<'done' | 'refused'> {
  const db = house.db.as('civil-status');
  const write = WRITES[one.service] as ServiceContract;
  const context = { ...one.context, caller: 'civil-status', idempotencyKey: one.id } as CallContext;
  try {
    // Whoever went on under another number since is told of under that one.
    const input = await withNumbersNow(db, one.input);
    const { output, receipt } = await call(house, write, input, context);
    await saveOutcome(db, { id: one.id, status: 'done', output: output as object, receipt });
    return 'done';
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    await saveOutcome(db, { id: one.id, status: 'refused', refusal: error.code });
    return 'refused';
  }
}
