import type { CandidatePairs } from './patterns.ts';
import { DisjointSets } from './disjoint-sets.ts';

/** Groups of rivals with more records than this on a side are settled pair by pair, the heaviest first. */
const OPTIMAL_RECORDS_MOST = 60;

/**
 * When two sets are linked that have nobody twice, each record belongs to one of the other set at most. Chooses among
 * rivals so that the weights above `least_bits` add up to the most (the linear assignment of Jaro 1989): a twin goes to
 * her own record even where her sister's would fit as well. Gives the numbers of the pairs that are kept.
 */
export function assignOneToOne(
  { one, other }: Pick<CandidatePairs, 'one' | 'other'>,
  weights: Float32Array,
  { records, least_bits }: { records: number; least_bits: number },
): Int32Array {
  const sets = new DisjointSets(records);
  const strong: number[] = [];
  for (let pair = 0; pair < weights.length; pair++) {
    if (weights[pair]! < least_bits) continue;
    strong.push(pair);
    sets.join(one[pair]!, other[pair]!);
  }
  const groups = new Map<number, number[]>();
  for (const pair of strong) {
    const root = sets.find(one[pair]!);
    const group = groups.get(root);
    if (group) group.push(pair);
    else groups.set(root, [pair]);
  }
  const kept: number[] = [];
  for (const group of groups.values()) {
    if (group.length === 1) {
      kept.push(group[0]!);
      continue;
    }
    const rows = [...new Set(group.map((pair) => one[pair]!))];
    const columns = [...new Set(group.map((pair) => other[pair]!))];
    const small = Math.max(rows.length, columns.length) <= OPTIMAL_RECORDS_MOST;
    kept.push(...(small ? heaviestTogether : heaviestFirst)(group, { rows, columns, one, other, weights, least_bits }));
  }
  return Int32Array.from(kept).sort();
}

interface Rivals {
  rows: readonly number[];
  columns: readonly number[];
  one: Int32Array;
  other: Int32Array;
  weights: Float32Array;
  least_bits: number;
}

function heaviestFirst(group: readonly number[], { one, other, weights }: Rivals): number[] {
  const taken = new Set<number>();
  return group
    .toSorted((a, b) => weights[b]! - weights[a]! || a - b)
    .filter((pair) => {
      if (taken.has(one[pair]!) || taken.has(other[pair]!)) return false;
      taken.add(one[pair]!).add(other[pair]!);
      return true;
    });
}

/** The Hungarian method with potentials (Kuhn 1955, Munkres 1957), O(n³) in the records of one group of rivals. */
function heaviestTogether(
  group: readonly number[],
  { rows, columns, one, other, weights, least_bits }: Rivals,
): number[] {
  const rowOf = new Map(rows.map((record, index) => [record, index + 1]));
  const columnOf = new Map(columns.map((record, index) => [record, index + 1]));
  const size = Math.max(rows.length, columns.length);
  const pairAt = new Map<number, number>();
  const gain = new Float64Array((size + 1) * (size + 1));
  for (const pair of group) {
    const cell = rowOf.get(one[pair]!)! * (size + 1) + columnOf.get(other[pair]!)!;
    pairAt.set(cell, pair);
    // A pair right at the threshold is still better than none.
    gain[cell] = weights[pair]! - least_bits + 1e-6;
  }
  const rowPotential = new Float64Array(size + 1);
  const columnPotential = new Float64Array(size + 1);
  const rowIn = new Int32Array(size + 1);
  const cameFrom = new Int32Array(size + 1);
  for (let row = 1; row <= size; row++) {
    const least = new Float64Array(size + 1).fill(Infinity);
    const visited = new Uint8Array(size + 1);
    rowIn[0] = row;
    let column = 0;
    do {
      visited[column] = 1;
      const at = rowIn[column]!;
      let delta = Infinity;
      let next = 0;
      for (let to = 1; to <= size; to++) {
        if (visited[to]) continue;
        const cost = -gain[at * (size + 1) + to]! - rowPotential[at]! - columnPotential[to]!;
        if (cost < least[to]!) {
          least[to] = cost;
          cameFrom[to] = column;
        }
        if (least[to]! < delta) {
          delta = least[to]!;
          next = to;
        }
      }
      for (let to = 0; to <= size; to++) {
        if (visited[to]) {
          rowPotential[rowIn[to]!]! += delta;
          columnPotential[to]! -= delta;
        } else least[to]! -= delta;
      }
      column = next;
    } while (rowIn[column] !== 0);
    while (column !== 0) {
      const from = cameFrom[column]!;
      rowIn[column] = rowIn[from]!;
      column = from;
    }
  }
  const kept: number[] = [];
  for (let column = 1; column <= size; column++) {
    const pair = pairAt.get(rowIn[column]! * (size + 1) + column);
    if (pair !== undefined) kept.push(pair);
  }
  return kept;
}
