import { type Queryable, sql } from '../../../kernel/db.ts';
import type { LegalForm, Status } from '../enterprise-codes.ts';

/** An enterprise in a list. */
export interface ListedEnterprise {
  code: string;
  name: string;
  legalForm: LegalForm;
  status: Status;
  addressLine: string;
  communeCode: string;
}

/** Enterprises by their codes, in that order, as they are on a day. */
export function listEnterprises(
  db: Queryable,
  { codes, on }: { codes: string[]; on: string },
): Promise<ListedEnterprise[]> {
  return db.rows(sql`SELECT e.code, e.name, e.legal_form AS "legalForm", e.status, e.address_line AS "addressLine",
      e.commune_code AS "communeCode"
    FROM unnest(${codes}::text[]) WITH ORDINALITY AS asked (code, place)
    JOIN enterprise e ON e.code = asked.code AND e.valid_during @> ${on}::date ORDER BY place`);
}

/** A person's part in an enterprise today. */
export interface OwnPart {
  enterpriseCode: string;
  as: 'holder' | 'representative' | 'beneficial-owner';
}

/** The enterprises in which a person has a part on a day: as member or shareholder, representative, declared beneficial owner. */
export function partsOf(
  db: Queryable,
  { person, on, limit }: { person: string; on: string; limit: number },
): Promise<OwnPart[]> {
  return db.rows(sql`
    SELECT enterprise_code AS "enterpriseCode", 'holder' AS as FROM member_or_shareholder
      WHERE holder = ${person} AND valid_during @> ${on}::date
    UNION ALL SELECT enterprise_code, 'representative' FROM representative
      WHERE person_number = ${person} AND valid_during @> ${on}::date
    UNION ALL SELECT enterprise_code, 'beneficial-owner' FROM beneficial_owner
      WHERE person_number = ${person} AND valid_during @> ${on}::date
    ORDER BY 1, 2 LIMIT ${limit}`);
}

/** Counts a look-up of somebody who is not signed in; the answer is how many there were in this window. */
export async function countLookUp(db: Queryable, visitor: string, window_seconds: number): Promise<number> {
  const row = await db.one<{ count: number }>(sql`INSERT INTO look_up (visitor, window_number, count)
    VALUES (${visitor}, floor(extract(epoch FROM now()) / ${window_seconds}::int), 1)
    ON CONFLICT (visitor, window_number) DO UPDATE SET count = look_up.count + 1 RETURNING count`);
  return row.count;
}

/** Forgets the counts of windows that are over. */
export function forgetLookUps(db: Queryable, window_seconds: number): Promise<number> {
  return db.run(
    sql`DELETE FROM look_up WHERE window_number < floor(extract(epoch FROM now()) / ${window_seconds}::int)`,
  );
}
