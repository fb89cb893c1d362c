import { type Queryable, sql } from '../../../../kernel/db.ts';

/** Which batches are to be compared next: those that were wrong, those that were never compared, then the one compared longest ago. */
export async function readTurn(db: Queryable, most: number): Promise<number[]> {
  const rows = await db.rows<{ number: number }>(sql`
    SELECT number FROM batch LEFT JOIN batch_check ON batch_check.batch = batch.number
     ORDER BY coalesce(is_right, true), checked_at NULLS FIRST, number LIMIT ${most}`);
  return rows.map(({ number }) => number);
}

export async function saveCheck(
  db: Queryable,
  { batch, at, isRight }: { batch: number; at: Date; isRight: boolean },
): Promise<void> {
  await db.run(sql`
    INSERT INTO batch_check (batch, checked_at, is_right) VALUES (${batch}, ${at}, ${isRight})
    ON CONFLICT (batch) DO UPDATE SET checked_at = excluded.checked_at, is_right = excluded.is_right`);
}

/** How many batches are gone: numbers without a batch up to the highest that is or was compared. */
export async function countGone(db: Queryable): Promise<number> {
  const { gone } = await db.one<{ gone: number }>(sql`
    SELECT greatest((SELECT coalesce(max(number), 0) FROM batch), (SELECT coalesce(max(batch), 0) FROM batch_check))::integer
           - (SELECT count(*)::integer FROM batch) AS gone`);
  return gone;
}

/** Of calls by their receipts: how many of each agency on whose right they were made. A receipt without a call is of none. */
export async function countByAgency(db: Queryable, receipts: readonly string[]): Promise<Map<string, number>> {
  const rows = await db.rows<{ agency: string; count: number }>(sql`
    SELECT coalesce(agency_code, '') AS agency, count(*)::integer AS count
      FROM unnest(${[...receipts]}::text[]) AS asked (receipt) LEFT JOIN message USING (receipt) GROUP BY 1`);
  return new Map(rows.map(({ agency, count }) => [agency, count]));
}

/** Calls of before a moment that no batch has, by agency. */
export async function countUnproven(
  db: Queryable,
  { from, before, most }: { from: number; before: Date; most: number },
): Promise<{ agency: string; count: number }[]> {
  return db.rows(sql`
    SELECT agency_code AS agency, count(*)::integer AS count
      FROM message WHERE written_by >= ${from} AND at < ${before} GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ${most}`);
}
