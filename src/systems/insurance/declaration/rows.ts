import { foldVietnamese } from '../../../country/index.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { openRows } from '../../registry/index.ts';
import type { RowChange } from '../choices.ts';

/** A row as the employer gave it: texts, by column. */
export interface GivenRow {
  personNumber: string;
  fullName: string;
  change: string;
  from: string;
  wage: string;
}
export const COLUMNS = ['personNumber', 'fullName', 'change', 'from', 'wage'] as const;
export type Column = (typeof COLUMNS)[number];

/** What the columns are called in files, folded: the first name is the one that we write. */
const NAMES: Readonly<Record<Column, readonly string[]>> = {
  personNumber: [
    'so dinh danh',
    'so dinh danh ca nhan',
    'so cccd',
    'personal number',
    'personal_number',
    'personnumber',
  ],
  fullName: ['ho va ten', 'ho ten', 'full name', 'full_name', 'fullname'],
  change: ['phuong an', 'loai', 'change'],
  from: ['tu ngay', 'from'],
  wage: ['muc luong', 'tien luong', 'wage'],
};

/** Words for the changes, folded: those of form D02-LT, and plain ones. */
const CHANGES: Readonly<Record<string, RowChange>> = {
  tm: 'join',
  'tang moi': 'join',
  tang: 'join',
  join: 'join',
  dc: 'wage',
  'dieu chinh': 'wage',
  'dieu chinh luong': 'wage',
  wage: 'wage',
  gh: 'leave',
  giam: 'leave',
  'giam han': 'leave',
  leave: 'leave',
};

/** A row of the file with its line, and what is wrong with it as a row. */
export interface ReadRow {
  row: number;
  given: GivenRow;
  fault?: { field: Column | null; rule: string };
}

const MOST_ROWS = 20_000;
const LONGEST_CELL = 200;

/**
 * Reads a file of changes. Refuses a file that is no CSV in UTF-8, one without the columns (`insurance.columns_missing`), and one of more
 * than 20,000 rows. A row that is not whole is kept as it is, with its fault; also the last one when no line break ends it:
 * it may have been cut off.
 */
export async function readRows(bytes: Buffer): Promise<ReadRow[]> {
  if (bytes.length === 0) throw new Refusal('register.file_empty', 422);
  const file = await openRows('csv', async function* () {
    yield bytes;
  });
  const folded = file.header.map((name) => foldVietnamese(name));
  const places = COLUMNS.map((column) => folded.findIndex((name) => NAMES[column].includes(name)));
  const missing = COLUMNS.filter((_, i) => places[i]! < 0);
  if (missing.length > 0)
    throw new Refusal('insurance.columns_missing', 422, {
      values: { columns: missing.map((column) => NAMES[column][0]).join(', ') },
    });
  const rows: ReadRow[] = [];
  for await (const { row, cells, fault } of file.rows()) {
    if (rows.length >= MOST_ROWS) throw new Refusal('insurance.too_many_rows', 422, { values: { most: MOST_ROWS } });
    const at = (i: number) =>
      String(cells[places[i]!] ?? '')
        .normalize('NFC')
        .replaceAll('\0', '')
        .trim()
        .slice(0, LONGEST_CELL);
    const given = { personNumber: at(0), fullName: at(1), change: at(2), from: at(3), wage: at(4) };
    rows.push(fault ? { row, given, fault: { field: null, rule: 'insurance.row_cells' } } : { row, given });
  }
  const last = rows.at(-1);
  const end = bytes.at(-1);
  if (last && !last.fault && end !== 0x0a && end !== 0x0d) last.fault = { field: null, rule: 'insurance.row_cut' };
  return rows;
}

/** A row that says something: whom, what, from when, on what wage. */
export interface SaidRow {
  personNumber: string;
  fullName: string;
  change: RowChange;
  /** The first day in force; of who leaves the first day no longer employed. */
  from: string;
  /** In VND a month; 0 of who leaves. */
  wage: number;
}

const MOST_WAGE = 10_000_000_000;

/** What a row says, or which of its fields is wrong. Dates are year-month-day or day/month/year; wages may have dots between thousands. */
export function saidOf(given: GivenRow): SaidRow | { field: Column; rule: string } {
  const personNumber = given.personNumber.replace(/\s/g, '');
  if (!/^\d{12}$/.test(personNumber)) return { field: 'personNumber', rule: 'insurance.row_number' };
  const change = CHANGES[foldVietnamese(given.change)];
  if (!change) return { field: 'change', rule: 'insurance.row_change' };
  if (change === 'join' && given.fullName.length < 2) return { field: 'fullName', rule: 'insurance.row_name' };
  const from = dayOf(given.from);
  if (!from) return { field: 'from', rule: 'insurance.row_day' };
  const wage = change === 'leave' ? 0 : wageOf(given.wage);
  if (wage === undefined) return { field: 'wage', rule: 'insurance.row_wage' };
  return { personNumber, fullName: given.fullName, change, from, wage };
}

function dayOf(text: string): string | undefined {
  const [, day, month, year] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text) ?? [];
  const iso = day ? `${year}-${month!.padStart(2, '0')}-${day.padStart(2, '0')}` : text;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(iso)) return undefined;
  const date = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(iso) ? iso : undefined;
}

function wageOf(text: string): number | undefined {
  const digits = /^\d{1,3}([., ]\d{3})+$/.test(text) ? text.replace(/[., ]/g, '') : text;
  const wage = /^\d{1,11}$/.test(digits) ? Number(digits) : 0;
  return wage > 0 && wage <= MOST_WAGE ? wage : undefined;
}
