import { createPublicKey, type KeyObject } from 'node:crypto';
import { calculateJwkThumbprint, flattenedVerify, type FlattenedJWSInput } from 'jose';
import { Refusal } from '../../../kernel/refusal.ts';
import { keyKindOf } from '../certificate/signature-way.ts';

/** Signed messages of ACME: flattened JWS, and nothing that RFC 8555 §6.2 does not allow. */

/** Algorithms by which an account may sign. */
export const ACCOUNT_ALGORITHMS: readonly string[] = ['ES256', 'ES384', 'RS256', 'EdDSA'];
const BINDING_ALGORITHMS: readonly string[] = ['HS256'];
const LEAST_RSA_BITS = 2048;
const MOST_RSA_BITS = 4096;

/** Which members of a JWK make the key (RFC 7638 §3.2). */
const KEY_MEMBERS: Readonly<Record<string, readonly string[]>> = {
  EC: ['crv', 'x', 'y'],
  RSA: ['e', 'n'],
  OKP: ['crv', 'x'],
};

/** A message as it came, not yet known to be signed. */
export interface SignedMessage {
  alg: string;
  nonce: string | undefined;
  url: string;
  /** Who signed: a new key, or the address of an account or the name of a permit. */
  jwk: Record<string, string> | undefined;
  kid: string | undefined;
  input: FlattenedJWSInput;
}

/** A key of an account, its public members alone. */
export interface AccountKey {
  jwk: Record<string, string>;
  thumbprint: string;
  key: KeyObject;
}

const isText = (value: unknown): value is string => typeof value === 'string';
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const malformed = (): Refusal => new Refusal('trust.acme_malformed', 400);

/** Parses JSON that must be an object. */
export function readObject(text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw malformed();
  }
  if (!isRecord(value)) throw malformed();
  return value;
}

/**
 * Reads a message. Refuses `trust.acme_malformed`, and `trust.acme_algorithm_refused` for an algorithm that is not taken from
 * accounts, or from those who bind one.
 */
export function readMessage(value: Record<string, unknown>, from: 'account' | 'permit' = 'account'): SignedMessage {
  const { protected: head, payload, signature, ...more } = value;
  if (!isText(head) || !isText(payload) || !isText(signature) || Object.keys(more).length > 0) throw malformed();
  const { alg, nonce, url, jwk, kid, ...others } = readObject(Buffer.from(head, 'base64url').toString('utf8'));
  if (!isText(url) || (nonce !== undefined && !isText(nonce)) || 'crit' in others || 'b64' in others) throw malformed();
  if ((jwk === undefined) === (kid === undefined) || (kid !== undefined && !isText(kid))) throw malformed();
  if (!isText(alg) || !(from === 'account' ? ACCOUNT_ALGORITHMS : BINDING_ALGORITHMS).includes(alg))
    throw new Refusal('trust.acme_algorithm_refused', 400);
  return {
    alg,
    nonce,
    url,
    jwk: jwk === undefined ? undefined : publicMembers(jwk),
    kid,
    input: { protected: head, payload, signature },
  };
}

/** The members of a JWK that make the public key. Refuses `trust.acme_key_refused`, also for a key that is not public. */
export function publicMembers(jwk: unknown): Record<string, string> {
  const refused = new Refusal('trust.acme_key_refused', 400);
  if (!isRecord(jwk) || !isText(jwk.kty) || 'd' in jwk || 'k' in jwk) throw refused;
  const members = KEY_MEMBERS[jwk.kty];
  if (!members) throw refused;
  const read: Record<string, string> = { kty: jwk.kty };
  for (const member of members) {
    const value = jwk[member];
    if (!isText(value) || !/^[\w-]{1,2000}$/.test(value)) throw refused;
    read[member] = value;
  }
  return read;
}

/** The key of an account: P-256, P-384, Ed25519, or RSA of 2,048 to 4,096 bits. Refuses `trust.acme_key_refused`. */
export async function readAccountKey(jwk: Record<string, string>): Promise<AccountKey> {
  let key: KeyObject;
  try {
    key = createPublicKey({ key: jwk, format: 'jwk' });
  } catch {
    throw new Refusal('trust.acme_key_refused', 400);
  }
  const { modulusLength = LEAST_RSA_BITS, publicExponent = 65537n } = key.asymmetricKeyDetails ?? {};
  const isSound = modulusLength >= LEAST_RSA_BITS && modulusLength <= MOST_RSA_BITS && publicExponent >= 65537n;
  if (!keyKindOf(key) || !isSound) throw new Refusal('trust.acme_key_refused', 400);
  return { jwk, key, thumbprint: await calculateJwkThumbprint(jwk) };
}

/** What was signed, when the key did sign it. Refuses `trust.acme_signature_wrong`. */
export async function verifiedPayload({ input, alg }: SignedMessage, key: KeyObject | Uint8Array): Promise<string> {
  try {
    const { payload } = await flattenedVerify(input, key, { algorithms: [alg] });
    return Buffer.from(payload).toString('utf8');
  } catch {
    // The key does not go with the algorithm, or the signature is not its own.
    throw new Refusal('trust.acme_signature_wrong', 400);
  }
}
