import { type Queryable, type Tx, sql } from '../../../kernel/db.ts';

/** A recognition of parentage, registered with a birth. */
export interface RecognitionEntry {
  id: string;
  bookYear: number;
  serial: number;
  registeredOn: string;
  recognisedBy: 'mother' | 'father';
  consentReceipt: string;
  verificationCode: string;
  extractFile: string | null;
}

/** The recognition registered with a birth, if there was one. */
export function findRecognition(db: Queryable, birthEntryId: string): Promise<RecognitionEntry | undefined> {
  return db.maybe(sql`SELECT id, book_year AS "bookYear", serial, registered_on AS "registeredOn",
      recognised_by AS "recognisedBy", consent_receipt AS "consentReceipt", verification_code AS "verificationCode",
      extract_file AS "extractFile"
    FROM recognition_entry WHERE birth_entry_id = ${birthEntryId}`);
}

/** Writes a recognition into its book. */
export async function insertRecognition(
  tx: Tx,
  entry: Omit<RecognitionEntry, 'extractFile'> & { birthEntryId: string; communeCode: string },
): Promise<void> {
  await tx.run(sql`INSERT INTO recognition_entry (id, birth_entry_id, commune_code, book_year, serial, registered_on,
      recognised_by, consent_receipt, verification_code)
    VALUES (${entry.id}, ${entry.birthEntryId}, ${entry.communeCode}, ${entry.bookYear}, ${entry.serial},
      ${entry.registeredOn}, ${entry.recognisedBy}, ${entry.consentReceipt}, ${entry.verificationCode})`);
}

/** Notes which file the extract is, once. The answer is the file that counts. */
export async function saveExtract(db: Queryable, made: { id: string; fileId: string }): Promise<string> {
  await db.run(sql`UPDATE recognition_entry SET extract_file = ${made.fileId}
    WHERE id = ${made.id} AND extract_file IS NULL`);
  const { fileId } = await db.one<{ fileId: string }>(
    sql`SELECT extract_file AS "fileId" FROM recognition_entry WHERE id = ${made.id}`,
  );
  return fileId;
}
