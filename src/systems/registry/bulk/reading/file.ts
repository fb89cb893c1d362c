import { Refusal } from '../../../../kernel/refusal.ts';
import { csvRows } from './csv.ts';
import { ndjsonRows } from './ndjson.ts';
import type { FileRows } from './rows.ts';

/** What a file can be that is imported. */
export const IMPORT_FORMATS = ['csv', 'ndjson', 'xlsx'] as const;
export type ImportFormat = (typeof IMPORT_FORMATS)[number];

/** The bytes of a file, from one place to before another. */
export type FileBytes = (range?: { from?: number; to?: number }) => AsyncIterable<Buffer>;

const ZIP = Buffer.from('PK\x03\x04');
const SNIFFED_BYTES = 4_096;

/** What a file is, by its first bytes: names lie. */
export async function formatOf(bytes: FileBytes): Promise<ImportFormat> {
  const parts: Buffer[] = [];
  for await (const part of bytes({ to: SNIFFED_BYTES })) parts.push(part);
  const beginning = Buffer.concat(parts);
  if (beginning.length === 0) throw new Refusal('register.file_empty', 422);
  if (beginning.subarray(0, ZIP.length).equals(ZIP)) return 'xlsx';
  return /^\uFEFF?\s*\{/.test(beginning.toString()) ? 'ndjson' : 'csv';
}

/** Opens a file for reading its rows. */
export function openRows(format: ImportFormat, bytes: FileBytes): Promise<FileRows> {
  switch (format) {
    case 'csv':
      return csvRows(bytes());
    case 'ndjson':
      return ndjsonRows(bytes());
    case 'xlsx':
      throw new Refusal('register.file_is_spreadsheet', 422);
  }
}
