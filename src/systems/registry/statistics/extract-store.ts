import { type Queryable, sql } from '../../../kernel/db.ts';
import type { CallContext } from '../../exchange/index.ts';

/** A file of facts that was asked for. */
export interface FactExtract {
  id: string;
  facts: string[];
  madeOn: string;
  fileId: string | null;
  rows: number | null;
  size_bytes: number | null;
  keptUntil: Date;
  removedAt: Date | null;
}

const EXTRACT = sql`SELECT id, facts, made_on::text AS "madeOn", file_id AS "fileId", rows, size_bytes,
  kept_until AS "keptUntil", removed_at AS "removedAt" FROM fact_extract`;

export function extractByKey(db: Queryable, requestKey: string): Promise<FactExtract | undefined> {
  return db.maybe(sql`${EXTRACT} WHERE request_key = ${requestKey}`);
}

/** How many files an agency has been given since a moment. */
export async function extractsSince(db: Queryable, agencyCode: string, since: Date): Promise<number> {
  const { count } = await db.one<{ count: number }>(sql`SELECT count(*)::int AS count FROM fact_extract
    WHERE asked_by->'agency'->>'code' = ${agencyCode} AND created_at > ${since} AND file_id IS NOT NULL`);
  return count;
}

/** Notes who asks; noting it again under the same key changes nothing. */
export async function saveExtract(
  db: Queryable,
  extract: {
    id: string;
    requestKey: string;
    facts: readonly string[];
    reason: string;
    askedBy: Pick<CallContext, 'caller' | 'agency' | 'actor' | 'purpose'>;
    receipt: string | null;
    madeOn: string;
    keptUntil: Date;
  },
): Promise<void> {
  await db.run(sql`INSERT INTO fact_extract (id, request_key, facts, reason, asked_by, receipt, made_on, kept_until)
    VALUES (${extract.id}, ${extract.requestKey}, ${extract.facts}::text[], ${extract.reason},
      ${JSON.stringify(extract.askedBy)}::jsonb, ${extract.receipt}, ${extract.madeOn}::date, ${extract.keptUntil})
    ON CONFLICT (request_key) DO NOTHING`);
}

/** Notes the file; false when another was quicker. */
export async function saveExtractFile(
  db: Queryable,
  requestKey: string,
  file: { id: string; rows: number; size_bytes: number; sha256: string },
): Promise<boolean> {
  const saved = await db.run(sql`UPDATE fact_extract
    SET file_id = ${file.id}, rows = ${file.rows}, size_bytes = ${file.size_bytes}, sha256 = ${file.sha256}
    WHERE request_key = ${requestKey} AND file_id IS NULL`);
  return saved > 0;
}

/** The files that have been kept for their time: they are noted as removed. */
export async function expireExtracts(db: Queryable, at: Date): Promise<string[]> {
  const rows = await db.rows<{ fileId: string }>(sql`UPDATE fact_extract SET removed_at = ${at}
    WHERE kept_until < ${at} AND removed_at IS NULL AND file_id IS NOT NULL RETURNING file_id AS "fileId"`);
  return rows.map(({ fileId }) => fileId);
}
