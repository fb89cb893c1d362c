import { createHash, sign } from 'node:crypto';
import {
  element,
  generalizedTime,
  integer,
  objectId,
  octetString,
  sequence,
} from '../../src/systems/trust/asn1/der.ts';
import { extension, keyBits, type Issuer } from '../../src/systems/trust/certificate/certificate.ts';
import { keyInHand } from '../../src/systems/trust/keystore/private-key.ts';
import { signAnswer, type Told } from '../../src/systems/trust/ocsp/response.ts';
import { DOCUMENT_SIGNING, OCSP_SIGNING, TIME_STAMPING } from '../../src/systems/trust/rules.ts';
import { issueRevocationList, type RevokedEntry } from '../../src/systems/trust/status/list-issue.ts';
import { signStamp } from '../../src/systems/trust/time-stamp/token.ts';
import type { DigestName, FoundTimeStamp, ReadableSignature } from '../../src/systems/trust/validation/found.ts';
import { authorityExtension, certificateOf, type TestHolder, type TestOrder } from './certificates.ts';

/** Signatures, time stamps and revocation of any year, right or wrong, for tests of validation: no format is needed for them. */

export const day = (text: string): Date => new Date(`${text}T00:00:00Z`);

/** extendedKeyUsage. */
export const purposes = (critical: boolean, ...oids: string[]): Buffer =>
  extension('2.5.29.37', critical, sequence(...oids.map(objectId)));
const DOCUMENTS = purposes(false, DOCUMENT_SIGNING);
const STAMPS = purposes(true, TIME_STAMPING);
const ANSWERS = purposes(false, OCSP_SIGNING);
const NOT_ASKED = extension('1.3.6.1.5.5.7.48.1.5', false, element(5));

type Life = Pick<TestOrder, 'from' | 'until'>;

export const authorityOf = (name: string, issuer: TestHolder | undefined, life: Life = {}): TestHolder =>
  certificateOf({ name, ...(issuer && { issuer }), extensions: [authorityExtension()], ...life });
export const signerOf = (name: string, issuer: TestHolder, life: Life = {}): TestHolder =>
  certificateOf({ name, issuer, extensions: [DOCUMENTS], ...life });
export const stamperOf = (name: string, issuer: TestHolder, life: Life = {}): TestHolder =>
  certificateOf({ name, issuer, extensions: [STAMPS], ...life });
export const responderOf = (name: string, issuer: TestHolder, life: Life = {}): TestHolder =>
  certificateOf({ name, issuer, extensions: [ANSWERS, NOT_ASKED], ...life });

const inHand = ({ certificate, privateKey }: TestHolder): Issuer => ({
  certificate,
  privateKey: keyInHand(privateKey),
});

/** A full revocation list; `tellsOfEnded` keeps certificates that ended on it. */
export function listOf(
  issuer: TestHolder,
  order: {
    from: Date;
    until: Date;
    revoked?: readonly { one: TestHolder; at: Date; reason?: number }[];
    tellsOfEnded?: boolean;
  },
): Promise<Buffer> {
  const entries = (order.revoked ?? []).map(({ one, at, reason = 1 }): RevokedEntry => ({
    serialBytes: one.certificate.serialBytes,
    at,
    reason,
  }));
  return issueRevocationList({
    issuer: inHand(issuer),
    number: 1,
    thisUpdate: order.from,
    nextUpdate: order.until,
    entries,
    extensions: order.tellsOfEnded ? [extension('2.5.29.60', false, generalizedTime(day('2020-01-01')))] : [],
  });
}

/** An OCSP answer about one certificate. */
export function answerOf(
  responder: TestHolder,
  issuer: TestHolder,
  order: { about: TestHolder; status: Told['status']; from: Date; until: Date },
): Promise<Buffer> {
  const sha1 = (bytes: Buffer) => octetString(createHash('sha1').update(bytes).digest());
  const { subject, keyInfo } = issuer.certificate;
  const id = sequence(
    sequence(objectId('1.3.14.3.2.26')),
    sha1(subject),
    sha1(keyBits(keyInfo)),
    integer(order.about.certificate.serialBytes),
  );
  return signAnswer(inHand(responder), {
    told: [{ id, status: order.status }],
    at: order.from,
    until: order.until,
    nonce: undefined,
  });
}

/** A time stamp over bytes. */
export async function stampOf(
  stamper: TestHolder,
  order: {
    kind: FoundTimeStamp['kind'];
    over: Buffer;
    at: Date;
    covers?: readonly Buffer[];
    chain?: readonly TestHolder[];
  },
): Promise<FoundTimeStamp> {
  const imprint = (digest: DigestName) => createHash(digest).update(order.over).digest();
  const whole = sequence(sequence(objectId('2.16.840.1.101.3.4.2.1')), octetString(imprint('sha256')));
  const party = { ...inHand(stamper), chain: (order.chain ?? []).map(({ certificate }) => certificate) };
  const token = await signStamp(party, { imprint: whole, nonce: undefined, wantsCertificates: true }, order.at);
  return { kind: order.kind, token, imprint, covers: order.covers ?? [] };
}

/** A signature over a text, as a reader of some format would tell it. */
export function foundOf(
  signer: TestHolder,
  order: Partial<ReadableSignature> & { at?: Date; digest?: DigestName },
): ReadableSignature {
  const { at = day('2026-06-01'), digest = 'sha256', ...more } = order;
  const signed = Buffer.from('what is signed');
  return {
    id: '1',
    format: 'CAdES',
    level: 'B-B',
    coverage: { whole: true, names: [], later: { permitted: [] } },
    references: [{ name: 'document', digest, result: 'same' }],
    value: {
      signed,
      signature: sign(digest, signed, signer.privateKey),
      algorithm: { family: 'ecdsa', digest },
      encoding: 'der',
    },
    signer: signer.certificate,
    signerReference: 'same',
    certificates: [signer.certificate],
    evidence: { lists: [], answers: [] },
    timeStamps: [],
    claimed: { at },
    ...more,
  };
}
