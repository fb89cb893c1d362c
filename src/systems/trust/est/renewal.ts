import { now } from '../../../kernel/clock.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { agency } from '../../organisations/index.ts';
import { MalformedDer } from '../asn1/der.ts';
import { AGENCY_IDENTIFIER_PREFIX, readCertificate, type Certificate } from '../certificate/certificate.ts';
import type { CertificationRequest } from '../enrolment/certification-request.ts';
import { findIssued, issueForMachine } from '../enrolment/issue.ts';
import { findMachineCertificate, type HeldCertificate } from '../enrolment/store.ts';
import type { SealingHouse } from '../keys.ts';
import { isSameName } from '../path/name.ts';
import { CLIENT_AUTHENTICATION, PROFILES, type SealedAgency } from '../rules.ts';
import { readLastActs } from '../status/store.ts';

/** Renewal by the certificate itself (RFC 7030 §3.3.2 and §4.2.2): its key has just been shown by the handshake of TLS. */

/**
 * Renews the certificate that was shown, once, with its key or another, from the middle of its life on. Asked again for the same key, it
 * answers the same certificate.
 *
 * Refuses `trust.est_certificate_refused` (401: none of ours, of a kind that authenticates no client, ended, suspended or revoked),
 * `trust.est_subject_refused` (the request must have the same subject and alternative names, RFC 7030 §4.2.2), `trust.est_too_early`,
 * `trust.est_renewed_already` (for another key: of two that can show this certificate one is not who it should be),
 * `trust.est_agency_changed`, and what `issueForMachine` refuses.
 */
export async function renewShown(
  house: SealingHouse,
  shown: Buffer,
  request: CertificationRequest,
): Promise<Certificate> {
  const { held, certificate } = await admittedBy(house, shown);
  const names = request.alternativeNames.map(({ text }) => text);
  const isSame =
    isSameName(request.subjectName, certificate.subjectName) &&
    names.length === held.names.length &&
    held.names.every((name) => names.includes(name));
  if (!isSame) throw new Refusal('trust.est_subject_refused', 403);
  const { publicKey, keyInfo } = request;
  // A certificate is renewed once: whoever comes second with another key is not who it should be, or the first was not.
  const requestKey = `est-renewal ${held.serial}`;
  const ofThisKey = (renewed: Certificate): Certificate => {
    if (!renewed.keyInfo.equals(keyInfo)) throw new Refusal('trust.est_renewed_already', 409);
    return renewed;
  };
  const before = await findIssued(house, requestKey);
  if (before) return ofThisKey(before);
  const from = new Date((certificate.from.getTime() + certificate.until.getTime()) / 2);
  if (now() < from)
    throw new Refusal('trust.est_too_early', 403, { values: { date: from.toISOString().slice(0, 10) } });
  const named = await agencyOf(house, certificate);
  const renewed = await issueForMachine(house, {
    profile: held.profile,
    publicKey,
    keyInfo,
    names: request.alternativeNames,
    ...(named && { agency: named }),
    holder: held.holder,
    requestKey,
  });
  return ofThisKey(renewed);
}

/** The certificate that was shown, byte for byte as the house issued it, if it may renew itself. */
async function admittedBy(
  house: SealingHouse,
  shown: Buffer,
): Promise<{ held: HeldCertificate; certificate: Certificate }> {
  const refused = new Refusal('trust.est_certificate_refused', 401);
  let certificate: Certificate;
  try {
    certificate = readCertificate(shown);
  } catch (error) {
    throw error instanceof MalformedDer ? refused : error;
  }
  const db = house.db.as('trust');
  const held = await findMachineCertificate(db, certificate.serial);
  if (!held?.certificate.equals(shown)) throw refused;
  const profile = PROFILES[held.profile];
  if (!profile.answersUnderNames || !profile.extendedKeyUsage?.includes(CLIENT_AUTHENTICATION)) throw refused;
  const [last] = await readLastActs(db, [held.serial]);
  const isOfTime = certificate.from <= now() && now() < certificate.until;
  if (!isOfTime || (last !== undefined && last.kind !== 'resumed')) throw refused;
  return { held, certificate };
}

/** The agency that the certificate names, if it is still there under that name: another name would be another subject. */
async function agencyOf(house: SealingHouse, certificate: Certificate): Promise<SealedAgency | undefined> {
  const { organization: name, organizationIdentifier: identifier } = certificate;
  if (identifier === undefined) return undefined;
  const code = identifier.slice(AGENCY_IDENTIFIER_PREFIX.length);
  if ((await agency(house, code))?.name.vi !== name) throw new Refusal('trust.est_agency_changed', 403);
  return { code, name };
}
