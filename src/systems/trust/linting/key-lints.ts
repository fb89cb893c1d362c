import { expectTag, readMembers, readObjectId, readOnly, TAG } from '../asn1/der.ts';
import { keyBits } from '../certificate/certificate.ts';
import { keyKindOf } from '../certificate/signature-way.ts';
import type { KeyKind, PostQuantum } from '../rules.ts';
import type { Draft, Lint } from './draft.ts';
import { hasClosePrimes, hasSmallFactor, isMarkedByRoca } from './weak-key.ts';

/** Rules for the public key (RFC 5280 §4.1.2.7; CA/Browser Forum BR §6.1). */

const LEAST_RSA_BITS = 2048;
const MOST_RSA_BITS = 8192;
const LEAST_EXPONENT = 65537n;
const MOST_EXPONENT = 1n << 256n;

interface RsaKey {
  modulus: bigint;
  exponent: bigint;
}

/** Modulus and exponent, when it is an RSA key. */
function rsaOf({ key, certificate }: Draft): RsaKey | undefined {
  if (key?.asymmetricKeyType !== 'rsa') return undefined;
  const [modulus, exponent] = readMembers(readOnly(keyBits(certificate.keyInfo), TAG.sequence), 2).map((one) =>
    BigInt(`0x${expectTag(one, TAG.integer).contents.toString('hex')}`),
  );
  return { modulus: modulus!, exponent: exponent! };
}

const bitsOf = (value: bigint): number => value.toString(2).length;

/** A rule for RSA keys only. */
const rsaLint = (name: string, source: string, isBroken: (key: RsaKey) => boolean): Lint => ({
  name,
  source,
  isBroken(draft) {
    const rsa = rsaOf(draft);
    return rsa !== undefined && isBroken(rsa);
  },
});

/** What stands beside the identifier of each algorithm: NULL with RSA, the curve's name, nothing (RFC 3279 §2.3.1, RFC 5480, RFC 8410, RFC 9881 §2). */
const PARAMETERS: Readonly<Record<string, number | undefined>> = {
  '1.2.840.113549.1.1.1': TAG.null,
  '1.2.840.10045.2.1': TAG.objectId,
  '1.3.101.112': undefined,
  '2.16.840.1.101.3.4.3.18': undefined,
  '2.16.840.1.101.3.4.3.19': undefined,
};

export const KEY_LINTS: readonly Lint[] = [
  {
    name: 'key_kind_not_taken',
    source: 'profile; CA/Browser Forum BR §6.1.5',
    isBroken({ key, profile }) {
      const kind = keyKindOf(key);
      const taken: readonly (KeyKind | PostQuantum)[] = profile.holderBringsKey ?? [profile.algorithm];
      return kind === undefined || !taken.includes(kind);
    },
  },
  {
    name: 'key_algorithm_encoding',
    source: 'RFC 3279 §2.3.1, RFC 5480 §2.1.1, RFC 8410 §3',
    isBroken({ certificate }) {
      const [algorithm] = readMembers(readOnly(certificate.keyInfo, TAG.sequence));
      const [oid, parameters] = readMembers(algorithm!);
      const name = readObjectId(oid);
      return !(name in PARAMETERS) || PARAMETERS[name] !== parameters?.tag;
    },
  },
  {
    name: 'key_point_compressed',
    source: 'RFC 5480 §2.2',
    isBroken: ({ key, certificate }) => key?.asymmetricKeyType === 'ec' && keyBits(certificate.keyInfo)[0] !== 4,
  },
  rsaLint('key_too_small', 'CA/Browser Forum BR §6.1.5', ({ modulus }) => bitsOf(modulus) < LEAST_RSA_BITS),
  rsaLint('key_too_large', 'limit of ours: 8,192 bits', ({ modulus }) => bitsOf(modulus) > MOST_RSA_BITS),
  rsaLint('key_size_uneven', 'CA/Browser Forum BR §6.1.5', ({ modulus }) => bitsOf(modulus) % 8 !== 0),
  rsaLint(
    'key_exponent_weak',
    'CA/Browser Forum BR §6.1.6',
    ({ exponent }) => exponent < LEAST_EXPONENT || exponent >= MOST_EXPONENT || exponent % 2n === 0n,
  ),
  rsaLint('key_has_small_factor', 'CA/Browser Forum BR §6.1.6', ({ modulus }) => hasSmallFactor(modulus)),
  rsaLint('key_marked_by_roca', 'CVE-2017-15361; BR §6.1.1.3', ({ modulus }) => isMarkedByRoca(modulus)),
  rsaLint('key_primes_close', 'CVE-2022-26320; BR §6.1.1.3', ({ modulus }) => hasClosePrimes(modulus)),
  {
    name: 'key_of_issuer',
    source: 'RFC 5280 §3.2',
    isBroken: ({ certificate, issuer, isRoot }) => !isRoot && certificate.keyInfo.equals(issuer.keyInfo),
  },
];
