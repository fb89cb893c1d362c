import { createHash } from 'node:crypto';
import { splitPersonName } from '../../../country/index.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { AGENCY_IDENTIFIER_PREFIX, type DistinguishedName } from '../certificate/certificate.ts';
import type { StatusAct } from '../rules.ts';

/** People and officials who sign with keys that are kept here (CEN EN 419 241-1): words, limits and decisions. */

/** Who signs: a person, or an official in a post. The personal number says whose passkey it is and is shown to nobody else. */
export type Signer = { personalNumber: string; name: string } & (
  | { kind: 'person' }
  | { kind: 'official'; officialId: string; role: string; title: string; agencyCode: string; agencyName: string }
);

/** What a certificate was issued under. */
export type SigningProfile = 'person-signing' | 'official-signing';
export const profileOf = ({ kind }: Signer): SigningProfile =>
  kind === 'person' ? 'person-signing' : 'official-signing';

/** Certificates of one signer that hold at the same time: one for each device, and room to change them. */
export const MOST_CREDENTIALS = 5;
/** So long a person has to answer when a certificate or a signature is asked for, in seconds. */
export const ANSWER_WITHIN_SECONDS = 10 * 60;
/** So long an application has to use what a person has authorised, in seconds. */
export const USE_WITHIN_SECONDS = 5 * 60;
/** The same where an application asks without a browser of the person at hand: to answer, and to use it then. */
export const ANSWER_AFAR_WITHIN_SECONDS = 60 * 60;
export const USE_AFAR_WITHIN_SECONDS = 30 * 60;
/** Requests of one application that wait for one person: more would be a nuisance. */
export const MOST_WAITING = 5;
/** Most hashes of one authorisation. */
export const MOST_HASHES = 10_000;
/** The only algorithm that is signed over: the keys are on P-256. */
export const HASH_BYTES = 32;
/** Largest PDF that a person brings to sign: 10 MiB. */
export const MOST_OWN_DOCUMENT_BYTES = 10 * 1024 * 1024;
/** So long a brought document and its signed copy are kept, in hours; the log keeps their hashes. */
export const DOCUMENT_KEPT_HOURS = 24;
/** Documents of one signer that wait or are kept at the same time. */
export const MOST_DOCUMENTS = 20;
/** Most documents that are brought together, to be agreed to at once. */
export const MOST_IN_BATCH = 50;
/** All documents of a batch together: 50 MiB. */
export const MOST_BATCH_BYTES = 50 * 1024 * 1024;
/** Batches of one signer that wait or are kept at the same time. */
export const MOST_BATCHES = 4;

/**
 * The subject of a certificate. A person is named as in the account; the serial number tells people of one name apart
 * (ETSI EN 319 412-1 §5.1.3): the personal number only when the person wants it to be seen by all who get a document, else
 * a code that we alone can trace. An official is named with post and agency, and never by personal number.
 *
 * An official's certificate has no organizationIdentifier, though EN 319 412-2 would allow it: readers know seals by it.
 */
export function subjectOf(
  signer: Signer,
  { credentialId, showsNumber }: { credentialId: string; showsNumber: boolean },
): DistinguishedName {
  const { family, middle, given } = splitPersonName(signer.name);
  const names = {
    surname: family,
    givenName: [middle, given].filter(Boolean).join(' ') || family,
    commonName: signer.name,
  };
  const pseudonym = `${OWN_SCHEME}${credentialId.replaceAll('-', '').slice(-20).toUpperCase()}`;
  if (signer.kind === 'official') {
    return { organization: signer.agencyName, title: signer.title, ...names, serialNumber: pseudonym };
  }
  return { ...names, serialNumber: showsNumber ? `PNOVN-${signer.personalNumber}` : pseudonym };
}

/** A national scheme of two letters (EN 319 412-1 §5.1.3): CK for *chữ ký*, told apart by the end of the credential's id. */
const OWN_SCHEME = AGENCY_IDENTIFIER_PREFIX.replace('MD', 'CK');

/** What a person is asked to agree to when a certificate is issued: this key, this name, by SHA-256. */
export function enrolmentDigest(asked: { credentialId: string; keyInfo: Buffer; subject: DistinguishedName }): Buffer {
  return createHash('sha256')
    .update('mot-cua signing certificate 1\n')
    .update(`credential: ${asked.credentialId}\n`)
    .update(`key: ${createHash('sha256').update(asked.keyInfo).digest('hex')}\n`)
    .update(`subject: ${JSON.stringify(asked.subject, Object.keys(asked.subject).toSorted())}\n`)
    .digest();
}

/** Whether whole documents are signed, which we have seen, or hashes that an application has computed. */
export type Signed = 'documents' | 'hashes';

/** What a person is asked to authorise: these hashes, with this certificate, for this application, once. */
export interface ActivationAsked {
  id: string;
  serial: string;
  /** Client id of the application that will get the signatures; `portal` and `desk` are our own. */
  application: string;
  signs: Signed;
  /** SHA-256 hashes, one after the other. */
  hashes: Buffer;
  /** For whom, when an official signs for another. */
  stead: { delegationId: string; kind: string; as: string } | undefined;
}

/**
 * The challenge that the passkey signs: the SHA-256 of all that is authorised, as text that anyone can write again. As the
 * id is new each time, an answer to one is an answer to no other.
 */
export function activationDigest({ id, serial, application, signs, hashes, stead }: ActivationAsked): Buffer {
  const forAnother = stead ? `in stead: ${stead.as}\ndelegation: ${stead.delegationId}\nkind: ${stead.kind}\n` : '';
  const digest = createHash('sha256').update(
    `mot-cua signature activation 1\nactivation: ${id}\ncertificate: ${serial}\napplication: ${application}\n${forAnother}` +
      `signs: ${signs}\nalgorithm: SHA-256\ncount: ${hashes.length / HASH_BYTES}\n`,
  );
  for (let at = 0; at < hashes.length; at += HASH_BYTES) {
    digest.update(`${hashes.toString('hex', at, at + HASH_BYTES)}\n`);
  }
  return digest.digest();
}

/** Refuses a list of hashes that is empty, too long, of another algorithm, or names one twice. */
export function assertHashes(hashes: readonly Buffer[]): void {
  if (hashes.length === 0 || hashes.length > MOST_HASHES) {
    throw new Refusal('signing.hashes_wrong', 422, { values: { most: MOST_HASHES } });
  }
  if (hashes.some(({ length }) => length !== HASH_BYTES)) {
    throw new Refusal('signing.hashes_wrong', 422, { values: { most: MOST_HASHES } });
  }
  if (new Set(hashes.map((hash) => hash.toString('latin1'))).size !== hashes.length) {
    throw new Refusal('signing.hashes_wrong', 422, { values: { most: MOST_HASHES } });
  }
}

/** How a certificate of a signer stands. */
export type CredentialStanding = 'good' | 'suspended' | 'revoked' | 'expired';

/** What was last done to a certificate, and its end, as its holder sees it. */
export function standingOf(last: StatusAct | undefined, until: Date, at: Date): CredentialStanding {
  if (last?.kind === 'revoked') return 'revoked';
  if (last?.kind === 'suspended') return 'suspended';
  return until <= at ? 'expired' : 'good';
}

/** Refuses to sign with a certificate that does not hold. */
export function assertHolds(standing: CredentialStanding): void {
  if (standing !== 'good') throw new Refusal('signing.credential_not_usable', 409);
}
