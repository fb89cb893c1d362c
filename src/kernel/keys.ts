import { type KeyObject, createCipheriv, createDecipheriv, createSecretKey, hkdfSync, randomBytes } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from './config.ts';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** What is sealed under the master key. `purpose` separates the keys: bytes sealed for one purpose do not open for another. */
export interface Keys {
  /** AES-256-GCM; the answer is nonce ‖ tag ‖ ciphertext. */
  sealBytes(purpose: string, bytes: Uint8Array): Buffer;
  /** Opens what `sealBytes` sealed for the same purpose. Throws when a byte was changed. */
  openBytes(purpose: string, sealed: Uint8Array): Buffer;
  /** A key of 32 bytes for one purpose, the same at every start. */
  derive(purpose: string): Buffer;
  /** The same key as an object, for HMACs: made once, because making it takes longer than an HMAC. */
  secret(purpose: string): KeyObject;
}

/** The keys under the master key of `MASTER_KEY`, or else of a file in the data folder that is made at the first start. */
export function openKeys(config: Pick<Config, 'masterKey' | 'dataDir'>): Keys {
  const master = config.masterKey ? decodeMasterKey(config.masterKey) : masterKeyOfFolder(config.dataDir);
  const derived = new Map<string, Buffer>();
  const derive = (purpose: string): Buffer => {
    let key = derived.get(purpose);
    if (!key) derived.set(purpose, (key = Buffer.from(hkdfSync('sha256', master, '', purpose, 32))));
    return key;
  };
  const secrets = new Map<string, KeyObject>();
  const secret = (purpose: string): KeyObject => {
    let key = secrets.get(purpose);
    if (!key) secrets.set(purpose, (key = createSecretKey(derive(purpose))));
    return key;
  };
  return {
    derive,
    secret,
    sealBytes(purpose, bytes) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', secret(purpose), nonce);
      const encrypted = [cipher.update(bytes), cipher.final()];
      return Buffer.concat([nonce, cipher.getAuthTag(), ...encrypted]);
    },
    openBytes(purpose, sealed) {
      const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
      if (bytes.length < NONCE_BYTES + TAG_BYTES) throw new Error('sealed bytes are too short');
      const decipher = createDecipheriv('aes-256-gcm', secret(purpose), bytes.subarray(0, NONCE_BYTES));
      decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
      return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]);
    },
  };
}

function decodeMasterKey(text: string): Buffer {
  const key = Buffer.from(text, 'base64');
  if (!/^[A-Za-z0-9+/]{43}=?$/.test(text) || key.length !== 32) throw new Error('MASTER_KEY must be 32 bytes, base64');
  return key;
}

function masterKeyOfFolder(dataDir: string): Buffer {
  const path = join(dataDir, 'master.key');
  if (!existsSync(path)) makeMasterKey(dataDir, path);
  return decodeMasterKey(readFileSync(path, 'utf8').trim());
}

/**
 * Written beside and linked into place, so that the file is whole from the moment it has its name: a crash in between
 * would else leave an empty key, and everything sealed later would hang on none.
 */
function makeMasterKey(dataDir: string, path: string): void {
  mkdirSync(dataDir, { recursive: true });
  const beside = `${path}.${process.pid}.${randomBytes(6).toString('hex')}`;
  try {
    writeFileSync(beside, randomBytes(32).toString('base64'), { mode: 0o600, flag: 'wx', flush: true });
    linkSync(beside, path);
  } catch (error) {
    // Of two processes that start at once, only one makes the key; both then read the same.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(beside, { force: true });
  }
}
