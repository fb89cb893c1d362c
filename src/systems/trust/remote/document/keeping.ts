import { createHash } from 'node:crypto';
import { largeFilesOf } from '../../../../kernel/large-files.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import type { SealingHouse } from '../../keys.ts';
import { PdfFile } from '../../pdf/file.ts';
import { MalformedPdf } from '../../pdf/value.ts';
import { DOCUMENT_KEPT_HOURS } from '../rules.ts';
import { deleteDocuments, insertDocuments, type BroughtDocument } from './store.ts';

/** What is looked at in a PDF before it is kept, and how it is kept: its bytes sealed, in the store of large files. */

/** Whose document, and where it was brought. */
export interface DocumentOwner {
  personalNumber: string;
  area: 'portal' | 'desk';
}

/** Pages and what groups them. */
const MOST_PAGE_NODES = 30_000;

/** What a PDF is known by. Refuses `signing.document_not_signable` for what we cannot extend without guessing. */
export function examine(bytes: Buffer): { pages: number; sha256: Buffer } {
  return { pages: countPages(bytes), sha256: createHash('sha256').update(bytes).digest() };
}

/** How many pages a PDF has, by its own tree. Refuses `signing.document_not_signable`. */
function countPages(bytes: Buffer): number {
  try {
    const file = new PdfFile(bytes);
    const nodes = [file.dictionary(file.trailer.get('Root'))?.get('Pages')];
    let pages = 0;
    for (let at = 0; at < nodes.length; at++) {
      const node = file.dictionary(nodes[at]);
      const kids = file.resolve(node?.get('Kids'));
      if (!Array.isArray(kids)) pages += node ? 1 : 0;
      else if (nodes.length + kids.length > MOST_PAGE_NODES) throw new MalformedPdf('too many pages');
      else for (const kid of kids) nodes.push(kid);
    }
    if (pages === 0) throw new MalformedPdf('no page');
    return pages;
  } catch (error) {
    if (error instanceof MalformedPdf) throw new Refusal('signing.document_not_signable', 422);
    throw error;
  }
}

/** A file's name as it is shown: without what could lead elsewhere or hide its end. */
export function shownName(name: string): string {
  const clean = name
    .replace(/[\p{Cc}\p{Cf}/\\]/gu, '')
    .trim()
    .slice(0, 150);
  return clean || 'tai-lieu.pdf';
}

/** Keeps documents for a day, all or none. */
export async function keepDocuments(
  house: SealingHouse,
  owner: DocumentOwner,
  brought: readonly (Pick<BroughtDocument, 'id' | 'name' | 'pages' | 'sha256' | 'batchId'> & { bytes: Buffer })[],
): Promise<void> {
  const files: string[] = [];
  try {
    for (const { bytes } of brought) files.push(await keepBytes(house, bytes));
    const rows = brought.map(({ bytes, ...each }, at) => ({
      ...each,
      ...owner,
      sizeBytes: bytes.length,
      fileId: files[at]!,
    }));
    await insertDocuments(house.db.as('trust'), rows, DOCUMENT_KEPT_HOURS);
  } catch (error) {
    await removeFiles(house, files);
    throw error;
  }
}

/** Keeps bytes; gives the id of their file. */
export async function keepBytes(house: SealingHouse, bytes: Buffer): Promise<string> {
  const { id } = await largeFilesOf(house).keep(oneByOne(bytes), bytes.length);
  return id;
}

async function* oneByOne(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}

/** The bytes of a kept file. */
export async function bytesOf(house: SealingHouse, fileId: string): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of largeFilesOf(house).read(fileId)) parts.push(part);
  return Buffer.concat(parts);
}

/** Takes documents of a person away with their files. */
export async function removeDocuments(
  house: SealingHouse,
  { personalNumber }: DocumentOwner,
  ids: readonly string[],
): Promise<void> {
  await removeFiles(house, await deleteDocuments(house.db.as('trust'), { ids, personalNumber }));
}

export async function removeFiles(house: SealingHouse, files: readonly string[]): Promise<void> {
  for (const file of files) await largeFilesOf(house).remove(file);
}
