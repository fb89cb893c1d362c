import type { Bilingual } from '../../../kernel/text.ts';

/** The level of a comparison in which one side says nothing: it is no evidence, neither for nor against. */
export const MISSING = -1;

/** How much two values agree, as a step of a ladder. */
export interface ComparisonLevel {
  /** Unique in its comparison, for code: `day-month-swapped`. */
  name: string;
  /** For the page that explains a pair. */
  title: Bilingual;
  /** The kind of term that both sides share at this level: agreeing on a rare one is more evidence than on a frequent one. */
  term?: string;
}

/** One thing that is compared, with its levels: the strongest agreement first, `differ` last. At most 100 levels. */
export interface Comparison {
  /** Unique in its definition: `given-name`. */
  name: string;
  title: Bilingual;
  levels: readonly ComparisonLevel[];
  /**
   * For a comparison that is made only where all parts of a value agree: the kind of term that stands for the whole. The
   * parts do not come together by chance (Giàng, A and Sính are names of one people), so that the whole may be much more
   * frequent than its parts let think. Its levels then take back what the parts gave too much.
   */
  whole?: { kind: string; parts: readonly { comparison: number; kind: string }[] };
}

/**
 * Reads a value of a record and compares two such values, in one comparison or in several that hang together (the parts
 * of a name). Values are read once for each record; equal values are kept once and share what is known about them.
 */
export interface Comparator<Row, Value = unknown> {
  comparisons: readonly Comparison[];
  /** The value, prepared for comparing; undefined when the record does not say. */
  read(row: Row): Value | undefined;
  /** Values with the same key are the same value. */
  key(value: Value): string;
  /**
   * Writes the level of each comparison, or MISSING, into `levels` from `at` on. Symmetric: the order of the two values
   * must not matter. Must not allocate.
   */
  compare(one: Value, other: Value, levels: Int8Array, at: number): void;
  /** What the value has of a kind of term in a comparison; undefined when it has nothing of that kind. */
  term(value: Value, comparison: number, kind: string): string | undefined;
  /** What a page shows of the value in a comparison. */
  shown(value: Value, comparison: number): string;
}

/**
 * A function of a record: records with the same key become candidate pairs. A block with more than the most records is
 * divided by `within`; parts that are still too large make no pairs, and the report says how many records that concerns.
 */
export interface BlockingRule<Row> {
  /** Unique in its definition. */
  name: string;
  key(row: Row): string | undefined;
  within?(row: Row): string | undefined;
}

/** How records of one kind are linked: what is compared, and which pairs are looked at. */
export interface LinkageDefinition<Row> {
  name: string;
  comparators: readonly Comparator<Row>[];
  blocking: readonly BlockingRule<Row>[];
  /** Records of a block at most; BLOCK_RECORDS_MOST when left out. */
  blockRecordsMost?: number;
}

/** All comparisons of a definition in the order in which levels are written. */
export function comparisonsOf<Row>({ comparators }: LinkageDefinition<Row>): Comparison[] {
  return comparators.flatMap(({ comparisons }) => comparisons);
}

/** The distinct kinds of term of a comparison, in the order of its levels. */
export function termKinds({ levels }: Comparison): string[] {
  return [...new Set(levels.flatMap(({ term }) => term ?? []))];
}
