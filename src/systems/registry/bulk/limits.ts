/** So many rows are checked or written in one transaction. */
export const ROWS_IN_BATCH = 5_000;

/** The largest file that is taken in, in bytes. */
export const LARGEST_IMPORT_BYTES = 2_500_000_000;
