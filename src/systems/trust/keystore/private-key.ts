import { createPublicKey, type KeyObject } from 'node:crypto';
import { knownDetails } from '../certificate/signature-scheme.ts';
import { ALGORITHMS, type KeyAlgorithm } from './algorithms.ts';

/** What a private key can be asked, wherever it lies: in the keystore, in a token, or in hand. */
export interface PrivateKey {
  readonly publicKey: KeyObject;
  /** The signature by the key's own algorithm: ECDSA-Sig-Value in DER on a curve, 64 bytes by Ed25519, and as FIPS 204 has it. */
  sign(asked: ToSign): Promise<Buffer>;
}

/** What a key was made for. It signs nothing else, for ever. */
export const KEY_USES = ['authority', 'seal', 'time-stamp', 'answer', 'trusted-list', 'checkpoint', 'person'] as const;
export type KeyUse = (typeof KEY_USES)[number];

/**
 * Kinds of what is signed: a TBSCertificate and a TBSCertList (RFC 5280), a CertificationRequestInfo (RFC 2986), a ResponseData (RFC 6960),
 * signed attributes of CMS (RFC 5652 §5.4), a SignedInfo of XML, a JWS signing input (RFC 7515), the text of a checkpoint, and a SHA-256
 * that somebody else has computed.
 */
export const SIGNED_KINDS = [
  'certificate',
  'list',
  'request',
  'answer',
  'attributes',
  'xml',
  'jws',
  'checkpoint',
  'digest',
] as const;
export type SignedKind = (typeof SIGNED_KINDS)[number];

/** What is to be signed, with what shows that this key may sign it. */
export interface ToSign {
  kind: SignedKind;
  /** What the signature is over. */
  bytes: Uint8Array;
  /** The certificate of the key that signs, DER; none for a key that has none: a log's, a root's before it is made, an awaited one's. */
  by?: Uint8Array;
  /** What `bytes` name by a hash: the TSTInfo of a time stamp, the SignedProperties of XAdES in their canonical form, what a PDF's signature covers. */
  beside?: Uint8Array;
  /** The same where only a person's key needs it: made when it is asked for. */
  covered?: () => Uint8Array;
  /** By which consent a person's key signs (its name), and the document that was agreed to, where `bytes` do not name its own hash. */
  consent?: Uint8Array;
  document?: Uint8Array;
  /** Of a certificate that is issued. */
  profile?: string;
}

/** What of it goes to the keystore beside `bytes`, in this order. */
export const BESIDE = ['by', 'beside', 'document'] as const satisfies readonly (keyof ToSign)[];

const CURVES: Readonly<Record<string, KeyAlgorithm>> = { prime256v1: 'P-256', secp384r1: 'P-384' };

const OTHERS: Readonly<Record<string, KeyAlgorithm>> = {
  ed25519: 'Ed25519',
  'ml-dsa-65': 'ML-DSA-65',
  'ml-dsa-87': 'ML-DSA-87',
};

/** How a key signs. Throws for one that nothing of ours is signed with. */
export function algorithmOf(key: KeyObject): KeyAlgorithm {
  const algorithm = OTHERS[key.asymmetricKeyType ?? ''] ?? CURVES[knownDetails(key).namedCurve ?? ''];
  if (!algorithm) throw new Error('a key that nothing of ours is signed with');
  return algorithm;
}

/** A key in hand, which signs whatever it is asked: at a ceremony, and of those who try the house. */
export function keyInHand(key: KeyObject): PrivateKey {
  const publicKey = createPublicKey(key);
  const { sign } = ALGORITHMS[algorithmOf(publicKey)];
  return { publicKey, sign: async ({ bytes }) => sign(bytes, key) };
}
