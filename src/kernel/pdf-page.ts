import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { Font, type EmbeddedFont } from './pdf-font.ts';
import { Refusal } from './refusal.ts';

/** A page that is being drawn: what it shows, in operators of ISO 32000-1 annex A, and the structure of it. */

const FACES = {
  regular: { name: 'Tinos', file: '400Regular/Tinos_400Regular.ttf' },
  italic: { name: 'Tinos-Italic', file: '400Regular_Italic/Tinos_400Regular_Italic.ttf' },
  bold: { name: 'Tinos-Bold', file: '700Bold/Tinos_700Bold.ttf' },
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

/** A character as a face shows it. */
export interface Letter {
  glyph: number;
  character: number;
  /** Advance in thousandths of the size, as the document states it. */
  advance: number;
  /** Number in the usual part as four hexadecimal digits; without one, the document needs a part of its own. */
  usualNumber: string | undefined;
  /** Stands above or below the letter before it. */
  isMark: boolean;
}

const hex = (value: number) => value.toString(16).padStart(4, '0');

/** A face with its usual part. */
export class OpenFace {
  readonly font: Font;
  /** Height of capitals, as a share of the size. */
  readonly capHeight: number;
  /** The glyphs of the usual part in their order, and the character each was taken for. */
  readonly glyphs: number[];
  readonly characters: number[];
  readonly usual: EmbeddedFont;
  private readonly letters = new Map<number, Letter>();

  constructor(font: Font) {
    const characters = new Map<number, number>();
    for (const [from, to] of USUAL_CHARACTERS) {
      for (let character: number = from; character <= to; character++) {
        const glyph = font.glyphOf(character);
        if (glyph !== undefined && !characters.has(glyph)) characters.set(glyph, character);
      }
    }
    this.font = font;
    this.capHeight = font.capHeight / font.unitsPerEm;
    this.glyphs = [...characters.keys()];
    this.characters = [...characters.values()];
    this.usual = font.embed(this.glyphs, this.characters);
  }

  /** Refuses `document.text_not_printable`: a document that leaves characters out would say something else. */
  letter(character: number): Letter {
    const known = this.letters.get(character);
    if (known) return known;
    const glyph = this.font.glyphOf(character);
    if (glyph === undefined) throw new Refusal('document.text_not_printable', 422);
    const place = this.glyphs.indexOf(glyph);
    const letter: Letter = {
      glyph,
      character,
      advance: Math.round((this.font.advanceOf(glyph) * 1000) / this.font.unitsPerEm),
      usualNumber: place < 0 ? undefined : hex(place + 1),
      isMark: /\p{Mn}/u.test(String.fromCodePoint(character)),
    };
    this.letters.set(character, letter);
    return letter;
  }
}

const faces = new Map<Face, OpenFace>();

/** A face of the document font; read when first asked for. */
export function openFace(face: Face): OpenFace {
  let opened = faces.get(face);
  if (!opened) {
    const folder = dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/tinos/package.json'));
    const { name, file } = FACES[face];
    opened = new OpenFace(new Font(name, readFileSync(join(folder, file))));
    faces.set(face, opened);
  }
  return opened;
}

/** The glyphs of one face that a document uses: the usual part, and what it needs beyond. */
export class UsedFace {
  readonly open: OpenFace;
  private readonly others: Letter[] = [];

  constructor(open: OpenFace) {
    this.open = open;
  }

  /** The number of a letter's glyph in this document, as four hexadecimal digits. */
  numberOf(letter: Letter): string {
    if (letter.usualNumber !== undefined) return letter.usualNumber;
    let place = this.others.findIndex(({ glyph }) => glyph === letter.glyph);
    if (place < 0) place = this.others.push(letter) - 1;
    return hex(this.open.glyphs.length + 1 + place);
  }

  /** The part of the font to embed. */
  embedded(): EmbeddedFont {
    const { font, glyphs, characters, usual } = this.open;
    if (this.others.length === 0) return usual;
    return font.embed(
      [...glyphs, ...this.others.map(({ glyph }) => glyph)],
      [...characters, ...this.others.map(({ character }) => character)],
    );
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
