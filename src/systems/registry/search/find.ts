import { type Queryable, sql } from '../../../kernel/db.ts';
import { type RecordKind, columnOf, foldedColumn } from '../kind/index.ts';
import { openedRows } from '../sealing/values.ts';
import { type NameParts, readingsOf } from './misspelt.ts';

/** A record that was found. */
export interface Found<Values> {
  values: Values;
  validFrom: string | null;
  act: number;
  /** How far its name is from what was asked: 0 is the same without tones. */
  distance: number;
}

const MOST_READINGS = 300;
/** The first value of `among`, behind those of the search itself. */
const FIRST_AMONG = 7;

/**
 * The records of a kind that bear a name on a date: with or without tones, in another order, misspelt; the nearest first,
 * and those of the same name by their key. `among` keeps to the records that have these values, e.g. of one commune.
 */
export async function findByName<Values, Key extends keyof Values & string>(
  db: Queryable,
  kind: RecordKind<Values, Key>,
  asked: { name: string; on: string; limit: number; offset?: number; among?: Partial<Values> },
): Promise<Found<Values>[]> {
  const [field] = kind.names;
  if (!field) throw new Error(`${kind.system}.${kind.name} has no names to search`);
  const { folded } = await db.one<{ folded: string }>(sql`SELECT kernel.fold(${asked.name}) AS folded`);
  const readings = readingsOf(folded.trim().replace(/\s+/g, ' '), await namePartsOf(db, kind), MOST_READINGS);
  if (readings.length === 0) return [];
  const key = kind.key.map(columnOf).join(', ');
  const wanted = asked.limit + (asked.offset ?? 0);
  const among = Object.entries(asked.among ?? {});
  const kept = among.map(([name], at) => ` AND ${columnOf(name)} = $${FIRST_AMONG + at}`).join('');
  const rows = await db.rows<Record<string, unknown> & { validFrom: string | null; act: number; distance: number }>({
    text: `SELECT found.*, reading.distance
      FROM unnest($1::text[], $2::int[]) WITH ORDINALITY AS reading (name, distance, place),
        LATERAL (SELECT ${fieldsOf(kind)}, lower(valid_during) AS "validFrom", act, ${key} FROM ${kind.name}
          WHERE ${foldedColumn(field)} = reading.name AND valid_during @> $3::date${kept} ORDER BY ${key} LIMIT $4) found
      ORDER BY reading.distance, reading.place, ${kind.key.map((name) => `found.${columnOf(name)}`).join(', ')}
      LIMIT $5 OFFSET $6`,
    values: [
      readings.map(({ name }) => name),
      readings.map(({ distance }) => distance),
      asked.on,
      wanted,
      asked.limit,
      asked.offset ?? 0,
      ...among.map(([, value]) => value),
    ],
  });
  return (await openedRows(db, kind, rows)).map((row) => ({
    values: Object.fromEntries(Object.keys(kind.fields).map((name) => [name, row[`f_${name}`]])) as Values,
    validFrom: row.validFrom,
    act: row.act,
    distance: row.distance,
  }));
}

export const fieldsOf = (kind: RecordKind): string =>
  Object.keys(kind.fields)
    .map((name) => `${columnOf(name)} AS "f_${name}"`)
    .join(', ');

const KEPT_MS = 600_000;
const known = new WeakMap<Queryable, Map<string, { parts: NameParts; until: number }>>();

/** The parts of names, kept for ten minutes: a part that is new since then is found as it is typed, only not for a misspelt one. */
export async function namePartsOf(db: Queryable, kind: RecordKind): Promise<NameParts> {
  const byKind = known.get(db) ?? new Map<string, { parts: NameParts; until: number }>();
  known.set(db, byKind);
  const kept = byKind.get(kind.name);
  if (kept && kept.until > Date.now()) return kept.parts;
  const rows = await db.rows<{ part: string; count: number }>(
    sql`SELECT part, count FROM name_part WHERE kind = ${kind.name}`,
  );
  const parts = new Map(rows.map(({ part, count }) => [part, count]));
  byKind.set(kind.name, { parts, until: Date.now() + KEPT_MS });
  return parts;
}

/** The SQL that counts the parts of the names of a kind anew, for misspelt searches: a job of the register runs it every night. */
export function namePartsSql<Values, Key extends keyof Values & string>(kind: RecordKind<Values, Key>): string {
  const schema = kind.system.replaceAll('-', '_');
  const each = kind.names.map(
    (field) => `SELECT unnest(string_to_array(${foldedColumn(field)}, ' ')) AS part FROM ${schema}.${kind.name}
      WHERE upper_inf(valid_during)`,
  );
  return `INSERT INTO ${schema}.name_part (kind, part, count)
    SELECT '${kind.name}', part, count(*) FROM (${each.join(' UNION ALL ')}) named WHERE part <> '' GROUP BY part
    ON CONFLICT (kind, part) DO UPDATE SET count = excluded.count`;
}
