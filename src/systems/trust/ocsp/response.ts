import { type Issuer } from '../certificate/certificate.ts';
import { SIGNATURE_ALGORITHM } from '../certificate/signature-way.ts';
import { bitString, contextTag, element, generalizedTime, objectId, octetString, sequence, TAG } from '../asn1/der.ts';
import type { StatusAct } from '../rules.ts';

/** Answers of the Online Certificate Status Protocol (RFC 6960 §4.2), signed by a responder on P-256. */

const BASIC = objectId('1.3.6.1.5.5.7.48.1.1');
const { oid } = SIGNATURE_ALGORITHM['P-256'];
const ALGORITHM = sequence(objectId(oid));
const GOOD = element(contextTag(0, 'primitive'));
const UNKNOWN = element(contextTag(2, 'primitive'));

/** Errors that are not signed (§4.2.1 OCSPResponseStatus). */
const ERROR = { malformedRequest: 1, internalError: 2, unauthorized: 6 } as const;

export const errorAnswer = (error: keyof typeof ERROR): Buffer =>
  sequence(element(TAG.enumerated, Buffer.of(ERROR[error])));

/** What is told of one certificate. */
export interface Told {
  /** CertID as it was asked. */
  id: Buffer;
  status: 'good' | 'unknown' | StatusAct;
}

/** A signed answer. Times are whole seconds; what is told holds until `until`. */
export async function signAnswer(
  responder: Issuer,
  answer: { told: readonly Told[]; at: Date; until: Date; nonce: Buffer | undefined },
): Promise<Buffer> {
  const at = generalizedTime(answer.at);
  const until = element(contextTag(0), generalizedTime(answer.until));
  const told = answer.told.map(({ id, status }) => sequence(id, statusOf(status), at, until));
  const toSign = sequence(
    element(contextTag(2), octetString(responder.certificate.keyId)),
    at,
    sequence(...told),
    ...(answer.nonce ? [element(contextTag(1), sequence(answer.nonce))] : []),
  );
  const { certificate, privateKey } = responder;
  const signature = await privateKey.sign({ kind: 'answer', bytes: toSign, by: certificate.der });
  const basic = sequence(toSign, ALGORITHM, bitString(signature), element(contextTag(0), sequence(certificate.der)));
  return sequence(element(TAG.enumerated, Buffer.of(0)), element(contextTag(0), sequence(BASIC, octetString(basic))));
}

function statusOf(status: Told['status']): Buffer {
  if (status === 'good') return GOOD;
  if (status === 'unknown') return UNKNOWN;
  const reason = status.reason === 0 ? [] : [element(contextTag(0), element(TAG.enumerated, Buffer.of(status.reason)))];
  return element(contextTag(1), generalizedTime(status.at), ...reason);
}
