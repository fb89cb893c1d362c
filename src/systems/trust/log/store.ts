import { sql, type Queryable, type Tx } from '../../../kernel/db.ts';
import type { LogEntry } from './entry.ts';
import type { TilePlace } from './tile.ts';

export interface StoredLog {
  origin: string;
  publicKey: Buffer;
}

export interface StoredCheckpoint {
  size: number;
  root: Buffer;
  note: string;
  recordedAt: Date;
}

/** One number for this system: of the processes that build the tree at once, one does and the others wait. */
const TREE_LOCK = 20_260_903;

export async function findLog(db: Queryable): Promise<StoredLog | undefined> {
  return db.maybe(sql`
    SELECT origin, public_key AS "publicKey" FROM trust.log`);
}

/** Keeps the log's name and key unless another process has. */
export async function insertLog(db: Queryable, { origin, publicKey }: StoredLog): Promise<void> {
  await db.run(sql`
    INSERT INTO trust.log (origin, public_key)
    VALUES (${origin}, ${publicKey})
    ON CONFLICT DO NOTHING`);
}

/**
 * Keeps entries, by their lines, that are not in the log yet; the same entry again is kept once. They go as one text, because a
 * list of bytes costs the driver as much as a signature for each; the leaves are computed anew (RFC 6962 §2.1). Each leaf is
 * looked up by its index: of a text in lines the planner expects a thousand, and would read the whole log for NOT EXISTS.
 */
export async function insertWaiting(db: Queryable, lines: readonly string[]): Promise<void> {
  await db.run(sql`
    INSERT INTO trust.log_waiting (leaf, entry)
    SELECT leaf, entry
      FROM (SELECT sha256('\\x00'::bytea || entry) AS leaf, entry
              FROM (SELECT convert_to(line || chr(10), 'UTF8') AS entry
                      FROM string_to_table(${lines.join('\n')}, chr(10)) AS line) AS written) AS given
     WHERE (SELECT true FROM trust.log_entry WHERE log_entry.leaf = given.leaf) IS NULL
    ON CONFLICT DO NOTHING`);
}

export async function lockTree(tx: Tx): Promise<void> {
  await tx.run(sql`SELECT pg_advisory_xact_lock(${TREE_LOCK}::bigint)`);
}

/** Takes the entries that have waited longest. Those that the log holds already are taken too, and not answered. */
export async function takeWaiting(tx: Tx, most: number): Promise<LogEntry[]> {
  return tx.rows(sql`
    WITH taken AS (
      DELETE FROM trust.log_waiting
       WHERE id IN (SELECT id FROM trust.log_waiting ORDER BY id LIMIT ${most})
      RETURNING id, leaf, entry)
    SELECT leaf, entry FROM taken
     WHERE (SELECT true FROM trust.log_entry WHERE log_entry.leaf = taken.leaf) IS NULL
     ORDER BY id`);
}

/** Tiles of the right edge of a tree of this size, from the leaves up; an empty one where all are full. */
export async function readEdge(tx: Queryable, places: readonly TilePlace[]): Promise<Buffer[]> {
  const rows = await tx.rows<{ level: number; hashes: Buffer }>(sql`
    SELECT level, hashes FROM trust.log_tile
      JOIN unnest(${places.map(({ level }) => level)}::integer[], ${places.map(({ number }) => number)}::bigint[])
        AS wanted (level, number) USING (level, number)`);
  return places.map(({ level }) => rows.find((row) => row.level === level)?.hashes ?? Buffer.alloc(0));
}

/** Writes what was added to the tree, in one statement. */
export async function insertGrowth(
  tx: Tx,
  growth: {
    from: number;
    entries: readonly LogEntry[];
    tiles: readonly { place: TilePlace; hashes: Buffer }[];
    checkpoint: { size: number; root: Buffer; note: string };
  },
): Promise<void> {
  const { from, entries, tiles, checkpoint } = growth;
  await tx.run(sql`
    WITH added AS (
      INSERT INTO trust.log_entry (position, leaf, entry)
      SELECT ${from}::bigint + ordinality - 1, leaf, entry
        FROM unnest(${entries.map(({ leaf }) => leaf)}::bytea[], ${entries.map(({ entry }) => entry)}::bytea[])
          WITH ORDINALITY AS given (leaf, entry, ordinality)),
    tiles AS (
      INSERT INTO trust.log_tile (level, number, hashes)
      SELECT level, number, hashes
        FROM unnest(${tiles.map(({ place }) => place.level)}::integer[],
                    ${tiles.map(({ place }) => place.number)}::bigint[],
                    ${tiles.map(({ hashes }) => hashes)}::bytea[]) AS given (level, number, hashes)
      ON CONFLICT (level, number) DO UPDATE SET hashes = excluded.hashes)
    INSERT INTO trust.log_checkpoint (size, root, note)
    VALUES (${checkpoint.size}, ${checkpoint.root}, ${checkpoint.note})`);
}

/** The newest published state. */
export async function findCheckpoint(db: Queryable): Promise<StoredCheckpoint | undefined> {
  return db.maybe(sql`
    SELECT size, root, note, recorded_at AS "recordedAt" FROM trust.log_checkpoint ORDER BY size DESC LIMIT 1`);
}

/** The published state of this size. */
export async function findCheckpointOf(db: Queryable, size: number): Promise<StoredCheckpoint | undefined> {
  return db.maybe(sql`
    SELECT size, root, note, recorded_at AS "recordedAt" FROM trust.log_checkpoint WHERE size = ${size}`);
}

/** Published states in order, from above one size. */
export async function checkpointsAfter(db: Queryable, size: number, most: number): Promise<StoredCheckpoint[]> {
  return db.rows(sql`
    SELECT size, root, note, recorded_at AS "recordedAt" FROM trust.log_checkpoint
     WHERE size > ${size} ORDER BY size LIMIT ${most}`);
}

export async function findTile(db: Queryable, { level, number }: TilePlace): Promise<Buffer | undefined> {
  const found = await db.maybe<{ hashes: Buffer }>(sql`
    SELECT hashes FROM trust.log_tile WHERE level = ${level} AND number = ${number}`);
  return found?.hashes;
}

/** Entries from one number on, in order. */
export async function readEntries(db: Queryable, from: number, count: number): Promise<Buffer[]> {
  const rows = await db.rows<{ entry: Buffer }>(sql`
    SELECT entry FROM trust.log_entry
     WHERE position >= ${from} AND position < ${from + count} ORDER BY position`);
  return rows.map(({ entry }) => entry);
}

/** Where an entry is in the log; `waiting` while it has no number yet. */
export async function findPlace(db: Queryable, leaf: Buffer): Promise<number | 'waiting' | undefined> {
  const found = await db.maybe<{ position: number | null }>(sql`
    SELECT position FROM trust.log_entry WHERE leaf = ${leaf}
    UNION ALL
    SELECT NULL FROM trust.log_waiting WHERE leaf = ${leaf}
    ORDER BY position NULLS LAST LIMIT 1`);
  return found && (found.position ?? 'waiting');
}
