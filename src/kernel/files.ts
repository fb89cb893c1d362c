import { createHash } from 'node:crypto';
import { type FileHandle, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { newId } from './ids.ts';
import type { Keys } from './keys.ts';

/** The largest file that is kept, in bytes. */
export const LARGEST_FILE_BYTES = 20 * 1024 * 1024;

/** Files by their content: the id is the SHA-256 of the bytes, so the same file is kept once and cannot change. Encrypted at rest. */
export interface Files {
  /** Keeps the bytes, on disk when the promise is fulfilled. The answer is their id, 64 hexadecimal digits. */
  keep(bytes: Uint8Array): Promise<string>;
  /** The bytes of an id, or undefined when there are none. Throws when they were tampered with. */
  read(id: string): Promise<Buffer | undefined>;
}

/**
 * The file store in a folder, in 256 folders within it: with a folder for each few files, making that took as long as the
 * file. Nothing here keeps the process waiting: the folder may lie on another machine.
 */
export function openFiles(folder: string, keys: Keys): Files {
  const pathOf = (id: string) => join(folder, id.slice(0, 2), id);
  return {
    async keep(bytes) {
      if (bytes.length > LARGEST_FILE_BYTES) throw new Error(`a file of ${bytes.length} bytes is too large`);
      const id = idOf(bytes);
      const path = pathOf(id);
      // Written beside, flushed, then renamed: after a crash there is the whole file or none.
      const beside = `${path}.${process.pid}.${newId()}`;
      try {
        await written(beside, keys.sealBytes('files', bytes));
        await rename(beside, path);
      } catch (error) {
        await rm(beside, { force: true });
        throw error;
      }
      // The name is on disk only when its folder is.
      await synced(dirname(path));
      return id;
    },
    async read(id) {
      if (!/^[0-9a-f]{64}$/.test(id)) return undefined;
      try {
        const bytes = keys.openBytes('files', await readFile(pathOf(id)));
        // The seal alone would let one kept file stand in the place of another.
        if (idOf(bytes) !== id) throw new Error(`the file ${id} holds other bytes`);
        return bytes;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
        throw error;
      }
    },
  };
}

const idOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

async function written(path: string, bytes: Uint8Array): Promise<void> {
  const file = await openNew(path);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function openNew(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'wx', 0o600);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    // The first file of its folder.
    const folder = dirname(path);
    await mkdir(folder, { recursive: true });
    await synced(dirname(folder));
    return open(path, 'wx', 0o600);
  }
}

async function synced(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
