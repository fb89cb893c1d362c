import { Refusal } from '../../../../kernel/refusal.ts';
import { type Answer, json } from '../../../../kernel/route.ts';
import type { CredentialStanding, SigningCredential } from '../../../trust/index.ts';
import { MOST_HASHES_IN_AN_ADDRESS } from '../authorization/wanted.ts';

/** What the CSC API answers: certificates in its words (§11.4), and refusals as its errors (§10.2). */

/** ecdsa-with-SHA256, and the curve. */
export const ECDSA_SHA256_OID = '1.2.840.10045.4.3.2';
const P256_OID = '1.2.840.10045.3.1.7';
const KEY_BITS = 256;

/** The words of the specification for how a certificate stands. */
const STATUS: Record<CredentialStanding, string> = {
  good: 'valid',
  suspended: 'suspended',
  revoked: 'revoked',
  expired: 'expired',
};

export interface Wanted {
  certificates?: 'none' | 'single' | 'chain';
  certInfo?: boolean;
  authInfo?: boolean;
}

/** How the person agrees: in the browser, or on their own page; the application gets nothing to collect. */
const AUTHORISED_BY = {
  oauth2code: { mode: 'oauth2code' },
  explicit: {
    mode: 'explicit',
    expression: 'passkey',
    objects: [
      { type: 'NULL', id: 'passkey', label: 'Passkey', description: 'The person agrees on the page /my-signatures' },
    ],
  },
} as const;

/** A certificate as the application is told of it. */
export function credentialInfo(
  credential: SigningCredential,
  given: { chain: readonly string[]; mode: keyof typeof AUTHORISED_BY; wanted: Wanted },
) {
  const { chain, mode, wanted } = given;
  const { certificate, standing } = credential;
  const which = wanted.certificates ?? 'single';
  return {
    key: {
      status: standing === 'good' ? 'enabled' : 'disabled',
      algo: [ECDSA_SHA256_OID],
      len: KEY_BITS,
      curve: P256_OID,
    },
    cert: {
      status: STATUS[standing],
      ...(which !== 'none' && { certificates: which === 'chain' ? chain : chain.slice(0, 1) }),
      ...(wanted.certInfo && {
        issuerDN: `CN=${escaped(credential.issuerName)}`,
        serialNumber: certificate.serial.toUpperCase(),
        subjectDN: `CN=${escaped(certificate.commonName)},C=VN`,
        validFrom: generalized(certificate.from),
        validTo: generalized(certificate.until),
      }),
    },
    ...(wanted.authInfo && { auth: AUTHORISED_BY[mode] }),
    SCAL: '2',
    multisign: MOST_HASHES_IN_AN_ADDRESS,
    lang: 'vi-VN',
  };
}

/** A value of a name as RFC 4514 §2.4 writes it. */
const escaped = (text: string): string => text.replace(/["+,;<>\\]/g, (sign) => `\\${sign}`);
const generalized = (at: Date): string => at.toISOString().replace(/[-:T]|\.\d+/g, '');

/** An error of the API. */
export const cscError = (status: number, error: string, description: string): Answer =>
  json({ error, error_description: description }, status);

/** Sentences of the specification for our refusals. */
const DESCRIPTIONS: ReadonlyMap<string, string> = new Map([
  ['signing.credential_unknown', 'Invalid parameter credentialID'],
  ['signing.credential_not_usable', 'The credential identified by credentialID is disabled'],
  ['signing.hashes_wrong', 'Invalid digest value length'],
  ['signing.sad_refused', 'Invalid parameter SAD'],
  ['signing.hash_not_authorised', 'Hash is not authorized by the SAD'],
  ['signing.hash_signed_already', 'Hash is not authorized by the SAD'],
  ['signing.activation_unknown', 'Invalid parameter handle'],
  ['signing.activation_over', 'Invalid parameter handle'],
  ['signing.deferred_unknown', 'Invalid parameter requestID'],
  [
    'csc.not_completed',
    'The previous asynchronous signature request has been accepted for processing, but the processing has not yet been completed.',
  ],
  ['csc.not_asynchronous', 'Invalid parameter validity_period'],
  ['csc.no_callback', 'Invalid parameter response_uri'],
  ['csc.number_wrong', 'Invalid value for parameter numSignatures'],
  ['csc.not_explicit', 'Invalid parameter credentialID'],
  ['csc.both_given', 'Both documentDigests and documents parameters passed'],
  ['csc.none_given', 'Empty documentDigests and documents objects'],
  ['csc.document_not_base64', 'Invalid Base64 documents string parameter'],
  ['csc.envelope_impossible', 'Invalid parameter signed_envelope_property'],
  ['trust.certified_too_late', 'Invalid parameter signed_envelope_property'],
  ['trust.already_signed_within', 'Invalid parameter signed_envelope_property'],
  ['csc.format_impossible', 'Invalid parameter signature_format'],
  ['trust.level_impossible', 'Invalid parameter conformance_level'],
  ['trust.document_unreadable', 'Invalid array parameter documents'],
  ['trust.document_too_large', 'Invalid array parameter documents'],
]);

/** A refusal by a method as an error of the API. Throws what is no refusal of ours. */
export function errorOf(error: unknown, method: string): Answer {
  if (!(error instanceof Refusal)) throw error;
  if (error.code === 'signing.token_refused') return cscError(401, 'invalid_token', 'The access token is not valid');
  if (error.status === 429) return cscError(429, 'temporarily_unavailable', 'Too many requests');
  if (error.status >= 500) return cscError(503, 'temporarily_unavailable', 'Temporarily unable to handle the request');
  if (method === 'signatures/signDoc' && error.code === 'signing.hash_not_authorised')
    return cscError(403, 'invalid_hash', 'Document or documentDigest does not match authorized hash');
  if (error.code === 'csc.properties_wrong')
    return cscError(400, 'invalid_request', `Invalid parameter signed_props (${String(error.values.names)})`);
  if (error.code === 'csc.authentication_wrong')
    return cscError(400, 'invalid_authentication_data', 'The authentication data is invalid');
  const [field] = error.fields;
  const description =
    DESCRIPTIONS.get(error.code) ??
    (field ? `Missing (or invalid type) parameter ${field.field.split('.')[0]}` : 'Malformed request');
  return cscError(400, 'invalid_request', description);
}
