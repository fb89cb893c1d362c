import { createHash } from 'node:crypto';
import { signDetached, type SigningParty } from '../cms/signed-data.ts';
import { PdfFile } from './file.ts';
import {
  MalformedPdf,
  PdfName,
  PdfReference,
  PdfString,
  writePdfValue,
  type PdfDictionary,
  type PdfValue,
} from './value.ts';
import { CMS_RESERVE_BYTES } from '../rules.ts';

/**
 * PAdES baseline B signatures (ETSI EN 319 142-1), written as an incremental update (ISO 32000-1 §7.5.6): not one byte of
 * the document before it is touched, so that earlier signatures keep holding.
 */

/** Print, and locked: what PDF/A wants of the invisible field (ISO 19005-2 §6.3.2), and what keeps it where it is. */
const FIELD_FLAGS = 4 | 128;
const BYTE_RANGE_WIDTH = 40;
const MOST_PAGE_LEVELS = 16;

/**
 * Adds an invisible signature over the whole document. Time is written as the dictionary's M, in Vietnam's time.
 * Throws MalformedPdf when the document cannot be extended without guessing.
 */
export function signPdf(order: {
  pdf: Uint8Array;
  signer: SigningParty;
  signerName: string;
  reason: string;
  at: Date;
}): Buffer {
  const file = new PdfFile(order.pdf);
  const update = new IncrementalUpdate(file);
  const signature = update.reserve();
  const field = update.reserve();

  const catalogReference = file.trailer.get('Root') as PdfReference;
  const catalog = file.dictionary(catalogReference);
  if (!catalog) throw new MalformedPdf('catalog');
  const form = new Map(file.dictionary(catalog.get('AcroForm')) ?? []);
  const fields = listOf(file.resolve(form.get('Fields')));
  form.set('Fields', [...fields, field]);
  // Signatures exist, and the file may only be extended (ISO 32000-1 table 219).
  form.set('SigFlags', 3);
  update.set(catalogReference, new Map([...catalog, ['AcroForm', form]]));

  const [pageReference, page] = firstPage(file, catalog);
  const annotations = listOf(file.resolve(page.get('Annots')));
  update.set(pageReference, new Map([...page, ['Annots', [...annotations, field]]]));

  update.set(
    field,
    new Map<string, PdfValue>([
      ['Type', new PdfName('Annot')],
      ['Subtype', new PdfName('Widget')],
      ['FT', new PdfName('Sig')],
      ['T', PdfString.ofText(`seal-${field.number}`)],
      ['V', signature],
      ['P', pageReference],
      ['Rect', [0, 0, 0, 0]],
      ['F', FIELD_FLAGS],
    ]),
  );

  const head = `<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /M (${pdfTime(order.at)}) /Name ${writePdfValue(
    PdfString.ofText(order.signerName),
  )} /Reason ${writePdfValue(PdfString.ofText(order.reason))} /ByteRange `;
  const contents = `/Contents <${'0'.repeat(CMS_RESERVE_BYTES * 2)}>`;
  const at = update.setRaw(signature, `${head}${' '.repeat(BYTE_RANGE_WIDTH)} ${contents} >>`);

  const pdf = update.finish();
  const rangeAt = at + Buffer.byteLength(head, 'latin1');
  const gapAt = rangeAt + BYTE_RANGE_WIDTH + 1 + '/Contents '.length;
  const gapEnd = gapAt + CMS_RESERVE_BYTES * 2 + 2;
  pdf.write(`[0 ${gapAt} ${gapEnd} ${pdf.length - gapEnd}]`, rangeAt, 'latin1');
  const contentDigest = createHash('sha256').update(pdf.subarray(0, gapAt)).update(pdf.subarray(gapEnd)).digest();
  const cms = signDetached(order.signer, contentDigest);
  if (cms.length > CMS_RESERVE_BYTES) throw new Error('the signature is longer than the room reserved for it');
  pdf.write(cms.toString('hex'), gapAt + 1, 'latin1');
  return pdf;
}

function listOf(value: PdfValue): PdfValue[] {
  return Array.isArray(value) ? value : [];
}

function firstPage(file: PdfFile, catalog: PdfDictionary): [PdfReference, PdfDictionary] {
  let reference = catalog.get('Pages');
  for (let level = 0; level < MOST_PAGE_LEVELS; level++) {
    const node = file.dictionary(reference);
    if (!(reference instanceof PdfReference) || !node) throw new MalformedPdf('page tree');
    const kids = file.resolve(node.get('Kids'));
    if (!Array.isArray(kids)) return [reference, node];
    reference = kids[0];
  }
  throw new MalformedPdf('page tree too deep');
}

/** A date as ISO 32000-1 §7.9.4 writes it, in Vietnam's time. */
function pdfTime(at: Date): string {
  const local = new Date(at.getTime() + 7 * 3_600_000).toISOString();
  return `D:${local.slice(0, 19).replace(/[-:T]/g, '')}+07'00'`;
}

/** Objects that are added to a file or replaced, and the cross-references of the new revision. */
class IncrementalUpdate {
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

  /** Writes an object whose syntax is ready; answers the offset where that syntax starts. */
  setRaw(reference: PdfReference, syntax: string): number {
    this.offsets.set(reference.number, { offset: this.length, generation: reference.generation });
    this.append(`${reference.number} ${reference.generation} obj\n`);
    const at = this.length;
    this.append(`${syntax}\nendobj\n`);
    return at;
  }

  private append(text: string): void {
    const part = Buffer.from(text, 'latin1');
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
    const data = Buffer.concat(rows);
    this.parts.push(data);
    this.length += data.length;
    this.append('\nendstream\nendobj\n');
  }
}
