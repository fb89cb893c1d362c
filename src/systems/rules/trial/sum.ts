import { type Numeric, decimalOf, partsOf, tenTo } from '../feel/decimal.ts';

/** An exact sum of decimals, without any limit of digits: coefficient × 10^exponent. Plain data. */
export interface Sum {
  c: bigint;
  e: number;
}

export const NOTHING: Sum = { c: 0n, e: 0 };

/** The sum of both. */
export function plus(a: Sum, b: Sum): Sum {
  if (a.c === 0n) return b;
  if (b.c === 0n) return a;
  const e = Math.min(a.e, b.e);
  return { c: a.c * tenTo(a.e - e) + b.c * tenTo(b.e - e), e };
}

/** An amount so many times; `times` is whole. */
export function timesOf(amount: Numeric, times: number): Sum {
  const { c, e } = partsOf(amount);
  return { c: c * BigInt(times), e };
}

/** Without its sign. */
export const sizeOf = ({ c, e }: Sum): Sum => ({ c: c < 0n ? -c : c, e });

/** The greater of two. */
export const greaterOf = (a: Sum, b: Sum): Sum => (plus(b, { c: -a.c, e: a.e }).c > 0n ? b : a);

/** As a number of 34 digits. */
export function numericOf({ c, e }: Sum): Numeric {
  return decimalOf(c, e) ?? 0;
}

/** Rounded half away from zero to so many digits that count, after multiplying with a fraction of whole numbers. */
export function roundedSum({ c, e }: Sum, digits: number, by: { times: number; of: number }): Sum {
  const times = BigInt(by.times);
  const of = BigInt(by.of);
  if (c === 0n || times === 0n || of === 0n) return NOTHING;
  // Enough digits behind the point that the rounding sees what the fraction leaves.
  const scaled = (c * times * tenTo(digits + 2)) / of;
  const length = (scaled < 0n ? -scaled : scaled).toString().length;
  const drop = length - digits;
  if (drop <= 0) return { c: scaled, e: e - digits - 2 };
  const unit = tenTo(drop);
  const half = unit / 2n;
  const whole = (scaled + (scaled < 0n ? -half : half)) / unit;
  return { c: whole, e: e - digits - 2 + drop };
}
