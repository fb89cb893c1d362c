import type { AuthenticationResponseJSON, PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server';
import { Refusal } from '../../../../kernel/refusal.ts';
import type { House } from '../../../../kernel/system.ts';
import {
  askActivation,
  authorise,
  readOwnActivation,
  type Signer,
  type SigningCredential,
} from '../../../trust/index.ts';
import { finishSigningRun } from '../../provider/actions.ts';
import type { Run } from '../../provider/run.ts';
import { assuranceOf } from '../../rules.ts';
import { findActiveAccount } from '../../store.ts';
import { optionsFor, signerOf, usableCredential } from '../actions.ts';
import { findSignatureApplication, type SigningScope } from '../application/actions.ts';
import { wantedOf, type WantedSignatures } from '../authorization/wanted.ts';

/** A run on behalf of a signature application: a signed-in person is asked to agree. */

/** Whether a run waits for an answer to a signature application. */
export const isSigningRun = ({ content }: Run): boolean =>
  (content.prompt as { name?: string } | undefined)?.name === 'signing';

/** What the person is asked. */
export interface SigningQuestion {
  application: { id: string; name: string };
  signer: Signer;
  scope: SigningScope;
  /** For `credential`: with which certificate, and what is to be signed. */
  wanted: (Pick<WantedSignatures, 'signs' | 'hashes' | 'names'> & { credential: SigningCredential }) | undefined;
}

/**
 * Reads the question off a run. Refuses `sign_in.interrupted` where there is none or its application was switched off,
 * `signing.level_needed`, and for a certificate what `usableCredential` refuses.
 */
export async function readQuestion(house: House, run: Run): Promise<SigningQuestion> {
  const { params = {}, session } = run.content;
  const accountId = isSigningRun(run) ? (session as { accountId?: string } | undefined)?.accountId : undefined;
  const [application, account] = await Promise.all([
    findSignatureApplication(house, run.clientId),
    accountId ? findActiveAccount(house.db.as('identity'), accountId) : undefined,
  ]);
  if (!application || !account) throw new Refusal('sign_in.interrupted', 400);
  const { personalNumber: number, name, level } = account;
  const signer = signerOf({ kind: 'person', number, name, assurance: assuranceOf(level, 'passkey').acr });
  if (params.scope !== 'credential') return { application, signer, scope: 'service', wanted: undefined };
  const { credentialId, signs, hashes, names } = wantedOf(params);
  const credential = await usableCredential(house, signer, credentialId);
  return { application, signer, scope: 'credential', wanted: { credential, signs, hashes, names } };
}

/** Asks the passkey to agree to exactly what the run is about. */
export async function askInRun(
  house: House,
  run: Run,
): Promise<{ activation: string; options: PublicKeyCredentialRequestOptionsJSON }> {
  const { application, signer, wanted } = await readQuestion(house, run);
  if (!wanted) throw new Refusal('sign_in.interrupted', 400);
  const { credential, signs, hashes, names } = wanted;
  const asked = await askActivation(house, {
    personalNumber: signer.personalNumber,
    credentialId: credential.id,
    application,
    signs,
    hashes,
    names,
  });
  return { activation: asked.activationId, options: await optionsFor(house, signer, asked) };
}

/** Takes the passkey's answer and gives the application what it stands for. Refuses as `authorise` does. */
export async function authoriseInRun(
  house: House,
  run: Run,
  { activation, response }: { activation: string; response: AuthenticationResponseJSON },
): Promise<string> {
  const { application, signer, wanted } = await readQuestion(house, run);
  const { personalNumber } = signer;
  const asked = await readOwnActivation(house, { activationId: activation, personalNumber });
  if (asked.application !== application.id || asked.credentialId !== wanted?.credential.id) {
    throw new Refusal('signing.activation_unknown', 404);
  }
  await optionsFor(house, signer, { challenge: asked.challenge, passkeyId: response.id });
  const { sad } = await authorise(house, { activationId: activation, personalNumber, response });
  return finishSigningRun(house, run, { scope: 'credential', credentialId: asked.credentialId, sad });
}

/** Lets the application see the person's certificates. */
export async function allowInRun(house: House, run: Run): Promise<string> {
  const { scope } = await readQuestion(house, run);
  if (scope !== 'service') throw new Refusal('sign_in.interrupted', 400);
  return finishSigningRun(house, run, { scope });
}
