import {
  DaysDuration,
  FeelDate,
  FeelDateTime,
  FeelTime,
  MonthsDuration,
  epochDay,
  instantOf,
  nanosecondOfTime,
  offsetOf,
} from './calendar.ts';
import { Decimal, compareNumbers } from './decimal.ts';
import { FeelFunction, FeelRange, type Value } from './value.ts';

const isNumber = (value: Value): value is number | Decimal => typeof value === 'number' || value instanceof Decimal;
const order = (a: bigint | number | string, b: bigint | number | string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Texts in the order of their code points. */
function orderTexts(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x === y) continue;
    // Halves of a pair stand for code points above all others.
    const isPairX = x >= 0xd800 && x <= 0xdfff;
    const isPairY = y >= 0xd800 && y <= 0xdfff;
    if (isPairX !== isPairY) return isPairX ? 1 : -1;
    return x < y ? -1 : 1;
  }
  return a.length - b.length;
}

/**
 * −1, 0 or 1 as `a` is less than, equal to or greater than `b`; null when the two cannot be compared: differing kinds, or
 * a local time with one that has a zone (DMN 1.5, table 53).
 */
export function compare(a: Value, b: Value): number | null {
  if (typeof a === 'number' && typeof b === 'number') return a < b ? -1 : a > b ? 1 : 0;
  if (isNumber(a)) return isNumber(b) ? compareNumbers(a, b) : null;
  if (typeof a === 'string') return typeof b === 'string' ? Math.sign(orderTexts(a, b)) : null;
  if (a instanceof FeelDate) return b instanceof FeelDate ? order(epochDay(a), epochDay(b)) : null;
  if (a instanceof FeelDateTime) {
    if (!(b instanceof FeelDateTime) || (offsetOf(a.time) === null) !== (offsetOf(b.time) === null)) return null;
    return order(instantOf(a), instantOf(b));
  }
  if (a instanceof FeelTime) {
    if (!(b instanceof FeelTime) || (offsetOf(a) === null) !== (offsetOf(b) === null)) return null;
    return order(nanosecondOfTime(a), nanosecondOfTime(b));
  }
  if (a instanceof DaysDuration) return b instanceof DaysDuration ? order(a.nanoseconds, b.nanoseconds) : null;
  if (a instanceof MonthsDuration) return b instanceof MonthsDuration ? order(a.months, b.months) : null;
  return null;
}

const MOST_DEPTH = 200;

/** Whether two values are equal; null when they are of kinds that cannot be (DMN 1.5, table 52). Null equals only null. */
export function equal(a: Value, b: Value, depth = 0): boolean | null {
  if (a === null || b === null) return a === b;
  if (typeof a === 'boolean') return typeof b === 'boolean' ? a === b : null;
  if (typeof a === 'string') return typeof b === 'string' ? a === b : null;
  if (depth > MOST_DEPTH) return null;
  if (Array.isArray(a)) {
    if (!Array.isArray(b)) return null;
    if (a.length !== b.length) return false;
    return allEqual(a.length, (i) => equal(a[i] ?? null, b[i] ?? null, depth + 1));
  }
  if (a instanceof Map) {
    if (!(b instanceof Map)) return null;
    if (a.size !== b.size) return false;
    const keys = [...a.keys()];
    if (keys.some((key) => !b.has(key))) return false;
    return allEqual(keys.length, (i) => equal(a.get(keys[i] ?? '') ?? null, b.get(keys[i] ?? '') ?? null, depth + 1));
  }
  if (a instanceof FeelRange) {
    if (!(b instanceof FeelRange)) return null;
    if (a.startIncluded !== b.startIncluded || a.endIncluded !== b.endIncluded) return false;
    return allEqual(2, (i) => (i === 0 ? equal(a.start, b.start) : equal(a.end, b.end)));
  }
  if (a instanceof FeelFunction) return b instanceof FeelFunction ? a === b : null;
  const ordered = compare(a, b);
  return ordered === null ? null : ordered === 0;
}

/** False as soon as one is false; null when one cannot be told. */
function allEqual(count: number, one: (index: number) => boolean | null): boolean | null {
  let isKnown = true;
  for (let i = 0; i < count; i++) {
    const isEqual = one(i);
    if (isEqual === false) return false;
    if (isEqual === null) isKnown = false;
  }
  return isKnown ? true : null;
}

/** Whether two values are one and the same, place of the clock included: what `is(…)` tells. */
export function isSame(a: Value, b: Value): boolean {
  if (a instanceof FeelDateTime && b instanceof FeelDateTime) return isSame(a.date, b.date) && isSame(a.time, b.time);
  if (a instanceof FeelTime && b instanceof FeelTime) {
    return (
      a.hour === b.hour &&
      a.minute === b.minute &&
      a.second === b.second &&
      a.nanosecond === b.nanosecond &&
      a.offset_s === b.offset_s &&
      a.zone === b.zone
    );
  }
  return equal(a, b) === true;
}

/** Whether a value lies in a range; null when the two cannot be compared. */
export function isWithin(value: Value, range: FeelRange): boolean | null {
  if (value === null) return null;
  const { start, end, startIncluded, endIncluded, isOpen } = range;
  const fromStart = start === null ? (isOpen ? 1 : null) : compare(value, start);
  const toEnd = end === null ? (isOpen ? -1 : null) : compare(value, end);
  if (fromStart !== null && (fromStart < 0 || (fromStart === 0 && !startIncluded))) return false;
  if (toEnd !== null && (toEnd > 0 || (toEnd === 0 && !endIncluded))) return false;
  return fromStart === null || toEnd === null ? null : true;
}
