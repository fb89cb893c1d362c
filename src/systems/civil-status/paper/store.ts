import { type Queryable, type Tx, sql } from '../../../kernel/db.ts';
import type { Bilingual } from '../../../kernel/text.ts';
import type { Registrar } from '../entry/rules.ts';
import type { PaperContent } from './content.ts';

/** A certificate or extract with all that it says. */
export interface StoredPaper {
  id: string;
  entryId: string | null;
  kind: 'certificate' | 'extract' | 'marital-status';
  communeCode: string;
  number: string;
  issuedOn: string;
  title: Bilingual;
  said: PaperContent;
  holderName: string;
  holderNumbers: string[];
  agencyCode: string;
  agencyName: string;
  official: Registrar;
  verificationCode: string;
  fileId: string | null;
  recordedAt: Date;
}

const columns = sql`id, entry_id AS "entryId", kind, commune_code AS "communeCode", number, issued_on AS "issuedOn", title,
  said, holder_name AS "holderName", holder_numbers AS "holderNumbers", agency_code AS "agencyCode",
  agency_name AS "agencyName", official, verification_code AS "verificationCode", file_id AS "fileId",
  recorded_at AS "recordedAt"`;

/** The paper that a request made before, if it did. */
export function findByRequest(db: Queryable, requestKey: string): Promise<StoredPaper | undefined> {
  return db.maybe(sql`SELECT ${columns} FROM paper WHERE request_key = ${requestKey}`);
}

export function findPaper(db: Queryable, id: string): Promise<StoredPaper | undefined> {
  return db.maybe(sql`SELECT ${columns} FROM paper WHERE id = ${id}`);
}

/** The paper of a verification code. */
export function findByCode(db: Queryable, code: string): Promise<StoredPaper | undefined> {
  return db.maybe(sql`SELECT ${columns} FROM paper WHERE verification_code = ${code}`);
}

/** Papers by their ids, in no order. */
export function findPapers(db: Queryable, ids: readonly string[]): Promise<StoredPaper[]> {
  return db.rows(sql`SELECT ${columns} FROM paper WHERE id = ANY (${ids}::uuid[])`);
}

const MOST_PAPERS = 200;

/** The papers of an entry, or those of which a person is a holder; newest first. */
export function papersOf(db: Queryable, asked: { entryId: string } | { holderNumber: string }): Promise<StoredPaper[]> {
  const wanted =
    'entryId' in asked ? sql`entry_id = ${asked.entryId}` : sql`holder_numbers @> ARRAY[${asked.holderNumber}]::text[]`;
  return db.rows(sql`SELECT ${columns} FROM paper WHERE ${wanted} ORDER BY recorded_at DESC, id LIMIT ${MOST_PAPERS}`);
}

/** Writes a paper that is to be made. */
export async function insertPaper(
  tx: Tx,
  paper: Omit<StoredPaper, 'fileId' | 'recordedAt'> & { requestKey: string },
): Promise<void> {
  await tx.run(sql`INSERT INTO paper (id, request_key, entry_id, kind, commune_code, number, issued_on, title, said,
      holder_name, holder_numbers, agency_code, agency_name, official, verification_code)
    VALUES (${paper.id}, ${paper.requestKey}, ${paper.entryId}, ${paper.kind}, ${paper.communeCode}, ${paper.number},
      ${paper.issuedOn}, ${paper.title}::jsonb, ${paper.said}::jsonb, ${paper.holderName}, ${paper.holderNumbers}::text[],
      ${paper.agencyCode}, ${paper.agencyName}, ${paper.official}::jsonb, ${paper.verificationCode})`);
}

/** Notes which file a paper is, once. The answer is the file that counts. */
export async function saveFile(db: Queryable, made: { id: string; fileId: string }): Promise<string> {
  const saved = await db.run(sql`UPDATE paper SET file_id = ${made.fileId} WHERE id = ${made.id} AND file_id IS NULL`);
  if (saved) return made.fileId;
  const { fileId } = await db.one<{ fileId: string }>(sql`SELECT file_id AS "fileId" FROM paper WHERE id = ${made.id}`);
  return fileId;
}
