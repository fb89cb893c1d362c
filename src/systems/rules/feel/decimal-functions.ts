import {
  type Numeric,
  Decimal,
  compareNumbers,
  decimalOf,
  divide,
  doubleOf,
  isWhole,
  partsOf,
  safeInteger,
  tenTo,
} from './decimal.ts';

/**
 * Roots, powers, the exponential and the logarithm of decimals: fixed-point numbers of 60 places, rounded to 34 digits once
 * at the end.
 */
const PLACES = 60;
const ONE = tenTo(PLACES);
/** The natural logarithm of ten, 60 places. */
const LN_10 = BigInt(
  '2302585092994045684017991454684364207601101488628772976033327900967572609677352'.slice(0, PLACES + 1),
);

/** The whole square root of a whole number, rounded down. */
function wholeRoot(value: bigint): bigint {
  if (value < 2n) return value;
  let root = 1n << BigInt((value.toString(2).length + 1) >> 1);
  for (;;) {
    const next = (root + value / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}

/** The square root; null for a negative number. */
export function squareRoot(value: Numeric): Numeric | null {
  const { c, e } = partsOf(value);
  if (c < 0n) return null;
  let shift = Math.max(0, 80 - c.toString().length);
  if ((e - shift) % 2 !== 0) shift++;
  const scaled = c * tenTo(shift);
  const root = wholeRoot(scaled);
  const sticky = root * root === scaled ? 0n : 1n;
  return decimalOf(root * 10n + sticky, (e - shift) / 2 - 1);
}

/** A number as fixed point of 60 places, cut. Greater than 10^20 is not asked for. */
function fixed(value: Numeric): bigint {
  const { c, e } = partsOf(value);
  const shift = PLACES + e;
  return shift >= 0 ? c * tenTo(shift) : c / tenTo(-shift);
}

/** e to a fixed-point power between −3 and 3, as fixed point. */
function fixedExponential(power: bigint): bigint {
  const halvings = 8n;
  const reduced = power >> halvings;
  let term = ONE;
  let sum = ONE;
  for (let n = 1n; term !== 0n && n < 80n; n++) {
    term = (term * reduced) / (ONE * n);
    sum += term;
    if (term === -1n) break;
  }
  for (let n = 0n; n < halvings; n++) sum = (sum * sum) / ONE;
  return sum;
}

/** e to the power of a number; null when it is too great. */
export function exponential(value: Numeric): Numeric | null {
  const double = doubleOf(value);
  if (double > 14_200) return null;
  if (double < -14_300) return 0;
  const tens = Math.round(double / Math.LN10);
  return decimalOf(fixedExponential(fixed(value) - BigInt(tens) * LN_10), tens - PLACES);
}

/** The natural logarithm as fixed point of a number greater than zero. */
function fixedLogarithm(value: Numeric): bigint {
  const { c, e } = partsOf(value);
  const digits = c.toString();
  const mantissa = c * tenTo(Math.max(0, PLACES - digits.length + 1));
  let y = BigInt(Math.round(Math.log(Number(`${digits[0]}.${digits.slice(1, 17)}`)) * 1e15)) * tenTo(PLACES - 15);
  for (let round = 0; round < 4; round++) {
    const power = fixedExponential(y);
    const step = (2n * (mantissa - power) * ONE) / (mantissa + power);
    y += step;
    if (step === 0n) break;
  }
  return y + BigInt(e + digits.length - 1) * LN_10;
}

/** The natural logarithm; null unless the number is greater than zero. */
export function logarithm(value: Numeric): Numeric | null {
  if (compareNumbers(value, 0) <= 0) return null;
  return decimalOf(fixedLogarithm(value), -PLACES);
}

const WORKING_DIGITS = 60;

/** A number to a power. Null when it does not exist (a root of a negative number, overflow). */
export function power(base: Numeric, exponent: Numeric): Numeric | null {
  const times = safeInteger(exponent);
  if (times !== undefined) {
    if (times === 0) return 1;
    if (base === 0) return times > 0 ? 0 : null;
    if (Math.abs(times) > 100_000) return bigPower(base, exponent);
    const positive = wholePower(base, Math.abs(times));
    if (positive === null) return times < 0 ? 0 : null;
    return times > 0 ? positive : divide(1, positive);
  }
  return bigPower(base, exponent);
}

function wholePower(base: Numeric, times: number): Numeric | null {
  let { c, e } = partsOf(base);
  let result = { c: 1n, e: 0 };
  for (let left = times; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) result = cut(result.c * c, result.e + e);
    ({ c, e } = cut(c * c, e * 2));
    if (Math.abs(e) > 1_000_000) return null;
  }
  return decimalOf(result.c, result.e);
}

function cut(c: bigint, e: number): { c: bigint; e: number } {
  const surplus = c.toString().length - WORKING_DIGITS;
  return surplus > 0 ? { c: c / tenTo(surplus), e: e + surplus } : { c, e };
}

function bigPower(base: Numeric, exponent: Numeric): Numeric | null {
  if (base === 0) return compareNumbers(exponent, 0) > 0 ? 0 : null;
  const isNegative = compareNumbers(base, 0) < 0;
  if (isNegative && !isWhole(exponent)) return null;
  const { c, e } = partsOf(base);
  const size = fixedLogarithm(decimalOf(c < 0n ? -c : c, e) ?? 1);
  const product = doubleOf(exponent) * (Number(size) / 1e60);
  if (product > 14_200) return null;
  if (product < -14_300) return 0;
  const { c: times, e: scale } = partsOf(exponent);
  const scaled = scale >= 0 ? size * times * tenTo(scale) : (size * times) / tenTo(-scale);
  const tens = Math.round(product / Math.LN10);
  const answer = decimalOf(fixedExponential(scaled - BigInt(tens) * LN_10), tens - PLACES);
  if (!isNegative || answer === null || answer === 0) return answer;
  const isOdd = scale === 0 && times % 2n !== 0n;
  if (!isOdd) return answer;
  return typeof answer === 'number' ? -answer : new Decimal(-answer.coefficient, answer.exponent);
}
