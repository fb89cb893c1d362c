import type { Database, Tx } from '../../../kernel/db.ts';
import { now } from '../../../kernel/clock.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { generalizedTime } from '../asn1/der.ts';
import { extension } from '../certificate/certificate.ts';
import { isRootElsewhere, openAuthority, type SealingHouse } from '../keys.ts';
import { readRevocationList, type RevocationList } from '../path/revocation-list.ts';
import { issueRevocationList, RevokedEntries, scopeExtension } from './list-issue.ts';
import { listFileName, type ListName } from './partition.ts';
import type { AuthorityName } from '../rules.ts';
import { statusRevision } from './revision.ts';
import { findList, keepList, lockList, readLastAct, readListPlaces, readRevoked, type StoredList } from './store.ts';

/**
 * Revocation lists of each authority (RFC 5280 §5): the full one, signed every hour and at once when something is revoked, and
 * its parts (§5.2.5), signed when they are asked for and no longer told all or are due.
 */

/** A list is replaced after this; readers may keep it for so long. */
const DUE_AFTER_MS = 3_600_000;
/** A list holds for so long, should the house be away. */
const HOLDS_MS = 12 * 3_600_000;
/** Entries that are read from the database at a time. */
const READ_TOGETHER = 20_000;
/** Lists that a process keeps open. */
const MOST_KEPT = 512;
/** Addresses of the house that a part of a list is known by. */
const MOST_PLACES = 8;

/** expiredCertsOnCRL (ITU-T X.509 §9.5.2.8). */
export const ENDED_SINCE = '2.5.29.60';

/** A list as it is served. */
export interface CurrentList {
  der: Buffer;
  read: RevocationList;
  /** When the next will be there at the latest. */
  dueAt: Date;
}

interface Known {
  stored: StoredList;
  read: RevocationList;
  /** The revision of all standings at which it was last found to tell all. */
  revision: number;
  /** A list that is signed at a ceremony is given out until another is taken in, which is another revision. */
  isFromCeremony: boolean;
}
const knownOf = new WeakMap<Database, Map<string, Known>>();

/** The newest full list of an authority; signed now when there is none yet, when it is due, or when more is revoked than it tells. */
export async function currentList(house: SealingHouse, authority: AuthorityName): Promise<CurrentList> {
  return currentListOf(house, { authority });
}

/** The newest list of that name, as `currentList`. */
export async function currentListOf(house: SealingHouse, name: ListName): Promise<CurrentList> {
  const revision = await statusRevision(house);
  let known = knownOf.get(house.db);
  if (!known) knownOf.set(house.db, (known = new Map()));
  const file = listFileName(name);
  let one = known.get(file);
  if (!one || one.revision !== revision || !(one.isFromCeremony || isInTime(one.stored))) {
    const isFromCeremony = name.authority === 'root' && (await isRootElsewhere(house));
    const stored = isFromCeremony ? await findOfCeremony(house, name) : await findOrSign(house, name);
    const read = one?.stored.number === stored.number ? one.read : readRevocationList(stored.list);
    if (known.size >= MOST_KEPT) known.clear();
    known.set(file, (one = { stored, read, revision, isFromCeremony }));
  }
  const { stored, read, isFromCeremony } = one;
  const since = isFromCeremony ? now() : stored.thisUpdate;
  return { der: stored.list, read, dueAt: new Date(since.getTime() + DUE_AFTER_MS) };
}

async function findOfCeremony(house: SealingHouse, name: ListName): Promise<StoredList> {
  const kept = await findList(house.db.as('trust'), name);
  if (!kept) throw new Refusal('trust.root_awaited', 503);
  return kept;
}

async function findOrSign(house: SealingHouse, name: ListName): Promise<StoredList> {
  const db = house.db.as('trust');
  const [kept, last] = await Promise.all([findList(db, name), readLastAct(db, name)]);
  if (kept && kept.lastAct >= last && isInTime(kept)) return kept;
  const issuer = await openAuthority(house, name.authority);
  return db.transaction(async (tx) => {
    await lockList(tx, listFileName(name));
    // First the last act, then what is told: an act in between is told once too early, never too late.
    const lastAct = await readLastAct(tx, name);
    const newest = await findList(tx, name);
    if (newest && newest.lastAct >= lastAct && isInTime(newest)) return newest;
    const thisUpdate = new Date(Math.floor(now().getTime() / 1000) * 1000);
    const nextUpdate = new Date(thisUpdate.getTime() + HOLDS_MS);
    const number = (newest?.number ?? 0) + 1;
    const list = await issueRevocationList({
      issuer,
      number,
      thisUpdate,
      nextUpdate,
      entries: await gatherEntries(tx, name),
      // Whoever was revoked stays on the list (expiredCertsOnCRL, ITU-T X.509 §9.5.2.8): so what was signed before a certificate
      // ended can be told from what was signed with one that had been revoked.
      extensions: [
        ...(await scopeOf(tx, name)),
        extension(ENDED_SINCE, false, generalizedTime(issuer.certificate.from)),
      ],
    });
    const signed = { number, lastAct, list, thisUpdate, nextUpdate };
    await keepList(tx, name, signed);
    return signed;
  });
}

async function gatherEntries(tx: Tx, name: ListName): Promise<RevokedEntries> {
  const entries = new RevokedEntries();
  let after = '';
  for (;;) {
    const rows = await readRevoked(tx, name, { after, most: READ_TOGETHER });
    for (const { serial, kind, at, reason } of rows)
      if (kind !== 'resumed') entries.add({ serialBytes: Buffer.from(serial, 'hex'), at, reason });
    if (rows.length < READ_TOGETHER) return entries;
    after = rows.at(-1)!.serial;
  }
}

/** A part of a list says which; under every address that certificates may name it by. */
async function scopeOf(tx: Tx, name: ListName): Promise<Buffer[]> {
  if (name.partition === undefined) return [];
  const places = await readListPlaces(tx, MOST_PLACES);
  return [scopeExtension(places.map((base) => `${base}/trust/${listFileName(name)}.crl`))];
}

/** Whether a list is not due. One from the future was signed by a clock that was wrong. */
function isInTime({ thisUpdate }: StoredList): boolean {
  const age_ms = now().getTime() - thisUpdate.getTime();
  return age_ms >= 0 && age_ms < DUE_AFTER_MS;
}
