import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Beside the packages, so that `npm ci` empties it. Only what can be made again from sources is here. */
export const MADE_FOLDER = join(import.meta.dirname, '../../node_modules/.cache/mot-cua');

function pathOf(kind: string, key: string | Buffer): string {
  return join(MADE_FOLDER, kind, createHash('sha256').update(key).digest('hex'));
}

/** What an earlier start made of this key, or undefined. `kind` says what is made and is a folder's name. */
export function madeBefore(kind: string, key: string | Buffer): Buffer | undefined {
  try {
    return readFileSync(pathOf(kind, key));
  } catch {
    return undefined;
  }
}

/** Keeps something for later starts, whole or not at all. Where nothing may be written nothing is kept. */
export function keepMade(kind: string, key: string | Buffer, made: string | Buffer): void {
  const path = pathOf(kind, key);
  try {
    mkdirSync(join(MADE_FOLDER, kind), { recursive: true });
    writeFileSync(`${path}.${process.pid}`, made);
    renameSync(`${path}.${process.pid}`, path);
  } catch {
    // It is made again at each start.
  }
}

/** What `make` makes of these sources, which must say all that it depends on: made at the first start, read at the later ones. */
export function madeOnce(kind: string, sources: string | Buffer, make: () => string | Buffer): Buffer {
  const before = madeBefore(kind, sources);
  if (before) return before;
  const made = make();
  keepMade(kind, sources, made);
  return Buffer.from(made);
}
