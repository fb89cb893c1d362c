import { createHash, createPublicKey } from 'node:crypto';
import type { AuthenticationResponseJSON } from '@simplewebauthn/server';
import { now } from '../../../kernel/clock.ts';
import type { Queryable } from '../../../kernel/db.ts';
import { newId } from '../../../kernel/ids.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { keyHashOf, readCertificate, toPem, type Certificate } from '../certificate/certificate.ts';
import type { SigningParty } from '../cms/signed-data.ts';
import { authorityOf, openIssuer, statusPlaces, type SealingHouse } from '../keys.ts';
import { askConsent, keptKey, makeKey, takeConsent } from '../keystore/door.ts';
import { ANSWER_WITHIN_SECONDS } from '../keystore/consent/question.ts';
import { keptOf } from './answer.ts';
import { issueChecked } from '../linting/issue.ts';
import { AUTHORITIES, PROFILES, type RevocationReason } from '../rules.ts';
import { changeStanding } from '../status/actions.ts';
import { readLastActs } from '../status/store.ts';
import {
  assertHolds,
  MOST_CREDENTIALS,
  profileOf,
  standingOf,
  subjectOf,
  type CredentialStanding,
  type Signer,
} from './rules.ts';
import {
  findCredential,
  findSigningPasskey,
  insertCredential,
  insertEnrolment,
  insertSigningPasskey,
  listCredentialsOf,
  takeEnrolment,
  type Enrolment,
  type StoredCredential,
} from './store.ts';

/** Certificates of people: their keys are made and kept in the keystore, and used only for what their passkey has authorised. */

/** Clocks of other machines may lag behind ours by so much. */
const BACKDATED_MS = 3_600_000;
const MOST_LISTED = 100;

/** A certificate as its holder sees it; what an application is told of it is the same. */
export interface SigningCredential {
  id: string;
  kind: Signer['kind'];
  personalNumber: string;
  officialId: string | undefined;
  agencyCode: string | undefined;
  role: string | undefined;
  certificate: Certificate;
  /** What its issuer is called. */
  issuerName: string;
  standing: CredentialStanding;
  passkeyId: string;
  issuedAt: Date;
}

/**
 * Begins to issue a certificate: makes the key, and gives what the person's passkey must sign, a hash of this key and
 * this name. Refuses `signing.too_many_credentials`. Whether the person may have one is for the caller to know.
 */
export async function beginEnrolment(
  house: SealingHouse,
  signer: Signer,
  { showsNumber }: { showsNumber: boolean },
): Promise<{ credentialId: string; challenge: Buffer }> {
  const holding = (await listCredentials(house, signer)).filter(
    ({ standing }) => standing !== 'revoked' && standing !== 'expired',
  );
  if (holding.length >= MOST_CREDENTIALS) {
    throw new Refusal('signing.too_many_credentials', 409, { values: { most: MOST_CREDENTIALS } });
  }
  const credentialId = newId();
  const { publicKey } = await makeKey(house, 'person', 'P-256');
  const keyInfo = publicKey.export({ type: 'spki', format: 'der' });
  const { personalNumber } = signer;
  const wanted = { credentialId, signer, showsNumber, keyInfo };
  const { challenge, ticket } = await askConsent(house, questionOf(wanted));
  const asked = { ...wanted, personalNumber, challenge, ticket };
  await insertEnrolment(house.db.as('trust'), asked, ANSWER_WITHIN_SECONDS);
  return { credentialId, challenge };
}

/** What is agreed to when a certificate is issued: this key, this name. */
const questionOf = (asked: Pick<Enrolment, 'credentialId' | 'signer' | 'showsNumber' | 'keyInfo'>) => ({
  kind: 'certificate' as const,
  key: createHash('sha256').update(asked.keyInfo).digest('hex'),
  credential: asked.credentialId,
  subject: subjectOf(asked.signer, asked),
});

/**
 * Issues the certificate that the person has agreed to by a passkey. The keystore binds the key to that passkey, and only its answers to
 * what is to be signed will open it, for ever: a passkey that is registered already keeps the public key that it was registered with. Refuses `signing.enrolment_over` and `signing.assertion_refused`.
 */
export async function finishEnrolment(
  house: SealingHouse,
  given: {
    credentialId: string;
    personalNumber: string;
    passkey: { id: string; publicKey: Buffer };
    response: AuthenticationResponseJSON;
  },
): Promise<SigningCredential> {
  const db = house.db.as('trust');
  const asked = await takeEnrolment(db, given);
  if (!asked) throw new Refusal('signing.enrolment_over', 409);
  const { personalNumber } = given;
  const registered = await findSigningPasskey(db, given.passkey.id);
  const passkey = registered ?? { ...given.passkey, personalNumber };
  if (passkey.personalNumber !== personalNumber || given.response.id !== passkey.id)
    throw new Refusal('signing.assertion_refused', 403);
  const { signer, credentialId, ticket } = asked;
  const consent = keptOf(given.response);
  const { publicKey } = passkey;
  await takeConsent(house, { question: questionOf(asked), ticket, assertion: consent, publicKey });
  const profile = profileOf(signer);
  const { name: authority, ...issuer } = await openIssuer(house, 'person-authority');
  const issued = await issueChecked({
    profile: PROFILES[profile],
    subject: subjectOf(signer, asked),
    publicKey: createPublicKey({ key: asked.keyInfo, format: 'der', type: 'spki' }),
    from: new Date(now().getTime() - BACKDATED_MS),
    issuer,
    places: (serial) => statusPlaces(house, authority, serial),
  });
  const { serial, der, from, until } = issued;
  const keyHash = keyHashOf(issued);
  const certificate = {
    serial,
    profile,
    certificate: der,
    keyHash,
    from,
    until,
  };
  await db.transaction(async (tx) => {
    await insertSigningPasskey(tx, passkey);
    await insertCredential(tx, {
      id: credentialId,
      signer,
      authority,
      certificate,
      passkeyId: passkey.id,
      consent,
    });
  });
  return readOwnCredential(house, { credentialId, personalNumber });
}

/** The certificates of a signer with how they stand, newest first. */
export async function listCredentials(house: SealingHouse, signer: Signer): Promise<SigningCredential[]> {
  const db = house.db.as('trust');
  const stored = await listCredentialsOf(db, signer, MOST_LISTED);
  return viewsOf(db, stored);
}

/** A certificate of this person. Refuses `signing.credential_unknown`, also for one of somebody else. */
export async function readOwnCredential(
  house: SealingHouse,
  { credentialId, personalNumber }: { credentialId: string; personalNumber: string },
): Promise<SigningCredential> {
  const db = house.db.as('trust');
  const stored = await findCredential(db, credentialId);
  if (stored?.personalNumber !== personalNumber) throw new Refusal('signing.credential_unknown', 404);
  return (await viewsOf(db, [stored]))[0]!;
}

async function viewsOf(db: Queryable, stored: readonly StoredCredential[]): Promise<SigningCredential[]> {
  const acts = await readLastActs(
    db,
    stored.map(({ serial }) => serial),
  );
  return stored.map((row, at) => {
    const certificate = readCertificate(row.certificate);
    const { id, kind, personalNumber, passkeyId, issuedAt } = row;
    return {
      id,
      kind,
      personalNumber,
      passkeyId,
      issuedAt,
      certificate,
      issuerName: AUTHORITIES.find(({ profile }) => profile === 'person-authority')!.commonName,
      officialId: row.officialId ?? undefined,
      agencyCode: row.agencyCode ?? undefined,
      role: row.role ?? undefined,
      standing: standingOf(acts[at], certificate.until, now()),
    };
  });
}

/** Why a person gives a certificate up. */
export const OWN_REASONS = [
  'keyCompromise',
  'affiliationChanged',
  'superseded',
  'cessationOfOperation',
] as const satisfies readonly RevocationReason[];

/**
 * Revokes a certificate for its holder, for ever and at once. Refuses `signing.credential_unknown`, and as
 * `changeStanding` does. Nobody needs a passkey for it: it may be the passkey that was lost.
 */
export async function revokeOwnCredential(
  house: SealingHouse,
  given: { credentialId: string; personalNumber: string; reason: (typeof OWN_REASONS)[number] },
): Promise<void> {
  const { certificate } = await readOwnCredential(house, given);
  await changeStanding(house, {
    serial: certificate.serial,
    act: { kind: 'revoked', reason: given.reason },
    by: certificate.commonName,
    why: 'Người được cấp tự thu hồi chứng thư số của mình.',
  });
}

/**
 * Who signs with a certificate: for what was authorised and nothing else. Refuses `signing.credential_not_usable` when it or
 * the authority above it does not hold.
 */
export async function openCredential(
  house: SealingHouse,
  credentialId: string,
): Promise<{ party: SigningParty; personalNumber: string }> {
  const db = house.db.as('trust');
  const stored = await findCredential(db, credentialId);
  if (!stored) throw new Refusal('signing.credential_unknown', 404);
  const certificate = readCertificate(stored.certificate);
  const authority = (await authorityOf(house, certificate))!.read;
  const [last, lastOfAuthority] = await readLastActs(db, [stored.serial, authority.serial]);
  assertHolds(standingOf(last, certificate.until, now()));
  assertHolds(standingOf(lastOfAuthority?.kind === 'resumed' ? undefined : lastOfAuthority, authority.until, now()));
  const party = { certificate, privateKey: keptKey(house, certificate.publicKey!), chain: [authority] };
  return { party, personalNumber: stored.personalNumber };
}

/** The certificate and the one above it: what a program needs beside a signature and the root. */
async function chainWith(house: SealingHouse, { certificate }: SigningCredential): Promise<Certificate[]> {
  return [certificate, (await authorityOf(house, certificate))!.read];
}

/** The same in PEM. */
export async function chainPemOf(house: SealingHouse, credential: SigningCredential): Promise<string> {
  return (await chainWith(house, credential)).map(toPem).join('');
}

/** The same in DER as Base64. */
export async function chainOf(house: SealingHouse, credential: SigningCredential): Promise<string[]> {
  return (await chainWith(house, credential)).map(({ der }) => der.toString('base64'));
}
