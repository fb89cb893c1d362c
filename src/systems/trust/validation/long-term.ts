import { earliest, isSound } from './algorithms.ts';
import { acceptSignature, endOfFound, type BasicVerdict } from './basic.ts';
import { endOfChain, validatePastChain, wasKnownAt } from './chain.ts';
import { failed, indeterminate, PASSED, type Block, type Conclusion } from './conclusion.ts';
import type { Context } from './context.ts';
import type { ReadableSignature } from './found.ts';
import type { Proofs } from './proofs.ts';
import { MAY_HAVE_HELD, validatePastStamp, type StampVerdict } from './time-stamp.ts';

/** Signatures with time, with long-term validation material, and with archive time stamps (EN 319 102-1 §5.5 and §5.6). */

interface Proven {
  conclusion: Conclusion;
  blocks: Block[];
  /** By when the signature is proven to have been made; the instant of the validation when nothing proves more. */
  best: Date;
}

/** Signatures with time (§5.5): what the certificate was at the time that a stamp proves. */
export function validateWithTime(
  found: ReadableSignature,
  basic: BasicVerdict,
  stamps: readonly StampVerdict[],
  context: Context,
): Proven {
  let best = context.at;
  for (const { stamp, conclusion } of stamps) {
    if (stamp.found.kind === 'content' || conclusion.indication !== 'PASSED') continue;
    if (stamp.read!.at < best) best = stamp.read!.at;
  }
  const conclusion = inTime(found, basic, stamps, { context, best });
  return { conclusion, best, blocks: [{ name: 'time', conclusion, data: { proven: best } }] };
}

function inTime(
  found: ReadableSignature,
  { conclusion, chain }: BasicVerdict,
  stamps: readonly StampVerdict[],
  { context, best }: { context: Context; best: Date },
): Conclusion {
  if (conclusion.indication === 'FAILED') return conclusion;
  const { signer } = found;
  if (conclusion.indication === 'INDETERMINATE' && !MAY_HAVE_HELD.has(conclusion.sub)) return conclusion;
  if (signer && best < signer.from) return failed('NOT_YET_VALID', 'signed_before_certificate');
  const order = findDisorder(stamps);
  if (order) return order;
  if (conclusion.indication === 'INDETERMINATE') {
    switch (conclusion.sub) {
      case 'REVOKED_NO_POE':
      case 'REVOKED_CA_NO_POE':
        if (!chain?.revokedAt || chain.revokedAt <= best) return conclusion;
        break;
      case 'OUT_OF_BOUNDS_NOT_REVOKED':
        if (!signer || best > signer.until) return conclusion;
        break;
      case 'TRY_LATER':
        if (conclusion.reason === 'certificate_suspended' || !chain?.path || !wasKnownAt(chain.path, best, context))
          return conclusion;
        break;
      case 'CRYPTO_CONSTRAINTS_FAILURE_NO_POE': {
        if (!chain?.path || !isSound(earliest(endOfFound(found), endOfChain(chain.path)), best)) return conclusion;
        break;
      }
      default:
        return conclusion;
    }
  }
  return acceptSignature(found, best, contentStampedAt(stamps));
}

/** §5.5.4: content is stamped before it is signed, and signed before it is stamped for the archive. */
function findDisorder(stamps: readonly StampVerdict[]): Conclusion | undefined {
  const timesOf = (...kinds: string[]) =>
    stamps
      .filter(({ stamp, conclusion }) => conclusion.indication === 'PASSED' && kinds.includes(stamp.found.kind))
      .map(({ stamp }) => +stamp.read!.at);
  const content = timesOf('content');
  const signature = timesOf('signature');
  const archive = timesOf('archive', 'references');
  const isAfter = (one: number[], other: number[]) =>
    one.length > 0 && other.length > 0 && Math.max(...one) > Math.min(...other);
  return isAfter(content, [...signature, ...archive]) || isAfter(signature, archive)
    ? indeterminate('TIMESTAMP_ORDER_FAILURE', 'time_stamps_out_of_order')
    : undefined;
}

/** When the content was stamped before it was signed, by a stamp that holds. */
export function contentStampedAt(stamps: readonly StampVerdict[]): Date | undefined {
  const times = stamps
    .filter(({ stamp, conclusion }) => stamp.found.kind === 'content' && conclusion.indication === 'PASSED')
    .map(({ stamp }) => +stamp.read!.at);
  return times.length > 0 ? new Date(Math.max(...times)) : undefined;
}

/**
 * Long-term availability (§5.6.3): from the newest time stamp to the oldest, each proves what it covers, and so that older ones were
 * there while they could still be relied upon.
 */
export function validateWithArchive(
  found: ReadableSignature,
  withTime: Proven,
  stamps: readonly StampVerdict[],
  { context, proofs }: { context: Context; proofs: Proofs },
): Proven {
  const blocks: Block[] = [];
  const inOrder = stamps
    .filter(({ stamp }) => stamp.read && stamp.found.kind !== 'content')
    .toSorted((a, b) => +b.stamp.read!.at - +a.stamp.read!.at);
  for (const verdict of inOrder) {
    const { stamp } = verdict;
    const conclusion =
      verdict.conclusion.indication === 'PASSED' ? PASSED : validatePastStamp(verdict, context, proofs);
    if (conclusion !== verdict.conclusion && conclusion.indication === 'PASSED')
      blocks.push({ name: 'past_signature', about: stamp.number, conclusion, data: { at: stamp.read!.at } });
    if (conclusion.indication === 'PASSED') extractProofs(found, verdict, proofs);
  }
  const best = proofs.of(found.value.signature);
  const { conclusion: before } = withTime;
  const past =
    before.indication === 'INDETERMINATE' && MAY_HAVE_HELD.has(before.sub)
      ? validatePast(found, before, { context, proofs, blocks })
      : before;
  const conclusion =
    past.indication === 'PASSED' && before.indication !== 'PASSED'
      ? acceptSignature(found, best, contentStampedAt(stamps))
      : past;
  blocks.push({ name: 'archive', conclusion, data: { proven: best } });
  return { conclusion, blocks, best };
}

/** §5.6.2.3: everything under the hash of a stamp was there when it was made; the signer's certificate too, whose hash was signed. */
function extractProofs(found: ReadableSignature, { stamp }: StampVerdict, proofs: Proofs): void {
  const { at } = stamp.read!;
  proofs.add(found.value.signature, at);
  if (found.signer) proofs.add(found.signer.der, at);
  for (const der of stamp.found.covers) proofs.add(der, at);
}

/** Past signature validation (§5.6.2.4). */
function validatePast(
  found: ReadableSignature,
  before: Extract<Conclusion, { indication: 'INDETERMINATE' | 'FAILED' }>,
  { context, proofs, blocks }: { context: Context; proofs: Proofs; blocks: Block[] },
): Conclusion {
  const { signer } = found;
  if (!signer) return before;
  const { conclusion, controlTime } = validatePastChain(signer, 'documents', context, proofs);
  blocks.push({ name: 'past_certificate', conclusion, data: { controlTime } });
  const best = proofs.of(found.value.signature);
  const result = ((): Conclusion => {
    if (conclusion.indication !== 'PASSED' || best > controlTime) return before;
    if (best < signer.from) return failed('NOT_YET_VALID', 'signed_before_certificate');
    if (best > signer.until) return before;
    return isSound(endOfFound(found), best) ? PASSED : before;
  })();
  blocks.push({ name: 'past_signature', conclusion: result, data: { proven: best, controlTime } });
  return result;
}
