import type { LinkageDefinition } from './comparison.ts';
import type { KeyColumn, RecordSet } from './record-set.ts';

/** Records of a block at most, when a definition does not say: 500 records make 125,000 pairs. */
export const BLOCK_RECORDS_MOST = 500;

/** The blocks that one rule makes. */
export interface RuleBlocks {
  rule: string;
  /** By record: its block, or -1 when it is in none. */
  blockOf: Int32Array;
  /** The records, block by block; the block `n` lies from `starts[n]` to before `starts[n + 1]`. */
  order: Int32Array;
  starts: Int32Array;
  /** Blocks that were too large and were divided by the rule's `within`. */
  divided: number;
  /** Records that this rule makes no pairs for, because their block was too large even so. */
  leftOut: number;
}

/** Makes the blocks of every rule. Takes a few numbers for each record and rule, however many pairs come of it. */
export function makeBlocks<Row>(definition: LinkageDefinition<Row>, set: RecordSet): RuleBlocks[] {
  const most = definition.blockRecordsMost ?? BLOCK_RECORDS_MOST;
  return definition.blocking.map(({ name }, index) => blocksOf(name, set.keys[index]!, most));
}

function blocksOf(rule: string, { keys, keyCount, within }: KeyColumn, most: number): RuleBlocks {
  const sizes = countsOf(keys, keyCount);
  const blockOf = Int32Array.from(keys);
  let blockCount = keyCount;
  let divided = 0;
  for (const size of sizes) if (size > most) divided++;
  if (divided > 0) {
    const parts = new Map<number, number>();
    for (let record = 0; record < blockOf.length; record++) {
      const key = keys[record]!;
      if (key < 0 || sizes[key]! <= most) continue;
      const finer = within?.[record] ?? -1;
      if (finer < 0) {
        blockOf[record] = -1;
        continue;
      }
      // Both are below 2^31, their product with a record count below 2^53 for every set that fits into memory.
      const part = key * blockOf.length + finer;
      let block = parts.get(part);
      if (block === undefined) {
        block = blockCount++;
        parts.set(part, block);
      }
      blockOf[record] = block;
    }
  }
  const blockSizes = countsOf(blockOf, blockCount);
  let leftOut = 0;
  for (let record = 0; record < blockOf.length; record++) {
    const block = blockOf[record]!;
    if (block >= 0 && blockSizes[block]! > most) blockOf[record] = -1;
    if (blockOf[record]! < 0 && keys[record]! >= 0) leftOut++;
  }
  return { rule, blockOf, ...inBlocks(blockOf, blockCount), divided, leftOut };
}

function countsOf(values: Int32Array, count: number): Int32Array {
  const counts = new Int32Array(count);
  for (const value of values) if (value >= 0) counts[value]!++;
  return counts;
}

/** A counting sort: records by block, in the order of their numbers within it. */
function inBlocks(blockOf: Int32Array, blockCount: number): { order: Int32Array; starts: Int32Array } {
  const starts = new Int32Array(blockCount + 1);
  for (const block of blockOf) if (block >= 0) starts[block + 1]!++;
  for (let block = 0; block < blockCount; block++) starts[block + 1]! += starts[block]!;
  const next = starts.slice();
  const order = new Int32Array(starts[blockCount]!);
  for (let record = 0; record < blockOf.length; record++) {
    const block = blockOf[record]!;
    if (block >= 0) order[next[block]!++] = record;
  }
  return { order, starts };
}

/**
 * Visits every pair of records that share a block, once: a pair that an earlier rule has made is passed over. The first
 * record of a pair has the lower number; when two sets are linked it is the one of the first set.
 */
export function forEachPair(
  { split }: RecordSet,
  blocks: readonly RuleBlocks[],
  visit: (one: number, other: number, rule: number) => void,
): void {
  for (let rule = 0; rule < blocks.length; rule++) {
    const { order, starts } = blocks[rule]!;
    const earlier = blocks.slice(0, rule).map(({ blockOf }) => blockOf);
    for (let block = 0; block + 1 < starts.length; block++) {
      const end = starts[block + 1]!;
      for (let at = starts[block]!; at + 1 < end; at++) {
        const one = order[at]!;
        if (split !== undefined && one >= split) break;
        for (let otherAt = at + 1; otherAt < end; otherAt++) {
          const other = order[otherAt]!;
          if (split !== undefined && other < split) continue;
          if (!made(earlier, one, other)) visit(one, other, rule);
        }
      }
    }
  }
}

function made(earlier: readonly Int32Array[], one: number, other: number): boolean {
  for (const blockOf of earlier) if (blockOf[one]! >= 0 && blockOf[one] === blockOf[other]) return true;
  return false;
}

/** How many pairs there are in all, of which the blocks make a small part. */
export function allPairs({ size, split }: RecordSet): number {
  return split === undefined ? (size * (size - 1)) / 2 : split * (size - split);
}
