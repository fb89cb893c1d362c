import {
  DaysDuration,
  FeelDate,
  FeelDateTime,
  FeelTime,
  MAX_MONTHS,
  MAX_NS,
  MonthsDuration,
  instantOf,
  midnightOf,
  nanosecondOfDay,
  nanosecondOfTime,
  offsetOf,
  plusMonths,
  plusNanoseconds,
  timeOfNanosecond,
} from './calendar.ts';
import {
  Decimal,
  type Numeric,
  add as addNumbers,
  decimalOf,
  divide as divideNumbers,
  multiply as multiplyNumbers,
  negate as negateNumber,
  partsOf,
  round,
  subtract as subtractNumbers,
} from './decimal.ts';
import { power as powerOfNumber } from './decimal-functions.ts';
import type { Value } from './value.ts';

/** The arithmetic of FEEL (DMN 1.5, 10.3.2.11). Every function answers null when the operation does not exist. */
const isNumber = (value: Value): value is Numeric => typeof value === 'number' || value instanceof Decimal;

const days = (ns: bigint): DaysDuration | null => (ns > MAX_NS || ns < -MAX_NS ? null : new DaysDuration(ns));
const months = (count: number): MonthsDuration | null =>
  Math.abs(count) > MAX_MONTHS ? null : new MonthsDuration(count === 0 ? 0 : count);

export function add(a: Value, b: Value): Value {
  if (isNumber(a)) return isNumber(b) ? addNumbers(a, b) : null;
  if (typeof a === 'string') return typeof b === 'string' ? a + b : null;
  if (a instanceof DaysDuration) {
    if (b instanceof DaysDuration) return days(a.nanoseconds + b.nanoseconds);
    return b instanceof FeelDate || b instanceof FeelDateTime || b instanceof FeelTime ? add(b, a) : null;
  }
  if (a instanceof MonthsDuration) {
    if (b instanceof MonthsDuration) return months(a.months + b.months);
    return b instanceof FeelDate || b instanceof FeelDateTime ? add(b, a) : null;
  }
  if (b instanceof DaysDuration) return later(a, b.nanoseconds);
  if (b instanceof MonthsDuration) return laterByMonths(a, b.months);
  return null;
}

function later(a: Value, ns: bigint): Value {
  if (a instanceof FeelDateTime) return plusNanoseconds(a, ns);
  if (a instanceof FeelDate) return plusNanoseconds(midnightOf(a), ns)?.date ?? null;
  if (a instanceof FeelTime) return timeOfNanosecond(nanosecondOfDay(a) + ns, a);
  return null;
}

function laterByMonths(a: Value, count: number): Value {
  if (a instanceof FeelDate) return plusMonths(a, count);
  if (!(a instanceof FeelDateTime)) return null;
  const date = plusMonths(a.date, count);
  return date && new FeelDateTime(date, a.time);
}

export function subtract(a: Value, b: Value): Value {
  if (isNumber(a)) return isNumber(b) ? subtractNumbers(a, b) : null;
  if (b instanceof DaysDuration) {
    return a instanceof DaysDuration ? days(a.nanoseconds - b.nanoseconds) : later(a, -b.nanoseconds);
  }
  if (b instanceof MonthsDuration) {
    return a instanceof MonthsDuration ? months(a.months - b.months) : laterByMonths(a, -b.months);
  }
  if (a instanceof FeelTime && b instanceof FeelTime) {
    if ((offsetOf(a) === null) !== (offsetOf(b) === null)) return null;
    return days(nanosecondOfTime(a) - nanosecondOfTime(b));
  }
  const from = a instanceof FeelDate ? midnightOf(a) : a;
  const to = b instanceof FeelDate ? midnightOf(b) : b;
  if (!(from instanceof FeelDateTime) || !(to instanceof FeelDateTime)) return null;
  if ((offsetOf(from.time) === null) !== (offsetOf(to.time) === null)) return null;
  return days(instantOf(from) - instantOf(to));
}

export function multiply(a: Value, b: Value): Value {
  if (isNumber(a)) {
    if (isNumber(b)) return multiplyNumbers(a, b);
    return b instanceof DaysDuration || b instanceof MonthsDuration ? multiply(b, a) : null;
  }
  if (!isNumber(b)) return null;
  if (a instanceof MonthsDuration) return monthsOf(multiplyNumbers(a.months, b));
  if (!(a instanceof DaysDuration)) return null;
  const { c, e } = partsOf(b);
  return e >= 0 && e < 40 ? days(a.nanoseconds * c * 10n ** BigInt(e)) : nanosecondsOf(multiplyNumbers(nsNumber(a), b));
}

export function divide(a: Value, b: Value): Value {
  if (isNumber(a)) return isNumber(b) ? divideNumbers(a, b) : null;
  if (a instanceof MonthsDuration) {
    if (b instanceof MonthsDuration) return divideNumbers(a.months, b.months);
    return isNumber(b) ? monthsOf(divideNumbers(a.months, b)) : null;
  }
  if (!(a instanceof DaysDuration)) return null;
  if (b instanceof DaysDuration) return divideNumbers(nsNumber(a), nsNumber(b));
  return isNumber(b) ? nanosecondsOf(divideNumbers(nsNumber(a), b)) : null;
}

const nsNumber = (duration: DaysDuration): Numeric => decimalOf(duration.nanoseconds, 0) ?? 0;

function monthsOf(value: Numeric | null): MonthsDuration | null {
  const whole = value === null ? null : round(value, 0, 'down');
  return typeof whole === 'number' ? months(whole) : null;
}

function nanosecondsOf(value: Numeric | null): DaysDuration | null {
  const whole = value === null ? null : round(value, 0, 'down');
  if (whole === null) return null;
  const { c, e } = partsOf(whole);
  return e > 30 ? null : days(c * 10n ** BigInt(e));
}

export function power(a: Value, b: Value): Value {
  return isNumber(a) && isNumber(b) ? powerOfNumber(a, b) : null;
}

export function negate(a: Value): Value {
  if (isNumber(a)) return negateNumber(a);
  if (a instanceof DaysDuration) return new DaysDuration(-a.nanoseconds);
  return a instanceof MonthsDuration ? months(-a.months) : null;
}
