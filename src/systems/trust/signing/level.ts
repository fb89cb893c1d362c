import { createHash } from 'node:crypto';
import { readCertificate, type Certificate } from '../certificate/certificate.ts';
import { curveOf, SIGNATURE_ALGORITHM } from '../certificate/signature-way.ts';
import { MalformedDer, readMembers, readOnly, TAG } from '../asn1/der.ts';
import type { SigningParty } from '../cms/signed-data.ts';
import type { Evidence } from '../evidence/evidence.ts';
import type { ToSign } from '../keystore/private-key.ts';
import type { DigestName, SignatureLevel } from '../validation/found.ts';

/** What every format needs to sign and to make a signature last, whatever it looks like. */

/** A file that is signed. */
export interface SignedFile {
  /** Without folders; in a container it bears this name. */
  name: string;
  /** Media type (RFC 6838). */
  mimeType: string;
  bytes: Buffer;
}

/** What makes signatures last: time stamps, and what proves the standing of certificates. */
export interface Lasting {
  /** A time stamp token (RFC 3161) over a SHA-256, with the certificate of its service. */
  stampDigest(sha256: Buffer): Promise<Buffer>;
  /** Of the signer and of the time stamps. */
  evidence: Evidence;
}

const ORDER: readonly SignatureLevel[] = ['B-B', 'B-T', 'B-LT', 'B-LTA'];

/** Whether a signature that shall have a level has what belongs to `part` of it. */
export const reaches = (level: SignatureLevel, part: SignatureLevel): boolean =>
  ORDER.indexOf(level) >= ORDER.indexOf(part);

/** The highest baseline level whose parts are all there. */
export function levelOf(has: { signatureStamp: boolean; evidence: boolean; archiveStamp: boolean }): SignatureLevel {
  if (!has.signatureStamp) return 'B-B';
  if (!has.evidence) return 'B-T';
  return has.archiveStamp ? 'B-LTA' : 'B-LT';
}

/** Signs bytes with r and s side by side, as XML and JWS have it. */
export async function signSideBySide(party: SigningParty, asked: Omit<ToSign, 'by'>): Promise<Buffer> {
  const { curve } = signingWayOf(party.privateKey);
  const [r, s] = readMembers(
    readOnly(await party.privateKey.sign({ ...asked, by: party.certificate.der }), TAG.sequence),
  );
  const length = COORDINATE_BYTES[curve];
  return Buffer.concat([fixedLength(r!.contents, length), fixedLength(s!.contents, length)]);
}

const COORDINATE_BYTES = { 'P-256': 32, 'P-384': 48 } as const;

/** A positive INTEGER as so many bytes. */
function fixedLength(contents: Buffer, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  const significant = contents.subarray(Math.max(0, contents.length - length));
  significant.copy(bytes, length - significant.length);
  return bytes;
}

/** Curve and digest of a key that signs. */
export function signingWayOf(key: SigningParty['privateKey']): {
  curve: 'P-256' | 'P-384';
  digest: 'sha256' | 'sha384';
} {
  const curve = curveOf(key.publicKey);
  if (!curve) throw new Error('the key is on no curve we sign with');
  return { curve, digest: SIGNATURE_ALGORITHM[curve].digest };
}

/** Those of the certificates that can be read, each once, at most so many. What cannot be read proves nothing. */
export function readableCertificates(all: Iterable<Buffer>, most: number): Certificate[] {
  const read = new Map<string, Certificate>();
  for (const der of all) {
    const name = der.toString('base64');
    if (read.size >= most || read.has(name)) continue;
    try {
      read.set(name, readCertificate(der));
    } catch (error) {
      if (!(error instanceof MalformedDer)) throw error;
    }
  }
  return [...read.values()];
}

/** Computes a hash at most once a digest. */
export function once(compute: (digest: DigestName) => Buffer | undefined): (digest: DigestName) => Buffer | undefined {
  const known = new Map<DigestName, Buffer | undefined>();
  return (digest) => {
    if (!known.has(digest)) known.set(digest, compute(digest));
    return known.get(digest);
  };
}

const hashesOf = new WeakMap<Uint8Array, Map<DigestName, Buffer>>();

/** The hash of bytes that never change: computed once, however many signatures and time stamps are over them. */
export function hashOf(bytes: Uint8Array, digest: DigestName): Buffer {
  let hashes = hashesOf.get(bytes);
  if (!hashes) hashesOf.set(bytes, (hashes = new Map()));
  let hash = hashes.get(digest);
  if (!hash) hashes.set(digest, (hash = createHash(digest).update(bytes).digest()));
  return hash;
}
