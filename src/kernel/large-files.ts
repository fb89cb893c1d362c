import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { newId } from './ids.ts';
import type { Keys } from './keys.ts';
import { Refusal } from './refusal.ts';
import type { House } from './system.ts';

/** A file that was received: where it is kept, and what it is. */
export interface LargeFile {
  id: string;
  /** Of the bytes as they came, 64 hexadecimal digits. */
  sha256: string;
  size_bytes: number;
}

/**
 * Files too large for memory, kept for a while: what a register is filled from, and what is taken out of one. They are
 * sealed in parts, so that each part can be read and checked by itself, and none can stand in the place of another.
 */
export interface LargeFiles {
  /** Keeps what flows in, at most `most_bytes`; on disk when the promise is fulfilled. Refuses `file.too_large` (413). Nothing is left of one that is cut off. */
  keep(source: AsyncIterable<Uint8Array>, most_bytes: number): Promise<LargeFile>;
  /** The bytes from one place to before another, by default all. Throws when they were tampered with, or there is no such file. */
  read(id: string, range?: { from?: number; to?: number }): AsyncGenerator<Buffer>;
  remove(id: string): Promise<void>;
  /** Removes what was kept before a moment; gives how many. */
  removeOlderThan(before: Date): Promise<number>;
}

const PART_BYTES = 1024 * 1024;
/** Before the bytes of a part: the file that it is of, its number, and whether it is the last. */
const PLACE_BYTES = 16 + 4 + 1;
/** Nonce and tag of the seal. */
const SEAL_BYTES = 28;
const SEALED_PART_BYTES = PART_BYTES + PLACE_BYTES + SEAL_BYTES;
const PURPOSE = 'large-files';
const ID = /^[0-9a-f-]{36}$/;

/** The large files of a house. */
export function largeFilesOf({ config, keys }: Pick<House, 'config' | 'keys'>): LargeFiles {
  return openLargeFiles(join(config.dataDir, 'large-files'), keys);
}

/** The store of large files in a folder. */
export function openLargeFiles(folder: string, keys: Keys): LargeFiles {
  const pathOf = (id: string) => {
    if (!ID.test(id)) throw new Error('not the id of a large file');
    return join(folder, id);
  };
  return {
    async keep(source, most_bytes) {
      await mkdir(folder, { recursive: true });
      const id = newId();
      const file = await open(pathOf(id), 'wx', 0o600);
      try {
        let number = 0;
        const write = async (bytes: Buffer, isLast: boolean) => {
          const part = Buffer.concat([placeOf({ id, number }, isLast), bytes]);
          await file.write(keys.sealBytes(PURPOSE, part));
          number += 1;
        };
        const said = await writeParts(source, most_bytes, write);
        await file.sync();
        return { id, ...said };
      } catch (error) {
        await rm(pathOf(id), { force: true });
        throw error;
      } finally {
        await file.close();
      }
    },
    async *read(id, { from = 0, to = Number.POSITIVE_INFINITY } = {}) {
      const first = Math.floor(from / PART_BYTES);
      const sealed = createReadStream(pathOf(id), {
        start: first * SEALED_PART_BYTES,
        highWaterMark: SEALED_PART_BYTES,
      });
      let number = first;
      let isWhole = false;
      for await (const part of inParts(sealed, SEALED_PART_BYTES)) {
        const begins = number * PART_BYTES;
        if (begins >= to) return;
        const { bytes, isLast } = unseal(keys, { id, number }, part);
        yield bytes.subarray(Math.max(0, from - begins), Math.min(bytes.length, to - begins));
        number += 1;
        isWhole = isLast;
      }
      if (!isWhole) throw new Error(`the file ${id} lacks its end`);
    },
    remove: (id) => rm(pathOf(id), { force: true }),
    async removeOlderThan(before) {
      let removed = 0;
      for (const name of await readdir(folder).catch(() => [])) {
        if (!ID.test(name)) continue;
        const { mtime } = await stat(join(folder, name));
        if (mtime >= before) continue;
        await rm(join(folder, name), { force: true });
        removed += 1;
      }
      return removed;
    },
  };
}

function placeOf({ id, number }: { id: string; number: number }, isLast: boolean): Buffer {
  const place = Buffer.alloc(PLACE_BYTES);
  place.write(id.replaceAll('-', ''), 'hex');
  place.writeUInt32BE(number, 16);
  place.writeUInt8(isLast ? 1 : 0, 20);
  return place;
}

/** A part opens only in its own file and place. */
function unseal(
  keys: Keys,
  at: { id: string; number: number },
  sealed: Uint8Array,
): { bytes: Buffer; isLast: boolean } {
  const opened = keys.openBytes(PURPOSE, sealed);
  const isLast = opened[PLACE_BYTES - 1] === 1;
  if (!opened.subarray(0, PLACE_BYTES).equals(placeOf(at, isLast)))
    throw new Error(`part ${at.number} of the file ${at.id} holds another part`);
  return { bytes: opened.subarray(PLACE_BYTES), isLast };
}

async function writeParts(
  source: AsyncIterable<Uint8Array>,
  most_bytes: number,
  write: (bytes: Buffer, isLast: boolean) => Promise<void>,
): Promise<{ sha256: string; size_bytes: number }> {
  const hash = createHash('sha256');
  let size_bytes = 0;
  let held: Buffer | undefined;
  for await (const part of inParts(source, PART_BYTES)) {
    size_bytes += part.length;
    if (size_bytes > most_bytes)
      throw new Refusal('file.too_large', 413, { values: { most_mb: Math.floor(most_bytes / 1_000_000) } });
    hash.update(part);
    if (held) await write(held, false);
    held = part;
  }
  await write(held ?? Buffer.alloc(0), true);
  return { sha256: hash.digest('hex'), size_bytes };
}

/** The same bytes in pieces of one size; the last may be smaller. */
async function* inParts(source: AsyncIterable<Uint8Array>, size_bytes: number): AsyncGenerator<Buffer> {
  let held: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of source) {
    let rest = chunk;
    while (length + rest.length >= size_bytes) {
      const taken = rest.subarray(0, size_bytes - length);
      yield Buffer.concat([...held, taken]);
      rest = rest.subarray(taken.length);
      held = [];
      length = 0;
    }
    if (rest.length > 0) {
      held.push(rest);
      length += rest.length;
    }
  }
  if (length > 0) yield Buffer.concat(held);
}
