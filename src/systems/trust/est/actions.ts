import { createHash } from 'node:crypto';
import { now } from '../../../kernel/clock.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { objectId, sequence, setOf } from '../asn1/der.ts';
import {
  MOST_REQUEST_BYTES,
  readCertificationRequest,
  type CertificationRequest,
} from '../enrolment/certification-request.ts';
import { isSecret, openPermit, type OpenPermit } from '../enrolment/actions.ts';
import { findIssued, isCovered, issueForMachine } from '../enrolment/issue.ts';
import { findGoodCertificate, returnPermit, usePermit } from '../enrolment/store.ts';
import { ofKind } from '../authority.ts';
import { ensureAuthorities, type SealingHouse } from '../keys.ts';
import { MinuteLimit } from '../minute-limit.ts';
import { certificatesOnly } from './certificates-only.ts';
import { renewShown } from './renewal.ts';

/** Enrolment over Secure Transport (RFC 7030), for those whom an administrator gave a permit. */

/** Largest request as it is sent: Base64 with line breaks. */
export const MOST_EST_BYTES = Math.ceil(MOST_REQUEST_BYTES * 1.5);
const MOST_A_MINUTE = 120;
const limit = new MinuteLimit(MOST_A_MINUTE);

/** The authority of machines, those that it succeeded, and the root above them (RFC 7030 §4.1). */
export async function readAuthorityCertificates(house: SealingHouse): Promise<Buffer> {
  const authorities = await ensureAuthorities(house);
  const names = ofKind(authorities.keys(), 'machine-authority');
  return certificatesOnly([...names, 'root' as const].map((name) => authorities.get(name)!.read));
}

const EC_PUBLIC_KEY = '1.2.840.10045.2.1';
const P256 = '1.2.840.10045.3.1.7';
const ECDSA_SHA256 = '1.2.840.10045.4.3.2';

/** What a request had best have (RFC 7030 §4.5): a key on P-256, signed with SHA-256. */
export const requestAttributes = (): Buffer =>
  sequence(sequence(objectId(EC_PUBLIC_KEY), setOf(objectId(P256))), objectId(ECDSA_SHA256));

/** What came over the wire. */
export interface EstRequest {
  /** The header Authorization: HTTP Basic, with a permit and its secret. */
  authorization: string | undefined;
  /** PKCS #10 in Base64. */
  bytes: Buffer;
  address: string;
  /** The certificate (DER) that the client showed, and by the handshake of TLS the key of: only where TLS ends in the house. */
  shown?: Buffer | undefined;
}

/**
 * Issues a certificate for the names that the permit allows, or renews one (RFC 7030 §4.2): then a good certificate of the same
 * names must be there. The same request by the same permit gets the same certificate again. Where a certificate is shown and no
 * permit, that one is renewed, see `renewShown`.
 *
 * Refuses `trust.permit_unusable` (401 when the secret is wrong), `trust.est_names_refused`, `trust.est_nothing_to_renew`,
 * `trust.est_too_many`, and what `readCertificationRequest` and `issueForMachine` refuse.
 */
export async function enrol(
  house: SealingHouse,
  { authorization, bytes, address, shown }: EstRequest,
  kind: 'first' | 'again',
): Promise<Buffer> {
  const { retryAfter_seconds } = limit.count(address);
  if (retryAfter_seconds)
    throw new Refusal('trust.est_too_many', 429, { values: { most: MOST_A_MINUTE, retryAfter_seconds } });
  if (kind === 'again' && shown && authorization === undefined)
    return certificatesOnly([await renewShown(house, shown, readRequest(bytes))]);
  const permit = await admitted(house, authorization);
  const request = readRequest(bytes);
  const { names, publicKey, keyInfo, der } = request;
  const requestKey = `est ${permit.id} ${createHash('sha256').update(der).digest('base64url')}`;
  const before = await findIssued(house, requestKey);
  if (before) return certificatesOnly([before]);
  if (names.length === 0 || !names.every((name) => isCovered(name, permit.names)))
    throw new Refusal('trust.est_names_refused', 403);
  const db = house.db.as('trust');
  const { profile, agency } = permit;
  if (kind === 'again') {
    const wanted = { profile, agencyCode: agency?.code ?? null, names: names.map(({ text: name }) => name), at: now() };
    if (!(await findGoodCertificate(db, wanted))) throw new Refusal('trust.est_nothing_to_renew', 403);
  }
  if (!(await usePermit(db, permit.id, now()))) throw new Refusal('trust.permit_unusable', 403);
  try {
    const holder = agency ? `agency ${agency.code}` : `est ${permit.id}`;
    const certificate = await issueForMachine(house, {
      profile,
      publicKey,
      keyInfo,
      names,
      ...(agency && { agency }),
      holder,
      requestKey,
    });
    return certificatesOnly([certificate]);
  } catch (error) {
    // What was refused has cost nothing.
    if (error instanceof Refusal) await returnPermit(db, permit.id);
    throw error;
  }
}

function readRequest(bytes: Buffer): CertificationRequest {
  const text = bytes.toString('latin1').replace(/\s+/g, '');
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(text)) throw new Refusal('trust.request_malformed', 400);
  return readCertificationRequest(Buffer.from(text, 'base64'));
}

/** The permit of HTTP Basic (RFC 7617), with its right secret. */
async function admitted(house: SealingHouse, authorization: string | undefined): Promise<OpenPermit> {
  const [, sent = ''] = /^Basic ([A-Za-z0-9+/]{1,400}={0,2})$/i.exec(authorization ?? '') ?? [];
  const [, id = '', secret = ''] = /^([^:]*):(.*)$/.exec(Buffer.from(sent, 'base64').toString('latin1')) ?? [];
  const refused = new Refusal('trust.permit_unusable', 401);
  const permit = await openPermit(house, id, 'est').catch((error: unknown) => {
    throw error instanceof Refusal ? refused : error;
  });
  if (!isSecret(permit, secret)) throw refused;
  return permit;
}
