/** Random choices that are the same every run: mulberry32, a 32-bit generator with one word of state. Not for secrets. */
export class Random {
  #state: number;

  /** Numbers that follow from a seed and a stream: each family has its own stream, so that families do not depend on each other. */
  constructor(seed: number, stream = 0) {
    this.#state = (Math.imul(seed, 0x9e3779b1) ^ Math.imul(stream + 1, 0x85ebca6b)) >>> 0;
    this.next();
    this.next();
  }

  /** 0 to below 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** A whole number from `least` to `most`, both included. */
  whole(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.next() * list.length)]!;
  }

  /** One of the values, each as often as its weight says. */
  weighted<T>(table: WeightedTable<T>): T {
    const at = this.next() * table.total;
    let low = 0;
    let high = table.sums.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (table.sums[middle]! > at) high = middle;
      else low = middle + 1;
    }
    return table.values[low]!;
  }
}

export interface WeightedTable<T> {
  values: readonly T[];
  sums: readonly number[];
  total: number;
}

/** A table for weighted choice. */
export function weightedTable<T>(rows: readonly (readonly [T, number])[]): WeightedTable<T> {
  const sums: number[] = [];
  let total = 0;
  for (const [, weight] of rows) sums.push((total += weight));
  return { values: rows.map(([value]) => value), sums, total };
}

/** A table from a compact text: `Nguyễn 384,Trần 110`. */
export function weightedWords(text: string): WeightedTable<string> {
  return weightedTable(
    text.split(',').map((row) => {
      const space = row.lastIndexOf(' ');
      return [row.slice(0, space), Number(row.slice(space + 1))] as const;
    }),
  );
}
