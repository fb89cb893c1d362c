import { inspect } from 'node:util';
import type { Database } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { House } from '../../../kernel/system.ts';
import { Together } from '../../../kernel/together.ts';
import { addJob } from '../../../kernel/jobs.ts';
import { keptKey, makeKey } from '../keystore/door.ts';
import type { PrivateKey } from '../keystore/private-key.ts';
import { entryOf, type EntryKind, lineOf } from './entry.ts';
import { HASH_BYTES } from './merkle.ts';
import { keyText, logKey, readLogKey, signNote, writeCheckpoint, type NoteKey } from './note.ts';
import { ProvenTree } from './proven-tree.ts';
import { writeReceipt } from './receipt.ts';
import {
  findCheckpoint,
  findCheckpointOf,
  findLog,
  findPlace,
  findTile,
  insertGrowth,
  insertLog,
  insertWaiting,
  lockTree,
  readEdge,
  readEntries,
  takeWaiting,
} from './store.ts';
import { findCosignedSize, readCosignatures } from './witness/store.ts';
import { GrowingTree, TILE_WIDTH, TiledTree, tileWidth, writeBundle, type TilePlace } from './tile.ts';

/** The public log: entries are kept at once, and built into the tree a moment later, many together. */

/** What is needed of the house to write the log. */
export type LoggingHouse = Pick<House, 'db' | 'keys' | 'config' | 'log'>;

/** Entries that are kept by one statement, and built into the tree by one transaction. */
const MOST_TOGETHER = 4096;
const MOST_BUILT = 8192;
/** The job that asks the witnesses. */
export const COSIGN_LOG = 'trust.cosign_log';
/** So long entries wait for others before the tree is built: a proof is there within a second. */
const BUILD_AFTER_MS = 500;

interface OpenLog {
  key: NoteKey;
  privateKey: PrivateKey;
}

interface Book {
  open?: Promise<OpenLog>;
  together: Together<string>;
  building: NodeJS.Timeout | undefined;
  /** The state that proofs were last checked against, and what they have proven of it. */
  proven?: { root: Buffer; tree: ProvenTree };
}
const books = new WeakMap<Database, Book>();

function bookOf(house: LoggingHouse): Book {
  let book = books.get(house.db);
  if (!book) {
    const together = new Together<string>(
      async (lines) => {
        await insertWaiting(house.db.as('trust'), lines);
        return lines.map(() => undefined);
      },
      { most: MOST_TOGETHER },
    );
    books.set(house.db, (book = { together, building: undefined }));
  }
  return book;
}

/** The log of this house, made at its first start. Its name is the address that it had then. */
export async function openLog(house: LoggingHouse): Promise<OpenLog> {
  const book = bookOf(house);
  book.open ??= loadLog(house).catch((error: unknown) => {
    delete book.open;
    throw error;
  });
  return book.open;
}

async function loadLog(house: LoggingHouse): Promise<OpenLog> {
  const db = house.db.as('trust');
  let stored = await findLog(db);
  if (!stored) {
    const { publicKey } = await makeKey(house, 'checkpoint', 'Ed25519');
    const origin = `${new URL(house.config.baseUrl).host}/log`;
    await insertLog(db, { origin, publicKey: logKey(origin, publicKey).publicKey });
    stored = (await findLog(db))!;
  }
  const publicKey = readLogKey(stored.publicKey);
  return { key: logKey(stored.origin, publicKey), privateKey: keptKey(house, publicKey) };
}

/**
 * Enters the hash of a document or a certificate. When this is over the entry is kept and will not be lost; its proof
 * is there about a second later. The same entry again changes nothing.
 */
export async function enterInLog(house: LoggingHouse, kind: EntryKind, sha256: Buffer): Promise<void> {
  await enterTogether(house, [{ kind, sha256 }]);
}

/** Enters several hashes as one enters one: they are kept by one statement. */
export async function enterTogether(
  house: LoggingHouse,
  entries: readonly { kind: EntryKind; sha256: Buffer }[],
): Promise<void> {
  const { together } = bookOf(house);
  await Promise.all(entries.map(({ kind, sha256 }) => together.enter(lineOf(kind, sha256))));
  buildSoon(house);
}

/** Builds the tree in a moment; who cannot leaves it to the next, or to the job that comes every minute. */
export function buildSoon(house: LoggingHouse): void {
  const book = bookOf(house);
  book.building ??= setTimeout(() => {
    book.building = undefined;
    buildLog(house).catch((error: unknown) => house.log.warn('trust.log_not_built', { message: inspect(error) }));
  }, BUILD_AFTER_MS).unref();
}

/** Gives all waiting entries their numbers and publishes a checkpoint for each batch of them. Answers how many there were. */
export async function buildLog(house: LoggingHouse): Promise<number> {
  let built = 0;
  for (;;) {
    const count = await buildBatch(house);
    built += count;
    if (count < MOST_BUILT) return built;
  }
}

async function buildBatch(house: LoggingHouse): Promise<number> {
  const { key, privateKey } = await openLog(house);
  return house.db.as('trust').transaction(async (tx) => {
    await lockTree(tx);
    const entries = await takeWaiting(tx, MOST_BUILT);
    if (entries.length === 0) return 0;
    const from = (await findCheckpoint(tx))?.size ?? 0;
    const tree = new GrowingTree(from, await readEdge(tx, edgeOf(from)));
    for (const { leaf } of entries) tree.add(leaf);
    const checkpoint = { origin: key.name, size: tree.size, root: tree.root() };
    const note = await signNote(writeCheckpoint(checkpoint), key, privateKey);
    await insertGrowth(tx, { from, entries, tiles: tree.takeChanges(), checkpoint: { ...checkpoint, note } });
    if (house.config.logWitnesses.length > 0)
      await addJob(tx, { task: COSIGN_LOG, payload: {}, key: COSIGN_LOG, queue: COSIGN_LOG });
    return entries.length;
  });
}

/** Where the last, unfilled tiles of a tree of this size are. A full one has none: its successor is empty. */
function edgeOf(size: number): TilePlace[] {
  const places: TilePlace[] = [];
  for (let level = 0, hashes = size; hashes > 0; level++, hashes = Math.floor(hashes / TILE_WIDTH)) {
    places.push({ level, number: Math.floor(hashes / TILE_WIDTH) });
  }
  return places;
}

/** What a page or a program is told of the log as a whole. */
export interface LogState {
  origin: string;
  /** The key that signs its checkpoints, as those who check are told it. */
  key: string;
  size: number;
  root: Buffer;
  /** The newest checkpoint, signed, with the lines of the witnesses that have seen it. */
  checkpoint: string;
  publishedAt: Date;
}

/** The newest published state; an empty log says so too, and its checkpoint is signed for it. */
export async function readLogState(house: LoggingHouse): Promise<LogState> {
  const { key, privateKey } = await openLog(house);
  const db = house.db.as('trust');
  let newest = await findCheckpoint(db);
  if (!newest) {
    await buildLog(house);
    newest = await findCheckpoint(db);
  }
  const empty = new GrowingTree(0, []).root();
  const cosignatures = newest ? await readCosignatures(db, newest.size) : '';
  const { size, root, note, recordedAt } = newest ?? {
    size: 0,
    root: empty,
    note: await signNote(writeCheckpoint({ origin: key.name, size: 0, root: empty }), key, privateKey),
    recordedAt: new Date(),
  };
  return { origin: key.name, key: keyText(key), size, root, checkpoint: note + cosignatures, publishedAt: recordedAt };
}

/** The newest state as the log alone has signed it. */
export async function readNewestNote(house: LoggingHouse): Promise<{ size: number; note: string } | undefined> {
  return findCheckpoint(house.db.as('trust'));
}

/** The state that proves an entry best: the newest that witnesses have seen and that holds it, else the newest. */
async function readProvingState(house: LoggingHouse, index: number): Promise<ProvingState> {
  const db = house.db.as('trust');
  const cosigned = await findCosignedSize(db, index);
  const state = cosigned === undefined ? undefined : await findCheckpointOf(db, cosigned);
  if (!state) return readLogState(house);
  const checkpoint = state.note + (await readCosignatures(db, state.size));
  return { size: state.size, root: state.root, checkpoint, publishedAt: state.recordedAt };
}

type ProvingState = Pick<LogState, 'size' | 'root' | 'checkpoint' | 'publishedAt'>;

/** A tile as it is served, in that width. Refuses `trust.log_has_no_such_part`. */
export async function readTile(house: LoggingHouse, place: TilePlace, width: number): Promise<Buffer> {
  const hashes = await findTile(house.db.as('trust'), place);
  if (!hashes || hashes.length < width * HASH_BYTES) throw new Refusal('trust.log_has_no_such_part', 404);
  return hashes.subarray(0, width * HASH_BYTES);
}

/** A bundle of entries as it is served. Refuses `trust.log_has_no_such_part`. */
export async function readEntryBundle(house: LoggingHouse, number: number, width: number): Promise<Buffer> {
  const entries = await readEntries(house.db.as('trust'), number * TILE_WIDTH, width);
  if (entries.length < width) throw new Refusal('trust.log_has_no_such_part', 404);
  return writeBundle(entries);
}

/** What the log says of one document or certificate. */
export type LogPlace =
  | { state: 'absent' | 'waiting' }
  | { state: 'entered'; index: number; size: number; root: Buffer; receipt: string; publishedAt: Date };

/**
 * Looks a hash up, with the receipt by which anyone can check that it is in the log. The proof is checked here before it is
 * given out.
 */
export async function findInLog(house: LoggingHouse, kind: EntryKind, sha256: Buffer): Promise<LogPlace> {
  const db = house.db.as('trust');
  const { leaf } = entryOf(kind, sha256);
  const index = await findPlace(db, leaf);
  if (index === undefined) return { state: 'absent' };
  if (index === 'waiting') {
    buildSoon(house);
    return { state: 'waiting' };
  }
  const { size, root, checkpoint, publishedAt } = await readProvingState(house, index);
  const proof = await treeOf(house, size).inclusionProof(index);
  if (!provenTreeOf(house, size, root).includes({ leaf, index, proof }))
    throw new Error(`the log does not prove its entry ${index}`);
  const receipt = writeReceipt({ index, proof, checkpoint });
  return { state: 'entered', index, size, root, receipt, publishedAt };
}

function provenTreeOf(house: LoggingHouse, size: number, root: Buffer): ProvenTree {
  const book = bookOf(house);
  if (!book.proven?.root.equals(root)) book.proven = { root, tree: new ProvenTree(size, root) };
  return book.proven.tree;
}

/** Whether the log holds an entry, or has it waiting for its number. */
export async function isInLog(house: LoggingHouse, kind: EntryKind, sha256: Buffer): Promise<boolean> {
  return (await findPlace(house.db.as('trust'), entryOf(kind, sha256).leaf)) !== undefined;
}

/** The hashes of all entries of a kind, hexadecimal. Reads the whole log. */
export async function logEntries(house: LoggingHouse, kind: EntryKind): Promise<Set<string>> {
  const db = house.db.as('trust');
  const hashes = new Set<string>();
  const beginning = Buffer.from(`${kind} sha256:`);
  for (let from = 0; ; from += MOST_BUILT) {
    const entries = await readEntries(db, from, MOST_BUILT);
    for (const entry of entries)
      if (entry.subarray(0, beginning.length).equals(beginning))
        hashes.add(entry.toString('latin1', beginning.length, entry.length - 1));
    if (entries.length < MOST_BUILT) return hashes;
  }
}

/** The tree of the log at a size, over its stored tiles. */
export const treeOf = (house: LoggingHouse, size: number): TiledTree =>
  new TiledTree(size, (place, width) => readTile(house, place, Math.min(width, tileWidth(place, size))));
