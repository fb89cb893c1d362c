import { type Queryable, type Tx, sql } from '../../../kernel/db.ts';
import { validOn } from '../../registry/index.ts';
import type { Entry, EntryPerson } from '../entry/rules.ts';

/** The spouse who has no personal number. */
export interface ForeignSpouse {
  fullName: string;
  bornOn: string;
  nationality: string;
  passportNumber: string;
}

export interface StoredMarriage {
  /** That of the entry. */
  id: string;
  communeCode: string;
  bookYear: number;
  number: string;
  registeredOn: string;
  husbandNumber: string | null;
  wifeNumber: string | null;
  foreignSpouse: ForeignSpouse | null;
}

const columns = sql`id, commune_code AS "communeCode", book_year AS "bookYear", number, registered_on AS "registeredOn",
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

/** Writes who is married to whom, under the id of the entry. Its keys refuse whoever is married already. */
export async function insertMarriage(
  tx: Tx,
  entry: Pick<Entry, 'id' | 'communeCode' | 'bookYear' | 'registeredOn' | 'number'>,
  said: { husband: EntryPerson; wife: EntryPerson; from: string },
): Promise<void> {
  const { husband, wife, from } = said;
  const foreign = [husband, wife].find(({ number }) => !number);
  await tx.run(sql`INSERT INTO marriage (id, commune_code, book_year, number, registered_on, husband_number, wife_number,
      foreign_spouse, valid_during)
    VALUES (${entry.id}, ${entry.communeCode}, ${entry.bookYear}, ${entry.number}, ${entry.registeredOn},
      ${husband.number ?? null}, ${wife.number ?? null}, ${foreign ?? null}::jsonb, daterange(${from}::date, NULL))`);
}

/** The marriage never was. */
export async function deleteMarriage(tx: Tx, id: string): Promise<void> {
  await tx.run(sql`DELETE FROM marriage WHERE id = ${id}`);
}

/** The marriage is over from a day on; one that began on that very day never was. */
export async function endMarriage(tx: Tx, end: { id: string; on: string; reason: 'divorce' | 'death' }): Promise<void> {
  const gone = await tx.run(sql`DELETE FROM marriage WHERE id = ${end.id} AND lower(valid_during) = ${end.on}::date`);
  if (gone) return;
  await tx.run(sql`UPDATE marriage SET valid_during = daterange(lower(valid_during), ${end.on}::date), end_reason = ${end.reason}
    WHERE id = ${end.id} AND upper_inf(valid_during)`);
}

/** The marriage goes on as if it had not ended. */
export async function reopenMarriage(tx: Tx, id: string): Promise<void> {
  await tx.run(
    sql`UPDATE marriage SET valid_during = daterange(lower(valid_during), NULL), end_reason = NULL WHERE id = ${id}`,
  );
}

/** To whom a person was ever married, by personal number. */
export async function formerSpousesOf(db: Queryable, number: string): Promise<string[]> {
  const rows = await db.rows<{ spouse: string | null }>(sql`SELECT
      CASE WHEN husband_number = ${number} THEN wife_number ELSE husband_number END AS spouse
    FROM marriage WHERE husband_number = ${number} OR wife_number = ${number}`);
  return rows.flatMap(({ spouse }) => (spouse ? [spouse] : []));
}
