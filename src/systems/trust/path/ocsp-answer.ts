import { createHash } from 'node:crypto';
import { keyBits, readCertificate, readSignatureAlgorithm, type Certificate } from '../certificate/certificate.ts';
import { readExtensionList } from '../certificate/extensions.ts';
import { DIGEST_BY_OID } from '../certificate/signature-algorithm.ts';
import type { Signed } from '../certificate/signature-scheme.ts';
import {
  contextTag,
  expectTag,
  findTagged,
  MalformedDer,
  readMembers,
  readObjectId,
  readOnly,
  readTime,
  readWholeBits,
  TAG,
  type DerElement,
} from '../asn1/der.ts';
import type { Revocation } from './revocation-list.ts';

/** Answers of the Online Certificate Status Protocol (RFC 6960 §4.2), as they lie in signatures or were just asked for. */

const OID = { basic: '1.3.6.1.5.5.7.48.1.1', archiveCutoff: '1.3.6.1.5.5.7.48.1.6' } as const;
const MOST_ANSWER_BYTES = 1024 * 1024;
const MOST_TOLD = 64;
const MOST_RESPONDER_CERTIFICATES = 8;
const MOST_REASON = 10;

/** What an answer says of one certificate. */
export interface ToldStatus {
  digest: string;
  issuerNameHash: Buffer;
  issuerKeyHash: Buffer;
  serialBytes: Buffer;
  status: 'good' | 'unknown' | Revocation;
  thisUpdate: Date;
  nextUpdate: Date | undefined;
  /** Certificates that ended after this are still told of (§4.4.4). */
  archiveCutoff: Date | undefined;
}

export interface OcspAnswer extends Signed {
  der: Buffer;
  /** Who signed: by name or by the hash of the key. */
  responder: { name: Buffer } | { keyHash: Buffer };
  producedAt: Date;
  told: readonly ToldStatus[];
  certificates: readonly Certificate[];
}

/** Reads an OCSPResponse that carries an answer, or a BasicOCSPResponse. Throws MalformedDer for anything else. */
export function readOcspAnswer(der: Buffer): OcspAnswer {
  if (der.length > MOST_ANSWER_BYTES) throw new MalformedDer('answer too large');
  const [toSign, algorithm, signature, ...rest] = readMembers(basicOf(der), 4);
  const carried = rest[0] ? readMembers(expectTag(rest[0], contextTag(0)), 1)[0] : undefined;
  const members = readMembers(expectTag(toSign, TAG.sequence), 6);
  if (members[0]?.tag === contextTag(0)) members.shift();
  const [responder, producedAt, told] = members;
  return {
    der,
    toSign: toSign!.whole,
    signatureAlgorithm: readSignatureAlgorithm(algorithm, algorithm),
    signature: readWholeBits(signature),
    responder: readResponder(responder),
    producedAt: readTime(expectTag(producedAt, TAG.generalizedTime)),
    told: readMembers(expectTag(told, TAG.sequence), MOST_TOLD).map(readTold),
    certificates: carried
      ? readMembers(expectTag(carried, TAG.sequence), MOST_RESPONDER_CERTIFICATES).map(({ whole }) =>
          readCertificate(whole),
        )
      : [],
  };
}

function basicOf(der: Buffer): DerElement {
  const outer = readOnly(der, TAG.sequence);
  const [first, wrapped] = readMembers(outer, 4);
  if (first?.tag !== TAG.enumerated) return outer;
  if (first.contents.length !== 1 || first.contents[0] !== 0) throw new MalformedDer('an error and no answer');
  const [type, basic] = readMembers(expectTag(readMembers(expectTag(wrapped, contextTag(0)), 1)[0], TAG.sequence), 2);
  if (readObjectId(type) !== OID.basic) throw new MalformedDer('kind of answer');
  return readOnly(expectTag(basic, TAG.octetString).contents, TAG.sequence);
}

function readResponder(read: DerElement | undefined): OcspAnswer['responder'] {
  const [inside] = read ? readMembers(read, 1) : [];
  if (read?.tag === contextTag(1)) return { name: expectTag(inside, TAG.sequence).whole };
  return { keyHash: expectTag(expectTag(read, contextTag(2)) && inside, TAG.octetString).contents };
}

function readTold(single: DerElement): ToldStatus {
  const [id, status, thisUpdate, ...rest] = readMembers(expectTag(single, TAG.sequence), 5);
  const [algorithm, nameHash, keyHash, serial] = readMembers(expectTag(id, TAG.sequence), 4);
  const digest = DIGEST_BY_OID[readObjectId(readMembers(expectTag(algorithm, TAG.sequence), 2)[0])];
  if (!digest) throw new MalformedDer('digest of a certificate');
  const nextUpdate = findTagged(rest, 0);
  const extensions = findTagged(rest, 1);
  const cutoff =
    extensions && readExtensionList(readMembers(extensions, 1)[0]).find(({ oid }) => oid === OID.archiveCutoff)?.value;
  return {
    digest,
    issuerNameHash: expectTag(nameHash, TAG.octetString).contents,
    issuerKeyHash: expectTag(keyHash, TAG.octetString).contents,
    serialBytes: expectTag(serial, TAG.integer).contents,
    status: readStatus(status),
    thisUpdate: readTime(thisUpdate),
    nextUpdate: nextUpdate && readTime(readMembers(nextUpdate, 1)[0]),
    archiveCutoff: cutoff && readTime(readOnly(cutoff, TAG.generalizedTime)),
  };
}

function readStatus(status: DerElement | undefined): ToldStatus['status'] {
  if (status?.tag === contextTag(0, 'primitive')) return 'good';
  if (status?.tag === contextTag(2, 'primitive')) return 'unknown';
  const [at, tagged] = readMembers(expectTag(status, contextTag(1)), 2);
  const code = tagged && readMembers(expectTag(tagged, contextTag(0)), 1)[0];
  const reason = code ? expectTag(code, TAG.enumerated).contents : Buffer.of(0);
  if (reason.length !== 1 || reason[0]! > MOST_REASON) throw new MalformedDer('reason');
  return { at: readTime(at), reason: reason[0]! };
}

/** What the answer says of a certificate of this issuer, or undefined when it does not speak of it. */
export function findTold(answer: OcspAnswer, certificate: Certificate, issuer: Certificate): ToldStatus | undefined {
  return answer.told.find(
    ({ digest, issuerNameHash, issuerKeyHash, serialBytes }) =>
      serialBytes.equals(certificate.serialBytes) &&
      createHash(digest).update(issuer.subject).digest().equals(issuerNameHash) &&
      createHash(digest).update(keyBits(issuer.keyInfo)).digest().equals(issuerKeyHash),
  );
}
