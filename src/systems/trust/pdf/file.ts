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

/** Where an object stands: in the file itself, or inside an object stream. */
export type Place = { offset: number; generation: number } | { container: number } | 'free';

/** One cross-reference section. */
export interface Section {
  /** Where it begins. */
  offset: number;
  /** Where its own syntax ends, before `startxref`. */
  end: number;
  trailer: PdfDictionary;
  isStream: boolean;
  places: ReadonlyMap<number, Place>;
}

/** A stream: its dictionary, its bytes as they stand, and on demand what they say. */
export interface PdfStream {
  dictionary: PdfDictionary;
  raw: Buffer;
  /** Throws MalformedPdf for filters other than FlateDecode, and beyond the limit. */
  data(): Buffer;
}

/** What all revisions of one file share: what was read once, and how much of it. */
interface Shared {
  inflated_bytes: number;
  read_bytes: number;
  objects: number;
  /** Objects by where they stand; the bytes there never change. */
  values: Map<number, { number: number; generation: number; value: PdfValue; end: number }>;
  containers: Map<number, { data: Buffer; offsets: Map<number, number>; values: Map<number, PdfValue> }>;
}

export class PdfFile {
  readonly bytes: Buffer;
  /** Cross-reference sections from the newest of this revision to the oldest. */
  readonly sections: readonly Section[];
  /** Trailer of the newest revision. */
  readonly trailer: PdfDictionary;
  private readonly shared: Shared;
  private readonly streamsBeingRead = new Set<number>();

  /** Opens a file; throws MalformedPdf for what cannot be understood without guessing, encryption included. */
  constructor(input: Uint8Array | { file: PdfFile; from: number }) {
    if ('file' in input) {
      this.bytes = input.file.bytes;
      this.shared = input.file.shared;
      this.sections = input.file.sections.slice(input.from);
      this.trailer = this.sections[0]!.trailer;
    } else {
      this.bytes = Buffer.from(input.buffer, input.byteOffset, input.byteLength);
      this.shared = { inflated_bytes: 0, read_bytes: 0, objects: 0, values: new Map(), containers: new Map() };
      if (!/^%PDF-[12]\.\d/.test(this.bytes.toString('latin1', 0, 8))) throw new MalformedPdf('no header');
      const marker = this.bytes.lastIndexOf('startxref');
      if (marker < 0) throw new MalformedPdf('no startxref');
      const sections: Section[] = [];
      this.sections = sections;
      const newest = new PdfCursor(this.bytes, marker + 'startxref'.length).wholeNumber();
      for (let offset: PdfValue | undefined = newest; offset !== undefined;) {
        if (typeof offset !== 'number' || sections.some((one) => one.offset === offset))
          throw new MalformedPdf('loop of revisions');
        if (sections.length >= MOST_REVISIONS) throw new MalformedPdf('too many revisions');
        const section = this.readSection(offset);
        sections.push(section);
        offset = section.trailer.get('Prev');
      }
      this.trailer = sections[0]!.trailer;
    }
    if (this.sections.some(({ trailer }) => trailer.has('Encrypt'))) throw new MalformedPdf('encrypted');
    if (!(this.trailer.get('Root') instanceof PdfReference)) throw new MalformedPdf('no catalog');
  }

  /** Offset of the newest cross-reference section. */
  get startXref(): number {
    return this.sections[0]!.offset;
  }

  /** Whether that section is a stream: an update must then be one too. */
  get xrefIsStream(): boolean {
    return this.sections[0]!.isStream;
  }

  /** The file as it was before its newest sections: the view that `from` of them are taken from. */
  before(from: number): PdfFile {
    return new PdfFile({ file: this, from });
  }

  /** Number that no object has yet. */
  get nextNumber(): number {
    const size = this.trailer.get('Size');
    if (typeof size !== 'number' || !Number.isInteger(size) || size < 1) throw new MalformedPdf('size');
    let next = size;
    for (const { places } of this.sections) for (const number of places.keys()) next = Math.max(next, number + 1);
    return next;
  }

  /** Where an object of this revision stands; undefined when none has that number. */
  placeOf(number: number): Place | undefined {
    for (const { places } of this.sections) {
      const place = places.get(number);
      if (place) return place;
    }
    return undefined;
  }

  /** A reference to the object of that number as it is in this revision. */
  referenceTo(number: number): PdfReference {
    const place = this.placeOf(number);
    return new PdfReference(number, place && place !== 'free' && 'offset' in place ? place.generation : 0);
  }

  /** Counts what a cursor has passed. */
  private spend(cursor: PdfCursor, from: number): void {
    this.shared.read_bytes += cursor.at - from;
    if (this.shared.read_bytes > MOST_PARSED_BYTES) throw new MalformedPdf('read too often');
  }

  private readSection(offset: number): Section {
    const places = new Map<number, Place>();
    if (this.bytes.toString('latin1', offset, offset + 4) === 'xref') {
      const cursor = new PdfCursor(this.bytes, offset + 4);
      const trailer = this.readTable(cursor, places);
      this.spend(cursor, offset);
      return { offset, end: cursor.at, trailer, isStream: false, places };
    }
    const { dictionary, data, end } = this.readStreamAt(offset);
    this.readXrefStream(dictionary, data(), places);
    return { offset, end, trailer: dictionary, isStream: true, places };
  }

  private remember(places: Map<number, Place>, number: number, place: Place): void {
    if (++this.shared.objects > MOST_OBJECTS) throw new MalformedPdf('too many objects');
    // Readers that take the first of two and those that take the last would see two different documents.
    if (places.has(number)) throw new MalformedPdf('an object has two places');
    places.set(number, place);
  }

  private readTable(cursor: PdfCursor, places: Map<number, Place>): PdfDictionary {
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
        this.remember(places, first + i, kind === 'n' ? { offset, generation } : 'free');
      }
    }
    const trailer = asDictionary(cursor.value());
    // A hybrid file shows some readers other objects than others (§7.5.8.4).
    if (trailer.has('XRefStm')) throw new MalformedPdf('hybrid cross-references');
    return trailer;
  }

  private readXrefStream(dictionary: PdfDictionary, data: Buffer, places: Map<number, Place>): void {
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
        if (kind === 1) this.remember(places, number, { offset: second, generation: third });
        else this.remember(places, number, kind === 2 ? { container: second } : 'free');
      }
    }
  }

  private readStreamAt(offset: number, expected?: PdfReference): PdfStream & { end: number } {
    const { value, end: at } = this.readObjectAt(offset, expected);
    const dictionary = asDictionary(value);
    const cursor = new PdfCursor(this.bytes, at);
    cursor.expect('stream');
    if (this.bytes[cursor.at] === 13) cursor.at++;
    if (this.bytes[cursor.at] !== 10) throw new MalformedPdf('stream');
    const start = cursor.at + 1;
    // The length of a stream may stand in an object stream, whose length may not stand in itself.
    if (this.streamsBeingRead.has(offset)) throw new MalformedPdf('a stream holds its own length');
    this.streamsBeingRead.add(offset);
    const length = this.resolve(dictionary.get('Length') ?? null);
    this.streamsBeingRead.delete(offset);
    if (typeof length !== 'number' || !Number.isInteger(length) || length < 0 || start + length > this.bytes.length) {
      throw new MalformedPdf('stream length');
    }
    const after = new PdfCursor(this.bytes, start + length);
    after.expect('endstream');
    after.expect('endobj');
    const raw = this.bytes.subarray(start, start + length);
    return { dictionary, raw, data: () => this.decode(dictionary, raw), end: after.at };
  }

  /** A stream of this revision; undefined when the object is none or is not there. */
  stream(value: PdfValue | undefined): PdfStream | undefined {
    if (!(value instanceof PdfReference)) return undefined;
    const place = this.placeOf(value.number);
    if (!place || place === 'free' || 'container' in place) return undefined;
    const { end } = this.readObjectAt(place.offset, value);
    if (new PdfCursor(this.bytes, end).word() !== 'stream') return undefined;
    return this.readStreamAt(place.offset, value);
  }

  private decode(dictionary: PdfDictionary, raw: Buffer): Buffer {
    const filter = dictionary.get('Filter');
    const name = Array.isArray(filter) ? (filter.length === 1 ? filter[0] : undefined) : filter;
    if (filter === undefined) return raw;
    if (!(name instanceof PdfName) || name.name !== 'FlateDecode') throw new MalformedPdf('filter');
    let data: Buffer;
    try {
      data = inflateSync(raw, { maxOutputLength: MOST_INFLATED_BYTES - this.shared.inflated_bytes });
    } catch {
      throw new MalformedPdf('compressed data');
    }
    this.shared.inflated_bytes += data.length;
    if (this.shared.inflated_bytes >= MOST_INFLATED_BYTES) throw new MalformedPdf('too much compressed data');
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
    const place = this.placeOf(reference.number);
    if (!place || place === 'free') return null;
    if ('container' in place) return this.readContained(place.container, reference.number);
    return this.readObjectAt(place.offset, reference).value;
  }

  /** The object that stands at an offset, read once, and where what follows its value begins. */
  private readObjectAt(offset: number, expected?: PdfReference): { value: PdfValue; end: number } {
    let read = this.shared.values.get(offset);
    if (!read) {
      const cursor = new PdfCursor(this.bytes, offset);
      const number = cursor.wholeNumber();
      const generation = cursor.wholeNumber();
      cursor.expect('obj');
      read = { number, generation, value: cursor.value(), end: cursor.at };
      this.spend(cursor, offset);
      this.shared.values.set(offset, read);
    }
    if (expected && (read.number !== expected.number || read.generation !== expected.generation))
      throw new MalformedPdf('another object stands there');
    return read;
  }

  private readContained(container: number, number: number): PdfValue {
    const place = this.placeOf(container);
    if (!place || place === 'free' || 'container' in place) throw new MalformedPdf('object stream');
    let contained = this.shared.containers.get(place.offset);
    if (!contained) {
      const { dictionary, data: inflate } = this.readStreamAt(place.offset, new PdfReference(container));
      const data = inflate();
      const count = dictionary.get('N');
      const first = dictionary.get('First');
      if (!Number.isInteger(count) || !Number.isInteger(first)) throw new MalformedPdf('object stream');
      const offsets = new Map<number, number>();
      const header = new PdfCursor(data, 0, false);
      for (let i = 0; i < (count as number); i++) {
        offsets.set(header.wholeNumber(), (first as number) + header.wholeNumber());
      }
      contained = { data, offsets, values: new Map() };
      this.shared.containers.set(place.offset, contained);
    }
    // Each object is parsed only when asked for: many that start at one long object would otherwise cost its square.
    const offset = contained.offsets.get(number);
    if (offset === undefined) return null;
    let value = contained.values.get(number);
    if (value === undefined) {
      const cursor = new PdfCursor(contained.data, offset, false);
      value = cursor.value();
      this.spend(cursor, offset);
      contained.values.set(number, value);
    }
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
