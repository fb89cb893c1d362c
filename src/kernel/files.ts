import { createHash } from 'node:crypto';
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
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

/** The file store in a folder. */
export function openFiles(folder: string, keys: Keys): Files {
  const pathOf = (id: string) => join(folder, id.slice(0, 2), id.slice(2, 4), id);
  return {
    async keep(bytes) {
      if (bytes.length > LARGEST_FILE_BYTES) throw new Error(`a file of ${bytes.length} bytes is too large`);
      const id = createHash('sha256').update(bytes).digest('hex');
      const path = pathOf(id);
      await mkdir(join(folder, id.slice(0, 2), id.slice(2, 4)), { recursive: true });
      // Written beside, flushed, then renamed: after a crash there is the whole file or none.
      const beside = `${path}.${process.pid}.${Math.random().toString(36).slice(2)}`;
      const file = await open(beside, 'wx', 0o600);
      try {
        await file.writeFile(keys.sealBytes('files', bytes));
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(beside, path);
      return id;
    },
    async read(id) {
      if (!/^[0-9a-f]{64}$/.test(id)) return undefined;
      try {
        return keys.openBytes('files', await readFile(pathOf(id)));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
        throw error;
      }
    },
  };
}
