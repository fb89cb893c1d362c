import { createHash, createHmac, randomBytes } from 'node:crypto';
import type { AuthenticationResponseJSON } from '@simplewebauthn/server';
import { isDuplicate } from '../../../kernel/db.ts';
import { newId } from '../../../kernel/ids.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { SigningParty } from '../cms/signed-data.ts';
import type { SealingHouse } from '../keys.ts';
import type { PrivateKey } from '../keystore/private-key.ts';
import { buildSoon } from '../log/actions.ts';
import { askConsent, takeConsent } from '../keystore/door.ts';
import {
  assertHashes,
  ANSWER_AFAR_WITHIN_SECONDS,
  ANSWER_WITHIN_SECONDS,
  HASH_BYTES,
  placesOf,
  USE_AFAR_WITHIN_SECONDS,
  USE_WITHIN_SECONDS,
  type Signed,
  type SignatureQuestion,
} from '../keystore/consent/question.ts';
import { keptOf } from './answer.ts';
import { openCredential, readOwnCredential, type SigningCredential } from './credential.ts';
import { assertMaySignFor, type Stead, type SteadAsked } from './delegation/actions.ts';
import { assertHolds, MOST_WAITING } from './rules.ts';
import {
  findActivation,
  findConsentBySecret,
  findSecondsLeft,
  insertActivation,
  insertConsent,
  insertSignatures,
  listWaitingActivations,
  type Activation,
} from './store.ts';

/**
 * What a person authorises: signature activation (CEN EN 419 241-1, sole control assurance level 2). The keystore writes the question and checks
 * the answer; here is what applications and pages know of it.
 */

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
  const isAfar = asked.isAfar ?? false;
  const hashes = Buffer.concat(asked.hashes);
  const stead = asked.stead && (await assertMaySignFor(house, asked.stead, credential));
  const question = questionOf(credential, { id, application: application.id, signs, isAfar, hashes, stead });
  const { challenge, ticket } = await askConsent(house, question);
  await insertActivation(
    house.db.as('trust'),
    {
      id,
      credentialId: credential.id,
      signs,
      hashes,
      challenge,
      ticket,
      application: application.id,
      applicationName: application.name.slice(0, LONGEST_NAME),
      delegationId: stead?.delegationId ?? null,
      documentKind: stead?.kind ?? null,
      isAfar,
      names: asked.hashes.map((_, at) => (asked.names[at] ?? '').slice(0, LONGEST_NAME)),
    },
    isAfar ? ANSWER_AFAR_WITHIN_SECONDS : ANSWER_WITHIN_SECONDS,
  );
  return { activationId: id, challenge, passkeyId: credential.passkeyId };
}

/** The question as the keystore asks it: exactly what is signed later, with which key. */
function questionOf(
  { certificate }: SigningCredential,
  given: Pick<Activation, 'id' | 'application' | 'signs' | 'isAfar' | 'hashes'> & { stead: Stead | undefined },
): SignatureQuestion {
  const { id, application, signs, isAfar, hashes, stead } = given;
  return {
    kind: 'signatures',
    key: createHash('sha256').update(certificate.keyInfo).digest('hex'),
    activation: id,
    serial: certificate.serial,
    application,
    ...(stead && { stead: { as: stead.as, delegationId: stead.delegationId, kind: stead.kind } }),
    signs,
    isAfar,
    hashes,
  };
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
  // Written anew from what is kept; if a row was changed, the passkey has answered another question.
  const { id, ticket } = activation;
  const stead = await readStead(house, activation, credential);
  const question = questionOf(credential, { ...activation, stead });
  const assertion = keptOf(given.response);
  const consent = await takeConsent(house, { question, ticket, assertion });
  const secret = activation.isAfar ? afarSecret(house, id) : randomBytes(HASH_BYTES);
  const useWithin_s = activation.isAfar ? USE_AFAR_WITHIN_SECONDS : USE_WITHIN_SECONDS;
  const kept = { activationId: id, assertion, secretHash: hashOf(secret), consent, useWithin_s };
  if (!(await db.transaction((tx) => insertConsent(tx, kept)))) throw new Refusal('signing.activation_over', 409);
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
async function openActivation(house: SealingHouse, use: Use): Promise<{ activation: Activation; consent: Buffer }> {
  const db = house.db.as('trust');
  const secret = Buffer.from(use.sad.slice(0, 100), 'base64url');
  const given = await findConsentBySecret(db, hashOf(secret));
  const activation = given && !given.isTooLate ? await findActivation(db, given.activationId) : undefined;
  const isFor =
    activation?.application === use.application &&
    activation.credentialId === use.credentialId &&
    activation.signs === use.signs;
  if (!activation || !isFor || !given?.consent) throw new Refusal('signing.sad_refused', 403);
  return { activation, consent: given.consent };
}

/** The places of hashes in what was authorised. Refuses `signing.hash_not_authorised` for any that is not there. */
function placesIn(activation: Activation, hashes: readonly Buffer[]): number[] {
  const places = placesOf(activation.hashes);
  return hashes.map((hash) => {
    const place = places.get(hash.toString('latin1'));
    if (place === undefined) throw new Refusal('signing.hash_not_authorised', 403);
    return place;
  });
}

/** Refuses activation data that would be refused now by who signs these hashes with it: `signing.hashes_wrong`, `signing.sad_refused`, `signing.hash_not_authorised`. */
export async function assertUsable(house: SealingHouse, use: Use & { hashes: readonly Buffer[] }): Promise<void> {
  assertHashes(use.hashes);
  const { activation } = await openActivation(house, use);
  placesIn(activation, use.hashes);
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
  const { activation, consent } = await openActivation(house, { ...use, signs: 'hashes' });
  const places = placesIn(activation, hashes);
  const { party } = await openCredential(house, activation.credentialId);
  const by = party.certificate.der;
  // All at once: the keystore notes what is used of a consent once for all that come together.
  const signatures = await Promise.all(
    hashes.map((bytes) => party.privateKey.sign({ kind: 'digest', bytes, by, consent })),
  );
  await keepSignatures(house, { activation, places, kind: 'signature', made: signatures });
  return signatures;
}

/** Who signs by a consent. The keystore wants to see the whole document where the signature does not name its own hash: PDF, and XML around a signature. */
export type PartyFor = (document?: Uint8Array) => SigningParty;

/**
 * Signs documents that we have seen and whose hashes were authorised: `make` is given who signs and a document's place among
 * them, and gives the signed file. All of a call are signed or none, and what was begun is not begun again: the consent is used then. Refuses as
 * `signHashes` does.
 */
export async function signDocuments(
  house: SealingHouse,
  { hashes, ...use }: Omit<Use, 'signs'> & { hashes: readonly Buffer[] },
  make: (partyFor: PartyFor, at: number, stead: Stead | undefined) => Promise<Buffer>,
): Promise<Buffer[]> {
  assertHashes(hashes);
  const { activation, consent } = await openActivation(house, { ...use, signs: 'documents' });
  const places = placesIn(activation, hashes);
  const { party, personalNumber } = await openCredential(house, activation.credentialId);
  const { credentialId } = activation;
  const stead = activation.delegationId
    ? await readStead(house, activation, await readOwnCredential(house, { credentialId, personalNumber }))
    : undefined;
  const partyFor: PartyFor = (document) => ({ ...party, privateKey: byConsent(party.privateKey, consent, document) });
  const files: Buffer[] = [];
  for (let at = 0; at < hashes.length; at++) files.push(await make(partyFor, at, stead));
  await keepSignatures(house, { activation, places, kind: 'document', made: files });
  return files;
}

/** A person's key as it is used for one document: each thing that it signs goes with the consent, and with what the keystore compares it to. */
function byConsent(key: PrivateKey, consent: Buffer, document: Uint8Array | undefined): PrivateKey {
  return {
    publicKey: key.publicKey,
    sign({ covered, ...asked }) {
      const beside = asked.beside ?? (document && covered?.());
      return key.sign({ ...asked, consent, ...(beside && { beside }), ...(document && { document }) });
    },
  };
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
