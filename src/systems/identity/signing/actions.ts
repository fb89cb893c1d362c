import type { AuthenticationResponseJSON, PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server';
import { Refusal } from '../../../kernel/refusal.ts';
import type { Holder } from '../../../kernel/session.ts';
import type { House } from '../../../kernel/system.ts';
import type { Role } from '../../organisations/index.ts';
import { mayActAs } from '../../organisations/index.ts';
import {
  askBatchSignature,
  askDocumentSignature,
  beginEnrolment,
  finishEnrolment,
  readOwnCredential,
  signOwnBatch,
  signOwnDocument,
  type Application,
  type DocumentOwner,
  type SigningCredential,
  type SteadAsked,
  type Signer,
} from '../../trust/index.ts';
import { assertStillDelegated } from './delegation/actions.ts';
import { type Passkey, findPasskey, listPasskeys } from '../passkey/store.ts';
import { findActiveAccount } from '../store.ts';

/**
 * Signing with one's own certificate: identity says who asks and which passkeys are theirs; trust keeps the keys, checks what
 * the passkey answered by itself, and signs. Nothing here can sign for anybody.
 */

/** Our own pages as applications, as they stand in what a person signed. */
export const OWN_APPLICATIONS: Readonly<Record<'portal' | 'desk', Application>> = {
  portal: { id: 'portal', name: 'Cổng dịch vụ công' },
  desk: { id: 'desk', name: 'Bàn làm việc của cán bộ' },
};

/** Level of the account that is needed to sign: who the person is was seen in person or read from the chip card. */
const LEVEL_NEEDED = 'level-2';
const MOST_ALLOWED_PASSKEYS = 20;
const ANSWER_WITHIN_MS = 5 * 60_000;

/** Who signs in this session. Refuses `signing.level_needed` below level 2. */
export function signerOf({ number, name, assurance, post }: Holder): Signer {
  if (assurance !== LEVEL_NEEDED) throw new Refusal('signing.level_needed', 403);
  if (!post) return { kind: 'person', personalNumber: number, name };
  const { officialId, role, title, agencyCode, agencyName } = post;
  return { kind: 'official', personalNumber: number, name, officialId, role, title: title.vi, agencyCode, agencyName };
}

/** What a browser needs to ask the person's passkeys for an answer to a challenge. */
function optionsOf(
  house: House,
  challenge: Buffer,
  passkeys: readonly Pick<Passkey, 'credentialId' | 'transports'>[],
): PublicKeyCredentialRequestOptionsJSON {
  return {
    challenge: challenge.toString('base64url'),
    rpId: new URL(house.config.baseUrl).hostname,
    allowCredentials: passkeys.slice(0, MOST_ALLOWED_PASSKEYS).map(({ credentialId, transports }) => ({
      id: credentialId,
      type: 'public-key',
      transports: transports as never,
    })),
    userVerification: 'required',
    timeout: ANSWER_WITHIN_MS,
  };
}

/**
 * Begins to issue a certificate to who is signed in. Refuses `signing.level_needed`, `signing.passkey_needed` and
 * `signing.too_many_credentials`.
 */
export async function askCertificate(
  house: House,
  signer: Signer,
  { showsNumber }: { showsNumber: boolean },
): Promise<{ enrolment: string; options: PublicKeyCredentialRequestOptionsJSON }> {
  const passkeys = await listPasskeys(house.db.as('identity'), signer.personalNumber);
  if (passkeys.length === 0) throw new Refusal('signing.passkey_needed', 409);
  const { credentialId, challenge } = await beginEnrolment(house, signer, { showsNumber });
  return { enrolment: credentialId, options: optionsOf(house, challenge, passkeys) };
}

/** Issues it. Refuses `signing.assertion_refused` for a passkey that is not this person's, and as `finishEnrolment` does. */
export async function issueCertificate(
  house: House,
  signer: Signer,
  { enrolment, response }: { enrolment: string; response: AuthenticationResponseJSON },
): Promise<SigningCredential> {
  const passkey = await ownPasskey(house, signer, response.id);
  return finishEnrolment(house, {
    credentialId: enrolment,
    personalNumber: signer.personalNumber,
    passkey: { id: passkey.credentialId, publicKey: passkey.publicKey },
    response,
  });
}

/** A passkey on the account of who signs. One that was taken off the account signs no more. Refuses `signing.assertion_refused`. */
async function ownPasskey(house: House, { personalNumber }: Signer, id: string): Promise<Passkey> {
  const db = house.db.as('identity');
  const [passkey, account] = await Promise.all([findPasskey(db, id), findActiveAccount(db, personalNumber)]);
  if (passkey?.personalNumber !== personalNumber || !account) throw new Refusal('signing.assertion_refused', 403);
  return passkey;
}

/**
 * The certificate, when this session may sign with it: a person's own on the portal, an official's own in the post that it names,
 * held or delegated today. Refuses `signing.credential_unknown` and `signing.post_ended`.
 */
export async function usableCredential(house: House, signer: Signer, credentialId: string): Promise<SigningCredential> {
  const credential = await readOwnCredential(house, { credentialId, personalNumber: signer.personalNumber });
  if (credential.kind !== signer.kind) throw new Refusal('signing.credential_unknown', 404);
  if (signer.kind === 'person') return credential;
  const { officialId, agencyCode, role } = credential;
  if (officialId !== signer.officialId || agencyCode !== signer.agencyCode || role !== signer.role) {
    throw new Refusal('signing.credential_unknown', 404);
  }
  const { personalNumber } = signer;
  if (!(await mayActAs(house, { personalNumber, role: role as Role, agencyCode }))) {
    throw new Refusal('signing.post_ended', 403);
  }
  return credential;
}

/** The options for the passkey of a certificate. Refuses `signing.assertion_refused` when it is on the account no more. */
export async function optionsFor(
  house: House,
  signer: Signer,
  { challenge, passkeyId }: { challenge: Buffer; passkeyId: string },
): Promise<PublicKeyCredentialRequestOptionsJSON> {
  return optionsOf(house, challenge, [await ownPasskey(house, signer, passkeyId)]);
}

/** What is agreed to at once: one document that was brought, or a batch of them. */
export type Brought = { owner: DocumentOwner; id: string; what: 'document' | 'batch' };

/** Asks for consent to sign what was brought. Refuses as `usableCredential`, `askDocumentSignature` and `askBatchSignature` do. */
export async function askToSign(
  house: House,
  signer: Signer,
  asked: Brought & { credentialId: string; stead: SteadAsked | undefined },
): Promise<{ options: PublicKeyCredentialRequestOptionsJSON }> {
  const { owner, id, what, stead } = asked;
  const { id: credentialId } = await usableCredential(house, signer, asked.credentialId);
  if (stead) await assertStillDelegated(house, signer, stead.delegationId);
  const ask = what === 'batch' ? askBatchSignature : askDocumentSignature;
  const application = OWN_APPLICATIONS[owner.area];
  const challenge = await ask(house, owner, { id, credentialId, application, ...(stead && { stead }) });
  return { options: await optionsFor(house, signer, challenge) };
}

/** Signs it with what the passkey answered. Refuses `signing.assertion_refused`, and as `signOwnDocument` and `signOwnBatch` do. */
export async function signBrought(
  house: House,
  signer: Signer,
  given: Brought & { credentialId: string; stead: SteadAsked | undefined; response: AuthenticationResponseJSON },
): Promise<void> {
  const { owner, id, what, response } = given;
  const { id: credentialId } = await usableCredential(house, signer, given.credentialId);
  if (given.stead) await assertStillDelegated(house, signer, given.stead.delegationId);
  await ownPasskey(house, signer, response.id);
  const sign = what === 'batch' ? signOwnBatch : signOwnDocument;
  await sign(house, owner, { id, credentialId, application: OWN_APPLICATIONS[owner.area], response });
}
