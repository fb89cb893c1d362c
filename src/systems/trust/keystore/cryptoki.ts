import type { LibraryHandle } from 'koffi';

/** Cryptoki, the interface of PKCS #11 (OASIS, 2.40), as far as keys on curves need it. */

/** The functions by their places in CK_FUNCTION_LIST; of each parameter, whether it is a number, a byte or a pointer. */
const FUNCTIONS = {
  C_Initialize: [0, 'p'],
  C_GetSlotList: [4, 'bpp'],
  C_GetTokenInfo: [6, 'np'],
  C_OpenSession: [12, 'nnppp'],
  C_CloseSession: [13, 'n'],
  C_CloseAllSessions: [14, 'n'],
  C_Login: [18, 'nnpn'],
  C_DestroyObject: [22, 'nn'],
  C_GetAttributeValue: [24, 'nnpn'],
  C_SetAttributeValue: [25, 'nnpn'],
  C_FindObjectsInit: [26, 'npn'],
  C_FindObjects: [27, 'npnp'],
  C_FindObjectsFinal: [28, 'n'],
  C_SignInit: [42, 'npn'],
  C_Sign: [43, 'npnpp'],
  C_GenerateKeyPair: [59, 'nppnpnpp'],
} as const;

const PARAMETERS: Readonly<Record<string, string>> = { n: 'unsigned long', b: 'unsigned char', p: 'void *' };

const WORD_BYTES = 8;
/** CK_FUNCTION_LIST begins with the version of the interface, which takes the room of a pointer. */
const FIRST_FUNCTION = WORD_BYTES;
const ATTRIBUTE_BYTES = 3 * WORD_BYTES;
const MOST_ATTRIBUTE_BYTES = 1024;

export const CKA = {
  class: 0x0,
  token: 0x1,
  private: 0x2,
  label: 0x3,
  value: 0x11,
  keyType: 0x100,
  id: 0x102,
  sensitive: 0x103,
  sign: 0x108,
  verify: 0x10a,
  extractable: 0x162,
  neverExtractable: 0x164,
  ecParams: 0x180,
  ecPoint: 0x181,
} as const;

/** Answers that are told apart, or told to people by their names. */
export const CKR = {
  CKR_SLOT_ID_INVALID: 0x3,
  CKR_GENERAL_ERROR: 0x5,
  CKR_FUNCTION_FAILED: 0x6,
  CKR_ATTRIBUTE_SENSITIVE: 0x11,
  CKR_DEVICE_ERROR: 0x30,
  CKR_DEVICE_REMOVED: 0x32,
  CKR_KEY_HANDLE_INVALID: 0x60,
  CKR_MECHANISM_INVALID: 0x70,
  CKR_OBJECT_HANDLE_INVALID: 0x82,
  CKR_PIN_INCORRECT: 0xa0,
  CKR_PIN_INVALID: 0xa1,
  CKR_PIN_LEN_RANGE: 0xa2,
  CKR_PIN_EXPIRED: 0xa3,
  CKR_PIN_LOCKED: 0xa4,
  CKR_SESSION_CLOSED: 0xb0,
  CKR_SESSION_HANDLE_INVALID: 0xb3,
  CKR_TOKEN_NOT_PRESENT: 0xe0,
  CKR_USER_ALREADY_LOGGED_IN: 0x100,
  CKR_USER_NOT_LOGGED_IN: 0x101,
  CKR_USER_PIN_NOT_INITIALIZED: 0x102,
  CKR_CURVE_NOT_SUPPORTED: 0x140,
  CKR_CRYPTOKI_NOT_INITIALIZED: 0x190,
  CKR_CRYPTOKI_ALREADY_INITIALIZED: 0x191,
} as const;
type Answer = keyof typeof CKR;

/** What a module answered instead of doing what it was asked. */
export class CryptokiError extends Error {
  readonly #code: number;

  constructor(name: string, code: number) {
    const known = Object.entries(CKR).find(([, value]) => value === code)?.[0];
    super(`${name}: ${known ?? `0x${code.toString(16)}`}`);
    this.name = 'CryptokiError';
    this.#code = code;
  }

  /** Whether it is one of these answers. */
  is(...answers: readonly Answer[]): boolean {
    return answers.some((answer) => CKR[answer] === this.#code);
  }
}

interface NativeFunction {
  async(...parameters: unknown[]): void;
}

/** A handle of a session or an object. */
export type Handle = bigint;
/** Modules stay loaded until the process ends: one that nobody holds would be taken out of memory while its functions are called. */
const loaded = new Map<string, LibraryHandle>();
/** The parameters of a call that the module still works on: their memory must stay. */
const underWay = new Set<readonly unknown[]>();

/** A module, loaded into this process. Every call is made in the thread pool, so that nobody waits for a slow token but who asked it. */
export class Cryptoki {
  readonly #functions: ReadonlyMap<string, NativeFunction>;
  readonly #addressOf: (bytes: Buffer) => bigint;

  private constructor(functions: ReadonlyMap<string, NativeFunction>, addressOf: (bytes: Buffer) => bigint) {
    this.#functions = functions;
    this.#addressOf = addressOf;
  }

  /** Loads a module. Throws when there is none in that file. What calls its functions is itself loaded only now. */
  static async load(path: string): Promise<Cryptoki> {
    const { address, decode, load, proto, sizeof } = await import('koffi');
    // Its structures are laid out as a machine of 64 bits has them.
    if (sizeof('unsigned long') !== WORD_BYTES || process.platform === 'win32')
      throw new Error('tokens need a system of 64 bits that is not Windows');
    // With a library of its own, not the one that Node carries under the same names.
    const library = loaded.get(path) ?? load(path, { deep: true });
    loaded.set(path, library);
    const getList: unknown = decode(library.symbol('C_GetFunctionList'), proto('unsigned long', ['void *']));
    const place = Buffer.alloc(WORD_BYTES);
    const code = Number((getList as (place: Buffer) => number | bigint)(place));
    if (code !== 0) throw new CryptokiError('C_GetFunctionList', code);
    const list = place.readBigUInt64LE();
    const functions = Object.entries(FUNCTIONS).map(([name, [index, parameters]]): [string, NativeFunction] => {
      const pointer: unknown = decode(list, FIRST_FUNCTION + index * WORD_BYTES, 'void *');
      const types = Array.from(parameters, (one) => PARAMETERS[one]!);
      return [name, decode(pointer, proto('unsigned long', types)) as NativeFunction];
    });
    return new Cryptoki(new Map(functions), address);
  }

  /** Calls a function of the module. Throws `CryptokiError` for any answer but CKR_OK. */
  call(name: keyof typeof FUNCTIONS, ...parameters: readonly unknown[]): Promise<void> {
    return new Promise((done, failed) => {
      underWay.add(parameters);
      this.#functions.get(name)!.async(...parameters, (error: Error | null, answer: number | bigint) => {
        underWay.delete(parameters);
        if (error) failed(error);
        else if (Number(answer) !== 0) failed(new CryptokiError(name, Number(answer)));
        else done();
      });
    });
  }

  /** CK_ATTRIBUTE for each, and behind them all values: one piece of memory, so that it goes and stays as one. */
  templateOf(attributes: Attributes): Buffer {
    const head = attributes.length * ATTRIBUTE_BYTES;
    const bytes = Buffer.alloc(attributes.reduce((sum, [, { length }]) => sum + length, head));
    const start = this.#addressOf(bytes);
    let valueAt = head;
    for (const [i, [type, value]] of attributes.entries()) {
      const at = i * ATTRIBUTE_BYTES;
      bytes.writeBigUInt64LE(BigInt(type), at);
      bytes.writeBigUInt64LE(start + BigInt(valueAt), at + WORD_BYTES);
      bytes.writeBigUInt64LE(BigInt(value.length), at + 2 * WORD_BYTES);
      bytes.set(value, valueAt);
      valueAt += value.length;
    }
    return bytes;
  }

  /** An attribute of an object, at most 1 KiB. */
  async attribute(session: Handle, object: Handle, type: number): Promise<Buffer> {
    const asked = this.templateOf([[type, Buffer.alloc(MOST_ATTRIBUTE_BYTES)]]);
    await this.call('C_GetAttributeValue', session, object, asked, 1);
    const length = Number(asked.readBigUInt64LE(2 * WORD_BYTES));
    return asked.subarray(ATTRIBUTE_BYTES, ATTRIBUTE_BYTES + length);
  }

  /** The objects with these attributes, at most two. */
  async find(session: Handle, attributes: Attributes): Promise<Handle[]> {
    const most = 2;
    const found = Buffer.alloc(most * WORD_BYTES);
    const count = wordOf(0);
    await this.call('C_FindObjectsInit', session, this.templateOf(attributes), attributes.length);
    await this.call('C_FindObjects', session, found, most, count);
    await this.call('C_FindObjectsFinal', session);
    return Array.from({ length: Number(count.readBigUInt64LE()) }, (_, i) => found.readBigUInt64LE(i * WORD_BYTES));
  }
}

export type Attributes = readonly (readonly [type: number, value: Uint8Array])[];

/** Room for a CK_ULONG, with a value in it. */
export function wordOf(value: number | bigint): Buffer {
  const word = Buffer.alloc(WORD_BYTES);
  word.writeBigUInt64LE(BigInt(value));
  return word;
}

/** A CK_BBOOL. */
export const flagOf = (value: boolean): Buffer => Buffer.of(value ? 1 : 0);

/** CK_MECHANISM without a parameter. */
export const mechanismOf = (mechanism: number): Buffer =>
  Buffer.concat([wordOf(mechanism), Buffer.alloc(2 * WORD_BYTES)]);
