import { type Ranges, type Region, intersection } from './regions.ts';
import type { Budget } from './uncovered.ts';

/** Rows that are compared with one another: a set of bits for each of them. */
export const MOST_ROWS = 20_000;

/**
 * Which rows may meet: for each row the others that have something in common with it on every axis. Held as bits, a pair of
 * rows costs a 32nd of an operation an axis, so that 10,000 rows of 30 columns are compared within a second.
 */
export class Meetings {
  readonly #rows: readonly Region[];
  readonly #words: number;
  readonly #meets: Uint32Array;
  /** Whether all axes were looked at exactly; where not, a pair is looked at again. */
  readonly #isExact: boolean;
  readonly #budget: Budget;

  /** Each of the rows can apply somewhere: none of its axes is empty. */
  constructor(rows: readonly Region[], budget: Budget) {
    this.#rows = rows.slice(0, MOST_ROWS);
    this.#budget = budget;
    const count = this.#rows.length;
    this.#words = Math.ceil(count / 32);
    this.#meets = new Uint32Array(count * this.#words).fill(0xff_ff_ff_ff);
    let isExact = true;
    const axes = this.#rows[0]?.length ?? 0;
    for (let axis = 0; axis < axes; axis++) {
      const hulls = this.#rows.map((row): [number, number] => {
        const ranges = row[axis] ?? [];
        return [ranges[0]?.[0] ?? 1, ranges.at(-1)?.[1] ?? 0];
      });
      this.#sweep(hulls);
      if (this.#rows.some((row) => (row[axis]?.length ?? 0) > 1)) isExact = false;
      budget.left -= count * 2;
    }
    this.#isExact = isExact;
  }

  /** Of every row, only those stay that begin before it ends and end after it begins. */
  #sweep(hulls: readonly (readonly [number, number])[]): void {
    const ids = hulls.map((_, i) => i);
    const begin = (i: number): number => hulls[i]?.[0] ?? 0;
    const end = (i: number): number => hulls[i]?.[1] ?? 0;
    const byBegin = ids.toSorted((a, b) => begin(a) - begin(b));
    const byEnd = ids.toSorted((a, b) => end(a) - end(b));
    const begun = new Uint32Array(this.#words);
    let next = 0;
    for (const row of byEnd) {
      for (; next < byBegin.length && begin(byBegin[next] ?? 0) <= end(row); next++) setBit(begun, byBegin[next] ?? 0);
      this.#keep(row, begun, 0);
    }
    const ended = new Uint32Array(this.#words);
    next = 0;
    for (const row of byBegin) {
      for (; next < byEnd.length && end(byEnd[next] ?? 0) < begin(row); next++) setBit(ended, byEnd[next] ?? 0);
      this.#keep(row, ended, -1);
    }
  }

  /** Keeps of a row's bits those that are set (`flip` 0) or not set (−1). */
  #keep(row: number, bits: Uint32Array, flip: 0 | -1): void {
    const from = row * this.#words;
    const meets = this.#meets;
    for (let word = 0; word < this.#words; word++)
      meets[from + word] = (meets[from + word] ?? 0) & ((bits[word] ?? 0) ^ flip);
  }

  /** The rows before this one that meet it, in their order, as long as the budget lasts. */
  *before(row: number): Iterable<number> {
    const from = row * this.#words;
    for (let word = 0; word <= row >> 5; word++) {
      let bits = this.#meets[from + word] ?? 0;
      while (bits !== 0) {
        const low = bits & -bits;
        bits ^= low;
        const other = word * 32 + 31 - Math.clz32(low);
        if (other >= row || --this.#budget.left < 0) return;
        if (this.#isExact || meeting(this.#rows[row], this.#rows[other])) yield other;
      }
    }
  }
}

function setBit(bits: Uint32Array, at: number): void {
  bits[at >> 5] = (bits[at >> 5] ?? 0) | (1 << (at & 31));
}

/** What two regions have in common; undefined when they have nothing. */
export function meeting(a: Region | undefined, b: Region | undefined): Region | undefined {
  const both: Ranges[] = [];
  for (let axis = 0; axis < (a?.length ?? 0); axis++) {
    const common = intersection(a?.[axis] ?? [], b?.[axis] ?? []);
    if (common.length === 0) return undefined;
    both.push(common);
  }
  return both;
}
