import { element, MalformedDer, TAG } from './der.ts';

/**
 * Basic Encoding Rules (ITU-T X.690 §8) as far as others write CMS by them while it flows: lengths that are not told, and octet
 * strings in pieces. What has a length stays as it is, byte for byte, because it may be signed as it stands.
 */

const CONSTRUCTED = 0x20;
const PIECES = TAG.octetString | CONSTRUCTED;
const MOST_DEPTH = 16;
/** Pieces of a content; programs write them of some KiB. */
const MOST_ELEMENTS = 65_536;

/** Whether the length of the whole is not told. */
export const isIndefinite = (bytes: Uint8Array): boolean => bytes[1] === 0x80;

/** The same with every length told, and octet strings in one piece; what follows its end stays. Throws MalformedDer. */
export function withLengths(bytes: Buffer): Buffer {
  const reader = new Reader(bytes);
  const whole = reader.element(0, 0);
  return Buffer.concat([whole.der, bytes.subarray(whole.end)]);
}

class Reader {
  private readonly bytes: Buffer;
  private count = 0;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }

  element(at: number, depth: number): { der: Buffer; end: number } {
    const { bytes } = this;
    const tag = bytes[at];
    const first = bytes[at + 1];
    if (tag === undefined || first === undefined || (tag & 0x1f) === 0x1f) throw new MalformedDer('header');
    if (++this.count > MOST_ELEMENTS || depth > MOST_DEPTH) throw new MalformedDer('too many elements');
    if (first === 0x80) return this.members(tag, at + 2, undefined, depth);
    const count = first < 0x80 ? 0 : first & 0x7f;
    if (count > 4 || at + 2 + count > bytes.length) throw new MalformedDer('length');
    const from = at + 2 + count;
    const end = from + (count === 0 ? first : bytes.readUIntBE(at + 2, count));
    if (end > bytes.length) throw new MalformedDer('truncated contents');
    return tag === PIECES ? this.members(tag, from, end, depth) : { der: bytes.subarray(at, end), end };
  }

  /** Members up to an end, or where none is told up to the two zeros that mark it. */
  private members(tag: number, from: number, end: number | undefined, depth: number): { der: Buffer; end: number } {
    if (!(tag & CONSTRUCTED)) throw new MalformedDer('a primitive element without a length');
    const members: Buffer[] = [];
    let at = from;
    const isOver = () => (end === undefined ? this.bytes[at] === 0 && this.bytes[at + 1] === 0 : at >= end);
    while (!isOver()) {
      const member = this.element(at, depth + 1);
      members.push(member.der);
      at = member.end;
    }
    if (end !== undefined && at !== end) throw new MalformedDer('a member beyond the end');
    const after = end ?? at + 2;
    if (tag !== PIECES) return { der: element(tag, ...members), end: after };
    return { der: element(TAG.octetString, ...members.map(contentsOfPiece)), end: after };
  }
}

function contentsOfPiece(piece: Buffer): Buffer {
  if (piece[0] !== TAG.octetString) throw new MalformedDer('a piece that is no octet string');
  const first = piece[1]!;
  return piece.subarray(2 + (first < 0x80 ? 0 : first & 0x7f));
}
