import type { Queryable } from '../../../kernel/db.ts';
import type { PairExplanation } from '../linkage/explanation.ts';
import { blocksAround } from './block-table.ts';
import type { Linking } from './linking.ts';
import { type ReadySearch, searchOf } from './model-keeping.ts';

/** A record that may be the one that was asked about. */
export interface Candidate {
  key: string[];
  /** The act of its version that was weighed. */
  act: number;
  explanation: PairExplanation;
}

/**
 * The records of a register that may be the same as these, the most probable first, for each of them; those below `least_bits` (the
 * review threshold) are left out. Undefined while the register has not learnt to weigh.
 */
export async function candidatesOf(
  db: Queryable,
  linking: Linking,
  rows: readonly Record<string, unknown>[],
  { least_bits, ready }: { least_bits?: number; ready?: ReadySearch } = {},
): Promise<Candidate[][] | undefined> {
  const found = ready ?? (await searchOf(db, linking));
  if (!found) return undefined;
  const index = await blocksAround(db, linking, rows);
  const least = least_bits ?? found.thresholds.review_bits;
  const all: Candidate[][] = [];
  for (const row of rows) {
    const candidates = await found.search.candidatesFor(row, index, { least_bits: least });
    all.push(
      candidates.map(({ id, explanation }) => {
        const { key, act } = index.record(id)!;
        return { key, act, explanation };
      }),
    );
  }
  return all;
}
