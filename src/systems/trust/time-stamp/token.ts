import { hash } from 'node:crypto';
import { newSerial } from '../certificate/certificate.ts';
import { digestOfSigner, signedDataOf, type SigningParty } from '../cms/signed-data.ts';
import {
  contextTag,
  element,
  expectTag,
  generalizedTime,
  integer,
  MalformedDer,
  objectId,
  readBoolean,
  readMembers,
  readObjectId,
  readOnly,
  readSmallInteger,
  sequence,
  TAG,
  utf8String,
  type DerElement,
} from '../asn1/der.ts';
import { ACCURACY_SECONDS, TIME_STAMP_POLICY, type StampRejection } from '../rules.ts';
import { stampRejectionTexts } from '../texts.ts';

/** Time stamps (RFC 3161, with the signing certificate of RFC 5816): a signed word that a hash was there at a time. */

const TST_INFO = objectId('1.2.840.113549.1.9.16.1.4');

/** Bytes of the hashes that are stamped: SHA-256, SHA-384 and SHA-512. */
const HASH_BYTES: Readonly<Record<string, number>> = {
  '2.16.840.1.101.3.4.2.1': 32,
  '2.16.840.1.101.3.4.2.2': 48,
  '2.16.840.1.101.3.4.2.3': 64,
};

/** Bits of PKIFailureInfo (RFC 3161 §2.4.2). */
const FAILURE_BIT: Readonly<Record<StampRejection, number>> = {
  algorithm_unknown: 0,
  request_not_supported: 2,
  data_malformed: 5,
  time_not_available: 14,
  policy_unknown: 15,
  extension_unknown: 16,
  service_withdrawn: 25,
};

const MOST_NONCE_BYTES = 64;

/** A request that was read: what is stamped, as it was sent, and what is sent back with it. */
export interface StampRequest {
  imprint: Buffer;
  nonce: Buffer | undefined;
  wantsCertificates: boolean;
}

/** Reads a TimeStampReq, or says why it cannot be granted. Never throws for what was sent. */
export function readStampRequest(bytes: Uint8Array): StampRequest | StampRejection {
  try {
    return read(bytes);
  } catch (error) {
    if (error instanceof MalformedDer) return 'data_malformed';
    throw error;
  }
}

function read(bytes: Uint8Array): StampRequest | StampRejection {
  const [version, imprint, ...rest] = readMembers(readOnly(bytes, TAG.sequence), 6);
  if (readSmallInteger(version) !== 1) return 'request_not_supported';
  const [algorithm, digest, ...more] = readMembers(expectTag(imprint, TAG.sequence), 3);
  const [hash, parameters, ...others] = readMembers(expectTag(algorithm, TAG.sequence), 3);
  if (others.length > 0 || (parameters && (parameters.tag !== TAG.null || parameters.contents.length > 0)))
    return 'data_malformed';
  const length = HASH_BYTES[readObjectId(hash)];
  if (length === undefined) return 'algorithm_unknown';
  if (expectTag(digest, TAG.octetString).contents.length !== length || more.length > 0) return 'data_malformed';
  const next = (tag: number): DerElement | undefined => (rest[0]?.tag === tag ? rest.shift() : undefined);
  const policy = next(TAG.objectId);
  const nonce = next(TAG.integer);
  const certificates = next(TAG.boolean);
  const extensions = next(contextTag(0));
  if (rest.length > 0) return 'data_malformed';
  if (nonce && (nonce.contents.length === 0 || nonce.contents.length > MOST_NONCE_BYTES)) return 'data_malformed';
  const wantsCertificates = certificates ? readBoolean(certificates) : false;
  if (policy && readObjectId(policy) !== TIME_STAMP_POLICY) return 'policy_unknown';
  if (extensions) return 'extension_unknown';
  return { imprint: imprint!.whole, nonce: nonce?.whole, wantsCertificates };
}

const VERSION = integer(1);
const POLICY = objectId(TIME_STAMP_POLICY);
const ACCURACY = sequence(integer(ACCURACY_SECONDS));

let lastSecond: { seconds: number; written: Buffer } = { seconds: -1, written: Buffer.alloc(0) };

/** The time in whole seconds, cut off, as it is written; of the many stamps of a second it is written once. */
function secondOf(at: Date): Buffer {
  const seconds = Math.floor(at.getTime() / 1_000);
  if (lastSecond.seconds !== seconds) lastSecond = { seconds, written: generalizedTime(at) };
  return lastSecond.written;
}

/** The signed token for a request. Its time is told in whole seconds, cut off; `ordering` is not promised. */
export async function signStamp(stamper: SigningParty, request: StampRequest, at: Date): Promise<Buffer> {
  const content = sequence(
    VERSION,
    POLICY,
    request.imprint,
    integer(newSerial()),
    secondOf(at),
    ACCURACY,
    ...(request.nonce ? [request.nonce] : []),
  );
  return signedDataOf(stamper, {
    contentType: TST_INFO,
    content,
    contentDigest: hash(digestOfSigner(stamper), content, 'buffer'),
    withCertificates: request.wantsCertificates,
  });
}

const GRANTED = sequence(integer(0));
const REJECTION = integer(2);

/** A TimeStampResp that carries a token. */
export const grantedAnswer = (token: Buffer): Buffer => sequence(GRANTED, token);

/** A TimeStampResp without one: PKIStatusInfo with the reason, also in words. */
export function rejectedAnswer(reason: StampRejection): Buffer {
  const bit = FAILURE_BIT[reason];
  const flags = Buffer.alloc((bit >> 3) + 1);
  flags[bit >> 3] = 0x80 >> (bit & 7);
  const { vi, en } = stampRejectionTexts[reason];
  const words = sequence(utf8String(vi), utf8String(en));
  return sequence(sequence(REJECTION, words, element(TAG.bitString, Buffer.of(7 - (bit & 7)), flags)));
}
