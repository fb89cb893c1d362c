import { Buffer } from 'node:buffer';

/**
 * Distinguished Encoding Rules (ITU-T X.690 §10), both ways, as far as certificates and CMS need them.
 *
 * Reading is strict and lazy: one level at a time, definite and shortest lengths only. Nothing recurses over what a
 * stranger sent, so deeply nested input costs no more than its length.
 */

/** Thrown by every reader when the bytes are not what the standard says. The validator turns it into a verdict. */
export class MalformedDer extends Error {
  constructor(what: string) {
    super(`malformed DER: ${what}`);
    this.name = 'MalformedDer';
  }
}

export const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  objectId: 0x06,
  utf8String: 0x0c,
  printableString: 0x13,
  teletexString: 0x14,
  ia5String: 0x16,
  utcTime: 0x17,
  generalizedTime: 0x18,
  visibleString: 0x1a,
  universalString: 0x1c,
  bmpString: 0x1e,
  enumerated: 0x0a,
  sequence: 0x30,
  set: 0x31,
} as const;

/** Tag of a context-specific element: `[0]`, `[1]`… constructed unless said otherwise. */
export function contextTag(number: number, form: 'constructed' | 'primitive' = 'constructed'): number {
  return (form === 'constructed' ? 0xa0 : 0x80) | number;
}

// Writing

/** One element: tag, shortest length, contents. */
export function element(tag: number, ...contents: Uint8Array[]): Buffer {
  let length = 0;
  for (const part of contents) length += part.length;
  const lengthBytes = length < 0x80 ? 0 : length < 0x100 ? 1 : length < 0x10000 ? 2 : length < 0x1000000 ? 3 : 4;
  const written = Buffer.allocUnsafe(2 + lengthBytes + length);
  written[0] = tag;
  if (lengthBytes === 0) written[1] = length;
  else {
    written[1] = 0x80 | lengthBytes;
    written.writeUIntBE(length, 2, lengthBytes);
  }
  let at = 2 + lengthBytes;
  for (const part of contents) {
    written.set(part, at);
    at += part.length;
  }
  return written;
}

export function sequence(...contents: Uint8Array[]): Buffer {
  return element(TAG.sequence, ...contents);
}

/** SET OF: DER wants the members in ascending order of their encodings (X.690 §11.6). */
export function setOf(...members: Uint8Array[]): Buffer {
  return element(TAG.set, ...sortedSet(members));
}

/** The members of a SET OF in DER order, for sets under an implicit tag. */
export function sortedSet(members: Uint8Array[]): Uint8Array[] {
  return members.toSorted((a, b) => Buffer.compare(a, b));
}

/** A non-negative INTEGER, from a number or from big-endian bytes. */
export function integer(value: number | Uint8Array): Buffer {
  let bytes =
    typeof value === 'number'
      ? Buffer.from(
          value
            .toString(16)
            .padStart(2, '0')
            .replace(/^(.(..)*)$/, '0$1'),
          'hex',
        )
      : Buffer.from(value);
  while (bytes.length > 1 && bytes[0] === 0) bytes = bytes.subarray(1);
  return element(TAG.integer, bytes[0]! & 0x80 ? Buffer.concat([Buffer.of(0), bytes]) : bytes);
}

export function boolean(value: boolean): Buffer {
  return element(TAG.boolean, Buffer.of(value ? 0xff : 0));
}

export function octetString(bytes: Uint8Array): Buffer {
  return element(TAG.octetString, bytes);
}

/** A BIT STRING whose last byte leaves `unusedBits` bits unused. */
export function bitString(bytes: Uint8Array, unusedBits = 0): Buffer {
  return element(TAG.bitString, Buffer.of(unusedBits), bytes);
}

export function utf8String(text: string): Buffer {
  return element(TAG.utf8String, Buffer.from(text, 'utf8'));
}

export function printableString(text: string): Buffer {
  return element(TAG.printableString, Buffer.from(text, 'latin1'));
}

/** Identifiers that were written and read: a certificate has some twenty, always the same. */
const MOST_IDENTIFIERS_KEPT = 1_000;
const written = new Map<string, Buffer>();
const readBefore = new Map<string, string>();

function keep<Key, Value>(kept: Map<Key, Value>, key: Key, value: Value): Value {
  if (kept.size >= MOST_IDENTIFIERS_KEPT) kept.clear();
  kept.set(key, value);
  return value;
}

/** OBJECT IDENTIFIER from its dotted form; arcs may be as long as those below 2.25 (UUIDs). */
export const objectId = (dotted: string): Buffer => written.get(dotted) ?? keep(written, dotted, writeObjectId(dotted));

function writeObjectId(dotted: string): Buffer {
  const arcs = dotted.split('.').map(BigInt);
  const bytes: number[] = [];
  for (const arc of [arcs[0]! * 40n + arcs[1]!, ...arcs.slice(2)]) {
    const groups = [Number(arc & 0x7fn)];
    for (let rest = arc >> 7n; rest > 0n; rest >>= 7n) groups.unshift(Number(rest & 0x7fn) | 0x80);
    bytes.push(...groups);
  }
  return element(TAG.objectId, Buffer.from(bytes));
}

/** Time of a certificate: UTCTime through 2049, GeneralizedTime after; whole seconds (RFC 5280 §4.1.2.5). */
export function time(at: Date): Buffer {
  const digits = at.toISOString().replace(/[-:T]|\.\d+Z/g, '');
  return at.getUTCFullYear() < 2050
    ? element(TAG.utcTime, Buffer.from(`${digits.slice(2)}Z`))
    : element(TAG.generalizedTime, Buffer.from(`${digits}Z`));
}

/** GeneralizedTime in whole seconds, as time stamps and answers on certificates have it: not all readers take fractions. */
export function generalizedTime(at: Date): Buffer {
  return element(TAG.generalizedTime, Buffer.from(`${at.toISOString().replace(/[-:T]|\.\d+Z/g, '')}Z`));
}

// Reading

/**
 * An element that was read: `whole` with its header, `contents` without. Both are views of the input, made when they are asked for: most
 * elements are only passed through on the way to another.
 */
export class DerElement {
  readonly tag: number;
  readonly #bytes: Buffer;
  readonly #at: number;
  readonly #start: number;
  readonly #end: number;

  private constructor(bytes: Buffer, tag: number, at: number, start: number, end: number) {
    this.tag = tag;
    this.#bytes = bytes;
    this.#at = at;
    this.#start = start;
    this.#end = end;
  }

  get whole(): Buffer {
    return this.#bytes.subarray(this.#at, this.#end);
  }

  get contents(): Buffer {
    return this.#bytes.subarray(this.#start, this.#end);
  }

  /** Bytes of the whole. */
  get size(): number {
    return this.#end - this.#at;
  }

  /** The same under the tag that an implicit one stands for. */
  as(tag: number): DerElement {
    return new DerElement(this.#bytes, tag, this.#at, this.#start, this.#end);
  }

  /** The contents, a character a byte. */
  text(): string {
    return this.#bytes.toString('latin1', this.#start, this.#end);
  }

  /** The members of a constructed element, one by one. */
  *members(): Generator<DerElement> {
    this.#expectConstructed();
    for (let at = this.#start; at < this.#end;) {
      const member = DerElement.at(this.#bytes, at, this.#end);
      yield member;
      at = member.#end;
    }
  }

  /** The members of a constructed element, at most `most` of them. */
  memberList(most: number): DerElement[] {
    this.#expectConstructed();
    const members: DerElement[] = [];
    for (let at = this.#start; at < this.#end;) {
      if (members.length === most) throw new MalformedDer('too many members');
      const member = DerElement.at(this.#bytes, at, this.#end);
      members.push(member);
      at = member.#end;
    }
    return members;
  }

  #expectConstructed(): void {
    if (!(this.tag & 0x20)) throw new MalformedDer('a primitive element has no members');
  }

  /** The element that begins there and ends at `end` or before. */
  static at(bytes: Buffer, at: number, end: number): DerElement {
    if (at + 2 > end) throw new MalformedDer('truncated header');
    const tag = bytes[at]!;
    const first = bytes[at + 1]!;
    if ((tag & 0x1f) === 0x1f) throw new MalformedDer('long tag');
    let length = first;
    let start = at + 2;
    if (first >= 0x80) {
      const count = first & 0x7f;
      if (count === 0 || count > 4) throw new MalformedDer('indefinite or excessive length');
      if (start + count > end) throw new MalformedDer('truncated length');
      length = bytes.readUIntBE(start, count);
      start += count;
      if (length < 0x80 || length < 2 ** (8 * (count - 1))) throw new MalformedDer('length is not the shortest');
    }
    if (start + length > end) throw new MalformedDer('truncated contents');
    return new DerElement(bytes, tag, at, start, start + length);
  }
}

/** The first element of `bytes`; what follows it is the caller's business. */
export function readFirst(bytes: Uint8Array): DerElement {
  const buffer = Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  return DerElement.at(buffer, 0, buffer.length);
}

/** Exactly one element of the given tag. */
export function readOnly(bytes: Uint8Array, tag: number): DerElement {
  const read = readFirst(bytes);
  if (read.size !== bytes.length) throw new MalformedDer('bytes after the end');
  return expectTag(read, tag);
}

/** The same element, if its tag is the one expected. */
export function expectTag(read: DerElement | undefined, tag: number): DerElement {
  if (read?.tag !== tag)
    throw new MalformedDer(`expected tag ${tag.toString(16)}, found ${read?.tag.toString(16) ?? 'nothing'}`);
  return read;
}

/** The members of a constructed element, at most `most` of them. */
export const readMembers = (parent: DerElement, most = 64): DerElement[] => parent.memberList(most);

/** The members one by one, without a list of them: for what may have a million. */
export const eachMember = (parent: DerElement): Generator<DerElement> => parent.members();

/** The member under a context tag, of those that may be left out. */
export function findTagged(members: readonly DerElement[], number: number): DerElement | undefined {
  return members.find(({ tag }) => tag === contextTag(number) || tag === contextTag(number, 'primitive'));
}

/** Dotted form of an OBJECT IDENTIFIER. */
export function readObjectId(read: DerElement | undefined): string {
  const found = expectTag(read, TAG.objectId);
  const name = found.text();
  return readBefore.get(name) ?? keep(readBefore, name, dottedForm(found.contents));
}

function dottedForm(contents: Buffer): string {
  if (contents.length === 0 || contents.length > 64 || contents.at(-1)! & 0x80)
    throw new MalformedDer('object identifier');
  const arcs: bigint[] = [];
  let arc = 0n;
  for (const byte of contents) {
    if (arc === 0n && byte === 0x80) throw new MalformedDer('object identifier');
    arc = (arc << 7n) | BigInt(byte & 0x7f);
    if (byte & 0x80) continue;
    if (arcs.length === 0) {
      const top = arc < 40n ? 0n : arc < 80n ? 1n : 2n;
      arcs.push(top, arc - top * 40n);
    } else arcs.push(arc);
    arc = 0n;
  }
  return arcs.join('.');
}

/** A small non-negative INTEGER such as a version or a path length. */
export function readSmallInteger(read: DerElement | undefined): number {
  const { contents } = expectTag(read, TAG.integer);
  if (contents.length !== 1 || contents[0]! & 0x80) throw new MalformedDer('small integer');
  return contents[0]!;
}

/** BOOLEAN; DER knows only 00 and FF. */
export function readBoolean(read: DerElement | undefined): boolean {
  const { contents } = expectTag(read, TAG.boolean);
  if (contents.length !== 1 || (contents[0] !== 0 && contents[0] !== 0xff)) throw new MalformedDer('boolean');
  return contents[0] === 0xff;
}

/** The numbers of the bits that are set in a named bit list such as keyUsage, from the contents of a BIT STRING. */
export function readNamedBits(contents: Buffer): Set<number> {
  if (contents.length < 1 || contents.length > 3 || contents[0]! > 7) throw new MalformedDer('named bits');
  const bits = new Set<number>();
  for (let bit = 0; bit < (contents.length - 1) * 8; bit++) {
    if (contents[1 + (bit >> 3)]! & (0x80 >> (bit & 7))) bits.add(bit);
  }
  return bits;
}

/** A non-negative INTEGER of at most 20 octets, such as the number of a revocation list (RFC 5280 §5.2.3). */
export function readLargeInteger(contents: Buffer): bigint {
  if (contents.length === 0 || contents.length > 21 || contents[0]! & 0x80) throw new MalformedDer('large integer');
  return BigInt(`0x${contents.toString('hex')}`);
}

/** BIT STRING that fills whole bytes: keys and signatures. */
export function readWholeBits(read: DerElement | undefined): Buffer {
  const { contents } = expectTag(read, TAG.bitString);
  if (contents.length < 2 || contents[0] !== 0) throw new MalformedDer('bit string');
  return contents.subarray(1);
}

/** Instant of a UTCTime or GeneralizedTime in the only forms RFC 5280 §4.1.2.5 allows. */
export function readTime(read: DerElement | undefined): Date {
  if (read?.tag !== TAG.utcTime && read?.tag !== TAG.generalizedTime) throw new MalformedDer('time');
  const text = read.text();
  const full = read.tag === TAG.utcTime ? `${Number(text.slice(0, 2)) < 50 ? '20' : '19'}${text}` : text;
  if (!/^\d{14}Z$/.test(full)) throw new MalformedDer('time');
  const part = (from: number, to: number): number => Number(full.slice(from, to));
  const [month, day, hour, minute, second] = [part(4, 6), part(6, 8), part(8, 10), part(10, 12), part(12, 14)];
  const at = new Date(0);
  at.setUTCFullYear(part(0, 4), month - 1, day);
  // A day that its month does not have leads into the next.
  if (at.getUTCMonth() !== month - 1 || at.getUTCDate() !== day || hour > 23 || minute > 59 || second > 59)
    throw new MalformedDer('time');
  at.setUTCHours(hour, minute, second);
  return at;
}
