import { createHash } from 'node:crypto';
import { Refusal } from '../../../../kernel/refusal.ts';
import type { DistinguishedName } from '../../certificate/certificate.ts';

/** What a person is asked to agree to by a passkey: the keystore itself writes the text, and its SHA-256 is the challenge (CEN EN 419 241-2: signature activation). */

/** So long a person has to answer when a certificate or a signature is asked for, in seconds. */
export const ANSWER_WITHIN_SECONDS = 10 * 60;
/** So long what a person has agreed to may be used, in seconds. */
export const USE_WITHIN_SECONDS = 5 * 60;
/** The same where an application asks without a browser of the person at hand: to answer, and to use it then. */
export const ANSWER_AFAR_WITHIN_SECONDS = 60 * 60;
export const USE_AFAR_WITHIN_SECONDS = 30 * 60;
/** Most hashes of one consent. */
export const MOST_HASHES = 10_000;
/** The only algorithm that is signed over: people's keys are on P-256. */
export const HASH_BYTES = 32;

/** Whether whole documents are signed, which we have seen, or hashes that an application has computed. */
export type Signed = 'documents' | 'hashes';

/** To have a key certified under a name, which only this passkey will use, for ever. */
export interface CertificateQuestion {
  kind: 'certificate';
  /** Name of the key, hexadecimal. */
  key: string;
  credential: string;
  subject: DistinguishedName;
}

/** To have exactly these hashes signed, with this certificate, for this application, each once. */
export interface SignatureQuestion {
  kind: 'signatures';
  key: string;
  activation: string;
  serial: string;
  /** Client id of the application that will get the signatures; `portal` and `desk` are our own. */
  application: string;
  /** For whom, when an official signs for another. */
  stead?: { as: string; delegationId: string; kind: string };
  signs: Signed;
  isAfar: boolean;
  /** SHA-256 hashes, one after the other. */
  hashes: Buffer;
}

export type Question = CertificateQuestion | SignatureQuestion;

/** What is asked, as the person's browser and whoever keeps the question need it. */
export interface Asked {
  /** What the passkey signs. */
  challenge: Buffer;
  /** Comes back with the answer: the keystore's own nonce and the end of its life, sealed. */
  ticket: Buffer;
}

/** The part of a passkey's answer that is kept: with the public key and the challenge anyone can check it. */
export interface KeptAssertion {
  passkeyId: string;
  authenticatorData: string;
  clientDataJSON: string;
  signature: string;
}

/** An answer to a question. The same again, by its request (UUID), is answered the same. */
export interface Answer {
  question: Question;
  ticket: Buffer;
  assertion: KeptAssertion;
  /** COSE key (RFC 9052) of the passkey, where a key is to be bound to it; later the one that it is bound to counts. */
  publicKey?: Buffer;
  request: string;
}

/**
 * The challenge: the SHA-256 of all that is agreed to and of a nonce, as text that anyone can write again (README.md has it). As the nonce
 * is new each time, an answer to one question is an answer to no other.
 */
export function challengeOf(question: Question, nonce: Buffer): Buffer {
  return question.kind === 'certificate' ? certificateChallenge(question, nonce) : signatureChallenge(question, nonce);
}

function certificateChallenge({ credential, key, subject }: CertificateQuestion, nonce: Buffer): Buffer {
  return createHash('sha256')
    .update(`mot-cua signing certificate 2\ncredential: ${credential}\nnonce: ${nonce.toString('hex')}\nkey: ${key}\n`)
    .update(`subject: ${JSON.stringify(subject, Object.keys(subject).toSorted())}\n`)
    .digest();
}

function signatureChallenge(question: SignatureQuestion, nonce: Buffer): Buffer {
  const { activation, key, serial, application, stead, signs, hashes } = question;
  const forAnother = stead ? `in stead: ${stead.as}\ndelegation: ${stead.delegationId}\nkind: ${stead.kind}\n` : '';
  const digest = createHash('sha256').update(
    `mot-cua signature activation 2\nactivation: ${activation}\nnonce: ${nonce.toString('hex')}\nkey: ${key}\ncertificate: ${serial}\n` +
      `application: ${application}\n${forAnother}signs: ${signs}\nalgorithm: SHA-256\ncount: ${hashes.length / HASH_BYTES}\n`,
  );
  for (let at = 0; at < hashes.length; at += HASH_BYTES) {
    digest.update(`${hashes.toString('hex', at, at + HASH_BYTES)}\n`);
  }
  return digest.digest();
}

/** The hashes that stand one after the other, each with its place. Throws a refusal as `assertHashes` does. */
export function placesOf(hashes: Buffer): Map<string, number> {
  const each = Array.from({ length: Math.ceil(hashes.length / HASH_BYTES) }, (_, at) =>
    hashes.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES),
  );
  assertHashes(each);
  return new Map(each.map((hash, at) => [hash.toString('latin1'), at]));
}

/** Refuses a list of hashes that is empty, too long, of another algorithm, or names one twice. */
export function assertHashes(hashes: readonly Buffer[]): void {
  const isUsable =
    hashes.length > 0 &&
    hashes.length <= MOST_HASHES &&
    hashes.every(({ length }) => length === HASH_BYTES) &&
    new Set(hashes.map((hash) => hash.toString('latin1'))).size === hashes.length;
  if (!isUsable) throw new Refusal('signing.hashes_wrong', 422, { values: { most: MOST_HASHES } });
}
