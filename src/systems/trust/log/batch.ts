import { createHash } from 'node:crypto';
import { enterInLog, findInLog, openLog, type LoggingHouse } from './actions.ts';
import { HASH_BYTES, inclusionProofIn, leafHash, rootOf } from './merkle.ts';
import { writeCheckpoint } from './note.ts';

/**
 * Batches: many records that one entry of the log proves. Their leaves make a tree of their own (RFC 6962 §2.1), whose head is
 * written as a checkpoint is; the log has the hash of that. Who holds a record with its receipt proves it, and learns
 * of no other record.
 */

/** The head of a batch: its name under that of the log, how many records it has, and their root. */
export async function headOfBatch(house: LoggingHouse, name: string, leaves: Buffer): Promise<string> {
  const { key } = await openLog(house);
  return headText(`${key.name}/${name}`, leaves);
}

const headText = (origin: string, leaves: Buffer): string =>
  writeCheckpoint({ origin, size: leaves.length / HASH_BYTES, root: rootOf(leaves) });

/** What the log has of a batch. */
export const sha256OfHead = (head: string): Buffer => createHash('sha256').update(head).digest();

/** Enters a batch of the exchange. When this is over it will not be lost; the same again changes nothing. */
export async function enterBatch(house: LoggingHouse, head: string): Promise<void> {
  await enterInLog(house, 'exchange', sha256OfHead(head));
}

/** Whether a head is that of these leaves. */
export const isHeadOf = (head: string, leaves: Buffer): boolean => headText(head.split('\n')[0]!, leaves) === head;

/** What a batch may say of one of its records. */
export type BatchPlace = { state: 'absent' | 'waiting' } | { state: 'entered'; receipt: string };

/**
 * The receipt of a record, which proves offline that the log has held it: the record, its path to the head, the head, and the
 * head's own receipt (C2SP tlog-proof), with an empty line after each. `absent` when the batch does not hold the record
 * as it is, or the log does not hold the batch; `waiting` while the batch has no number in the log.
 */
export async function receiptInBatch(
  house: LoggingHouse,
  { record, leaves, head }: { record: string; leaves: Buffer; head: string },
): Promise<BatchPlace> {
  const leaf = leafHash(Buffer.from(record));
  const at = indexOfLeaf(leaves, leaf);
  if (at === undefined) return { state: 'absent' };
  const place = await findInLog(house, 'exchange', sha256OfHead(head));
  if (place.state !== 'entered') return { state: place.state };
  const path = [`index ${at}`, ...inclusionProofIn(leaves, at).map((hash) => hash.toString('base64'))];
  return { state: 'entered', receipt: `${record}\n${path.join('\n')}\n\n${head}\n${place.receipt}` };
}

/** The place of a leaf among others in their own order. */
function indexOfLeaf(leaves: Buffer, leaf: Buffer): number | undefined {
  let from = 0;
  let to = leaves.length / HASH_BYTES;
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    const order = leaf.compare(leaves, middle * HASH_BYTES, (middle + 1) * HASH_BYTES);
    if (order === 0) return middle;
    if (order < 0) to = middle;
    else from = middle + 1;
  }
  return undefined;
}
