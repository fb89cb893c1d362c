import { setImmediate as turn } from 'node:timers/promises';
import type { AuthenticationResponseJSON } from '@simplewebauthn/server';
import { ZipFile } from 'yazl';
import { newId } from '../../../../kernel/ids.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import type { SealingHouse } from '../../keys.ts';
import type { Application } from '../activation.ts';
import type { SteadAsked } from '../delegation/actions.ts';
import { MOST_BATCH_BYTES, MOST_BATCHES, MOST_IN_BATCH, MOST_OWN_DOCUMENT_BYTES } from '../rules.ts';
import { bytesOf, examine, keepDocuments, removeDocuments, shownName, type DocumentOwner } from './keeping.ts';
import { askForAll, signAll } from './signing.ts';
import { listBatch, listBatches, type SigningBatch, type SigningDocument } from './store.ts';

/** Batches: documents that are brought together, agreed to by one answer of the passkey, and all signed or none. */

/**
 * Takes in PDFs to be signed at once, all or none, and gives the batch. Refuses `signing.document_missing`,
 * `signing.batch_too_large`, `file.named_too_large`, `signing.file_not_signable`, `signing.file_twice` and `signing.too_many_batches`.
 */
export async function takeBatch(
  house: SealingHouse,
  owner: DocumentOwner,
  brought: readonly { name: string; bytes: Buffer }[],
): Promise<string> {
  if (brought.length === 0) throw new Refusal('signing.document_missing', 422);
  const size = brought.reduce((sum, { bytes }) => sum + bytes.length, 0);
  if (brought.length > MOST_IN_BATCH || size > MOST_BATCH_BYTES) {
    const values = { most: MOST_IN_BATCH, most_mb: MOST_BATCH_BYTES / 1024 / 1024 };
    throw new Refusal('signing.batch_too_large', 413, { values });
  }
  const batchId = newId();
  const documents: (ReturnType<typeof examineNamed> & { bytes: Buffer; id: string; batchId: string })[] = [];
  const seen = new Map<string, string>();
  // In this order they are shown, signed and packed.
  const ids = brought.map(() => newId()).toSorted();
  for (const [at, { name: filename, bytes }] of brought.entries()) {
    const examined = examineNamed(shownName(filename), bytes);
    const { name, sha256 } = examined;
    const other = seen.get(sha256.toString('hex'));
    if (other !== undefined) throw new Refusal('signing.file_twice', 422, { values: { name, other } });
    seen.set(sha256.toString('hex'), name);
    documents.push({ ...examined, bytes, id: ids[at]!, batchId });
    await turn();
  }
  if ((await listOwnBatches(house, owner)).length >= MOST_BATCHES) {
    throw new Refusal('signing.too_many_batches', 409, { values: { most: MOST_BATCHES } });
  }
  await keepDocuments(house, owner, documents);
  return batchId;
}

/** What one of many is known by; a refusal says which it is. */
function examineNamed(name: string, bytes: Buffer): { name: string; pages: number; sha256: Buffer } {
  if (bytes.length > MOST_OWN_DOCUMENT_BYTES) {
    const most_mb = Math.floor(MOST_OWN_DOCUMENT_BYTES / 1_000_000);
    throw new Refusal('file.named_too_large', 413, { values: { name, most_mb } });
  }
  try {
    return { name, ...examine(bytes) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new Refusal('signing.file_not_signable', 422, { values: { name } });
  }
}

/** The documents of a batch of this person, in the order in which they were brought. Refuses `signing.batch_unknown`, also for another's. */
export async function readOwnBatch(
  house: SealingHouse,
  owner: DocumentOwner,
  batchId: string,
): Promise<SigningDocument[]> {
  const documents = await listBatch(house.db.as('trust'), batchId, MOST_IN_BATCH);
  const isOwn = documents.every(
    ({ personalNumber, area }) => personalNumber === owner.personalNumber && area === owner.area,
  );
  if (documents.length === 0 || !isOwn) throw new Refusal('signing.batch_unknown', 404);
  return documents;
}

/** Batches that a person has brought of late, newest first. */
export function listOwnBatches(house: SealingHouse, owner: DocumentOwner): Promise<SigningBatch[]> {
  return listBatches(house.db.as('trust'), { ...owner, most: MOST_BATCHES });
}

/** Asks for consent to exactly the documents of a batch. Refuses as `askForAll` does. */
export async function askBatchSignature(
  house: SealingHouse,
  owner: DocumentOwner,
  asked: { id: string; credentialId: string; application: Application; stead?: SteadAsked },
): Promise<{ challenge: Buffer; passkeyId: string }> {
  return askForAll(house, owner, { ...asked, documents: await readOwnBatch(house, owner, asked.id) });
}

/** Signs the documents of a batch, all or none. Refuses as `signAll` does. */
export async function signOwnBatch(
  house: SealingHouse,
  owner: DocumentOwner,
  given: { id: string; credentialId: string; application: Application; response: AuthenticationResponseJSON },
): Promise<void> {
  await signAll(house, owner, { ...given, documents: await readOwnBatch(house, owner, given.id) });
}

/** The signed copies in one ZIP as it flows; copies of one name are numbered. Refuses `signing.batch_unknown` also while there are none. */
export async function zipOfBatch(
  house: SealingHouse,
  owner: DocumentOwner,
  batchId: string,
): Promise<AsyncIterable<Uint8Array>> {
  const documents = await readOwnBatch(house, owner, batchId);
  if (documents.some(({ signedFileId }) => !signedFileId)) throw new Refusal('signing.batch_unknown', 404);
  return packed(house, documents);
}

async function* packed(house: SealingHouse, documents: readonly SigningDocument[]): AsyncGenerator<Uint8Array> {
  const zip = new ZipFile();
  const taken = new Set<string>();
  for (const { name, signedFileId } of documents) {
    zip.addBuffer(await bytesOf(house, signedFileId!), freeName(name, taken), { compress: false });
  }
  zip.end();
  for await (const part of zip.outputStream) yield part as Buffer;
}

/** What a signed copy is called among others, also where capitals make no difference. */
function freeName(name: string, taken: Set<string>): string {
  const base = `${name.replace(/\.pdf$/i, '')}-da-ky`;
  for (let number = 1; ; number++) {
    const free = number === 1 ? `${base}.pdf` : `${base} (${number}).pdf`;
    if (taken.has(free.toLowerCase())) continue;
    taken.add(free.toLowerCase());
    return free;
  }
}

/** Takes a batch away before its day is over. Refuses `signing.batch_unknown`. */
export async function removeOwnBatch(house: SealingHouse, owner: DocumentOwner, batchId: string): Promise<void> {
  const documents = await readOwnBatch(house, owner, batchId);
  await removeDocuments(
    house,
    owner,
    documents.map(({ id }) => id),
  );
}
