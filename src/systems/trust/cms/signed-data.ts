import { createHash } from 'node:crypto';
import { type Certificate, type Issuer } from '../certificate/certificate.ts';
import { signatureWayOf, type SigningWay } from '../certificate/signature-way.ts';
import { contextTag, element, integer, objectId, octetString, sequence, setOf, sortedSet, TAG } from '../asn1/der.ts';

/**
 * CMS SignedData (RFC 5652) over content that stands elsewhere or is carried, with the signed attributes of CAdES baseline B
 * (ETSI EN 319 122-1). There is no signing-time attribute: in a PDF the time is the dictionary's M (EN 319 142-1 §6.3).
 */

const OID = {
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
} as const;

const DIGESTS: Readonly<Record<string, string>> = {
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};

/** Identifier of a digest as its AlgorithmIdentifier; parameters are absent (RFC 5754 §2). */
function digestIdentifier(digest: string): Buffer {
  return sequence(objectId(Object.keys(DIGESTS).find((oid) => DIGESTS[oid] === digest)!));
}

/** Who signs: a certificate with its key, and the certificates between it and the root. */
export interface SigningParty extends Issuer {
  chain: readonly Certificate[];
}

/** What stays the same in everything that one certificate signs. */
interface SignerParts {
  digest: SigningWay['digest'];
  identifier: Buffer;
  digestIdentifier: Buffer;
  algorithm: Buffer;
  signingCertificate: Buffer;
}
const partsOf = new WeakMap<Certificate, SignerParts>();

function signerParts({ certificate, privateKey }: SigningParty): SignerParts {
  const known = partsOf.get(certificate);
  if (known) return known;
  const { oid, digest } = signatureWayOf(privateKey.publicKey);
  const hash = createHash('sha256').update(certificate.der).digest();
  const parts = {
    digest,
    identifier: sequence(certificate.issuer, integer(certificate.serialBytes)),
    digestIdentifier: digestIdentifier(digest),
    algorithm: sequence(objectId(oid)),
    // SHA-256 is the default hash of ESSCertIDv2 (RFC 5035 §4), and DER leaves defaults out.
    signingCertificate: attribute(OID.signingCertificateV2, sequence(sequence(sequence(octetString(hash))))),
  };
  partsOf.set(certificate, parts);
  return parts;
}

const attribute = (oid: string, value: Buffer): Buffer => sequence(objectId(oid), setOf(value));
/** Content that is bytes and nothing more, and what says that something is signed. */
export const DATA = objectId(OID.data);
const SIGNED_DATA = objectId(OID.signedData);
const CONTENT_TYPE = objectId(OID.contentType);
const MESSAGE_DIGEST = objectId(OID.messageDigest);

const contentTypes = new WeakMap<Buffer, Buffer>();
/** The attribute that says what is signed; there are few types, each written once. */
function contentTypeAttribute(type: Buffer): Buffer {
  let written = contentTypes.get(type);
  if (!written) contentTypes.set(type, (written = sequence(CONTENT_TYPE, element(TAG.set, type))));
  return written;
}

/** signature-time-stamp (ETSI EN 319 122-1 §5.3): a token over the value of the signature. */
export const SIGNATURE_TIME_STAMP = '1.2.840.113549.1.9.16.2.14';

/** An attribute outside of the signature (RFC 5652 §5.3), where CAdES keeps what is added after it; each value in DER. */
export interface UnsignedAttribute {
  oid: string;
  values: readonly Buffer[];
}

/** Unsigned attributes as they stand in a SignerInfo, under their tag [1]. */
export const writeUnsignedAttributes = (attributes: readonly UnsignedAttribute[]): Buffer =>
  element(contextTag(1), ...sortedSet(attributes.map(({ oid, values }) => sequence(objectId(oid), setOf(...values)))));

/**
 * Signs a digest of content that stands elsewhere, with these signed attributes beside those that are always there. `stamp` gives a time
 * stamp over the value of the signature, `covered` the content to a key that wants to see it.
 */
export function signDetached(
  party: SigningParty,
  contentDigest: Buffer,
  {
    stamp,
    attributes = [],
    covered,
  }: {
    stamp?: (signature: Buffer) => Promise<Buffer>;
    attributes?: readonly Buffer[];
    covered?: () => Buffer;
  } = {},
): Promise<Buffer> {
  return signedDataOf(party, {
    contentType: DATA,
    contentDigest,
    withCertificates: true,
    attributes,
    ...(covered && { covered }),
    ...(stamp && { unsigned: async (signature) => [{ oid: SIGNATURE_TIME_STAMP, values: [await stamp(signature)] }] }),
  });
}

/**
 * SignedData over content of a type (its OBJECT IDENTIFIER, written), by the digest of the party's own key (`digestOfSigner`). The content is carried
 * when it is given, the certificates when they are asked for.
 */
export async function signedDataOf(
  party: SigningParty,
  order: {
    contentType: Buffer;
    content?: Buffer;
    contentDigest: Buffer;
    withCertificates: boolean;
    /** What is added outside of the signature, from its value. */
    unsigned?: (signature: Buffer) => Promise<readonly UnsignedAttribute[]>;
    /** Signed attributes beside those that are always there. */
    attributes?: readonly Buffer[];
    /** Content that stands elsewhere, for a key that wants to see it. */
    covered?: () => Buffer;
  },
): Promise<Buffer> {
  const { contentType: type, content } = order;
  const parts = signerParts(party);
  const attributes = sortedSet([
    contentTypeAttribute(type),
    sequence(MESSAGE_DIGEST, element(TAG.set, octetString(order.contentDigest))),
    parts.signingCertificate,
    ...(order.attributes ?? []),
  ]);
  // The signature is over the attributes as a SET OF, although they stand under the tag [0] (RFC 5652 §5.4).
  const signature = await party.privateKey.sign({
    kind: 'attributes',
    bytes: element(TAG.set, ...attributes),
    by: party.certificate.der,
    ...(content && type !== DATA && { beside: content }),
    ...(order.covered && { covered: order.covered }),
  });
  const unsigned = order.unsigned ? [writeUnsignedAttributes(await order.unsigned(signature))] : [];
  const certificates = order.withCertificates
    ? [element(contextTag(0), ...sortedSet([party.certificate.der, ...party.chain.map(({ der }) => der)]))]
    : [];
  const signedData = sequence(
    // Version 3 where the content is anything but data (RFC 5652 §5.1).
    integer(type === DATA ? 1 : 3),
    element(TAG.set, parts.digestIdentifier),
    sequence(type, ...(content ? [element(contextTag(0), octetString(content))] : [])),
    ...certificates,
    element(
      TAG.set,
      sequence(
        integer(1),
        parts.identifier,
        parts.digestIdentifier,
        element(contextTag(0), ...attributes),
        parts.algorithm,
        octetString(signature),
        ...unsigned,
      ),
    ),
  );
  return sequence(SIGNED_DATA, element(contextTag(0), signedData));
}

/** The digest that belongs to a party's key. */
export const digestOfSigner = (party: SigningParty): SigningWay['digest'] => signerParts(party).digest;
