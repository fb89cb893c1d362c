import { Buffer } from 'node:buffer';
import { MOST_DOCUMENT_BYTES } from '../rules.ts';

/** JSON Web Signatures (RFC 7515) in their three forms, read strictly: one meaning, or none. */

/** Thrown for what is no JWS, or passes a limit. */
export class MalformedJws extends Error {
  readonly code: 'signature_malformed' | 'algorithm_unknown' | 'critical_unknown';

  constructor(what: string, code: MalformedJws['code'] = 'signature_malformed') {
    super(`malformed JWS: ${what}`);
    this.name = 'MalformedJws';
    this.code = code;
  }
}

export interface Jws {
  /** The payload as it stands: Base64url, or text where `b64` is false; empty where what is signed stands elsewhere. */
  payload: string;
  signatures: readonly JwsSignature[];
}

export interface JwsSignature {
  /** The protected header as it stands, in Base64url. */
  protected: string;
  /** Elements of the unsigned `etsiU`, as they stand (TS 119 182-1 §5.3.1). */
  etsiU: readonly string[];
  signature: string;
}

const MOST_SIGNATURES = 32;
const MOST_UNSIGNED = 64;
/** Deepest nesting of JSON that is read. */
const MOST_DEPTH = 32;
const MOST_NAME_LENGTH = 200;
/** Payload and signatures together: each signature is over all of the payload. */
const MOST_SIGNED_BYTES = 8 * MOST_DOCUMENT_BYTES;
const BASE64URL = /^[A-Za-z0-9_-]*$/;

/** Bytes of Base64url without padding (RFC 7515 §2), in the only form that they have. */
export function readBase64url(text: string): Buffer {
  const bytes = BASE64URL.test(text) ? Buffer.from(text, 'base64url') : undefined;
  if (!bytes || bytes.toString('base64url') !== text) throw new MalformedJws('Base64url');
  return bytes;
}

/** JSON of a stranger: at most 32 deep, and no name given twice, which one reader takes for the first and another for the last. */
export function readJson(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text) as unknown;
  } catch {
    throw new MalformedJws('JSON');
  }
  refuseTwins(text);
  return value;
}

/** Goes through the text of what is JSON, once. */
function refuseTwins(text: string): void {
  const open: (Set<string> | undefined)[] = [];
  let name = '';
  for (let at = 0; at < text.length; at++) {
    const each = text[at];
    if (each === '"') {
      const end = endOfText(text, at);
      // Only a name is needed, and a name is short.
      name = end - at <= MOST_NAME_LENGTH ? text.slice(at, end + 1) : '';
      at = end;
    } else if (each === '{' || each === '[') open.push(each === '{' ? new Set() : undefined);
    else if (each === '}' || each === ']') open.pop();
    else if (each === ':') {
      const plain = name.includes('\\') ? plainOf(name) : name;
      const names = open.at(-1);
      if (!names || plain === '' || names.has(plain)) throw new MalformedJws('a name given twice, or too long');
      names.add(plain);
    }
    if (open.length > MOST_DEPTH) throw new MalformedJws('nested too deeply');
  }
}

/** Where a text ends that begins there: at the next quote before which no odd number of backslashes stands. */
function endOfText(text: string, from: number): number {
  for (let end = text.indexOf('"', from + 1); ; end = text.indexOf('"', end + 1)) {
    let slashes = 0;
    while (text[end - 1 - slashes] === '\\') slashes++;
    if (slashes % 2 === 0) return end;
  }
}

/** A name without the ways of writing it: `"a"` and `"\u0061"` are the same. */
function plainOf(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text));
  } catch {
    throw new MalformedJws('JSON');
  }
}

export type JsonObject = { readonly [name: string]: unknown };

/** An object of JSON. */
export function objectOf(value: unknown): JsonObject {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new MalformedJws('an object');
  return value as JsonObject;
}

/** An array of JSON, at most so long; an absent one is empty. */
export function arrayOf(value: unknown, most: number): readonly unknown[] {
  if (value === undefined) return [];
  if (!Array.isArray(value) || value.length > most) throw new MalformedJws('an array');
  return value;
}

/** A text of JSON. */
export function textOf(value: unknown): string {
  if (typeof value !== 'string') throw new MalformedJws('a text');
  return value;
}

/** Reads a JWS: compact (`a.b.c`), flattened or general JSON. */
export function readJws(bytes: Uint8Array): Jws {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8').trim();
  if (!text.startsWith('{')) {
    const [header, payload, signature, ...more] = text.split('.', 4);
    if (!header || payload === undefined || !signature || more.length > 0) throw new MalformedJws('compact form');
    return { payload, signatures: [{ protected: header, etsiU: [], signature }] };
  }
  const whole = objectOf(readJson(text));
  const isGeneral = 'signatures' in whole;
  if (isGeneral && ('signature' in whole || 'protected' in whole)) throw new MalformedJws('both JSON forms');
  const signatures = isGeneral ? arrayOf(whole.signatures, MOST_SIGNATURES) : [whole];
  if (signatures.length === 0) throw new MalformedJws('no signature');
  const payload = whole.payload === undefined ? '' : textOf(whole.payload);
  if (payload.length * signatures.length > MOST_SIGNED_BYTES) throw new MalformedJws('too much to be hashed');
  return {
    payload,
    signatures: signatures.map((one) => {
      const { protected: header, header: unsigned, signature } = objectOf(one);
      return {
        protected: textOf(header),
        etsiU: unsigned === undefined ? [] : arrayOf(objectOf(unsigned).etsiU, MOST_UNSIGNED).map(textOf),
        signature: textOf(signature),
      };
    }),
  };
}

/** Writes a JWS as JSON, flattened for one signature and general for several. */
export function writeJws({ payload, signatures }: Jws): Buffer {
  const written = signatures.map(({ protected: header, etsiU, signature }) => ({
    protected: header,
    ...(etsiU.length > 0 && { header: { etsiU } }),
    signature,
  }));
  const [only, ...more] = written;
  const body = payload === '' ? {} : { payload };
  return Buffer.from(JSON.stringify(more.length === 0 ? { ...body, ...only } : { ...body, signatures: written }));
}
