import type { Scope } from '../feel/scope.ts';
import type { Node } from '../feel/syntax.ts';
import { type Value, kindOfValue } from '../feel/value.ts';
import { type Asked, askedBy, distinct, passing, segmentOf, valuesAsked } from './asked.ts';
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

/** The index of a column; undefined when its cells do not allow one. */
export function indexColumn(cells: readonly (Node | undefined)[], scope: Scope, place: Place): ColumnIndex | undefined {
  const asked = cells.map((cell) => {
    const found = askedBy(cell, scope, place);
    // What asks for null is asked each time.
    return found?.tests.some(({ value }) => value === null) ? undefined : found;
  });
  const values = asked.flatMap(valuesAsked);
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
    for (const [from, to] of each.tests.length === 0 ? [[0, count - 1] as const] : passing(each, points))
      for (let segment = from; segment <= Math.min(to, count - 1); segment++) {
        const rows = bits[segment];
        if (rows) rows[row >> 5] = (rows[row >> 5] ?? 0) | (1 << (row & 31));
      }
  });
  // A row that is not known passes here, and is asked afterwards.
  asked.forEach((each, row) => {
    if (!each) for (const rows of bits) rows[row >> 5] = (rows[row >> 5] ?? 0) | (1 << (row & 31));
  });
  return { known: asked.map((each) => each !== undefined), rowsFor: searchFor(kind, points, bits, asked) };
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
