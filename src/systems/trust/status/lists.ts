import type { Database } from '../../../kernel/db.ts';
import { now } from '../../../kernel/clock.ts';
import { openAuthority, type SealingHouse } from '../keys.ts';
import { readRevocationList, type RevocationList } from '../path/revocation-list.ts';
import { issueRevocationList } from './list-issue.ts';
import type { AuthorityName } from '../rules.ts';
import { statusRevision } from './revision.ts';
import { findList, keepList, lockList, readRevision, readRevoked, type StoredList } from './store.ts';

/** Full revocation lists of each authority (RFC 5280 §5): signed every hour, and at once when something is revoked. */

/** A list is replaced after this; readers may keep it for so long. */
const DUE_AFTER_MS = 3_600_000;
/** A list holds for so long, should the house be away. */
const HOLDS_MS = 12 * 3_600_000;

/** The list of an authority as it is served. */
export interface CurrentList {
  der: Buffer;
  read: RevocationList;
  /** When the next will be there at the latest. */
  dueAt: Date;
}

interface Known {
  stored: StoredList;
  read: RevocationList;
}
const knownOf = new WeakMap<Database, Map<AuthorityName, Known>>();

/** The newest list of an authority; signed now when there is none yet, when it is due, or when more is revoked than it tells. */
export async function currentList(house: SealingHouse, authority: AuthorityName): Promise<CurrentList> {
  const revision = await statusRevision(house);
  let known = knownOf.get(house.db);
  if (!known) knownOf.set(house.db, (known = new Map()));
  let one = known.get(authority);
  if (!one || !isCurrent(one.stored, revision)) {
    const stored = await findOrSign(house, authority, revision);
    one = { stored, read: readRevocationList(stored.list) };
    known.set(authority, one);
  }
  const { stored, read } = one;
  return { der: stored.list, read, dueAt: new Date(stored.thisUpdate.getTime() + DUE_AFTER_MS) };
}

async function findOrSign(house: SealingHouse, authority: AuthorityName, revision: number): Promise<StoredList> {
  const db = house.db.as('trust');
  const kept = await findList(db, authority);
  if (kept && isCurrent(kept, revision)) return kept;
  const issuer = await openAuthority(house, authority);
  return db.transaction(async (tx) => {
    await lockList(tx, authority);
    const newest = await findList(tx, authority);
    if (newest && isCurrent(newest, revision)) return newest;
    // First the revision, then what it tells of: an act in between is told once too early, never too late.
    const told = await readRevision(tx);
    const entries = (await readRevoked(tx, authority)).map(({ serial, at, reason }) => ({
      serialBytes: Buffer.from(serial, 'hex'),
      at,
      reason,
    }));
    const thisUpdate = new Date(Math.floor(now().getTime() / 1000) * 1000);
    const nextUpdate = new Date(thisUpdate.getTime() + HOLDS_MS);
    const number = (newest?.number ?? 0) + 1;
    const list = issueRevocationList({ issuer, number, thisUpdate, nextUpdate, entries });
    const signed = { number, revision: told, list, thisUpdate, nextUpdate };
    await keepList(tx, authority, signed);
    return signed;
  });
}

/** Whether a list tells all that is revoked, and is not due. One from the future was signed by a clock that was wrong. */
function isCurrent({ revision, thisUpdate }: StoredList, wanted: number): boolean {
  const age_ms = now().getTime() - thisUpdate.getTime();
  return revision >= wanted && age_ms >= 0 && age_ms < DUE_AFTER_MS;
}
