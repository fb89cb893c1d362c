import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Puts a file into the outbox folder, whole or not at all. The name begins with the time, so that names sort by it, and
 * is the same at every attempt, so that a repeated one leaves one file. Only the owner of the folder may read it.
 */
export async function putIntoOutbox(
  dataDir: string,
  file: { at: Date; id: string; ending: 'eml' | 'json'; content: string | Uint8Array },
): Promise<void> {
  const folder = join(dataDir, 'outbox');
  const name = `${file.at.toISOString().replace(/[-:.]/g, '')}-${file.id}.${file.ending}`;
  const beside = join(folder, `.${name}.${process.pid}`);
  const write = () => writeFile(beside, file.content, { mode: 0o600 });
  try {
    await write();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    // The first file, or the first after somebody cleared the outbox away.
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await write();
  }
  await rename(beside, join(folder, name));
}
