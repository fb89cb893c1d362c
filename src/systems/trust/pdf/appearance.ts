import { deflateSync } from 'node:zlib';
import { addFont } from '../../../kernel/pdf.ts';
import { colour, Page } from '../../../kernel/pdf-page.ts';
import { gap, lines, stack, type Part, type Run } from '../../../kernel/pdf-text.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { PdfFile } from './file.ts';
import { isSignatureField, readFields } from './form.ts';
import { boxOfPage, findPage, pagesOf } from './page-tree.ts';
import type { IncrementalUpdate } from './update.ts';
import type { PdfReference } from './value.ts';

/** What a signature shows on its page (ISO 32000-2 §12.5.5, §12.7.5.5): words in a frame, in the font of the house's papers. */

/** Where a signature is seen, and what it says there. */
export interface VisibleMark {
  /** Number of the page, from 1. */
  page: number;
  /** In points from the lower left corner of the page: from x and y to x and y. */
  rectangle: readonly [number, number, number, number];
  /** Above, e.g. `Đã ký số`. */
  title: string;
  name: string;
  /** More lines, e.g. the post and the time. At most four. */
  details: readonly string[];
}

const LEAST_WIDTH = 70;
const LEAST_HEIGHT = 28;
/** Most of a page that a mark may cover: more would hide what others signed. */
export const MOST_OF_PAGE = 1 / 8;
const MOST_DETAILS = 4;
const MOST_LINE_LENGTH = 200;
const PADDING = 5;
const INK = colour('#1d2433');
const SOFT_INK = colour('#5a6272');
const VERMILION = colour('#b3321f');
/** Sizes of the name that are tried, from the largest. */
const SIZES = [12, 11, 10, 9, 8, 7, 6, 5];

/**
 * Writes the appearance of a mark on a page with that box. Refuses `trust.mark_outside_page` for a rectangle that does not lie
 * on it, is too small, or covers more than an eighth of it, and `document.text_too_long` for words that do not fit into it.
 */
export function appearanceOf(
  update: IncrementalUpdate,
  mark: VisibleMark,
  box: readonly [number, number, number, number],
): { rectangle: VisibleMark['rectangle']; appearance: PdfReference } {
  const [left, bottom, right, top] = mark.rectangle;
  const [width, height] = [right - left, top - bottom];
  const isOnPage = left >= box[0] && bottom >= box[1] && right <= box[2] && top <= box[3];
  const isLarge = width * height > MOST_OF_PAGE * (box[2] - box[0]) * (box[3] - box[1]);
  if (!isOnPage || isLarge || !(width >= LEAST_WIDTH) || !(height >= LEAST_HEIGHT))
    throw new Refusal('trust.mark_outside_page', 422);
  if (mark.details.length > MOST_DETAILS || [mark.name, mark.title, ...mark.details].some(isTooLong))
    throw new Refusal('document.text_too_long', 422);
  const page = new Page(width, height);
  page.shapes(`1 1 1 rg ${VERMILION} RG 0.8 w 0.4 0.4 ${width - 0.8} ${height - 0.8} re B`);
  const words = wordsThatFit(mark, width - 2 * PADDING, height - 2 * PADDING);
  words.draw(page, PADDING, (height - words.height) / 2);
  const writer = {
    add: (syntax: string) => update.addRaw(syntax).number,
    stream: (entries: string, bytes: Buffer) => update.addStream(bytes, entries).number,
  };
  const fonts = Array.from(page.faces, ([face, used]) => `/${face} ${addFont(writer, face, used)} 0 R`);
  const appearance = update.addStream(
    deflateSync(page.content()),
    `/Type /XObject /Subtype /Form /FormType 1 /BBox [0 0 ${width} ${height}] /Resources << /Font << ${fonts.join(' ')} >> >> /Filter /FlateDecode`,
  );
  return { rectangle: mark.rectangle, appearance };
}

/** Size of a mark that finds its own place, in points, and what is left around it. */
const OWN_SIZE = [210, 78] as const;
const MARGIN = 24;

/**
 * A place at the lower right of the last page, above those of the signatures that are there. Throws MalformedPdf. On a small page it is
 * smaller.
 */
export function freePlace(pdf: Uint8Array): Pick<VisibleMark, 'page' | 'rectangle'> {
  const file = new PdfFile(pdf);
  const pages = [...pagesOf(file)];
  const [, last] = pages.at(-1) ?? findPage(file, 1);
  const [left, bottom, right, top] = boxOfPage(file, last);
  const width = Math.min(OWN_SIZE[0], (right - left) / 3);
  const height = Math.min(OWN_SIZE[1], (top - bottom) / 4);
  const signatures = readFields(file).filter(({ dictionary }) => isSignatureField(dictionary)).length;
  const rows = Math.max(1, Math.floor((top - bottom - 2 * MARGIN) / (height + PADDING)));
  const y = bottom + Math.min(MARGIN, (top - bottom) / 20) + (signatures % rows) * (height + PADDING);
  const x = right - Math.min(MARGIN, (right - left) / 20) - width;
  return { page: pages.length, rectangle: [x, y, x + width, y + height] };
}

const isTooLong = (text: string): boolean => text.length > MOST_LINE_LENGTH;

function wordsThatFit({ title, name, details }: VisibleMark, width: number, height: number): Part {
  for (const size of SIZES) {
    const small = Math.max(5, size * 0.75);
    const line = (text: string, run: Omit<Run, 'text'>) =>
      lines([{ text, ...run }], { width, leading: 0.35 * run.size });
    const words = stack(
      0.55 * small,
      line(title, { size: small, colour: VERMILION, face: 'bold' }),
      gap(0),
      line(name, { size, colour: INK, face: 'bold' }),
      ...details.map((text) => line(text, { size: small, colour: SOFT_INK })),
    );
    if (words.height <= height) return words;
  }
  throw new Refusal('document.text_too_long', 422);
}
