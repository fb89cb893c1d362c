import type { Static } from 'typebox';
import { Refusal } from '../../../kernel/refusal.ts';
import type { House } from '../../../kernel/system.ts';
import type { CallContext } from '../../exchange/index.ts';
import { ACTS } from '../acts.ts';
import { carryOut } from '../consequence/actions.ts';
import { cancelEntry, ownEntry } from './actions.ts';
import type * as services from './services.ts';
import { partiesOf } from './store.ts';

/** Cancels an entry that an officer of the own commune registered at the desk. Refuses `entry.not_cancelled_here` for births and what was transcribed. */
export async function cancelRegistered(
  house: House,
  asked: Static<typeof services.cancelEntry.input>,
  context: CallContext,
): Promise<Static<typeof services.cancelEntry.output>> {
  const entry = await ownEntry(house, asked.entryId, context);
  const act = ACTS[entry.book];
  if (!act || entry.doubts) throw new Refusal('entry.not_cancelled_here', 409);
  const cancelled = await cancelEntry(house, act, asked, context);
  return { ...cancelled, personNumbers: await numbersIn(house, entry.id) };
}

/** Tells other registers again what they have refused or not been told yet. */
export async function tellAgain(
  house: House,
  { entryId }: { entryId: string },
  context: CallContext,
): Promise<Static<typeof services.retryConsequences.output>> {
  await ownEntry(house, entryId, context);
  return { consequences: await carryOut(house, entryId), personNumbers: await numbersIn(house, entryId) };
}

async function numbersIn(house: House, entryId: string): Promise<string[]> {
  const parties = await partiesOf(house.db.as('civil-status'), [entryId]);
  return parties.flatMap(({ number }) => (number ? [number] : []));
}
