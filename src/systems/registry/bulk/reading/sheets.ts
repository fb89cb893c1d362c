import { Refusal } from '../../../../kernel/refusal.ts';
import { type SheetRow, sheetRows } from './sheet.ts';
import { openWorkbook } from './xlsx.ts';
import { openArchive } from './zip.ts';

/** Of a sheet that is read as a whole, unpacked, in bytes, and its rows. */
const LARGEST_SHEET_BYTES = 50_000_000;
const MOST_ROWS = 100_000;

/** A sheet as it stands: rows with their numbers, without those that are empty. */
export interface WholeSheet {
  name: string;
  rows: SheetRow[];
}

/**
 * A small workbook as a whole: its visible sheets, not as records but cell by cell. Refuses what `xlsxRows` refuses, and sheets of
 * more than 50 MB or 100,000 rows (`register.file_too_large_inside`). A cell with a formula or an error is told with its row.
 */
export async function readSheets(bytes: Buffer): Promise<WholeSheet[]> {
  const archive = await openArchive(async function* (range) {
    yield bytes.subarray(range?.from, range?.to);
  }, bytes.length);
  const { sheets, workings } = await openWorkbook(archive);
  const whole: WholeSheet[] = [];
  for (const { name, part } of sheets) {
    const rows: SheetRow[] = [];
    for await (const some of sheetRows(archive.read(part, LARGEST_SHEET_BYTES), workings)) {
      rows.push(...some);
      if (rows.length > MOST_ROWS) throw new Refusal('register.file_too_large_inside', 422);
    }
    whole.push({ name, rows });
  }
  return whole;
}
