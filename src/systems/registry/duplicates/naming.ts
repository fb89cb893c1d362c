import { type SystemDatabase, type Tx, sql } from '../../../kernel/db.ts';
import { newId } from '../../../kernel/ids.ts';
import type { RecordKind } from '../kind/index.ts';
import { assertMayBeOne } from '../merge/index.ts';
import type { Grounds } from '../time/acts.ts';
import { type Linking, linkingOf, readCompared } from './linking.ts';
import { searchOf } from './model-keeping.ts';
import { pairOf } from './queue.ts';

/** The pair of two records that a steward named, and whether it was in the queue before. */
export interface NamedPair {
  pair: string;
  wasThere: boolean;
}

/**
 * Makes two records a pair of the queue because a steward says that they may be one: a letter says so, say. It is weighed as others
 * are. A pair that is there stays as it was, and the answer leads to it; one that had ceased to be alike waits again. The same call
 * again changes nothing. Refuses `register.lineage_of_itself`, `register.record_unknown`, `register.went_on_in_another` and
 * `register.merge_related`, as merging would.
 */
export async function namePair(
  db: SystemDatabase,
  linking: Linking,
  asked: { one: string[]; other: string[]; reason: string; by: Grounds['by']; receipt: string },
): Promise<NamedPair> {
  const { kind } = linking;
  const { receipt } = asked;
  return db.transaction(async (tx) => {
    const done = await tx.maybe<{ pair: string }>(sql`SELECT pair FROM duplicate_decision WHERE receipt = ${receipt}`);
    if (done) return { pair: done.pair, wasThere: false };
    await assertMayBeOne(tx, kind, asked);
    const { one, other, weight_bits, probability } = await weigh(tx, linking, asked);
    const made = await tx.maybe<{
      id: string;
    }>(sql`INSERT INTO duplicate_pair (id, kind, one, other, weight_bits, probability, status)
      VALUES (${newId()}, ${kind.name}, ${one}, ${other}, ${weight_bits}, ${probability}, 'waiting')
      ON CONFLICT (kind, one, other) DO UPDATE SET status = 'waiting', weight_bits = excluded.weight_bits,
        probability = excluded.probability, claimed_by = NULL, claimed_until = NULL
      WHERE duplicate_pair.status = 'dissolved' RETURNING id`);
    if (!made) {
      const { id } = await tx.one<{ id: string }>(sql`SELECT id FROM duplicate_pair
        WHERE kind = ${kind.name} AND one = ${one} AND other = ${other}`);
      return { pair: id, wasThere: true };
    }
    await tx.run(sql`INSERT INTO duplicate_decision (pair, decision, reason, done_by, receipt)
      VALUES (${made.id}, 'named', ${asked.reason}, ${JSON.stringify(asked.by)}::jsonb, ${receipt})`);
    return { pair: made.id, wasThere: false };
  });
}

/**
 * Holds two records apart that a split made of one: they resemble each other, and nobody is to be asked whether they are one unless they
 * become clearly more alike. Both must be there.
 */
export async function holdApart(
  tx: Tx,
  kind: RecordKind,
  asked: { one: string[]; other: string[]; reason: string; by: Grounds['by']; receipt: string },
): Promise<void> {
  const linking = linkingOf(kind);
  if (!linking) return;
  const { one, other, weight_bits, probability } = await weigh(tx, linking, asked);
  const { id } = await tx.one<{ id: string }>(sql`INSERT INTO duplicate_pair
      (id, kind, one, other, weight_bits, probability, status, decided_bits)
    VALUES (${newId()}, ${kind.name}, ${one}, ${other}, ${weight_bits}, ${probability}, 'different', ${weight_bits})
    ON CONFLICT (kind, one, other) DO UPDATE SET status = 'different', decided_bits = excluded.decided_bits RETURNING id`);
  await tx.run(sql`INSERT INTO duplicate_decision (pair, decision, reason, done_by, receipt)
    VALUES (${id}, 'different', ${asked.reason}, ${JSON.stringify(asked.by)}::jsonb, ${asked.receipt})`);
}

/** Ends a pair of which one record is no longer there. */
export async function dissolvePair(tx: Tx, kind: RecordKind, asked: { one: string[]; other: string[] }): Promise<void> {
  const { one, other } = pairOf(asked.one, asked.other);
  await tx.run(sql`UPDATE duplicate_pair SET status = 'dissolved'
    WHERE kind = ${kind.name} AND one = ${one} AND other = ${other}`);
}

/** The pair of two records with what speaks for it today; nothing while the register has not learnt to weigh. */
async function weigh(
  tx: Tx,
  linking: Linking,
  asked: { one: string[]; other: string[] },
): Promise<{ one: string[]; other: string[]; weight_bits: number | null; probability: number | null }> {
  const { one, other } = pairOf(asked.one, asked.other);
  const [first, second] = await readCompared(tx, linking, { keys: [one, other] });
  const ready = await searchOf(tx, linking);
  const weighed = ready && first && second ? ready.search.explain(first.row, second.row) : undefined;
  return { one, other, weight_bits: weighed?.weight_bits ?? null, probability: weighed?.probability ?? null };
}
