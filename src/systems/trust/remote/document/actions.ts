import { createHash } from 'node:crypto';
import type { AuthenticationResponseJSON } from '@simplewebauthn/server';
import { now } from '../../../../kernel/clock.ts';
import { newId } from '../../../../kernel/ids.ts';
import { largeFilesOf } from '../../../../kernel/large-files.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { gatherEvidence } from '../../evidence/evidence.ts';
import type { SealingHouse } from '../../keys.ts';
import { enterTogether } from '../../log/actions.ts';
import { PdfFile } from '../../pdf/file.ts';
import { signPdf } from '../../pdf/signature.ts';
import { MalformedPdf } from '../../pdf/value.ts';
import { openStamping } from '../../time-stamp/stamping.ts';
import { askActivation, authorise, signDocuments, type Application } from '../activation.ts';
import {
  deleteDocument,
  deleteWhatIsOver,
  findDocument,
  insertDocument,
  listDocuments,
  noteAsked,
  noteSigned,
  type SigningDocument,
} from './store.ts';
import { DOCUMENT_KEPT_HOURS, MOST_DOCUMENTS, MOST_OWN_DOCUMENT_BYTES } from '../rules.ts';

/** Documents that people bring to sign: looked at, kept for a day, signed with what their passkey has authorised. */

/** Whose document, and where it was brought. */
export interface DocumentOwner {
  personalNumber: string;
  area: 'portal' | 'desk';
}

/** Pages and what groups them. */
const MOST_PAGE_NODES = 30_000;
const REASON = 'Ký số bằng khóa cá nhân';
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
  const pages = countPages(bytes);
  const waiting = await listOwnDocuments(house, owner);
  if (waiting.length >= MOST_DOCUMENTS) {
    throw new Refusal('signing.too_many_documents', 409, { values: { most: MOST_DOCUMENTS } });
  }
  const file = await largeFilesOf(house).keep(oneByOne(bytes), MOST_OWN_DOCUMENT_BYTES);
  const id = newId();
  const sha256 = createHash('sha256').update(bytes).digest();
  await insertDocument(
    house.db.as('trust'),
    { ...owner, id, name: shownName(name), sizeBytes: bytes.length, pages, sha256, fileId: file.id },
    DOCUMENT_KEPT_HOURS,
  );
  return id;
}

async function* oneByOne(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}

/** A file's name as it is shown: without what could lead elsewhere or hide its end. */
function shownName(name: string): string {
  const clean = name
    .replace(/[\p{Cc}\p{Cf}/\\]/gu, '')
    .trim()
    .slice(0, 150);
  return clean || 'tai-lieu.pdf';
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

async function bytesOf(house: SealingHouse, fileId: string): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of largeFilesOf(house).read(fileId)) parts.push(part);
  return Buffer.concat(parts);
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
  asked: { id: string; credentialId: string; application: Application },
): Promise<{ challenge: Buffer; passkeyId: string }> {
  const { name, sha256, signedFileId } = await readOwnDocument(house, owner, asked.id);
  if (signedFileId) throw new Refusal('signing.document_signed', 409);
  const { activationId, challenge, passkeyId } = await askActivation(house, {
    personalNumber: owner.personalNumber,
    credentialId: asked.credentialId,
    application: asked.application,
    signs: 'documents',
    hashes: [sha256],
    names: [name],
  });
  await noteAsked(house.db.as('trust'), asked.id, activationId);
  return { challenge, passkeyId };
}

/**
 * Signs the document with what the passkey answered (PAdES B-LT: with a time stamp and what proves the certificates'
 * standing), and keeps the signed copy. A document that is signed already stays as it
 * is. Refuses `signing.activation_unknown` when nobody asked, `trust.time_not_available`, and as `authorise` and `signHashes` do.
 */
export async function signOwnDocument(
  house: SealingHouse,
  owner: DocumentOwner,
  given: { id: string; credentialId: string; application: Application; response: AuthenticationResponseJSON },
): Promise<void> {
  const document = await readOwnDocument(house, owner, given.id);
  if (document.signedFileId) return;
  if (!document.activationId) throw new Refusal('signing.activation_unknown', 404);
  const { activationId, sha256 } = document;
  const pdf = await bytesOf(house, document.fileId);
  // The seal of the store says that nobody changed the file; this, that it is the file that was shown.
  if (!createHash('sha256').update(pdf).digest().equals(sha256)) throw new Error('a kept document is another one');
  const stamping = await openStamping(house);
  const { sad } = await authorise(house, { ...owner, activationId, response: given.response });
  const use = { sad, application: given.application.id, credentialId: given.credentialId, hashes: [sha256] };
  const [signed] = await signDocuments(house, use, async (signer) =>
    signPdf({
      pdf,
      signer,
      signerName: signer.certificate.commonName,
      reason: REASON,
      at: now(),
      stamping,
      evidence: await gatherEvidence(house, [signer, stamping.party]),
    }),
  );
  await enterTogether(
    house,
    stamping.given.map((token) => ({ kind: 'timestamp', sha256: token })),
  );
  const file = await largeFilesOf(house).keep(oneByOne(signed!), signed!.length);
  await noteSigned(house.db.as('trust'), document.id, {
    fileId: file.id,
    sha256: createHash('sha256').update(signed!).digest(),
  });
}

/** Takes a document away before its day is over. Nothing happens when there is none. */
export async function removeOwnDocument(house: SealingHouse, owner: DocumentOwner, id: string): Promise<void> {
  await readOwnDocument(house, owner, id);
  await removeFiles(house, await deleteDocument(house.db.as('trust'), { id, personalNumber: owner.personalNumber }));
}

/** Removes what was kept long enough. */
export async function sweepDocuments(house: SealingHouse): Promise<void> {
  for (;;) {
    const files = await deleteWhatIsOver(house.db.as('trust'), SWEPT_AT_ONCE);
    await removeFiles(house, files);
    if (files.length < SWEPT_AT_ONCE) return;
  }
}

async function removeFiles(house: SealingHouse, files: readonly string[]): Promise<void> {
  for (const file of files) await largeFilesOf(house).remove(file);
}
