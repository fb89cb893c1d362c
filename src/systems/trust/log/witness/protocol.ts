import { HASH_BYTES } from '../merkle.ts';

/** What a log asks of a witness (C2SP tlog-witness, `add-checkpoint`), as it is written. */

/** Largest request or answer, in bytes: a checkpoint with some signatures and a proof. */
export const MOST_WITNESS_BYTES = 64 * 1024;
/** A consistency proof of a tree with fewer than 2^53 leaves. */
const MOST_HASHES = 63;

export interface AddCheckpoint {
  /** Entries that the witness has seen last, as the log believes. */
  oldSize: number;
  proof: readonly Buffer[];
  /** The signed checkpoint. */
  checkpoint: string;
}

export function writeAddCheckpoint({ oldSize, proof, checkpoint }: AddCheckpoint): string {
  return `${[`old ${oldSize}`, ...proof.map((hash) => hash.toString('base64'))].join('\n')}\n\n${checkpoint}`;
}

/** Reads a request; undefined when it is none. */
export function readAddCheckpoint(text: string): AddCheckpoint | undefined {
  const end = text.indexOf('\n\n');
  if (end < 0 || text.length > MOST_WITNESS_BYTES) return undefined;
  const [first, ...lines] = text.slice(0, end).split('\n');
  const oldSize = /^old (0|[1-9]\d{0,14})$/.exec(first!)?.[1];
  if (oldSize === undefined || lines.length > MOST_HASHES) return undefined;
  if (!lines.every((line) => /^[A-Za-z0-9+/]{43}=$/.test(line))) return undefined;
  const proof = lines.map((line) => Buffer.from(line, 'base64'));
  if (proof.some(({ length }) => length !== HASH_BYTES)) return undefined;
  return { oldSize: Number(oldSize), proof, checkpoint: text.slice(end + 2) };
}
