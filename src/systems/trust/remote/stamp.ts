import { createHash } from 'node:crypto';
import { now } from '../../../kernel/clock.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { boolean, integer, objectId, octetString, sequence } from '../asn1/der.ts';
import type { SealingHouse } from '../keys.ts';
import { openStamper } from '../keys.ts';
import { enterInLog } from '../log/actions.ts';
import { countStamp } from '../time-stamp/actions.ts';
import { findClockProblem } from '../time-stamp/stamping.ts';
import { readStampRequest, signStamp } from '../time-stamp/token.ts';

const SHA256 = sequence(objectId('2.16.840.1.101.3.4.2.1'));

/**
 * A time stamp over a SHA-256, as the token alone (RFC 3161), in the public log before this answers. Refuses
 * `trust.time_not_available`, and `trust.too_many_stamps` for the address.
 */
export async function stampHash(
  house: SealingHouse,
  asked: { sha256: Buffer; nonce: string | undefined; address: string },
): Promise<Buffer> {
  countStamp(asked.address);
  const nonce =
    asked.nonce && Buffer.from(asked.nonce.padStart(asked.nonce.length + (asked.nonce.length % 2), '0'), 'hex');
  const imprint = sequence(SHA256, octetString(asked.sha256));
  const request = readStampRequest(sequence(integer(1), imprint, ...(nonce ? [integer(nonce)] : []), boolean(true)));
  const stamper = await openStamper(house);
  if (typeof request === 'string' || (await findClockProblem(house)))
    throw new Refusal('trust.time_not_available', 503);
  const token = await signStamp(stamper, request, now());
  await enterInLog(house, 'timestamp', createHash('sha256').update(token).digest());
  return token;
}
