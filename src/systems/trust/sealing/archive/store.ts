import { sql, type Queryable, type Tx } from '../../../../kernel/db.ts';

/** A walk through the log with one certificate that stamps. */
export interface Round {
  stamper: string;
  entries: number;
  nextPosition: number;
}

export async function findNewestRound(db: Queryable): Promise<Round | undefined> {
  return db.maybe(sql`
    SELECT stamper, entries::double precision AS entries, next_position::double precision AS "nextPosition"
      FROM trust.archive_round ORDER BY recorded_at DESC LIMIT 1`);
}

/** Begins a round at the size that the log has now, unless another process has. The first of all has nothing to do. */
export async function insertRound(db: Queryable, stamper: string, isFirst: boolean): Promise<void> {
  await db.run(sql`
    INSERT INTO trust.archive_round (stamper, entries)
    SELECT ${stamper}, CASE WHEN ${isFirst} THEN 0 ELSE coalesce(max(size), 0) END FROM trust.log_checkpoint
    ON CONFLICT DO NOTHING`);
}

/** Goes on in a round. It never goes back. */
export async function advanceRound(tx: Tx, stamper: string, nextPosition: number): Promise<void> {
  await tx.run(sql`
    UPDATE trust.archive_round SET next_position = ${nextPosition}
     WHERE stamper = ${stamper} AND next_position < ${nextPosition}`);
}

/** For each hash the newest file that stands for the document; undefined where it was never stamped anew. */
export async function readNewest(db: Queryable, sha256: readonly Buffer[]): Promise<(Buffer | undefined)[]> {
  const rows = await db.rows<{ place: number; renewed: Buffer | null }>(sql`
    SELECT place::integer AS place, newest.renewed_sha256 AS renewed
      FROM unnest(${sha256}::bytea[]) WITH ORDINALITY AS given (sha256, place)
      LEFT JOIN LATERAL (
        SELECT renewed_sha256 FROM trust.archive_renewal
         WHERE archive_renewal.sha256 = given.sha256 ORDER BY recorded_at DESC LIMIT 1) AS newest ON true
     ORDER BY place`);
  return rows.map(({ renewed }) => renewed ?? undefined);
}

/** Which of the hashes are those of renewals themselves. */
export async function readRenewals(db: Queryable, sha256: readonly Buffer[]): Promise<ReadonlySet<string>> {
  const rows = await db.rows<{ renewed: Buffer }>(sql`
    SELECT renewed_sha256 AS renewed FROM trust.archive_renewal WHERE renewed_sha256 = ANY (${sha256}::bytea[])`);
  return new Set(rows.map(({ renewed }) => renewed.toString('hex')));
}

/** Keeps which file stands for a document now; the first of one round holds. */
export async function insertRenewal(
  db: Queryable,
  renewal: { sha256: Buffer; stamper: string; renewed: Buffer },
): Promise<void> {
  await db.run(sql`
    INSERT INTO trust.archive_renewal (sha256, stamper, renewed_sha256)
    VALUES (${renewal.sha256}, ${renewal.stamper}, ${renewal.renewed})
    ON CONFLICT DO NOTHING`);
}
