import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import { civilDate } from './clock.ts';
import { colourProfile } from './pdf-colours.ts';
import type { Background, Face, Page, StructureElement, UsedFace } from './pdf-page.ts';
import { formatDate, formatTimeOfDay } from './text.ts';
import { xmlText } from './xml-text.ts';

/** Writing of files: one page, PDF/A-2a (ISO 19005-2, level A): fonts embedded, colours defined, structure tagged. */

const CREATOR = 'Một Cửa';
/** The quickest compression: what the best would save of a page is half a kilobyte. */
const QUICK = 1;
/** Descriptor flags: serif, and glyphs by number. */
const SERIF = 2;
const SYMBOLIC = 4;
const ITALIC = 64;
const ITALIC_ANGLE = -12;
/** Thickness of upright strokes, in thousandths; readers use it only when they have to replace a font. */
const STEM = 80;

/** Objects in the order they are written, and where each begins. */
class Objects implements ObjectWriter {
  private readonly parts: Buffer[] = [];
  private readonly offsets: number[] = [];
  private length = 0;
  private last = 0;

  constructor() {
    // Bytes above 127 tell programs that transfer files that this one is binary (ISO 19005-2 §6.1.2).
    this.append(Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1'));
  }

  private append(bytes: Buffer): void {
    this.parts.push(bytes);
    this.length += bytes.length;
  }

  /** A number for an object that is written later. */
  reserve(): number {
    return ++this.last;
  }

  put(number: number, syntax: string): void {
    this.offsets[number] = this.length;
    this.append(Buffer.from(`${number} 0 obj\n${syntax}\nendobj\n`, 'latin1'));
  }

  add(syntax: string): number {
    const number = this.reserve();
    this.put(number, syntax);
    return number;
  }

  stream(entries: string, bytes: Buffer): number {
    const number = this.reserve();
    this.offsets[number] = this.length;
    this.append(Buffer.from(`${number} 0 obj\n<< ${entries} /Length ${bytes.length} >>\nstream\n`, 'latin1'));
    this.append(bytes);
    this.append(Buffer.from('\nendstream\nendobj\n', 'latin1'));
    return number;
  }

  finish(trailer: string, id: string): Buffer {
    const start = this.length;
    const entries: string[] = [];
    for (let number = 1; number <= this.last; number++)
      entries.push(`${String(this.offsets[number]).padStart(10, '0')} 00000 n\r\n`);
    const size = this.last + 1;
    this.append(
      Buffer.from(
        `xref\n0 ${size}\n0000000000 65535 f\r\n${entries.join('')}trailer\n<< /Size ${size} ${trailer} /ID [<${id}> <${id}>] >>\nstartxref\n${start}\n%%EOF\n`,
        'latin1',
      ),
    );
    return Buffer.concat(this.parts, this.length);
  }
}

/** A text string, in UTF-16 with its mark. */
function textString(text: string): string {
  return `<feff${Buffer.from(text, 'utf16le').swap16().toString('hex')}>`;
}

/** Metadata (ISO 16684-1), saying the same as the information dictionary. */
function metadata(order: DocumentOrder, instant: string): Buffer {
  return Buffer.from(
    `<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"><dc:format>application/pdf</dc:format><dc:title><rdf:Alt><rdf:li xml:lang="x-default">${xmlText(order.title)}</rdf:li></rdf:Alt></dc:title><dc:creator><rdf:Seq><rdf:li>${xmlText(order.author)}</rdf:li></rdf:Seq></dc:creator><dc:language><rdf:Bag><rdf:li>${order.language}</rdf:li></rdf:Bag></dc:language><xmp:CreatorTool>${CREATOR}</xmp:CreatorTool><xmp:CreateDate>${instant}</xmp:CreateDate><xmp:ModifyDate>${instant}</xmp:ModifyDate><pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="r"?>`,
  );
}

/** Where objects are written: a new file, or what is added to one. Each answers the number of its object. */
export interface ObjectWriter {
  add(syntax: string): number;
  stream(entries: string, bytes: Buffer): number;
}

/** Writes the part of a face that is used. Answers the number of its font. */
export function addFont(objects: ObjectWriter, face: Face, used: UsedFace): number {
  const { font } = used.open;
  const part = used.embedded();
  const thousandths = (units: number) => Math.round((units * 1000) / font.unitsPerEm);
  const program = objects.stream(`/Length1 ${part.programBytes} /Filter /FlateDecode`, part.program);
  const italic = face === 'italic';
  const descriptor = objects.add(
    `<< /Type /FontDescriptor /FontName /${part.name} /Flags ${SERIF | SYMBOLIC | (italic ? ITALIC : 0)} /FontBBox [${font.box.map(thousandths).join(' ')}] /ItalicAngle ${italic ? ITALIC_ANGLE : 0} /Ascent ${thousandths(font.ascent)} /Descent ${thousandths(font.descent)} /CapHeight ${thousandths(font.capHeight)} /StemV ${STEM} /FontFile2 ${program} 0 R >>`,
  );
  const glyphs = objects.add(
    `<< /Type /Font /Subtype /CIDFontType2 /BaseFont /${part.name} /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor ${descriptor} 0 R /W ${part.widths} /CIDToGIDMap /Identity >>`,
  );
  const characters = objects.stream('/Filter /FlateDecode', part.characters);
  return objects.add(
    `<< /Type /Font /Subtype /Type0 /BaseFont /${part.name} /Encoding /Identity-H /DescendantFonts [${glyphs} 0 R] /ToUnicode ${characters} 0 R >>`,
  );
}

function structureElement(element: StructureElement, index: number, parent: number, page: number): string {
  const box = element.box ? ` /A << /O /Layout /Placement /Block /BBox [${element.box.join(' ')}] >>` : '';
  const words = element.alternative === undefined ? '' : ` /Alt ${textString(element.alternative)}`;
  return `<< /Type /StructElem /S /${element.type} /P ${parent} 0 R /Pg ${page} 0 R /K ${index}${words}${box} >>`;
}

export interface DocumentOrder {
  page: Page;
  /** Drawn below everything, and left out of the structure. */
  background?: Background | undefined;
  title: string;
  author: string;
  /** Language of the text, e.g. `vi-VN`. */
  language: string;
  at: Date;
}

/**
 * The file of a page. What all documents share (fonts, colours, backgrounds) was compressed before, so that a page of A4
 * takes some 1 to 2 ms.
 */
export function writePdf(order: DocumentOrder): Buffer {
  const { page } = order;
  const objects = new Objects();
  const [catalog, pages, self, tree, root] = Array.from({ length: 5 }, () => objects.reserve()) as [
    number,
    number,
    number,
    number,
    number,
  ];
  const instant = `${order.at.toISOString().slice(0, 19)}Z`;
  const date = `(D:${instant.replace(/[-:T]/g, '')})`;
  const box = `[0 0 ${page.width} ${page.height}]`;
  const background =
    order.background &&
    objects.stream(
      `/Type /XObject /Subtype /Form /BBox ${box} /Matrix [1 0 0 -1 0 ${page.height}] /Resources << >> /Filter /FlateDecode`,
      order.background.bytes,
    );
  const fonts = Array.from(page.faces, ([face, used]) => `/${face} ${addFont(objects, face, used)} 0 R`);
  const drawn = `${background ? '/Artifact BMC /background Do EMC\n' : ''}${page.content()}`;
  const content = objects.stream('/Filter /FlateDecode', deflateSync(drawn, { level: QUICK }));
  const forms = background ? `/XObject << /background ${background} 0 R >> ` : '';
  objects.put(
    self,
    `<< /Type /Page /Parent ${pages} 0 R /MediaBox ${box} /Contents ${content} 0 R /Resources << ${forms}/Font << ${fonts.join(' ')} >> >> /StructParents 0 /Tabs /S >>`,
  );
  objects.put(pages, `<< /Type /Pages /Kids [${self} 0 R] /Count 1 >>`);

  const elements = page.elements.map((element, index) => objects.add(structureElement(element, index, root, self)));
  const references = elements.map((element) => `${element} 0 R`).join(' ');
  const parents = objects.add(`[${references}]`);
  objects.put(root, `<< /Type /StructElem /S /Document /P ${tree} 0 R /K [${references}] >>`);
  objects.put(
    tree,
    `<< /Type /StructTreeRoot /K [${root} 0 R] /ParentTree << /Nums [0 ${parents} 0 R] >> /ParentTreeNextKey 1 >>`,
  );

  const colours = objects.stream('/N 3 /Alternate /DeviceRGB /Filter /FlateDecode', colourProfile());
  const intent = `<< /Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB) /Info (sRGB) /DestOutputProfile ${colours} 0 R >>`;
  const description = metadata(order, instant);
  const described = objects.stream('/Type /Metadata /Subtype /XML', description);
  objects.put(
    catalog,
    `<< /Type /Catalog /Pages ${pages} 0 R /Lang (${order.language}) /MarkInfo << /Marked true >> /StructTreeRoot ${tree} 0 R /Metadata ${described} 0 R /OutputIntents [${intent}] /ViewerPreferences << /DisplayDocTitle true >> >>`,
  );
  const information = objects.add(
    `<< /Title ${textString(order.title)} /Author ${textString(order.author)} /Creator ${textString(CREATOR)} /CreationDate ${date} /ModDate ${date} >>`,
  );
  const id = createHash('sha256').update(description).update(drawn).digest('hex').slice(0, 32);
  return objects.finish(`/Root ${catalog} 0 R /Info ${information} 0 R`, id);
}

/** An instant as Vietnamese documents state it, to the minute, in Vietnam's time: 09:14 ngày 20/04/2026. */
export function documentInstant(at: Date): string {
  return `${formatTimeOfDay(at)} ngày ${formatDate(civilDate(at), 'vi')}`;
}
