/** Shares of a right as exact fractions. Civil Code 91/2015/QH13 art. 209: co-owners by shares. */
import { Refusal } from '../../../kernel/refusal.ts';

/** A part of one, in lowest terms. */
export interface Share {
  shareNumerator: number;
  shareDenominator: number;
}

export const WHOLE: Share = { shareNumerator: 1, shareDenominator: 1 };

/** Denominators above this are refused: nobody owns a millionth of a house. */
const LARGEST_DENOMINATOR = 1_000_000;

function divisor(a: bigint, b: bigint): bigint {
  while (b) [a, b] = [b, a % b];
  return a;
}

function reduced(numerator: bigint, denominator: bigint): Share {
  const by = divisor(numerator < 0n ? -numerator : numerator, denominator) || 1n;
  if (denominator / by > LARGEST_DENOMINATOR)
    throw new Refusal('land.share_too_fine', 422, { values: { most: LARGEST_DENOMINATOR } });
  return { shareNumerator: Number(numerator / by), shareDenominator: Number(denominator / by) };
}

/** The share in lowest terms. Refuses what is no part of one. */
export function share(numerator: number, denominator: number): Share {
  if (
    !Number.isSafeInteger(numerator) ||
    !Number.isSafeInteger(denominator) ||
    numerator < 1 ||
    numerator > denominator
  )
    throw new Refusal('land.share_malformed', 422);
  return reduced(BigInt(numerator), BigInt(denominator));
}

/** The exact sum. */
export function sumOf(shares: readonly Share[]): Share {
  let numerator = 0n;
  let denominator = 1n;
  for (const each of shares) {
    const [n, d] = [BigInt(each.shareNumerator), BigInt(each.shareDenominator)];
    numerator = numerator * d + n * denominator;
    denominator *= d;
    const by = divisor(numerator, denominator) || 1n;
    numerator /= by;
    denominator /= by;
  }
  return reduced(numerator, denominator);
}

/** What is left of one share when another is taken from it; negative when the other is larger. */
export function less(from: Share, taken: Share): Share {
  return reduced(
    BigInt(from.shareNumerator) * BigInt(taken.shareDenominator) -
      BigInt(taken.shareNumerator) * BigInt(from.shareDenominator),
    BigInt(from.shareDenominator) * BigInt(taken.shareDenominator),
  );
}

/** Whether two shares, in lowest terms, are the same. */
export function isSame(one: Share, other: Share): boolean {
  return one.shareNumerator === other.shareNumerator && one.shareDenominator === other.shareDenominator;
}

/** Refuses shares that do not make a whole. */
export function assertWhole(shares: readonly Share[]): void {
  if (!isSame(sumOf(shares), WHOLE))
    throw new Refusal('land.shares_not_whole', 422, { values: { sum: shareText(sumOf(shares)) } });
}

/** `1/2`; a whole is `1`. */
export function shareText({ shareNumerator, shareDenominator }: Share): string {
  return shareDenominator === 1 ? String(shareNumerator) : `${shareNumerator}/${shareDenominator}`;
}
