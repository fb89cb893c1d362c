import { createPublicKey, createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import type { Config } from '../../../kernel/config.ts';
import { integer, MalformedDer, objectId, readOnly, sequence, TAG } from '../asn1/der.ts';
import type { KeyAlgorithm } from './algorithms.ts';
import { CKA, Cryptoki, CryptokiError, flagOf, mechanismOf, wordOf, type Attributes, type Handle } from './cryptoki.ts';
import { KEY_USES, type KeyUse } from './private-key.ts';

/** A PKCS #11 token that keys are made on and never leave: a hardware security module, or SoftHSM. */

/** What keeps a token from being used, in a sentence that names the setting to look at. */
export class TokenProblem extends Error {
  /** Whether the token did not take the PIN. It is then not tried again: tokens lock themselves after a few tries. */
  readonly isPinRefused: boolean;

  constructor(sentence: string, isPinRefused = false) {
    super(sentence);
    this.name = 'TokenProblem';
    this.isPinRefused = isPinRefused;
  }
}

/** Calls of a token at the same time: as many as threads that wait for them. */
const MOST_SESSIONS = 4;
/** So often a token that lost its sessions is asked. */
const MOST_TRIES = 3;
const MOST_HANDLES = 5_000;
const MOST_SLOTS = 256;

const OS_LOCKING_OK = 0x2;
const SERIAL_READ_WRITE_SESSION = 0x6;
const USER = 1;
const PRIVATE_KEY = 3;
const EC = 3;
const EC_KEY_PAIR_GEN = 0x1040;
const ECDSA = 0x1041;

/** CK_C_INITIALIZE_ARGS: four pointers to functions, flags, one pointer more. */
const INITIALIZE_BYTES = 48;
const INITIALIZE_FLAGS_AT = 32;
/** CK_TOKEN_INFO: a label of 32 bytes, filled up with blanks, and more that is not read. */
const TOKEN_INFO_BYTES = 256;
const TOKEN_LABEL_BYTES = 32;

interface Curve {
  name: 'P-256' | 'P-384';
  oid: string;
  coordinateBytes: number;
}

/** The curves that keys are made on by a token. What else the keystore signs by, Cryptoki 2.40 has no mechanism for, or few tokens. */
const CURVES: Readonly<Partial<Record<KeyAlgorithm, Curve>>> = {
  'P-256': { name: 'P-256', oid: '1.2.840.10045.3.1.7', coordinateBytes: 32 },
  'P-384': { name: 'P-384', oid: '1.3.132.0.34', coordinateBytes: 48 },
};

interface Connection {
  cryptoki: Cryptoki;
  slot: Handle;
  /** Sessions beside the one that logged in. That one stays: who closes the last session is logged out. */
  idle: Handle[];
  /** What is done in sessions just now. */
  underWay: Set<Promise<unknown>>;
  /** Private keys by their names. */
  keys: Map<string, Handle>;
}

type Work<Answer> = (session: Handle, connection: Connection) => Promise<Answer>;

/** The token of the settings. It is looked for when it is first needed, and again when it was away. */
export class Token {
  readonly label: string;
  /** What keys are made for on it. */
  readonly uses: ReadonlySet<KeyUse>;
  readonly #settings: NonNullable<Config['pkcs11']>;
  #loaded: Promise<Cryptoki> | undefined;
  #connected: Promise<Connection> | undefined;
  #current: Connection | undefined;
  #closing: Promise<void> | undefined;
  #refusedPin: TokenProblem | undefined;
  #lastChange: Promise<unknown> = Promise.resolve();
  #busy = 0;
  readonly #waiting: (() => void)[] = [];

  /** Throws `TokenProblem` for a use that no key has. */
  constructor(settings: NonNullable<Config['pkcs11']>) {
    this.#settings = settings;
    this.label = settings.token;
    this.uses = new Set(
      settings.uses.map((name) => {
        const use = KEY_USES.find((one) => one === name);
        if (!use) throw new TokenProblem(`PKCS11_USES knows no ${name}: it lists some of ${KEY_USES.join(', ')}`);
        return use;
      }),
    );
  }

  /** Whether a token can make keys of that algorithm and sign with them. */
  static can(algorithm: KeyAlgorithm): boolean {
    return CURVES[algorithm] !== undefined;
  }

  /** Loads the module, finds the token and logs in. Throws `TokenProblem` when one of that fails. */
  async open(): Promise<void> {
    await this.#connection();
  }

  /**
   * Makes a key on the token, which never leaves it: sensitive, not extractable, and named (CKA_ID) by the SHA-256 of its SubjectPublicKeyInfo,
   * which is the answer.
   */
  make(algorithm: KeyAlgorithm, use: KeyUse): Promise<Buffer> {
    const curve = CURVES[algorithm];
    if (!curve) throw new Error(`no token makes a key of ${algorithm}`);
    return this.#changing(async (session, { cryptoki }) => {
      const forPublic: Attributes = [
        [CKA.token, flagOf(false)],
        [CKA.keyType, wordOf(EC)],
        [CKA.verify, flagOf(true)],
        [CKA.ecParams, objectId(curve.oid)],
      ];
      const forPrivate: Attributes = [
        [CKA.token, flagOf(true)],
        [CKA.private, flagOf(true)],
        [CKA.keyType, wordOf(EC)],
        [CKA.sensitive, flagOf(true)],
        [CKA.extractable, flagOf(false)],
        [CKA.sign, flagOf(true)],
        [CKA.label, Buffer.from(`mot-cua ${use}`)],
      ];
      const [publicKey, privateKey] = [wordOf(0), wordOf(0)];
      await cryptoki.call(
        'C_GenerateKeyPair',
        session,
        mechanismOf(EC_KEY_PAIR_GEN),
        cryptoki.templateOf(forPublic),
        forPublic.length,
        cryptoki.templateOf(forPrivate),
        forPrivate.length,
        publicKey,
        privateKey,
      );
      const made = privateKey.readBigUInt64LE();
      try {
        const point = await cryptoki.attribute(session, publicKey.readBigUInt64LE(), CKA.ecPoint);
        const keyInfo = keyInfoOf(curve, point);
        await cryptoki.call('C_SetAttributeValue', session, made, cryptoki.templateOf([[CKA.id, nameOf(keyInfo)]]), 1);
        await cryptoki.call('C_DestroyObject', session, publicKey.readBigUInt64LE());
        return keyInfo;
      } catch (error) {
        await cryptoki.call('C_DestroyObject', session, made).catch(() => undefined);
        throw error;
      }
    });
  }

  /** Takes a key away that nobody needs: another was made for the same request at the same time. */
  async discard(keyHash: Buffer): Promise<void> {
    await this.#changing(async (session, connection) => {
      const key = await keyOf(connection, session, keyHash);
      connection.keys.delete(keyHash.toString('hex'));
      await connection.cryptoki.call('C_DestroyObject', session, key);
    });
  }

  /** Signs a digest by ECDSA: ECDSA-Sig-Value in DER. */
  sign(keyHash: Buffer, algorithm: KeyAlgorithm, digest: Buffer): Promise<Buffer> {
    return this.#inSession(async (session, connection) => {
      const { cryptoki } = connection;
      const { coordinateBytes } = CURVES[algorithm]!;
      const key = await keyOf(connection, session, keyHash);
      const raw = Buffer.alloc(2 * coordinateBytes);
      const length = wordOf(raw.length);
      await cryptoki.call('C_SignInit', session, mechanismOf(ECDSA), key);
      await cryptoki.call('C_Sign', session, digest, digest.length, raw, length);
      if (Number(length.readBigUInt64LE()) !== raw.length) throw new Error('a signature of another curve');
      return sequence(integer(raw.subarray(0, coordinateBytes)), integer(raw.subarray(coordinateBytes)));
    });
  }

  /** Lets go of the token: all sessions of this process on it end. What is asked afterwards opens new ones. */
  async close(): Promise<void> {
    const connection = await this.#connected?.catch(() => undefined);
    if (connection) this.#forget(connection);
    await this.#closing;
  }

  /** What changes the objects on the token goes one after the other: a key is made seldom, and not every module bears more. */
  #changing<Answer>(work: Work<Answer>): Promise<Answer> {
    const changed = this.#lastChange.then(() => this.#inSession(work));
    this.#lastChange = changed.catch(() => undefined);
    return changed;
  }

  /** Does something in a session of its own, one thing at a time in each. What fails because sessions were lost is done again in new ones. */
  async #inSession<Answer>(work: Work<Answer>): Promise<Answer> {
    if (this.#busy >= MOST_SESSIONS) await new Promise<void>((free) => this.#waiting.push(free));
    else this.#busy++;
    try {
      for (let tries = 1; ; tries++) {
        const connection = await this.#connection();
        const using = useSession(connection, work);
        connection.underWay.add(using);
        try {
          return await using;
        } catch (error) {
          if (!isLost(error)) throw error;
          this.#forget(connection);
          if (tries === MOST_TRIES) throw error;
        } finally {
          connection.underWay.delete(using);
        }
      }
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#busy--;
    }
  }

  #forget(connection: Connection): void {
    // Others found it lost before, and there is a new one.
    if (this.#current !== connection) return;
    this.#connected = this.#current = undefined;
    this.#closing = this.#closeAll(connection).catch(() => undefined);
  }

  /** Not while something is under way in one of them: a new session may have the handle of an old one. */
  async #closeAll({ cryptoki, slot, underWay }: Connection): Promise<void> {
    await Promise.allSettled(underWay);
    await cryptoki.call('C_CloseAllSessions', slot);
  }

  #module(): Promise<Cryptoki> {
    this.#loaded ??= loadModule(this.#settings.module).catch((error: unknown) => {
      this.#loaded = undefined;
      throw error;
    });
    return this.#loaded;
  }

  #connection(): Promise<Connection> {
    if (this.#connected) return this.#connected;
    const connecting = this.#connect();
    this.#connected = connecting;
    connecting.catch(() => {
      if (this.#connected === connecting) this.#connected = undefined;
    });
    return connecting;
  }

  async #connect(): Promise<Connection> {
    if (this.#refusedPin) throw this.#refusedPin;
    await this.#closing;
    const cryptoki = await this.#module();
    const slot = await findSlot(cryptoki, this.label);
    const session = await openSession(cryptoki, slot);
    try {
      await this.#logIn(cryptoki, session);
    } catch (error) {
      await cryptoki.call('C_CloseSession', session).catch(() => undefined);
      throw error;
    }
    return (this.#current = { cryptoki, slot, idle: [], underWay: new Set(), keys: new Map() });
  }

  async #logIn(cryptoki: Cryptoki, session: Handle): Promise<void> {
    const pin = await readPin(this.#settings.pinFile);
    try {
      await cryptoki.call('C_Login', session, USER, pin, pin.length);
    } catch (error) {
      if (!(error instanceof CryptokiError)) throw error;
      if (error.is('CKR_USER_ALREADY_LOGGED_IN')) return;
      if (
        error.is('CKR_PIN_INCORRECT', 'CKR_PIN_INVALID', 'CKR_PIN_LEN_RANGE', 'CKR_PIN_EXPIRED', 'CKR_PIN_LOCKED') ||
        error.is('CKR_USER_PIN_NOT_INITIALIZED')
      )
        this.#refusedPin = new TokenProblem(
          `PKCS11_PIN_FILE: the token "${this.label}" does not take the PIN in ${this.#settings.pinFile} (${error.message}); it is not tried again, lest the token be locked`,
          true,
        );
      throw this.#refusedPin ?? error;
    } finally {
      pin.fill(0);
    }
  }
}

async function loadModule(path: string): Promise<Cryptoki> {
  try {
    return await Cryptoki.load(path);
  } catch (error) {
    throw new TokenProblem(
      `PKCS11_MODULE: ${path} cannot be loaded as a PKCS #11 module (${(error as Error).message})`,
    );
  }
}

async function findSlot(cryptoki: Cryptoki, label: string): Promise<Handle> {
  const options = Buffer.alloc(INITIALIZE_BYTES);
  // It is called from several threads.
  options.writeBigUInt64LE(BigInt(OS_LOCKING_OK), INITIALIZE_FLAGS_AT);
  try {
    await cryptoki.call('C_Initialize', options);
  } catch (error) {
    if (!(error instanceof CryptokiError && error.is('CKR_CRYPTOKI_ALREADY_INITIALIZED'))) throw error;
  }
  const count = wordOf(0);
  // Asked for the number alone, a module looks anew which tokens are there.
  await cryptoki.call('C_GetSlotList', 1, null, count);
  const slots = Buffer.alloc(MOST_SLOTS * count.length);
  count.writeBigUInt64LE(BigInt(MOST_SLOTS));
  await cryptoki.call('C_GetSlotList', 1, slots, count);
  const seen: { slot: Handle; name: string }[] = [];
  for (let i = 0; i < Number(count.readBigUInt64LE()); i++) {
    const slot = slots.readBigUInt64LE(i * count.length);
    const info = Buffer.alloc(TOKEN_INFO_BYTES);
    await cryptoki.call('C_GetTokenInfo', slot, info);
    seen.push({ slot, name: info.toString('utf8', 0, TOKEN_LABEL_BYTES).replace(/[\0 ]+$/, '') });
  }
  const named = seen.filter(({ name }) => name === label);
  if (named.length > 1) throw new TokenProblem(`PKCS11_TOKEN: ${named.length} tokens are labelled "${label}"`);
  if (named[0]) return named[0].slot;
  const others = seen.flatMap(({ name }) => (name ? [`"${name}"`] : [])).join(', ');
  throw new TokenProblem(
    `PKCS11_TOKEN: there is no token labelled "${label}"; there ${others ? `is ${others}` : 'is none'}`,
  );
}

async function openSession(cryptoki: Cryptoki, slot: Handle): Promise<Handle> {
  const session = wordOf(0);
  await cryptoki.call('C_OpenSession', slot, SERIAL_READ_WRITE_SESSION, null, null, session);
  return session.readBigUInt64LE();
}

async function useSession<Answer>(connection: Connection, work: Work<Answer>): Promise<Answer> {
  const session = connection.idle.pop() ?? (await openSession(connection.cryptoki, connection.slot));
  try {
    const answer = await work(session, connection);
    connection.idle.push(session);
    return answer;
  } catch (error) {
    // An operation may still be under way in it.
    await connection.cryptoki.call('C_CloseSession', session).catch(() => undefined);
    throw error;
  }
}

/** Whether a new session may help: sessions, the login, a handle or the token itself went away, or the module does not say what is wrong. */
const isLost = (error: unknown): boolean =>
  error instanceof CryptokiError &&
  (error.is('CKR_SESSION_HANDLE_INVALID', 'CKR_SESSION_CLOSED', 'CKR_USER_NOT_LOGGED_IN', 'CKR_DEVICE_REMOVED') ||
    error.is('CKR_TOKEN_NOT_PRESENT', 'CKR_DEVICE_ERROR', 'CKR_SLOT_ID_INVALID', 'CKR_CRYPTOKI_NOT_INITIALIZED') ||
    error.is('CKR_KEY_HANDLE_INVALID', 'CKR_OBJECT_HANDLE_INVALID', 'CKR_GENERAL_ERROR', 'CKR_FUNCTION_FAILED'));

async function keyOf(connection: Connection, session: Handle, keyHash: Buffer): Promise<Handle> {
  const name = keyHash.toString('hex');
  const known = connection.keys.get(name);
  if (known !== undefined) return known;
  const [key, ...more] = await connection.cryptoki.find(session, [
    [CKA.class, wordOf(PRIVATE_KEY)],
    [CKA.token, flagOf(true)],
    [CKA.id, keyHash],
  ]);
  if (key === undefined) throw new Error(`there is no private key ${name} on the token`);
  if (more.length > 0) throw new Error(`two private keys on the token are named ${name}`);
  if (connection.keys.size >= MOST_HANDLES) connection.keys.clear();
  connection.keys.set(name, key);
  return key;
}

async function readPin(path: string): Promise<Buffer> {
  let text: string;
  try {
    if (((await stat(path)).mode & 0o007) !== 0)
      throw new TokenProblem(`PKCS11_PIN_FILE: anybody may use ${path}: chmod 600 it`);
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof TokenProblem) throw error;
    throw new TokenProblem(`PKCS11_PIN_FILE: ${path} cannot be read (${(error as Error).message})`);
  }
  const pin = text.replace(/\r?\n$/, '');
  if (pin === '') throw new TokenProblem(`PKCS11_PIN_FILE: ${path} is empty`);
  return Buffer.from(pin);
}

const nameOf = (keyInfo: Buffer): Buffer => createHash('sha256').update(keyInfo).digest();

/** SubjectPublicKeyInfo of CKA_EC_POINT: an uncompressed point in an OCTET STRING, or as some tokens have it, without one. */
function keyInfoOf({ name, coordinateBytes }: Curve, told: Buffer): Buffer {
  const length = 1 + 2 * coordinateBytes;
  const point = told.length === length ? told : readOnly(told, TAG.octetString).contents;
  if (point.length !== length || point[0] !== 4) throw new MalformedDer('no uncompressed point');
  const [x, y] = [point.subarray(1, 1 + coordinateBytes), point.subarray(1 + coordinateBytes)];
  return createPublicKey({
    key: { kty: 'EC', crv: name, x: x.toString('base64url'), y: y.toString('base64url') },
    format: 'jwk',
  }).export({ type: 'spki', format: 'der' });
}
