import type { Node } from '../feel/syntax.ts';
import type { Scope } from '../feel/scope.ts';
import { type Kind, type Value, kindOfValue } from '../feel/value.ts';
import { type Asked, askedBy, distinct, passing, union, valuesAsked } from './asked.ts';
import type { Place } from './place.ts';
import { samplesBetween } from './samples.ts';

/**
 * What a table can be asked, cut into a grid: each column has an axis of segments (the values that its cells name, and what
 * lies between them), in which every cell passes or does not, so that one value of a segment speaks for all of it.
 */
export interface Axis {
  /** The column, or columns of the same expression, counted from 0. */
  columns: readonly number[];
  expression: string;
  label: string;
  kind: Kind;
  /** Whether cells ask for more than “the same” and “another one”. */
  isOrdered: boolean;
  /** The values that cells and the values allowed name, in order. */
  points: readonly Value[];
  /** In order; only those in which a value is allowed. */
  segments: readonly Segment[];
}

/** 2k+1 is the k-th point, 2k what lies below it; what lies above all is last, and null after it where a cell names it. */
export interface Segment {
  at: number;
  /** A value in it that is allowed. */
  sample: Value;
}

/** Segments of an axis by their index, both ends included; in order, with a gap between. */
export type Ranges = readonly (readonly [from: number, to: number])[];

/** Segments of each axis: all that may be asked when every axis is in one of its own. */
export type Region = readonly Ranges[];

/** A column as the grid needs it. */
export interface GridColumn {
  expression: string;
  label: string;
  /** Undefined when nothing says of what kind its values are. */
  kind: Kind | undefined;
  cells: readonly (Node | undefined)[];
  /** What the column and its type say about values: their tests as far as they can be read, and whether one is allowed. */
  named: readonly Value[];
  allows(value: Value): boolean;
}

export interface GridRow {
  /** For each axis the segments in which the row passes, or all where a cell must be asked each time. */
  region: Region;
  /** Whether that is all that its cells say. A row that is not may pass in fewer places than its region. */
  isKnown: boolean;
}

export interface Grid {
  axes: readonly Axis[];
  rows: readonly GridRow[];
}

/** The grid of a table's input columns. */
export function gridOf(columns: readonly GridColumn[], scope: Scope, place: Place): Grid {
  const groups = new Map<string, number[]>();
  columns.forEach(({ expression }, x) => {
    const key = expression.trim() === '' ? `${x}` : `=${expression.trim()}`;
    groups.set(key, [...(groups.get(key) ?? []), x]);
  });
  const made = [...groups.values()].map((group) => axisOf(group, columns, scope, place));
  const count = columns[0]?.cells.length ?? 0;
  return {
    axes: made.flatMap(({ axis }) => axis ?? []),
    rows: Array.from({ length: count }, (_, y) => ({
      region: made.flatMap(({ axis, ranges }) => (axis ? [ranges[y] ?? whole(axis)] : [])),
      isKnown: made.every(({ ranges }) => ranges[y] !== undefined),
    })),
  };
}

/** All segments of an axis. */
export function whole({ segments }: Axis): Ranges {
  return segments.length > 0 ? [[0, segments.length - 1]] : [];
}

interface MadeAxis {
  axis: Axis | undefined;
  /** By row; undefined where a cell must be asked each time. */
  ranges: (Ranges | undefined)[];
}

function axisOf(group: readonly number[], columns: readonly GridColumn[], scope: Scope, place: Place): MadeAxis {
  const own = group.flatMap((x) => columns[x] ?? []);
  const asked = own.map(({ cells }) => cells.map((cell) => askedBy(cell, scope, place)));
  const values = asked.flat().flatMap(valuesAsked);
  const kind = own.find((each) => each.kind)?.kind ?? values.map(kindOfValue).find((each) => each !== 'null');
  const [first] = own;
  const rows = (asked[0] ?? []).map((_, y) => asked.map((cells) => cells[y]));
  if (values.length === 0 || !kind || !first) {
    const ranges = rows.map((cells) => (cells.every((each) => each?.tests.length === 0) ? [] : undefined));
    return { axis: undefined, ranges };
  }
  const isKind = (value: Value): boolean => kindOfValue(value) === kind;
  const named = own.flatMap((each) => each.named).filter(isKind);
  const points = distinct([...values.filter(isKind), ...named, ...(kind === 'boolean' ? [false, true] : [])]);
  const tests = asked.flat().flatMap((each) => each?.tests ?? []);
  const isOrdered = tests.some(({ operator }) => operator !== '=' && operator !== '!=');
  const hasNull = values.some((value) => value === null);
  const allows = (value: Value): boolean => own.every((each) => each.allows(value));
  const segments = segmentsOf({ kind, points, isOrdered, hasNull }, allows);
  const axis: Axis = {
    columns: group,
    expression: first.expression.trim(),
    label: first.label,
    kind,
    isOrdered,
    points,
    segments,
  };
  const indexes = indexesOf(segments, points.length * 2 + 2);
  const rangesOf = (each: Asked | undefined): Ranges | undefined => {
    if (!each || each.tests.some(({ value }) => value !== null && !isKind(value))) return undefined;
    if (each.tests.some(({ range }) => range && !(isKind(range.start) && isKind(range.end)))) return undefined;
    return each.tests.length === 0 ? whole(axis) : liveRanges(passing(each, points), indexes);
  };
  const ranges = rows.map((cells) => cells.map(rangesOf).reduce((a, b) => (a && b ? intersection(a, b) : undefined)));
  return { axis, ranges };
}

/** All segments in which a value is allowed. */
function segmentsOf(
  { kind, points, isOrdered, hasNull }: Pick<Axis, 'kind' | 'points' | 'isOrdered'> & { hasNull: boolean },
  allows: (value: Value) => boolean,
): Segment[] {
  const segments: Segment[] = [];
  const add = (at: number, samples: readonly Value[]): void => {
    const sample = samples.find(allows);
    if (sample !== undefined) segments.push({ at, sample });
  };
  if (!isOrdered && kind === 'string') {
    // Only equality is asked: what is none of the values lies in any segment between them.
    add(0, othersThan(points));
    points.forEach((point, k) => add(k * 2 + 1, [point]));
  } else
    for (let at = 0; at <= points.length * 2; at++) {
      const k = at >> 1;
      add(at, at % 2 === 1 ? [points[k] ?? null] : samplesBetween(kind, points[k - 1], points[k]));
    }
  if (hasNull) segments.push({ at: points.length * 2 + 1, sample: null });
  return segments;
}

/** Texts that are none of those named. */
function othersThan(points: readonly Value[]): Value[] {
  let text = '…';
  while (points.includes(text)) text += '…';
  return [text];
}

/** By segment of the whole line: the index of the first live segment at or after it. */
function indexesOf(segments: readonly Segment[], count: number): Int32Array {
  const indexes = new Int32Array(count + 1);
  let index = 0;
  for (let at = 0; at <= count; at++) {
    while ((segments[index]?.at ?? Infinity) < at) index++;
    indexes[at] = index;
  }
  return indexes;
}

/** The same ranges by the indexes of live segments. */
function liveRanges(ranges: readonly [number, number][], indexes: Int32Array): Ranges {
  const live = ranges.map(([a, b]): [number, number] => [indexes[a] ?? 0, (indexes[b + 1] ?? 0) - 1]);
  return union(live.filter(([a, b]) => a <= b));
}

/** Where both pass. */
export function intersection(a: Ranges, b: Ranges): Ranges {
  const both: [number, number][] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    const [x, y] = [a[i], b[j]];
    if (!x || !y) break;
    const from = Math.max(x[0], y[0]);
    const to = Math.min(x[1], y[1]);
    if (from <= to) both.push([from, to]);
    if (x[1] < y[1]) i++;
    else j++;
  }
  return both;
}

/** The value of each axis at the first corner of a region: an example of it. */
export function sampleOf(region: Region, axes: readonly Axis[]): Value[] {
  return region.map(([first], i) => axes[i]?.segments[first?.[0] ?? 0]?.sample ?? null);
}
