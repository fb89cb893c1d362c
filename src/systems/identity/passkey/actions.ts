import { createHmac, timingSafeEqual } from 'node:crypto';
import {
  type AuthenticationResponseJSON,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  type RegistrationResponseJSON,
  type WebAuthnCredential,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { isDuplicate } from '../../../kernel/db.ts';
import { newId } from '../../../kernel/ids.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { House } from '../../../kernel/system.ts';
import { type Login, refuseBusyAddress } from '../actions.ts';
import { assuranceOf } from '../rules.ts';
import { findActiveAccount, insertAttempt } from '../store.ts';
import {
  type Passkey,
  deletePasskey,
  findPasskey,
  insertPasskey,
  listPasskeys,
  notePasskeyUse,
  saveChallenge,
  takeChallenge,
} from './store.ts';

const CHALLENGE_LIFETIME_SECONDS = 5 * 60;
const PASSKEYS_MOST = 20;
/** ES256, EdDSA, RS256 by their COSE numbers, in order of preference. */
const ALGORITHMS = [-7, -8, -257];

const originOf = (house: House): string => new URL(house.config.baseUrl).origin;
/** The relying party's id (WebAuthn Level 3 §4): our host name. */
const relyingPartyOf = (house: House): string => new URL(house.config.baseUrl).hostname;

/** What the device keeps beside the key to name the account. WebAuthn §14.6.1 wants it to tell nothing about the person. */
const userHandleOf = (house: House, personalNumber: string): Buffer =>
  createHmac('sha256', house.keys.secret('passkey-user')).update(personalNumber).digest();

/** A passkey as its owner sees it. */
export interface PasskeyView {
  credentialId: string;
  label: string;
  createdAt: Date;
  usedAt: Date | undefined;
  /** Whether it is kept by a service and so survives the loss of the device. */
  isBackedUp: boolean;
}

/** What the account page shows. Refuses `account.unknown`. */
export async function viewOfAccount(
  house: House,
  personalNumber: string,
): Promise<{ name: string; level: 1 | 2; passkeys: PasskeyView[] }> {
  const db = house.db.as('identity');
  const account = await findActiveAccount(db, personalNumber);
  if (!account) throw new Refusal('account.unknown', 404);
  const passkeys = await listPasskeys(db, personalNumber);
  return {
    name: account.name,
    level: account.level,
    passkeys: passkeys.map(({ credentialId, label, createdAt, usedAt, isBackedUp }) => ({
      credentialId,
      label,
      createdAt,
      usedAt: usedAt ?? undefined,
      isBackedUp,
    })),
  };
}

/** Begins adding a passkey to the account of who is signed in. Refuses `passkey.too_many`. */
export async function beginPasskeyRegistration(
  house: House,
  person: { number: string; name: string },
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  const db = house.db.as('identity');
  const known = await listPasskeys(db, person.number);
  if (known.length >= PASSKEYS_MOST) throw new Refusal('passkey.too_many', 409, { values: { most: PASSKEYS_MOST } });
  const options = await generateRegistrationOptions({
    rpName: 'Một Cửa',
    rpID: relyingPartyOf(house),
    userName: person.name,
    userDisplayName: person.name,
    userID: new Uint8Array(userHandleOf(house, person.number)),
    attestationType: 'none',
    excludeCredentials: known.map(({ credentialId, transports }) => ({ id: credentialId, transports })),
    // Discoverable, so that nobody has to type a number; verified, so that it is two factors.
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    supportedAlgorithmIDs: ALGORITHMS,
  });
  await saveChallenge(db, {
    purpose: 'registration',
    subject: person.number,
    challenge: options.challenge,
    lifetimeSeconds: CHALLENGE_LIFETIME_SECONDS,
  });
  return options;
}

/** Adds the passkey. Refuses `passkey.not_accepted` when the answer is not to our challenge, from our pages, with user verification. */
export async function addPasskey(
  house: House,
  given: { personalNumber: string; response: RegistrationResponseJSON; label: string },
): Promise<void> {
  const db = house.db.as('identity');
  const { personalNumber, response, label } = given;
  const challenge = await takeChallenge(db, 'registration', personalNumber);
  if (!challenge) throw new Refusal('passkey.not_accepted', 409);
  const { registrationInfo } = await verifyRegistrationResponse({
    response,
    expectedChallenge: challenge,
    expectedOrigin: originOf(house),
    expectedRPID: relyingPartyOf(house),
    requireUserVerification: true,
    supportedAlgorithmIDs: ALGORITHMS,
  }).catch((error: Error) => notAccepted(house, error));
  if (!registrationInfo) throw new Refusal('passkey.not_accepted', 409);
  const { credential, credentialBackedUp } = registrationInfo;
  await insertPasskey(db, {
    credentialId: credential.id,
    personalNumber,
    publicKey: Buffer.from(credential.publicKey),
    signCount: credential.counter,
    transports: (credential.transports ?? []).map(String).slice(0, 8),
    isBackedUp: credentialBackedUp,
    label,
  }).catch((error: unknown) => {
    if (isDuplicate(error)) throw new Refusal('passkey.not_accepted', 409);
    throw error;
  });
}

/** Takes a passkey off the account of who is signed in. Refuses `passkey.unknown`, also for one of somebody else. */
export async function removePasskey(
  house: House,
  given: { personalNumber: string; credentialId: string },
): Promise<void> {
  if (!(await deletePasskey(house.db.as('identity'), given.personalNumber, given.credentialId))) {
    throw new Refusal('passkey.unknown', 404);
  }
}

/** Begins a sign-in by passkey: any that the device has for this site. */
export async function beginPasskeySignIn(house: House, uid: string): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const options = await generateAuthenticationOptions({ rpID: relyingPartyOf(house), userVerification: 'required' });
  await saveChallenge(house.db.as('identity'), {
    purpose: 'sign_in',
    subject: uid,
    challenge: options.challenge,
    lifetimeSeconds: CHALLENGE_LIFETIME_SECONDS,
  });
  return options;
}

/**
 * Signs in by passkey with user verification, which is both factors at once. Refuses `passkey.not_accepted` for whatever
 * is wrong: unknown key, other challenge, other site, no verification, a count that did not grow (WebAuthn §6.1.1).
 */
export async function signInWithPasskey(
  house: House,
  given: { uid: string; response: AuthenticationResponseJSON; address: string },
): Promise<Login> {
  const db = house.db.as('identity');
  const { response, address } = given;
  await refuseBusyAddress(house, address);
  // Failures count for the address only: whoever knows a key's public id could otherwise make its owner wait.
  const attempt = { id: newId(), personalNumber: '', address, method: 'passkey' as const };
  try {
    const challenge = await takeChallenge(db, 'sign_in', given.uid);
    const passkey = await findPasskey(db, response.id);
    if (!challenge || !passkey) throw new Refusal('passkey.not_accepted', 409);
    const account = await checkPasskey(house, { passkey, challenge, response });
    await insertAttempt(db, { ...attempt, personalNumber: passkey.personalNumber, outcome: 'signed_in' });
    return { accountId: passkey.personalNumber, ...assuranceOf(account.level, 'passkey') };
  } catch (error) {
    if (error instanceof Refusal) await insertAttempt(db, { ...attempt, outcome: 'failed' });
    throw error;
  }
}

async function checkPasskey(
  house: House,
  given: { passkey: Passkey; challenge: string; response: AuthenticationResponseJSON },
) {
  const { passkey, challenge, response } = given;
  const { userHandle } = response.response;
  const expected = userHandleOf(house, passkey.personalNumber);
  const handle = Buffer.from(userHandle ?? '', 'base64url');
  if (handle.length !== expected.length || !timingSafeEqual(handle, expected)) {
    throw new Refusal('passkey.not_accepted', 409);
  }
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    response,
    expectedChallenge: challenge,
    expectedOrigin: originOf(house),
    expectedRPID: relyingPartyOf(house),
    requireUserVerification: true,
    credential: {
      id: passkey.credentialId,
      publicKey: new Uint8Array(passkey.publicKey),
      counter: passkey.signCount,
      transports: passkey.transports as WebAuthnCredential['transports'],
    },
  }).catch((error: Error) => notAccepted(house, error));
  const db = house.db.as('identity');
  const account = verified ? await findActiveAccount(db, passkey.personalNumber) : undefined;
  const isNoted =
    account &&
    (await notePasskeyUse(db, {
      credentialId: passkey.credentialId,
      signCount: authenticationInfo.newCounter,
      isBackedUp: authenticationInfo.credentialBackedUp,
    }));
  if (!account || !isNoted) throw new Refusal('passkey.not_accepted', 409);
  return account;
}

/** The library throws for whatever is wrong with an answer; its sentence says what, and nothing secret. */
function notAccepted(house: House, error: Error): never {
  house.log.info('identity.passkey_refused', { reason: error.message.slice(0, 200) });
  throw new Refusal('passkey.not_accepted', 409);
}
