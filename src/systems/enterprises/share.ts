/** Shares as exact fractions. */
export interface Fraction {
  numerator: bigint;
  denominator: bigint;
}

function divisor(one: bigint, other: bigint): bigint {
  let [a, b] = [one < 0n ? -one : one, other];
  while (b !== 0n) [a, b] = [b, a % b];
  return a;
}

/** A fraction in lowest terms. Refuses (RangeError) a denominator of 0. */
export function fraction(numerator: bigint | number, denominator: bigint | number = 1n): Fraction {
  let [n, d] = [BigInt(numerator), BigInt(denominator)];
  if (d === 0n) throw new RangeError('a fraction has a denominator');
  if (d < 0n) [n, d] = [-n, -d];
  const common = divisor(n, d) || 1n;
  return { numerator: n / common, denominator: d / common };
}

export const ZERO = fraction(0);
export const ONE = fraction(1);

export const plus = (one: Fraction, other: Fraction): Fraction =>
  fraction(one.numerator * other.denominator + other.numerator * one.denominator, one.denominator * other.denominator);
export const minus = (one: Fraction, other: Fraction): Fraction =>
  plus(one, { numerator: -other.numerator, denominator: other.denominator });
export const times = (one: Fraction, other: Fraction): Fraction =>
  fraction(one.numerator * other.numerator, one.denominator * other.denominator);
export const over = (one: Fraction, other: Fraction): Fraction =>
  fraction(one.numerator * other.denominator, one.denominator * other.numerator);

/** Less than 0, 0, or more, as one is less than, equal to, or more than the other. */
export function compare(one: Fraction, other: Fraction): number {
  const difference = one.numerator * other.denominator - other.numerator * one.denominator;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** As a number of percent, near enough for a page. */
export const percentOf = ({ numerator, denominator }: Fraction): number =>
  Number((numerator * 1_000_000n) / denominator) / 10_000;

/** In percent for people: `33,3333 %`; exact where four digits behind the comma are. */
export function percentText(share: Fraction, language: 'vi' | 'en'): string {
  const text = new Intl.NumberFormat(language === 'vi' ? 'vi-VN' : 'en-GB', { maximumFractionDigits: 4 }).format(
    percentOf(share),
  );
  return `${text}%`;
}
