import { type Queryable, type Statement, sql } from '../../../kernel/db.ts';

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

/** What a new recognition brings; number and day are those of the entry of the birth. */
export type NewRecognition = Pick<RecognitionEntry, 'id' | 'recognisedBy' | 'consentReceipt' | 'verificationCode'>;

/** Within a statement about `birth_entry`: the recognition registered with a birth, or null. */
export const recognitionOf: Statement = sql`(
    SELECT jsonb_build_object('id', r.id, 'bookYear', r.book_year, 'serial', r.serial, 'registeredOn', r.registered_on,
      'recognisedBy', r.recognised_by, 'consentReceipt', r.consent_receipt, 'verificationCode', r.verification_code,
      'extractFile', r.extract_file)
    FROM recognition_entry r WHERE r.birth_entry_id = birth_entry.id)`;

/** Notes which file the extract is, once. The answer is the file that counts. */
export async function saveExtract(db: Queryable, made: { id: string; fileId: string }): Promise<string> {
  const saved = await db.run(sql`UPDATE recognition_entry SET extract_file = ${made.fileId}
    WHERE id = ${made.id} AND extract_file IS NULL`);
  if (saved) return made.fileId;
  const { fileId } = await db.one<{ fileId: string }>(
    sql`SELECT extract_file AS "fileId" FROM recognition_entry WHERE id = ${made.id}`,
  );
  return fileId;
}
