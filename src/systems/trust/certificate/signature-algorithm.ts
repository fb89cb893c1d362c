import { constants, verify, type KeyObject } from 'node:crypto';
import { ML_DSA } from './signature-scheme.ts';
import type { DigestName, FoundValue, SignatureAlgorithm } from '../validation/found.ts';

/** Object identifiers of digests and ways to sign, old ones too: what is no longer accepted must be told apart from what is unknown. */

export const DIGEST_BY_OID: Readonly<Record<string, DigestName>> = {
  '1.2.840.113549.2.5': 'md5',
  '1.3.14.3.2.26': 'sha1',
  '2.16.840.1.101.3.4.2.4': 'sha224',
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
  '2.16.840.1.101.3.4.2.8': 'sha3-256',
  '2.16.840.1.101.3.4.2.9': 'sha3-384',
  '2.16.840.1.101.3.4.2.10': 'sha3-512',
};

const BY_OID: Readonly<Record<string, SignatureAlgorithm>> = {
  '1.2.840.113549.1.1.4': { family: 'rsa', digest: 'md5' },
  '1.2.840.113549.1.1.5': { family: 'rsa', digest: 'sha1' },
  '1.2.840.113549.1.1.14': { family: 'rsa', digest: 'sha224' },
  '1.2.840.113549.1.1.11': { family: 'rsa', digest: 'sha256' },
  '1.2.840.113549.1.1.12': { family: 'rsa', digest: 'sha384' },
  '1.2.840.113549.1.1.13': { family: 'rsa', digest: 'sha512' },
  '1.2.840.10045.4.1': { family: 'ecdsa', digest: 'sha1' },
  '1.2.840.10045.4.3.1': { family: 'ecdsa', digest: 'sha224' },
  '1.2.840.10045.4.3.2': { family: 'ecdsa', digest: 'sha256' },
  '1.2.840.10045.4.3.3': { family: 'ecdsa', digest: 'sha384' },
  '1.2.840.10045.4.3.4': { family: 'ecdsa', digest: 'sha512' },
  '1.2.840.10040.4.3': { family: 'dsa', digest: 'sha1' },
  '1.3.101.112': { family: 'eddsa', digest: 'sha512' },
  '1.3.101.113': { family: 'eddsa', digest: 'sha512' },
};

/** CMS says the digest of what is signed apart; ML-DSA takes the bytes as they are (RFC 9882 §3.3). */
const ML_DSA_ALGORITHM: SignatureAlgorithm = { family: 'ml-dsa', digest: 'sha512' };

const RSA_ENCRYPTION = '1.2.840.113549.1.1.1';

/** The algorithm behind an OBJECT IDENTIFIER; `digest` where CMS says it apart (RFC 3370 §3.2). Undefined for what we do not know. */
export function signatureAlgorithmOf(oid: string, digest?: DigestName): SignatureAlgorithm | undefined {
  if (oid in ML_DSA) return ML_DSA_ALGORITHM;
  return oid === RSA_ENCRYPTION && digest ? { family: 'rsa', digest } : BY_OID[oid];
}

const KEY_TYPES: Readonly<Record<SignatureAlgorithm['family'], readonly string[]>> = {
  rsa: ['rsa'],
  'rsa-pss': ['rsa', 'rsa-pss'],
  ecdsa: ['ec'],
  dsa: ['dsa'],
  eddsa: ['ed25519', 'ed448'],
  'ml-dsa': ['ml-dsa-44', 'ml-dsa-65', 'ml-dsa-87'],
};

/** Whether the key made the value. A key of another kind, or one that cannot be used at all, makes no value right. */
export function isValueRight({ signed, signature, algorithm, encoding }: FoundValue, key: KeyObject): boolean {
  const { family, digest } = algorithm;
  if (!KEY_TYPES[family].includes(key.asymmetricKeyType ?? '')) return false;
  try {
    if (family === 'eddsa' || family === 'ml-dsa') return verify(null, signed, key, signature);
    if (family === 'ecdsa') return verify(digest, signed, { key, dsaEncoding: encoding }, signature);
    if (family === 'rsa-pss')
      return verify(
        digest,
        signed,
        { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_AUTO },
        signature,
      );
    return verify(digest, signed, key, signature);
  } catch {
    return false;
  }
}
