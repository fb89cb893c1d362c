import { createHash } from 'node:crypto';
import {
  element,
  expectTag,
  MalformedDer,
  objectId,
  octetString,
  readMembers,
  readObjectId,
  readOnly,
  sequence,
  TAG,
} from '../asn1/der.ts';
import type { DigestName } from '../validation/found.ts';
import { DIGESTS, OID } from './names.ts';
import { attributeOf, onlyValue, readParts, writeParts, type SignedDataParts, type SignerParts } from './parts.ts';

/**
 * Archive time stamps of the third version (ETSI EN 319 122-1 §5.5): over the content, the signer, and an index of hashes of all
 * else that was there (ATSHashIndexV3), so that more can be added later.
 */

const SHA256 = sequence(objectId('2.16.840.1.101.3.4.2.1'));
const MOST_HASHES = 512;

/** What is hashed for the index: certificates, revocation values, and each value of each unsigned attribute with its type. */
interface Indexed {
  certificates: readonly Buffer[];
  revocations: readonly Buffer[];
  /** The value, and the bytes that are hashed for it. */
  attributes: readonly { value: Buffer; hashed: Buffer }[];
}

function indexedOf(all: SignedDataParts, signer: SignerParts): Indexed {
  return {
    certificates: all.certificates,
    revocations: all.revocations,
    attributes: signer.unsigned.flatMap(({ type, values }) =>
      values.map((value) => ({ value, hashed: Buffer.concat([type, value]) })),
    ),
  };
}

/** The index of everything that is there now, by SHA-256. */
export function writeHashIndex(all: SignedDataParts, signer: SignerParts): Buffer {
  const { certificates, revocations, attributes } = indexedOf(all, signer);
  const hashes = (members: readonly Buffer[]) =>
    sequence(...members.map((member) => octetString(createHash('sha256').update(member).digest())));
  return sequence(SHA256, hashes(certificates), hashes(revocations), hashes(attributes.map(({ hashed }) => hashed)));
}

/** What an archive time stamp's imprint is computed from, in this order (§5.5.3). */
export function archiveImprint(
  all: SignedDataParts,
  signer: SignerParts,
  { contentDigest, index, digest }: { contentDigest: Buffer; index: Buffer; digest: DigestName },
): Buffer {
  return createHash(digest)
    .update(all.contentType)
    .update(contentDigest)
    .update(signer.version)
    .update(signer.identifier.whole)
    .update(signer.digest)
    .update(signer.signedAttributes.whole)
    .update(signer.algorithm)
    .update(element(TAG.octetString, signer.signature))
    .update(index)
    .digest();
}

/** The token with the index in it, as an unsigned attribute of the token's own signer. */
export function withHashIndex(token: Buffer, index: Buffer): Buffer {
  const parts = readParts(token);
  return writeParts({
    ...parts,
    signers: parts.signers.map((signer) => ({
      ...signer,
      unsigned: [...signer.unsigned, attributeOf(OID.hashIndexV3, index)],
    })),
  });
}

/** What an index in a token covers of what is there now. */
export interface CoveredByIndex {
  index: Buffer;
  covers: readonly Buffer[];
}

/**
 * Reads the index of a token and finds everything that it names. Undefined when there is no index of the third version, or when
 * something that it names is no longer there: then it is not known what was stamped.
 */
export function readHashIndex(token: Buffer, all: SignedDataParts, signer: SignerParts): CoveredByIndex | undefined {
  const [stamper, ...more] = readParts(token).signers;
  const index = stamper && more.length === 0 ? onlyValue(stamper.unsigned, OID.hashIndexV3) : undefined;
  if (!index) return undefined;
  const [algorithm, ...lists] = readMembers(readOnly(index, TAG.sequence), 4);
  const digest = DIGESTS[readObjectId(readMembers(expectTag(algorithm, TAG.sequence), 2)[0])];
  if (!digest || lists.length !== 3) throw new MalformedDer('hash index');
  const { certificates, revocations, attributes } = indexedOf(all, signer);
  const hash = (bytes: Buffer): string => createHash(digest).update(bytes).digest('hex');
  const byHash = [
    new Map(certificates.map((one) => [hash(one), one])),
    new Map(revocations.map((one) => [hash(one), one])),
    new Map(attributes.map(({ value, hashed }) => [hash(hashed), value])),
  ];
  const covers: Buffer[] = [];
  for (const [i, list] of lists.entries()) {
    for (const item of readMembers(expectTag(list, TAG.sequence), MOST_HASHES)) {
      const found = byHash[i]!.get(expectTag(item, TAG.octetString).contents.toString('hex'));
      if (!found) return undefined;
      covers.push(found);
    }
  }
  return { index, covers };
}
