import { compare } from '../feel/compare.ts';
import { constantOf } from '../feel/constant.ts';
import type { Scope } from '../feel/scope.ts';
import type { Comparator, Node } from '../feel/syntax.ts';
import { FeelRange, type Kind, type Value, kindOfValue } from '../feel/value.ts';
import type { Place } from './place.ts';

/** What a cell asks, in values that do not depend on anything. */
export interface Asked {
  isNegated: boolean;
  tests: readonly AskedTest[];
}

export interface AskedTest {
  operator: Comparator | 'within';
  value: Value;
  range?: FeelRange;
}

const KINDS: ReadonlySet<Kind> = new Set<Kind>([
  'null',
  'number',
  'string',
  'boolean',
  'date',
  'days and time duration',
  'years and months duration',
]);

/** What a cell asks when that is constant and of a kind that has an order or few values; undefined when it must be asked each time. */
export function askedBy(node: Node | undefined, scope: Scope, place: Place): Asked | undefined {
  if (node?.node !== 'tests') return undefined;
  const tests: AskedTest[] = [];
  for (const test of node.tests) {
    const operator = test.node === 'comparison' ? test.operator : '=';
    const found = constantOf(place.compile(test.node === 'comparison' ? test.with : test, scope));
    if (!found) return undefined;
    const { value } = found;
    if (value instanceof FeelRange && test.node !== 'comparison' && value.start !== null && value.end !== null)
      tests.push({ operator: 'within', value: value.start, range: value });
    else if (KINDS.has(kindOfValue(value)) && (value !== null || operator === '=' || operator === '!='))
      tests.push({ operator, value });
    else return undefined;
  }
  return { isNegated: node.isNegated, tests };
}

/** The values that a cell names, the ends of ranges among them. */
export function valuesAsked(asked: Asked | undefined): Value[] {
  return (asked?.tests ?? []).flatMap(({ value, range }) => (range ? [range.start, range.end] : [value]));
}

/** The order of two values of one kind; false before true. */
export const orderOf = (a: Value, b: Value): number =>
  typeof a === 'boolean' ? Number(a) - Number(b) : (compare(a, b) ?? 0);

/** Values in their order, each once. */
export function distinct(values: readonly Value[]): Value[] {
  const sorted = values.toSorted(orderOf);
  return sorted.filter((value, i) => i === 0 || orderOf(sorted[i - 1] ?? null, value) !== 0);
}

/** The segment that a value lies in: 2k+1 is the k-th point, 2k what lies below it and above the one before. */
export function segmentOf(value: Value, points: readonly Value[]): number {
  let low = 0;
  let high = points.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const at = orderOf(value, points[middle] ?? null);
    if (at === 0) return middle * 2 + 1;
    if (at < 0) high = middle;
    else low = middle + 1;
  }
  return low * 2;
}

/** The segments that a cell lets pass, of the whole line; null is behind all. */
export function passing(asked: Asked, points: readonly Value[]): [number, number][] {
  const nullAt = points.length * 2 + 1;
  const merged = union(asked.tests.flatMap((test) => testPasses(test, points)).filter(([a, b]) => a <= b));
  if (!asked.isNegated) return merged;
  // What cannot be told of null is not told by its negation either.
  const isNullUnknown = asked.tests.some(({ operator }) => operator !== '=' && operator !== '!=');
  const end = isNullUnknown ? nullAt - 1 : nullAt;
  const others: [number, number][] = [];
  let from = 0;
  for (const [a, b] of merged) {
    if (a > from) others.push([from, a - 1]);
    from = b + 1;
  }
  if (from <= end) others.push([from, end]);
  return others.filter(([a]) => a <= end).map(([a, b]) => [a, Math.min(b, end)]);
}

function testPasses({ operator, value, range }: AskedTest, points: readonly Value[]): [number, number][] {
  const last = points.length * 2;
  const nullAt = last + 1;
  if (range) {
    const from = segmentOf(range.start, points) + (range.startIncluded ? 0 : 1);
    const to = segmentOf(range.end, points) - (range.endIncluded ? 0 : 1);
    return [[from, to]];
  }
  const at = value === null ? nullAt : segmentOf(value, points);
  switch (operator) {
    case '<':
      return [[0, at - 1]];
    case '<=':
      return [[0, at]];
    case '>':
      return [[at + 1, last]];
    case '>=':
      return [[at, last]];
    case '!=':
      return [
        [0, at - 1],
        [at + 1, nullAt],
      ];
    default:
      return [[at, at]];
  }
}

/** Ranges in order, those that touch made one. */
export function union(ranges: readonly [number, number][]): [number, number][] {
  const merged: [number, number][] = [];
  for (const [a, b] of ranges.toSorted((x, y) => x[0] - y[0])) {
    const before = merged.at(-1);
    if (before && a <= before[1] + 1) before[1] = Math.max(before[1], b);
    else merged.push([a, b]);
  }
  return merged;
}
