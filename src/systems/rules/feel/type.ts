import { FeelDate, midnightOf } from './calendar.ts';
import { FeelFunction, FeelRange, type Kind, type Value, kindOfValue } from './value.ts';

/** The types of FEEL (DMN 1.5, 10.3.2.9), and item definitions, which are types with values that they allow. */
export type Type =
  | { type: 'any' }
  | { type: 'simple'; kind: Kind }
  | { type: 'list'; of: Type }
  | { type: 'range'; of: Type }
  | { type: 'context'; fields: ReadonlyMap<string, Type> }
  | { type: 'function'; parameters: readonly Type[]; result: Type }
  /** Of the base type and allowed. */
  | { type: 'restricted'; name: string; base: Type; allows: (value: Value) => boolean }
  /** Found when it is first asked for: item definitions may name one another. */
  | { type: 'named'; name: string; resolve: () => Type };

export const ANY: Type = { type: 'any' };
export const simple = (kind: Kind): Type => ({ type: 'simple', kind });
export const NULL = simple('null');
export const LIST: Type = { type: 'list', of: ANY };

/** Types by the names that FEEL and DMN give them; spelt in DMN 1.1's way too. */
export const BUILT_IN_TYPES: ReadonlyMap<string, Type> = new Map<string, Type>([
  ['Any', ANY],
  ['Null', NULL],
  ...(['number', 'string', 'boolean', 'date', 'time', 'date and time'] as const).map((kind): [string, Type] => [
    kind,
    simple(kind),
  ]),
  ['dateTime', simple('date and time')],
  ['days and time duration', simple('days and time duration')],
  ['dayTimeDuration', simple('days and time duration')],
  ['years and months duration', simple('years and months duration')],
  ['yearMonthDuration', simple('years and months duration')],
  ['list', LIST],
  ['context', { type: 'context', fields: new Map() }],
  ['function', { type: 'function', parameters: [], result: ANY }],
  ['range', { type: 'range', of: ANY }],
]);

const MOST_DEPTH = 64;

/** The type behind names. */
export function resolved(type: Type): Type {
  let at = type;
  for (let i = 0; at.type === 'named' && i < MOST_DEPTH; i++) at = at.resolve();
  return at.type === 'named' ? ANY : at;
}

interface Strictness {
  depth?: number;
  /** Values that an item definition allows are not looked at: `instance of` asks for the type alone. */
  ignoreAllowed?: boolean;
}

/** Whether a value is of a type. Null is of every type, because a value may be missing; `instance of` looks to that itself. */
export function isOf(value: Value, type: Type, how: Strictness = {}): boolean {
  const depth = how.depth ?? 0;
  if (depth > MOST_DEPTH) return false;
  const at = resolved(type);
  if (value === null || at.type === 'any') return true;
  if (at.type === 'simple') return kindOfValue(value) === at.kind;
  const deeper: Strictness = { ...how, depth: depth + 1 };
  switch (at.type) {
    case 'list':
      return Array.isArray(value) && value.every((each) => isOf(each, at.of, deeper));
    case 'range':
      return value instanceof FeelRange && isOf(value.start, at.of, deeper) && isOf(value.end, at.of, deeper);
    case 'context':
      if (!(value instanceof Map)) return false;
      for (const [name, field] of at.fields) {
        if (!value.has(name) || !isOf(value.get(name) ?? null, field, deeper)) return false;
      }
      return true;
    case 'function':
      return value instanceof FeelFunction && conforms(functionType(value, at), at);
    case 'restricted':
      return isOf(value, at.base, deeper) && (how.ignoreAllowed === true || at.allows(value));
    default:
      return false;
  }
}

/** The type of a function; where nothing says what it answers, it is taken to be what is wanted. */
function functionType(value: FeelFunction, wanted: Extract<Type, { type: 'function' }>): Type {
  const result = value.result === ANY ? wanted.result : value.result;
  return { type: 'function', parameters: value.parameters.map(({ type }) => type), result };
}

/** Whether every value of one type may stand where the other is asked for (DMN 1.5, 10.3.2.9.2). */
export function conforms(from: Type, to: Type, depth = 0): boolean {
  const a = resolved(from);
  const b = resolved(to);
  if (b.type === 'any' || a === b) return true;
  if (depth > MOST_DEPTH) return false;
  if (a.type === 'simple' && a.kind === 'null') return true;
  if (b.type === 'restricted') return a.type === 'restricted' && a.name === b.name;
  if (a.type === 'restricted') return conforms(a.base, b, depth + 1);
  if (a.type === 'simple') return b.type === 'simple' && a.kind === b.kind;
  if (a.type === 'list') return b.type === 'list' && conforms(a.of, b.of, depth + 1);
  if (a.type === 'range') return b.type === 'range' && conforms(a.of, b.of, depth + 1);
  if (a.type === 'context') {
    if (b.type !== 'context') return false;
    return [...b.fields].every(([name, field]) => {
      const own = a.fields.get(name);
      return own !== undefined && conforms(own, field, depth + 1);
    });
  }
  if (a.type !== 'function' || b.type !== 'function' || a.parameters.length !== b.parameters.length) return false;
  return (
    conforms(a.result, b.result, depth + 1) &&
    b.parameters.every((parameter, i) => conforms(parameter, a.parameters[i] ?? ANY, depth + 1))
  );
}

/**
 * A value where a type is asked for (DMN 1.5, 10.3.2.9.4): itself when it is of the type; a list of one for its one item;
 * one item for a list of it; a date for its midnight in Greenwich. Undefined when it does not fit.
 */
export function coerce(value: Value, type: Type): Value | undefined {
  if (value === null) return null;
  const at = resolved(type);
  if (isOf(value, at)) return value;
  const wanted = listOf(at);
  if (wanted) {
    if (!Array.isArray(value)) {
      const listed = coerceItem(value, wanted);
      return listed !== undefined && isOf([listed], at) ? [listed] : undefined;
    }
    return undefined;
  }
  if (Array.isArray(value)) return value.length === 1 ? coerceItem(value[0] ?? null, at) : undefined;
  return coerceItem(value, at);
}

function coerceItem(value: Value, type: Type): Value | undefined {
  if (value === null) return undefined;
  if (isOf(value, type)) return value;
  if (value instanceof FeelDate && isOf(midnightOf(value), type)) return midnightOf(value);
  return undefined;
}

/** What a list type holds; undefined for a type that is no list. */
function listOf(type: Type): Type | undefined {
  const at = resolved(type);
  if (at.type === 'list') return at.of;
  return at.type === 'restricted' ? listOf(at.base) : undefined;
}
