import { createHash } from 'node:crypto';
import type { PdfFile } from './file.ts';
import { PdfName, PdfReference, PdfString, writePdfValue, type PdfDictionary, type PdfValue } from './value.ts';

/**
 * Objects that are added to a file or replaced, and the cross-references of the new revision (ISO 32000-1 §7.5.6). Not one
 * byte of the file before is touched.
 */
export class IncrementalUpdate {
  private readonly file: PdfFile;
  private readonly parts: Buffer[];
  private length: number;
  private next: number;
  private readonly offsets = new Map<number, { offset: number; generation: number }>();

  constructor(file: PdfFile) {
    this.file = file;
    this.parts = [file.bytes];
    this.length = file.bytes.length;
    this.next = file.nextNumber;
    this.append('\n');
  }

  /** A reference for a new object. */
  reserve(): PdfReference {
    return new PdfReference(this.next++);
  }

  set(reference: PdfReference, value: PdfValue): void {
    this.setRaw(reference, writePdfValue(value));
  }

  /** Adds an object. */
  add(value: PdfValue): PdfReference {
    const reference = this.reserve();
    this.set(reference, value);
    return reference;
  }

  /** Adds an object whose syntax is ready. */
  addRaw(syntax: string): PdfReference {
    const reference = this.reserve();
    this.setRaw(reference, syntax);
    return reference;
  }

  /** Adds a stream; what its dictionary says beside the length is given. */
  addStream(bytes: Buffer, entries = ''): PdfReference {
    const reference = this.reserve();
    this.offsets.set(reference.number, { offset: this.length, generation: reference.generation });
    this.append(`${reference.number} ${reference.generation} obj\n<< ${entries} /Length ${bytes.length} >>\nstream\n`);
    this.appendBytes(bytes);
    this.append('\nendstream\nendobj\n');
    return reference;
  }

  /** Writes an object whose syntax is ready; answers the offset where that syntax starts. */
  setRaw(reference: PdfReference, syntax: string): number {
    this.offsets.set(reference.number, { offset: this.length, generation: reference.generation });
    this.append(`${reference.number} ${reference.generation} obj\n`);
    const at = this.length;
    this.append(`${syntax}\nendobj\n`);
    return at;
  }

  private append(text: string): void {
    this.appendBytes(Buffer.from(text, 'latin1'));
  }

  private appendBytes(part: Buffer): void {
    this.parts.push(part);
    this.length += part.length;
  }

  /** Writes the cross-references in the form the file already uses, and answers the whole file. */
  finish(): Buffer {
    const { file } = this;
    const trailer: PdfDictionary = new Map();
    for (const key of ['Root', 'Info']) {
      const value = file.trailer.get(key);
      if (value !== undefined) trailer.set(key, value);
    }
    const ids = file.trailer.get('ID');
    if (Array.isArray(ids) && ids[0] instanceof PdfString) {
      const changed = createHash('sha256')
        .update(Buffer.concat(this.parts.slice(1)))
        .digest()
        .subarray(0, 16);
      trailer.set('ID', [ids[0], new PdfString(changed)]);
    }
    trailer.set('Prev', file.startXref);
    const start = this.length;
    if (file.xrefIsStream) this.appendXrefStream(trailer, start);
    else this.appendTable(trailer);
    this.append(`startxref\n${start}\n%%EOF\n`);
    return Buffer.concat(this.parts, this.length);
  }

  private sections(): [number, { offset: number; generation: number }][][] {
    const sections: [number, { offset: number; generation: number }][][] = [];
    for (const entry of [...this.offsets].sort(([a], [b]) => a - b)) {
      const last = sections.at(-1);
      if (last && last.at(-1)![0] === entry[0] - 1) last.push(entry);
      else sections.push([entry]);
    }
    return sections;
  }

  private appendTable(trailer: PdfDictionary): void {
    const lines = this.sections().map((section) => {
      const entries = section.map(
        ([, { offset, generation }]) =>
          `${String(offset).padStart(10, '0')} ${String(generation).padStart(5, '0')} n\r\n`,
      );
      return `${section[0]![0]} ${section.length}\n${entries.join('')}`;
    });
    trailer.set('Size', this.next);
    this.append(`xref\n${lines.join('')}trailer\n${writePdfValue(trailer)}\n`);
  }

  private appendXrefStream(trailer: PdfDictionary, start: number): void {
    const self = this.reserve();
    this.offsets.set(self.number, { offset: start, generation: 0 });
    const sections = this.sections();
    const rows = sections.flat().map(([, { offset, generation }]) => {
      const row = Buffer.alloc(7);
      row[0] = 1;
      row.writeUInt32BE(offset, 1);
      row.writeUInt16BE(generation, 5);
      return row;
    });
    trailer.set('Type', new PdfName('XRef'));
    trailer.set('Size', this.next);
    trailer.set('W', [1, 4, 2]);
    trailer.set(
      'Index',
      sections.flatMap((section) => [section[0]![0], section.length]),
    );
    trailer.set('Length', rows.length * 7);
    this.append(`${self.number} 0 obj\n${writePdfValue(trailer)}\nstream\n`);
    this.appendBytes(Buffer.concat(rows));
    this.append('\nendstream\nendobj\n');
  }
}
