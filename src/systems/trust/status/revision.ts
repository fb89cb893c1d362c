import type { Database } from '../../../kernel/db.ts';
import type { House } from '../../../kernel/system.ts';
import { readRevision } from './store.ts';

/** So long a process goes on with what it knew of the standing of certificates, before it looks again. */
export const LOOK_EVERY_MS = 1_000;

interface Known {
  revision: number;
  /** By the clock that cannot be set. */
  askedAt: number;
  asking: Promise<number> | undefined;
}
const knownOf = new WeakMap<Database, Known>();

/**
 * A number that grows with every revocation, suspension and resumption. What was made at another number is made anew. Another
 * process learns of one within a second; this process at once (`forgetRevision`).
 */
export async function statusRevision(house: Pick<House, 'db'>): Promise<number> {
  let known = knownOf.get(house.db);
  if (!known) knownOf.set(house.db, (known = { revision: 0, askedAt: -Infinity, asking: undefined }));
  if (performance.now() - known.askedAt < LOOK_EVERY_MS) return known.revision;
  known.asking ??= look(house, known).finally(() => (known.asking = undefined));
  return known.asking;
}

async function look(house: Pick<House, 'db'>, known: Known): Promise<number> {
  const asked = performance.now();
  known.revision = await readRevision(house.db.as('trust'));
  known.askedAt = asked;
  return known.revision;
}

/** Looks anew at the next question: something was just done. */
export function forgetRevision(house: Pick<House, 'db'>): void {
  knownOf.delete(house.db);
}
