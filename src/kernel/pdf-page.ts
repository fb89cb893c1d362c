import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { Font, type EmbeddedFont } from './pdf-font.ts';
import { Refusal } from './refusal.ts';

/** A page that is being drawn: what it shows, in operators of ISO 32000-1 annex A, and the structure of it. */

const FACES = {
  regular: '400Regular/Tinos_400Regular',
  italic: '400Regular_Italic/Tinos_400Regular_Italic',
  bold: '700Bold/Tinos_700Bold',
} as const;
export type Face = keyof typeof FACES;

/**
 * The characters whose glyphs are embedded in every document: Latin with all of Vietnamese, marks that stand alone, and
 * punctuation. They are cut from the font and compressed once in a process. A document with others of the font (Greek and
 * Cyrillic letters) gets a part of its own, which takes some 20 ms.
 */
const USUAL_CHARACTERS = [
  [0x20, 0x7e],
  [0xa1, 0x17f],
  [0x1a0, 0x1a1],
  [0x1af, 0x1b0],
  [0x300, 0x304],
  [0x306, 0x309],
  [0x30c, 0x30c],
  [0x323, 0x323],
  [0x1ea0, 0x1ef9],
  [0x2010, 0x2044],
  [0x20ab, 0x20ac],
] as const;

/** A face with its usual part. */
export interface OpenFace {
  font: Font;
  /** The glyphs of the usual part in their order, and the character each was taken for. */
  glyphs: number[];
  characters: number[];
  numbers: Map<number, number>;
  usual: EmbeddedFont;
  /** Advances of glyphs in thousandths of the size, as the document states them. */
  advances: Map<number, number>;
}

const faces = new Map<Face, OpenFace>();

/** A face of the document font; read when first asked for. */
export function openFace(face: Face): OpenFace {
  const known = faces.get(face);
  if (known) return known;
  const folder = dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/tinos/package.json'));
  const file = FACES[face];
  const font = new Font(file.replace(/.*\/Tinos_\d+/, 'Tinos-'), readFileSync(join(folder, `${file}.ttf`)));
  const characters = new Map<number, number>();
  for (const [from, to] of USUAL_CHARACTERS) {
    for (let character: number = from; character <= to; character++) {
      const glyph = font.glyphOf(character);
      if (glyph !== undefined && !characters.has(glyph)) characters.set(glyph, character);
    }
  }
  const glyphs = [...characters.keys()];
  const opened: OpenFace = {
    font,
    glyphs,
    characters: [...characters.values()],
    numbers: new Map(glyphs.map((glyph, index) => [glyph, index + 1])),
    usual: font.embed(glyphs, [...characters.values()]),
    advances: new Map(),
  };
  faces.set(face, opened);
  return opened;
}

/** The glyph of a character. Refuses `document.text_not_printable`: a document that leaves some out says something else. */
export function glyphOf(face: OpenFace, character: number): number {
  const glyph = face.font.glyphOf(character);
  if (glyph === undefined) throw new Refusal('document.text_not_printable', 422);
  return glyph;
}

/** Advance of a glyph in thousandths of the size. */
export function advanceOf(face: OpenFace, glyph: number): number {
  let advance = face.advances.get(glyph);
  if (advance === undefined) {
    advance = Math.round((face.font.advanceOf(glyph) * 1000) / face.font.unitsPerEm);
    face.advances.set(glyph, advance);
  }
  return advance;
}

/** The glyphs of one face that a document uses: the usual part, and what it needs beyond. */
export class UsedFace {
  readonly open: OpenFace;
  private readonly others = new Map<number, number>();

  constructor(open: OpenFace) {
    this.open = open;
  }

  /** The number of a glyph in this document, as four hexadecimal digits. */
  numberOf(glyph: number, character: number): string {
    let number = this.open.numbers.get(glyph);
    if (number === undefined) {
      const others = [...this.others.keys()];
      if (!this.others.has(glyph)) others.push(glyph);
      this.others.set(glyph, this.others.get(glyph) ?? character);
      number = this.open.glyphs.length + 1 + others.indexOf(glyph);
    }
    return number.toString(16).padStart(4, '0');
  }

  /** The part of the font to embed. */
  embedded(): EmbeddedFont {
    const { font, glyphs, characters, usual } = this.open;
    if (this.others.size === 0) return usual;
    return font.embed([...glyphs, ...this.others.keys()], [...characters, ...this.others.values()]);
  }
}

/** Structure types that our documents use (ISO 32000-1 §14.8.4). */
export type StructureType = 'P' | 'H1' | 'Figure';

/** An element of the structure: its type and, for a figure, what it shows in words and its box in points. */
export interface StructureElement {
  type: StructureType;
  alternative?: string;
  box?: readonly [number, number, number, number];
}

/** A drawing that many documents share: operators in points from the upper left corner, y downwards, compressed once. */
export interface Background {
  bytes: Buffer;
}

export function prepareBackground(operators: string): Background {
  return { bytes: deflateSync(operators, { level: 9 }) };
}

/** Points as operators write them. */
export function number(value: number): string {
  return String(Math.round(value * 100) / 100);
}

/** A colour as operands of rg and RG, from `#rrggbb`. */
export function colour(hex: `#${string}`): string {
  return [1, 3, 5].map((at) => String(Math.round(parseInt(hex.slice(at, at + 2), 16) / 0.255) / 1000)).join(' ');
}

/** A page from its upper left corner, in points. */
export class Page {
  readonly width: number;
  readonly height: number;
  readonly elements: StructureElement[] = [];
  readonly faces = new Map<Face, UsedFace>();
  private readonly parts: string[] = [];

  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
  }

  /** What the face is called in this page, and its glyphs. */
  use(face: Face): UsedFace {
    let used = this.faces.get(face);
    if (!used) this.faces.set(face, (used = new UsedFace(openFace(face))));
    return used;
  }

  /** Everything that `draw` draws is one element of the structure. */
  element(element: StructureElement, draw: () => void): void {
    this.parts.push(`/${element.type} <</MCID ${this.elements.length}>> BDC`);
    this.elements.push(element);
    draw();
    this.parts.push('EMC');
  }

  /** Text operators, in the page's own coordinates (y upwards from the lower edge); only inside of an element. */
  text(operators: string): void {
    this.parts.push(operators);
  }

  /** Shapes with y downwards; only inside of an element. */
  shapes(operators: string): void {
    this.parts.push(`q 1 0 0 -1 0 ${number(this.height)} cm ${operators} Q`);
  }

  /** Shapes that say nothing, with y downwards; never inside of an element. */
  ornament(operators: string): void {
    this.parts.push('/Artifact BMC');
    this.shapes(operators);
    this.parts.push('EMC');
  }

  content(): string {
    return this.parts.join('\n');
  }
}
