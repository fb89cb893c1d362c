import { createHash } from 'node:crypto';
import type { AuthenticationResponseJSON } from '@simplewebauthn/server';
import { now } from '../../../../kernel/clock.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { formatInstant } from '../../../../kernel/text.ts';
import type { SigningParty } from '../../cms/signed-data.ts';
import { gatherEvidence } from '../../evidence/evidence.ts';
import type { SealingHouse } from '../../keys.ts';
import { enterTogether } from '../../log/actions.ts';
import { freePlace } from '../../pdf/appearance.ts';
import { signPdf, type SignatureOrder } from '../../pdf/signature.ts';
import { MalformedPdf } from '../../pdf/value.ts';
import { openStamping } from '../../time-stamp/stamping.ts';
import { askActivation, authorise, signDocuments, type Application } from '../activation.ts';
import type { Stead, SteadAsked } from '../delegation/actions.ts';
import { delegationName } from '../delegation/rules.ts';
import { bytesOf, keepBytes, removeFiles, type DocumentOwner } from './keeping.ts';
import { noteAsked, noteSigned, type SigningDocument } from './store.ts';

/** Documents that are agreed to by one answer of a passkey, and signed together or not at all: one, or those of a batch. */

const REASON = 'Ký số bằng khóa cá nhân';

/** Asks for consent to exactly these documents: gives the challenge for the passkey. Refuses `signing.document_signed`, and as `askActivation` does. */
export async function askForAll(
  house: SealingHouse,
  { personalNumber }: DocumentOwner,
  asked: {
    documents: readonly SigningDocument[];
    credentialId: string;
    application: Application;
    stead?: SteadAsked;
  },
): Promise<{ challenge: Buffer; passkeyId: string }> {
  const { documents, credentialId, application, stead } = asked;
  if (documents.some(({ signedFileId }) => signedFileId)) throw new Refusal('signing.document_signed', 409);
  const { activationId, challenge, passkeyId } = await askActivation(house, {
    personalNumber,
    credentialId,
    application,
    signs: 'documents',
    hashes: documents.map(({ sha256 }) => sha256),
    names: documents.map(({ name }) => name),
    ...(stead && { stead }),
  });
  await noteAsked(
    house.db.as('trust'),
    documents.map(({ id }) => id),
    activationId,
  );
  return { challenge, passkeyId };
}

/**
 * Signs documents with what the passkey answered (PAdES B-LT: with a time stamp and what proves the certificates' standing), and
 * keeps the signed copies. Nothing happens to documents that are signed already. Refuses `signing.activation_unknown` when nobody asked,
 * `signing.file_not_signable`, `trust.time_not_available`, and as `authorise` and `signDocuments` do: then none is signed.
 */
export async function signAll(
  house: SealingHouse,
  owner: DocumentOwner,
  given: {
    documents: readonly SigningDocument[];
    credentialId: string;
    application: Application;
    response: AuthenticationResponseJSON;
  },
): Promise<void> {
  const { documents, credentialId, application, response } = given;
  if (documents.every(({ signedFileId }) => signedFileId)) return;
  const activationId = documents[0]?.activationId;
  if (!activationId || documents.some((each) => each.activationId !== activationId))
    throw new Refusal('signing.activation_unknown', 404);
  const stamping = await openStamping(house);
  const { sad } = await authorise(house, { ...owner, activationId, response });
  const hashes = documents.map(({ sha256 }) => sha256);
  const use = { sad, application: application.id, credentialId, hashes };
  const signed = await signDocuments(house, use, async (partyFor, at, stead) => {
    const pdf = await shownBytes(house, documents[at]!);
    const signer = partyFor(pdf);
    const evidence = await gatherEvidence(house, [signer, stamping.party]);
    const signedAt = now();
    const order = { pdf, signer, signerName: signer.certificate.commonName, reason: REASON, at: signedAt };
    try {
      return await signPdf({ ...order, stamping, evidence, ...(stead && forAnother(pdf, stead, signer, signedAt)) });
    } catch (error) {
      const isUnreadable = error instanceof Refusal && error.code === 'trust.document_unreadable';
      if (!(error instanceof MalformedPdf) && !isUnreadable) throw error;
      throw new Refusal('signing.file_not_signable', 422, { values: { name: documents[at]!.name } });
    }
  });
  await enterTogether(
    house,
    stamping.given.map((token) => ({ kind: 'timestamp', sha256: token })),
  );
  const kept = [];
  for (const [at, { id }] of documents.entries()) {
    const sha256 = createHash('sha256').update(signed[at]!).digest();
    kept.push({ id, sha256, fileId: await keepBytes(house, signed[at]!) });
  }
  await removeFiles(house, await noteSigned(house.db.as('trust'), kept));
}

/** What is seen on the page, and claimed under the signature, when an official signs for another (Decree 30/2020/NĐ-CP art. 13). */
function forAnother(
  pdf: Buffer,
  { as, title, delegationId }: Stead,
  signer: SigningParty,
  at: Date,
): Pick<SignatureOrder, 'mark' | 'roles'> {
  const details = [title, `Ký số lúc ${formatInstant(at, 'vi')}`];
  const mark = { ...freePlace(pdf), title: as, name: signer.certificate.commonName, details };
  return { mark, roles: [as, delegationName(delegationId)] };
}

/** A document's bytes. The seal of the store says that nobody changed the file; this, that it is the file that was shown. */
async function shownBytes(house: SealingHouse, { fileId, sha256 }: SigningDocument): Promise<Buffer> {
  const pdf = await bytesOf(house, fileId);
  if (!createHash('sha256').update(pdf).digest().equals(sha256)) throw new Error('a kept document is another one');
  return pdf;
}
