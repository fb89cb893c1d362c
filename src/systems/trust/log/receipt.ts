import { HASH_BYTES, isIncluded, leafHash } from './merkle.ts';
import { readCheckpoint, readNote, signedBy, type NoteKey } from './note.ts';

/** Receipts of the log (C2SP tlog-proof): everything needed to check offline that an entry is in it. */

const HEADER = 'c2sp.org/tlog-proof@v1';
const MOST_HASHES = 63;

export interface Receipt {
  index: number;
  proof: readonly Buffer[];
  /** The signed checkpoint under which the proof holds. */
  checkpoint: string;
}

export function writeReceipt({ index, proof, checkpoint }: Receipt): string {
  return `${[HEADER, `index ${index}`, ...proof.map((hash) => hash.toString('base64'))].join('\n')}\n\n${checkpoint}`;
}

/** Reads a receipt; undefined when it is none. */
export function readReceipt(text: string): Receipt | undefined {
  const end = text.indexOf('\n\n');
  if (end < 0) return undefined;
  const [header, ...lines] = text.slice(0, end).split('\n');
  if (header !== HEADER) return undefined;
  if (lines[0]?.startsWith('extra ')) lines.shift();
  const index = /^index (0|[1-9]\d{0,14})$/.exec(lines.shift() ?? '')?.[1];
  if (index === undefined || lines.length > MOST_HASHES) return undefined;
  if (!lines.every((line) => /^[A-Za-z0-9+/]{43}=$/.test(line))) return undefined;
  return {
    index: Number(index),
    proof: lines.map((line) => Buffer.from(line, 'base64')),
    checkpoint: text.slice(end + 2),
  };
}

/** Why a receipt proves nothing. */
export type ReceiptProblem = 'malformed' | 'not_signed_by_log' | 'too_few_witnesses' | 'not_in_log';

/** Whether a receipt proves that the log holds this entry; answers why not, or undefined when it does. */
export function findReceiptProblem(
  text: string,
  entry: Uint8Array,
  trust: { log: NoteKey; witnesses?: readonly NoteKey[]; leastWitnesses?: number },
): ReceiptProblem | undefined {
  const receipt = readReceipt(text);
  const note = receipt && readNote(receipt.checkpoint);
  const checkpoint = note && readCheckpoint(note.text);
  if (!receipt || !note || !checkpoint) return 'malformed';
  if (checkpoint.origin !== trust.log.name || !signedBy(note, trust.log)) return 'not_signed_by_log';
  const seen = (trust.witnesses ?? []).filter((witness) => signedBy(note, witness));
  if (seen.length < (trust.leastWitnesses ?? 0)) return 'too_few_witnesses';
  const { index, proof } = receipt;
  const inclusion = { leaf: leafHash(entry), index, size: checkpoint.size, proof };
  return checkpoint.root.length === HASH_BYTES && isIncluded(inclusion, checkpoint.root) ? undefined : 'not_in_log';
}
