import { now } from '../../kernel/clock.ts';
import { writePdf } from '../../kernel/pdf.ts';
import { Page, type Background } from '../../kernel/pdf-page.ts';
import type { Part } from '../../kernel/pdf-text.ts';
import { Refusal } from '../../kernel/refusal.ts';

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
 * A sheet is one, never two: a text in the first of the settings in which it fits into `room`, its height.
 * Refuses `document.text_too_long` when it fits in none, because one that runs into the seal could not be read.
 */
export function firstThatFits<Setting>(
  settings: readonly Setting[],
  room: number,
  set: (setting: Setting) => Part,
): Part {
  for (const setting of settings) {
    const part = set(setting);
    if (part.height <= room) return part;
  }
  throw new Refusal('document.text_too_long', 422);
}
