import { createHash, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import type { PrivateKey } from '../keystore/private-key.ts';
import { HASH_BYTES } from './merkle.ts';

/** Signed notes (C2SP signed-note), checkpoints (tlog-checkpoint) and cosignatures of witnesses (tlog-cosignature). */

const ED25519 = 0x01;
const COSIGNATURE = 0x04;
const SPKI_ED25519 = Buffer.from('302a300506032b6570032100', 'hex');
const MOST_NOTE_BYTES = 64 * 1024;
const MOST_SIGNATURES = 64;

/** A key that signs notes: `name+hex(id)+base64(type ‖ key)` is how it is told to others. */
export interface NoteKey {
  name: string;
  type: typeof ED25519 | typeof COSIGNATURE;
  /** The 32 bytes of an Ed25519 key. */
  publicKey: Buffer;
}

/** The first four bytes by which a signature names its key. */
export function keyId({ name, type, publicKey }: NoteKey): Buffer {
  return createHash('sha256').update(`${name}\n`).update(Buffer.of(type)).update(publicKey).digest().subarray(0, 4);
}

/** The key as it is told to those who check. */
export function keyText(key: NoteKey): string {
  return `${key.name}+${keyId(key).toString('hex')}+${Buffer.of(key.type, ...key.publicKey).toString('base64')}`;
}

/** Reads a key as it is told; undefined when it is not well formed or its identifier is not its own. */
export function readKeyText(text: string): NoteKey | undefined {
  const match = /^([^\s+]{1,200})\+([0-9a-f]{8})\+([A-Za-z0-9+/]{44})$/.exec(text);
  const bytes = match && Buffer.from(match[3]!, 'base64');
  const type = bytes?.[0];
  if (!match || bytes?.length !== 33 || (type !== ED25519 && type !== COSIGNATURE)) return undefined;
  const key: NoteKey = { name: match[1]!, type, publicKey: bytes.subarray(1) };
  return keyId(key).toString('hex') === match[2] ? key : undefined;
}

/** The key of a log, from its public key. */
export function logKey(name: string, key: KeyObject): NoteKey {
  return { name, type: ED25519, publicKey: key.export({ type: 'spki', format: 'der' }).subarray(SPKI_ED25519.length) };
}

/** The key of the 32 bytes that it is told by. */
export const readLogKey = (publicKey: Buffer): KeyObject =>
  createPublicKey({ key: Buffer.concat([SPKI_ED25519, publicKey]), format: 'der', type: 'spki' });

/** Whether it is the key of a witness. */
export const isWitnessKey = ({ type }: NoteKey): boolean => type === COSIGNATURE;

/** The key of a witness, which says when it saw a checkpoint. */
export const witnessKey = (name: string, key: KeyObject): NoteKey => ({ ...logKey(name, key), type: COSIGNATURE });

const signatureLine = (key: NoteKey, bytes: Buffer): string =>
  `— ${key.name} ${Buffer.concat([keyId(key), bytes]).toString('base64')}\n`;

/** Signs a text, which ends with a line break; the answer is the whole note. */
export async function signNote(text: string, key: NoteKey, privateKey: PrivateKey): Promise<string> {
  return `${text}\n${signatureLine(key, await privateKey.sign({ kind: 'checkpoint', bytes: Buffer.from(text) }))}`;
}

const cosigned = (text: string, at_seconds: number): Buffer =>
  Buffer.from(`cosignature/v1\ntime ${at_seconds}\n${text}`);

/** A witness's line under a note of this text: that it saw the text, and nothing that contradicts it. */
export function cosignatureOf(text: string, key: NoteKey, order: { privateKey: KeyObject; at: Date }): string {
  const at_seconds = Math.floor(order.at.getTime() / 1000);
  const time = Buffer.alloc(8);
  time.writeBigUInt64BE(BigInt(at_seconds));
  const signature = sign(null, cosigned(text, at_seconds), order.privateKey);
  return signatureLine(key, Buffer.concat([time, signature]));
}

export interface Note {
  /** What was signed, with its last line break. */
  text: string;
  signatures: readonly { name: string; keyId: Buffer; bytes: Buffer }[];
}

/** Reads a note; undefined when it is none. */
export function readNote(note: string): Note | undefined {
  if (note.length > MOST_NOTE_BYTES || !note.endsWith('\n')) return undefined;
  const end = note.lastIndexOf('\n\n');
  if (end < 0) return undefined;
  const lines = note.slice(end + 2, -1).split('\n');
  if (lines.length > MOST_SIGNATURES) return undefined;
  const signatures = [];
  for (const line of lines) {
    const match = /^— ([^\s+]+) ([A-Za-z0-9+/]+={0,2})$/.exec(line);
    const bytes = match && Buffer.from(match[2]!, 'base64');
    if (!match || !bytes || bytes.length < 5) return undefined;
    signatures.push({ name: match[1]!, keyId: bytes.subarray(0, 4), bytes: bytes.subarray(4) });
  }
  return { text: note.slice(0, end + 1), signatures };
}

/** When this key signed the note: a time for a witness, `true` for a log, `false` when it did not. */
export function signedBy(note: Note, key: NoteKey): Date | boolean {
  const id = keyId(key);
  const found = note.signatures.find((one) => one.name === key.name && one.keyId.equals(id));
  if (!found) return false;
  const publicKey = createPublicKey({
    key: Buffer.concat([SPKI_ED25519, key.publicKey]),
    format: 'der',
    type: 'spki',
  });
  if (key.type === ED25519) return verify(null, Buffer.from(note.text), publicKey, found.bytes);
  if (found.bytes.length !== 72) return false;
  const at_seconds = Number(found.bytes.readBigUInt64BE());
  const isRight = verify(null, cosigned(note.text, at_seconds), publicKey, found.bytes.subarray(8));
  return isRight && new Date(at_seconds * 1000);
}

/** What a checkpoint says: which log, how many entries, and their root. */
export interface Checkpoint {
  origin: string;
  size: number;
  root: Buffer;
}

export const writeCheckpoint = ({ origin, size, root }: Checkpoint): string =>
  `${origin}\n${size}\n${root.toString('base64')}\n`;

/** Reads the text of a checkpoint; undefined when it is none. */
export function readCheckpoint(text: string): Checkpoint | undefined {
  const [origin, size, root] = text.split('\n');
  if (!origin || !/^(0|[1-9]\d{0,14})$/.test(size ?? '') || !/^[A-Za-z0-9+/]{43}=$/.test(root ?? '')) return undefined;
  const bytes = Buffer.from(root!, 'base64');
  return bytes.length === HASH_BYTES ? { origin, size: Number(size), root: bytes } : undefined;
}
