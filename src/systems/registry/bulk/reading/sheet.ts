import { Refusal } from '../../../../kernel/refusal.ts';
import type { CellKind, GivenRow } from '../values.ts';
import { LONGEST_ROW_BYTES } from './rows.ts';
import type { SharedTexts } from './shared-texts.ts';
import { readXml } from './xml.ts';

/** What the cells of a workbook refer to. */
export interface Workings {
  texts: SharedTexts;
  /** For each style, whether it shows a number as a day. */
  isDate: readonly boolean[];
  /** Days are counted from 1904 instead of from 1900. */
  is1904: boolean;
}

/** A row of a sheet that has something in it: its number there, and what kind of thing each cell is. */
export interface SheetRow extends GivenRow {
  kinds: (CellKind | undefined)[];
}

const MOST_COLUMNS = 16_384;

/** The rows of a sheet that are not empty, some at a time. */
export async function* sheetRows(source: AsyncIterable<Buffer>, workings: Workings): AsyncGenerator<SheetRow[]> {
  let done: SheetRow[] = [];
  let row: SheetRow = emptyRow(0);
  let place = -1;
  let type = '';
  let style = 0;
  let value: string | undefined;
  let said = '';
  let hasFormula = false;
  let listening = false;
  let isBeside = false;
  let length = 0;
  const reader = {
    open(tag: string, attributes: Readonly<Record<string, string>>) {
      switch (tag) {
        case 'row':
          row = emptyRow(attributes.r === undefined ? row.row + 1 : Number(attributes.r));
          place = -1;
          length = 0;
          break;
        case 'c':
          place = attributes.r === undefined ? place + 1 : placeOf(attributes.r);
          if (!(place < MOST_COLUMNS)) refuse();
          ({ t: type = 'n' } = attributes);
          style = Number(attributes.s ?? 0);
          value = undefined;
          hasFormula = false;
          break;
        case 'f':
          hasFormula = true;
          break;
        case 'rPh':
          isBeside = true;
          break;
        case 'v':
        case 't':
          listening = !isBeside;
          said = '';
          break;
      }
    },
    text(piece: string) {
      if (!listening) return;
      said += piece;
      length += piece.length;
      if (length > LONGEST_ROW_BYTES) refuse();
    },
    close(tag: string) {
      switch (tag) {
        case 'v':
        case 't':
          // Words with several looks come in several pieces.
          if (listening) value = (value ?? '') + said;
          listening = false;
          break;
        case 'rPh':
          isBeside = false;
          break;
        case 'c':
          if (value !== undefined || hasFormula)
            putCell(row, place, { type, value: value ?? '', style, hasFormula }, workings);
          break;
        case 'row':
          if (row.cells.length > 0) done.push(row);
          break;
      }
    },
  };
  for await (const _ of readXml(source, reader)) {
    if (done.length === 0) continue;
    yield done;
    done = [];
  }
}

const emptyRow = (row: number): SheetRow => ({ row, cells: [], kinds: [] });

function refuse(): never {
  throw new Refusal('register.file_broken', 422);
}

/** `AB12` is in the 28th column, at place 27. */
function placeOf(reference: string): number {
  let place = 0;
  for (const letter of reference) {
    const digit = letter.charCodeAt(0) - 64;
    if (digit < 1 || digit > 26) break;
    place = place * 26 + digit;
  }
  return place === 0 ? Number.NaN : place - 1;
}

function putCell(
  row: SheetRow,
  place: number,
  given: { type: string; value: string; style: number; hasFormula: boolean },
  workings: Workings,
): void {
  const { type, hasFormula } = given;
  if (hasFormula || type === 'e') {
    const rule = type === 'e' ? 'spreadsheet_error' : 'formula';
    row.fault ??= { rule, column: place };
    fillTo(row, place, '');
    return;
  }
  const { text, kind } = readCell(given, workings);
  if (text === '') return;
  if (kind === 'number' && isRounded(text)) row.fault ??= { rule: 'number_rounded', column: place };
  fillTo(row, place, text);
  row.kinds[place] = kind;
}

function fillTo(row: SheetRow, place: number, text: string): void {
  const cells = row.cells as (string | null)[];
  while (cells.length < place) cells.push(null);
  cells[place] = text;
}

/** What stands in a cell, as a CSV file would say it. */
function readCell(
  { type, value, style }: { type: string; value: string; style: number },
  { texts, isDate, is1904 }: Workings,
): { text: string; kind: CellKind } {
  switch (type) {
    case 's': {
      const text = texts.get(Number(value));
      return { text: unescaped(text ?? refuse()), kind: 'text' };
    }
    case 'inlineStr':
    case 'str':
      return { text: unescaped(value), kind: 'text' };
    case 'b':
      return { text: value === '1' || value === 'true' ? 'true' : 'false', kind: 'truth' };
    case 'd':
      return { text: value, kind: 'date' };
    default:
      return isDate[style] ? { text: dayOf(value, is1904), kind: 'date' } : { text: numberText(value), kind: 'number' };
  }
}

/** `_x0007_` stands for a sign that XML has no way to write (ECMA-376 part 1 §22.9.2.19). */
const unescaped = (text: string): string =>
  text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    : text;

/** A number without the noise that counting in twos leaves behind, and without an exponent where that is possible. */
function numberText(value: string): string {
  const text = value.trim();
  if (/^-?\d+$/.test(text)) return text;
  const number = Number(text);
  if (!Number.isFinite(number)) return text;
  return Number.isInteger(number) && Math.abs(number) < 1e21
    ? BigInt(number).toString()
    : String(Number(number.toPrecision(15)));
}

/** Beyond 15 digits spreadsheets put zeros in the place of what was typed. */
const MOST_DIGITS = 15;
const isRounded = (text: string): boolean => text.replace(/^-|\D/g, '').length > MOST_DIGITS && /^-?\d+$/.test(text);

const DAY_MS = 86_400_000;
const FROM_1900_MS = Date.parse('1899-12-30T00:00:00Z');
const FROM_1904_MS = Date.parse('1904-01-01T00:00:00Z');
/** Spreadsheets count a 29 February 1900 that never was: before it they are a day off. */
const NO_SUCH_DAY = 60;
const LAST_SERIAL = 2_958_465;

/** The day that a number stands for; with its time when it has one, and as it stands there when it stands for none. */
function dayOf(value: string, is1904: boolean): string {
  const serial = Number(value);
  const day = Math.floor(serial);
  if (!(serial >= 0 && serial <= LAST_SERIAL) || (!is1904 && (day === NO_SUCH_DAY || day === 0))) return value;
  const from = is1904 ? FROM_1904_MS : FROM_1900_MS + (day < NO_SUCH_DAY ? DAY_MS : 0);
  const at = new Date(Math.round((from + serial * DAY_MS) / 1000) * 1000).toISOString();
  return serial === day ? at.slice(0, 10) : at.slice(0, 19);
}
