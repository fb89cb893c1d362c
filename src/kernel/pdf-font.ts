import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';

/**
 * TrueType fonts as documents need them (ISO/IEC 14496-22): advances, kerning and outlines, and the part of a font that is
 * embedded. Reads only fonts that come with the house, never a stranger's.
 */

/** A part of a font, ready to stand in a file: glyphs have the numbers of their order in it. */
export interface EmbeddedFont {
  /** The font's name behind six letters that say that it is a part (ISO 32000-1 §9.6.4); parts of one name are alike. */
  name: string;
  /** The font program, compressed; `programBytes` is its length before. */
  program: Buffer;
  programBytes: number;
  /** The characters of the glyphs (a ToUnicode map, ISO 32000-1 §9.10.3), compressed. */
  characters: Buffer;
  /** Advances for the key W, in thousandths of the size. */
  widths: string;
}

const COMPONENT = {
  words: 0x1,
  scaled: 0x8,
  more: 0x20,
  scaledTwice: 0x40,
  matrix: 0x80,
  instructions: 0x100,
} as const;
/** What a font program in a PDF must have (ISO 32000-1 §9.9). Hinting is left out: no reader of today follows it. */
const KEPT_TABLES = ['glyf', 'head', 'hhea', 'hmtx', 'loca', 'maxp'] as const;
const CHECKSUM_OF_ALL = 0xb1b0afba;

export class Font {
  readonly name: string;
  readonly unitsPerEm: number;
  /** In units: the height of capitals, and what the descriptor says. */
  readonly capHeight: number;
  readonly xHeight: number;
  readonly ascent: number;
  readonly descent: number;
  readonly box: readonly [number, number, number, number];
  private readonly tables = new Map<string, Buffer>();
  private readonly glyphs = new Map<number, number>();
  private readonly pairs = new Map<number, number>();
  private readonly metricsCount: number;

  constructor(name: string, bytes: Buffer) {
    this.name = name;
    for (let i = 0, at = 12; i < bytes.readUInt16BE(4); i++, at += 16) {
      const start = bytes.readUInt32BE(at + 8);
      this.tables.set(bytes.toString('latin1', at, at + 4), bytes.subarray(start, start + bytes.readUInt32BE(at + 12)));
    }
    const head = this.table('head');
    const hhea = this.table('hhea');
    const os2 = this.table('OS/2');
    if (head.readInt16BE(50) !== 1) throw new Error(`${name}: a font with short offsets`);
    this.unitsPerEm = head.readUInt16BE(18);
    this.box = [head.readInt16BE(36), head.readInt16BE(38), head.readInt16BE(40), head.readInt16BE(42)];
    this.ascent = hhea.readInt16BE(4);
    this.descent = hhea.readInt16BE(6);
    this.metricsCount = hhea.readUInt16BE(34);
    this.xHeight = os2.readInt16BE(86);
    this.capHeight = os2.readInt16BE(88);
    this.readCharacters();
    this.readKerning();
  }

  private table(tag: string): Buffer {
    const table = this.tables.get(tag);
    if (!table) throw new Error(`${this.name}: no table ${tag}`);
    return table;
  }

  /** The glyph of a character, or undefined when the font does not have it. */
  glyphOf(codePoint: number): number | undefined {
    return this.glyphs.get(codePoint);
  }

  /** Advance in units. */
  advanceOf(glyph: number): number {
    return this.table('hmtx').readUInt16BE(4 * Math.min(glyph, this.metricsCount - 1));
  }

  /** What is added between two glyphs, in units. */
  kerning(left: number, right: number): number {
    return this.pairs.get(left * 65_536 + right) ?? 0;
  }

  /** Box of an outline in units: from x and y to x and y. */
  boxOf(glyph: number): [number, number, number, number] {
    const outline = this.outlineOf(glyph);
    if (outline.length === 0) return [0, 0, 0, 0];
    return [outline.readInt16BE(2), outline.readInt16BE(4), outline.readInt16BE(6), outline.readInt16BE(8)];
  }

  private outlineOf(glyph: number): Buffer {
    const loca = this.table('loca');
    return this.table('glyf').subarray(loca.readUInt32BE(4 * glyph), loca.readUInt32BE(4 * glyph + 4));
  }

  /** Format 4 of the character map: every character of the first plane. */
  private readCharacters(): void {
    const cmap = this.table('cmap');
    const at = cmap.readUInt32BE(8);
    if (cmap.readUInt16BE(at) !== 4) throw new Error(`${this.name}: character map of another format`);
    const segments = cmap.readUInt16BE(at + 6) / 2;
    for (let i = 0; i < segments; i++) {
      const end = cmap.readUInt16BE(at + 14 + 2 * i);
      const start = cmap.readUInt16BE(at + 16 + 2 * (segments + i));
      const delta = cmap.readUInt16BE(at + 16 + 2 * (2 * segments + i));
      const rangeAt = at + 16 + 2 * (3 * segments + i);
      const range = cmap.readUInt16BE(rangeAt);
      for (let code = start; code <= end && code < 0xffff; code++) {
        const found = range === 0 ? code : cmap.readUInt16BE(rangeAt + range + 2 * (code - start));
        const glyph = found === 0 ? 0 : (found + delta) & 0xffff;
        if (glyph !== 0) this.glyphs.set(code, glyph);
      }
    }
  }

  /** Pairs of single glyphs in the table of positions (pair adjustment, format 1): the advance of the first. */
  private readKerning(): void {
    const gpos = this.table('GPOS');
    const lookups = gpos.subarray(gpos.readUInt16BE(8));
    for (let i = 0; i < lookups.readUInt16BE(0); i++) {
      const lookup = lookups.subarray(lookups.readUInt16BE(2 + 2 * i));
      if (lookup.readUInt16BE(0) !== 2) continue;
      for (let j = 0; j < lookup.readUInt16BE(4); j++) {
        const subtable = lookup.subarray(lookup.readUInt16BE(6 + 2 * j));
        if (subtable.readUInt16BE(0) !== 1 || subtable.readUInt16BE(4) !== 4 || subtable.readUInt16BE(6) !== 0)
          continue;
        readCoverage(subtable.subarray(subtable.readUInt16BE(2))).forEach((left, index) => {
          const set = subtable.subarray(subtable.readUInt16BE(10 + 2 * index));
          for (let k = 0; k < set.readUInt16BE(0); k++) {
            const key = left * 65_536 + set.readUInt16BE(2 + 4 * k);
            if (!this.pairs.has(key)) this.pairs.set(key, set.readInt16BE(4 + 4 * k));
          }
        });
      }
    }
  }

  /**
   * The part of the font with these glyphs, in this order, after the glyph for what is missing. `characters` are the code
   * points of each, for readers that search or speak.
   */
  embed(glyphs: readonly number[], characters: readonly number[]): EmbeddedFont {
    const order = [0, ...glyphs];
    const places = new Map(order.map((glyph, index) => [glyph, index]));
    const outlines: Buffer[] = [];
    // Letters with marks are made of others, which come along behind: the list grows while it is read.
    for (let i = 0; i < order.length; i++) {
      outlines.push(
        withoutHints(this.outlineOf(order[i]!), (component) => {
          let place = places.get(component);
          if (place === undefined) places.set(component, (place = order.push(component) - 1));
          return place;
        }),
      );
    }
    const loca = Buffer.alloc(4 * (order.length + 1));
    let length = 0;
    outlines.forEach((outline, index) => loca.writeUInt32BE((length += outline.length), 4 * (index + 1)));
    const hmtx = Buffer.alloc(4 * order.length);
    order.forEach((glyph, index) => {
      hmtx.writeUInt16BE(this.advanceOf(glyph), 4 * index);
      hmtx.writeInt16BE(this.boxOf(glyph)[0], 4 * index + 2);
    });
    const head = Buffer.from(this.table('head'));
    head.writeUInt32BE(0, 8);
    const hhea = Buffer.from(this.table('hhea'));
    hhea.writeUInt16BE(order.length, 34);
    const maxp = Buffer.from(this.table('maxp'));
    maxp.writeUInt16BE(order.length, 4);
    const program = fontFile({ glyf: Buffer.concat(outlines), head, hhea, hmtx, loca, maxp });
    const thousandths = order.map((glyph) => Math.round((this.advanceOf(glyph) * 1000) / this.unitsPerEm));
    const letters = Array.from(createHash('sha256').update(program).digest().subarray(0, 6), (byte) =>
      String.fromCharCode(65 + (byte % 26)),
    );
    return {
      name: `${letters.join('')}+${this.name}`,
      program: deflateSync(program, { level: 9 }),
      programBytes: program.length,
      characters: deflateSync(characterMap(characters), { level: 9 }),
      widths: `[0 [${thousandths.join(' ')}]]`,
    };
  }
}

function readCoverage(coverage: Buffer): number[] {
  const count = coverage.readUInt16BE(2);
  if (coverage.readUInt16BE(0) === 1) return Array.from({ length: count }, (_, i) => coverage.readUInt16BE(4 + 2 * i));
  const glyphs: number[] = [];
  for (let i = 0; i < count; i++) {
    for (let glyph = coverage.readUInt16BE(4 + 6 * i); glyph <= coverage.readUInt16BE(6 + 6 * i); glyph++)
      glyphs.push(glyph);
  }
  return glyphs;
}

/** An outline without instructions, padded to four bytes; its components get the numbers that `renumber` gives them. */
function withoutHints(outline: Buffer, renumber: (component: number) => number): Buffer {
  if (outline.length === 0) return outline;
  const contours = outline.readInt16BE(0);
  if (contours >= 0) {
    const at = 10 + 2 * contours;
    const skipped = at + 2 + outline.readUInt16BE(at);
    return padded(Buffer.concat([outline.subarray(0, at), Buffer.alloc(2), outline.subarray(skipped)]));
  }
  const copy = Buffer.from(outline);
  let at = 10;
  for (let flags: number = COMPONENT.more; flags & COMPONENT.more;) {
    flags = copy.readUInt16BE(at);
    copy.writeUInt16BE(flags & ~COMPONENT.instructions, at);
    copy.writeUInt16BE(renumber(copy.readUInt16BE(at + 2)), at + 2);
    at += flags & COMPONENT.words ? 8 : 6;
    at += flags & COMPONENT.scaled ? 2 : flags & COMPONENT.scaledTwice ? 4 : flags & COMPONENT.matrix ? 8 : 0;
  }
  return padded(copy.subarray(0, at));
}

function padded(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.alloc(-bytes.length & 3)]);
}

function checksum(bytes: Buffer): number {
  let sum = 0;
  for (let at = 0; at < bytes.length; at += 4) sum = (sum + bytes.readUInt32BE(at)) >>> 0;
  return sum;
}

function fontFile(tables: Record<(typeof KEPT_TABLES)[number], Buffer>): Buffer {
  const count = KEPT_TABLES.length;
  const power = 2 ** Math.floor(Math.log2(count));
  const header = Buffer.alloc(12 + 16 * count);
  header.writeUInt32BE(0x00010000, 0);
  header.writeUInt16BE(count, 4);
  header.writeUInt16BE(16 * power, 6);
  header.writeUInt16BE(Math.log2(power), 8);
  header.writeUInt16BE(16 * (count - power), 10);
  const bodies = KEPT_TABLES.map((tag) => padded(tables[tag]));
  let offset = header.length;
  let headAt = 0;
  KEPT_TABLES.forEach((tag, index) => {
    const at = 12 + 16 * index;
    header.write(tag, at, 'latin1');
    header.writeUInt32BE(checksum(bodies[index]!), at + 4);
    header.writeUInt32BE(offset, at + 8);
    header.writeUInt32BE(tables[tag].length, at + 12);
    if (tag === 'head') headAt = offset;
    offset += bodies[index]!.length;
  });
  const file = Buffer.concat([header, ...bodies]);
  file.writeUInt32BE((CHECKSUM_OF_ALL - checksum(file)) >>> 0, headAt + 8);
  return file;
}

/** Glyph numbers to characters, the first being glyph 1. A section may hold a hundred (Adobe technical note 5411 §1.4.1). */
function characterMap(characters: readonly number[]): string {
  const hex = (value: number) => value.toString(16).padStart(4, '0');
  const lines = characters.map((character, index) => `<${hex(index + 1)}> <${hex(character)}>`);
  const sections: string[] = [];
  for (let at = 0; at < lines.length; at += 100) {
    const some = lines.slice(at, at + 100);
    sections.push(`${some.length} beginbfchar\n${some.join('\n')}\nendbfchar`);
  }
  return [
    '/CIDInit /ProcSet findresource begin',
    '12 dict begin',
    'begincmap',
    '/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def',
    '/CMapName /Adobe-Identity-UCS def',
    '/CMapType 2 def',
    '1 begincodespacerange\n<0000> <ffff>\nendcodespacerange',
    ...sections,
    'endcmap',
    'CMapName currentdict /CMap defineresource pop',
    'end',
    'end',
  ].join('\n');
}
