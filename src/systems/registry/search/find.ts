import { type Queryable, sql } from '../../../kernel/db.ts';
import { type RecordKind, columnOf, foldedColumn } from '../kind/index.ts';
import { openedRows } from '../sealing/values.ts';
import { type NameParts, type Reading, readingsOf } from './misspelt.ts';

/** A record that was found. */
export interface Found<Values> {
  values: Values;
  validFrom: string | null;
  act: number;
  /** How far its name is from what was asked: 0 is the same without tones. */
  distance: number;
}

const MOST_READINGS = 300;
/** So many readings are looked up first, and so many times as many each time after it: the nearest bear enough people in a large register. */
const [READINGS_FIRST, TIMES_AS_MANY] = [10, 6];
/** The first value of `among`, behind those of the search itself. */
const FIRST_AMONG = 5;

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
  const wanted = asked.limit + (asked.offset ?? 0);
  const rows: FoundRow[] = [];
  for (let from = 0, many = READINGS_FIRST; from < readings.length && rows.length < wanted; many *= TIMES_AS_MANY) {
    const next = readings.slice(from, from + many);
    rows.push(...(await rowsBearing(db, kind, { ...asked, readings: next, wanted: wanted - rows.length })));
    from += many;
  }
  const page = rows.slice(asked.offset ?? 0);
  return (await openedRows(db, kind, page)).map((row) => ({
    values: Object.fromEntries(Object.keys(kind.fields).map((name) => [name, row[`f_${name}`]])) as Values,
    validFrom: row.validFrom,
    act: row.act,
    distance: row.distance,
  }));
}

type FoundRow = Record<string, unknown> & { validFrom: string | null; act: number; distance: number };

/** At most `wanted` records that bear one of the names on a date, in the order of the names. */
async function rowsBearing<Values>(
  db: Queryable,
  kind: RecordKind<Values, keyof Values & string>,
  asked: { readings: readonly Reading[]; on: string; wanted: number; among?: Partial<Values> },
): Promise<FoundRow[]> {
  const [field] = kind.names;
  const key = kind.key.map(columnOf).join(', ');
  const among = Object.entries(asked.among ?? {});
  const kept = among.map(([name], at) => ` AND ${columnOf(name)} = $${FIRST_AMONG + at}`).join('');
  return await db.rows<FoundRow>({
    text: `SELECT found.*, reading.distance
      FROM unnest($1::text[], $2::int[]) WITH ORDINALITY AS reading (name, distance, place),
        LATERAL (SELECT ${fieldsOf(kind)}, lower(valid_during) AS "validFrom", act, ${key} FROM ${kind.name}
          WHERE ${foldedColumn(field!)} = reading.name AND valid_during @> $3::date${kept} ORDER BY ${key} LIMIT $4) found
      ORDER BY reading.place, ${kind.key.map((name) => `found.${columnOf(name)}`).join(', ')} LIMIT $4`,
    values: [
      asked.readings.map(({ name }) => name),
      asked.readings.map(({ distance }) => distance),
      asked.on,
      asked.wanted,
      ...among.map(([, value]) => value),
    ],
  });
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
