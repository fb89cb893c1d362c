import { createHash, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import type { Queryable } from '../../../kernel/db.ts';
import type { Keys } from '../../../kernel/keys.ts';
import { signDigest, privateBytesOf } from './prehashed.ts';
import { ALGORITHMS, type KeyAlgorithm } from './algorithms.ts';
import { assertPermitted, type KeyFacts } from './permitted.ts';
import type { KeyUse, ToSign } from './private-key.ts';
import { findKey, insertKey } from './store.ts';

/** A key that is wanted. The same request again, by its number (UUID), answers the same key. */
export interface KeyOrder {
  use: KeyUse;
  algorithm: KeyAlgorithm;
  request: string;
}

/** Where private keys are. They are made in it, never leave it, and are named by the SHA-256 of their SubjectPublicKeyInfo. */
export interface Keystore {
  /** Makes a key; answers its SubjectPublicKeyInfo. */
  make(order: KeyOrder): Promise<Buffer>;
  /** Signs with the key of that name. Refuses `trust.key_not_for_this` for anything that it was not made for. */
  sign(keyHash: Buffer, asked: ToSign): Promise<Buffer>;
}

/** What is sealed under the master key. */
const PURPOSE = 'trust private key';
/** Keys that are held open; the one that was used longest ago is closed first. */
const MOST_OPEN = 5_000;

interface OpenKey extends KeyFacts {
  algorithm: KeyAlgorithm;
  key: KeyObject;
}

/** The keystore in this process: keys lie sealed in the database, and are open in memory while they are used. */
export class OwnKeystore implements Keystore {
  readonly #db: Queryable;
  readonly #keys: Keys;
  readonly #open = new Map<string, Promise<OpenKey>>();

  /** `db` may read the table of keys; `keys` are those under the keystore's own master key. */
  constructor(db: Queryable, keys: Keys) {
    this.#db = db;
    this.#keys = keys;
  }

  async make({ use, algorithm, request }: KeyOrder): Promise<Buffer> {
    const { publicKey, privateKey } = ALGORITHMS[algorithm].make();
    const keyInfo = publicKey.export({ type: 'spki', format: 'der' });
    const sealed = this.#keys.sealBytes(PURPOSE, privateKey.export({ type: 'pkcs8', format: 'der' }));
    return insertKey(this.#db, { keyHash: hashOf(keyInfo), algorithm, use, keyInfo, sealed }, request);
  }

  async sign(keyHash: Buffer, asked: ToSign): Promise<Buffer> {
    const { algorithm, key, ...facts } = await this.#opened(keyHash);
    assertPermitted(facts, asked);
    if (asked.kind !== 'digest') return ALGORITHMS[algorithm].sign(asked.bytes, key);
    // It takes forty times as long as another signature, and such come by thousands: others go on in between.
    await turn();
    const bytes = privateBytesOf(key);
    try {
      return signDigest(bytes, Buffer.from(asked.bytes));
    } finally {
      bytes.fill(0);
    }
  }

  #opened(keyHash: Buffer): Promise<OpenKey> {
    const name = keyHash.toString('hex');
    let opened = this.#open.get(name);
    if (opened) this.#open.delete(name);
    else {
      opened = this.#openKey(keyHash);
      opened.catch(() => this.#open.delete(name));
      if (this.#open.size >= MOST_OPEN) this.#open.delete(this.#open.keys().next().value!);
    }
    this.#open.set(name, opened);
    return opened;
  }

  async #openKey(keyHash: Buffer): Promise<OpenKey> {
    const stored = await findKey(this.#db, keyHash);
    if (!stored) throw new Error(`there is no private key ${keyHash.toString('hex')}`);
    const bytes = this.#keys.openBytes(PURPOSE, stored.sealed);
    const key = createPrivateKey({ key: bytes, format: 'der', type: 'pkcs8' });
    bytes.fill(0);
    // A row that was exchanged for another would sign with another's key.
    if (!hashOf(createPublicKey(key).export({ type: 'spki', format: 'der' })).equals(keyHash))
      throw new Error(`the private key ${keyHash.toString('hex')} is another one`);
    const { algorithm, use, keyInfo } = stored;
    return { algorithm, use, keyInfo, key };
  }
}

const hashOf = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();
