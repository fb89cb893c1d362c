import { createHash, createHmac, randomBytes } from 'node:crypto';
import type { AuthenticationResponseJSON } from '@simplewebauthn/server';
import { isDuplicate } from '../../../kernel/db.ts';
import { newId } from '../../../kernel/ids.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { SigningParty } from '../cms/signed-data.ts';
import type { SealingHouse } from '../keys.ts';
import { buildSoon } from '../log/actions.ts';
import { checkAssertion } from './assertion.ts';
import { openCredential, readOwnCredential } from './credential.ts';
import { assertMaySignFor, type Stead, type SteadAsked } from './delegation/actions.ts';
import {
  activationDigest,
  ANSWER_AFAR_WITHIN_SECONDS,
  ANSWER_WITHIN_SECONDS,
  assertHashes,
  assertHolds,
  HASH_BYTES,
  MOST_WAITING,
  USE_AFAR_WITHIN_SECONDS,
  USE_WITHIN_SECONDS,
  type Signed,
} from './rules.ts';
import {
  findActivation,
  findConsentBySecret,
  findSecondsLeft,
  findSigningPasskey,
  insertActivation,
  insertConsent,
  insertSignatures,
  listWaitingActivations,
  noteSignCount,
  type Activation,
} from './store.ts';

/** What a person authorises: signature activation (CEN EN 419 241-1, sole control assurance level 2). */

/** Who asks for signatures: an application, by its client id, and what people call it. */
export interface Application {
  id: string;
  name: string;
}

/** What is to be signed: hashes with the names of what they stand for, empty where these are not known. */
export interface ToSign {
  signs: Signed;
  hashes: readonly Buffer[];
  names: readonly string[];
  /** For an official who signs for another. */
  stead?: SteadAsked;
  /** No browser of the person is at hand: the person answers on a page of their own. */
  isAfar?: boolean;
}

const LONGEST_NAME = 200;

/**
 * Asks a person to authorise signatures: gives the challenge for the passkey, which is the hash of all that is to be
 * signed. Refuses `signing.hashes_wrong`, `signing.credential_unknown` (also for another's), `signing.credential_not_usable` and what
 * `assertMaySignFor` does.
 */
export async function askActivation(
  house: SealingHouse,
  asked: { personalNumber: string; credentialId: string; application: Application } & ToSign,
): Promise<{ activationId: string; challenge: Buffer; passkeyId: string }> {
  assertHashes(asked.hashes);
  const credential = await readOwnCredential(house, asked);
  assertHolds(credential.standing);
  const id = newId();
  const { application, signs } = asked;
  const hashes = Buffer.concat(asked.hashes);
  const { serial } = credential.certificate;
  const stead = asked.stead && (await assertMaySignFor(house, asked.stead, credential));
  const challenge = activationDigest({ id, serial, application: application.id, signs, hashes, stead });
  await insertActivation(
    house.db.as('trust'),
    {
      id,
      credentialId: credential.id,
      signs,
      hashes,
      challenge,
      application: application.id,
      applicationName: application.name.slice(0, LONGEST_NAME),
      delegationId: stead?.delegationId ?? null,
      documentKind: stead?.kind ?? null,
      isAfar: asked.isAfar ?? false,
      names: asked.hashes.map((_, at) => (asked.names[at] ?? '').slice(0, LONGEST_NAME)),
    },
    asked.isAfar ? ANSWER_AFAR_WITHIN_SECONDS : ANSWER_WITHIN_SECONDS,
  );
  return { activationId: id, challenge, passkeyId: credential.passkeyId };
}

/** Signature activation data: what an application shows to have the authorised hashes signed, once, within `expires_s`. */
export interface ActivationData {
  sad: string;
  expires_s: number;
}

/**
 * Takes the passkey's answer to an activation, and gives the signature activation data. Refuses `signing.activation_unknown` (also
 * for another person's), `signing.activation_over` (too late, or answered before), `signing.credential_not_usable` and
 * `signing.assertion_refused`.
 */
export async function authorise(
  house: SealingHouse,
  given: { activationId: string; personalNumber: string; response: AuthenticationResponseJSON },
): Promise<ActivationData> {
  const db = house.db.as('trust');
  const activation = await readOwnActivation(house, given);
  if (activation.isTooLate) throw new Refusal('signing.activation_over', 409);
  const { personalNumber } = given;
  const credential = await readOwnCredential(house, { credentialId: activation.credentialId, personalNumber });
  assertHolds(credential.standing);
  const passkey = await findSigningPasskey(db, credential.passkeyId);
  if (passkey?.personalNumber !== personalNumber) throw new Refusal('signing.assertion_refused', 403);
  // Computed anew from what is kept: the row's own challenge is not believed.
  const { id, application, signs, hashes } = activation;
  const stead = await readStead(house, activation, credential);
  const { serial } = credential.certificate;
  const challenge = activationDigest({ id, serial, application, signs, hashes, stead });
  const { signCount, kept } = await checkAssertion(house, { passkey, challenge, response: given.response });
  const secret = activation.isAfar ? afarSecret(house, id) : randomBytes(HASH_BYTES);
  const useWithin_s = activation.isAfar ? USE_AFAR_WITHIN_SECONDS : USE_WITHIN_SECONDS;
  await db.transaction(async (tx) => {
    if (!(await noteSignCount(tx, passkey.id, signCount))) throw new Refusal('signing.assertion_refused', 403);
    const consent = { activationId: id, assertion: kept, secretHash: hashOf(secret), useWithin_s };
    if (!(await insertConsent(tx, consent))) throw new Refusal('signing.activation_over', 409);
  });
  return { sad: secret.toString('base64url'), expires_s: useWithin_s };
}

/** For whom an activation lets sign, when it does: asked anew each time, because a delegation may have ended since. */
async function readStead(
  house: SealingHouse,
  { delegationId, documentKind }: Activation,
  signer: Parameters<typeof assertMaySignFor>[2],
): Promise<Stead | undefined> {
  if (!delegationId || !documentKind) return undefined;
  return assertMaySignFor(house, { delegationId, kind: documentKind }, signer);
}

/** What is told to who asked from afar once the person has agreed: made again each time, because nobody was there to be handed it. */
const afarSecret = (house: SealingHouse, activationId: string): Buffer =>
  createHmac('sha256', house.keys.secret('signing-afar')).update(activationId).digest();

/**
 * Asks a person from afar (CSC API v2 §11.6): the answer comes on the person's own page, within an hour. Refuses `signing.too_many_waiting`, and
 * as `askActivation` does.
 */
export async function askAfar(
  house: SealingHouse,
  asked: Omit<Parameters<typeof askActivation>[1], 'isAfar' | 'stead'>,
): Promise<{ activationId: string }> {
  const waiting = await listWaiting(house, asked.personalNumber);
  if (waiting.filter(({ application }) => application === asked.application.id).length >= MOST_WAITING)
    throw new Refusal('signing.too_many_waiting', 429);
  const { activationId } = await askActivation(house, { ...asked, isAfar: true });
  return { activationId };
}

const MOST_LISTED = 50;

/** What applications asked a person from afar and was not answered yet, oldest first. */
export function listWaiting(house: SealingHouse, personalNumber: string): Promise<Activation[]> {
  return listWaitingActivations(house.db.as('trust'), personalNumber, MOST_LISTED);
}

/**
 * What became of a request from afar: undefined while the person has not answered. The same data is given as often as it is asked for, to
 * the application that asked. Refuses `signing.activation_unknown` and `signing.activation_over`.
 */
export async function checkAfar(
  house: SealingHouse,
  asked: { activationId: string; application: string; personalNumber: string },
): Promise<ActivationData | undefined> {
  const activation = await readOwnActivation(house, asked);
  if (!activation.isAfar || activation.application !== asked.application)
    throw new Refusal('signing.activation_unknown', 404);
  const left = await findSecondsLeft(house.db.as('trust'), activation.id);
  if (left === undefined && !activation.isTooLate) return undefined;
  if (left === undefined || left <= 0) throw new Refusal('signing.activation_over', 409);
  return { sad: afarSecret(house, activation.id).toString('base64url'), expires_s: left };
}

const hashOf = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();

/** What a person was asked. Refuses `signing.activation_unknown`, also for another person's. */
export async function readOwnActivation(
  house: SealingHouse,
  { activationId, personalNumber }: { activationId: string; personalNumber: string },
): Promise<Activation> {
  const activation = await findActivation(house.db.as('trust'), activationId);
  if (!activation) throw new Refusal('signing.activation_unknown', 404);
  await readOwnCredential(house, { credentialId: activation.credentialId, personalNumber }).catch(() => {
    throw new Refusal('signing.activation_unknown', 404);
  });
  return activation;
}

/** Who shows signature activation data, and for what. */
export interface Use {
  sad: string;
  /** Client id of who shows it: it is worth nothing in another's hands. */
  application: string;
  credentialId: string;
  signs: Signed;
}

/** What activation data stands for. Refuses `signing.sad_refused` for what was never given, is over, or is another's. */
async function openActivation(house: SealingHouse, use: Use): Promise<Activation> {
  const db = house.db.as('trust');
  const secret = Buffer.from(use.sad.slice(0, 100), 'base64url');
  const consent = await findConsentBySecret(db, hashOf(secret));
  const activation = consent && !consent.isTooLate ? await findActivation(db, consent.activationId) : undefined;
  const isFor =
    activation?.application === use.application &&
    activation.credentialId === use.credentialId &&
    activation.signs === use.signs;
  if (!activation || !isFor) throw new Refusal('signing.sad_refused', 403);
  return activation;
}

/** The places of hashes in what was authorised. Refuses `signing.hash_not_authorised` for any that is not there. */
function placesOf(activation: Activation, hashes: readonly Buffer[]): number[] {
  const places = new Map<string, number>();
  for (let at = 0; at < activation.hashes.length; at += HASH_BYTES) {
    places.set(activation.hashes.toString('latin1', at, at + HASH_BYTES), at / HASH_BYTES);
  }
  return hashes.map((hash) => {
    const place = places.get(hash.toString('latin1'));
    if (place === undefined) throw new Refusal('signing.hash_not_authorised', 403);
    return place;
  });
}

/**
 * Signs hashes that were authorised: an ECDSA-Sig-Value in DER for each, in their order. Each hash is signed once for an
 * activation; all of a call are signed or none. Refuses `signing.hashes_wrong`, `signing.sad_refused`, `signing.hash_not_authorised`,
 * `signing.hash_signed_already` and `signing.credential_not_usable`.
 */
export async function signHashes(
  house: SealingHouse,
  { hashes, ...use }: Omit<Use, 'signs'> & { hashes: readonly Buffer[] },
): Promise<Buffer[]> {
  assertHashes(hashes);
  const activation = await openActivation(house, { ...use, signs: 'hashes' });
  const places = placesOf(activation, hashes);
  const { party } = await openCredential(house, activation.credentialId);
  const by = party.certificate.der;
  const signatures: Buffer[] = [];
  for (const bytes of hashes) signatures.push(await party.privateKey.sign({ kind: 'digest', bytes, by }));
  await keepSignatures(house, { activation, places, kind: 'signature', made: signatures });
  return signatures;
}

/**
 * Signs documents that we have seen and whose hashes were authorised: `make` is given the open key and a document's place among
 * them, and gives the signed file. All of a call are signed or none. Refuses as `signHashes` does.
 */
export async function signDocuments(
  house: SealingHouse,
  { hashes, ...use }: Omit<Use, 'signs'> & { hashes: readonly Buffer[] },
  make: (party: SigningParty, at: number, stead: Stead | undefined) => Promise<Buffer>,
): Promise<Buffer[]> {
  assertHashes(hashes);
  const activation = await openActivation(house, { ...use, signs: 'documents' });
  const places = placesOf(activation, hashes);
  const { party, personalNumber } = await openCredential(house, activation.credentialId);
  const { credentialId } = activation;
  const stead = activation.delegationId
    ? await readStead(house, activation, await readOwnCredential(house, { credentialId, personalNumber }))
    : undefined;
  const files: Buffer[] = [];
  for (let at = 0; at < hashes.length; at++) files.push(await make(party, at, stead));
  await keepSignatures(house, { activation, places, kind: 'document', made: files });
  return files;
}

/** Keeps what was signed before anything is handed out: whoever loses the race for a hash gets nothing. */
async function keepSignatures(
  house: SealingHouse,
  given: { activation: Activation; places: readonly number[]; kind: 'document' | 'signature'; made: readonly Buffer[] },
): Promise<void> {
  const { id: activationId, credentialId } = given.activation;
  const { places, kind } = given;
  const sha256 = given.made.map(hashOf);
  await house.db
    .as('trust')
    .transaction((tx) => insertSignatures(tx, { activationId, credentialId, places, kind, sha256 }))
    .catch((error: unknown) => {
      throw isDuplicate(error) ? new Refusal('signing.hash_signed_already', 409) : error;
    });
  buildSoon(house);
}
