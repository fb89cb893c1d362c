import {
  type Numeric,
  type Rounding,
  compareNumbers,
  decimalOf,
  isWhole,
  negate,
  partsOf,
  round,
  tenTo,
} from '../decimal.ts';
import { exponential, logarithm, squareRoot } from '../decimal-functions.ts';
import { DaysDuration, MonthsDuration } from '../calendar.ts';
import type { Run } from '../run.ts';
import type { Value } from '../value.ts';
import { define } from './define.ts';

/** Functions on numbers (DMN 1.5, 10.3.4.5). */
const LEAST_SCALE = -6111;
const MOST_SCALE = 6176;

const rounding =
  (name: string, mode: Rounding) =>
  (run: Run, n: Numeric, scale?: Numeric): Value => {
    const digits = scale === undefined ? 0 : typeof scale === 'number' ? scale : partialScale(scale);
    if (digits < LEAST_SCALE || digits > MOST_SCALE) return run.warn('argument.wrong', name);
    return round(n, digits, mode) ?? run.warn('arithmetic.undefined', name);
  };

/** A scale with a fraction counts as the whole number towards zero. */
function partialScale(scale: Numeric): number {
  const whole = round(scale, 0, 'down');
  return typeof whole === 'number' ? whole : MOST_SCALE + 1;
}

/** The rest of a division rounded down: it has the sign of the divisor. Exact, without the quotient's rounding. */
function modulo(run: Run, dividend: Numeric, divisor: Numeric): Value {
  if (divisor === 0) return run.warn('arithmetic.undefined', 'modulo');
  const p = partsOf(dividend);
  const q = partsOf(divisor);
  const low = Math.min(p.e, q.e);
  const a = p.c * tenTo(p.e - low);
  const b = q.c * tenTo(q.e - low);
  const rest = a % b;
  return decimalOf(rest !== 0n && rest < 0n !== b < 0n ? rest + b : rest, low);
}

function parity(isOdd: boolean) {
  return (_: Run, n: Numeric): Value => {
    if (!isWhole(n)) return false;
    const { c, e } = partsOf(n);
    return (e === 0 && c % 2n !== 0n) === isOdd;
  };
}

function absolute(n: Value): Value {
  if (n instanceof DaysDuration) return n.nanoseconds < 0n ? new DaysDuration(-n.nanoseconds) : n;
  if (n instanceof MonthsDuration) return n.months < 0 ? new MonthsDuration(-n.months) : n;
  return compareNumbers(n as Numeric, 0) < 0 ? negate(n as Numeric) : n;
}

export const NUMBER_FUNCTIONS = [
  define('decimal', ['n: number, scale: number', rounding('decimal', 'half even')]),
  define('floor', ['n: number, scale?: number', rounding('floor', 'floor')]),
  define('ceiling', ['n: number, scale?: number', rounding('ceiling', 'ceiling')]),
  define('round up', ['n: number, scale: number', rounding('round up', 'up')]),
  define('round down', ['n: number, scale: number', rounding('round down', 'down')]),
  define('round half up', ['n: number, scale: number', rounding('round half up', 'half up')]),
  define('round half down', ['n: number, scale: number', rounding('round half down', 'half down')]),
  define(
    'abs',
    ['n: number', (_, n: Numeric) => absolute(n)],
    ['n: days', (_, n: Value) => absolute(n)],
    ['n: months', (_, n: Value) => absolute(n)],
  ),
  define('modulo', ['dividend: number, divisor: number', modulo]),
  define('sqrt', ['number: number', (run, n: Numeric) => squareRoot(n) ?? run.warn('arithmetic.undefined', 'sqrt')]),
  define('log', ['number: number', (run, n: Numeric) => logarithm(n) ?? run.warn('arithmetic.undefined', 'log')]),
  define('exp', ['number: number', (run, n: Numeric) => exponential(n) ?? run.warn('arithmetic.undefined', 'exp')]),
  define('odd', ['number: number', parity(true)]),
  define('even', ['number: number', parity(false)]),
];
