import { createHash, verify, type KeyObject } from 'node:crypto';

/** A way to sign: kind and size of the key, and the digest. */
export type SignatureScheme =
  | 'ecdsa-p256-sha256'
  | 'ecdsa-p384-sha384'
  | 'ecdsa-p521-sha512'
  | 'ed25519'
  | 'rsa-sha1'
  | 'rsa-sha256'
  | 'rsa-sha384'
  | 'rsa-sha512'
  | 'dsa-sha1'
  | 'ml-dsa-44'
  | 'ml-dsa-65'
  | 'ml-dsa-87';

/** What the state itself signs with. */
export const STATE_SCHEMES: ReadonlySet<SignatureScheme> = new Set([
  'ecdsa-p256-sha256',
  'ecdsa-p384-sha384',
  'ml-dsa-44',
  'ml-dsa-65',
  'ml-dsa-87',
]);

/** All that can be checked; which of it may be relied upon, and until when, is `validation/algorithms.ts`. */
export const CHECKED_SCHEMES: ReadonlySet<SignatureScheme> = new Set([
  'ecdsa-p256-sha256',
  'ecdsa-p384-sha384',
  'ecdsa-p521-sha512',
  'ed25519',
  'rsa-sha1',
  'rsa-sha256',
  'rsa-sha384',
  'rsa-sha512',
  'ml-dsa-44',
  'ml-dsa-65',
  'ml-dsa-87',
]);

/** The parameter sets of ML-DSA (FIPS 204), by their identifiers, which name key and signature alike (RFC 9881 §2): pure, with no context. */
export const ML_DSA: Readonly<Record<string, 'ml-dsa-44' | 'ml-dsa-65' | 'ml-dsa-87'>> = {
  '2.16.840.1.101.3.4.3.17': 'ml-dsa-44',
  '2.16.840.1.101.3.4.3.18': 'ml-dsa-65',
  '2.16.840.1.101.3.4.3.19': 'ml-dsa-87',
};

interface Algorithm {
  digest: string;
  /** Whether NULL stands as parameters (RFC 4055 §5); with elliptic curves and DSA nothing does (RFC 5758 §3). */
  nullParameters: boolean;
}

const ALGORITHMS: Readonly<Record<string, Algorithm>> = {
  '1.2.840.10045.4.3.2': { digest: 'sha256', nullParameters: false },
  '1.2.840.10045.4.3.3': { digest: 'sha384', nullParameters: false },
  '1.2.840.10045.4.3.4': { digest: 'sha512', nullParameters: false },
  '1.3.101.112': { digest: 'sha512', nullParameters: false },
  '1.2.840.113549.1.1.5': { digest: 'sha1', nullParameters: true },
  '1.2.840.113549.1.1.11': { digest: 'sha256', nullParameters: true },
  '1.2.840.113549.1.1.12': { digest: 'sha384', nullParameters: true },
  '1.2.840.113549.1.1.13': { digest: 'sha512', nullParameters: true },
  '1.2.840.10040.4.3': { digest: 'sha1', nullParameters: false },
};

const FAMILY: Readonly<Record<string, 'ecdsa' | 'rsa' | 'dsa' | 'eddsa'>> = {
  '1.2.840.10045.4.3.2': 'ecdsa',
  '1.2.840.10045.4.3.3': 'ecdsa',
  '1.2.840.10045.4.3.4': 'ecdsa',
  '1.3.101.112': 'eddsa',
  '1.2.840.113549.1.1.5': 'rsa',
  '1.2.840.113549.1.1.11': 'rsa',
  '1.2.840.113549.1.1.12': 'rsa',
  '1.2.840.113549.1.1.13': 'rsa',
  '1.2.840.10040.4.3': 'dsa',
};

const CURVE_SCHEMES: Readonly<Record<string, SignatureScheme>> = {
  prime256v1: 'ecdsa-p256-sha256',
  secp384r1: 'ecdsa-p384-sha384',
  secp521r1: 'ecdsa-p521-sha512',
};

const LEAST_RSA_BITS = 2048;

type KeyDetails = NonNullable<KeyObject['asymmetricKeyDetails']>;
/** Asking a key for its details costs as much as a small signature. */
const detailsOf = new WeakMap<KeyObject, KeyDetails>();

/** Size, curve and exponent of a key, asked for once. */
export function knownDetails(key: KeyObject): KeyDetails {
  let details = detailsOf.get(key);
  if (!details) detailsOf.set(key, (details = key.asymmetricKeyDetails ?? {}));
  return details;
}

/** The scheme of an algorithm with a key; undefined when the two do not go together or we do not know them. */
export function schemeOf(algorithm: string, key: KeyObject): SignatureScheme | undefined {
  const postQuantum = ML_DSA[algorithm];
  if (postQuantum) return key.asymmetricKeyType === postQuantum ? postQuantum : undefined;
  const known = ALGORITHMS[algorithm];
  const family = FAMILY[algorithm];
  if (!known || !family) return undefined;
  const details = knownDetails(key);
  switch (key.asymmetricKeyType) {
    case 'ec': {
      const scheme = CURVE_SCHEMES[details.namedCurve ?? ''];
      return family === 'ecdsa' && scheme?.endsWith(known.digest) ? scheme : undefined;
    }
    case 'rsa':
      return family === 'rsa' && (details.modulusLength ?? 0) >= LEAST_RSA_BITS
        ? (`rsa-${known.digest}` as SignatureScheme)
        : undefined;
    case 'ed25519':
      return family === 'eddsa' ? 'ed25519' : undefined;
    case 'dsa':
      return family === 'dsa' ? 'dsa-sha1' : undefined;
    default:
      return undefined;
  }
}

/** Something signed: a certificate, a revocation list, an answer. */
export interface Signed {
  toSign: Buffer;
  /** OBJECT IDENTIFIER of the signature algorithm. */
  signatureAlgorithm: string;
  signature: Buffer;
}

/** A public key, and the bytes it was read from. */
export interface SigningKey {
  key: KeyObject;
  /** SubjectPublicKeyInfo with all parameters. */
  info: Buffer;
}

const MOST_REMEMBERED = 4096;
/** Signatures found right, by the hash of what was signed, signature and key. A signature once right stays right. */
const remembered = new Set<string>();

/** Whether `key` made the signature, by one of the schemes accepted. With `remember`, one found right is not computed again. */
export function isSignatureRight(
  signed: Signed,
  { key, info }: SigningKey,
  { accepted, remember = false }: { accepted: ReadonlySet<SignatureScheme>; remember?: boolean },
): boolean {
  const scheme = schemeOf(signed.signatureAlgorithm, key);
  if (!scheme || !accepted.has(scheme)) return false;
  if (!remember) return verifyBare(signed, key);
  const name = createHash('sha256')
    .update(info)
    .update(createHash('sha256').update(signed.signature).digest())
    .update(signed.signatureAlgorithm)
    .update(signed.toSign)
    .digest('base64');
  if (remembered.has(name)) return true;
  if (!verifyBare(signed, key)) return false;
  if (remembered.size >= MOST_REMEMBERED) remembered.clear();
  remembered.add(name);
  return true;
}

function verifyBare({ toSign, signature, signatureAlgorithm }: Signed, key: KeyObject): boolean {
  try {
    const hashesItself = FAMILY[signatureAlgorithm] === 'eddsa' || ML_DSA[signatureAlgorithm] !== undefined;
    const digest = hashesItself ? null : ALGORITHMS[signatureAlgorithm]!.digest;
    return verify(digest, toSign, key, signature);
  } catch {
    // A key that cannot be used at all makes no signature right.
    return false;
  }
}
