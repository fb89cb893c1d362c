import { sql, type Queryable } from '../../../../kernel/db.ts';

/** A document that a person brought to sign. */
export interface SigningDocument {
  id: string;
  personalNumber: string;
  area: 'portal' | 'desk';
  name: string;
  sizeBytes: number;
  pages: number;
  sha256: Buffer;
  fileId: string;
  signedFileId: string | null;
  signedSha256: Buffer | null;
  activationId: string | null;
  keptUntil: Date;
}

const COLUMNS = sql`
  id, personal_number AS "personalNumber", area, name, size_bytes AS "sizeBytes", pages, sha256, file_id AS "fileId",
  signed_file_id AS "signedFileId", signed_sha256 AS "signedSha256", activation_id AS "activationId",
  kept_until AS "keptUntil"`;

export async function insertDocument(
  db: Queryable,
  brought: Omit<SigningDocument, 'signedFileId' | 'signedSha256' | 'activationId' | 'keptUntil'>,
  keptHours: number,
): Promise<void> {
  await db.run(sql`
    INSERT INTO trust.signing_document (id, personal_number, area, name, size_bytes, pages, sha256, file_id, kept_until)
    VALUES (${brought.id}, ${brought.personalNumber}, ${brought.area}, ${brought.name}, ${brought.sizeBytes},
            ${brought.pages}, ${brought.sha256}, ${brought.fileId}, now() + make_interval(hours => ${keptHours}))`);
}

export async function findDocument(db: Queryable, id: string): Promise<SigningDocument | undefined> {
  return db.maybe(sql`SELECT ${COLUMNS} FROM trust.signing_document WHERE id = ${id} AND kept_until > now()`);
}

export async function listDocuments(
  db: Queryable,
  { personalNumber, area, most }: { personalNumber: string; area: 'portal' | 'desk'; most: number },
): Promise<SigningDocument[]> {
  return db.rows(sql`
    SELECT ${COLUMNS} FROM trust.signing_document
     WHERE personal_number = ${personalNumber} AND area = ${area} AND kept_until > now()
     ORDER BY kept_until DESC LIMIT ${most}`);
}

/** Which activation the document waits for. */
export async function noteAsked(db: Queryable, id: string, activationId: string): Promise<void> {
  await db.run(sql`
    UPDATE trust.signing_document SET activation_id = ${activationId} WHERE id = ${id} AND signed_file_id IS NULL`);
}

export async function noteSigned(db: Queryable, id: string, signed: { fileId: string; sha256: Buffer }): Promise<void> {
  await db.run(sql`
    UPDATE trust.signing_document SET signed_file_id = ${signed.fileId}, signed_sha256 = ${signed.sha256} WHERE id = ${id}`);
}

/** Takes a document away, with the ids of the files that are to be removed. */
export async function deleteDocument(
  db: Queryable,
  { id, personalNumber }: { id: string; personalNumber: string },
): Promise<string[]> {
  const rows = await db.rows<{ fileId: string; signedFileId: string | null }>(sql`
    DELETE FROM trust.signing_document WHERE id = ${id} AND personal_number = ${personalNumber}
    RETURNING file_id AS "fileId", signed_file_id AS "signedFileId"`);
  return rows.flatMap(({ fileId, signedFileId }) => (signedFileId ? [fileId, signedFileId] : [fileId]));
}

/** Takes away what was kept long enough, with enrolments that nobody answered; the files to be removed. */
export async function deleteWhatIsOver(db: Queryable, most: number): Promise<string[]> {
  await db.run(sql`DELETE FROM trust.signing_enrolment WHERE answer_by < now()`);
  const rows = await db.rows<{ fileId: string; signedFileId: string | null }>(sql`
    DELETE FROM trust.signing_document WHERE id IN (
      SELECT id FROM trust.signing_document WHERE kept_until <= now() ORDER BY kept_until LIMIT ${most})
    RETURNING file_id AS "fileId", signed_file_id AS "signedFileId"`);
  return rows.flatMap(({ fileId, signedFileId }) => (signedFileId ? [fileId, signedFileId] : [fileId]));
}
