import { sign } from 'node:crypto';
import { curveOf, extension, SIGNATURE_ALGORITHM, type Issuer } from '../certificate/certificate.ts';
import { bitString, contextTag, element, integer, objectId, sequence, TAG, time } from '../asn1/der.ts';

/** One revoked certificate as a list tells it. */
export interface RevokedEntry {
  serialBytes: Buffer;
  at: Date;
  /** CRLReason (RFC 5280 §5.3.1); 0, unspecified, is left out. */
  reason: number;
}

/**
 * Signs a full revocation list of an authority (RFC 5280 §5): version 2, with its number and the key that signed. More
 * extensions may be given ready. Times are in whole seconds.
 */
export function issueRevocationList(order: {
  issuer: Issuer;
  number: number;
  thisUpdate: Date;
  nextUpdate: Date;
  entries: readonly RevokedEntry[];
  extensions?: readonly Buffer[];
}): Buffer {
  const { certificate, privateKey } = order.issuer;
  const curve = curveOf(privateKey);
  if (!curve) throw new Error('the key is on no curve we sign with');
  const algorithm = SIGNATURE_ALGORITHM[curve];
  const entries = order.entries.map(({ serialBytes, at, reason }) =>
    sequence(
      element(TAG.integer, serialBytes),
      time(at),
      ...(reason === 0 ? [] : [sequence(extension('2.5.29.21', false, element(TAG.enumerated, Buffer.of(reason))))]),
    ),
  );
  const toSign = sequence(
    integer(1),
    sequence(objectId(algorithm.oid)),
    certificate.subject,
    time(order.thisUpdate),
    time(order.nextUpdate),
    // An empty list is left out altogether (§5.1.2.6).
    ...(entries.length > 0 ? [sequence(...entries)] : []),
    element(
      contextTag(0),
      sequence(
        extension('2.5.29.35', false, sequence(element(contextTag(0, 'primitive'), certificate.keyId))),
        extension('2.5.29.20', false, integer(order.number)),
        ...(order.extensions ?? []),
      ),
    ),
  );
  const signature = sign(algorithm.digest, toSign, privateKey);
  return sequence(toSign, sequence(objectId(algorithm.oid)), bitString(signature));
}
