import { type Queryable, type Tx, sql } from '../../../kernel/db.ts';
import { type TemporalTable, record, validOn } from '../../registry/index.ts';

const COVERAGE: TemporalTable = {
  table: 'coverage',
  key: ['person_number'],
  columns: ['insurance_number', 'object_code', 'province_code'],
};

export interface StoredCoverage {
  insuranceNumber: string;
  objectCode: string;
  provinceCode: string;
  validFrom: string;
  /** The last day; null while it is open. */
  validUntil: string | null;
}

/** The cover of a person on a civil date. */
export function findCoverage(
  db: Queryable,
  asked: { number: string; on: string },
): Promise<StoredCoverage | undefined> {
  return db.maybe(sql`SELECT insurance_number AS "insuranceNumber", object_code AS "objectCode",
      province_code AS "provinceCode", lower(valid_during) AS "validFrom", upper(valid_during) - 1 AS "validUntil"
    FROM coverage WHERE person_number = ${asked.number} AND ${validOn(asked.on)}`);
}

/** Records cover from a day up to and without another. */
export async function insertCoverage(
  tx: Tx,
  cover: {
    personNumber: string;
    insuranceNumber: string;
    objectCode: string;
    provinceCode: string;
    from: string;
    until: string;
  },
): Promise<void> {
  await record(tx, COVERAGE, {
    from: cover.from,
    until: cover.until,
    values: {
      person_number: cover.personNumber,
      insurance_number: cover.insuranceNumber,
      object_code: cover.objectCode,
      province_code: cover.provinceCode,
    },
  });
}

/** The insurance number of a person, if they have one. */
export async function insuranceNumberOf(db: Queryable, personNumber: string): Promise<string | undefined> {
  const row = await db.maybe<{ insuranceNumber: string }>(
    sql`SELECT insurance_number AS "insuranceNumber" FROM insured WHERE person_number = ${personNumber}`,
  );
  return row?.insuranceNumber;
}

/** Takes an insurance number for a person. False when the number is taken, or the person has one by now. */
export async function takeInsuranceNumber(
  tx: Tx,
  taken: { personNumber: string; insuranceNumber: string },
): Promise<boolean> {
  const count = await tx.run(sql`INSERT INTO insured (insurance_number, person_number)
    VALUES (${taken.insuranceNumber}, ${taken.personNumber}) ON CONFLICT DO NOTHING`);
  return count === 1;
}
