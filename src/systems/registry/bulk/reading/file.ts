import { Refusal } from '../../../../kernel/refusal.ts';
import { csvRows } from './csv.ts';
import { ndjsonRows } from './ndjson.ts';
import type { FileRows } from './rows.ts';
import { xlsxRows } from './xlsx.ts';

/** What a file can be that is imported. */
export const IMPORT_FORMATS = ['csv', 'ndjson', 'xlsx'] as const;
export type ImportFormat = (typeof IMPORT_FORMATS)[number];

/** The bytes of a file, from one place to before another. */
export type FileBytes = (range?: { from?: number; to?: number }) => AsyncIterable<Buffer>;

const ZIP = Buffer.from('PK\x03\x04');
/** The container of spreadsheets before 2007, and of those of today that have a password. */
const OLD_OFFICE = Buffer.from('d0cf11e0a1b11ae1', 'hex');
const SNIFFED_BYTES = 4_096;

/** What a file is, by its first bytes: names lie. */
export async function formatOf(bytes: FileBytes): Promise<ImportFormat> {
  const parts: Buffer[] = [];
  for await (const part of bytes({ to: SNIFFED_BYTES })) parts.push(part);
  const beginning = Buffer.concat(parts);
  if (beginning.length === 0) throw new Refusal('register.file_empty', 422);
  if (beginning.subarray(0, ZIP.length).equals(ZIP)) return 'xlsx';
  if (beginning.subarray(0, OLD_OFFICE.length).equals(OLD_OFFICE)) throw new Refusal('register.spreadsheet_old', 422);
  return /^\uFEFF?\s*\{/.test(beginning.toString()) ? 'ndjson' : 'csv';
}

/** Opens a file for reading its rows. Of a workbook it must be known how large it is: what is where stands at its end. */
export function openRows(format: ImportFormat, bytes: FileBytes, size_bytes = 0): Promise<FileRows> {
  switch (format) {
    case 'csv':
      return csvRows(bytes());
    case 'ndjson':
      return ndjsonRows(bytes());
    case 'xlsx':
      return xlsxRows(bytes, size_bytes);
  }
}
