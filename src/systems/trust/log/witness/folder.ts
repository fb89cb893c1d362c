import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { HASH_BYTES } from '../merkle.ts';
import { witnessKey, type NoteKey } from '../note.ts';
import type { SeenState, Witness, WitnessMemory } from './witness.ts';

/** A witness in a folder of its own: its key, made once, and what it has seen of each log. */

const KEY_FILE = 'witness.key';
const SEEN_FILE = 'seen.json';

/**
 * Opens the witness of a folder, or makes one there under this name. One process at a time may use a folder. Throws when the
 * folder holds what cannot be read: a witness that forgot what it saw would cosign anything.
 */
export function openWitness(folder: string, name: string, logs: readonly NoteKey[]): Witness {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  const keyPath = join(folder, KEY_FILE);
  if (!existsSync(keyPath)) {
    const { privateKey } = generateKeyPairSync('ed25519');
    writeWhole(folder, KEY_FILE, `${name}\n${privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()}`);
  }
  const [keptName, ...pem] = readFileSync(keyPath, 'utf8').split('\n');
  if (keptName !== name) throw new Error(`the witness of this folder is called ${keptName}, not ${name}`);
  const privateKey = createPrivateKey(pem.join('\n'));
  return { key: witnessKey(name, createPublicKey(privateKey)), privateKey, logs, memory: memoryIn(folder) };
}

function memoryIn(folder: string): WitnessMemory {
  const path = join(folder, SEEN_FILE);
  const states = new Map<string, SeenState>(existsSync(path) ? readStates(readFileSync(path, 'utf8')) : []);
  return {
    seen: (origin) => states.get(origin),
    save(origin, state) {
      const next = new Map(states).set(origin, state);
      const told = [...next].map(([log, { size, root }]) => ({ log, size, root: root.toString('base64') }));
      writeWhole(folder, SEEN_FILE, `${JSON.stringify(told, undefined, 1)}\n`);
      states.set(origin, state);
    },
  };
}

function readStates(text: string): [string, SeenState][] {
  const told = JSON.parse(text) as { log: string; size: number; root: string }[];
  return told.map(({ log, size, root }) => {
    const bytes = Buffer.from(root, 'base64');
    if (!Number.isSafeInteger(size) || size < 0 || bytes.length !== HASH_BYTES)
      throw new Error(`${SEEN_FILE} cannot be read`);
    return [log, { size, root: bytes }];
  });
}

/** Writes a file so that it is there whole, or as it was, whenever the machine stops. */
function writeWhole(folder: string, name: string, text: string): void {
  const path = join(folder, name);
  const file = openSync(`${path}.new`, 'w', 0o600);
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(`${path}.new`, path);
  const place = openSync(folder, 'r');
  fsyncSync(place);
  closeSync(place);
}
