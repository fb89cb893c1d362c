import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import { Refusal } from '../../../../../kernel/refusal.ts';
import type { OutCell, OutColumn } from '../columns.ts';
import type { FlowingRows } from './text.ts';

/** Of a sheet, its header included (ECMA-376 part 1 §18.3.1.73 as spreadsheets keep to it). */
const ROWS_IN_SHEET = 1_048_576;
const LONGEST_CELL = 32_767;
/** More digits than these a spreadsheet rounds: such a number is written as text. */
const EXACT_NUMBER = /^-?\d{1,15}$/;
/** Before this day spreadsheets count a 29 February 1900 that never was: such a date is written as text. */
const FIRST_SERIAL_DATE = '1900-03-01';
const DAY_ZERO_MS = Date.parse('1899-12-30T00:00:00Z');
const DAY_MS = 86_400_000;
/** A text of XML in one piece. */
const CHUNK_CHARACTERS = 64 * 1024;
/** The same rows give the same file. */
export const MADE_AT = new Date(1980, 0, 1);

/** Places of the formats in `STYLES`. */
const AS_DATE = 1;
const AS_TEXT = 2;
const AS_HEADER = 3;
/** A text of several lines, and one that is marked. */
export const AS_LINES = 4;
export const AS_MARKED = 5;
const STYLES = `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFE8EEF8"/></patternFill></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="6"><xf/><xf numFmtId="164" applyNumberFormat="1"/><xf numFmtId="49" applyNumberFormat="1"/><xf fontId="1" numFmtId="49" applyFont="1" applyNumberFormat="1"/><xf numFmtId="49" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf><xf fontId="1" fillId="2" numFmtId="49" applyFont="1" applyFill="1" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf></cellXfs></styleSheet>`;
export const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
export const SHEET = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

/**
 * A workbook (ECMA-376), written as it flows: codes are text cells, so that no zero in front is lost; dates and numbers are
 * what they are; a text is never a formula. More rows than a sheet holds go on in another one. Refuses `register.cell_too_long`.
 */
export async function* xlsxBytes(columns: readonly OutColumn[], rows: FlowingRows): AsyncGenerator<Buffer> {
  const zip = new ZipFile();
  const given = inOne(rows);
  let sheets = 0;
  let next = await given.next();
  const addSheet = () => {
    sheets += 1;
    const name = `xl/worksheets/sheet${sheets}.xml`;
    zip.addReadStreamLazy(name, { mtime: MADE_AT }, (open) => open(null, Readable.from(sheet())));
  };
  const sheet = async function* () {
    let text = `${DECLARATION}<worksheet xmlns="${SHEET}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>`;
    text += rowXml(
      1,
      columns.map(({ title }) => textCell(title, AS_HEADER)),
    );
    let row = 1;
    for (; !next.done && row < ROWS_IN_SHEET; next = await given.next()) {
      row += 1;
      text += rowXml(
        row,
        next.value.map((cell, i) => cellXml(cell, columns[i]!)),
      );
      if (text.length > CHUNK_CHARACTERS) {
        yield Buffer.from(text);
        text = '';
      }
    }
    yield Buffer.from(`${text}</sheetData></worksheet>`);
    if (next.done) end();
    else addSheet();
  };
  const end = () => {
    for (const [name, xml] of partsAround(Array.from({ length: sheets }, (_, i) => `${i + 1}`)))
      zip.addBuffer(Buffer.from(DECLARATION + xml), name, { mtime: MADE_AT });
    zip.end();
  };
  const out = zip.outputStream as Readable;
  zip.on('error', (error: Error) => out.destroy(error));
  addSheet();
  for await (const chunk of out) yield chunk as Buffer;
}

async function* inOne(rows: FlowingRows): AsyncGenerator<readonly OutCell[]> {
  for await (const some of rows) yield* some;
}

export const rowXml = (row: number, cells: readonly string[]): string => `<row r="${row}">${cells.join('')}</row>`;

function cellXml(cell: OutCell, { type }: OutColumn): string {
  if (cell === null) return '<c/>';
  if (typeof cell === 'boolean') return `<c t="b"><v>${cell ? 1 : 0}</v></c>`;
  const text = String(cell);
  if (type === 'date' && text >= FIRST_SERIAL_DATE && text.length === FIRST_SERIAL_DATE.length)
    return `<c s="${AS_DATE}"><v>${(Date.parse(`${text}T00:00:00Z`) - DAY_ZERO_MS) / DAY_MS}</v></c>`;
  if ((type === 'integer' || type === 'bigint') && EXACT_NUMBER.test(text)) return `<c><v>${text}</v></c>`;
  return textCell(text, AS_TEXT);
}

export function textCell(text: string, style: number): string {
  if (text.length > LONGEST_CELL) throw new Refusal('register.cell_too_long', 422);
  return `<c s="${style}" t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`;
}

const SIGNS: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** What XML has no way to write stands as `_x0007_`, and what looks like that is written so that it is not taken for it (ECMA-376 part 1 §22.9.2.19). */
export function escaped(text: string): string {
  const safe = text.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_').replace(/[&<>]/g, (sign) => SIGNS[sign]!);
  // Of the control characters a tab, a line's end and those from U+007F on can be written (XML 1.0 §2.2).
  const unwritable = /(?![\t\n\u007f-\u009f])\p{Cc}|[\ufffe\uffff]/gu;
  return safe.replace(unwritable, (sign) => `_x${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`);
}

/** What a workbook has around its sheets, given their names. */
export function partsAround(names: readonly string[]): [name: string, xml: string][] {
  const sheets = names.length;
  const numbers = names.map((_, i) => i + 1);
  const part = (name: string, type: string) =>
    `<Override PartName="${name}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.${type}+xml"/>`;
  return [
    [
      '[Content_Types].xml',
      `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${part('/xl/workbook.xml', 'sheet.main')}${part('/xl/styles.xml', 'styles')}${numbers.map((n) => part(`/xl/worksheets/sheet${n}.xml`, 'worksheet')).join('')}</Types>`,
    ],
    [
      '_rels/.rels',
      `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ],
    [
      'xl/workbook.xml',
      `<workbook xmlns="${SHEET}" xmlns:r="${OFFICE}"><sheets>${names.map((name, i) => `<sheet name="${escaped(name).replaceAll('"', '&quot;')}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`).join('')}</sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      `<Relationships xmlns="${PACKAGE}/relationships">${numbers.map((n) => `<Relationship Id="rId${n}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${n}.xml"/>`).join('')}<Relationship Id="rId${sheets + 1}" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
    ],
    ['xl/styles.xml', STYLES],
  ];
}
