/** The objects of a PDF (ISO 32000-1 §7.3), and how they are written. */

/** Thrown when bytes are not a PDF that we are ready to understand. */
export class MalformedPdf extends Error {
  constructor(what: string) {
    super(`malformed PDF: ${what}`);
    this.name = 'MalformedPdf';
  }
}

export class PdfName {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

export class PdfReference {
  readonly number: number;
  readonly generation: number;
  constructor(number: number, generation = 0) {
    this.number = number;
    this.generation = generation;
  }
}

/** A string, and where it stands in the file when it was read from there. */
export class PdfString {
  readonly bytes: Buffer;
  readonly place: { from: number; to: number; hexadecimal?: string } | undefined;
  constructor(bytes: Buffer, place?: { from: number; to: number; hexadecimal?: string }) {
    this.bytes = bytes;
    this.place = place;
  }

  /** A text string as UTF-16 with its mark (ISO 32000-1 §7.9.2.2). */
  static ofText(text: string): PdfString {
    return new PdfString(Buffer.from(`\ufeff${text}`, 'utf16le').swap16());
  }

  /** The text of a text string; what is not UTF-16 is taken as Latin 1. */
  toText(): string {
    if (this.bytes[0] !== 0xfe || this.bytes[1] !== 0xff) return this.bytes.toString('latin1');
    const even = this.bytes.subarray(2, this.bytes.length & ~1);
    return Buffer.from(even).swap16().toString('utf16le');
  }
}

export type PdfDictionary = Map<string, PdfValue>;
export type PdfValue = null | boolean | number | PdfName | PdfReference | PdfString | PdfValue[] | PdfDictionary;

/** The object as PDF syntax. Strings are written in hexadecimal, which needs no escapes. */
export function writePdfValue(value: PdfValue): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : value.toFixed(6).replace(/0+$/, '');
  if (value instanceof PdfName) return `/${value.name.replace(/[^\w.+-]/g, escapeNameCharacter)}`;
  if (value instanceof PdfReference) return `${value.number} ${value.generation} R`;
  if (value instanceof PdfString) return `<${value.bytes.toString('hex')}>`;
  if (Array.isArray(value)) return `[${value.map(writePdfValue).join(' ')}]`;
  const entries = [...value].map(([key, entry]) => `${writePdfValue(new PdfName(key))} ${writePdfValue(entry)}`);
  return `<< ${entries.join(' ')} >>`;
}

function escapeNameCharacter(character: string): string {
  return `#${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
}

/** Whether a value is that name. */
export const isName = (value: PdfValue | undefined, name: string): boolean =>
  value instanceof PdfName && value.name === name;

/** Whether two objects say the same; references are the same when they lead to the same number. */
export function isSameValue(one: PdfValue, other: PdfValue): boolean {
  if (one === other) return true;
  if (one instanceof PdfName) return other instanceof PdfName && one.name === other.name;
  if (one instanceof PdfReference)
    return other instanceof PdfReference && one.number === other.number && one.generation === other.generation;
  if (one instanceof PdfString) return other instanceof PdfString && one.bytes.equals(other.bytes);
  if (Array.isArray(one))
    return (
      Array.isArray(other) && one.length === other.length && one.every((value, i) => isSameValue(value, other[i]!))
    );
  if (!(one instanceof Map) || !(other instanceof Map) || one.size !== other.size) return false;
  for (const [key, value] of one) {
    const its = other.get(key);
    if (its === undefined || !isSameValue(value, its)) return false;
  }
  return true;
}
