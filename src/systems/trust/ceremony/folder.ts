import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  renameSync,
  statSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { Refusal } from '../../../kernel/refusal.ts';
import { readCertificate, type Certificate } from '../certificate/certificate.ts';
import { readingCarried, readPem } from './carried-file.ts';
import { readMinutes, type Step } from './minutes.ts';

/** The folder of a ceremony: the root's key under its passphrase, its certificate, the minutes, and what was signed. */

export const KEY_FILE = 'root-key.json';
export const ROOT_FILE = 'root.pem';
export const MINUTES_FILE = 'minutes.txt';
const MOST_FILE_BYTES = 16 * 1024 * 1024;

export interface CeremonyFolder {
  path: string;
  root: Certificate;
  minutes: string;
  steps: readonly Step[];
  /** Hash of the last line of the minutes. */
  last: string;
}

/** Makes the folder of a new ceremony, which only its owner may enter. Refuses `trust.ceremony_folder_not_empty`. */
export function makeFolder(path: string): void {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  if (readdirSync(path).length > 0) throw new Refusal('trust.ceremony_folder_not_empty', 409);
}

/** Opens a folder, the minutes having been checked against the root in it. Refuses `trust.ceremony_folder_unknown`, `trust.minutes_changed`. */
export function openFolder(path: string): CeremonyFolder {
  if (![KEY_FILE, ROOT_FILE, MINUTES_FILE].every((file) => existsSync(join(path, file))))
    throw new Refusal('trust.ceremony_folder_unknown', 404);
  const root = readingCarried(() => readCertificate(readPem('CERTIFICATE', readWhole(path, ROOT_FILE))));
  const minutes = readWhole(path, MINUTES_FILE);
  const { steps, last } = readMinutes(minutes, root.publicKey!);
  return { path, root, minutes, steps, last };
}

/** Text of a file of the folder. */
export function readWhole(path: string, file: string): string {
  const whole = join(path, file);
  if (!existsSync(whole) || statSync(whole).size > MOST_FILE_BYTES)
    throw new Refusal('trust.ceremony_folder_unknown', 404);
  return readFileSync(whole, 'utf8');
}

/** Writes a file that only its owner may read, whole or not at all, and on disk when this answers. */
export function writeWhole(path: string, file: string, text: string): void {
  const beside = join(path, `${file}.new`);
  const opened = openSync(beside, 'w', 0o600);
  try {
    writeSync(opened, text);
    fsyncSync(opened);
  } finally {
    closeSync(opened);
  }
  renameSync(beside, join(path, file));
}

export const sha256Of = (bytes: string | Buffer): string => createHash('sha256').update(bytes).digest('hex');
