import type { Queryable } from '../../../kernel/db.ts';
import { BLOCK_RECORDS_MOST } from '../linkage/blocking.ts';
import { type BlockIndex, blockKeysOf } from '../linkage/candidate-search.ts';
import { type ComparedRecord, type Linking, readCompared } from './linking.ts';

/** Of 53 bits, two texts of ten million have the same hash about once in two hundred registers; then one more pair is weighed. */
export function blockHash(kind: string, text: string): number {
  let one = 0xdeadbeef;
  let two = 0x41c6ce57;
  const all = `${kind}|${text}`;
  for (let i = 0; i < all.length; i++) {
    const unit = all.charCodeAt(i);
    one = Math.imul(one ^ unit, 2_654_435_761);
    two = Math.imul(two ^ unit, 1_597_334_677);
  }
  one = Math.imul(one ^ (one >>> 16), 2_246_822_507) ^ Math.imul(two ^ (two >>> 13), 3_266_489_909);
  two = Math.imul(two ^ (two >>> 16), 2_246_822_507) ^ Math.imul(one ^ (one >>> 13), 3_266_489_909);
  return 4_294_967_296 * (2_097_151 & two) + (one >>> 0);
}

/** Files records under their block keys, in place of where they were filed before. */
export async function fileRecords(db: Queryable, linking: Linking, records: readonly ComparedRecord[]): Promise<void> {
  if (records.length === 0) return;
  const { kind, definition } = linking;
  const filed = records.map(({ key, row }) => ({
    key,
    blocks: blockKeysOf(definition, row).flatMap(({ key: whole, finer }) =>
      (finer === undefined ? [whole] : [whole, finer]).map((text) => blockHash(kind.name, text)),
    ),
  }));
  await db.run({
    text: `INSERT INTO linkage_block (kind, key, blocks)
      SELECT $1, ARRAY(SELECT jsonb_array_elements_text(row -> 'key')), ARRAY(SELECT jsonb_array_elements_text(row -> 'blocks')::bigint)
      FROM jsonb_array_elements($2::jsonb) AS row
      ON CONFLICT (kind, key) DO UPDATE SET blocks = excluded.blocks WHERE linkage_block.blocks <> excluded.blocks`,
    values: [kind.name, JSON.stringify(filed)],
  });
}

/** Takes records out of the blocks: they are no longer there. */
export async function unfileRecords(db: Queryable, { kind }: Linking, keys: readonly string[][]): Promise<void> {
  if (keys.length === 0) return;
  await db.run({
    text: `DELETE FROM linkage_block USING jsonb_array_elements($2::jsonb) AS row
      WHERE kind = $1 AND key = ARRAY(SELECT jsonb_array_elements_text(row))`,
    values: [kind.name, JSON.stringify(keys)],
  });
}

const READ_AT_ONCE = 5_000;

/** A record in the blocks, by its key written as JSON. */
export type FiledRecord = Pick<ComparedRecord, 'key' | 'row' | 'act'>;

/**
 * The part of a register's block index that some rows can meet, read in two queries: their blocks, and the records in these. Records
 * that were changed a moment ago are read as they are now.
 */
export async function blocksAround(
  db: Queryable,
  linking: Linking,
  rows: readonly Record<string, unknown>[],
): Promise<BlockIndex<string, Record<string, unknown>> & { record(id: string): FiledRecord | undefined }> {
  const { kind, definition } = linking;
  const most = definition.blockRecordsMost ?? BLOCK_RECORDS_MOST;
  const places = new Map(
    rows.flatMap((row) => blockKeysOf(definition, row)).map((place) => [`${place.key}\n${place.finer ?? ''}`, place]),
  );
  const asked = [...places.values()];
  const hashOf = (text: string) => blockHash(kind.name, text);
  const found = asked.length
    ? await db.rows<{ place: number; isFiner: boolean; records: string[][] | null }>({
        text: 'SELECT place, is_finer AS "isFiner", records FROM linkage_found($1, $2::bigint[], $3::bigint[], $4)',
        values: [
          kind.name,
          asked.map(({ key }) => hashOf(key)),
          asked.map(({ finer }) => (finer === undefined ? null : hashOf(finer))),
          most,
        ],
      })
    : [];
  const blocks = new Map<string, string[] | undefined>();
  for (const { place, isFiner, records: keys } of found) {
    const { key, finer } = asked[place - 1]!;
    const ids = keys?.map((each) => JSON.stringify(each));
    blocks.set(key, isFiner ? undefined : ids);
    if (isFiner && finer !== undefined) blocks.set(finer, ids);
  }
  const ids = [...new Set([...blocks.values()].flatMap((block) => block ?? []))];
  const records = new Map<string, FiledRecord>();
  for (let start = 0; start < ids.length; start += READ_AT_ONCE) {
    const keys = ids.slice(start, start + READ_AT_ONCE).map((id) => JSON.parse(id) as string[]);
    for (const record of await readCompared(db, linking, { keys })) records.set(JSON.stringify(record.key), record);
  }
  return {
    find: (key) => blocks.get(key),
    read: (id) => records.get(id)?.row,
    record: (id) => records.get(id),
  };
}
