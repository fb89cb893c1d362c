import { type Queryable, sql } from '../../../kernel/db.ts';

/** Counts one more try of an agency at a record. The answer is how many there were today, and in the last thirty days. */
export function countTry(
  db: Queryable,
  asked: { agencyCode: string; record: Buffer; today: string },
): Promise<{ today: number; inThirtyDays: number }> {
  return db.one(sql`WITH counted AS (
      INSERT INTO check_try (agency_code, record, tried_on, count) VALUES (${asked.agencyCode}, ${asked.record}, ${asked.today}, 1)
      ON CONFLICT (agency_code, record, tried_on) DO UPDATE SET count = check_try.count + 1 RETURNING count
    )
    SELECT count AS today, count + coalesce((SELECT sum(earlier.count)::int FROM check_try earlier
      WHERE earlier.agency_code = ${asked.agencyCode} AND earlier.record = ${asked.record}
        AND earlier.tried_on > ${asked.today}::date - 30 AND earlier.tried_on < ${asked.today}::date), 0) AS "inThirtyDays"
    FROM counted`);
}
