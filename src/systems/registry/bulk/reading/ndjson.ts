import { isUtf8 } from 'node:buffer';
import { Refusal } from '../../../../kernel/refusal.ts';
import type { GivenRow } from '../values.ts';
import { refusalOfEncoding } from './encoding.ts';
import { type FileRows, LONGEST_ROW_BYTES, headerOf } from './rows.ts';

const LINE_FEED = 0x0a;

/**
 * Rows of a file with one JSON object a line. The names of the first one are the columns; one that has others later is
 * refused, one that lacks some says nothing there. Refuses `register.file_broken`, and other encodings by their names.
 */
export async function ndjsonRows(source: AsyncIterable<Buffer>): Promise<FileRows> {
  const lines = linesOf(source);
  const first = await lines.next();
  const top = first.done ? undefined : objectOf(first.value);
  if (!top) throw new Refusal('register.file_broken', 422);
  const header = headerOf(Object.keys(top));
  const places = new Map(header.map((name, place) => [name, place]));
  const rowOf = (row: number, object: Record<string, unknown> | undefined): GivenRow => {
    if (!object) return { row, cells: [], fault: { rule: 'not_understood' } };
    const cells: (string | null)[] = Array.from(header, () => null);
    for (const [name, value] of Object.entries(object)) {
      const place = places.get(name.normalize('NFC').trim());
      if (place === undefined) return { row, cells, fault: { rule: 'unknown_column' } };
      cells[place] = cellOf(value);
    }
    return { row, cells };
  };
  return {
    header,
    async *rows() {
      // The first object stands in row 2, as the first row of a table does below its header.
      let row = 2;
      yield rowOf(row, top);
      for await (const line of lines) {
        row += 1;
        if (line.trim() !== '') yield rowOf(row, objectOf(line));
      }
    },
  };
}

function cellOf(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function objectOf(line: string): Record<string, unknown> | undefined {
  try {
    const value = JSON.parse(line) as unknown;
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

async function* linesOf(source: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let held: Buffer = Buffer.alloc(0);
  let isFirst = true;
  const textOf = (bytes: Buffer): string => {
    if (!isUtf8(bytes)) throw refusalOfEncoding(bytes);
    const text = bytes.toString();
    const marked = isFirst && text.startsWith('\uFEFF');
    isFirst = false;
    return marked ? text.slice(1) : text;
  };
  for await (const chunk of source) {
    const bytes = held.length ? Buffer.concat([held, chunk]) : chunk;
    let start = 0;
    for (let end = bytes.indexOf(LINE_FEED); end >= 0; end = bytes.indexOf(LINE_FEED, start)) {
      yield textOf(bytes.subarray(start, end));
      start = end + 1;
    }
    held = Buffer.from(bytes.subarray(start));
    if (held.length > LONGEST_ROW_BYTES) throw new Refusal('register.file_broken', 422);
  }
  if (held.length > 0) yield textOf(held);
}
