import { createHash } from 'node:crypto';
import { isValueRight } from '../certificate/signature-algorithm.ts';
import { readToken, type ReadToken } from '../time-stamp/reading.ts';
import { MalformedDer } from '../asn1/der.ts';
import { earliest, endOfDigest, endOfSignature, isSound, type End } from './algorithms.ts';
import { validateChain, validatePastChain, type ChainVerdict } from './chain.ts';
import { failed, indeterminate, PASSED, type Block, type Conclusion } from './conclusion.ts';
import type { Context } from './context.ts';
import type { FoundTimeStamp } from './found.ts';
import type { Proofs } from './proofs.ts';

/** A time stamp that was read, and the one that was found. */
export interface Stamp {
  /** Its place among the time stamps of the signature, from 1. */
  number: number;
  found: FoundTimeStamp;
  read: ReadToken | undefined;
}

export function readStamps(found: readonly FoundTimeStamp[]): Stamp[] {
  return found.map((one, i) => ({ number: i + 1, found: one, read: readIfToken(one.token) }));
}

function readIfToken(token: Buffer): ReadToken | undefined {
  try {
    return readToken(token);
  } catch (error) {
    if (error instanceof MalformedDer) return undefined;
    throw error;
  }
}

/** What is known of one time stamp. It proves something only when it passed. */
export interface StampVerdict {
  stamp: Stamp;
  conclusion: Conclusion;
  chain: ChainVerdict | undefined;
  /** Until when it proves what it does: its certificate and algorithms. */
  until: Date | undefined;
  block: Block;
}

/** Time stamp validation (EN 319 102-1 §5.4): what it is over, its signature, and the path to its authority, now. */
export function validateStamp(stamp: Stamp, context: Context): StampVerdict {
  const { read } = stamp;
  const certificate = read?.signer.certificate;
  const verdict = (conclusion: Conclusion, chain?: ChainVerdict): StampVerdict => ({
    stamp,
    conclusion,
    chain,
    until: earliest(certificate?.until, read && endOfStamp(read)),
    block: {
      name: 'time_stamp',
      about: stamp.number,
      conclusion,
      data: {
        kind: stamp.found.kind,
        ...(read && { at: read.at, imprint: read.imprint.digest }),
        ...(certificate && { by: certificate.commonName, serial: certificate.serial, until: certificate.until }),
      },
    },
  });
  if (!read) return verdict(failed('FORMAT_FAILURE', 'time_stamp_malformed'));
  const { signer, imprint, content } = read;
  const expected = stamp.found.imprint(imprint.digest);
  if (!expected) return verdict(indeterminate('SIGNED_DATA_NOT_FOUND', 'signed_data_missing'));
  if (!expected.equals(imprint.value)) return verdict(failed('HASH_FAILURE', 'time_stamp_of_something_else'));
  if (!certificate?.publicKey || signer.signerReference !== 'same')
    return verdict(indeterminate('NO_SIGNING_CERTIFICATE_FOUND', 'signing_certificate_missing'));
  if (!createHash(signer.digest).update(content).digest().equals(signer.messageDigest))
    return verdict(failed('HASH_FAILURE', 'document_changed'));
  if (!isValueRight(signer.value, certificate.publicKey))
    return verdict(failed('SIG_CRYPTO_FAILURE', 'signature_wrong'));
  const chain = validateChain(certificate, 'time_stamps', context);
  if (chain.conclusion.indication !== 'PASSED') return verdict(chain.conclusion, chain);
  if (read.at < certificate.from || read.at > certificate.until)
    return verdict(indeterminate('SIG_CONSTRAINTS_FAILURE', 'signing_time_outside_certificate'), chain);
  if (!isSound(endOfStamp(read), context.at))
    return verdict(indeterminate('CRYPTO_CONSTRAINTS_FAILURE_NO_POE', 'algorithm_outdated'), chain);
  return verdict(PASSED, chain);
}

/** Until when the algorithms of a time stamp may be relied upon. */
function endOfStamp({ signer, imprint }: ReadToken): End {
  const key = signer.certificate?.publicKey;
  return earliest(endOfDigest(imprint.digest), key && endOfSignature(signer.value.algorithm, key));
}

/**
 * A time stamp that does not hold now and may have held while a later one was made over it (§5.6.2.4). Whatever else is wrong
 * with it stays wrong.
 */
export function validatePastStamp({ stamp, conclusion }: StampVerdict, context: Context, proofs: Proofs): Conclusion {
  const certificate = stamp.read?.signer.certificate;
  if (conclusion.indication !== 'INDETERMINATE' || !stamp.read || !certificate) return conclusion;
  if (!MAY_HAVE_HELD.has(conclusion.sub)) return conclusion;
  const { controlTime, ...past } = validatePastChain(certificate, 'time_stamps', context, proofs);
  if (past.conclusion.indication !== 'PASSED') return conclusion;
  const proven = proofs.of(stamp.found.token);
  if (proven > controlTime || stamp.read.at < certificate.from || stamp.read.at > certificate.until) return conclusion;
  return isSound(endOfStamp(stamp.read), proven) ? PASSED : conclusion;
}

/** What may turn out to have been good in the past (§5.6.3.4, step 2). */
export const MAY_HAVE_HELD: ReadonlySet<string> = new Set([
  'REVOKED_NO_POE',
  'REVOKED_CA_NO_POE',
  'OUT_OF_BOUNDS_NO_POE',
  'OUT_OF_BOUNDS_NOT_REVOKED',
  'CRYPTO_CONSTRAINTS_FAILURE_NO_POE',
  'TRY_LATER',
]);
