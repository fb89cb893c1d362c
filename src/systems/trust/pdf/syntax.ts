import { MalformedPdf, PdfName, PdfReference, PdfString, type PdfDictionary, type PdfValue } from './value.ts';

/** Reading of PDF objects (ISO 32000-1 §7.2–7.3) from untrusted bytes, with a limit on nesting and on every token. */

const DEEPEST = 32;
const LONGEST_TOKEN_BYTES = 128;
/** Most values read from one place; a page tree of a 10,000-page document needs a tenth of it. */
const MOST_VALUES = 200_000;

/** Longest literal string; signatures, which are longer, stand in hexadecimal ones. */
const LONGEST_STRING_BYTES = 64 * 1024;

/** What ends a token (§7.2.2): 1 for white space, 2 for delimiters. A table, because every byte is looked up in it. */
const KIND = new Uint8Array(256);
for (const byte of [0, 9, 10, 12, 13, 32]) KIND[byte] = 1;
for (const character of '()<>[]{}/%') KIND[character.charCodeAt(0)] = 2;

/** A place in the bytes from which objects are read. */
export class PdfCursor {
  readonly bytes: Buffer;
  at: number;
  private values = 0;
  /** Whether positions are those of the file; not so inside an object stream. */
  readonly inFile: boolean;

  constructor(bytes: Buffer, at: number, inFile = true) {
    if (!Number.isInteger(at) || at < 0 || at > bytes.length) throw new MalformedPdf('offset outside the file');
    this.bytes = bytes;
    this.at = at;
    this.inFile = inFile;
  }

  /** Passes white space and comments. */
  skip(): void {
    for (;;) {
      const byte = this.bytes[this.at];
      if (byte === undefined) return;
      if (byte === 0x25) {
        while (this.at < this.bytes.length && this.bytes[this.at] !== 10 && this.bytes[this.at] !== 13) this.at++;
      } else if (KIND[byte] === 1) this.at++;
      else return;
    }
  }

  /** A run of regular characters: a number or a keyword. */
  word(): string {
    this.skip();
    const start = this.at;
    for (let byte = this.bytes[this.at]; byte !== undefined && KIND[byte] === 0;) {
      if (this.at - start >= LONGEST_TOKEN_BYTES) throw new MalformedPdf('token too long');
      byte = this.bytes[++this.at];
    }
    return this.bytes.toString('latin1', start, this.at);
  }

  /** Passes the keyword, or throws. */
  expect(keyword: string): void {
    const found = this.word();
    if (found !== keyword) throw new MalformedPdf(`expected ${keyword}`);
  }

  /** A non-negative whole number. */
  wholeNumber(): number {
    const word = this.word();
    if (!/^\d{1,10}$/.test(word)) throw new MalformedPdf('expected a whole number');
    return Number(word);
  }

  /** The next object. `n g R` is read as a reference. */
  value(depth = 0): PdfValue {
    if (depth > DEEPEST) throw new MalformedPdf('nested too deeply');
    if (++this.values > MOST_VALUES) throw new MalformedPdf('too many values');
    this.skip();
    const byte = this.bytes[this.at];
    const next = this.bytes[this.at + 1];
    if (byte === undefined) throw new MalformedPdf('truncated');
    if (byte === 0x2f) return this.name();
    if (byte === 0x5b) return this.array(depth);
    if (byte === 0x3c) return next === 0x3c ? this.dictionary(depth) : this.hexString();
    if (byte === 0x28) return this.literalString();
    const word = this.word();
    if (word === 'true' || word === 'false') return word === 'true';
    if (word === 'null') return null;
    if (!/^[+-]?(\d+\.?\d*|\.\d+)$/.test(word)) throw new MalformedPdf('unknown token');
    return this.reference(word) ?? Number(word);
  }

  private reference(first: string): PdfReference | undefined {
    if (!/^\d{1,10}$/.test(first)) return undefined;
    const match = /^[\0\t\n\f\r ]+(\d{1,5})[\0\t\n\f\r ]+R(?![^\0\t\n\f\r ()<>[\]{}/%])/.exec(
      this.bytes.toString('latin1', this.at, this.at + 24),
    );
    if (!match) return undefined;
    this.at += match[0].length;
    return new PdfReference(Number(first), Number(match[1]));
  }

  private name(): PdfName {
    this.at++;
    const start = this.at;
    for (let byte = this.bytes[this.at]; byte !== undefined && KIND[byte] === 0;) {
      if (this.at - start >= LONGEST_TOKEN_BYTES) throw new MalformedPdf('name too long');
      byte = this.bytes[++this.at];
    }
    const raw = this.bytes.toString('latin1', start, this.at);
    return new PdfName(raw.replace(/#([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))));
  }

  private array(depth: number): PdfValue[] {
    this.at++;
    const values: PdfValue[] = [];
    for (;;) {
      this.skip();
      if (this.bytes[this.at] === 0x5d) break;
      values.push(this.value(depth + 1));
    }
    this.at++;
    return values;
  }

  private dictionary(depth: number): PdfDictionary {
    this.at += 2;
    const entries: PdfDictionary = new Map();
    for (;;) {
      this.skip();
      if (this.bytes[this.at] === 0x3e && this.bytes[this.at + 1] === 0x3e) break;
      if (this.bytes[this.at] !== 0x2f) throw new MalformedPdf('a dictionary key must be a name');
      const key = this.name().name;
      // A reader that takes the first and one that takes the last would see two different documents.
      if (entries.has(key)) throw new MalformedPdf('a dictionary key is given twice');
      entries.set(key, this.value(depth + 1));
    }
    this.at += 2;
    return entries;
  }

  private hexString(): PdfString {
    const start = this.at;
    const end = this.bytes.indexOf(0x3e, start);
    if (end < 0) throw new MalformedPdf('truncated string');
    const raw = this.bytes.toString('latin1', start + 1, end);
    this.at = end + 1;
    const digits = raw.replace(/[\0\t\n\f\r ]+/g, '');
    if (!/^[0-9A-Fa-f]*$/.test(digits)) throw new MalformedPdf('hexadecimal string');
    const bytes = Buffer.from(digits.length % 2 ? `${digits}0` : digits, 'hex');
    return new PdfString(bytes, this.inFile ? { from: start, to: this.at, hexadecimal: raw } : undefined);
  }

  private literalString(): PdfString {
    const start = this.at++;
    const out: number[] = [];
    for (let open = 1; ;) {
      const byte = this.bytes[this.at++];
      if (byte === undefined) throw new MalformedPdf('truncated string');
      if (this.at - start > LONGEST_STRING_BYTES) throw new MalformedPdf('string too long');
      if (byte === 0x28) open++;
      else if (byte === 0x29 && --open === 0) break;
      if (byte !== 0x5c) {
        out.push(byte);
        continue;
      }
      const octal = /^[0-7]{1,3}/.exec(this.bytes.toString('latin1', this.at, this.at + 3));
      if (octal) {
        out.push(parseInt(octal[0], 8) & 0xff);
        this.at += octal[0].length;
        continue;
      }
      const escaped = this.bytes[this.at++];
      if (escaped === 13 && this.bytes[this.at] === 10) this.at++;
      if (escaped === undefined || escaped === 10 || escaped === 13) continue;
      const meaning = { n: 10, r: 13, t: 9, b: 8, f: 12 }[String.fromCharCode(escaped)];
      out.push(meaning ?? escaped);
    }
    return new PdfString(Buffer.from(out), this.inFile ? { from: start, to: this.at } : undefined);
  }
}
