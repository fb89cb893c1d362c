import { now } from '../../kernel/clock.ts';
import { writePdf } from '../../kernel/pdf.ts';
import { Page, type Background } from '../../kernel/pdf-page.ts';
import type { Part } from '../../kernel/pdf-text.ts';

/** A document is one sheet: a background, and parts drawn on it. */

export interface SheetOrder {
  width: number;
  height: number;
  background: Background;
  title: string;
  /** Name of the agency that issues. */
  author: string;
}

/** A part with its upper left corner. */
export interface PlacedPart {
  part: Part;
  x: number;
  y: number;
}

/**
 * The sheet in Vietnamese as PDF/A-2a: fonts embedded, tagged in the order of the parts, not yet sealed.
 * Refuses `document.text_not_printable` when a text holds characters that the font does not have.
 */
export function makeSheet(order: SheetOrder, parts: readonly PlacedPart[]): Buffer {
  const page = new Page(order.width, order.height);
  for (const { part, x, y } of parts) part.draw(page, x, y);
  return writePdf({ ...order, page, language: 'vi-VN', at: now() });
}

/**
 * A sheet is one, never two: the first of the settings in which a text fits, or the last when it fits in none. `room` is
 * the height it may take.
 */
export function firstThatFits<Setting>(
  settings: readonly [Setting, ...Setting[]],
  room: number,
  set: (setting: Setting) => Part,
): Part {
  let part = set(settings[0]);
  for (const setting of settings.slice(1)) {
    if (part.height <= room) break;
    part = set(setting);
  }
  return part;
}
