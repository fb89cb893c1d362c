import { type Queryable, sql } from '../../../kernel/db.ts';

/** A direct part in an enterprise on a day, as the register holds it. */
export interface PartInChain {
  enterprise: string;
  enterpriseName: string;
  capital: number;
  holder: string;
  holderName: string;
  contribution: number;
}

/**
 * The direct parts in an enterprise and in every enterprise that has a part in it, directly or through others, on a day. At most
 * `limit` of them.
 */
export function chainOf(
  db: Queryable,
  { code, on, limit }: { code: string; on: string; limit: number },
): Promise<PartInChain[]> {
  return db.rows(sql`
    WITH RECURSIVE firm (code) AS (
      SELECT ${code}::text
      UNION
      SELECT m.holder FROM firm JOIN member_or_shareholder m ON m.enterprise_code = firm.code
      WHERE length(m.holder) = 10 AND m.valid_during @> ${on}::date
    )
    SELECT e.code AS enterprise, e.name AS "enterpriseName", e.capital, m.holder, m.holder_name AS "holderName", m.contribution
    FROM firm JOIN enterprise e ON e.code = firm.code AND e.valid_during @> ${on}::date
      JOIN member_or_shareholder m ON m.enterprise_code = firm.code AND m.valid_during @> ${on}::date
    WHERE e.capital > 0
    ORDER BY e.code, m.holder LIMIT ${limit}`);
}
