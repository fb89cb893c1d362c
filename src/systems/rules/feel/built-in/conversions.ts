import {
  type DaysDuration,
  FeelDate,
  FeelDateTime,
  FeelTime,
  MonthsDuration,
  SECOND_NS,
  dateOf,
  dayOfYear,
  midnightOf,
  monthsBetween,
  weekOfYear,
  weekdayOf,
} from '../calendar.ts';
import { parseDate, parseDateTime, parseDuration, parseTime } from '../calendar-text.ts';
import { compare, isSame } from '../compare.ts';
import { type Numeric, doubleOf, parseNumber, round } from '../decimal.ts';
import { Vocabulary } from '../names.ts';
import { parseExpression } from '../parser.ts';
import { FeelSyntaxError } from '../reader.ts';
import type { Run } from '../run.ts';
import type { Node } from '../syntax.ts';
import { FeelRange, type Value, kindOfValue } from '../value.ts';
import { define } from './define.ts';

/** Conversions (DMN 1.5, 10.3.4.1), functions on days (10.3.4.8), `not`, `is`, `now`, `today`. */
function dateFrom(run: Run, from: Value): Value {
  if (from instanceof FeelDateTime) return from.date;
  if (from instanceof FeelDate) return from;
  const date = typeof from === 'string' ? parseDate(from) : null;
  return date ?? run.warn('literal.wrong', 'date');
}

function dateOfParts(run: Run, year: Numeric, month: Numeric, day: Numeric): Value {
  const isWhole = typeof year === 'number' && typeof month === 'number' && typeof day === 'number';
  return (isWhole ? dateOf(year, month, day) : null) ?? run.warn('literal.wrong', 'date');
}

function dateTimeFrom(run: Run, from: Value): Value {
  if (from instanceof FeelDateTime) return from;
  if (from instanceof FeelDate) return midnightOf(from);
  const at = typeof from === 'string' ? parseDateTime(from) : null;
  return at ?? run.warn('literal.wrong', 'date and time');
}

function dateTimeOfParts(run: Run, date: Value, time: Value): Value {
  const day = date instanceof FeelDateTime ? date.date : date;
  if (!(day instanceof FeelDate) || !(time instanceof FeelTime)) return run.warn('argument.wrong', 'date and time');
  return new FeelDateTime(day, time);
}

function timeFrom(run: Run, from: Value): Value {
  if (from instanceof FeelTime) return from;
  if (from instanceof FeelDateTime) return from.time;
  if (from instanceof FeelDate) return midnightOf(from).time;
  const time = typeof from === 'string' ? parseTime(from) : null;
  return time ?? run.warn('literal.wrong', 'time');
}

function timeOfParts(
  run: Run,
  ...[hour, minute, second, offset]: [Numeric, Numeric, Numeric, (DaysDuration | null)?]
): Value {
  const whole = round(second, 0, 'down');
  if (typeof hour !== 'number' || typeof minute !== 'number' || typeof whole !== 'number')
    return run.warn('literal.wrong', 'time');
  const isClock =
    hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && whole >= 0 && whole < 60 && doubleOf(second) >= 0;
  const offset_s = offset ? Number(offset.nanoseconds / SECOND_NS) : null;
  if (!isClock || Math.abs(offset_s ?? 0) > 18 * 3600) return run.warn('literal.wrong', 'time');
  const nanosecond = Math.round((doubleOf(second) - whole) * 1e9);
  return new FeelTime({ hour, minute, second: whole, nanosecond }, { offset_s });
}

const SEPARATORS = new Set([' ', ',', '.', null]);

function number(run: Run, from: string, grouping: string | null = null, decimal: string | null = null): Value {
  if (
    !SEPARATORS.has(grouping) ||
    !SEPARATORS.has(decimal) ||
    decimal === ' ' ||
    (grouping !== null && grouping === decimal)
  )
    return run.warn('argument.wrong', 'number');
  let text = from;
  if (grouping !== null) text = text.replaceAll(grouping, '');
  if (decimal !== null && decimal !== '.') {
    if (text.includes('.')) return run.warn('literal.wrong', 'number');
    text = text.replace(decimal, '.');
  }
  return parseNumber(text) ?? run.warn('literal.wrong', 'number');
}

function monthsFromTo(run: Run, from: Value, to: Value): Value {
  const first = from instanceof FeelDateTime ? from.date : from;
  const last = to instanceof FeelDateTime ? to.date : to;
  if (!(first instanceof FeelDate) || !(last instanceof FeelDate))
    return run.warn('argument.wrong', 'years and months duration');
  return new MonthsDuration(monthsBetween(first, last));
}

const LITERAL_FUNCTIONS: Record<string, (run: Run, from: string) => Value> = {
  date: dateFrom,
  time: timeFrom,
  'date and time': dateTimeFrom,
  duration: (_, from) => parseDuration(from),
};

/** The value of an end of a range that is a literal; undefined for anything else. */
function literal(node: Node, run: Run): Value | undefined {
  if (node.node === 'constant') return node.value;
  if (node.node === 'negate' && node.of.node === 'constant' && typeof node.of.value === 'number') return -node.of.value;
  if (node.node !== 'call' || node.callee.node !== 'name' || node.named) return undefined;
  const [only, more] = node.positional;
  const convert = LITERAL_FUNCTIONS[node.callee.name];
  if (!convert || more || only?.node !== 'constant' || typeof only.value !== 'string') return undefined;
  return convert(run, only.value);
}

/** A range that a text says: `range("[18..21)")`. Its ends are literals. */
function rangeFrom(run: Run, from: string): Value {
  const text = from.trim();
  const wrong = (): null => run.warn('literal.wrong', 'range');
  const isOpenBelow = /^[[(\]]\s*\.\./.test(text);
  const isOpenAbove = /\.\.\s*[\])[]$/.test(text);
  if (isOpenBelow && isOpenAbove) return wrong();
  const whole = isOpenBelow
    ? text.replace('..', 'null..')
    : isOpenAbove
      ? text.replace(/\.\.(\s*.)$/, '..null$1')
      : text;
  let node: Node;
  try {
    node = parseExpression(whole, {
      scopes: [new Vocabulary(Object.keys(LITERAL_FUNCTIONS))],
      fields: new Vocabulary(),
    });
  } catch (error) {
    if (error instanceof FeelSyntaxError) return wrong();
    throw error;
  }
  if (node.node !== 'range') return wrong();
  const start = literal(node.start, run);
  const end = literal(node.end, run);
  if (start === undefined || end === undefined || (start === null && end === null)) return wrong();
  const { startIncluded, endIncluded } = node;
  if ((start === null && (!isOpenBelow || startIncluded)) || (end === null && (!isOpenAbove || endIncluded)))
    return wrong();
  if (start !== null && end !== null && (kindOfValue(start) !== kindOfValue(end) || (compare(start, end) ?? 1) > 0))
    return wrong();
  return new FeelRange({ start, end, startIncluded, endIncluded, isOpen: true });
}

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const MONTHS = 'January February March April May June July August September October November December'.split(' ');

function ofDay(name: string, tell: (date: FeelDate) => Value) {
  return define(name, [
    'date: any',
    (run, at: Value) => {
      const date = at instanceof FeelDateTime ? at.date : at;
      return date instanceof FeelDate ? tell(date) : run.warn('argument.wrong', name);
    },
  ]);
}

/** Now in Vietnam, to the second's thousandth. */
function nowIn({ now }: Run): FeelDateTime {
  const shifted = new Date(now.getTime() + 7 * 3_600_000).toISOString();
  return parseDateTime(`${shifted.slice(0, -1)}+07:00`) ?? midnightOf(new FeelDate(1970, 1, 1));
}

export const CONVERSION_FUNCTIONS = [
  define('date', ['from: any', dateFrom], ['year: number, month: number, day: number', dateOfParts]),
  define('date and time', ['from: any', dateTimeFrom], ['date: any, time: time', dateTimeOfParts]),
  define(
    'time',
    ['from: any', timeFrom],
    ['hour: number, minute: number, second: number, offset?: days?', timeOfParts],
  ),
  define('number', ['from: string, grouping separator?: string?, decimal separator?: string?', number]),
  define('duration', [
    'from: string',
    (run, from: string) => parseDuration(from) ?? run.warn('literal.wrong', 'duration'),
  ]),
  define('years and months duration', ['from: any, to: any', monthsFromTo]),
  define('range', ['from: string', rangeFrom]),
  define('not', [
    'negand: any',
    (run, negand: Value) => (typeof negand === 'boolean' ? !negand : run.warn('condition.not_boolean', 'not')),
  ]),
  define('is', [
    'value1?: any, value2?: any',
    (_, a: Value = null, b: Value = null) => kindOfValue(a) === kindOfValue(b) && isSame(a, b),
  ]),
  define('now', ['', nowIn]),
  define('today', ['', (run) => nowIn(run).date]),
  ofDay('day of year', dayOfYear),
  ofDay('week of year', weekOfYear),
  ofDay('day of week', (date) => WEEKDAYS[weekdayOf(date) - 1] ?? null),
  ofDay('month of year', ({ month }) => MONTHS[month - 1] ?? null),
];
