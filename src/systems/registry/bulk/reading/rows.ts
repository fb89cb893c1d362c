import { Refusal } from '../../../../kernel/refusal.ts';
import type { GivenRow } from '../values.ts';

/** A file opened for reading: the names of its columns, and its rows as they flow. */
export interface FileRows {
  header: string[];
  rows(): AsyncGenerator<GivenRow>;
}

/** A row that is longer is not a row: a quote was not closed, or it is no such file. */
export const LONGEST_ROW_BYTES = 1024 * 1024;
/** A file with more columns is of something else. */
export const MOST_COLUMNS = 200;
const LONGEST_NAME = 200;

/**
 * The names of the columns. Refuses `register.file_without_header` when there are none, or two have one name, and
 * `register.too_many_columns`.
 */
export function headerOf(cells: readonly (string | null)[]): string[] {
  const header = cells.map((cell) => (cell ?? '').normalize('NFC').trim());
  if (header.length > MOST_COLUMNS)
    throw new Refusal('register.too_many_columns', 422, { values: { most: MOST_COLUMNS, columns: header.length } });
  const isHeader =
    header.some((name) => name !== '') &&
    header.every((name) => name.length <= LONGEST_NAME && !name.includes('\0')) &&
    new Set(header.filter(Boolean)).size === header.filter(Boolean).length;
  if (!isHeader) throw new Refusal('register.file_without_header', 422);
  return header;
}
