import { inflateSync } from 'node:zlib';
import { PdfCursor } from './syntax.ts';
import { MalformedPdf, PdfName, PdfReference, type PdfDictionary, type PdfValue } from './value.ts';

/**
 * A PDF file as its cross-references describe it (ISO 32000-1 §7.5), tables and streams, through all revisions.
 * Never repairs: a file whose references do not hold is refused, because readers that repair see different documents.
 */

const MOST_REVISIONS = 64;
const MOST_OBJECTS = 500_000;
/** Only cross-references and object streams are inflated; pages never are. */
const MOST_INFLATED_BYTES = 16 * 1024 * 1024;
/**
 * What is parsed of a file in all, its pages excepted. A result of ours takes 10 kB; references into the same bytes again and
 * again, or a table of hundreds of thousands of objects, come to an end here.
 */
const MOST_PARSED_BYTES = 4 * 1024 * 1024;
const LONGEST_REFERENCE_CHAIN = 8;

type Place = { offset: number; generation: number } | { container: number } | 'free';

export class PdfFile {
  readonly bytes: Buffer;
  /** Trailer of the newest revision. */
  readonly trailer: PdfDictionary;
  /** Offset of the newest cross-reference section. */
  readonly startXref: number;
  /** Whether that section is a stream: an update must then be one too. */
  readonly xrefIsStream: boolean;
  private readonly places = new Map<number, Place>();
  private highestNumber = 0;
  private readonly containers = new Map<number, { data: Buffer; offsets: Map<number, number> }>();
  private inflated_bytes = 0;
  private read_bytes = 0;

  /** Opens a file; throws MalformedPdf for what cannot be understood without guessing, encryption included. */
  constructor(input: Uint8Array) {
    this.bytes = Buffer.from(input.buffer, input.byteOffset, input.byteLength);
    if (!/^%PDF-[12]\.\d/.test(this.bytes.toString('latin1', 0, 8))) throw new MalformedPdf('no header');
    const marker = this.bytes.lastIndexOf('startxref');
    if (marker < 0) throw new MalformedPdf('no startxref');
    const cursor = new PdfCursor(this.bytes, marker + 'startxref'.length);
    this.startXref = cursor.wholeNumber();
    const newest = this.readSection(this.startXref);
    this.trailer = newest.trailer;
    this.xrefIsStream = newest.isStream;
    const seen = new Set([this.startXref]);
    for (let previous = newest.trailer.get('Prev'); previous !== undefined;) {
      if (typeof previous !== 'number' || seen.has(previous)) throw new MalformedPdf('loop of revisions');
      if (seen.size >= MOST_REVISIONS) throw new MalformedPdf('too many revisions');
      seen.add(previous);
      previous = this.readSection(previous).trailer.get('Prev');
    }
    if (this.trailer.has('Encrypt')) throw new MalformedPdf('encrypted');
    if (!(this.trailer.get('Root') instanceof PdfReference)) throw new MalformedPdf('no catalog');
  }

  /** Number that no object has yet. */
  get nextNumber(): number {
    const size = this.trailer.get('Size');
    if (typeof size !== 'number' || !Number.isInteger(size) || size < 1) throw new MalformedPdf('size');
    return Math.max(size, this.highestNumber + 1);
  }

  /** Counts what a cursor has passed. */
  private spend(cursor: PdfCursor, from: number): void {
    this.read_bytes += cursor.at - from;
    if (this.read_bytes > MOST_PARSED_BYTES) throw new MalformedPdf('read too often');
  }

  private readSection(offset: number): { trailer: PdfDictionary; isStream: boolean } {
    const cursor = new PdfCursor(this.bytes, offset);
    if (this.bytes.toString('latin1', offset, offset + 4) === 'xref') {
      cursor.at += 4;
      const trailer = this.readTable(cursor);
      this.spend(cursor, offset);
      return { trailer, isStream: false };
    }
    return { trailer: this.readXrefStream(offset), isStream: true };
  }

  private remember(number: number, place: Place): void {
    if (this.places.size >= MOST_OBJECTS) throw new MalformedPdf('too many objects');
    // Sections are read from the newest to the oldest, so what is known already wins.
    if (!this.places.has(number)) this.places.set(number, place);
    if (number > this.highestNumber) this.highestNumber = number;
  }

  private readTable(cursor: PdfCursor): PdfDictionary {
    for (;;) {
      const word = cursor.word();
      if (word === 'trailer') break;
      if (!/^\d{1,10}$/.test(word)) throw new MalformedPdf('cross-reference table');
      const first = Number(word);
      const count = cursor.wholeNumber();
      for (let i = 0; i < count; i++) {
        const offset = cursor.wholeNumber();
        const generation = cursor.wholeNumber();
        const kind = cursor.word();
        if (kind !== 'n' && kind !== 'f') throw new MalformedPdf('cross-reference entry');
        this.remember(first + i, kind === 'n' ? { offset, generation } : 'free');
      }
    }
    const trailer = asDictionary(cursor.value());
    // A hybrid file shows some readers other objects than others (§7.5.8.4).
    if (trailer.has('XRefStm')) throw new MalformedPdf('hybrid cross-references');
    return trailer;
  }

  private readXrefStream(offset: number): PdfDictionary {
    const { dictionary, data } = this.readStreamAt(offset);
    const widths = dictionary.get('W');
    if (!Array.isArray(widths) || widths.length !== 3 || !widths.every(isSmall)) throw new MalformedPdf('widths');
    const [kindWidth, secondWidth, thirdWidth] = widths as [number, number, number];
    const width = kindWidth + secondWidth + thirdWidth;
    const index = dictionary.get('Index') ?? [0, dictionary.get('Size') ?? 0];
    if (width === 0 || !Array.isArray(index) || !index.every((part) => Number.isInteger(part)))
      throw new MalformedPdf('index');
    let at = 0;
    for (let i = 0; i + 1 < index.length; i += 2) {
      for (let number = index[i] as number; number < (index[i] as number) + (index[i + 1] as number); number++) {
        if (at + width > data.length) throw new MalformedPdf('cross-reference stream is short');
        const kind = kindWidth === 0 ? 1 : data.readUIntBE(at, kindWidth);
        const second = secondWidth === 0 ? 0 : data.readUIntBE(at + kindWidth, secondWidth);
        const third = thirdWidth === 0 ? 0 : data.readUIntBE(at + kindWidth + secondWidth, thirdWidth);
        at += width;
        if (kind === 1) this.remember(number, { offset: second, generation: third });
        else this.remember(number, kind === 2 ? { container: second } : 'free');
      }
    }
    return dictionary;
  }

  private readStreamAt(offset: number, expected?: PdfReference): { dictionary: PdfDictionary; data: Buffer } {
    const cursor = new PdfCursor(this.bytes, offset);
    const number = cursor.wholeNumber();
    cursor.wholeNumber();
    if (expected && expected.number !== number) throw new MalformedPdf('another object stands there');
    cursor.expect('obj');
    const dictionary = asDictionary(cursor.value());
    cursor.expect('stream');
    this.spend(cursor, offset);
    if (this.bytes[cursor.at] === 13) cursor.at++;
    if (this.bytes[cursor.at] !== 10) throw new MalformedPdf('stream');
    const start = cursor.at + 1;
    const length = this.resolve(dictionary.get('Length') ?? null);
    if (typeof length !== 'number' || !Number.isInteger(length) || length < 0 || start + length > this.bytes.length) {
      throw new MalformedPdf('stream length');
    }
    return { dictionary, data: this.decode(dictionary, this.bytes.subarray(start, start + length)) };
  }

  private decode(dictionary: PdfDictionary, raw: Buffer): Buffer {
    const filter = dictionary.get('Filter');
    const name = Array.isArray(filter) ? (filter.length === 1 ? filter[0] : undefined) : filter;
    if (filter === undefined) return raw;
    if (!(name instanceof PdfName) || name.name !== 'FlateDecode') throw new MalformedPdf('filter');
    let data: Buffer;
    try {
      data = inflateSync(raw, { maxOutputLength: MOST_INFLATED_BYTES - this.inflated_bytes });
    } catch {
      throw new MalformedPdf('compressed data');
    }
    this.inflated_bytes += data.length;
    if (this.inflated_bytes >= MOST_INFLATED_BYTES) throw new MalformedPdf('too much compressed data');
    const given = dictionary.get('DecodeParms');
    const parameters = Array.isArray(given) ? given[0] : given;
    return parameters instanceof Map ? undoPredictor(data, parameters) : data;
  }

  /** The object itself, through references; null for what is free or missing. */
  resolve(value: PdfValue | undefined): PdfValue {
    let current = value ?? null;
    for (let steps = 0; current instanceof PdfReference; steps++) {
      if (steps === LONGEST_REFERENCE_CHAIN) throw new MalformedPdf('chain of references');
      current = this.readObject(current);
    }
    return current;
  }

  /** The dictionary behind a value, or undefined when it is something else. */
  dictionary(value: PdfValue | undefined): PdfDictionary | undefined {
    const resolved = this.resolve(value);
    return resolved instanceof Map ? resolved : undefined;
  }

  private readObject(reference: PdfReference): PdfValue {
    const place = this.places.get(reference.number);
    if (!place || place === 'free') return null;
    if ('container' in place) return this.readContained(place.container, reference.number);
    const cursor = new PdfCursor(this.bytes, place.offset);
    const number = cursor.wholeNumber();
    const generation = cursor.wholeNumber();
    if (number !== reference.number || generation !== reference.generation)
      throw new MalformedPdf('another object stands there');
    cursor.expect('obj');
    const value = cursor.value();
    this.spend(cursor, place.offset);
    return value;
  }

  private readContained(container: number, number: number): PdfValue {
    let contained = this.containers.get(container);
    if (!contained) {
      const place = this.places.get(container);
      if (!place || place === 'free' || 'container' in place) throw new MalformedPdf('object stream');
      const { dictionary, data } = this.readStreamAt(place.offset, new PdfReference(container));
      const count = dictionary.get('N');
      const first = dictionary.get('First');
      if (!Number.isInteger(count) || !Number.isInteger(first)) throw new MalformedPdf('object stream');
      const offsets = new Map<number, number>();
      const header = new PdfCursor(data, 0, false);
      for (let i = 0; i < (count as number); i++) {
        offsets.set(header.wholeNumber(), (first as number) + header.wholeNumber());
      }
      contained = { data, offsets };
      this.containers.set(container, contained);
    }
    // Each object is parsed only when asked for: many that start at one long object would otherwise cost its square.
    const offset = contained.offsets.get(number);
    if (offset === undefined) return null;
    const cursor = new PdfCursor(contained.data, offset, false);
    const value = cursor.value();
    this.spend(cursor, offset);
    return value;
  }
}

function asDictionary(value: PdfValue): PdfDictionary {
  if (!(value instanceof Map)) throw new MalformedPdf('expected a dictionary');
  return value;
}

function isSmall(value: PdfValue): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 6;
}

/** PNG predictors of cross-reference and object streams (ISO 32000-1 §7.4.4.4). */
function undoPredictor(data: Buffer, parameters: PdfDictionary): Buffer {
  const predictor = parameters.get('Predictor') ?? 1;
  if (predictor === 1) return data;
  const columns = parameters.get('Columns') ?? 1;
  if (
    typeof predictor !== 'number' ||
    predictor < 10 ||
    typeof columns !== 'number' ||
    !(columns >= 1 && columns <= 64)
  ) {
    throw new MalformedPdf('predictor');
  }
  const rows = Math.floor(data.length / (columns + 1));
  const out = Buffer.alloc(rows * columns);
  for (let row = 0; row < rows; row++) {
    const kind = data[row * (columns + 1)]!;
    for (let column = 0; column < columns; column++) {
      const left = column > 0 ? out[row * columns + column - 1]! : 0;
      const up = row > 0 ? out[(row - 1) * columns + column]! : 0;
      const corner = column > 0 && row > 0 ? out[(row - 1) * columns + column - 1]! : 0;
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][kind];
      if (guess === undefined) throw new MalformedPdf('predictor');
      out[row * columns + column] = data[row * (columns + 1) + 1 + column]! + guess;
    }
  }
  return out;
}

function paeth(left: number, up: number, corner: number): number {
  const estimate = left + up - corner;
  const [toLeft, toUp, toCorner] = [Math.abs(estimate - left), Math.abs(estimate - up), Math.abs(estimate - corner)];
  return toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner;
}
