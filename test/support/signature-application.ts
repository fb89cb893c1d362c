import { createHash } from 'node:crypto';
import {
  contextTag,
  element,
  integer,
  objectId,
  octetString,
  sequence,
  setOf,
  sortedSet,
  TAG,
} from '../../src/systems/trust/asn1/der.ts';
import { readCertificate } from '../../src/systems/trust/certificate/certificate.ts';

/** What a signature application does by itself: signed attributes whose hash it has signed, and the CMS around the signature (RFC 5652). */

const DATA = objectId('1.2.840.113549.1.7.1');
const SHA256 = sequence(objectId('2.16.840.1.101.3.4.2.1'));
const attribute = (oid: string, value: Buffer) => sequence(objectId(oid), setOf(value));

/** The signed attributes over a content, as the SET OF that is hashed. */
export function attributesToSign(content: Uint8Array, chain: readonly string[]): Buffer {
  const certificate = createHash('sha256').update(Buffer.from(chain[0]!, 'base64')).digest();
  return setOf(
    attribute('1.2.840.113549.1.9.3', DATA),
    attribute('1.2.840.113549.1.9.4', octetString(createHash('sha256').update(content).digest())),
    attribute('1.2.840.113549.1.9.16.2.47', sequence(sequence(sequence(octetString(certificate))))),
  );
}

/** SignedData over content that stands elsewhere, from the attributes and the signature over their hash. */
export function assembleCms(made: { attributes: Buffer; signature: Buffer; chain: readonly string[] }): Buffer {
  const certificates = made.chain.map((each) => Buffer.from(each, 'base64'));
  const { issuer, serialBytes } = readCertificate(certificates[0]!);
  const attributes = Buffer.from(made.attributes);
  attributes[0] = contextTag(0);
  const signer = sequence(
    integer(1),
    sequence(issuer, integer(serialBytes)),
    SHA256,
    attributes,
    sequence(objectId('1.2.840.10045.4.3.2')),
    octetString(made.signature),
  );
  const signedData = sequence(
    integer(1),
    setOf(SHA256),
    sequence(DATA),
    element(contextTag(0), ...sortedSet(certificates)),
    element(TAG.set, signer),
  );
  return sequence(objectId('1.2.840.113549.1.7.2'), element(contextTag(0), signedData));
}
