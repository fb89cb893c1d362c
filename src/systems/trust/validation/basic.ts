import type { Certificate } from '../certificate/certificate.ts';
import { isValueRight } from '../certificate/signature-algorithm.ts';
import { earliest, endOfDigest, endOfSignature, isSound, type End } from './algorithms.ts';
import { validateChain, type ChainVerdict } from './chain.ts';
import { failed, indeterminate, PASSED, type Block, type Conclusion } from './conclusion.ts';
import type { Context } from './context.ts';
import type { ReadableSignature } from './found.ts';

/** Validation of basic signatures (EN 319 102-1 §5.3): as if no time were proven but now. */

export interface BasicVerdict {
  conclusion: Conclusion;
  chain: ChainVerdict | undefined;
  blocks: Block[];
}

/** Clocks of signers may be ahead of ours by so much. */
const CLOCK_TOLERANCE_MS = 300_000;

/** §5.2.2 and §5.2.3: what was found is a signature over this file, and names its certificate. */
function checkFormat({ coverage }: ReadableSignature): Conclusion {
  return coverage.later.forbidden ? failed('FORMAT_FAILURE', 'changed_after_signing') : PASSED;
}

function identifySigner({ signer, signerReference }: ReadableSignature): Conclusion {
  if (!signer?.publicKey) return indeterminate('NO_SIGNING_CERTIFICATE_FOUND', 'signing_certificate_missing');
  return signerReference === 'different'
    ? indeterminate('NO_SIGNING_CERTIFICATE_FOUND', 'signing_certificate_mismatch')
    : PASSED;
}

/** §5.2.7: the hashes, then the value. */
function verifyValue({ references, value, signer }: ReadableSignature): Conclusion {
  if (references.length === 0 || references.some(({ result }) => result === 'missing'))
    return indeterminate('SIGNED_DATA_NOT_FOUND', 'signed_data_missing');
  if (references.some(({ result }) => result === 'different')) return failed('HASH_FAILURE', 'document_changed');
  return signer?.publicKey && isValueRight(value, signer.publicKey)
    ? PASSED
    : failed('SIG_CRYPTO_FAILURE', 'signature_wrong');
}

/** Until when the algorithms of a signature may be relied upon. */
export function endOfFound({ references, value, signer }: ReadableSignature): End {
  const key = signer?.publicKey;
  return earliest(...references.map(({ digest }) => endOfDigest(digest)), key && endOfSignature(value.algorithm, key));
}

/**
 * §5.2.8: what the signature itself must say, and its algorithms at an instant by which it is proven to have been there. `since` is what
 * it was certainly made after.
 */
export function acceptSignature(found: ReadableSignature, proven: Date, since: Date | undefined): Conclusion {
  const { signer, signerReference, claimed } = found;
  if (signerReference === 'absent') return indeterminate('SIG_CONSTRAINTS_FAILURE', 'signing_certificate_unnamed');
  if (!claimed.at) return indeterminate('SIG_CONSTRAINTS_FAILURE', 'signing_time_missing');
  if (!signer || claimed.at < signer.from || claimed.at > signer.until || +claimed.at > +proven + CLOCK_TOLERANCE_MS)
    return indeterminate('SIG_CONSTRAINTS_FAILURE', 'signing_time_outside_certificate');
  return acceptAlgorithms(found, proven, since);
}

function acceptAlgorithms(found: ReadableSignature, proven: Date, since: Date | undefined): Conclusion {
  const end = endOfFound(found);
  if (isSound(end, proven)) return PASSED;
  const began = since && found.signer ? new Date(Math.max(+since, +found.signer.from)) : (since ?? found.signer?.from);
  return began && !isSound(end, began)
    ? indeterminate('CRYPTO_CONSTRAINTS_FAILURE', 'algorithm_outdated')
    : indeterminate('CRYPTO_CONSTRAINTS_FAILURE_NO_POE', 'algorithm_outdated');
}

/** All blocks of a basic validation. A failure of the format or the cryptography is told before anything about certificates. */
export function validateBasic(
  found: ReadableSignature,
  context: Context,
  /** When the content was stamped before it was signed. */
  contentStampedAt: Date | undefined,
): BasicVerdict {
  const blocks: Block[] = [];
  const add = (name: Block['name'], conclusion: Conclusion, data: Block['data'] = {}): Conclusion => {
    blocks.push({ name, conclusion, data });
    return conclusion;
  };
  const { signer } = found;
  const format = add('format', checkFormat(found), { format: found.format, level: found.level });
  const identified = add('signer', identifySigner(found), signer ? dataOf(signer) : {});
  // Where no certificate is known the value cannot be verified; the hashes still can.
  const verified = add('cryptography', verifyValue(found), {
    algorithm: `${found.value.algorithm.family} ${found.value.algorithm.digest}`,
  });
  const chain = signer && identified === PASSED ? validateChain(signer, 'documents', context) : undefined;
  if (chain) add('chain', chain.conclusion, dataOfChain(chain));
  const accepted = add('acceptance', acceptSignature(found, context.at, contentStampedAt), {
    ...(found.claimed.at && { claimed: found.claimed.at }),
    ...endData(endOfFound(found)),
  });
  const isBroken = verified.indication === 'FAILED' && (verified.sub === 'HASH_FAILURE' || signer !== undefined);
  const conclusion =
    [
      format,
      isBroken ? verified : PASSED,
      identified,
      verified,
      beforeContent(chain, signer, contentStampedAt),
      chain?.conclusion,
      accepted,
    ].find((one) => one && one.indication !== 'PASSED') ?? PASSED;
  add('basic', conclusion, { at: context.at });
  return { conclusion, chain, blocks };
}

/** §5.3.4: content that was stamped after the certificate had ended was signed after that too. */
function beforeContent(
  chain: ChainVerdict | undefined,
  signer: Certificate | undefined,
  stampedAt: Date | undefined,
): Conclusion {
  if (!chain || !signer || !stampedAt) return PASSED;
  if (chain.revokedAt && stampedAt >= chain.revokedAt && chain.conclusion.indication === 'INDETERMINATE') {
    if (chain.conclusion.sub === 'REVOKED_NO_POE') return failed('REVOKED', 'signed_after_revocation');
  }
  return stampedAt > signer.until ? failed('EXPIRED', 'signed_after_expiry') : PASSED;
}

export const dataOf = (certificate: Certificate): Block['data'] => ({
  subject: certificate.organization || certificate.commonName,
  serial: certificate.serial,
  from: certificate.from,
  until: certificate.until,
});

const endData = (end: End): Block['data'] => (end ? { soundUntil: end } : {});

function dataOfChain({ path, revokedAt }: ChainVerdict): Block['data'] {
  return {
    ...(path && {
      chain: [...path.certificates.toReversed(), path.anchor].map(({ commonName }) => commonName).join(' ← '),
    }),
    ...(revokedAt && { revokedAt }),
  };
}
