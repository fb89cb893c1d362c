import type { AuthenticationResponseJSON } from '@simplewebauthn/server';
import { newId } from '../../../../kernel/ids.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import type { SealingHouse } from '../../keys.ts';
import type { Application } from '../activation.ts';
import type { SteadAsked } from '../delegation/actions.ts';
import { MOST_DOCUMENTS, MOST_OWN_DOCUMENT_BYTES } from '../rules.ts';
import {
  bytesOf,
  examine,
  keepDocuments,
  removeDocuments,
  removeFiles,
  shownName,
  type DocumentOwner,
} from './keeping.ts';
import { askForAll, signAll } from './signing.ts';
import { deleteWhatIsOver, findDocument, listDocuments, type SigningDocument } from './store.ts';

/** Documents that people bring to sign: looked at, kept for a day, signed with what their passkey has authorised. */

const SWEPT_AT_ONCE = 500;

/**
 * Takes in a PDF that a person wants to sign. Refuses `signing.document_missing`, `signing.document_too_large`,
 * `signing.document_not_signable` (what we cannot extend without guessing) and `signing.too_many_documents`.
 */
export async function takeDocument(
  house: SealingHouse,
  owner: DocumentOwner,
  brought: { name: string; bytes: Buffer },
): Promise<string> {
  const { name, bytes } = brought;
  if (bytes.length === 0) throw new Refusal('signing.document_missing', 422);
  if (bytes.length > MOST_OWN_DOCUMENT_BYTES) {
    throw new Refusal('signing.document_too_large', 413, { values: { most: MOST_OWN_DOCUMENT_BYTES / 1024 / 1024 } });
  }
  const examined = examine(bytes);
  const waiting = await listOwnDocuments(house, owner);
  if (waiting.length >= MOST_DOCUMENTS) {
    throw new Refusal('signing.too_many_documents', 409, { values: { most: MOST_DOCUMENTS } });
  }
  const id = newId();
  await keepDocuments(house, owner, [{ ...examined, id, name: shownName(name), bytes, batchId: null }]);
  return id;
}

/** A document of this person. Refuses `signing.document_unknown`, also for another person's and for one that was kept long enough. */
export async function readOwnDocument(house: SealingHouse, owner: DocumentOwner, id: string): Promise<SigningDocument> {
  const found = await findDocument(house.db.as('trust'), id);
  if (found?.personalNumber !== owner.personalNumber || found.area !== owner.area) {
    throw new Refusal('signing.document_unknown', 404);
  }
  return found;
}

/** What a person has brought of late, newest first. */
export function listOwnDocuments(house: SealingHouse, owner: DocumentOwner): Promise<SigningDocument[]> {
  return listDocuments(house.db.as('trust'), { ...owner, most: MOST_DOCUMENTS });
}

/** The document as it was brought, or its signed copy. Refuses `signing.document_unknown` also while there is no signed copy. */
export async function readDocumentFile(
  house: SealingHouse,
  owner: DocumentOwner,
  { id, which }: { id: string; which: 'brought' | 'signed' },
): Promise<{ name: string; bytes: Buffer }> {
  const { name, fileId, signedFileId } = await readOwnDocument(house, owner, id);
  const file = which === 'brought' ? fileId : signedFileId;
  if (!file) throw new Refusal('signing.document_unknown', 404);
  const signedName = `${name.replace(/\.pdf$/i, '')}-da-ky.pdf`;
  return { name: which === 'brought' ? name : signedName, bytes: await bytesOf(house, file) };
}

/** Asks for consent to sign the document: gives the challenge for the passkey. Refuses `signing.document_signed`, and as `askActivation` does. */
export async function askDocumentSignature(
  house: SealingHouse,
  owner: DocumentOwner,
  asked: { id: string; credentialId: string; application: Application; stead?: SteadAsked },
): Promise<{ challenge: Buffer; passkeyId: string }> {
  return askForAll(house, owner, { ...asked, documents: [await readLoneDocument(house, owner, asked.id)] });
}

/**
 * Signs the document with what the passkey answered, and keeps the signed copy. A document that is signed already stays as it
 * is. Refuses as `signAll` does.
 */
export async function signOwnDocument(
  house: SealingHouse,
  owner: DocumentOwner,
  given: { id: string; credentialId: string; application: Application; response: AuthenticationResponseJSON },
): Promise<void> {
  await signAll(house, owner, { ...given, documents: [await readLoneDocument(house, owner, given.id)] });
}

/** One that was brought by itself: those of a batch are agreed to together. */
async function readLoneDocument(house: SealingHouse, owner: DocumentOwner, id: string): Promise<SigningDocument> {
  const document = await readOwnDocument(house, owner, id);
  if (document.batchId) throw new Refusal('signing.document_unknown', 404);
  return document;
}

/** Takes a document away before its day is over. Refuses `signing.document_unknown`, also for one of a batch. */
export async function removeOwnDocument(house: SealingHouse, owner: DocumentOwner, id: string): Promise<void> {
  await readLoneDocument(house, owner, id);
  await removeDocuments(house, owner, [id]);
}

/** Removes what was kept long enough. */
export async function sweepDocuments(house: SealingHouse): Promise<void> {
  for (;;) {
    const files = await deleteWhatIsOver(house.db.as('trust'), SWEPT_AT_ONCE);
    await removeFiles(house, files);
    if (files.length < SWEPT_AT_ONCE) return;
  }
}
