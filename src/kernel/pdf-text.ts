import { number, openFace, type Face, type Letter, type OpenFace, type Page, type StructureType } from './pdf-page.ts';

/** Text in lines, and parts of a page above and beside each other. All lengths are points. */

/** Something of a known height that can be drawn with its upper left corner at a place of the page. */
export interface Part {
  readonly height: number;
  draw(page: Page, x: number, y: number): void;
}

/** A piece of text in one style. */
export interface Run {
  text: string;
  size: number;
  /** Operands of `rg`, see `colour`. */
  colour: string;
  face?: Face;
  /** Room added after each character. */
  tracking?: number;
}

export interface TextOrder {
  width: number;
  align?: 'left' | 'center' | 'right';
  /** Room between the foot of one line and the capitals of the next. */
  leading?: number;
  justify?: boolean;
}

/** A letter in its place. */
interface Glyph {
  letter: Letter;
  run: Run;
  face: OpenFace;
  /** Up to the next glyph, tracking and kerning included, in points. */
  advance: number;
  /** Kerning, in thousandths of the size. */
  kerning: number;
  /** A mark above or below the letter before it: how far it is moved, in thousandths of the size. */
  mark: { shift: number; rise: number } | undefined;
}

interface Line {
  glyphs: Glyph[];
  /** Without the spaces at its end. */
  width: number;
  capHeight: number;
  last: boolean;
}

const SPACE = 0x20;
const TAB = 0x09;
const NEWLINE = 0x0a;
/** So much of a space may be given up where lines are of one width: less than the eye sees. */
const NARROWING = 0.2;

function setGlyphs(runs: readonly Run[]): Glyph[] {
  const glyphs: Glyph[] = [];
  for (const run of runs) {
    const face = openFace(run.face ?? 'regular');
    const { font } = face;
    const thousandth = run.size / 1000;
    const tracking = run.tracking ?? 0;
    let before: Glyph | undefined;
    // A letter and its marks are one character wherever there is one for both.
    for (const sign of run.text.normalize('NFC')) {
      const character = sign.codePointAt(0)!;
      const letter = face.letter(character === TAB || character === NEWLINE ? SPACE : character);
      if (before && letter.isMark) {
        const mark = markPlace(face, before.letter.glyph, letter.glyph);
        glyphs.push({ letter, run, face, advance: 0, kerning: 0, mark });
        continue;
      }
      if (before) {
        const units = font.kerning(before.letter.glyph, letter.glyph);
        if (units !== 0) {
          before.kerning = (units * 1000) / font.unitsPerEm;
          before.advance += before.kerning * thousandth;
        }
      }
      before = { letter, run, face, advance: letter.advance * thousandth + tracking, kerning: 0, mark: undefined };
      glyphs.push(before);
    }
  }
  return glyphs;
}

/** Where a mark stands that has no letter made with it: in the middle of its letter, and higher over a capital. */
function markPlace({ font }: OpenFace, letter: number, mark: number): { shift: number; rise: number } {
  const [from, , to, top] = font.boxOf(letter);
  const [markFrom, markBottom, markTo] = font.boxOf(mark);
  const thousandth = 1000 / font.unitsPerEm;
  return {
    shift: ((from + to) / 2 - font.advanceOf(letter) - (markFrom + markTo) / 2) * thousandth,
    rise: markBottom > 0 ? Math.max(0, top - font.xHeight) * thousandth : 0,
  };
}

const isSpace = (glyph: Glyph | undefined): boolean => glyph?.letter.character === SPACE;

function widthOfGlyphs(glyphs: readonly Glyph[]): number {
  let width = 0;
  for (const glyph of glyphs) width += glyph.advance;
  return width;
}

/** How wide the text is on one line. */
export function widthOf(runs: readonly Run[]): number {
  return widthOfGlyphs(setGlyphs(runs));
}

/** Words with the spaces after them; a word longer than a line is cut. */
function words(glyphs: readonly Glyph[], most: number): Glyph[][] {
  const found: Glyph[][] = [];
  let word: Glyph[] = [];
  let width = 0;
  glyphs.forEach((glyph, index) => {
    if (
      word.length > 0 &&
      ((isSpace(glyphs[index - 1]) && !isSpace(glyph)) || (!isSpace(glyph) && width + glyph.advance > most))
    ) {
      found.push(word);
      word = [];
      width = 0;
    }
    word.push(glyph);
    width += glyph.advance;
  });
  if (word.length > 0) found.push(word);
  return found;
}

const widthOfWord = (word: readonly Glyph[]) => widthOfGlyphs(isSpace(word.at(-1)) ? word.slice(0, -1) : word);

/** Lines of at most this width; with `narrowing`, spaces may give up that share of theirs. */
function breakLines(glyphs: readonly Glyph[], most: number, narrowing: number): Glyph[][] {
  if (widthOfGlyphs(glyphs) <= most) return [[...glyphs]];
  const lines: Glyph[][][] = [[]];
  let width = 0;
  let given = 0;
  for (const word of words(glyphs, most)) {
    if (lines.at(-1)!.length > 0 && width - given + widthOfWord(word) > most) {
      lines.push([]);
      width = 0;
      given = 0;
    }
    lines.at(-1)!.push(word);
    width += widthOfGlyphs(word);
    const end = word.at(-1)!;
    if (isSpace(end)) given += narrowing * end.advance;
  }
  // Vietnamese words are short: the last syllable of a name shall not stand alone on a line.
  const last = lines.at(-1)!;
  const before = lines.at(-2);
  if (before && before.length > 2 && last.length === 1 && widthOfGlyphs(before.at(-1)!) + widthOfWord(last[0]!) <= most)
    last.unshift(before.pop()!);
  return lines.map((line) => line.flat());
}

function setLines(runs: readonly Run[], order: TextOrder): Line[] {
  const broken = breakLines(setGlyphs(runs), order.width, order.justify ? NARROWING : 0);
  return broken.map((glyphs, index) => {
    let end = glyphs.length;
    while (end > 0 && isSpace(glyphs[end - 1])) end--;
    let capHeight = 0;
    for (const { run, face } of glyphs) capHeight = Math.max(capHeight, run.size * face.capHeight);
    if (glyphs.length === 0) capHeight = runs[0]!.size * openFace(runs[0]!.face ?? 'regular').capHeight;
    return { glyphs, width: widthOfGlyphs(glyphs.slice(0, end)), capHeight, last: index === broken.length - 1 };
  });
}

/** The operators of one line with its foot at (x, y); `stretch` is added to each space. */
function lineOperators(page: Page, line: Line, x: number, y: number, stretch: number): string {
  const parts: string[] = [];
  let pen = x;
  for (let at = 0; at < line.glyphs.length;) {
    const { run } = line.glyphs[at]!;
    const face = run.face ?? 'regular';
    const used = page.use(face);
    let shown = '';
    const start = pen;
    for (; at < line.glyphs.length && line.glyphs[at]!.run === run; at++) {
      const glyph = line.glyphs[at]!;
      const hex = used.numberOf(glyph.letter);
      if (glyph.mark) {
        const { shift, rise } = glyph.mark;
        const back = shift + glyph.letter.advance + ((run.tracking ?? 0) * 1000) / run.size;
        const raised = rise === 0 ? ['', ''] : [`>] TJ ${number((rise * run.size) / 1000)} Ts [<`, '>] TJ 0 Ts [<'];
        shown += `>${number(-shift)}<${raised[0]}${hex}${raised[1]}>${number(back)}<`;
      } else {
        const room = isSpace(glyph) ? stretch : 0;
        const adjusted = glyph.kerning + (room * 1000) / run.size;
        shown += adjusted === 0 ? hex : `${hex}>${number(-adjusted)}<`;
        pen += glyph.advance + room;
      }
    }
    parts.push(
      `/${face} ${number(run.size)} Tf ${run.colour} rg ${number(run.tracking ?? 0)} Tc 1 0 0 1 ${number(start)} ${number(page.height - y)} Tm [<${shown}>] TJ`,
    );
  }
  return `BT ${parts.join(' ')} ET`;
}

/** Text in lines that is not an element of its own, for those who make one of several. `height` is from capitals to foot,
 * `width` that of the longest line. */
export function lines(runs: readonly Run[], order: TextOrder): Part & { width: number; firstCapHeight: number } {
  const set = setLines(runs, order);
  const leading = order.leading ?? 0;
  const height = set.reduce((sum, line) => sum + line.capHeight, 0) + leading * (set.length - 1);
  return {
    height,
    width: Math.max(...set.map((line) => line.width)),
    firstCapHeight: set[0]!.capHeight,
    draw(page, x, y) {
      let foot = y - leading;
      for (const line of set) {
        foot += leading + line.capHeight;
        const free = order.width - line.width;
        const indent = order.align === 'center' ? free / 2 : order.align === 'right' ? free : 0;
        const spaces = line.glyphs.filter(isSpace).length - (isSpace(line.glyphs.at(-1)) ? 1 : 0);
        const stretch = order.justify && spaces > 0 && (!line.last || free < 0) ? free / spaces : 0;
        if (line.glyphs.length > 0) page.text(lineOperators(page, line, x + indent, foot, stretch));
      }
    },
  };
}

/** A paragraph, or a heading. */
export function text(runs: readonly Run[], order: TextOrder & { type?: StructureType }): Part {
  const set = lines(runs, order);
  return {
    height: set.height,
    draw: (page, x, y) => page.element({ type: order.type ?? 'P' }, () => set.draw(page, x, y)),
  };
}

/** Nothing, so high. */
export function gap(height: number): Part {
  return { height, draw: () => undefined };
}

/** Parts one above the other, so far apart. */
export function stack(spacing: number, ...parts: readonly Part[]): Part {
  return {
    height: parts.reduce((sum, part) => sum + part.height, 0) + spacing * Math.max(0, parts.length - 1),
    draw(page, x, y) {
      let top = y;
      for (const part of parts) {
        part.draw(page, x, top);
        top += part.height + spacing;
      }
    },
  };
}

/** Parts side by side, each at so many points from the left, with their tops, middles or feet level. */
export function beside(level: 'top' | 'middle' | 'foot', ...parts: readonly { at: number; part: Part }[]): Part {
  const height = Math.max(...parts.map(({ part }) => part.height));
  const share = { top: 0, middle: 0.5, foot: 1 }[level];
  return {
    height,
    draw(page, x, y) {
      for (const { at, part } of parts) part.draw(page, x + at, y + (height - part.height) * share);
    },
  };
}
