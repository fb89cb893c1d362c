import type { KeyObject } from 'node:crypto';
import type { SignatureScheme } from '../certificate/signature-scheme.ts';
import type { DigestName, SignatureAlgorithm } from './found.ts';

/**
 * Until when an algorithm may be relied upon (the subject of ETSI TS 119 312): a table by date, because a signature that was proven to be
 * there while its algorithm was sound still holds. An algorithm without an end is sound until this table says otherwise.
 *
 * SHA-1: the day since which TS 119 312 no longer lists it. RSA below 2,048 and below 3,072 bits, SHA-224 and DSA: NIST
 * SP 800-131A and its transition to 128 bits of security at the end of 2030.
 */
const DIGEST_ENDS: Readonly<Partial<Record<DigestName, string>>> = {
  md5: '2004-08-01',
  sha1: '2012-08-01',
  sha224: '2031-01-01',
};

const RSA_ENDS: readonly { below_bits: number; end: string }[] = [
  { below_bits: 1024, end: '2000-08-01' },
  { below_bits: 2048, end: '2014-01-01' },
  { below_bits: 3072, end: '2031-01-01' },
];
const DSA_END = '2024-02-03';

/** The end of an algorithm: an instant, or undefined when none is known. */
export type End = Date | undefined;

const endOf = (day: string | undefined): End => (day === undefined ? undefined : new Date(`${day}T00:00:00Z`));

/** The earliest of some ends. */
export function earliest(...ends: readonly End[]): End {
  let first: End;
  for (const end of ends) if (end && (!first || end < first)) first = end;
  return first;
}

export const endOfDigest = (digest: DigestName): End => endOf(DIGEST_ENDS[digest]);

function endOfKey(key: KeyObject): End {
  if (key.asymmetricKeyType === 'dsa') return endOf(DSA_END);
  if (key.asymmetricKeyType !== 'rsa' && key.asymmetricKeyType !== 'rsa-pss') return undefined;
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  return endOf(RSA_ENDS.find(({ below_bits }) => bits < below_bits)?.end);
}

/** Until when a signature by this algorithm and key may be relied upon. */
export const endOfSignature = ({ digest }: SignatureAlgorithm, key: KeyObject): End =>
  earliest(endOfDigest(digest), endOfKey(key));

/** The same of a signature on a certificate, a list or an answer. */
export function endOfScheme(scheme: SignatureScheme): End {
  if (scheme.endsWith('sha1')) return endOfDigest('sha1');
  // The size of an issuer's key is at least 2,048 bits; which of the larger ones it is, is not told by the scheme.
  return scheme.startsWith('rsa') ? endOf(RSA_ENDS.at(-1)!.end) : undefined;
}

/** Whether something that ends then may be relied upon at an instant. */
export const isSound = (end: End, at: Date): boolean => end === undefined || at < end;
