import { now } from '../../../kernel/clock.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { ofKind } from '../authority.ts';
import { readCertificate } from '../certificate/certificate.ts';
import { findMachineCertificate } from '../enrolment/store.ts';
import { ensureAuthorities, type SealingHouse } from '../keys.ts';
import { PROFILES } from '../rules.ts';
import { readLastActs } from '../status/store.ts';
import { answerOf, type AcmeAnswer } from './request.ts';
import { renewalWindow } from './rules.ts';

/** Renewal information (RFC 9773): when a certificate is best renewed, so that a revocation is learnt of before it hurts. */

const ASK_AGAIN_SECONDS = 6 * 3_600;

/** The serial number in a certificate's identifier, when our authority issued such a thing at all (RFC 9773 §4.1). */
export async function readCertificateId(house: SealingHouse, id: string): Promise<string | undefined> {
  const [keyId = '', serial = '', ...more] = id.split('.');
  if (more.length > 0 || !/^[\w-]{1,64}$/.test(keyId) || !/^[\w-]{1,32}$/.test(serial)) return undefined;
  const authorities = await ensureAuthorities(house);
  const issuers = ofKind(authorities.keys(), 'machine-authority').map((name) => authorities.get(name)!.read);
  if (!issuers.some((one) => one.keyId.equals(Buffer.from(keyId, 'base64url')))) return undefined;
  return Buffer.from(serial, 'base64url').toString('hex');
}

/** When the certificate is best renewed. Refuses `trust.acme_nothing_here`. */
export async function readRenewal(house: SealingHouse, id: string): Promise<AcmeAnswer> {
  const db = house.db.as('trust');
  const serial = await readCertificateId(house, id);
  const held = serial === undefined ? undefined : await findMachineCertificate(db, serial);
  if (!held) throw new Refusal('trust.acme_nothing_here', 404);
  const { until } = readCertificate(held.certificate);
  const [last] = await readLastActs(db, [held.serial]);
  const replacedBefore_days = PROFILES[held.profile].replacedBefore_days!;
  const { start, end } = renewalWindow({ until, replacedBefore_days, isRevoked: last?.kind === 'revoked' }, now());
  return answerOf(
    { suggestedWindow: { start: start.toISOString(), end: end.toISOString() } },
    { retryAfter_seconds: ASK_AGAIN_SECONDS },
  );
}
