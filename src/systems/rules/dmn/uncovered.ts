import { type Ranges, type Region, intersection } from './regions.ts';

/** Work that a search may still do, in rows looked at; one budget may serve several searches. */
export interface Budget {
  left: number;
}

export interface Uncovered {
  regions: Region[];
  /** False when the budget or the most regions ended the search: there may be more. */
  isComplete: boolean;
}

/**
 * What of a region none of the rows takes, as regions that do not meet. The axes are gone through one after another: along
 * each, wherever the rows that may still apply are the same, what lies behind is looked at once. Where no row is left is a
 * gap; where a row takes all that is left there is none.
 */
export function uncovered(rows: readonly Region[], within: Region, budget: Budget, most = 200): Uncovered {
  const clipped = rows
    .map((row) => within.map((ranges, axis) => intersection(row[axis] ?? [], ranges)))
    .filter((row) => row.every((ranges) => ranges.length > 0));
  if (within.some((ranges) => ranges.length === 0)) return { regions: [], isComplete: true };
  const search = new Search(clipped, within, budget, most);
  const regions = search.below(
    0,
    clipped.map((_, i) => i),
  );
  return { regions, isComplete: search.isComplete };
}

const MOST_KEPT = 200_000;

class Search {
  isComplete = true;
  readonly #rows: readonly Region[];
  readonly #space: Region;
  readonly #budget: Budget;
  readonly #most: number;
  /** For each row the axis from which on it takes everything. */
  readonly #allFrom: readonly number[];
  readonly #known = new Map<string, Region[]>();

  constructor(rows: readonly Region[], space: Region, budget: Budget, most: number) {
    this.#rows = rows;
    this.#space = space;
    this.#budget = budget;
    this.#most = most;
    this.#allFrom = rows.map((row) => {
      let axis = space.length;
      while (axis > 0 && isSame(row[axis - 1] ?? [], space[axis - 1] ?? [])) axis--;
      return axis;
    });
  }

  /** What these rows leave open of the axes from this one on. */
  below(axis: number, active: readonly number[]): Region[] {
    if (active.length === 0) return [this.#space.slice(axis)];
    if (active.some((row) => (this.#allFrom[row] ?? 0) <= axis)) return [];
    this.#budget.left -= active.length;
    if (this.#budget.left < 0) {
      this.isComplete = false;
      return [];
    }
    const key = `${axis}:${active.join()}`;
    const known = this.#known.get(key);
    if (known) return known;
    const found = this.#along(axis, active);
    if (this.#known.size < MOST_KEPT) this.#known.set(key, found);
    return found;
  }

  #along(axis: number, active: readonly number[]): Region[] {
    /** Ranges of this axis that leave the same open behind them. */
    const alike = new Map<string, { ranges: [number, number][]; behind: Region[] }>();
    let count = 0;
    for (const [from, to, rows] of this.#pieces(axis, active)) {
      if (count >= this.#most) {
        this.isComplete = false;
        break;
      }
      const behind = this.below(axis + 1, rows);
      if (behind.length === 0) continue;
      const key = JSON.stringify(behind);
      const same = alike.get(key);
      const last = same?.ranges.at(-1);
      if (!same) {
        alike.set(key, { ranges: [[from, to]], behind });
        count += behind.length;
      } else if (last && last[1] + 1 === from) last[1] = to;
      else same.ranges.push([from, to]);
    }
    return [...alike.values()].flatMap(({ ranges, behind }) => behind.map((region) => [ranges, ...region]));
  }

  /** The axis in pieces along which the same rows apply, each with its rows in order. */
  *#pieces(axis: number, active: readonly number[]): Iterable<[from: number, to: number, rows: number[]]> {
    const starts = new Map<number, number[]>();
    const ends = new Map<number, number[]>();
    const cuts = new Set<number>();
    const note = (map: Map<number, number[]>, at: number, row: number): void => {
      cuts.add(at);
      const rows = map.get(at);
      if (rows) rows.push(row);
      else map.set(at, [row]);
    };
    for (const row of active)
      for (const [from, to] of this.#rows[row]?.[axis] ?? []) {
        note(starts, from, row);
        note(ends, to + 1, row);
      }
    const space = this.#space[axis] ?? [];
    for (const [from, to] of space) cuts.add(from).add(to + 1);
    const at = [...cuts].sort((a, b) => a - b);
    const open = new Set<number>();
    let within = 0;
    for (let i = 0; i + 1 < at.length; i++) {
      const [from = 0, next = 0] = [at[i], at[i + 1]];
      for (const row of ends.get(from) ?? []) open.delete(row);
      for (const row of starts.get(from) ?? []) open.add(row);
      while ((space[within]?.[1] ?? Infinity) < from) within++;
      if ((space[within]?.[0] ?? Infinity) > from) continue;
      this.#budget.left -= open.size + 1;
      if (this.#budget.left < 0) {
        this.isComplete = false;
        return;
      }
      yield [from, next - 1, [...open].sort((a, b) => a - b)];
    }
  }
}

function isSame(a: Ranges, b: Ranges): boolean {
  return a.length === b.length && a.every(([from, to], i) => from === b[i]?.[0] && to === b[i]?.[1]);
}
