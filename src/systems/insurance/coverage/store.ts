import { type Queryable, type Statement, sql } from '../../../kernel/db.ts';
import type { HealthGroup } from '../choices.ts';
import { validOn } from '../../registry/index.ts';

export interface StoredCoverage {
  insuranceNumber: string;
  objectCode: HealthGroup;
  provinceCode: string;
  facilityCode: string | null;
  facilityName: string | null;
  validFrom: string;
  /** The last day; null while it is open. */
  validUntil: string | null;
}

const columns = sql`insurance_number AS "insuranceNumber", object_code AS "objectCode", province_code AS "provinceCode",
      facility_code AS "facilityCode", facility_name AS "facilityName",
      lower(valid_during) AS "validFrom", upper(valid_during) - 1 AS "validUntil"`;

const coverage = (asked: { number: string; on: string }): Statement =>
  sql`SELECT ${columns} FROM coverage WHERE person_number = ${asked.number} AND ${validOn(asked.on)}`;

/** The insurance number that a person was given; of who was entered twice, else the one given under a number that went on in this one. */
const numberGiven = (number: string): Statement => sql`WITH RECURSIVE own AS (
    SELECT ${number}::text AS number, 0 AS steps
    UNION SELECT moved.from_number, own.steps + 1 FROM own JOIN number_moved moved ON moved.into_number = own.number
  ) SELECT insurance_number AS "insuranceNumber" FROM own JOIN insured ON insured.person_number = own.number
    ORDER BY steps, insurance_number LIMIT 1`;

/** The cover of a person on a civil date. */
export function findCoverage(
  db: Queryable,
  asked: { number: string; on: string },
): Promise<StoredCoverage | undefined> {
  return db.maybe(coverage(asked));
}

/** The cover of a person on a civil date, and the insurance number that the person has. */
export async function findInsured(
  db: Queryable,
  asked: { number: string; on: string },
): Promise<{ cover: StoredCoverage | null; insuranceNumber: string | null }> {
  return db.one(sql`SELECT
    (SELECT to_jsonb(cover) FROM (${coverage(asked)}) cover) AS cover,
    (${numberGiven(asked.number)}) AS "insuranceNumber"`);
}

/** All times of cover of a person, the first one first. */
export function coversOf(db: Queryable, number: string): Promise<StoredCoverage[]> {
  return db.rows(sql`SELECT ${columns} FROM coverage WHERE person_number = ${number} ORDER BY lower(valid_during)`);
}

/** Cover from a day on, locked until the end of the transaction; the first one first. */
export function lockCovers(
  tx: Queryable,
  { number, from }: { number: string; from: string },
): Promise<{ objectCode: HealthGroup; from: string; until: string | null }[]> {
  return tx.rows(sql`SELECT object_code AS "objectCode", lower(valid_during) AS "from", upper(valid_during) AS until
    FROM coverage WHERE person_number = ${number} AND valid_during && daterange(${from}::date, NULL)
    ORDER BY lower(valid_during) FOR UPDATE`);
}

/** Gives a person an insurance number unless there is one; the answer is the person's, or undefined when that number is another's. */
export async function takeNumber(
  tx: Queryable,
  { number, insuranceNumber }: { number: string; insuranceNumber: string },
): Promise<string | undefined> {
  await tx.run(sql`INSERT INTO insured (insurance_number, person_number) VALUES (${insuranceNumber}, ${number})
    ON CONFLICT DO NOTHING`);
  return numberOf(tx, number);
}

/** The insurance number of a person, if one was given. */
export async function numberOf(db: Queryable, number: string): Promise<string | undefined> {
  const row = await db.maybe<{ insuranceNumber: string }>(numberGiven(number));
  return row?.insuranceNumber;
}
