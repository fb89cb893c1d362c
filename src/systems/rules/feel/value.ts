import { DaysDuration, FeelDate, FeelDateTime, FeelTime, MonthsDuration } from './calendar.ts';
import { dateText, dateTimeText, daysDurationText, monthsDurationText, timeText } from './calendar-text.ts';
import { Decimal, numberText } from './decimal.ts';
import type { Run } from './run.ts';
import type { Type } from './type.ts';

/** Every value that FEEL has (DMN 1.5, 10.3.2.2). Values are never changed once they are made. */
export type Value =
  | null
  | boolean
  | string
  | number
  | Decimal
  | FeelDate
  | FeelTime
  | FeelDateTime
  | DaysDuration
  | MonthsDuration
  | FeelRange
  | FeelFunction
  | Value[]
  | FeelContext;

/** A context: named entries in their order. */
export type FeelContext = Map<string, Value>;

/** A range. With `isOpen` an end that is null has no limit, as in `< 5`; without it nobody knows the limit. */
export class FeelRange {
  readonly start: Value;
  readonly end: Value;
  readonly startIncluded: boolean;
  readonly endIncluded: boolean;
  readonly isOpen: boolean;
  constructor(range: { start: Value; end: Value; startIncluded: boolean; endIncluded: boolean; isOpen?: boolean }) {
    this.start = range.start;
    this.end = range.end;
    this.startIncluded = range.startIncluded;
    this.endIncluded = range.endIncluded;
    this.isOpen = range.isOpen ?? false;
  }
}

export interface Parameter {
  name: string;
  type: Type;
  /** It may be left out. */
  isOptional?: boolean;
  /** It takes all that is left, as one list or one by one. */
  isRest?: boolean;
  /** Null may be given for it, and means something. */
  isNullable?: boolean;
}

/** One way to call a function. */
export interface Signature {
  parameters: readonly Parameter[];
  /** Is given as many values as there are parameters; those left out are undefined. */
  call(args: readonly (Value | undefined)[], run: Run): Value;
}

/** A function: one of FEEL's own, one that a model defines, a business knowledge model or a decision service. */
export class FeelFunction implements Signature {
  readonly name: string;
  readonly parameters: readonly Parameter[];
  readonly result: Type;
  readonly call: Signature['call'];
  /** All ways to call it; the first that fits is taken. */
  readonly signatures: readonly Signature[];
  constructor(definition: Signature & { name: string; result: Type; others?: readonly Signature[] }) {
    this.name = definition.name;
    this.parameters = definition.parameters;
    this.result = definition.result;
    this.call = definition.call;
    this.signatures = [definition, ...(definition.others ?? [])];
  }
}

export type Kind =
  | 'null'
  | 'boolean'
  | 'string'
  | 'number'
  | 'date'
  | 'time'
  | 'date and time'
  | 'days and time duration'
  | 'years and months duration'
  | 'range'
  | 'function'
  | 'list'
  | 'context';

/** What kind of value it is. */
export function kindOfValue(value: Value): Kind {
  if (value === null) return 'null';
  switch (typeof value) {
    case 'boolean':
      return 'boolean';
    case 'string':
      return 'string';
    case 'number':
      return 'number';
  }
  if (Array.isArray(value)) return 'list';
  if (value instanceof Map) return 'context';
  if (value instanceof Decimal) return 'number';
  if (value instanceof FeelDate) return 'date';
  if (value instanceof FeelDateTime) return 'date and time';
  if (value instanceof FeelTime) return 'time';
  if (value instanceof DaysDuration) return 'days and time duration';
  if (value instanceof MonthsDuration) return 'years and months duration';
  if (value instanceof FeelRange) return 'range';
  return 'function';
}

/** As `string(…)` writes it: a text bare, inside of a list or context in quotation marks. */
export function textOf(value: Value, isInside = false): string {
  if (value === null) return 'null';
  if (typeof value === 'string') return isInside ? `"${value.replace(/["\\]/g, '\\$&')}"` : value;
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'number' || value instanceof Decimal) return numberText(value);
  if (Array.isArray(value)) return `[${value.map((each) => textOf(each, true)).join(', ')}]`;
  if (value instanceof Map) {
    const entries = [...value].map(([key, each]) => `${keyText(key)}: ${textOf(each, true)}`);
    return `{${entries.join(', ')}}`;
  }
  if (value instanceof FeelDate) return dateText(value);
  if (value instanceof FeelDateTime) return dateTimeText(value);
  if (value instanceof FeelTime) return timeText(value);
  if (value instanceof DaysDuration) return daysDurationText(value);
  if (value instanceof MonthsDuration) return monthsDurationText(value);
  if (value instanceof FeelRange) {
    const { start, end, startIncluded, endIncluded } = value;
    return `${startIncluded ? '[' : '('}${textOf(start, true)}..${textOf(end, true)}${endIncluded ? ']' : ')'}`;
  }
  return `function(${value.parameters.map(({ name }) => name).join(', ')})`;
}

const keyText = (key: string): string =>
  /^[\p{L}_][\p{L}\p{N}_ ]*$/u.test(key) ? key : `"${key.replace(/["\\]/g, '\\$&')}"`;
