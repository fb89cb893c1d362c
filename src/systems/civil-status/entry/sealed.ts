import type { Queryable } from '../../../kernel/db.ts';
import type { CallContext } from '../../exchange/index.ts';
import { sightsOf } from '../../registry/index.ts';
import { entry as entryKind, party as partyKind } from '../kinds.ts';

/** Entries that whoever asks may be told of: one of which anything is sealed is as if it had never been written. */
export async function toldEntries<Known extends { id: string }>(
  db: Queryable,
  entries: readonly Known[],
  context: CallContext,
): Promise<Known[]> {
  const keys = entries.map(({ id }) => [id]);
  const sights = await sightsOf(db, entryKind, keys, context);
  return entries.filter((_, i) => !sights[i]!.isVeiled);
}

/** Those who stand in entries, with what is sealed of them left out or covered. */
export async function toldParties<Known extends { entryId: string; role: string }>(
  db: Queryable,
  parties: readonly Known[],
  context: CallContext,
): Promise<Known[]> {
  const keys = parties.map(({ entryId, role }) => [entryId, role]);
  const sights = await sightsOf(db, partyKind, keys, context);
  return parties.flatMap((one, i) => sights[i]!.see(one) ?? []);
}
