import { isIndefinite, withLengths } from '../asn1/ber.ts';
import {
  contextTag,
  element,
  expectTag,
  integer,
  MalformedDer,
  objectId,
  readFirst,
  readMembers,
  readObjectId,
  readOnly,
  readSmallInteger,
  sequence,
  setOf,
  sortedSet,
  TAG,
  type DerElement,
} from '../asn1/der.ts';

/**
 * SignedData (RFC 5652 §5) in its parts, each as it stands, so that more can be added to it without touching what is signed.
 */

const SIGNED_DATA = '1.2.840.113549.1.7.2';
export const DATA_TYPE = '1.2.840.113549.1.7.1';

/** Parts of one list that are read: certificates, lists, signers, attributes. */
const MOST_PARTS = 128;

export interface SignedDataParts {
  /** AlgorithmIdentifier of each digest. */
  digests: readonly Buffer[];
  /** OBJECT IDENTIFIER of the content's type, as it stands. */
  contentType: Buffer;
  /** The content, where it is carried. */
  content: Buffer | undefined;
  certificates: readonly Buffer[];
  /** RevocationInfoChoice: revocation lists, and answers under the tag of other kinds. */
  revocations: readonly Buffer[];
  signers: readonly SignerParts[];
}

export interface SignerParts {
  version: Buffer;
  identifier: DerElement;
  digest: Buffer;
  /** Under their tag [0]; without signed attributes a signature is none of CAdES. */
  signedAttributes: DerElement;
  algorithm: Buffer;
  signature: Buffer;
  unsigned: readonly Attribute[];
}

export interface Attribute {
  /** OBJECT IDENTIFIER of its type, as it stands. */
  type: Buffer;
  oid: string;
  values: readonly Buffer[];
}

/**
 * Reads SignedData, also where lengths are not told (BER). Zeros after its end are the room that was reserved for it. Throws
 * MalformedDer.
 */
export function readParts(given: Buffer): SignedDataParts {
  const bytes = isIndefinite(given) ? withLengths(given) : given;
  const outer = expectTag(readFirst(bytes), TAG.sequence);
  if (bytes.subarray(outer.whole.length).some((byte) => byte !== 0)) throw new MalformedDer('bytes after the end');
  const [type, wrapped, ...more] = readMembers(outer);
  if (readObjectId(type) !== SIGNED_DATA || more.length > 0) throw new MalformedDer('not signed data');
  const [signedData, ...others] = readMembers(expectTag(wrapped, contextTag(0)));
  if (others.length > 0) throw new MalformedDer('not signed data');
  const [version, digests, content, ...rest] = readMembers(expectTag(signedData, TAG.sequence));
  const number = readSmallInteger(version);
  if (number < 1 || number > 5) throw new MalformedDer('version of signed data');
  const [contentType, carried] = readMembers(expectTag(content, TAG.sequence), 2);
  const next = (tag: number): DerElement | undefined => (rest[0]?.tag === tag ? rest.shift() : undefined);
  const certificates = next(contextTag(0));
  const revocations = next(contextTag(1));
  const [signers, ...left] = rest;
  if (left.length > 0) throw new MalformedDer('members of signed data');
  const wholes = (list: DerElement | undefined) =>
    list ? readMembers(list, MOST_PARTS).map(({ whole }) => whole) : [];
  return {
    digests: wholes(expectTag(digests, TAG.set)),
    contentType: expectTag(contentType, TAG.objectId).whole,
    content: carried && readOnly(expectTag(carried, contextTag(0)).contents, TAG.octetString).contents,
    certificates: wholes(certificates),
    revocations: wholes(revocations),
    signers: readMembers(expectTag(signers, TAG.set), MOST_PARTS).map(readSigner),
  };
}

function readSigner(signer: DerElement): SignerParts {
  const [version, identifier, digest, attributes, algorithm, signature, unsigned, ...more] = readMembers(
    expectTag(signer, TAG.sequence),
  );
  if (more.length > 0 || !identifier) throw new MalformedDer('members of a signer');
  return {
    version: expectTag(version, TAG.integer).whole,
    identifier,
    digest: expectTag(digest, TAG.sequence).whole,
    signedAttributes: expectTag(attributes, contextTag(0)),
    algorithm: expectTag(algorithm, TAG.sequence).whole,
    signature: expectTag(signature, TAG.octetString).contents,
    unsigned: unsigned ? readAttributes(expectTag(unsigned, contextTag(1))) : [],
  };
}

/** Attributes in their order, each with its values. */
export function readAttributes(list: DerElement): Attribute[] {
  return readMembers(list, MOST_PARTS).map((item) => {
    const [type, values, ...more] = readMembers(expectTag(item, TAG.sequence));
    if (more.length > 0) throw new MalformedDer('attribute');
    return {
      type: expectTag(type, TAG.objectId).whole,
      oid: readObjectId(type),
      values: readMembers(expectTag(values, TAG.set), MOST_PARTS).map(({ whole }) => whole),
    };
  });
}

/** The only value of an attribute; undefined when there is none. Two are malformed: they could be read in two ways. */
export function onlyValue(attributes: readonly Attribute[], oid: string): Buffer | undefined {
  const values = attributes.filter((one) => one.oid === oid).flatMap((one) => one.values);
  if (values.length > 1) throw new MalformedDer('attribute given twice');
  return values[0];
}

/** An unsigned attribute ready to be added. */
export const attributeOf = (oid: string, value: Buffer): Attribute => ({ type: objectId(oid), oid, values: [value] });

/** Writes SignedData from its parts. Sets are put in order, each member once. */
export function writeParts(parts: SignedDataParts): Buffer {
  const { content, revocations } = parts;
  const isData = parts.contentType.equals(objectId(DATA_TYPE));
  // RFC 5652 §5.1: 5 with revocation information of other kinds, 3 where the content is anything but data.
  const version = revocations.some((one) => one[0] === contextTag(1)) ? 5 : isData ? 1 : 3;
  const optional = (number: number, members: readonly Buffer[]) =>
    members.length > 0 ? [element(contextTag(number), ...sortedSet(distinct(members)))] : [];
  const signedData = sequence(
    integer(version),
    setOf(...distinct(parts.digests)),
    sequence(parts.contentType, ...(content ? [element(contextTag(0), element(TAG.octetString, content))] : [])),
    ...optional(0, parts.certificates),
    ...optional(1, revocations),
    setOf(...parts.signers.map(writeSigner)),
  );
  return sequence(objectId(SIGNED_DATA), element(contextTag(0), signedData));
}

function writeSigner(signer: SignerParts): Buffer {
  const unsigned = signer.unsigned.map(({ type, values }) => sequence(type, setOf(...values)));
  return sequence(
    signer.version,
    signer.identifier.whole,
    signer.digest,
    signer.signedAttributes.whole,
    signer.algorithm,
    element(TAG.octetString, signer.signature),
    ...(unsigned.length > 0 ? [element(contextTag(1), ...sortedSet(unsigned))] : []),
  );
}

/** Each once. */
export function distinct(members: readonly Buffer[]): Buffer[] {
  return [...new Map(members.map((member) => [member.toString('base64'), member])).values()];
}
