import { comparisonsOf, type LinkageDefinition, MISSING } from './comparison.ts';
import { forEachPair, type RuleBlocks } from './blocking.ts';
import { IntList } from './int-list.ts';
import type { RecordSet } from './record-set.ts';

/** Candidate pairs of one run at most: twelve bytes each. */
const PAIRS_MOST = 100_000_000;

/**
 * The comparison patterns (γ) that occur, each once: which level each comparison came to. Estimation needs only these and
 * how often they occur, however many pairs there are.
 */
export class Patterns {
  readonly width: number;
  readonly #radix: number[];
  readonly #ids = new Map<number, number>();
  #levels: Int8Array;
  counts: number[] = [];

  constructor(levelCounts: readonly number[]) {
    this.width = levelCounts.length;
    this.#radix = levelCounts.map((count) => count + 1);
    // A pattern is written as one number in a mixed radix, which has to be exact.
    const patterns = this.#radix.reduce((product, radix) => product * radix, 1);
    if (patterns > Number.MAX_SAFE_INTEGER) throw new RangeError(`too many comparisons: ${patterns} patterns`);
    this.#levels = new Int8Array(64 * this.width);
  }

  get size(): number {
    return this.counts.length;
  }

  /** The number of the pattern that stands in `levels`, counted once more. */
  count(levels: Int8Array): number {
    let code = 0;
    for (let index = 0; index < this.width; index++) code = code * this.#radix[index]! + levels[index]! - MISSING;
    let id = this.#ids.get(code);
    if (id === undefined) {
      id = this.counts.length;
      this.#ids.set(code, id);
      this.counts.push(0);
      if ((id + 1) * this.width > this.#levels.length) {
        const longer = new Int8Array(this.#levels.length * 2);
        longer.set(this.#levels);
        this.#levels = longer;
      }
      this.#levels.set(levels.subarray(0, this.width), id * this.width);
    }
    this.counts[id]!++;
    return id;
  }

  /** The level of a comparison in a pattern. */
  level(pattern: number, comparison: number): number {
    return this.#levels[pattern * this.width + comparison]!;
  }
}

/** A function that writes the levels of a pair of records. */
export type ComparePair = (one: number, other: number, levels: Int8Array) => void;

/** Compares records of a set by their numbers. */
export function pairComparer<Row>(definition: LinkageDefinition<Row>, set: RecordSet): ComparePair {
  let at = 0;
  const steps = definition.comparators.map((comparator, index) => {
    const step = { comparator, ...set.columns[index]!, at, width: comparator.comparisons.length };
    at += step.width;
    return step;
  });
  return (one, other, levels) => {
    for (const { comparator, ids, values, at: from, width } of steps) {
      const id = ids[one]!;
      const otherId = ids[other]!;
      if (id < 0 || otherId < 0) levels.fill(MISSING, from, from + width);
      else comparator.compare(values[id], values[otherId], levels, from);
    }
  };
}

/** Candidate pairs, compared: the two records of each, and the number of its pattern. */
export interface CandidatePairs {
  one: Int32Array;
  other: Int32Array;
  pattern: Int32Array;
  patterns: Patterns;
  /** How many pairs each blocking rule brought that no earlier one did. */
  broughtBy: readonly { rule: string; pairs: number; divided: number; leftOut: number }[];
}

/** An empty set of patterns for a definition. */
export function patternsOf<Row>(definition: LinkageDefinition<Row>): Patterns {
  return new Patterns(comparisonsOf(definition).map(({ levels }) => levels.length));
}

/** Compares all pairs that the blocks make. Refuses (RangeError) more than 100 million: the blocking rules are too weak. */
export function comparePairs<Row>(
  definition: LinkageDefinition<Row>,
  set: RecordSet,
  blocks: readonly RuleBlocks[],
): CandidatePairs {
  const ones = new IntList();
  const others = new IntList();
  const ids = new IntList();
  const patterns = patternsOf(definition);
  const compare = pairComparer(definition, set);
  const levels = new Int8Array(patterns.width);
  const brought = blocks.map(() => 0);
  forEachPair(set, blocks, (one, other, rule) => {
    if (ones.length >= PAIRS_MOST) throw new RangeError(`more than ${PAIRS_MOST} candidate pairs`);
    compare(one, other, levels);
    ones.push(one);
    others.push(other);
    ids.push(patterns.count(levels));
    brought[rule]!++;
  });
  return {
    one: ones.toArray(),
    other: others.toArray(),
    pattern: ids.toArray(),
    patterns,
    broughtBy: blocks.map(({ rule, divided, leftOut }, index) => ({ rule, pairs: brought[index]!, divided, leftOut })),
  };
}
