import { createECDH, createHmac, randomBytes, type KeyObject } from 'node:crypto';
import { integer, sequence } from '../asn1/der.ts';

/**
 * ECDSA on P-256 over a digest that somebody else has computed (FIPS 186-5 §6.4.1). `node:crypto` signs only what it hashes
 * itself, and an application that has a hash signed does not show us the document. Points are multiplied by OpenSSL; what is
 * left is one line modulo the order of the group, and that is blinded, because numbers of any length take time by their size.
 */

/** The order of the group of P-256 (FIPS 186-5, SP 800-186 §3.2.1.3). */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const BYTES = 32;

const numberOf = (bytes: Uint8Array): bigint => BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
const bytesOf = (number: bigint): Buffer => Buffer.from(number.toString(16).padStart(BYTES * 2, '0'), 'hex');

/** The number that gives 1 when multiplied with this one, modulo the order. */
function inverse(number: bigint): bigint {
  let [low, high] = [((number % ORDER) + ORDER) % ORDER, ORDER];
  let [x, y] = [1n, 0n];
  while (low > 1n) {
    const times = high / low;
    [high, low] = [low, high - times * low];
    [y, x] = [x, y - times * x];
  }
  return ((x % ORDER) + ORDER) % ORDER;
}

/**
 * The secret number of one signature, as RFC 6979 §3.2 makes it from key and digest; `more` is added as §3.6 allows, so that a
 * fault of the machine cannot make one number serve two digests.
 */
function* secretNumbers(key: Buffer, digest: Buffer, more: Uint8Array): Generator<bigint> {
  const hmac = (secret: Uint8Array, ...parts: Uint8Array[]) =>
    createHmac('sha256', secret).update(Buffer.concat(parts)).digest();
  const seed = Buffer.concat([key, bytesOf(numberOf(digest) % ORDER), more]);
  let value = Buffer.alloc(BYTES, 1);
  let secret = hmac(Buffer.alloc(BYTES), value, Buffer.of(0), seed);
  value = hmac(secret, value);
  secret = hmac(secret, value, Buffer.of(1), seed);
  value = hmac(secret, value);
  for (;;) {
    value = hmac(secret, value);
    const number = numberOf(value);
    if (number > 0n && number < ORDER) yield number;
    secret = hmac(secret, value, Buffer.of(0));
    value = hmac(secret, value);
  }
}

/** The private key of P-256 as 32 bytes. Throws for a key of any other kind. */
export function privateBytesOf(key: KeyObject): Buffer {
  const { crv, d } = key.export({ format: 'jwk' });
  if (crv !== 'P-256' || !d) throw new Error('not a private key on P-256');
  return Buffer.from(d, 'base64url');
}

/**
 * Signs a SHA-256 digest: ECDSA-Sig-Value in DER (RFC 3279 §2.2.3), what `ecdsa-with-SHA256` means. Throws when the digest is
 * not 32 bytes. Without `more` it is the deterministic signature of RFC 6979, for its test vectors.
 */
export function signDigest(privateKey: Buffer, digest: Buffer, more: Uint8Array = randomBytes(BYTES)): Buffer {
  if (digest.length !== BYTES || privateKey.length !== BYTES) throw new Error('a digest and a key of 32 bytes');
  const key = numberOf(privateKey);
  const curve = createECDH('prime256v1');
  for (const secret of secretNumbers(privateKey, digest, more)) {
    curve.setPrivateKey(bytesOf(secret));
    const r = numberOf(curve.getPublicKey().subarray(1, 1 + BYTES)) % ORDER;
    const blind = numberOf(randomBytes(BYTES + 8)) % ORDER;
    const product = (((blind * secret) % ORDER) + ORDER) % ORDER;
    if (r === 0n || product === 0n) continue;
    const sum = (((blind * numberOf(digest)) % ORDER) + ((((blind * key) % ORDER) * r) % ORDER)) % ORDER;
    const s = (sum * inverse(product)) % ORDER;
    if (s !== 0n) return sequence(integer(bytesOf(r)), integer(bytesOf(s)));
  }
  throw new Error('no secret number was found');
}
