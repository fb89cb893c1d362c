/** What records are written as. */
export const EXPORT_FORMATS = ['csv', 'xlsx', 'ndjson', 'parquet'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** More rows than this leave the register only when a second official of the same agency says so. */
export const FOUR_EYES_ROWS = 10_000;
/** A file is kept so long for who asked for it. */
export const EXPORT_KEPT_DAYS = 7;
/** The largest file that is written, in bytes. */
export const LARGEST_EXPORT_BYTES = 20_000_000_000;
/** So many records are read, and stand in the log, at once. */
export const RECORDS_IN_PART = 5_000;
