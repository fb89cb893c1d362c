import { hash } from 'node:crypto';
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

/** What stands in the log, a line that whoever holds the document, certificate or token can write himself; without its end. */
export const lineOf = (kind: EntryKind, sha256: Buffer): string => `${kind} sha256:${sha256.toString('hex')}`;

/** An entry as it stands in the log. */
export function entryOf(kind: EntryKind, sha256: Buffer): LogEntry {
  const entry = Buffer.from(`${lineOf(kind, sha256)}\n`);
  return { entry, leaf: leafHash(entry) };
}

/** The entry of a certificate, from its DER. */
export const certificateEntry = (der: Buffer): LogEntry => entryOf('certificate', hash('sha256', der, 'buffer'));

/** Its line. */
export const certificateLine = (der: Buffer): string => lineOf('certificate', hash('sha256', der, 'buffer'));
