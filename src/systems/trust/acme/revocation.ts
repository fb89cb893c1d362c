import { now } from '../../../kernel/clock.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { MalformedDer } from '../asn1/der.ts';
import { keyHashOf, readCertificate, type Certificate } from '../certificate/certificate.ts';
import { findMachineCertificate } from '../enrolment/store.ts';
import type { SealingHouse } from '../keys.ts';
import { REVOCATION_REASONS, type RevocationReason } from '../rules.ts';
import { changeStanding } from '../status/actions.ts';
import { answerOf, type AcmeAnswer, type Signed } from './request.ts';
import { countProven, findOrderOfCertificate } from './store.ts';

/** Revocation (RFC 8555 §7.6): by the account that got it, by one that has proven all its names, or by its own key. */

/** Reasons that the holder of a certificate may give. */
const HOLDERS_REASONS: readonly RevocationReason[] = [
  'unspecified',
  'keyCompromise',
  'affiliationChanged',
  'superseded',
  'cessationOfOperation',
];

/**
 * Revokes a machine's certificate, for ever. Refuses `trust.acme_malformed`, `trust.acme_nothing_here`,
 * `trust.acme_reason_refused`, `trust.acme_may_not_revoke`, `trust.already_revoked`.
 */
export async function revokeByRequest(house: SealingHouse, asked: Signed): Promise<AcmeAnswer> {
  const certificate = readSent(asked.payload.certificate);
  const { reason: number = 0 } = asked.payload;
  const db = house.db.as('trust');
  const held = await findMachineCertificate(db, certificate.serial);
  if (!held?.certificate.equals(certificate.der)) throw new Refusal('trust.acme_nothing_here', 404);
  if (!(await mayRevoke(house, asked, { certificate, names: held.names })))
    throw new Refusal('trust.acme_may_not_revoke', 403);
  const reason = HOLDERS_REASONS.find((name) => REVOCATION_REASONS[name] === number);
  if (!reason) throw new Refusal('trust.acme_reason_refused', 400);
  const by = asked.account ? `ACME: tài khoản ${asked.account.id}` : 'ACME: người giữ khóa của chứng thư số';
  await changeStanding(house, {
    serial: held.serial,
    act: { kind: 'revoked', reason },
    by,
    why: `Thu hồi theo yêu cầu đã ký (RFC 8555 §7.6), lý do ${reason}.`,
  });
  return answerOf(undefined);
}

function readSent(sent: unknown): Certificate {
  if (typeof sent !== 'string') throw new Refusal('trust.acme_malformed', 400);
  try {
    return readCertificate(Buffer.from(sent, 'base64url'));
  } catch (error) {
    if (error instanceof MalformedDer) throw new Refusal('trust.acme_malformed', 400);
    throw error;
  }
}

async function mayRevoke(
  house: SealingHouse,
  { account, key }: Signed,
  { certificate, names }: { certificate: Certificate; names: readonly string[] },
): Promise<boolean> {
  if (!account) {
    const own = key.key.export({ type: 'spki', format: 'der' });
    return keyHashOf({ keyInfo: own }).equals(keyHashOf(certificate));
  }
  const db = house.db.as('trust');
  const order = await findOrderOfCertificate(db, certificate.serial);
  if (order?.account === account.id) return true;
  return (await countProven(db, { account: account.id, names, at: now() })) === names.length;
}
