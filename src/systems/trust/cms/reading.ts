import { createHash } from 'node:crypto';
import { readCertificate, type Certificate } from '../certificate/certificate.ts';
import { DIGEST_BY_OID, signatureAlgorithmOf } from '../certificate/signature-algorithm.ts';
import {
  contextTag,
  element,
  expectTag,
  MalformedDer,
  readFirst,
  readMembers,
  readObjectId,
  readOnly,
  readSmallInteger,
  TAG,
  type DerElement,
} from '../asn1/der.ts';
import type { DigestName, FoundValue } from '../validation/found.ts';

/**
 * CMS SignedData (RFC 5652) of anybody, in DER, as it stands: several signers, any attributes. Nothing is believed here. What we
 * do not know is left out where it may be (certificates of other kinds) and refused where it may not.
 */

const OID = {
  signedData: '1.2.840.113549.1.7.2',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingCertificate: '1.2.840.113549.1.9.16.2.12',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
} as const;

/** Versions of SignedData (RFC 5652 §5.1). */
const VERSIONS: ReadonlySet<number> = new Set([1, 3, 4, 5]);
const MOST_SIGNERS = 32;
const MOST_CARRIED = 64;
const MOST_ATTRIBUTES = 64;

export interface ReadSignedData {
  contentType: string;
  /** The content, when it is carried. */
  content: Buffer | undefined;
  certificates: readonly Certificate[];
  /** CertificateLists that are carried. */
  lists: readonly Buffer[];
  signers: readonly ReadSigner[];
}

export interface ReadSigner {
  /** Undefined when its certificate is not carried. */
  certificate: Certificate | undefined;
  digest: DigestName;
  messageDigest: Buffer;
  /** contentType of the signed attributes. */
  contentType: string;
  value: FoundValue;
  /** Signed attributes that stand once, by their identifier: the one value. */
  signed: ReadonlyMap<string, Buffer>;
  /** Whether the signed reference to the signing certificate names `certificate`. */
  signerReference: 'same' | 'different' | 'absent';
  /** Unsigned attributes in their order, with all their values; and as they stand, for hashing. */
  unsigned: readonly { oid: string; values: readonly Buffer[]; whole: Buffer }[];
  /** SignerInfo as it stands. */
  whole: Buffer;
}

/** Reads a ContentInfo of SignedData. What follows its end may only be zeros when `padded`. Throws MalformedDer. */
export function readSignedData(bytes: Buffer, { padded = false } = {}): ReadSignedData {
  const outer = expectTag(readFirst(bytes), TAG.sequence);
  const rest = bytes.subarray(outer.whole.length);
  if (padded ? rest.some((byte) => byte !== 0) : rest.length > 0) throw new MalformedDer('bytes after the signature');
  const [type, wrapped, ...more] = readMembers(outer, 2);
  if (readObjectId(type) !== OID.signedData || more.length > 0) throw new MalformedDer('not signed data');
  const [version, digests, content, ...others] = readMembers(
    expectTag(readMembers(expectTag(wrapped, contextTag(0)), 1)[0], TAG.sequence),
    6,
  );
  if (!VERSIONS.has(readSmallInteger(version))) throw new MalformedDer('version');
  const announced = readMembers(expectTag(digests, TAG.set), MOST_SIGNERS);
  const carried = others[0]?.tag === contextTag(0) ? readMembers(others.shift()!, MOST_CARRIED) : [];
  const lists = others[0]?.tag === contextTag(1) ? readMembers(others.shift()!, MOST_CARRIED) : [];
  const [signers, ...left] = others;
  if (left.length > 0) throw new MalformedDer('signed data');
  const [contentType, wrappedContent, ...behind] = readMembers(expectTag(content, TAG.sequence), 2);
  if (behind.length > 0) throw new MalformedDer('content');
  const certificates = carried.flatMap((one) => readIfPossible(one.whole));
  const ofContent = readObjectId(contentType);
  const read = readMembers(expectTag(signers, TAG.set), MOST_SIGNERS).map((one) =>
    readSigner(one, certificates, announced),
  );
  // What kind of content it is stands under the signature only as an attribute (RFC 5652 §11.1).
  if (read.some((signer) => signer.contentType !== ofContent)) throw new MalformedDer('content type');
  return {
    contentType: ofContent,
    content:
      wrappedContent &&
      expectTag(readMembers(expectTag(wrappedContent, contextTag(0)), 1)[0], TAG.octetString).contents,
    certificates,
    lists: lists.filter(({ tag }) => tag === TAG.sequence).map(({ whole }) => whole),
    signers: read,
  };
}

/** Somebody else's certificate that we cannot read is as good as none. */
function readIfPossible(der: Buffer): Certificate[] {
  try {
    return [readCertificate(der)];
  } catch (error) {
    if (error instanceof MalformedDer) return [];
    throw error;
  }
}

function readSigner(
  signer: DerElement,
  certificates: readonly Certificate[],
  announced: readonly DerElement[],
): ReadSigner {
  const [version, identifier, digestIdentifier, attributes, algorithm, signature, ...rest] = readMembers(
    expectTag(signer, TAG.sequence),
    7,
  );
  // Neither of these is under the signature, so they must agree with what is.
  if (readSmallInteger(version) !== (identifier?.tag === TAG.sequence ? 1 : 3))
    throw new MalformedDer('signer version');
  if (!announced.some(({ whole }) => digestIdentifier?.whole.equals(whole)))
    throw new MalformedDer('digest algorithms differ');
  const digest = readDigest(digestIdentifier);
  // Without signed attributes nothing says whose certificate signed: no AdES.
  const signed = readAttributes(expectTag(attributes, contextTag(0)));
  const single = new Map<string, Buffer>();
  for (const { oid, values } of signed) {
    if (single.has(oid) || values.length !== 1) throw new MalformedDer('signed attribute');
    single.set(oid, values[0]!);
  }
  const digestGiven = single.get(OID.messageDigest);
  const typeGiven = single.get(OID.contentType);
  if (!digestGiven || !typeGiven) throw new MalformedDer('a signed attribute is missing');
  const [algorithmOid] = readMembers(expectTag(algorithm, TAG.sequence), 2);
  const known = signatureAlgorithmOf(readObjectId(algorithmOid), digest);
  // The digest of the algorithm is under the signature only where both are the same, or where the algorithm takes no digest.
  const takesDigest = known?.family !== 'eddsa' && known?.family !== 'ml-dsa';
  if (!known || (takesDigest && known.digest !== digest)) throw new MalformedDer('signature algorithm');
  const certificate = findSigner(identifier, certificates);
  const unsigned = rest[0] ? readAttributes(expectTag(rest[0], contextTag(1))) : [];
  return {
    certificate,
    digest,
    messageDigest: readOnly(digestGiven, TAG.octetString).contents,
    contentType: readObjectId(readOnly(typeGiven, TAG.objectId)),
    value: {
      signed: element(TAG.set, attributes!.contents),
      signature: expectTag(signature, TAG.octetString).contents,
      algorithm: known,
      encoding: 'der',
    },
    signed: single,
    signerReference: compareReference(single, certificate),
    unsigned,
    whole: signer.whole,
  };
}

function findSigner(identifier: DerElement | undefined, certificates: readonly Certificate[]): Certificate | undefined {
  if (identifier?.tag === contextTag(0, 'primitive'))
    return certificates.find(({ keyId }) => keyId.equals(identifier.contents));
  const [issuer, serial] = readMembers(expectTag(identifier, TAG.sequence), 2);
  const number = expectTag(serial, TAG.integer).contents;
  return certificates.find((one) => one.issuer.equals(issuer!.whole) && one.serialBytes.equals(number));
}

function readAttributes(attributes: DerElement): { oid: string; values: Buffer[]; whole: Buffer }[] {
  return readMembers(attributes, MOST_ATTRIBUTES).map((attribute) => {
    const [name, set, ...more] = readMembers(expectTag(attribute, TAG.sequence), 2);
    if (more.length > 0) throw new MalformedDer('attribute');
    const values = readMembers(expectTag(set, TAG.set), MOST_ATTRIBUTES).map(({ whole }) => whole);
    return { oid: readObjectId(name), values, whole: attribute.whole };
  });
}

/** A digest algorithm; parameters are absent or NULL (RFC 5754 §2). */
export function readDigest(identifier: DerElement | undefined): DigestName {
  const [oid] = readMembers(expectTag(identifier, TAG.sequence), 2);
  const digest = DIGEST_BY_OID[readObjectId(oid)];
  if (!digest) throw new MalformedDer('digest algorithm');
  return digest;
}

/** signing-certificate-v2 (RFC 5035 §3), or its first version by SHA-1 (RFC 2634 §5.4). */
function compareReference(
  signed: ReadonlyMap<string, Buffer>,
  certificate: Certificate | undefined,
): ReadSigner['signerReference'] {
  const second = signed.get(OID.signingCertificateV2);
  const value = second ?? signed.get(OID.signingCertificate);
  if (!value || !certificate) return 'absent';
  const [list] = readMembers(readOnly(value, TAG.sequence), 2);
  const [first] = readMembers(expectTag(list, TAG.sequence), 8);
  const parts = readMembers(expectTag(first, TAG.sequence), 3);
  const named = second && parts[0]?.tag === TAG.sequence ? readDigest(parts.shift()) : undefined;
  const digest = named ?? (second ? 'sha256' : 'sha1');
  const told = expectTag(parts[0], TAG.octetString).contents;
  return hash(digest, certificate.der).equals(told) ? 'same' : 'different';
}

const hash = (digest: DigestName, bytes: Buffer): Buffer => createHash(digest).update(bytes).digest();
