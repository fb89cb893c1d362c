import { copyRows } from '../../../kernel/bulk-load.ts';
import type { ownerClient } from '../../../kernel/db.ts';

/** A connection with the owner's rights, as migrations and loading use it. */
export type OwnerClient = ReturnType<typeof ownerClient>;

/** A column to fill: its name, and the value from a row. A `daterange` is given as its text: `[2020-01-01,)`. */
export interface BulkColumn<Row> {
  name: string;
  of(row: Row): unknown;
}

const ROWS_AT_ONCE = 1_000;

/** Puts many rows into a table by COPY, all or none. Never with what people typed as names of tables or columns. */
export async function insertMany<Row>(
  client: OwnerClient,
  table: string,
  rows: readonly Row[],
  columns: readonly BulkColumn<Row>[],
): Promise<void> {
  if (rows.length === 0) return;
  await copyRows(client, `${table} (${columns.map(({ name }) => name).join(', ')})`, linesOf(rows, columns));
}

/** In the text format of COPY: a line for each row, tabs between values. */
function* linesOf<Row>(rows: readonly Row[], columns: readonly BulkColumn<Row>[]): Generator<string> {
  for (let start = 0; start < rows.length; start += ROWS_AT_ONCE) {
    let lines = '';
    for (const row of rows.slice(start, start + ROWS_AT_ONCE)) {
      for (let i = 0; i < columns.length; i++) lines += (i > 0 ? '\t' : '') + textOf(columns[i]!.of(row));
      lines += '\n';
    }
    yield lines;
  }
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return String.raw`\N`;
  if (value instanceof Date) return value.toISOString();
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  return SPECIAL.test(text) ? text.replaceAll(EACH_SPECIAL, (letter) => ESCAPED[letter]!) : text;
}

const SPECIAL = /[\\\n\r\t]/;
const EACH_SPECIAL = /[\\\n\r\t]/g;
const ESCAPED: Record<string, string> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };
