import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Puts a file into the outbox folder, whole or not at all. The name begins with the time, so that names sort by it, and
 * is the same at every attempt, so that a repeated one leaves one file. Only the owner of the folder may read it. Nothing waits
 * for the disk here: by way of another thread each call would take several times as long.
 */
export function putIntoOutbox(
  dataDir: string,
  file: { at: Date; id: string; ending: 'eml' | 'json'; content: string | Uint8Array },
): void {
  const folder = join(dataDir, 'outbox');
  const name = `${file.at.toISOString().replace(/[-:.]/g, '')}-${file.id}.${file.ending}`;
  const beside = join(folder, `.${name}.${process.pid}`);
  const write = () => writeFileSync(beside, file.content, { mode: 0o600 });
  try {
    write();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    // The first file, or the first after somebody cleared the outbox away.
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    write();
  }
  renameSync(beside, join(folder, name));
}
