import { UTF8_MARK, csvLine } from '../../csv-text.ts';
import type { OutCell, OutColumn } from '../columns.ts';

/** Rows as they flow, some at a time. */
export type FlowingRows = AsyncIterable<readonly (readonly OutCell[])[]>;

/** Comma-separated values in UTF-8 with its mark (RFC 4180); no cell begins a formula. */
export async function* csvBytes(columns: readonly OutColumn[], rows: FlowingRows): AsyncGenerator<Buffer> {
  yield Buffer.from(UTF8_MARK + csvLine(columns.map(({ title }) => title)));
  for await (const some of rows)
    yield Buffer.from(some.map((row) => csvLine(row.map((cell) => (cell === null ? null : String(cell))))).join(''));
}

/** One JSON object a line, by the technical names; what is not known is null. */
export async function* ndjsonBytes(columns: readonly OutColumn[], rows: FlowingRows): AsyncGenerator<Buffer> {
  const beginnings = columns.map(({ title }, i) => `${i === 0 ? '{' : ','}${JSON.stringify(title)}:`);
  const isJson = columns.map(({ type }) => type === 'jsonb' || type === 'text[]');
  const said = (cell: OutCell, i: number): string => (isJson[i] && cell !== null ? String(cell) : JSON.stringify(cell));
  for await (const some of rows)
    yield Buffer.from(some.map((row) => `${row.map((cell, i) => beginnings[i] + said(cell, i)).join('')}}\n`).join(''));
}
