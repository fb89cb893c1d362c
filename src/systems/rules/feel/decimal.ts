/**
 * Exact decimal numbers as FEEL has them: IEEE 754-2008 decimal128, 34 digits, rounding half to even (DMN 1.5, 10.3.2.3.1).
 *
 * A whole number that a double holds exactly is a plain `number`, so that most of the law's arithmetic costs nothing; every
 * other number is a `Decimal`. An operation whose result does not exist (division by zero, overflow) answers null.
 */
export class Decimal {
  readonly coefficient: bigint;
  readonly exponent: number;
  #double: number | undefined;

  constructor(coefficient: bigint, exponent: number) {
    this.coefficient = coefficient;
    this.exponent = exponent;
  }

  /** The nearest double; for quick comparison only. */
  get double(): number {
    return (this.#double ??= Number(`${this.coefficient}e${this.exponent}`));
  }
}

export type Numeric = number | Decimal;

const DIGITS = 34;
const MOST = 10n ** BigInt(DIGITS);
const MAX_EXPONENT = 6144;
const MIN_EXPONENT = -6176;
const POWERS = Array.from({ length: 80 }, (_, exponent) => 10n ** BigInt(exponent));

/** 10 to a whole power that is not negative. */
export function tenTo(exponent: number): bigint {
  return POWERS[exponent] ?? 10n ** BigInt(exponent);
}

const magnitude = (value: bigint): bigint => (value < 0n ? -value : value);
const digitsOf = (value: bigint): number => magnitude(value).toString().length;

/** Divides and rounds half to even. The divisor is positive. */
function divideHalfEven(value: bigint, divisor: bigint): bigint {
  const quotient = value / divisor;
  const twice = magnitude(value % divisor) * 2n;
  const away = value < 0n ? -1n : 1n;
  if (twice > divisor || (twice === divisor && quotient % 2n !== 0n)) return quotient + away;
  return quotient;
}

/** The number coefficient × 10^exponent, rounded to 34 digits; null when it is too great. */
export function decimalOf(coefficient: bigint, exponent: number): Numeric | null {
  if (coefficient === 0n) return 0;
  let c = coefficient;
  let e = exponent;
  if (c >= MOST || c <= -MOST) {
    const drop = digitsOf(c) - DIGITS;
    c = divideHalfEven(c, tenTo(drop));
    e += drop;
  }
  if (e < MIN_EXPONENT) {
    const drop = MIN_EXPONENT - e;
    if (drop > DIGITS + 1) return 0;
    c = divideHalfEven(c, tenTo(drop));
    e = MIN_EXPONENT;
    if (c === 0n) return 0;
  }
  while (e < 0 && c % 10n === 0n) {
    c /= 10n;
    e++;
  }
  if (e >= 0 && e <= 16) {
    const whole = c * tenTo(e);
    const small = Number(whole);
    if (Number.isSafeInteger(small)) return small;
  }
  if (e > 0 && digitsOf(c) + e - 1 > MAX_EXPONENT) return null;
  return new Decimal(c, e);
}

/** The number that a text says, as FEEL and XML Schema write it; null when it is none. At most 10,000 characters. */
export function parseNumber(text: string): Numeric | null {
  if (text.length > 10_000) return null;
  const match = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,5}))?$/.exec(text);
  if (!match) return null;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
  if (whole === '' && fraction === '') return null;
  if (fraction === '' && exponent === '0' && whole.length <= 15) return Number(`${sign}${whole}`) || 0;
  return decimalOf(BigInt(`${sign === '-' ? '-' : ''}${whole}${fraction}`), Number(exponent) - fraction.length);
}

/** The number that a double shows when it is written, e.g. 0.1 for 0.1; null for infinities and what is no number. */
export function numberFrom(double: number): Numeric | null {
  if (Number.isSafeInteger(double)) return double === 0 ? 0 : double;
  return Number.isFinite(double) ? parseNumber(String(double)) : null;
}

export const isNumeric = (value: unknown): value is Numeric => typeof value === 'number' || value instanceof Decimal;

/** Coefficient and exponent of either form. */
export function partsOf(value: Numeric): { c: bigint; e: number } {
  return typeof value === 'number' ? { c: BigInt(value), e: 0 } : { c: value.coefficient, e: value.exponent };
}

/** As a double, the nearest. */
export function doubleOf(value: Numeric): number {
  return typeof value === 'number' ? value : value.double;
}

/** −1, 0 or 1 as `a` is less than, equal to or greater than `b`. */
export function compareNumbers(a: Numeric, b: Numeric): number {
  if (typeof a === 'number' && typeof b === 'number') return a < b ? -1 : a > b ? 1 : 0;
  const x = doubleOf(a);
  const y = doubleOf(b);
  const apart = x - y;
  if (Math.abs(apart) > 1e-12 * (Math.abs(x) + Math.abs(y))) return apart < 0 ? -1 : 1;
  const p = partsOf(a);
  const q = partsOf(b);
  const low = Math.min(p.e, q.e);
  const left = p.c * tenTo(p.e - low);
  const right = q.c * tenTo(q.e - low);
  return left < right ? -1 : left > right ? 1 : 0;
}

/** The sum. */
export function add(a: Numeric, b: Numeric): Numeric | null {
  if (typeof a === 'number' && typeof b === 'number') {
    const sum = a + b;
    if (Number.isSafeInteger(sum)) return sum;
  }
  if (a === 0) return b;
  if (b === 0) return a;
  let p = partsOf(a);
  let q = partsOf(b);
  if (p.e < q.e) [p, q] = [q, p];
  // What is too small to touch the last digit only decides the rounding: it is drawn nearer, so that no long number is made.
  const gap = p.e + digitsOf(p.c) - (q.e + digitsOf(q.c));
  if (gap > 2 * DIGITS + 2) q = { c: q.c < 0n ? -1n : 1n, e: p.e + digitsOf(p.c) - 2 * DIGITS };
  const low = Math.min(p.e, q.e);
  return decimalOf(p.c * tenTo(p.e - low) + q.c * tenTo(q.e - low), low);
}

/** The same number with the other sign. */
export function negate(a: Numeric): Numeric {
  if (typeof a === 'number') return a === 0 ? 0 : -a;
  return new Decimal(-a.coefficient, a.exponent);
}

/** The difference. */
export function subtract(a: Numeric, b: Numeric): Numeric | null {
  if (typeof a === 'number' && typeof b === 'number') {
    const difference = a - b;
    if (Number.isSafeInteger(difference)) return difference;
  }
  return add(a, negate(b));
}

/** The product. */
export function multiply(a: Numeric, b: Numeric): Numeric | null {
  if (typeof a === 'number' && typeof b === 'number') {
    const product = a * b;
    if (Number.isSafeInteger(product)) return product === 0 ? 0 : product;
  }
  const p = partsOf(a);
  const q = partsOf(b);
  return decimalOf(p.c * q.c, p.e + q.e);
}

/** The quotient; null for a division by zero. */
export function divide(a: Numeric, b: Numeric): Numeric | null {
  if (b === 0) return null;
  if (a === 0) return 0;
  if (typeof a === 'number' && typeof b === 'number') {
    const quotient = a / b;
    if (Number.isSafeInteger(quotient) && quotient * b === a) return quotient;
  }
  const p = partsOf(a);
  const q = partsOf(b);
  const divisor = magnitude(q.c);
  const shift = Math.max(0, DIGITS + 2 + digitsOf(divisor) - digitsOf(p.c));
  const scaled = (q.c < 0n ? -p.c : p.c) * tenTo(shift);
  const sticky = scaled % divisor === 0n ? 0n : scaled < 0n ? -1n : 1n;
  // One more digit that is not zero says that there was a rest, for the rounding.
  return decimalOf((scaled / divisor) * 10n + sticky, p.e - q.e - shift - 1);
}

export type Rounding = 'floor' | 'ceiling' | 'up' | 'down' | 'half up' | 'half down' | 'half even';

/** Rounds to so many digits after the point (before it when negative). */
export function round(value: Numeric, scale: number, rounding: Rounding): Numeric | null {
  if (typeof value === 'number' && scale >= 0) return value;
  const { c, e } = partsOf(value);
  const drop = -scale - e;
  if (drop <= 0) return value;
  if (drop > digitsOf(c) + 1) {
    const outward = (rounding === 'floor' && c < 0n) || (rounding === 'ceiling' && c > 0n) || rounding === 'up';
    return outward ? decimalOf(c < 0n ? -1n : 1n, -scale) : 0;
  }
  const divisor = tenTo(drop);
  const quotient = c / divisor;
  const rest = c % divisor;
  const away = c < 0n ? -1n : 1n;
  const twice = magnitude(rest) * 2n;
  const isOutward =
    rest !== 0n &&
    (rounding === 'up' ||
      (rounding === 'floor' && c < 0n) ||
      (rounding === 'ceiling' && c > 0n) ||
      (rounding.startsWith('half') && twice > divisor) ||
      (twice === divisor && (rounding === 'half up' || (rounding === 'half even' && quotient % 2n !== 0n))));
  return decimalOf(isOutward ? quotient + away : quotient, -scale);
}

/** Whether it has no fraction. */
export function isWhole(value: Numeric): boolean {
  return typeof value === 'number' || value.exponent >= 0;
}

/** A whole number that a double holds exactly, or undefined. */
export function safeInteger(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

/** As FEEL writes it: no exponent, no zeros at the end. */
export function numberText(value: Numeric): string {
  if (typeof value === 'number') return String(value);
  const { coefficient, exponent } = value;
  const sign = coefficient < 0n ? '-' : '';
  const digits = magnitude(coefficient).toString();
  if (exponent >= 0) return `${sign}${digits}${'0'.repeat(exponent)}`;
  const padded = digits.padStart(1 - exponent, '0');
  return `${sign}${padded.slice(0, exponent)}.${padded.slice(exponent)}`;
}
