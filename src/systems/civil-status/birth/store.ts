import { type Queryable, sql } from '../../../kernel/db.ts';
import type { Bilingual } from '../../../kernel/text.ts';
import type { Grounds } from '../../registry/index.ts';
import { actOf, entryInto, partiesInto } from '../book/store.ts';
import { type NewRecognition, type RecognitionEntry, recognitionOf } from '../recognition/store.ts';
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
  /** The recognition of parentage that was registered with it. */
  recognition: RecognitionEntry | null;
}

export interface NewBirthEntry extends Omit<
  BirthEntry,
  'serial' | 'personalNumber' | 'certificateFile' | 'recognition'
> {
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
  verification_code AS "verificationCode", certificate_file AS "certificateFile", ${recognitionOf} AS recognition`;

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

/**
 * Writes an entry, and the recognition registered with it, into the books of the commune, each with the next number of its
 * book: all of it by one statement. Waits for others who take a number in that book until they have committed. The keys
 * refuse a birth that is there already.
 */
export async function insertEntry(
  db: Queryable,
  entry: NewBirthEntry,
  recognition: NewRecognition | undefined,
): Promise<BirthEntry> {
  const { serial, recognitionSerial } = await db.one<{ serial: number; recognitionSerial: number | null }>(sql`
    WITH taken AS (
      INSERT INTO entry_counter (commune_code, book, year, last_serial)
      SELECT ${entry.communeCode}, book, ${entry.bookYear}::integer, 1
        FROM unnest(${recognition ? ['birth', 'recognition'] : ['birth']}::text[]) AS book
      ON CONFLICT (commune_code, book, year) DO UPDATE SET last_serial = entry_counter.last_serial + 1
      RETURNING book, last_serial AS serial
    ), entered AS (
      INSERT INTO birth_entry (id, request_key, commune_code, book_year, serial, registered_on, notification_id,
        statement, parent_key, birth_order, born_on, child, mother, father, mother_number, declarant, official,
        agency_code, agency_name, case_number, is_late, receipts, verification_code)
      SELECT ${entry.id}::uuid, ${entry.requestKey}, ${entry.communeCode}, ${entry.bookYear}::integer, serial,
        ${entry.registeredOn}::date, ${entry.notificationId}::uuid, ${entry.statement}, ${entry.parentKey},
        ${entry.birthOrder}::smallint, ${entry.child.bornOn}::date, ${entry.child}::jsonb, ${entry.mother}::jsonb,
        ${entry.father}::jsonb, ${entry.mother.number ?? null}, ${entry.declarant}::jsonb, ${entry.official}::jsonb,
        ${entry.agency.code}, ${entry.agency.name}, ${entry.caseNumber}, ${entry.isLate}::boolean,
        ${entry.receipts}::text[], ${entry.verificationCode}
      FROM taken WHERE book = 'birth' RETURNING serial
    ), recognised AS (
      INSERT INTO recognition_entry (id, birth_entry_id, commune_code, book_year, serial, registered_on, recognised_by,
        consent_receipt, verification_code)
      SELECT ${recognition?.id ?? null}::uuid, ${entry.id}::uuid, ${entry.communeCode}, ${entry.bookYear}::integer,
        serial, ${entry.registeredOn}::date, ${recognition?.recognisedBy ?? null}, ${recognition?.consentReceipt ?? null},
        ${recognition?.verificationCode ?? null}
      FROM taken WHERE book = 'recognition' RETURNING serial
    )
    SELECT serial, (SELECT serial FROM recognised) AS "recognitionSerial" FROM entered`);
  return {
    ...entry,
    serial,
    personalNumber: null,
    certificateFile: null,
    recognition: recognition
      ? {
          ...recognition,
          bookYear: entry.bookYear,
          serial: recognitionSerial!,
          registeredOn: entry.registeredOn,
          extractFile: null,
        }
      : null,
  };
}

/**
 * Notes the number that the population register gave the child and which file the certificate is, once, and with that puts
 * the birth into the book among all other entries; who comes second changes nothing. The answer is the file that counts.
 */
export async function saveCertificate(
  db: Queryable,
  made: { birth: BirthEntry; personalNumber: string; fileId: string },
  grounds: Grounds,
): Promise<string> {
  const { birth, personalNumber: number, fileId } = made;
  const { id, child, mother, father, declarant, official } = birth;
  const details = { child: { ...child, number }, mother, father, declarant, registrar: official };
  const parties = [
    { role: 'child', person: { ...child, number } },
    { role: 'mother', person: mother },
    { role: 'father', person: father },
  ].filter(({ person }) => person.fullName);
  const saved = await db.run(sql`
    WITH saved AS (
      UPDATE birth_entry SET personal_number = ${number}, certificate_file = ${fileId}
        WHERE id = ${id} AND certificate_file IS NULL RETURNING id
    ), told AS (${actOf(sql`saved`, { id, on: birth.registeredOn }, grounds)}), named AS (
      ${partiesInto({ id, book: 'birth', communeCode: birth.communeCode, on: birth.registeredOn }, parties)}
    )
    ${entryInto({ ...birth, book: 'birth', agencyName: birth.agency.name, details })}`);
  if (saved) return fileId;
  const { fileId: first } = await db.one<{ fileId: string }>(
    sql`SELECT certificate_file AS "fileId" FROM birth_entry WHERE id = ${id}`,
  );
  return first;
}
