import { largeFilesOf } from '../../../../kernel/large-files.ts';
import type { House } from '../../../../kernel/system.ts';
import type { RecordKind } from '../../kind/index.ts';
import type { OutCell } from './columns.ts';
import { type ExportRun, forgetParts } from './run-store.ts';

/** The largest part that is kept, in bytes: its records, with all of their history, at their longest. */
const LARGEST_PART_BYTES = 2_000_000_000;

/** Keeps the rows of a part, sealed; gives the file, or null when there are none. */
export async function keepPart(house: House, rows: readonly OutCell[][]): Promise<string | null> {
  if (rows.length === 0) return null;
  return (await largeFilesOf(house).keep(linesOf(rows), LARGEST_PART_BYTES)).id;
}

const CHUNK_ROWS = 500;

async function* linesOf(rows: readonly OutCell[][]): AsyncGenerator<Buffer> {
  for (let start = 0; start < rows.length; start += CHUNK_ROWS)
    yield Buffer.from(
      rows
        .slice(start, start + CHUNK_ROWS)
        .map((row) => `${JSON.stringify(row)}\n`)
        .join(''),
    );
}

/** The rows of a part that was kept. */
export async function* rowsOfPart(house: House, fileId: string): AsyncGenerator<OutCell[][]> {
  let cut: Buffer = Buffer.alloc(0);
  for await (const bytes of largeFilesOf(house).read(fileId)) {
    const end = bytes.lastIndexOf(0x0a) + 1;
    if (end === 0) {
      cut = Buffer.concat([cut, bytes]);
      continue;
    }
    const lines = Buffer.concat([cut, bytes.subarray(0, end)]).toString();
    cut = Buffer.from(bytes.subarray(end));
    yield lines
      .slice(0, -1)
      .split('\n')
      .map((line) => JSON.parse(line) as OutCell[]);
  }
}

/** Removes the parts of an export that is over. */
export async function removeParts(house: House, kind: RecordKind, id: string): Promise<void> {
  for (const fileId of await forgetParts(house.db.as(kind.system), id)) await largeFilesOf(house).remove(fileId);
}

/** Removes the file of an export, and its parts. */
export async function removeExport(house: House, kind: RecordKind, run: ExportRun): Promise<void> {
  await removeParts(house, kind, run.id);
  if (run.fileId) await largeFilesOf(house).remove(run.fileId);
}
