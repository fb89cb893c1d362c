import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { now } from '../../../kernel/clock.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { SealingHouse } from '../keys.ts';
import { LIMITS } from './rules.ts';
import { useNonce } from './store.ts';

/** Nonces (RFC 8555 §6.5): given out without being kept, so that nobody can fill the house by asking; those used are. */

const TIME_BYTES = 6;
const RANDOM_BYTES = 10;
const MARK_BYTES = 16;
const PURPOSE = 'trust acme nonce';

const markOf = (house: Pick<SealingHouse, 'keys'>, head: Buffer): Buffer =>
  createHmac('sha256', house.keys.secret(PURPOSE)).update(head).digest().subarray(0, MARK_BYTES);

/** A nonce that holds for an hour, in any process of the house. */
export function newNonce(house: Pick<SealingHouse, 'keys'>): string {
  const head = Buffer.alloc(TIME_BYTES + RANDOM_BYTES);
  head.writeUIntBE(now().getTime(), 0, TIME_BYTES);
  randomBytes(RANDOM_BYTES).copy(head, TIME_BYTES);
  return Buffer.concat([head, markOf(house, head)]).toString('base64url');
}

/** Uses a nonce. Refuses `trust.acme_nonce_wrong` for one that is not ours, too old, or was used. */
export async function takeNonce(house: SealingHouse, nonce: string | undefined): Promise<void> {
  const refused = new Refusal('trust.acme_nonce_wrong', 400);
  const bytes = Buffer.from(nonce ?? '', 'base64url');
  if (bytes.length !== TIME_BYTES + RANDOM_BYTES + MARK_BYTES || bytes.toString('base64url') !== nonce) throw refused;
  const head = bytes.subarray(0, TIME_BYTES + RANDOM_BYTES);
  if (!timingSafeEqual(markOf(house, head), bytes.subarray(head.length))) throw refused;
  const expiresAt = new Date(head.readUIntBE(0, TIME_BYTES) + LIMITS.nonceHolds_ms);
  if (expiresAt <= now()) throw refused;
  if (!(await useNonce(house.db.as('trust'), bytes, expiresAt))) throw refused;
}
