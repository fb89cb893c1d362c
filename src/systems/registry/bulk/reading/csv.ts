import { isUtf8 } from 'node:buffer';
import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { Refusal } from '../../../../kernel/refusal.ts';
import type { GivenRow } from '../values.ts';
import { refusalOfEncoding } from './encoding.ts';
import { type FileRows, LONGEST_ROW_BYTES, headerOf } from './rows.ts';

const DELIMITERS = [',', ';', '\t'] as const;
const BOM = '\uFEFF';

/**
 * Rows of comma-separated values (RFC 4180), in UTF-8 with or without its mark; also with semicolons or tabs between them,
 * as spreadsheets here write it. Refuses other encodings by their names, and `register.file_broken` when a quote is never closed or a
 * character is cut off.
 */
export async function csvRows(source: AsyncIterable<Buffer>): Promise<FileRows> {
  const chunks = source[Symbol.asyncIterator]();
  const first = await chunks.next();
  const beginning: Buffer = first.done ? Buffer.alloc(0) : first.value;
  const delimiter = delimiterOf(beginning);
  const whole = async function* () {
    yield beginning;
    for (let next = await chunks.next(); !next.done; next = await chunks.next()) yield next.value;
  };
  const parser = parse({ bom: true, delimiter, relax_column_count: true, max_record_size: LONGEST_ROW_BYTES });
  const bytes = Readable.from(inUtf8(whole()), { objectMode: false });
  bytes.once('error', (error) => parser.destroy(error));
  bytes.pipe(parser);
  const records = parser[Symbol.asyncIterator]() as AsyncIterator<string[]>;
  const next = () =>
    records.next().catch((error: unknown) => {
      bytes.destroy();
      throw error instanceof CsvError ? new Refusal('register.file_broken', 422) : error;
    });
  const top = await next();
  const header = headerOf(top.done ? [] : top.value);
  return {
    header,
    async *rows(): AsyncGenerator<GivenRow> {
      try {
        let row = 1;
        for (let record = await next(); !record.done; record = await next()) {
          row += 1;
          const cells = record.value;
          if (cells.length === 1 && cells[0] === '') continue;
          yield cells.length === header.length ? { row, cells } : { row, cells, fault: { rule: 'cells' } };
        }
      } finally {
        bytes.destroy();
        parser.destroy();
      }
    },
  };
}

/** The sign that stands most often in the first line, outside of quotes. */
function delimiterOf(beginning: Buffer): string {
  const line = (beginning.toString().replace(BOM, '').split(/\r?\n/, 1)[0] ?? '').replace(/"[^"]*"/g, '');
  const count = (sign: string) => line.split(sign).length;
  return DELIMITERS.reduce((best, sign) => (count(sign) > count(best) ? sign : best));
}

/** The same bytes, as long as they are UTF-8. A character may be cut by the end of a chunk. */
async function* inUtf8(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let cut = Buffer.alloc(0);
  for await (const chunk of source) {
    const bytes = cut.length ? Buffer.concat([cut, chunk]) : chunk;
    const end = wholeCharacters(bytes);
    const sound = bytes.subarray(0, end);
    if (!isUtf8(sound)) throw refusalOfEncoding(sound);
    cut = Buffer.from(bytes.subarray(end));
    if (sound.length > 0) yield sound;
  }
  if (cut.length > 0) throw new Refusal('register.file_broken', 422);
}

/** Where the last character begins that may go on in the next chunk; else the end. */
function wholeCharacters(bytes: Buffer): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back]!;
    if ((byte & 0xc0) === 0x80) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return length > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}
