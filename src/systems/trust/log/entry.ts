import { createHash } from 'node:crypto';
import { leafHash } from './merkle.ts';

/**
 * What may be entered in the log. Only a hash is: never a name, a number or a text. `exchange` is the head of a batch of
 * records of the exchange, `publication` what the house publishes for everybody.
 */
export type EntryKind = 'document' | 'certificate' | 'timestamp' | 'signature' | 'exchange' | 'publication';

/** An entry, and its hash as a leaf. */
export interface LogEntry {
  entry: Buffer;
  leaf: Buffer;
}

/** An entry as it stands in the log: a line that whoever holds the document, certificate or token can write himself. */
export function entryOf(kind: EntryKind, sha256: Buffer): LogEntry {
  const entry = Buffer.from(`${kind} sha256:${sha256.toString('hex')}\n`);
  return { entry, leaf: leafHash(entry) };
}

/** The entry of a certificate, from its DER. */
export const certificateEntry = (der: Buffer): LogEntry =>
  entryOf('certificate', createHash('sha256').update(der).digest());
