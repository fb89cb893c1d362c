import { type Queryable, type Tx, sql } from '../../../kernel/db.ts';
import type { Bilingual } from '../../../kernel/text.ts';
import type { EntryChild, EntryParent } from './rules.ts';

/** A birth in the book of a commune. */
export interface BirthEntry {
  id: string;
  communeCode: string;
  bookYear: number;
  serial: number;
  registeredOn: string;
  notificationId: string | null;
  child: EntryChild;
  mother: EntryParent;
  father: EntryParent;
  declarant: { number: string; fullName: string };
  official: { officialId: string; title: Bilingual; name: string };
  agency: { code: string; name: string };
  caseNumber: string;
  personalNumber: string | null;
  verificationCode: string;
  certificateFile: string | null;
}

export interface NewBirthEntry extends Omit<BirthEntry, 'serial' | 'personalNumber' | 'certificateFile'> {
  requestKey: string;
  statement: string | null;
  parentKey: string;
  birthOrder: number;
  isLate: boolean;
  receipts: readonly string[];
}

const columns = sql`id, commune_code AS "communeCode", book_year AS "bookYear", serial, registered_on AS "registeredOn",
  notification_id AS "notificationId", child, mother, father, declarant, official,
  jsonb_build_object('code', agency_code, 'name', agency_name) AS agency, case_number AS "caseNumber", personal_number AS "personalNumber",
  verification_code AS "verificationCode", certificate_file AS "certificateFile"`;

/** The entry that a request made before, if it did. */
export function findByRequest(db: Queryable, requestKey: string): Promise<BirthEntry | undefined> {
  return db.maybe(sql`SELECT ${columns} FROM birth_entry WHERE request_key = ${requestKey}`);
}

/** The entry of a birth: of that notification, or of that parent, day and order. */
export function findSameBirth(
  db: Queryable,
  birth: { notificationId: string | null; parentKey: string; bornOn: string; birthOrder: number },
): Promise<BirthEntry | undefined> {
  return db.maybe(sql`SELECT ${columns} FROM birth_entry
    WHERE notification_id = ${birth.notificationId}
      OR (parent_key = ${birth.parentKey} AND born_on = ${birth.bornOn} AND birth_order = ${birth.birthOrder})
    ORDER BY notification_id IS NOT DISTINCT FROM ${birth.notificationId} DESC LIMIT 1`);
}

/** Which of these notifications are registered. */
export function findByNotifications(
  db: Queryable,
  notificationIds: readonly string[],
): Promise<
  {
    notificationId: string;
    communeCode: string;
    bookYear: number;
    serial: number;
    registeredOn: string;
    motherNumber: string | null;
  }[]
> {
  return db.rows(sql`SELECT notification_id AS "notificationId", commune_code AS "communeCode", book_year AS "bookYear",
      serial, registered_on AS "registeredOn", mother_number AS "motherNumber"
    FROM birth_entry WHERE notification_id = ANY (${notificationIds}::uuid[])`);
}

/** Takes the next number in a book. Waits for others who take one in that book until they have committed. */
export async function nextSerial(
  tx: Tx,
  book: { communeCode: string; book: 'birth' | 'recognition'; year: number },
): Promise<number> {
  const { serial } = await tx.one<{
    serial: number;
  }>(sql`INSERT INTO entry_counter (commune_code, book, year, last_serial)
    VALUES (${book.communeCode}, ${book.book}, ${book.year}, 1)
    ON CONFLICT (commune_code, book, year) DO UPDATE SET last_serial = entry_counter.last_serial + 1
    RETURNING last_serial AS serial`);
  return serial;
}

/** Writes an entry into the book. The keys refuse a birth that is there already. */
export async function insertEntry(tx: Tx, entry: NewBirthEntry & { serial: number }): Promise<void> {
  await tx.run(sql`INSERT INTO birth_entry (id, request_key, commune_code, book_year, serial, registered_on,
      notification_id, statement, parent_key, birth_order, born_on, child, mother, father, mother_number, declarant,
      official, agency_code, agency_name, case_number, is_late, receipts, verification_code)
    VALUES (${entry.id}, ${entry.requestKey}, ${entry.communeCode}, ${entry.bookYear}, ${entry.serial},
      ${entry.registeredOn}, ${entry.notificationId}, ${entry.statement}, ${entry.parentKey}, ${entry.birthOrder},
      ${entry.child.bornOn}, ${entry.child}, ${entry.mother}, ${entry.father}, ${entry.mother.number ?? null},
      ${entry.declarant}, ${entry.official}, ${entry.agency.code}, ${entry.agency.name}, ${entry.caseNumber},
      ${entry.isLate}, ${entry.receipts}, ${entry.verificationCode})`);
}

/** Notes the number that the population register gave the child, once. */
export async function savePersonalNumber(db: Queryable, given: { id: string; personalNumber: string }): Promise<void> {
  await db.run(sql`UPDATE birth_entry SET personal_number = ${given.personalNumber}
    WHERE id = ${given.id} AND personal_number IS NULL`);
}

/** Notes which file the certificate is, once; who comes second changes nothing. The answer is the file that counts. */
export async function saveCertificate(db: Queryable, made: { id: string; fileId: string }): Promise<string> {
  await db.run(sql`UPDATE birth_entry SET certificate_file = ${made.fileId}
    WHERE id = ${made.id} AND certificate_file IS NULL`);
  const { fileId } = await db.one<{ fileId: string }>(
    sql`SELECT certificate_file AS "fileId" FROM birth_entry WHERE id = ${made.id}`,
  );
  return fileId;
}
