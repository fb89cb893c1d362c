import { sql, type Queryable, type Tx } from '../../../kernel/db.ts';
import { insertWaiting } from '../log/store.ts';
import { certificateLine, lineOf } from '../log/entry.ts';
import type { AuthorityName } from '../rules.ts';
import type { NewCertificate } from '../store.ts';
import type { KeptAssertion, Signed } from '../keystore/consent/question.ts';
import type { Signer } from './rules.ts';

export interface Enrolment {
  credentialId: string;
  personalNumber: string;
  signer: Signer;
  showsNumber: boolean;
  keyInfo: Buffer;
  challenge: Buffer;
  /** What the keystore gave with the question. */
  ticket: Buffer;
}

export async function insertEnrolment(db: Queryable, asked: Enrolment, answerWithin_s: number): Promise<void> {
  await db.run(sql`
    INSERT INTO trust.signing_enrolment
      (credential_id, personal_number, signer, shows_number, key_info, challenge, ticket, answer_by)
    VALUES (${asked.credentialId}, ${asked.personalNumber}, ${JSON.stringify(asked.signer)}, ${asked.showsNumber},
            ${asked.keyInfo}, ${asked.challenge}, ${asked.ticket}, now() + make_interval(secs => ${answerWithin_s}))`);
}

/** Takes an enrolment away: it is answered once, rightly or wrongly. Undefined for another person's, and for one too late. */
export async function takeEnrolment(
  db: Queryable,
  { credentialId, personalNumber }: { credentialId: string; personalNumber: string },
): Promise<Enrolment | undefined> {
  return db.maybe(sql`
    WITH taken AS (
      DELETE FROM trust.signing_enrolment
       WHERE credential_id = ${credentialId} AND personal_number = ${personalNumber}
      RETURNING credential_id, personal_number, signer, shows_number, key_info, challenge, ticket, answer_by)
    SELECT credential_id AS "credentialId", personal_number AS "personalNumber", signer, shows_number AS "showsNumber",
           key_info AS "keyInfo", challenge, ticket
      FROM taken WHERE answer_by > now()`);
}

/** A passkey as it was registered to sign with. */
export interface SigningPasskey {
  id: string;
  personalNumber: string;
  /** COSE key. */
  publicKey: Buffer;
}

export async function findSigningPasskey(db: Queryable, id: string): Promise<SigningPasskey | undefined> {
  return db.maybe(sql`
    SELECT id, personal_number AS "personalNumber", public_key AS "publicKey"
      FROM trust.signing_passkey WHERE id = ${id}`);
}

/** Keeps a passkey unless it is known already; what was registered first stays. */
export async function insertSigningPasskey(db: Queryable, passkey: SigningPasskey): Promise<void> {
  await db.run(sql`
    INSERT INTO trust.signing_passkey (id, personal_number, public_key)
    VALUES (${passkey.id}, ${passkey.personalNumber}, ${passkey.publicKey})
    ON CONFLICT (id) DO NOTHING`);
}

/** Keeps a person's certificate and its entry in the public log. */
export async function insertCredential(
  tx: Tx,
  made: {
    id: string;
    signer: Signer;
    authority: AuthorityName;
    certificate: NewCertificate;
    passkeyId: string;
    consent: KeptAssertion;
  },
): Promise<void> {
  const { id, signer, certificate } = made;
  const official = signer.kind === 'official' ? signer : undefined;
  await tx.run(sql`
    INSERT INTO trust.certificate
      (serial, authority, profile, agency_code, agency_name, holder_id, edition, certificate, key_hash, valid)
    VALUES (${certificate.serial}, ${made.authority}, ${certificate.profile}, ${official?.agencyCode ?? null},
            ${official?.agencyName ?? null}, ${id}, 1, ${certificate.certificate},
            ${certificate.keyHash}, tstzrange(${certificate.from}, ${certificate.until}, '[]'))`);
  await tx.run(sql`
    INSERT INTO trust.signing_credential
      (id, kind, personal_number, official_id, agency_code, role, serial, passkey_id, consent)
    VALUES (${id}, ${signer.kind}, ${signer.personalNumber}, ${official?.officialId ?? null},
            ${official?.agencyCode ?? null}, ${official?.role ?? null}, ${certificate.serial}, ${made.passkeyId},
            ${JSON.stringify(made.consent)})`);
  await insertWaiting(tx, [certificateLine(certificate.certificate)]);
}

/** A certificate of a person or an official, with what was last done to it and to who issued it. */
export interface StoredCredential {
  id: string;
  kind: Signer['kind'];
  personalNumber: string;
  officialId: string | null;
  agencyCode: string | null;
  role: string | null;
  serial: string;
  passkeyId: string;
  certificate: Buffer;
  issuedAt: Date;
}

const CREDENTIAL = sql`
  credential.id, credential.kind, credential.personal_number AS "personalNumber", credential.official_id AS "officialId",
  credential.agency_code AS "agencyCode", credential.role, credential.serial, credential.passkey_id AS "passkeyId",
  certificate.certificate, credential.issued_at AS "issuedAt"`;

export async function findCredential(db: Queryable, id: string): Promise<StoredCredential | undefined> {
  return db.maybe(sql`
    SELECT ${CREDENTIAL} FROM trust.signing_credential AS credential JOIN trust.certificate USING (serial)
     WHERE credential.id = ${id}`);
}

/** The newest certificates of a person, or of an official in a post. */
export async function listCredentialsOf(db: Queryable, signer: Signer, most: number): Promise<StoredCredential[]> {
  const official = signer.kind === 'official' ? signer : undefined;
  return db.rows(sql`
    SELECT ${CREDENTIAL} FROM trust.signing_credential AS credential JOIN trust.certificate USING (serial)
     WHERE credential.personal_number = ${signer.personalNumber} AND credential.kind = ${signer.kind}
       AND credential.official_id IS NOT DISTINCT FROM ${official?.officialId ?? null}
       AND credential.agency_code IS NOT DISTINCT FROM ${official?.agencyCode ?? null}
       AND credential.role IS NOT DISTINCT FROM ${official?.role ?? null}
     ORDER BY credential.issued_at DESC LIMIT ${most}`);
}

/** What a person was asked to sign. */
export interface Activation {
  id: string;
  credentialId: string;
  application: string;
  applicationName: string;
  signs: Signed;
  hashes: Buffer;
  names: string[];
  delegationId: string | null;
  documentKind: string | null;
  /** Asked without a browser of the person at hand. */
  isAfar: boolean;
  challenge: Buffer;
  /** What the keystore gave with the question. */
  ticket: Buffer;
  askedAt: Date;
  isTooLate: boolean;
}

export async function insertActivation(
  db: Queryable,
  asked: Omit<Activation, 'askedAt' | 'isTooLate'>,
  answerWithin_s: number,
): Promise<void> {
  await db.run(sql`
    INSERT INTO trust.activation
      (id, credential_id, application, application_name, signs, hashes, names, delegation_id, document_kind, is_afar, challenge, ticket, answer_by)
    VALUES (${asked.id}, ${asked.credentialId}, ${asked.application}, ${asked.applicationName}, ${asked.signs},
            ${asked.hashes}, ${asked.names}, ${asked.delegationId}, ${asked.documentKind}, ${asked.isAfar}, ${asked.challenge}, ${asked.ticket},
            now() + make_interval(secs => ${answerWithin_s}))`);
}

const ACTIVATION = sql`
  activation.id, activation.credential_id AS "credentialId", activation.application, activation.application_name AS "applicationName",
  activation.signs, activation.hashes, activation.names, activation.delegation_id AS "delegationId",
  activation.document_kind AS "documentKind", activation.is_afar AS "isAfar", activation.challenge, activation.ticket, activation.asked_at AS "askedAt",
  activation.answer_by <= now() AS "isTooLate"`;

export async function findActivation(db: Queryable, id: string): Promise<Activation | undefined> {
  return db.maybe(sql`SELECT ${ACTIVATION} FROM trust.activation WHERE id = ${id}`);
}

/** What applications asked a person from afar and was not answered yet, oldest first. */
export async function listWaitingActivations(
  db: Queryable,
  personalNumber: string,
  most: number,
): Promise<Activation[]> {
  return db.rows(sql`
    SELECT ${ACTIVATION}
      FROM trust.signing_credential AS credential
      JOIN trust.activation ON activation.credential_id = credential.id
     WHERE credential.personal_number = ${personalNumber} AND activation.is_afar AND activation.answer_by > now()
       AND NOT EXISTS (SELECT FROM trust.activation_consent WHERE activation_id = activation.id)
     ORDER BY activation.asked_at LIMIT ${most}`);
}

/** How long what was agreed to may still be used, in whole seconds, at most 0 when it is over; undefined while nobody agreed. */
export async function findSecondsLeft(db: Queryable, activationId: string): Promise<number | undefined> {
  const row = await db.maybe<{ seconds: number }>(sql`
    SELECT floor(extract(epoch FROM use_by - now()))::integer AS seconds
      FROM trust.activation_consent WHERE activation_id = ${activationId}`);
  return row?.seconds;
}

/** Keeps that a person has authorised an activation; false when that was done before. */
export async function insertConsent(
  tx: Tx,
  given: { activationId: string; assertion: KeptAssertion; secretHash: Buffer; consent: Buffer; useWithin_s: number },
): Promise<boolean> {
  const added = await tx.run(sql`
    INSERT INTO trust.activation_consent (activation_id, assertion, secret_hash, consent, use_by)
    VALUES (${given.activationId}, ${JSON.stringify(given.assertion)}, ${given.secretHash}, ${given.consent},
            now() + make_interval(secs => ${given.useWithin_s}))
    ON CONFLICT DO NOTHING`);
  return added === 1;
}

/** Whether an activation was authorised, and until when it may be used. */
export interface Consent {
  activationId: string;
  /** Its name at the keystore; none where it was given before the keystore asked. */
  consent: Buffer | null;
  isTooLate: boolean;
}

export async function findConsentBySecret(db: Queryable, secretHash: Buffer): Promise<Consent | undefined> {
  return db.maybe(sql`
    SELECT activation_id AS "activationId", consent, use_by <= now() AS "isTooLate"
      FROM trust.activation_consent WHERE secret_hash = ${secretHash}`);
}

/**
 * Keeps signatures that were made, by the places of their hashes, with their entries in the public log. Throws a duplicate
 * (PostgreSQL 23505) when one of the hashes was signed before: then nothing of this is kept, and nothing may be handed out.
 */
export async function insertSignatures(
  tx: Tx,
  made: {
    activationId: string;
    credentialId: string;
    places: readonly number[];
    kind: 'document' | 'signature';
    sha256: readonly Buffer[];
  },
): Promise<void> {
  await tx.run(sql`
    INSERT INTO trust.signature (activation_id, place, credential_id, made_sha256, leads)
    SELECT ${made.activationId}, place, ${made.credentialId}, decode(hash, 'hex'), place = ${made.places[0]!}
      FROM unnest(${made.places.map(Number)}::integer[], ${made.sha256.map((hash) => hash.toString('hex'))}::text[])
             AS given (place, hash)`);
  await insertWaiting(
    tx,
    made.sha256.map((hash) => lineOf(made.kind, hash)),
  );
}

/** A line of what a person has signed. */
export interface SignatureLine {
  activationId: string;
  place: number;
  madeAt: Date;
  applicationName: string;
  signs: Signed;
  name: string;
  hash: Buffer;
  serial: string;
  /** SHA-256 of the signed document, or of the signature: its place in the public log. */
  madeSha256: Buffer;
  /** How many hashes the consent covered. */
  count: number;
  /** The delegation by which it was signed for another. */
  delegationId: string | null;
  documentKind: string | null;
}

const LINE = sql`
  done.activation_id AS "activationId", done.place, done.made_at AS "madeAt",
  activation.application_name AS "applicationName", activation.signs, coalesce(activation.names[done.place + 1], '') AS name,
  substring(activation.hashes FROM done.place * 32 + 1 FOR 32) AS hash, credential.serial,
  done.made_sha256 AS "madeSha256", octet_length(activation.hashes) / 32 AS count,
  activation.delegation_id AS "delegationId", activation.document_kind AS "documentKind"`;

/** What was signed with a signer's certificates, newest first; what was made at once is one line, that of the first. */
export async function listSignatureLines(
  db: Queryable,
  credentialIds: readonly string[],
  { most, skip }: { most: number; skip: number },
): Promise<SignatureLine[]> {
  return db.rows(sql`
    SELECT ${LINE}
      FROM (SELECT activation_id, place, made_at, credential_id, made_sha256
              FROM trust.signature WHERE leads AND credential_id = ANY (${credentialIds}::uuid[])
             ORDER BY made_at DESC, activation_id LIMIT ${most} OFFSET ${skip}) AS done
      JOIN trust.activation ON activation.id = done.activation_id
      JOIN trust.signing_credential AS credential ON credential.id = done.credential_id
     ORDER BY done.made_at DESC, done.activation_id`);
}

/** What was signed for another by a delegation, newest first; what was made at once is one line. */
export async function listSignedByDelegation(
  db: Queryable,
  delegationId: string,
  most: number,
): Promise<SignatureLine[]> {
  return db.rows(sql`
    SELECT ${LINE}
      FROM trust.activation
      JOIN trust.signature AS done ON done.activation_id = activation.id AND done.leads
      JOIN trust.signing_credential AS credential ON credential.id = done.credential_id
     WHERE activation.delegation_id = ${delegationId}
     ORDER BY done.made_at DESC LIMIT ${most}`);
}
