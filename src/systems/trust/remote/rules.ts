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
/** Requests of one application that wait for one person: more would be a nuisance. */
export const MOST_WAITING = 5;
/** Orders of one application for one person whose outcome waits to be fetched. */
export const MOST_DEFERRED = 20;
/** So long an outcome is kept where nothing is said, and at most. */
export const DEFERRED_KEPT_MS = 3_600_000;
export const MOST_DEFERRED_KEPT_MS = 24 * 3_600_000;
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
