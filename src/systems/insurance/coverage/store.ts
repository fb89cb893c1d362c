import { type Queryable, type Statement, sql } from '../../../kernel/db.ts';
import { validOn } from '../../registry/index.ts';

export interface StoredCoverage {
  insuranceNumber: string;
  objectCode: string;
  provinceCode: string;
  validFrom: string;
  /** The last day; null while it is open. */
  validUntil: string | null;
}

const coverage = (asked: { number: string; on: string }): Statement =>
  sql`SELECT insurance_number AS "insuranceNumber", object_code AS "objectCode", province_code AS "provinceCode",
      lower(valid_during) AS "validFrom", upper(valid_during) - 1 AS "validUntil"
    FROM coverage WHERE person_number = ${asked.number} AND ${validOn(asked.on)}`;

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
    (SELECT insurance_number FROM insured WHERE person_number = ${asked.number}) AS "insuranceNumber"`);
}
