import { copyRows } from '../../../kernel/bulk-load.ts';
import type { ownerClient } from '../../../kernel/db.ts';

/** A connection with the owner's rights, as migrations and loading use it. */
export type OwnerClient = ReturnType<typeof ownerClient>;

/** A column to fill: its name, and the value from a row. A `daterange` is given as its text: `[2020-01-01,)`. */
export interface BulkColumn<Row> {
  name: string;
  of(row: Row): unknown;
}

/** Rows for a table, as COPY takes them. */
export interface FilledTable {
  table: string;
  columns: readonly string[];
  /** In the text format of COPY: a line for each row, tabs between values; many lines at a time. */
  lines(): Generator<string>;
}

/** Says what rows a table is filled with. Never with what people typed as names of tables or columns. */
export function filledTable<Row>(
  table: string,
  rows: readonly Row[],
  columns: readonly BulkColumn<Row>[],
): FilledTable {
  return { table, columns: columns.map(({ name }) => name), lines: () => linesOf(rows, columns) };
}

/** Puts rows into their table by COPY, all or none. */
export async function insertRows(client: OwnerClient, { table, columns, lines }: FilledTable): Promise<void> {
  await copyRows(client, `${table} (${columns.join(', ')})`, lines());
}

/** Puts many rows into a table by COPY, all or none. Never with what people typed as names of tables or columns. */
export async function insertMany<Row>(
  client: OwnerClient,
  table: string,
  rows: readonly Row[],
  columns: readonly BulkColumn<Row>[],
): Promise<void> {
  if (rows.length > 0) await insertRows(client, filledTable(table, rows, columns));
}

const ROWS_AT_ONCE = 1_000;

function* linesOf<Row>(rows: readonly Row[], columns: readonly BulkColumn<Row>[]): Generator<string> {
  for (let start = 0; start < rows.length; start += ROWS_AT_ONCE) {
    let lines = '';
    const end = Math.min(rows.length, start + ROWS_AT_ONCE);
    for (let i = start; i < end; i++) {
      for (let j = 0; j < columns.length; j++) lines += (j > 0 ? '\t' : '') + textOf(columns[j]!.of(rows[i]!));
      lines += '\n';
    }
    yield lines;
  }
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return NULL;
  if (value instanceof Date) return value.toISOString();
  const text = typeof value === 'string' ? value : typeof value === 'object' ? JSON.stringify(value) : String(value);
  return SPECIAL.test(text) ? text.replaceAll(EACH_SPECIAL, (letter) => ESCAPED[letter]!) : text;
}

const NULL = String.raw`\N`;
const SPECIAL = /[\\\n\r\t]/;
const EACH_SPECIAL = /[\\\n\r\t]/g;
const ESCAPED: Record<string, string> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };
