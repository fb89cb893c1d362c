import { compare, equal } from '../compare.ts';
import * as arithmetic from '../arithmetic.ts';
import { type Numeric, add, compareNumbers, divide, doubleOf, isNumeric, multiply, subtract } from '../decimal.ts';
import { squareRoot } from '../decimal-functions.ts';
import { callFunction } from '../calls.ts';
import type { Run } from '../run.ts';
import { FeelFunction, type Value, kindOfValue } from '../value.ts';
import { define } from './define.ts';

/** Functions on lists (DMN 1.5, 10.3.4.4) and `sort` (10.3.4.11). */
const same = (a: Value, b: Value): boolean => equal(a, b) === true;

/** All numbers of a list; null with a warning when something in it is none. */
function numbers(run: Run, list: Value[], name: string): Numeric[] | null {
  run.step(1 + (list.length >> 3));
  return list.every(isNumeric) ? list : run.warn('argument.wrong', name);
}

function extreme(name: string, sign: number) {
  return (run: Run, list: Value[]): Value => {
    let [best = null] = list;
    run.step(1 + list.length);
    for (const each of list) {
      const order = compare(each, best);
      if (order === null) return run.warn('argument.wrong', name);
      if (order * sign > 0) best = each;
    }
    return list.length === 0 ? run.warn('argument.wrong', name) : best;
  };
}

function sum(run: Run, list: Value[]): Value {
  run.step(1 + list.length);
  let [total = null] = list;
  if (list.length === 0 || typeof total === 'string') return run.warn('argument.wrong', 'sum');
  if (list.length === 1 && !isNumeric(total) && !kindOfValue(total).endsWith('duration'))
    return run.warn('argument.wrong', 'sum');
  for (const each of list.slice(1)) {
    if (kindOfValue(each) !== kindOfValue(total)) return run.warn('argument.wrong', 'sum');
    total = arithmetic.add(total, each);
    if (total === null) return run.warn('argument.wrong', 'sum');
  }
  return total;
}

function mean(run: Run, list: Value[]): Value {
  const total = sum(run, list);
  return total === null ? null : (arithmetic.divide(total, list.length) ?? run.warn('argument.wrong', 'mean'));
}

function product(run: Run, list: Value[]): Value {
  const all = numbers(run, list, 'product');
  if (!all || all.length === 0) return run.warn('argument.wrong', 'product');
  return (
    all.reduce<Numeric | null>((a, b) => (a === null ? null : multiply(a, b)), 1) ??
    run.warn('arithmetic.undefined', 'product')
  );
}

function median(run: Run, list: Value[]): Value {
  const all = numbers(run, list, 'median')?.toSorted(compareNumbers);
  if (!all || all.length === 0) return run.warn('argument.wrong', 'median');
  const high = all[all.length >> 1] ?? 0;
  if (all.length % 2 === 1) return high;
  const both = add(all[(all.length >> 1) - 1] ?? 0, high);
  return both === null ? null : divide(both, 2);
}

/** The standard deviation of a sample. */
function deviation(run: Run, list: Value[]): Value {
  const all = numbers(run, list, 'stddev');
  const average = mean(run, list);
  if (!all || all.length < 2 || !isNumeric(average)) return run.warn('argument.wrong', 'stddev');
  let squares: Numeric = 0;
  for (const each of all) {
    const apart = subtract(each, average);
    const square: Numeric | null = apart === null ? null : multiply(apart, apart);
    squares = (square === null ? null : add(squares, square)) ?? 0;
  }
  const variance = divide(squares, all.length - 1);
  return variance === null ? null : squareRoot(variance);
}

function mode(run: Run, list: Value[]): Value {
  const sorted = numbers(run, list, 'mode')?.toSorted(compareNumbers);
  if (!sorted) return null;
  let most = 0;
  let best: Numeric[] = [];
  for (let i = 0; i < sorted.length;) {
    let end = i;
    while (end < sorted.length && compareNumbers(sorted[end] ?? 0, sorted[i] ?? 0) === 0) end++;
    if (end - i > most) best = [];
    most = Math.max(most, end - i);
    if (end - i === most) best.push(sorted[i] ?? 0);
    i = end;
  }
  return best;
}

function truth(name: string, decides: boolean) {
  return (run: Run, list: Value[]): Value => {
    run.step(1 + (list.length >> 3));
    if (list.includes(decides)) return decides;
    return list.every((each) => each === !decides) ? !decides : run.warn('argument.wrong', name);
  };
}

/** The index of a place counted from 1, or from the end when it is negative; null when there is no such place. */
function indexOf(place: Numeric, length: number): number | null {
  const whole = Math.trunc(doubleOf(place));
  if (whole === 0 || Math.abs(whole) > length) return null;
  return whole > 0 ? whole - 1 : length + whole;
}

function sublist(run: Run, list: Value[], start: Numeric, length?: Numeric): Value {
  const from = indexOf(start, list.length);
  const count = length === undefined ? list.length - (from ?? 0) : Math.trunc(doubleOf(length));
  if (from === null || count < 0 || from + count > list.length) return run.warn('argument.wrong', 'sublist');
  return list.slice(from, from + count);
}

function at(name: string, change: (list: Value[], index: number, value: Value) => Value[], isInsert = false) {
  return (run: Run, list: Value[], position: Numeric, value: Value = null): Value => {
    const index = isInsert && position === list.length + 1 ? null : indexOf(position, list.length);
    run.size(list.length);
    return index === null ? run.warn('argument.wrong', name) : change(list, index, value);
  };
}

function listReplace(run: Run, list: Value[], match: FeelFunction, value: Value): Value {
  const replaced: Value[] = [];
  for (const each of list) {
    const isMatch = callFunction(match, [each, value], run);
    if (typeof isMatch !== 'boolean') return run.warn('argument.wrong', 'list replace');
    replaced.push(isMatch ? value : each);
  }
  return replaced;
}

function distinct(run: Run, list: readonly Value[]): Value[] {
  const seen = new Set<Value>();
  const kept: Value[] = [];
  for (const each of list) {
    if (each === null || typeof each !== 'object') {
      if (!seen.has(each)) kept.push(each);
      seen.add(each);
      continue;
    }
    run.step(1 + kept.length);
    if (!kept.some((other) => same(each, other))) kept.push(each);
  }
  return kept;
}

function flatten(run: Run, list: readonly Value[], into: Value[] = []): Value[] {
  for (const each of list) {
    if (Array.isArray(each)) run.deeper(() => flatten(run, each, into));
    else into.push(each);
  }
  run.size(into.length);
  return into;
}

/** All lists one after the other; a value that is no list counts as a list of one. */
function chain(run: Run, lists: Value[]): Value[] {
  const all = lists.flatMap((each) => (Array.isArray(each) ? each : [each]));
  run.size(all.length);
  return all;
}

function places(run: Run, list: Value[], match: Value): Value {
  run.step(1 + list.length);
  return list.flatMap((each, i) => (same(each, match) ? [i + 1] : []));
}

/** Sorts steadily: `precedes` tells whether the first of two comes before the second. */
function sort(run: Run, list: Value[], precedes?: Value): Value {
  let isWrong = false;
  const before = (a: Value, b: Value): boolean => {
    run.step();
    const answer = precedes instanceof FeelFunction ? callFunction(precedes, [a, b], run) : (compare(a, b) ?? NaN) < 0;
    if (typeof answer !== 'boolean') isWrong = true;
    return answer === true;
  };
  const sorted = list.toSorted((a, b) => (before(a, b) ? -1 : before(b, a) ? 1 : 0));
  return isWrong ? run.warn('argument.wrong', 'sort') : sorted;
}

const isListOfLists = (lists: Value[]): boolean => lists.every((each) => each !== null);

export const LIST_FUNCTIONS = [
  define('list contains', [
    'list: list, element: any',
    (run, list: Value[], element: Value) => {
      run.step(1 + (list.length >> 2));
      return list.some((each) => same(each, element));
    },
  ]),
  define(
    'list replace',
    ['list: list, position: number, newItem: any', at('list replace', (list, i, value) => list.with(i, value))],
    ['list: list, match: function, newItem: any', listReplace],
  ),
  define('count', ['list...: any', (_, list: Value[]) => list.length]),
  define('min', ['list...: any', extreme('min', -1)]),
  define('max', ['list...: any', extreme('max', 1)]),
  define('sum', ['list...: any', sum]),
  define('mean', ['list...: any', mean]),
  define('product', ['list...: any', product]),
  define('median', ['list...: any', median]),
  define('stddev', ['list...: any', deviation]),
  define('mode', ['list...: any', mode]),
  define('all', ['list...: any', truth('all', false)]),
  define('any', ['list...: any', truth('any', true)]),
  define('sublist', ['list: list, start position: number, length?: number', sublist]),
  define('append', [
    'list: list, item...: any',
    (run, list: Value[], items: Value[]) => {
      run.size(list.length + items.length);
      return [...list, ...items];
    },
  ]),
  define('concatenate', [
    'list...: any',
    (run, lists: Value[]) => (isListOfLists(lists) ? chain(run, lists) : run.warn('argument.wrong', 'concatenate')),
  ]),
  define('insert before', [
    'list: list, position: number, newItem: any',
    at('insert before', (list, i, value) => list.toSpliced(i, 0, value), true),
  ]),
  define('remove', ['list: list, position: number', at('remove', (list, i) => list.toSpliced(i, 1))]),
  define('reverse', ['list: list', (_, list: Value[]) => list.toReversed()]),
  define('index of', ['list: list, match: any', places]),
  define('union', ['list...: any', (run, lists: Value[]) => distinct(run, chain(run, lists))]),
  define('distinct values', ['list: list', (run, list: Value[]) => distinct(run, list)]),
  define('flatten', ['list: list', (run, list: Value[]) => flatten(run, list)]),
  define('sort', ['list: list, precedes?: function', sort]),
];
