import { type Queryable, type Statement, sql } from '../../../kernel/db.ts';
import type { Grounds } from '../../registry/index.ts';
import { actOf, entryInto, partiesInto } from '../book/store.ts';
import type { EntryParty } from '../entry/rules.ts';

type Person = Partial<EntryParty['person']>;

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

/** Notes which file the extract is, once, and with that puts the recognition into the book. The answer is the file that counts. */
export async function saveExtract(
  db: Queryable,
  made: {
    recognition: RecognitionEntry;
    communeCode: string;
    agencyName: string;
    fileId: string;
    parent: Person;
    child: Person;
    details: object;
  },
  grounds: Grounds,
): Promise<string> {
  const { recognition, fileId, communeCode, agencyName, parent, child } = made;
  const { id, registeredOn: on } = recognition;
  const parties = [
    { role: 'parent', person: parent },
    { role: 'child', person: child },
  ];
  const details = { parent, child, ...made.details };
  const saved = await db.run(sql`
    WITH saved AS (
      UPDATE recognition_entry SET extract_file = ${fileId} WHERE id = ${id} AND extract_file IS NULL RETURNING id
    ), told AS (${actOf(sql`saved`, { id, on }, grounds)}), named AS (
      ${partiesInto({ id, book: 'recognition', communeCode, on }, parties)}
    )
    ${entryInto({ ...recognition, book: 'recognition', communeCode, agencyName, details })}`);
  if (saved) return fileId;
  const { fileId: first } = await db.one<{ fileId: string }>(
    sql`SELECT extract_file AS "fileId" FROM recognition_entry WHERE id = ${id}`,
  );
  return first;
}
