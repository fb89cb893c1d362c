import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LoggingHouse } from './actions.ts';
import { keyText, readCheckpoint, readKeyText, readNote, signedBy, type NoteKey } from './note.ts';
import { openLog, readEntryBundle, readLogState, readTile } from './actions.ts';
import { HASH_BYTES, leafHash } from './merkle.ts';
import { checkpointsAfter, type StoredCheckpoint } from './store.ts';
import { witnessesOf } from './witness/actions.ts';
import { GrowingTree, readBundle, TILE_WIDTH, tilePath, tileWidth } from './tile.ts';

/** Where a log is read from: a path such as `tile/0/000` gives its bytes. */
export type LogSource = (path: string) => Promise<Buffer>;

/** Largest answer of another's log, in bytes: a full bundle of the longest entries. */
const MOST_ANSWER_BYTES = 256 * 65_537;

export interface VerifiedLog {
  origin: string;
  size: number;
  root: string;
  /** The key that its checkpoint was checked with; undefined when none was given. */
  key: string | undefined;
  /** Of the witnesses that were given, those that have cosigned the checkpoint. */
  witnesses: string[];
  /** Tiles, and published checkpoints beside the newest, that were compared. */
  tiles: number;
  checkpoints: number;
  problems: string[];
}

/** A log in a folder, or at an address. */
export function sourceAt(place: string): LogSource {
  if (!/^https?:\/\//.test(place)) return (path) => readFile(join(place, path));
  return async (path) => {
    const answer = await fetch(`${place.replace(/\/$/, '')}/${path}`, { redirect: 'error' });
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
    const bytes = Buffer.from(await answer.arrayBuffer());
    if (bytes.length > MOST_ANSWER_BYTES) throw new Error(`${path} is too large`);
    return bytes;
  };
}

/**
 * Computes a log anew from its entries, and compares every tile, its signed root and the earlier states given. Trusts
 * nothing that the log says of itself.
 */
export async function verifyLog(
  source: LogSource,
  {
    key,
    witnesses = [],
    earlier = noCheckpoints,
  }: {
    key?: NoteKey;
    witnesses?: readonly NoteKey[];
    earlier?: (above: number) => Promise<StoredCheckpoint[]>;
  },
): Promise<VerifiedLog> {
  const note = readNote((await source('checkpoint')).toString('utf8'));
  const checkpoint = note && readCheckpoint(note.text);
  if (!note || !checkpoint) throw new Error('there is no checkpoint that can be read');
  const { origin, size, root } = checkpoint;
  const problems: string[] = [];
  if (key && (origin !== key.name || !signedBy(note, key))) problems.push('the checkpoint is not signed by this key');
  const tree = new GrowingTree(0, []);
  const told = {
    origin,
    size,
    root: root.toString('base64'),
    key: key && keyText(key),
    witnesses: witnesses.filter((witness) => signedBy(note, witness)).map(({ name }) => name),
    tiles: 0,
    checkpoints: 0,
  };
  let waiting = await earlier(-1);
  const compareEarlier = async () => {
    for (let next = waiting[0]; next && next.size === tree.size; next = waiting[0]) {
      if (!next.root.equals(tree.root())) problems.push(`the state of ${next.size} entries had another root`);
      if (key && !isSignedState(next, key)) problems.push(`the state of ${next.size} entries is not signed`);
      told.checkpoints++;
      waiting.shift();
      if (waiting.length === 0) waiting = await earlier(next.size);
    }
  };
  await compareEarlier();
  for (let number = 0; number * TILE_WIDTH < size; number++) {
    const width = tileWidth({ level: 0, number }, size);
    const entries = readBundle(await source(tilePath('entries', number, width)));
    if (entries?.length !== width) {
      problems.push(`bundle ${number} does not hold ${width} entries`);
      break;
    }
    for (const entry of entries) {
      tree.add(leafHash(entry));
      await compareEarlier();
    }
    for (const { place, hashes } of tree.takeChanges()) {
      const held = tileWidth(place, size);
      // Tiles above grow with every bundle: each is compared once, when it is as full as the log has it.
      if (hashes.length < held * HASH_BYTES) continue;
      const tile = await source(tilePath(place.level, place.number, held));
      if (!tile.equals(hashes)) problems.push(`tile ${place.level}/${place.number} is wrong`);
      told.tiles++;
    }
  }
  if (tree.size === size && !tree.root().equals(root)) problems.push('the root is not that of the entries');
  return { ...told, problems };
}

const noCheckpoints = (): Promise<StoredCheckpoint[]> => Promise.resolve([]);
const CHECKPOINTS_TOGETHER = 1000;

function isSignedState({ note, size, root }: StoredCheckpoint, key: NoteKey): boolean {
  const read = readNote(note);
  const checkpoint = read && readCheckpoint(read.text);
  return Boolean(read && signedBy(read, key) && checkpoint?.size === size && checkpoint.root.equals(root));
}

/** Verifies the log of this house: its entries, every tile, and every state that it ever published. */
export async function verifyOwnLog(house: LoggingHouse): Promise<VerifiedLog> {
  const { key } = await openLog(house);
  const state = await readLogState(house);
  const source: LogSource = async (path) => {
    if (path === 'checkpoint') return Buffer.from(state.checkpoint);
    const [, kind, rest] = /^tile\/(entries|\d)\/(.*)$/.exec(path)!;
    const number = Number(rest!.replace(/\.p\/.*$/, '').replace(/[x/]/g, ''));
    const width = Number(/\.p\/(\d+)$/.exec(rest!)?.[1] ?? TILE_WIDTH);
    return kind === 'entries'
      ? readEntryBundle(house, number, width)
      : readTile(house, { level: Number(kind), number }, width);
  };
  const db = house.db.as('trust');
  const earlier = (above: number) => checkpointsAfter(db, above, CHECKPOINTS_TOGETHER);
  return verifyLog(source, {
    key,
    witnesses: witnessesOf(house).map((witness) => witness.key),
    earlier: async (above) => (await earlier(above)).filter(({ size }) => size <= state.size),
  });
}

/** Verifies a log in a folder or at an address; with the texts of keys, its signature and those of witnesses too. */
export async function verifyLogAt(
  place: string,
  keyAsTold?: string,
  witnessesAsTold: readonly string[] = [],
): Promise<VerifiedLog> {
  const witnesses = witnessesAsTold.map(keyOf);
  return verifyLog(sourceAt(place), { witnesses, ...(keyAsTold !== undefined && { key: keyOf(keyAsTold) }) });
}

function keyOf(told: string): NoteKey {
  const key = readKeyText(told);
  if (!key) throw new Error(`that is no key: name+identifier+key, not ${told}`);
  return key;
}
