import { createHash, createPrivateKey, createPublicKey, verify, type KeyObject } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import type { Queryable } from '../../../kernel/db.ts';
import type { Keys } from '../../../kernel/keys.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { Consents } from './consent/consents.ts';
import type { Answer, Asked, Question } from './consent/question.ts';
import { holdsOverDigest, signDigest, privateBytesOf } from './prehashed.ts';
import { ALGORITHMS, CURVE_HASHES, type KeyAlgorithm } from './algorithms.ts';
import { assertPermitted, type KeyFacts } from './permitted.ts';
import type { KeyUse, ToSign } from './private-key.ts';
import { findKey, insertKey } from './store.ts';
import { Token } from './token.ts';

/** A key that is wanted. The same request again, by its number (UUID), answers the same key. */
export interface KeyOrder {
  use: KeyUse;
  algorithm: KeyAlgorithm;
  request: string;
}

/** Where private keys are. They are made in it, never leave it, and are named by the SHA-256 of their SubjectPublicKeyInfo. */
export interface Keystore {
  /** Makes a key; answers its SubjectPublicKeyInfo. Refuses `trust.token_cannot` for an algorithm that the token of that use does not have. */
  make(order: KeyOrder): Promise<Buffer>;
  /** Asks a person for consent by a passkey. Refuses as `Consents.ask` does. */
  ask(question: Question): Promise<Asked>;
  /** Takes what the passkey answered, once; gives the name of the consent. Refuses as `Consents.take` does. */
  take(answer: Answer): Promise<Buffer>;
  /**
   * Signs with the key of that name. Refuses `trust.key_not_for_this` for anything that it was not made for, and with a person's key as
   * `Consents.assertAgreed` does.
   */
  sign(keyHash: Buffer, asked: ToSign): Promise<Buffer>;
}

/** What is sealed under the master key. */
const PURPOSE = 'trust private key';
/** Keys that are held open; the one that was used longest ago is closed first. */
const MOST_OPEN = 5_000;

interface OpenKey extends KeyFacts {
  algorithm: KeyAlgorithm;
  /** None: it is on the token. */
  key: KeyObject | undefined;
}

/**
 * The keystore in this process: keys lie sealed in the database, and are open in memory while they are used. With a token, the keys of some
 * uses are made on it, and it signs with them.
 */
export class OwnKeystore implements Keystore {
  readonly #db: Queryable;
  readonly #keys: Keys;
  readonly #token: Token | undefined;
  readonly #consents: Consents;
  readonly #open = new Map<string, Promise<OpenKey>>();

  /** `db` may read the table of keys; `keys` are those under the keystore's own master key; passkeys answer on the pages of `site`. */
  constructor(db: Queryable, { keys, site, token }: { keys: Keys; site: string; token?: Token | undefined }) {
    this.#db = db;
    this.#keys = keys;
    this.#token = token;
    this.#consents = new Consents(db, keys, site);
  }

  async ask(question: Question): Promise<Asked> {
    await this.#assertPerson(question.key);
    return this.#consents.ask(question);
  }

  async take(answer: Answer): Promise<Buffer> {
    await this.#assertPerson(answer.question.key);
    return this.#consents.take(answer);
  }

  /** Only the use of people's keys is agreed to. */
  async #assertPerson(key: string): Promise<void> {
    const { use } = await this.#opened(Buffer.from(key, 'hex'));
    if (use !== 'person')
      throw new Refusal('trust.key_not_for_this', 403, { values: { use, problem: 'no consent is asked for' } });
  }

  async make(order: KeyOrder): Promise<Buffer> {
    const { use, algorithm, request } = order;
    if (this.#token?.uses.has(use)) return this.#makeOnToken(this.#token, order);
    const { publicKey, privateKey } = ALGORITHMS[algorithm].make();
    const keyInfo = publicKey.export({ type: 'spki', format: 'der' });
    const sealed = this.#keys.sealBytes(PURPOSE, privateKey.export({ type: 'pkcs8', format: 'der' }));
    return insertKey(this.#db, { keyHash: hashOf(keyInfo), algorithm, use, keyInfo, sealed, token: null }, request);
  }

  async #makeOnToken(token: Token, { use, algorithm, request }: KeyOrder): Promise<Buffer> {
    if (!Token.can(algorithm)) throw new Refusal('trust.token_cannot', 422, { values: { use, algorithm } });
    const keyInfo = await token.make(algorithm, use);
    const keyHash = hashOf(keyInfo);
    const kept = await insertKey(
      this.#db,
      { keyHash, algorithm, use, keyInfo, sealed: null, token: token.label },
      request,
    );
    if (!kept.equals(keyInfo)) await token.discard(keyHash);
    return kept;
  }

  async sign(keyHash: Buffer, asked: ToSign): Promise<Buffer> {
    const opened = await this.#opened(keyHash);
    const { algorithm, key, use } = opened;
    assertPermitted(opened, asked);
    if (use === 'person') await this.#consents.assertAgreed(keyHash, asked);
    if (use === 'authority') await this.#consents.assertCertifiable(asked);
    if (!key) return this.#signOnToken(keyHash, opened, asked);
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

  async #signOnToken(
    keyHash: Buffer,
    { algorithm, keyInfo }: Pick<OpenKey, 'algorithm' | 'keyInfo'>,
    { kind, bytes }: ToSign,
  ): Promise<Buffer> {
    const hash = CURVE_HASHES[algorithm];
    if (!hash || (kind === 'digest' && algorithm !== 'P-256')) throw new Error(`no ${kind} is signed by ${algorithm}`);
    const digest = kind === 'digest' ? Buffer.from(bytes) : createHash(hash).update(bytes).digest();
    const signature = await this.#token!.sign(keyHash, algorithm, digest);
    // Whoever has the PIN may give a key the name of another, and what runs between here and there may err.
    const publicKey = createPublicKey({ key: keyInfo, format: 'der', type: 'spki' });
    const holds =
      kind === 'digest' ? holdsOverDigest(publicKey, digest, signature) : verify(hash, bytes, publicKey, signature);
    if (!holds) throw new Error(`the private key ${keyHash.toString('hex')} on the token is another one`);
    return signature;
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
    const { algorithm, use, keyInfo, sealed } = stored;
    if (!sealed) {
      if (stored.token !== this.#token?.label)
        throw new Error(`a private key is on the token "${stored.token}", which PKCS11_TOKEN does not name`);
      if (!hashOf(keyInfo).equals(keyHash))
        throw new Error(`the private key ${keyHash.toString('hex')} is another one`);
      return { algorithm, use, keyInfo, key: undefined };
    }
    const bytes = this.#keys.openBytes(PURPOSE, sealed);
    const key = createPrivateKey({ key: bytes, format: 'der', type: 'pkcs8' });
    bytes.fill(0);
    // A row that was exchanged for another would sign with another's key.
    if (!hashOf(createPublicKey(key).export({ type: 'spki', format: 'der' })).equals(keyHash))
      throw new Error(`the private key ${keyHash.toString('hex')} is another one`);
    return { algorithm, use, keyInfo, key };
  }
}

const hashOf = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();
