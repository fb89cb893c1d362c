import { type Queryable, sql } from '../../../kernel/db.ts';
import { type RecordKind, columnOf, foldedColumn } from '../kind/index.ts';
import { type Found, fieldsOf, namePartsOf } from './find.ts';
import { readingsOf } from './misspelt.ts';

const MOST_WORDS = 10;
const READINGS_OF_A_WORD = 8;
const WORDS_BEGINNING_SO = 40;

/**
 * The records whose first name field has all the words that were asked, in any order and without tones: for firms and places,
 * of whose long names people know a part. A word may be misspelt or only begun; names with the words as they were typed come
 * first, then the shorter ones. The register needs a GIN index on `string_to_array(<field>_folded, ' ')`.
 */
export async function findByWords<Values, Key extends keyof Values & string>(
  db: Queryable,
  kind: RecordKind<Values, Key>,
  asked: { words: string; on: string; limit: number; offset?: number },
): Promise<Found<Values>[]> {
  const [field] = kind.names;
  if (!field) throw new Error(`${kind.system}.${kind.name} has no names to search`);
  const { folded } = await db.one<{ folded: string }>(sql`SELECT kernel.fold(${asked.words}) AS folded`);
  const typed = folded
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
    .slice(0, MOST_WORDS);
  if (typed.length === 0) return [];
  const parts = await namePartsOf(db, kind);
  const meant = typed.map((word) => {
    const begun = [...parts.keys()].filter((part) => part.startsWith(word)).slice(0, WORDS_BEGINNING_SO);
    return [...new Set([word, ...begun, ...readingsOf(word, parts, READINGS_OF_A_WORD).map(({ name }) => name)])];
  });
  const words = `string_to_array(${foldedColumn(field)}, ' ')`;
  const key = kind.key.map(columnOf).join(', ');
  const has = meant.map((_, i) => `${words} && $${i + 5}::text[]`).join(' AND ');
  const rows = await db.rows<Record<string, unknown> & { validFrom: string | null; act: number; distance: number }>({
    text: `SELECT ${fieldsOf(kind)}, lower(valid_during) AS "validFrom", act, (${words} @> $2::text[])::int AS exact
      FROM ${kind.name} WHERE valid_during @> $1::date AND ${has}
      ORDER BY exact DESC, length(${foldedColumn(field)}), ${key} LIMIT $3 OFFSET $4`,
    values: [asked.on, typed, asked.limit, asked.offset ?? 0, ...meant],
  });
  return rows.map((row) => ({
    values: Object.fromEntries(Object.keys(kind.fields).map((name) => [name, row[`f_${name}`]])) as Values,
    validFrom: row.validFrom,
    act: row.act,
    distance: 1 - Number(row.exact),
  }));
}
