import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';

/** Ways in which keys of ours sign. `P-256`: ECDSA with SHA-256; `P-384`: ECDSA with SHA-384; `Ed25519`: RFC 8032; `ML-DSA`: FIPS 204, pure, with no context. */
export type KeyAlgorithm = 'P-256' | 'P-384' | 'Ed25519' | 'ML-DSA-65' | 'ML-DSA-87';

/** The hash that a signature on each curve is over. */
export const CURVE_HASHES: Readonly<Partial<Record<KeyAlgorithm, string>>> = { 'P-256': 'sha256', 'P-384': 'sha384' };

interface Algorithm {
  make(): { publicKey: KeyObject; privateKey: KeyObject };
  sign(bytes: Uint8Array, key: KeyObject): Buffer;
}

/** How the keystore makes a key of each algorithm, and signs with it. */
export const ALGORITHMS: Readonly<Record<KeyAlgorithm, Algorithm>> = {
  'P-256': {
    make: () => generateKeyPairSync('ec', { namedCurve: 'prime256v1' }),
    sign: (bytes, key) => sign('sha256', bytes, key),
  },
  'P-384': {
    make: () => generateKeyPairSync('ec', { namedCurve: 'secp384r1' }),
    sign: (bytes, key) => sign('sha384', bytes, key),
  },
  Ed25519: {
    make: () => generateKeyPairSync('ed25519'),
    sign: (bytes, key) => sign(null, bytes, key),
  },
  'ML-DSA-65': {
    make: () => generateKeyPairSync('ml-dsa-65'),
    sign: (bytes, key) => sign(null, bytes, key),
  },
  'ML-DSA-87': {
    make: () => generateKeyPairSync('ml-dsa-87'),
    sign: (bytes, key) => sign(null, bytes, key),
  },
};
