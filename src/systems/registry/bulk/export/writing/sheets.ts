import { buffer } from 'node:stream/consumers';
import type { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import { AS_LINES, AS_MARKED, DECLARATION, MADE_AT, SHEET, partsAround, rowXml, textCell } from './xlsx.ts';

/** A sheet of texts that is written as a whole. */
export interface SheetOfTexts {
  /** At most 31 characters, none of `[]:*?/\\`, each name once. */
  name: string;
  /** In characters, by column. */
  widths: readonly number[];
  /** Rows on top that stay in sight and are marked, and columns on the left. */
  frozen: { rows: number; columns: number };
  rows: readonly (readonly string[])[];
}

/** A small workbook (ECMA-376) of texts: nothing in it is a formula. The same sheets give the same file. Refuses `register.cell_too_long`. */
export async function writeSheets(sheets: readonly SheetOfTexts[]): Promise<Buffer> {
  const zip = new ZipFile();
  const add = (name: string, xml: string): void =>
    zip.addBuffer(Buffer.from(DECLARATION + xml), name, { mtime: MADE_AT });
  sheets.forEach((sheet, i) => add(`xl/worksheets/sheet${i + 1}.xml`, sheetXml(sheet)));
  for (const [name, xml] of partsAround(sheets.map(({ name }) => name))) add(name, xml);
  zip.end();
  return buffer(zip.outputStream as Readable);
}

function sheetXml({ widths, frozen, rows }: SheetOfTexts): string {
  const columns = widths
    .map((width, i) => `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"/>`)
    .join('');
  const corner = `${columnName(frozen.columns)}${frozen.rows + 1}`;
  const pane = `<pane xSplit="${frozen.columns}" ySplit="${frozen.rows}" topLeftCell="${corner}" activePane="bottomRight" state="frozen"/>`;
  const data = rows.map((cells, y) => {
    const written = cells.map((text, x) =>
      text === '' ? '<c/>' : textCell(text, y < frozen.rows || x < frozen.columns ? AS_MARKED : AS_LINES),
    );
    return rowXml(y + 1, written);
  });
  return `<worksheet xmlns="${SHEET}"><sheetViews><sheetView workbookViewId="0">${pane}</sheetView></sheetViews><cols>${columns}</cols><sheetData>${data.join('')}</sheetData></worksheet>`;
}

/** The letters of a column, counted from 0: A, B, …, Z, AA. */
export function columnName(column: number): string {
  const letter = String.fromCharCode(65 + (column % 26));
  return column < 26 ? letter : columnName(Math.floor(column / 26) - 1) + letter;
}
