import { type KeyObject, createCipheriv, createDecipheriv, createSecretKey, randomBytes } from 'node:crypto';
import { type Database, type Queryable, type SystemDatabase, type Tx, sql } from '../../../kernel/db.ts';
import type { Keys } from '../../../kernel/keys.ts';
import type { House } from '../../../kernel/system.ts';

const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

const masters = new WeakMap<Database, Keys>();
const keyrings = new WeakMap<Database, Map<string, Keyring>>();

/** Lets registers of a house encrypt: their keys are kept under the master key of the house. Called in every process before it serves. */
export function openSealing(house: Pick<House, 'db' | 'keys'>): void {
  masters.set(house.db, house.keys);
}

/** The keys of the register whose side of the database this is. */
export function keyringOf(db: Queryable): Keyring {
  const { database, system } = db as Tx | SystemDatabase;
  const keys = masters.get(database);
  if (!keys) throw new Error('this house cannot encrypt: call openSealing first');
  let known = keyrings.get(database);
  if (!known) keyrings.set(database, (known = new Map()));
  let keyring = known.get(system);
  if (!keyring) known.set(system, (keyring = new Keyring(keys, database.as(system))));
  return keyring;
}

/** A key of a record as the register keeps it: encrypted under a register key of that generation. */
export interface WrappedKey {
  generation: number;
  wrapped: Buffer;
}

/**
 * The keys of one register. A value is encrypted under its record's key, that under the register's present key, and that
 * under the owner's master key. So a rotation encrypts the keys of records anew, never values: their history stays as it is.
 */
export class Keyring {
  readonly system: string;
  readonly #keys: Keys;
  /** Not the caller's transaction: a register key must not go away with it. */
  readonly #db: SystemDatabase;
  readonly #generations = new Map<number, KeyObject>();
  #present = 0;

  constructor(keys: Keys, db: SystemDatabase) {
    this.#keys = keys;
    this.#db = db;
    this.system = db.system;
  }

  /** A new key for a record, and the same encrypted. */
  async newKey(): Promise<{ key: KeyObject } & WrappedKey> {
    if (this.#present === 0) await this.#load();
    if (this.#present === 0) await this.beginGeneration(1);
    const bytes = randomBytes(KEY_BYTES);
    return { key: createSecretKey(bytes), ...this.wrap(bytes) };
  }

  /** Bytes of a record's key, encrypted under the present register key. */
  wrap(bytes: Uint8Array): WrappedKey {
    const generation = this.#present;
    return { generation, wrapped: encrypt(this.#generations.get(generation)!, bytes, this.#about(generation)) };
  }

  /** The bytes of a record's key. */
  async unwrap({ generation, wrapped }: WrappedKey): Promise<Buffer> {
    if (!this.#generations.has(generation)) await this.#load();
    const under = this.#generations.get(generation);
    if (!under) throw new Error(`${this.system} has no register key of generation ${generation} any more`);
    return decrypt(under, wrapped, this.#about(generation));
  }

  /** Makes the register key of the next generation, unless another process has: both then use the same. */
  async beginGeneration(generation: number): Promise<void> {
    const wrapped = this.#keys.sealBytes(this.#purpose(), randomBytes(KEY_BYTES));
    await this.#db.run(sql`INSERT INTO register_key (generation, wrapped) VALUES (${generation}, ${wrapped})
      ON CONFLICT (generation) DO NOTHING`);
    await this.#load();
  }

  /** The generation that keys are encrypted under from now on. */
  async present(): Promise<number> {
    await this.#load();
    return this.#present;
  }

  /** By which equal values are known without opening them. The same over all rotations. */
  markKey(): KeyObject {
    return this.#keys.secret(`register/mark/${this.system}`);
  }

  async #load(): Promise<void> {
    const rows = await this.#db.rows<WrappedKey>(sql`SELECT generation, wrapped FROM register_key ORDER BY generation`);
    for (const { generation, wrapped } of rows) {
      if (!this.#generations.has(generation))
        this.#generations.set(generation, createSecretKey(this.#keys.openBytes(this.#purpose(), wrapped)));
      this.#present = generation;
    }
  }

  #purpose(): string {
    return `register/${this.system}`;
  }

  #about(generation: number): Buffer {
    return Buffer.from(`${this.system}/${generation}`);
  }
}

/** AES-256-GCM: nonce ‖ tag ‖ ciphertext, bound to what it is about. */
export function encrypt(key: KeyObject, bytes: Uint8Array, about: Buffer): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(about);
  const encrypted = Buffer.concat([cipher.update(bytes), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), encrypted]);
}

/** Opens what `encrypt` made about the same. Throws when a byte was changed, or it stood elsewhere. */
export function decrypt(key: KeyObject, sealed: Buffer, about: Buffer): Buffer {
  if (sealed.length < NONCE_BYTES + TAG_BYTES) throw new Error('an encrypted value is too short');
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE_BYTES)).setAAD(about);
  decipher.setAuthTag(sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]);
}
