import { posix } from 'node:path';
import { Refusal } from '../../../../kernel/refusal.ts';
import type { GivenRow } from '../values.ts';
import type { FileBytes } from './file.ts';
import { type FileRows, headerOf } from './rows.ts';
import { type SheetRow, type Workings, sheetRows } from './sheet.ts';
import { SharedTexts, readSharedTexts } from './shared-texts.ts';
import { readWholeXml } from './xml.ts';
import { type Archive, openArchive } from './zip.ts';

/** Of the parts that say how a workbook is put together, in bytes. */
const LARGEST_PART_BYTES = 8_000_000;
/** Of a sheet, unpacked, in bytes. */
const LARGEST_SHEET_BYTES = 8_000_000_000;
const MOST_SHEETS = 100;

/**
 * Rows of a workbook (ECMA-376), as it flows: of its visible sheets one after the other, which must have the same first row.
 * A cell with a formula is refused with its row, because the value that is kept with it may be old, and so is one that holds an error.
 * Refuses `register.spreadsheet_macros`, `register.spreadsheet_external`, `register.spreadsheet_sheets`,
 * `register.file_too_large_inside`, and `register.file_broken` what is no workbook or was cut off.
 */
export async function xlsxRows(bytes: FileBytes, size_bytes: number): Promise<FileRows> {
  const archive = await openArchive(bytes, size_bytes);
  const { sheets, workings } = await openWorkbook(archive);
  const headers = await Promise.all(sheets.map(({ part }) => firstRow(archive, part, workings)));
  const filled = sheets.filter((_, i) => headers[i] !== undefined);
  const [top, ...others] = headers.filter((header) => header !== undefined);
  const header = headerOf(top ?? []);
  if (others.some((other) => JSON.stringify(headerOf(other)) !== JSON.stringify(header)))
    throw new Refusal('register.spreadsheet_sheets', 422);
  return {
    header,
    async *rows(): AsyncGenerator<GivenRow> {
      // Rows of a further sheet are counted on from the last one of the sheet before.
      let before = 0;
      for (const { part } of filled) {
        let last = 0;
        let isHeader = true;
        for await (const some of sheetRows(archive.read(part, LARGEST_SHEET_BYTES), workings))
          for (const row of some) {
            last = row.row;
            if (isHeader) isHeader = false;
            else yield given(row, before, header.length);
          }
        before += last;
      }
    },
  };
}

function given({ row, cells, kinds, fault }: SheetRow, before: number, width: number): GivenRow {
  const at = { row: before + row, cells, kinds };
  if (fault) return { ...at, fault };
  const isWider = cells.length > width && cells.slice(width).some((cell) => cell !== null);
  return isWider ? { ...at, fault: { rule: 'cells' } } : at;
}

/** The texts of the first row that has any; undefined for an empty sheet. */
async function firstRow(archive: Archive, part: string, workings: Workings): Promise<(string | null)[] | undefined> {
  for await (const [row] of sheetRows(archive.read(part, LARGEST_SHEET_BYTES), workings)) {
    if (!row) continue;
    const last = row.cells.findLastIndex((cell) => cell !== null);
    return row.cells.slice(0, last + 1);
  }
  return undefined;
}

interface Relation {
  type: string;
  target: string;
}

/** What leads from a part to others, by its id. */
async function relationsOf(archive: Archive, part: string): Promise<Map<string, Relation>> {
  const folder = posix.dirname(part);
  const relations = new Map<string, Relation>();
  const name = posix.join(folder, '_rels', `${posix.basename(part)}.rels`);
  await readWholeXml(archive.read(name, LARGEST_PART_BYTES), {
    open(tag, { Id = '', Type = '', Target = '' }) {
      if (tag !== 'Relationship') return;
      const target = Target.startsWith('/') ? Target.slice(1) : posix.join(folder, Target);
      relations.set(Id, { type: Type.slice(Type.lastIndexOf('/') + 1), target });
    },
  });
  return relations;
}

/** A sheet by the name that people see, and its part of the archive. */
export interface Sheet {
  name: string;
  part: string;
}

/** Where the visible sheets are, in their order, and what their cells refer to. */
export async function openWorkbook(archive: Archive): Promise<{ sheets: Sheet[]; workings: Workings }> {
  const names = archive.names().map((name) => name.toLowerCase());
  if (names.some((name) => name.endsWith('vbaproject.bin') || name.includes('/macrosheets/')))
    throw new Refusal('register.spreadsheet_macros', 422);
  if (names.some((name) => /(^|\/)(externallinks\/|connections\.xml|querytables\/)/.test(name)))
    throw new Refusal('register.spreadsheet_external', 422);
  if (!archive.has('_rels/.rels')) throw new Refusal('register.not_a_workbook', 422);
  const office = [...(await relationsOf(archive, ''))].find(([, { type }]) => type === 'officeDocument');
  const workbook = office?.[1].target;
  if (!workbook || !archive.has(workbook)) throw new Refusal('register.not_a_workbook', 422);
  const relations = await relationsOf(archive, workbook);
  const partOf = (wanted: string) => [...relations.values()].find(({ type }) => type === wanted)?.target;
  const shown: { id: string; name: string }[] = [];
  let is1904 = false;
  await readWholeXml(archive.read(workbook, LARGEST_PART_BYTES), {
    open(tag, attributes) {
      if (tag === 'workbookPr') is1904 = ['1', 'true'].includes(attributes.date1904 ?? '');
      const isShown = tag === 'sheet' && (attributes.state ?? 'visible') === 'visible';
      const id = Object.entries(attributes).find(([name]) => name.endsWith(':id'));
      if (isShown && id) shown.push({ id: id[1], name: attributes.name ?? '' });
    },
  });
  if (shown.length > MOST_SHEETS) throw new Refusal('register.spreadsheet_sheets', 422);
  const sheets = shown.flatMap(({ id, name }): Sheet[] => {
    const relation = relations.get(id);
    return relation?.type === 'worksheet' ? [{ name, part: relation.target }] : [];
  });
  const texts = partOf('sharedStrings');
  const styles = partOf('styles');
  const workings: Workings = {
    texts: texts && archive.has(texts) ? await readSharedTexts(archive, texts) : new SharedTexts(),
    isDate: styles && archive.has(styles) ? await dateStyles(archive, styles) : [],
    is1904,
  };
  return { sheets, workings };
}

/** Of the formats that every spreadsheet has, those of days (ECMA-376 part 1 §18.8.30). */
const DATE_FORMATS = new Set([14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58]);

/** For each style of cells, whether it shows a number as a day. */
async function dateStyles(archive: Archive, part: string): Promise<boolean[]> {
  const formats = new Map<number, string>();
  const styles: boolean[] = [];
  let isInCells = false;
  await readWholeXml(archive.read(part, LARGEST_PART_BYTES), {
    open(tag, attributes) {
      if (tag === 'numFmt') formats.set(Number(attributes.numFmtId), attributes.formatCode ?? '');
      if (tag === 'cellXfs') isInCells = true;
      if (tag !== 'xf' || !isInCells) return;
      const id = Number(attributes.numFmtId ?? 0);
      styles.push(DATE_FORMATS.has(id) || isDateFormat(formats.get(id) ?? ''));
    },
    close(tag) {
      if (tag === 'cellXfs') isInCells = false;
    },
  });
  return styles;
}

/** Whether a format has a year or a day in it, outside of quoted words, colours and conditions. */
function isDateFormat(format: string): boolean {
  return /[yd]/i.test(format.replace(/"[^"]*"|\[[^\]]*\]|\\./g, ''));
}
