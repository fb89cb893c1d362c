import { type Queryable, sql } from '../../../kernel/db.ts';
import { newId } from '../../../kernel/ids.ts';

/** Two records that may be one, the smaller key first. */
export interface FoundPair {
  one: string[];
  other: string[];
  weight_bits: number;
  probability: number;
}

/** So much more must speak for a pair, in bits, before it is asked about again: the odds doubled. */
const CLEARLY_MORE_BITS = 1;

/** The pair of two keys, in its order. */
export function pairOf(one: string[], other: string[]): { one: string[]; other: string[] } {
  return compareKeys(one, other) < 0 ? { one, other } : { one: other, other: one };
}

/** As PostgreSQL compares texts of bytes: keys are numbers and codes. */
function compareKeys(one: string[], other: string[]): number {
  for (const [i, part] of one.entries()) {
    const order = Buffer.compare(Buffer.from(part), Buffer.from(other[i] ?? ''));
    if (order !== 0) return order;
  }
  return one.length - other.length;
}

/**
 * Puts pairs into the queue, or weighs them anew. Who was held to be different is asked about again only when clearly more speaks for
 * it than then; a pair that had ceased to be alike waits again.
 */
export async function keepPairs(db: Queryable, kind: string, pairs: readonly FoundPair[]): Promise<void> {
  if (pairs.length === 0) return;
  const distinct = new Map(pairs.map((pair) => [JSON.stringify([pair.one, pair.other]), { id: newId(), ...pair }]));
  await db.run({
    text: `INSERT INTO duplicate_pair (id, kind, one, other, weight_bits, probability, status)
      SELECT (row ->> 'id')::uuid, $1, ARRAY(SELECT jsonb_array_elements_text(row -> 'one')),
        ARRAY(SELECT jsonb_array_elements_text(row -> 'other')), (row ->> 'weight_bits')::float8, (row ->> 'probability')::float8, 'waiting'
      FROM jsonb_array_elements($2::jsonb) AS row ORDER BY 3, 4
      ON CONFLICT (kind, one, other) DO UPDATE SET weight_bits = excluded.weight_bits, probability = excluded.probability,
        status = CASE WHEN duplicate_pair.status = 'dissolved' THEN 'waiting'
          WHEN duplicate_pair.status = 'different' AND excluded.weight_bits > duplicate_pair.decided_bits + $3 THEN 'waiting'
          ELSE duplicate_pair.status END
      WHERE duplicate_pair.status <> 'merged'`,
    values: [kind, JSON.stringify([...distinct.values()]), CLEARLY_MORE_BITS],
  });
}

/**
 * Ends the waiting of pairs of these records that are no longer alike, or of which one is no longer there (`gone`). What a steward named
 * was never asked to be alike: only that a record is gone ends it.
 */
export async function dissolvePairs(
  db: Queryable,
  kind: string,
  {
    keys,
    gone,
    stillAlike,
  }: {
    keys: readonly string[][];
    gone: readonly string[][];
    stillAlike: readonly { one: string[]; other: string[] }[];
  },
): Promise<void> {
  await db.run(sql`WITH changed AS (SELECT ARRAY(SELECT jsonb_array_elements_text(row)) AS key
        FROM jsonb_array_elements(${JSON.stringify(keys)}::jsonb) AS row),
      gone AS (SELECT ARRAY(SELECT jsonb_array_elements_text(row)) AS key
        FROM jsonb_array_elements(${JSON.stringify(gone)}::jsonb) AS row),
      alike AS (SELECT ARRAY(SELECT jsonb_array_elements_text(row -> 'one')) AS one, ARRAY(SELECT jsonb_array_elements_text(row -> 'other')) AS other
        FROM jsonb_array_elements(${JSON.stringify(stillAlike)}::jsonb) AS row)
    UPDATE duplicate_pair p SET status = 'dissolved', claimed_by = NULL, claimed_until = NULL
    WHERE p.kind = ${kind} AND p.status IN ('waiting', 'later')
      AND (p.one IN (SELECT key FROM changed) OR p.other IN (SELECT key FROM changed))
      AND NOT EXISTS (SELECT 1 FROM alike a WHERE a.one = p.one AND a.other = p.other)
      AND (NOT EXISTS (SELECT 1 FROM duplicate_decision d WHERE d.pair = p.id AND d.decision = 'named')
        OR p.one IN (SELECT key FROM gone) OR p.other IN (SELECT key FROM gone))
      AND NOT EXISTS (SELECT 1 FROM merge_proposal m WHERE m.pair = p.id AND m.state = 'proposed')`);
}
