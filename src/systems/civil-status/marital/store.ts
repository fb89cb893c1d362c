import { type Queryable, type Tx, sql } from '../../../kernel/db.ts';
import type { Conclusion, MaritalWish, Stated } from './rules.ts';

/** A row of who is married to whom, with its end. */
export interface MarriageRow {
  id: string;
  communeCode: string;
  number: string;
  registeredOn: string;
  spouseNumber: string | null;
  foreignSpouse: { fullName: string; bornOn: string } | null;
  from: string;
  until: string | null;
  endReason: 'divorce' | 'death' | null;
}

/** All marriages of a person that were ever in the books, the first first. */
export function marriagesOf(db: Queryable, number: string): Promise<MarriageRow[]> {
  return db.rows(sql`SELECT id, commune_code AS "communeCode", number, registered_on AS "registeredOn",
      CASE WHEN husband_number = ${number} THEN wife_number ELSE husband_number END AS "spouseNumber",
      foreign_spouse AS "foreignSpouse", lower(valid_during) AS "from", upper(valid_during) AS "until",
      end_reason AS "endReason"
    FROM marriage WHERE husband_number = ${number} OR wife_number = ${number} ORDER BY valid_during, id`);
}

/** In which entries a person stands as one who married, divorced or died. */
export function seatsOf(db: Queryable, number: string): Promise<{ entryId: string; role: string }[]> {
  return db.rows(sql`SELECT entry_id AS "entryId", role FROM party
    WHERE number = ${number} AND role IN ('husband', 'wife', 'deceased') AND upper_inf(valid_during)
    ORDER BY entry_id, role`);
}

const MOST_ALIKE = 20;

/** Transcribed marriages of somebody without a number who has this name, tones apart, and this day of birth. */
export async function marriagesNamed(db: Queryable, one: { fullName: string; bornOn: string }): Promise<string[]> {
  const rows = await db.rows<{ id: string }>(sql`SELECT DISTINCT entry_id AS id FROM party
    WHERE book = 'marriage' AND number IS NULL AND full_name_folded = kernel.fold(${one.fullName})
      AND born_on = ${one.bornOn}::date AND upper_inf(valid_during) ORDER BY entry_id LIMIT ${MOST_ALIKE}`);
  return rows.map(({ id }) => id);
}

/** A certificate of marital status beside its paper. */
export interface StoredCertificate {
  /** That of the paper. */
  id: string;
  personNumber: string;
  fullName: string;
  bornOn: string;
  wish: MaritalWish;
  purposeKey: string;
  stated: Stated;
  booksSaid: string;
  doubtfulEntries: string[];
  conclusion: Conclusion | null;
  issuedOn: string;
  lastDay: string;
  replacing: MaritalWish['replacing'] | null;
  replacedOn: string | null;
}

const columns = sql`c.id, person_number AS "personNumber", full_name AS "fullName", born_on AS "bornOn", purpose AS wish,
  purpose_key AS "purposeKey", stated, books_said AS "booksSaid", doubtful_entries AS "doubtfulEntries", conclusion,
  issued_on AS "issuedOn", last_day AS "lastDay", replacing, replaced_on AS "replacedOn"`;
const MOST_CERTIFICATES = 50;

/** The certificates of a person, the newest first. */
export function certificatesOf(db: Queryable, personNumber: string): Promise<StoredCertificate[]> {
  return db.rows(sql`SELECT ${columns} FROM marital_certificate c JOIN paper ON paper.id = c.id
    WHERE person_number = ${personNumber} ORDER BY c.recorded_at DESC, c.id LIMIT ${MOST_CERTIFICATES}`);
}

/** The certificate that a paper is. */
export function findCertificate(db: Queryable, id: string): Promise<StoredCertificate | undefined> {
  return db.maybe(
    sql`SELECT ${columns} FROM marital_certificate c JOIN paper ON paper.id = c.id WHERE c.id = ${id}::uuid`,
  );
}

/** Writes a certificate; the ones of its purpose before it are replaced from that day. */
export async function insertCertificate(tx: Tx, certificate: Omit<StoredCertificate, 'replacedOn'>): Promise<void> {
  const { id, personNumber, fullName, bornOn, wish, purposeKey, stated, booksSaid, doubtfulEntries } = certificate;
  const { conclusion, issuedOn, lastDay, replacing } = certificate;
  await tx.run(sql`UPDATE marital_certificate SET replaced_on = ${issuedOn}::date
    WHERE person_number = ${personNumber} AND purpose_key = ${purposeKey} AND replaced_on IS NULL`);
  await tx.run(sql`INSERT INTO marital_certificate (id, person_number, full_name, born_on, purpose, purpose_key, stated,
      books_said, doubtful_entries, conclusion, last_day, replacing)
    VALUES (${id}::uuid, ${personNumber}, ${fullName}, ${bornOn}::date, ${JSON.stringify(wish)}::jsonb, ${purposeKey},
      ${JSON.stringify(stated)}::jsonb, ${booksSaid}, ${doubtfulEntries}::text[],
      ${conclusion ? JSON.stringify(conclusion) : null}::jsonb, ${lastDay}::date,
      ${replacing ? JSON.stringify(replacing) : null}::jsonb)`);
}

/** Those who want a certificate of one person wait for each other until the end of the transaction. */
export async function holdPerson(tx: Tx, personNumber: string): Promise<void> {
  await tx.run(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`marital ${personNumber}`}, 0))`);
}
