import { createHash } from 'node:crypto';
import { objectId, sequence, setOf, time, utf8String } from '../asn1/der.ts';
import { DATA, digestOfSigner, signedDataOf, type SigningParty } from '../cms/signed-data.ts';

import { OID } from './names.ts';
import { readParts, writeParts } from './parts.ts';

/**
 * CAdES baseline B-B (ETSI EN 319 122-1 §6): CMS SignedData whose time, signing certificate and, where nothing around tells it, media
 * type are under the signature.
 */
export function signCades(order: {
  party: SigningParty;
  at: Date;
  /** The content, or the SHA-256 of one that stands elsewhere and was never here. */
  content: Buffer | { sha256: Buffer };
  /** Whether the signature carries what it signs. */
  attached: boolean;
  mimeType?: string;
}): Promise<Buffer> {
  const { party, at, content, attached, mimeType } = order;
  const isHere = Buffer.isBuffer(content);
  if (attached && !isHere) throw new Error('what is not here cannot be carried');
  const attribute = (oid: string, value: Buffer) => sequence(objectId(oid), setOf(value));
  return signedDataOf(party, {
    contentType: DATA,
    contentDigest: isHere ? createHash(digestOfSigner(party)).update(content).digest() : content.sha256,
    ...(attached && isHere && { content }),
    withCertificates: true,
    attributes: [
      attribute(OID.signingTime, time(at)),
      ...(mimeType === undefined ? [] : [attribute(OID.mimeType, utf8String(mimeType))]),
    ],
  });
}

/**
 * Adds another's signature beside those that are there: parallel signers of the same content. Both must carry the content, or
 * neither. Throws MalformedDer for what is no CMS signature.
 */
export function joinSigners(cms: Buffer, another: Buffer): Buffer {
  const all = readParts(cms);
  const added = readParts(another);
  return writeParts({
    ...all,
    digests: [...all.digests, ...added.digests],
    certificates: [...all.certificates, ...added.certificates],
    revocations: [...all.revocations, ...added.revocations],
    signers: [...all.signers, ...added.signers],
  });
}
