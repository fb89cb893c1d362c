import type { KeyObject } from 'node:crypto';
import type { Curve, KeyKind, PostQuantum } from '../rules.ts';
import { knownDetails, ML_DSA } from './signature-scheme.ts';

/** Kinds of keys, and how those of ours sign. */

/** Signature algorithm of a key: its identifier (RFC 5758 §3.2) and digest. */
export const SIGNATURE_ALGORITHM: Readonly<Record<Curve, { oid: string; digest: 'sha256' | 'sha384' }>> = {
  'P-256': { oid: '1.2.840.10045.4.3.2', digest: 'sha256' },
  'P-384': { oid: '1.2.840.10045.4.3.3', digest: 'sha384' },
};

/** How a key signs: the identifier of its algorithm, and the digest that goes with it where one is said apart. */
export interface SigningWay {
  oid: string;
  digest: 'sha256' | 'sha384' | 'sha512';
}

/** RFC 9881 §2; with signed attributes SHA-512 goes with every parameter set (RFC 9882 §3.3). */
const POST_QUANTUM_WAYS: Readonly<Record<string, SigningWay>> = Object.fromEntries(
  Object.entries(ML_DSA).map(([oid, type]) => [type, { oid, digest: 'sha512' }]),
);

/** How certificates, lists and CMS of a key of ours are signed. Throws for a key that nothing of ours is signed with. */
export function signatureWayOf(key: KeyObject): SigningWay {
  const curve = curveOf(key);
  const way = curve ? SIGNATURE_ALGORITHM[curve] : POST_QUANTUM_WAYS[key.asymmetricKeyType ?? ''];
  if (!way) throw new Error('a key that nothing of ours is signed with');
  return way;
}

/** The curve of an elliptic key, or undefined for any key we do not accept. */
export function curveOf(key: KeyObject | undefined): Curve | undefined {
  const name = key?.asymmetricKeyType === 'ec' ? knownDetails(key).namedCurve : undefined;
  return name === 'prime256v1' ? 'P-256' : name === 'secp384r1' ? 'P-384' : undefined;
}

/** What kind of key it is; undefined for one that we take from nobody. */
export function keyKindOf(key: KeyObject | undefined): KeyKind | PostQuantum | undefined {
  if (key?.asymmetricKeyType === 'rsa') return 'RSA';
  if (key?.asymmetricKeyType === 'ed25519') return 'Ed25519';
  if (key?.asymmetricKeyType === 'ml-dsa-65') return 'ML-DSA-65';
  if (key?.asymmetricKeyType === 'ml-dsa-87') return 'ML-DSA-87';
  return curveOf(key);
}
