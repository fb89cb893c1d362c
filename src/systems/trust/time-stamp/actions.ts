import { hash } from 'node:crypto';
import { now } from '../../../kernel/clock.ts';
import type { Database } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { clockRefused } from '../administration/alarms/actions.ts';
import type { SigningParty } from '../cms/signed-data.ts';
import { openStamper, type SealingHouse } from '../keys.ts';
import { enterInLog } from '../log/actions.ts';
import { MinuteLimit } from '../minute-limit.ts';
import { MOST_STAMPS_A_MINUTE, type StampRejection } from '../rules.ts';
import { findClockProblem } from './stamping.ts';
import { grantedAnswer, readStampRequest, rejectedAnswer, signStamp } from './token.ts';

/** Largest request for a time stamp; those in use have some hundred bytes. */
export const MOST_STAMP_REQUEST_BYTES = 4096;

/**
 * Answers a TimeStampReq with a TimeStampResp (RFC 3161): a token, whose hash is in the public log before this answers, or a
 * rejection that says why. Never throws for what was sent.
 */
export async function answerStampRequest(house: SealingHouse, bytes: Uint8Array): Promise<Buffer> {
  const request = readStampRequest(bytes);
  if (typeof request === 'string') return rejectedAnswer(request);
  const stamper = await stamperNow(house);
  if (typeof stamper === 'string') return rejectedAnswer(stamper);
  const token = await signStamp(stamper, request, now());
  await enterInLog(house, 'timestamp', hash('sha256', token, 'buffer'));
  return grantedAnswer(token);
}

const thisTurn = new WeakMap<Database, ReturnType<typeof openToStamp>>();

/** Those who ask in one turn of the process share one look at the standing of the certificate and at the clock. */
function stamperNow(house: SealingHouse): ReturnType<typeof openToStamp> {
  let opened = thisTurn.get(house.db);
  if (!opened) {
    thisTurn.set(house.db, (opened = openToStamp(house)));
    setImmediate(() => thisTurn.delete(house.db));
  }
  return opened;
}

/** Who stamps, or why nothing is stamped now. */
async function openToStamp(house: SealingHouse): Promise<SigningParty | StampRejection> {
  let stamper: SigningParty;
  try {
    stamper = await openStamper(house);
  } catch (error) {
    // Its certificate is suspended or withdrawn.
    if (error instanceof Refusal) return 'service_withdrawn';
    throw error;
  }
  const problem = await findClockProblem(house);
  if (!problem) return stamper;
  house.log.error('trust.no_time', { problem });
  clockRefused(house, problem);
  return 'time_not_available';
}

const limit = new MinuteLimit(MOST_STAMPS_A_MINUTE);

/** Counts a stamp for an address, because each stays in the log for ever. Refuses `trust.too_many_stamps`. */
export function countStamp(address: string): void {
  const { retryAfter_seconds } = limit.count(address);
  if (retryAfter_seconds)
    throw new Refusal('trust.too_many_stamps', 429, { values: { most: MOST_STAMPS_A_MINUTE, retryAfter_seconds } });
}
