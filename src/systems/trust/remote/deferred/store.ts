import { sql, type Queryable } from '../../../../kernel/db.ts';

/** Why nothing was signed. */
export interface StoredRefusal {
  code: string;
  status: number;
  values: Record<string, string | number>;
}

/** What an application ordered, and what came of it. */
export interface DeferredSigning {
  id: string;
  application: string;
  personalNumber: string;
  orderFileId: string;
  resultFileId: string | null;
  refusal: StoredRefusal | null;
}

/** Orders of one application for one person one after the other, so that they can be counted. */
export async function lockDeferred(tx: Queryable, application: string, personalNumber: string): Promise<number> {
  await tx.run(
    sql`SELECT pg_advisory_xact_lock(hashtextextended(${`trust deferred ${application} ${personalNumber}`}, 0))`,
  );
  const { count } = await tx.one<{ count: number }>(sql`
    SELECT count(*)::integer AS count FROM trust.deferred_signing
     WHERE application = ${application} AND personal_number = ${personalNumber} AND kept_until > now()`);
  return count;
}

export async function insertDeferred(
  tx: Queryable,
  { id, application, personalNumber, orderFileId }: Omit<DeferredSigning, 'resultFileId' | 'refusal'>,
  keptFor_ms: number,
): Promise<void> {
  await tx.run(sql`
    INSERT INTO trust.deferred_signing (id, application, personal_number, order_file_id, kept_until)
    VALUES (${id}, ${application}, ${personalNumber}, ${orderFileId}, now() + make_interval(secs => ${keptFor_ms / 1000}))`);
}

/** One that may still be fetched. */
export async function findDeferred(db: Queryable, id: string): Promise<DeferredSigning | undefined> {
  return db.maybe(sql`
    SELECT id, application, personal_number AS "personalNumber", order_file_id AS "orderFileId",
           result_file_id AS "resultFileId", refusal
      FROM trust.deferred_signing WHERE id = ${id} AND kept_until > now()`);
}

/** Notes what came of it; false when that was noted before, or it is gone. */
export async function noteDeferred(
  db: Queryable,
  id: string,
  { resultFileId, refusal }: { resultFileId?: string; refusal?: StoredRefusal },
): Promise<boolean> {
  const noted = await db.run(sql`
    UPDATE trust.deferred_signing
       SET result_file_id = ${resultFileId ?? null}, refusal = ${refusal ? JSON.stringify(refusal) : null}
     WHERE id = ${id} AND result_file_id IS NULL AND refusal IS NULL`);
  return noted === 1;
}

/** Deletes what nobody may fetch any more; gives the files. */
export async function deleteDeferred(db: Queryable, most: number): Promise<string[]> {
  const rows = await db.rows<{ orderFileId: string; resultFileId: string | null }>(sql`
    DELETE FROM trust.deferred_signing WHERE id IN (
      SELECT id FROM trust.deferred_signing WHERE kept_until <= now() ORDER BY kept_until LIMIT ${most})
    RETURNING order_file_id AS "orderFileId", result_file_id AS "resultFileId"`);
  return rows.flatMap(({ orderFileId, resultFileId }) => (resultFileId ? [orderFileId, resultFileId] : [orderFileId]));
}
