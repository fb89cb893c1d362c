import { dateText, dateTimeText, parseDate, parseDateTime, parseDuration, parseTime } from '../feel/calendar-text.ts';
import { FeelDate, FeelDateTime } from '../feel/calendar.ts';
import { Decimal, compareNumbers, numberFrom, numberText, parseNumber } from '../feel/decimal.ts';
import { type Value, textOf } from '../feel/value.ts';
import type { PlainType } from '../dmn/requirements.ts';

/** What a list or object that is given may hold, and how deep it goes. */
const MOST_ITEMS = 1_000;
const MOST_DEPTH = 8;

/**
 * A value of FEEL from JSON, by the type that is asked for: numbers as numbers or as texts of them (exact to 34 digits), days,
 * times and durations as texts of ISO 8601. Undefined when it is none of the type.
 */
export function fromJson(given: unknown, type: Pick<PlainType, 'base' | 'isList'>, depth = 0): Value | undefined {
  if (given === null || given === undefined) return null;
  if (depth > MOST_DEPTH) return undefined;
  if (type.isList) {
    if (!Array.isArray(given) || given.length > MOST_ITEMS) return undefined;
    return all(given.map((each) => fromJson(each, { base: type.base, isList: false }, depth + 1)));
  }
  switch (type.base) {
    case 'number':
      if (typeof given === 'number') return numberFrom(given) ?? undefined;
      return typeof given === 'string' ? (parseNumber(given.trim()) ?? undefined) : undefined;
    case 'string':
      return typeof given === 'string' ? given : undefined;
    case 'boolean':
      return typeof given === 'boolean' ? given : undefined;
    case 'date':
      return typeof given === 'string' ? (parseDate(given) ?? undefined) : undefined;
    case 'time':
      return typeof given === 'string' ? (parseTime(given) ?? undefined) : undefined;
    case 'date and time':
    case 'dateTime':
      return typeof given === 'string' ? (parseDateTime(given) ?? undefined) : undefined;
    case 'days and time duration':
    case 'dayTimeDuration':
    case 'years and months duration':
    case 'yearMonthDuration':
      return typeof given === 'string' ? (parseDuration(given) ?? undefined) : undefined;
    default:
      return asItStands(given, depth);
  }
}

/** A value of no declared type: text stays text. */
function asItStands(given: unknown, depth: number): Value | undefined {
  const any = { base: 'Any', isList: false };
  if (typeof given === 'boolean' || typeof given === 'string') return given;
  if (typeof given === 'number') return numberFrom(given) ?? undefined;
  if (Array.isArray(given))
    return given.length > MOST_ITEMS ? undefined : all(given.map((each) => fromJson(each, any, depth + 1)));
  if (typeof given !== 'object' || given === null) return undefined;
  const entries = Object.entries(given);
  if (entries.length > MOST_ITEMS) return undefined;
  const context = new Map<string, Value>();
  for (const [name, each] of entries) {
    const value = fromJson(each, any, depth + 1);
    if (value === undefined) return undefined;
    context.set(name, value);
  }
  return context;
}

function all(values: (Value | undefined)[]): Value[] | undefined {
  return values.every((value) => value !== undefined) ? values : undefined;
}

/** A value of FEEL as JSON; a number that a double does not hold exactly, days, times and durations become texts. */
export function toJson(value: Value): unknown {
  if (value === null || typeof value === 'boolean' || typeof value === 'string' || typeof value === 'number')
    return value;
  if (Array.isArray(value)) return value.map(toJson);
  if (value instanceof Map) return Object.fromEntries([...value].map(([name, each]) => [name, toJson(each)]));
  if (value instanceof Decimal) {
    const written = numberFrom(value.double);
    return written !== null && compareNumbers(written, value) === 0 ? value.double : numberText(value);
  }
  if (value instanceof FeelDate) return dateText(value);
  if (value instanceof FeelDateTime) return dateTimeText(value);
  return textOf(value);
}
