import { randomBytes, type KeyObject } from 'node:crypto';
import { p256 } from '@noble/curves/nist.js';

/**
 * ECDSA on P-256 over a digest that somebody else has computed (FIPS 186-5 §6.4.1). `node:crypto` signs only what it hashes
 * itself, and an application that has a hash signed does not show us the document.
 */

const BYTES = 32;

/** The private key of P-256 as 32 bytes. Throws for a key of any other kind. */
export function privateBytesOf(key: KeyObject): Buffer {
  const { crv, d } = key.export({ format: 'jwk' });
  if (crv !== 'P-256' || !d) throw new Error('not a private key on P-256');
  return Buffer.from(d, 'base64url');
}

/**
 * Signs a SHA-256 digest: ECDSA-Sig-Value in DER (RFC 3279 §2.2.3), what `ecdsa-with-SHA256` means. Throws when the digest or the
 * key is not 32 bytes. The secret number is made from key, digest and fresh randomness (RFC 6979 §3.6), so that neither a weak source of
 * it nor a fault of the machine betrays the key.
 */
export function signDigest(privateKey: Buffer, digest: Buffer): Buffer {
  if (digest.length !== BYTES || privateKey.length !== BYTES) throw new Error('a digest and a key of 32 bytes');
  return Buffer.from(
    p256.sign(digest, privateKey, { prehash: false, lowS: false, format: 'der', extraEntropy: randomBytes(BYTES) }),
  );
}

/** Whether a signature that `signDigest` or a token made over a digest holds by a public key of P-256. */
export function holdsOverDigest(publicKey: KeyObject, digest: Buffer, signature: Buffer): boolean {
  const { x, y } = publicKey.export({ format: 'jwk' });
  const point = Buffer.concat([Buffer.of(4), Buffer.from(x!, 'base64url'), Buffer.from(y!, 'base64url')]);
  return p256.verify(signature, digest, point, { prehash: false, lowS: false, format: 'der' });
}
