import { type Queryable, sql } from '../../../kernel/db.ts';
import { validOn } from '../../registry/index.ts';

/** The spouse who has no personal number. */
export interface ForeignSpouse {
  fullName: string;
  bornOn: string;
  nationality: string;
  passportNumber: string;
}

export interface StoredMarriage {
  communeCode: string;
  bookYear: number;
  serial: number;
  registeredOn: string;
  husbandNumber: string | null;
  wifeNumber: string | null;
  foreignSpouse: ForeignSpouse | null;
}

const columns = sql`commune_code AS "communeCode", book_year AS "bookYear", serial, registered_on AS "registeredOn",
  husband_number AS "husbandNumber", wife_number AS "wifeNumber", foreign_spouse AS "foreignSpouse"`;

/** The marriage of a person that is valid on a civil date. */
export function findMarriage(
  db: Queryable,
  asked: { number: string; on: string },
): Promise<StoredMarriage | undefined> {
  return db.maybe(sql`SELECT ${columns} FROM marriage
    WHERE (husband_number = ${asked.number} OR wife_number = ${asked.number}) AND ${validOn(asked.on)}`);
}

/** The marriage that says whose a child is: one that stood at some time from `from` to the birth, else one since then. */
export function findMarriageAround(
  db: Queryable,
  asked: { number: string; from: string; bornOn: string; to: string },
): Promise<StoredMarriage | undefined> {
  return db.maybe(sql`SELECT ${columns} FROM marriage
    WHERE (husband_number = ${asked.number} OR wife_number = ${asked.number})
      AND valid_during && daterange(${asked.from}::date, ${asked.to}::date, '[]')
    ORDER BY registered_on <= ${asked.bornOn}::date DESC, registered_on DESC LIMIT 1`);
}
