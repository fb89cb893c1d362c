import { createHash } from 'node:crypto';
import { now } from '../../../kernel/clock.ts';
import type { Database } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { objectId, octetString, sequence } from '../asn1/der.ts';
import type { SigningParty } from '../cms/signed-data.ts';
import { openStamper, type SealingHouse } from '../keys.ts';
import { readDatabaseTime } from '../store.ts';
import { ClockWatch } from './clock-watch.ts';
import { signStamp } from './token.ts';

/** Time stamps for our own signatures, made in the same process: no request, no answer, and no commit of their own. */

const watches = new WeakMap<Database, ClockWatch>();

/** Why no time may be told now; see `ClockWatch`. */
export async function findClockProblem(house: SealingHouse): ReturnType<ClockWatch['findProblem']> {
  let watch = watches.get(house.db);
  if (!watch) {
    const db = house.db.as('trust');
    watch = new ClockWatch({
      machine: () => Date.now(),
      steady: () => performance.now(),
      database: () => readDatabaseTime(db),
    });
    watches.set(house.db, watch);
  }
  return watch.findProblem();
}

/** Gives time stamps for one thing that is being signed. */
export interface Stamping {
  /** Whose stamps they are. */
  party: SigningParty;
  /** A token over the SHA-256 of the bytes, with all certificates but the root. */
  stamp(bytes: Buffer): Promise<Buffer>;
  /** A token over a SHA-256, for who keeps the authorities elsewhere: it carries its own certificate alone. */
  stampDigest(sha256: Buffer): Promise<Buffer>;
  /**
   * The SHA-256 of each token given so far. Whoever keeps what was signed enters them in the public log, as kind
   * `timestamp`, together with it.
   */
  given: readonly Buffer[];
}

const SHA256 = sequence(objectId('2.16.840.1.101.3.4.2.1'));

/**
 * Opens what stamps. Refuses `trust.time_not_available` while the clock is not to be
 * believed, and a stamper whose certificate is suspended or withdrawn.
 */
export async function openStamping(house: SealingHouse): Promise<Stamping> {
  const party = await openStamper(house);
  const problem = await findClockProblem(house);
  if (problem) {
    house.log.error('trust.no_time', { problem });
    throw new Refusal('trust.time_not_available', 503);
  }
  const given: Buffer[] = [];
  const stampBy = async (stamper: SigningParty, sha256: Buffer): Promise<Buffer> => {
    const imprint = sequence(SHA256, octetString(sha256));
    const token = await signStamp(stamper, { imprint, nonce: undefined, wantsCertificates: true }, now());
    given.push(createHash('sha256').update(token).digest());
    return token;
  };
  const stampDigest = (sha256: Buffer) => stampBy({ ...party, chain: [] }, sha256);
  return { party, stampDigest, stamp: (bytes) => stampBy(party, createHash('sha256').update(bytes).digest()), given };
}
