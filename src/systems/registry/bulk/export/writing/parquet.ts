import type { SchemaElement } from 'hyparquet';
import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import type { OutCell, OutColumn } from '../columns.ts';
import type { FlowingRows } from './text.ts';

/** Rows of a group: what a reader takes at once, and what is held in memory here. */
const ROWS_IN_GROUP = 20_000;
const DAY_MS = 86_400_000;

/** How many digits a number of PostgreSQL may have here, before and behind the point. */
const NUMERIC = { precision: 40, scale: 10, type_length: 17 } as const;
/** What a whole number that may be large has at most, in 8 bytes. */
const AMOUNT = { precision: 18, scale: 0 } as const;

/** How a column is kept: its type in Parquet, and what is given to the writer for a cell that is not null. */
function kept({ type, name }: OutColumn): { element: SchemaElement; of(cell: NonNullable<OutCell>): unknown } {
  const column = { name, repetition_type: 'OPTIONAL' } as const;
  switch (type) {
    case 'date':
      return {
        element: { ...column, type: 'INT32', converted_type: 'DATE' },
        of: (cell) => Date.parse(`${cell}T00:00:00Z`) / DAY_MS,
      };
    case 'instant':
      return {
        element: { ...column, type: 'INT64', converted_type: 'TIMESTAMP_MILLIS' },
        of: (cell) => BigInt(Date.parse(String(cell))),
      };
    case 'integer':
      return { element: { ...column, type: 'INT32' }, of: (cell) => cell };
    case 'bigint':
      return {
        element: { ...column, type: 'INT64', converted_type: 'DECIMAL', ...AMOUNT },
        of: (cell) => BigInt(cell),
      };
    case 'numeric':
      return {
        element: { ...column, type: 'FIXED_LEN_BYTE_ARRAY', converted_type: 'DECIMAL', ...NUMERIC },
        of: (cell) => unscaled(String(cell)),
      };
    case 'boolean':
      return { element: { ...column, type: 'BOOLEAN' }, of: (cell) => cell };
    case 'jsonb':
    case 'text[]':
      return {
        element: { ...column, type: 'BYTE_ARRAY', converted_type: 'JSON' },
        of: (cell) => JSON.parse(String(cell)) as unknown,
      };
    default:
      return { element: { ...column, type: 'BYTE_ARRAY', converted_type: 'UTF8' }, of: (cell) => cell };
  }
}

/** `-12.5` as the whole number of ten-billionths that it is. */
function unscaled(text: string): bigint {
  const [whole = '0', fraction = ''] = text.split('.');
  return BigInt(whole + fraction.padEnd(NUMERIC.scale, '0').slice(0, NUMERIC.scale));
}

/** A Parquet file: columns with their types, dates as DATE, amounts and numbers as DECIMAL, compressed with Snappy. */
export async function* parquetBytes(columns: readonly OutColumn[], rows: FlowingRows): AsyncGenerator<Buffer> {
  const keeping = columns.map(kept);
  const schema: SchemaElement[] = [
    { name: 'root', num_children: columns.length },
    ...keeping.map(({ element }) => element),
  ];
  const writer = new ByteWriter();
  const file = new ParquetWriter({ writer, schema, createdBy: 'mot-cua' });
  // What was written leaves the memory; `offset` goes on counting from the beginning of the file.
  const taken = (): Buffer => {
    const bytes = Buffer.from(writer.getBytes());
    writer.index = 0;
    return bytes;
  };
  let group: unknown[][] = columns.map(() => []);
  const writeGroup = async () => {
    const columnData = columns.map(({ name }, i) => ({ name, data: group[i]!, offsetIndex: false }));
    await file.write({ columnData, rowGroupSize: ROWS_IN_GROUP });
    group = columns.map(() => []);
  };
  for await (const some of rows) {
    for (const row of some) {
      for (let i = 0; i < keeping.length; i++) {
        const cell = row[i] ?? null;
        group[i]!.push(cell === null ? null : keeping[i]!.of(cell));
      }
      if (group[0]!.length < ROWS_IN_GROUP) continue;
      await writeGroup();
      yield taken();
    }
  }
  if (group[0]!.length > 0) await writeGroup();
  await file.finish();
  yield taken();
}
