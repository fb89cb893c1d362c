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
  /** The documents that were brought together with it. */
  batchId: string | null;
  keptUntil: Date;
}

const COLUMNS = sql`
  id, personal_number AS "personalNumber", area, name, size_bytes AS "sizeBytes", pages, sha256, file_id AS "fileId",
  signed_file_id AS "signedFileId", signed_sha256 AS "signedSha256", activation_id AS "activationId",
  batch_id AS "batchId", kept_until AS "keptUntil"`;

/** A document as it is first kept. */
export type BroughtDocument = Omit<SigningDocument, 'signedFileId' | 'signedSha256' | 'activationId' | 'keptUntil'>;

/** Keeps documents, all or none. */
export async function insertDocuments(
  db: Queryable,
  brought: readonly BroughtDocument[],
  keptHours: number,
): Promise<void> {
  const rows = brought.map(({ sha256, ...each }) => ({ ...each, sha256: sha256.toString('hex') }));
  await db.run(sql`
    INSERT INTO trust.signing_document
           (id, personal_number, area, name, size_bytes, pages, sha256, file_id, batch_id, kept_until)
    SELECT id, "personalNumber", area, name, "sizeBytes", pages, decode(sha256, 'hex'), "fileId", "batchId",
           now() + make_interval(hours => ${keptHours})
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS given (
             id uuid, "personalNumber" text, area text, name text, "sizeBytes" integer, pages integer, sha256 text,
             "fileId" uuid, "batchId" uuid)`);
}

export async function findDocument(db: Queryable, id: string): Promise<SigningDocument | undefined> {
  return db.maybe(sql`SELECT ${COLUMNS} FROM trust.signing_document WHERE id = ${id} AND kept_until > now()`);
}

/** Documents that were brought by themselves, newest first. */
export async function listDocuments(
  db: Queryable,
  { personalNumber, area, most }: { personalNumber: string; area: 'portal' | 'desk'; most: number },
): Promise<SigningDocument[]> {
  return db.rows(sql`
    SELECT ${COLUMNS} FROM trust.signing_document
     WHERE personal_number = ${personalNumber} AND area = ${area} AND kept_until > now() AND batch_id IS NULL
     ORDER BY kept_until DESC LIMIT ${most}`);
}

/** The documents of a batch, in the order in which they were brought. */
export async function listBatch(db: Queryable, batchId: string, most: number): Promise<SigningDocument[]> {
  return db.rows(sql`
    SELECT ${COLUMNS} FROM trust.signing_document
     WHERE batch_id = ${batchId} AND kept_until > now() ORDER BY id LIMIT ${most}`);
}

/** Documents that were brought together. */
export interface SigningBatch {
  id: string;
  count: number;
  /** What the first of them is called. */
  name: string;
  sizeBytes: number;
  isSigned: boolean;
  keptUntil: Date;
}

export async function listBatches(
  db: Queryable,
  { personalNumber, area, most }: { personalNumber: string; area: 'portal' | 'desk'; most: number },
): Promise<SigningBatch[]> {
  return db.rows(sql`
    SELECT batch_id AS id, count(*)::integer AS count, (array_agg(name ORDER BY id))[1] AS name,
           sum(size_bytes)::integer AS "sizeBytes", bool_and(signed_file_id IS NOT NULL) AS "isSigned",
           min(kept_until) AS "keptUntil"
      FROM trust.signing_document
     WHERE personal_number = ${personalNumber} AND area = ${area} AND kept_until > now() AND batch_id IS NOT NULL
     GROUP BY batch_id ORDER BY "keptUntil" DESC LIMIT ${most}`);
}

/** Which activation documents wait for. */
export async function noteAsked(db: Queryable, ids: readonly string[], activationId: string): Promise<void> {
  await db.run(sql`
    UPDATE trust.signing_document SET activation_id = ${activationId}
     WHERE id = ANY (${ids}::uuid[]) AND signed_file_id IS NULL`);
}

/** Notes the signed copies of documents; gives the files of those whose document was taken away meanwhile. */
export async function noteSigned(
  db: Queryable,
  signed: readonly { id: string; fileId: string; sha256: Buffer }[],
): Promise<string[]> {
  const noted = await db.rows<{ id: string }>(sql`
    UPDATE trust.signing_document AS document
       SET signed_file_id = given.file_id, signed_sha256 = decode(given.sha256, 'hex')
      FROM unnest(${signed.map(({ id }) => id)}::uuid[], ${signed.map(({ fileId }) => fileId)}::uuid[],
                  ${signed.map(({ sha256 }) => sha256.toString('hex'))}::text[]) AS given (id, file_id, sha256)
     WHERE document.id = given.id
    RETURNING document.id`);
  const known = new Set(noted.map(({ id }) => id));
  return signed.filter(({ id }) => !known.has(id)).map(({ fileId }) => fileId);
}

/** Takes documents away, with the ids of the files that are to be removed. */
export async function deleteDocuments(
  db: Queryable,
  { ids, personalNumber }: { ids: readonly string[]; personalNumber: string },
): Promise<string[]> {
  const rows = await db.rows<{ fileId: string; signedFileId: string | null }>(sql`
    DELETE FROM trust.signing_document WHERE id = ANY (${ids}::uuid[]) AND personal_number = ${personalNumber}
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
