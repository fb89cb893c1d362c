import { now } from '../../../kernel/clock.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { standingOf, type Standing } from '../administration/certificates/rules.ts';
import { askFor, decideRequest, type CertificateRequest } from '../administration/requests/actions.ts';
import { holderOfOfficial } from '../administration/requests/new-certificates.ts';
import { readRequestsOf } from '../administration/requests/store.ts';
import type { Administrator } from '../administration/rules.ts';
import { readCertificate, toPem, type Certificate } from '../certificate/certificate.ts';
import { authorityOf, type SealingHouse } from '../keys.ts';
import type { RevocationReason } from '../rules.ts';
import { changeStanding } from '../status/actions.ts';
import { readHeldBy, type HeldByOfficial } from './store.ts';

/** An official in a post. */
export type Official = Administrator;

/** A certificate by which an official shows who he or she is. */
export interface OwnCertificate {
  serial: string;
  read: Certificate;
  standing: Standing;
}

const MOST_SHOWN = 50;
/** Certificates of one official in one post that hold at the same time: one for each device, and room to renew. */
const MOST_HELD = 5;

/** The certificates of an official in this post, and what he or she asked for, the newest first. */
export async function listOwn(
  house: SealingHouse,
  { post }: Official,
): Promise<{ certificates: OwnCertificate[]; requests: CertificateRequest[] }> {
  const db = house.db.as('trust');
  const [held, requests] = await Promise.all([
    readHeldBy(db, holderOfOfficial(post), MOST_SHOWN),
    readRequestsOf(db, post.officialId, MOST_SHOWN),
  ]);
  const isOfPost = ({ agencyCode, details }: CertificateRequest) =>
    agencyCode === post.agencyCode && details.role === post.role;
  return { certificates: held.map(viewOf), requests: requests.filter(isOfPost) };
}

const viewOf = ({ serial, certificate, kind, until }: HeldByOfficial): OwnCertificate => ({
  serial,
  read: readCertificate(certificate),
  standing: standingOf({ kind, until }, now()),
});

/** One's own certificate. Refuses `trust.no_such_certificate`, also for one of somebody else or of another post. */
export async function readOwn(house: SealingHouse, { post }: Official, serial: string): Promise<OwnCertificate> {
  const found = (await readHeldBy(house.db.as('trust'), holderOfOfficial(post), MOST_SHOWN)).find(
    (one) => one.serial === serial,
  );
  if (!found) throw new Refusal('trust.no_such_certificate', 404);
  return viewOf(found);
}

/** The certificate and the authority above it in PEM: what a program shows to a server. */
export async function chainPemOfOwn(house: SealingHouse, official: Official, serial: string): Promise<string> {
  const { read } = await readOwn(house, official, serial);
  return toPem(read) + toPem((await authorityOf(house, read))!.read);
}

/**
 * Asks for a certificate of one's own, also to renew one: with a request (PKCS #10, PEM) made by the key that it is to be for. An
 * administrator of the trust services decides. Refuses `trust.too_many_certificates`, and what `askFor` refuses.
 */
export async function askForOwn(
  house: SealingHouse,
  official: Official,
  { request, why, requestKey }: { request: string; why: string; requestKey: string },
): Promise<string> {
  const { certificates } = await listOwn(house, official);
  const holding = certificates.filter(({ standing }) => standing !== 'revoked' && standing !== 'ended');
  if (holding.length >= MOST_HELD)
    throw new Refusal('trust.too_many_certificates', 409, { values: { most: MOST_HELD } });
  return askFor(house, official, { asking: { kind: 'certify_official', request }, why, requestKey });
}

/** Takes one's own request back. Refuses what `decideRequest` refuses. */
export async function withdrawOwn(
  house: SealingHouse,
  official: Official,
  { id, requestKey }: { id: string; requestKey: string },
): Promise<void> {
  await decideRequest(house, official, { id, move: 'withdraw', words: 'Người yêu cầu tự rút lại.', requestKey });
}

/** Why an official gives a certificate up. */
export const OWN_REASONS = [
  'keyCompromise',
  'affiliationChanged',
  'superseded',
  'cessationOfOperation',
] as const satisfies readonly RevocationReason[];

/** Revokes one's own certificate, for ever and at once: it may be the key that was lost. Refuses as `readOwn` and `changeStanding` do. */
export async function revokeOwn(
  house: SealingHouse,
  official: Official,
  { serial, reason }: { serial: string; reason: (typeof OWN_REASONS)[number] },
): Promise<void> {
  await readOwn(house, official, serial);
  await changeStanding(house, {
    serial,
    act: { kind: 'revoked', reason },
    by: official.name,
    why: 'Người được cấp tự thu hồi chứng thư số của mình.',
  });
}
