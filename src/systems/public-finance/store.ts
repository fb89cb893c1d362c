import { type Queryable, sql } from '../../kernel/db.ts';

/** Lets calls under one receipt go one after another, until the end of the transaction. */
export async function lockReceipt(tx: Queryable, receipt: string): Promise<void> {
  await tx.run(sql`SELECT pg_advisory_xact_lock(hashtextextended(${receipt}, 0))`);
}

/** The key of the record of a kind on which the call with this receipt acted first. */
export async function keyOfReceipt(
  db: Queryable,
  { receipt, kind }: { receipt: string; kind: string },
): Promise<string[]> {
  const { key } = await db.one<{ key: string[] }>(
    sql`SELECT key FROM act WHERE receipt = ${receipt} AND kind = ${kind} ORDER BY position LIMIT 1`,
  );
  return key;
}
