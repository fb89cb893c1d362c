import { compare } from '../feel/compare.ts';
import { constantOf } from '../feel/constant.ts';
import type { Scope } from '../feel/scope.ts';
import type { Comparator, Node } from '../feel/syntax.ts';
import { FeelRange, type Value, kindOfValue } from '../feel/value.ts';
import type { Place } from './place.ts';

/**
 * An index over the cells of one column, for tables of many rows: all values that the cells name, in order, cut what can
 * be asked into segments (below the first, the first, between the first and the second, …), and each segment knows the
 * rows whose cell it passes, one bit a row. Asking a column is then one search, and asking a table the AND of its columns.
 */
export interface ColumnIndex {
  /** The rows that pass, as bits; undefined when the value is not of the column's kind: then the cells are asked. */
  rowsFor(value: Value): Uint32Array | undefined;
  /** Rows whose cell the index knows; the others are asked one by one. */
  known: readonly boolean[];
}

/** The most words of 32 rows that one column's index may hold: 8 MB. */
const MOST_WORDS = 2_000_000;
const KINDS = new Set(['number', 'string', 'boolean', 'date', 'days and time duration', 'years and months duration']);

/** What a cell asks, in values that do not depend on anything. */
interface Asked {
  isNegated: boolean;
  tests: { operator: Comparator | 'within'; value: Value; range?: FeelRange }[];
}

/** What a cell asks when that is constant; undefined when it must be asked each time. */
function askedBy(node: Node | undefined, scope: Scope, place: Place): Asked | undefined {
  if (node?.node !== 'tests') return undefined;
  const tests: Asked['tests'] = [];
  for (const test of node.tests) {
    const operator = test.node === 'comparison' ? test.operator : '=';
    const found = constantOf(place.compile(test.node === 'comparison' ? test.with : test, scope));
    if (!found) return undefined;
    const { value } = found;
    if (value instanceof FeelRange && test.node !== 'comparison' && value.start !== null && value.end !== null)
      tests.push({ operator: 'within', value: value.start, range: value });
    else if (KINDS.has(kindOfValue(value))) tests.push({ operator, value });
    else return undefined;
  }
  return { isNegated: node.isNegated, tests };
}

const order = (a: Value, b: Value): number => (typeof a === 'boolean' ? Number(a) - Number(b) : (compare(a, b) ?? 0));

/** The index of a column; undefined when its cells do not allow one. */
export function indexColumn(cells: readonly (Node | undefined)[], scope: Scope, place: Place): ColumnIndex | undefined {
  const asked = cells.map((cell) => askedBy(cell, scope, place));
  const values = asked.flatMap((each) =>
    (each?.tests ?? []).flatMap(({ value, range }) => (range ? [range.start, range.end] : [value])),
  );
  const [first] = values;
  if (first === undefined) return undefined;
  const kind = kindOfValue(first);
  if (values.some((value) => kindOfValue(value) !== kind)) return undefined;
  const points = distinct(values);
  const words = Math.ceil(cells.length / 32);
  const count = points.length * 2 + 1;
  if (count * words > MOST_WORDS) return undefined;
  const bits = Array.from({ length: count }, () => new Uint32Array(words));
  asked.forEach((each, row) => {
    if (!each) return;
    for (let segment = 0; segment < count; segment++) {
      const passes =
        each.tests.length === 0 || each.tests.some((test) => passesIn(segment, test, points)) !== each.isNegated;
      const rows = bits[segment];
      if (passes && rows) rows[row >> 5] = (rows[row >> 5] ?? 0) | (1 << (row & 31));
    }
  });
  // A row that is not known passes here, and is asked afterwards.
  asked.forEach((each, row) => {
    if (!each) for (const rows of bits) rows[row >> 5] = (rows[row >> 5] ?? 0) | (1 << (row & 31));
  });
  return { known: asked.map((each) => each !== undefined), rowsFor: searchFor(kind, points, bits, asked) };
}

function distinct(values: readonly Value[]): Value[] {
  const sorted = values.toSorted(order);
  return sorted.filter((value, i) => i === 0 || order(sorted[i - 1] ?? null, value) !== 0);
}

/** Segment 2k+1 is the k-th point, segment 2k what lies below it. */
function passesIn(segment: number, test: Asked['tests'][number], points: readonly Value[]): boolean {
  const { range, operator, value } = test;
  if (range) {
    const from = segmentOf(range.start, points);
    const to = segmentOf(range.end, points);
    return (
      (range.startIncluded ? segment >= from : segment > from) && (range.endIncluded ? segment <= to : segment < to)
    );
  }
  const at = segmentOf(value, points);
  switch (operator) {
    case '<':
      return segment < at;
    case '<=':
      return segment <= at;
    case '>':
      return segment > at;
    case '>=':
      return segment >= at;
    case '!=':
      return segment !== at;
    default:
      return segment === at;
  }
}

/** The segment that a value lies in. */
function segmentOf(value: Value, points: readonly Value[]): number {
  let low = 0;
  let high = points.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const at = order(value, points[middle] ?? null);
    if (at === 0) return middle * 2 + 1;
    if (at < 0) high = middle;
    else low = middle + 1;
  }
  return low * 2;
}

function searchFor(
  kind: string,
  points: readonly Value[],
  bits: readonly Uint32Array[],
  asked: readonly (Asked | undefined)[],
): ColumnIndex['rowsFor'] {
  const isOrdered = asked.some((each) => each?.tests.some(({ operator }) => operator !== '=' && operator !== '!='));
  if (!isOrdered && (kind === 'string' || kind === 'boolean')) {
    // Only equality is asked: what is none of the values lies in any segment between them.
    const bySame = new Map(points.map((point, k) => [point, bits[k * 2 + 1]]));
    const [others] = bits;
    return (value) => (typeof value === kind ? (bySame.get(value) ?? others) : undefined);
  }
  if (kind === 'number' && points.every((point) => typeof point === 'number')) {
    const numbers = Float64Array.from(points);
    return (value) => {
      if (typeof value !== 'number') return kindOfValue(value) === kind ? bits[segmentOf(value, points)] : undefined;
      let low = 0;
      let high = numbers.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        const point = numbers[middle] ?? 0;
        if (point === value) return bits[middle * 2 + 1];
        if (value < point) high = middle;
        else low = middle + 1;
      }
      return bits[low * 2];
    };
  }
  return (value) => (kindOfValue(value) === kind ? bits[segmentOf(value, points)] : undefined);
}
