import type { OutColumn } from '../columns.ts';
import type { ExportFormat } from '../limits.ts';
import { parquetBytes } from './parquet.ts';
import { type FlowingRows, csvBytes, ndjsonBytes } from './text.ts';
import { xlsxBytes } from './xlsx.ts';

/** How rows become the bytes of a file, as they flow. */
export const BYTES_OF: Record<
  ExportFormat,
  (columns: readonly OutColumn[], rows: FlowingRows) => AsyncGenerator<Buffer>
> = {
  csv: csvBytes,
  ndjson: ndjsonBytes,
  xlsx: xlsxBytes,
  parquet: parquetBytes,
};

/** What each is on the way to a browser. */
export const CONTENT_TYPES: Record<ExportFormat, string> = {
  csv: 'text/csv; charset=utf-8',
  ndjson: 'application/x-ndjson; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  parquet: 'application/vnd.apache.parquet',
};
