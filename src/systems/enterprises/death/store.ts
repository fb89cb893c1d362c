import { type Queryable, sql } from '../../../kernel/db.ts';

/** Of these numbers those of people whom the register names. */
export async function numbersNamed(db: Queryable, numbers: readonly string[]): Promise<string[]> {
  const rows = await db.rows<{ number: string }>(sql`SELECT number FROM unnest(${numbers}::text[]) number
    WHERE EXISTS (SELECT FROM representative WHERE person_number = number)
      OR EXISTS (SELECT FROM member_or_shareholder WHERE holder = number)
      OR EXISTS (SELECT FROM beneficial_owner WHERE person_number = number)
      OR EXISTS (SELECT FROM branch WHERE head_number = number)
      OR EXISTS (SELECT FROM household_business WHERE code = number)`);
  return rows.map(({ number }) => number);
}

/** As what the register names a person. */
export type Part = 'representative' | 'member_or_shareholder' | 'beneficial_owner' | 'branch' | 'household_business';

/** The records that name a person on a day, by kind and key. */
export function recordsNaming(
  db: Queryable,
  { number, on }: { number: string; on: string },
): Promise<{ part: Part; key: string[] }[]> {
  return db.rows(sql`
    SELECT 'representative' AS part, ARRAY[enterprise_code, person_number] AS key FROM representative
      WHERE person_number = ${number} AND valid_during @> ${on}::date
    UNION ALL SELECT 'member_or_shareholder', ARRAY[enterprise_code, holder] FROM member_or_shareholder
      WHERE holder = ${number} AND valid_during @> ${on}::date
    UNION ALL SELECT 'beneficial_owner', ARRAY[enterprise_code, person_number] FROM beneficial_owner
      WHERE person_number = ${number} AND valid_during @> ${on}::date
    UNION ALL SELECT 'branch', ARRAY[code] FROM branch
      WHERE head_number = ${number} AND valid_during @> ${on}::date
    UNION ALL SELECT 'household_business', ARRAY[code] FROM household_business
      WHERE code = ${number} AND status <> 'ended' AND valid_during @> ${on}::date`);
}

/** Somebody dead whom the file of an enterprise still names. */
export interface DeadInFile {
  enterpriseCode: string;
  enterpriseName: string;
  part: Exclude<Part, 'household_business'>;
  /** Of the record that names them. */
  key: string[];
  personNumber: string;
  fullName: string;
  diedOn: string;
}

const MOST_LISTED = 500;

/** The dead whom files of enterprises with their head office in these communes name on a day: the latest death first. At most 500. */
export function deadInFiles(
  db: Queryable,
  { communes, on }: { communes: readonly string[]; on: string },
): Promise<DeadInFile[]> {
  return db.rows(sql`SELECT enterprise.code AS "enterpriseCode", enterprise.name AS "enterpriseName", named.part, named.key,
      death.person_number AS "personNumber", named."fullName", death.died_on AS "diedOn"
    FROM known_death death
      JOIN LATERAL (
        SELECT 'representative' AS part, enterprise_code, ARRAY[enterprise_code, person_number] AS key,
            full_name AS "fullName" FROM representative
          WHERE person_number = death.person_number AND valid_during @> ${on}::date
        UNION ALL SELECT 'member_or_shareholder', enterprise_code, ARRAY[enterprise_code, holder], holder_name FROM member_or_shareholder
          WHERE holder = death.person_number AND valid_during @> ${on}::date
        UNION ALL SELECT 'beneficial_owner', enterprise_code, ARRAY[enterprise_code, person_number], full_name FROM beneficial_owner
          WHERE person_number = death.person_number AND valid_during @> ${on}::date
        UNION ALL SELECT 'branch', enterprise_code, ARRAY[code], head_name FROM branch
          WHERE head_number = death.person_number AND valid_during @> ${on}::date) named ON true
      JOIN enterprise ON enterprise.code = named.enterprise_code AND enterprise.valid_during @> ${on}::date
        AND enterprise.status NOT IN ('dissolved', 'bankrupt')
    WHERE enterprise.commune_code = ANY (${communes}::text[])
    ORDER BY death.died_on DESC, enterprise.code, named.part LIMIT ${MOST_LISTED}`);
}
