import type { Queryable, Tx } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { type RecordKind, columnOf, kindsOf } from '../kind/index.ts';
import { refusing } from '../time/acts.ts';
import { type Naming, keyColumns, referringTo } from './references.ts';

/** Where a version stands: enough to find it again in its table or in the history, without its values. */
export interface Place {
  kind: string;
  key: string[];
  validDuring: string;
  act: number;
}

/** What an act of several parts took away and brought. */
export interface Touched {
  was: Place[];
  became: Place[];
}

/** Records that one merge or split may touch, references included: whoever has more divides the work. */
const TOUCHED_MOST = 10_000;

/** The ways in which a record of a kind is named: by its own versions, and by those that refer to it. */
export const waysTo = (kind: RecordKind): Naming[] => [{ kind, fields: kind.key }, ...referringTo(kind)];

/**
 * Does the work and tells which versions that name these keys in these ways it took away and brought. The versions are locked first.
 * Refuses `register.merge_too_large` above 10,000 versions.
 */
export async function tracing(
  tx: Tx,
  scope: { ways: readonly Naming[]; keys: readonly string[][] },
  work: () => Promise<void>,
): Promise<Touched> {
  const before = await placesOf(tx, scope, 'FOR UPDATE');
  await work();
  const after = await placesOf(tx, scope);
  const idOf = ({ kind, key, validDuring, act }: Place) => JSON.stringify([kind, key, validDuring, act]);
  const [known, now] = [before, after].map((places) => new Set(places.map(idOf))) as [Set<string>, Set<string>];
  return {
    was: before.filter((place) => !now.has(idOf(place))),
    became: after.filter((place) => !known.has(idOf(place))),
  };
}

/** The places of all versions that name some keys in these ways. */
async function placesOf(
  db: Queryable,
  { ways, keys }: { ways: readonly Naming[]; keys: readonly string[][] },
  lock = '',
): Promise<Place[]> {
  const found = new Map<string, Place>();
  for (const { kind: other, fields } of ways) {
    const wanted = fields.map((_, i) => `wanted_${i}`);
    const rows = await db.rows<Place>({
      text: `SELECT '${other.name}' AS kind, ${keyColumns(other, 'version')} AS key, version.valid_during::text AS "validDuring", version.act
        FROM unnest(${wanted.map((_, i) => `$${i + 1}::text[]`).join(', ')}) AS wanted (${wanted.join(', ')})
        JOIN ${other.name} version ON ${fields.map((field, i) => `version.${columnOf(field)} = wanted.wanted_${i}::${other.fields[field]!.column}`).join(' AND ')}
        ORDER BY 2, 3 LIMIT ${TOUCHED_MOST + 1} ${lock && `${lock} OF version`}`,
      values: fields.map((_, i) => keys.map((key) => key[i])),
    });
    for (const row of rows) found.set(JSON.stringify([row.kind, row.key, row.validDuring]), row);
    if (found.size > TOUCHED_MOST)
      throw new Refusal('register.merge_too_large', 422, { values: { most: TOUCHED_MOST } });
  }
  return [...found.values()];
}

/** Keeps what an act touched, so that it can be undone. */
export async function keepTouched(tx: Tx, act: number, { was, became }: Touched): Promise<void> {
  const rows = [
    ...was.map((place) => ({ side: 'was', ...place })),
    ...became.map((place) => ({ side: 'became', ...place })),
  ];
  await tx.run({
    text: `INSERT INTO touched (act, side, kind, key, valid_during, version_act)
      SELECT $1, row.side, row.kind, ARRAY(SELECT jsonb_array_elements_text(row.key)), row."validDuring"::daterange, row.act
      FROM jsonb_to_recordset($2::jsonb) AS row (side text, kind text, key jsonb, "validDuring" text, act bigint)`,
    values: [act, JSON.stringify(rows)],
  });
}

/** What an act touched. */
export async function touchedBy(db: Queryable, act: number): Promise<Touched> {
  const rows = await db.rows<Place & { side: 'was' | 'became' }>({
    text: `SELECT side, kind, key, valid_during::text AS "validDuring", version_act AS act FROM touched
      WHERE act = $1 ORDER BY kind, key, valid_during`,
    values: [act],
  });
  const of = (wanted: string) =>
    rows
      .filter(({ side }) => side === wanted)
      .map(({ kind, key, validDuring, act: version }) => ({ kind, key, validDuring, act: version }));
  return { was: of('was'), became: of('became') };
}

/**
 * Puts back what was: the versions that an act brought go, those that it took away come back from the history, resting on what
 * they rested on before; all by one statement. Refuses `register.changed_since_merge` when a version that it brought is no
 * longer there as it was brought, or something else stands where the old one belongs.
 */
export async function putBack(tx: Tx, kind: Pick<RecordKind, 'system'>, touched: Touched): Promise<void> {
  const changed = (place?: Place) =>
    new Refusal('register.changed_since_merge', 409, { values: { record: place ? place.key.join(' ') : '' } });
  const lost = await lostOf(tx, kind, touched.became);
  if (lost) throw changed(lost);
  const names = [...new Set([...touched.became, ...touched.was].map((place) => place.kind))];
  const kinds = kindsOf(kind.system).filter(({ name }) => names.includes(name));
  const parts = kinds.flatMap((each) => {
    const columns = [...Object.keys(each.fields).map(columnOf), 'valid_during', 'act'];
    const at = (
      alias: string,
    ) => `${keyColumns(each, alias)} = place.key AND (${alias}.valid_during = place.valid_during) IS TRUE
        AND ${alias}.act = place.act`;
    const own = each.key.map((field, i) => `place.key[${i + 1}]::${each.fields[field]!.column}`);
    const indexed = (alias: string) =>
      each.key.map((field, i) => `${alias}.${columnOf(field)} = ${own[i]}`).join(' AND ');
    return [
      `gone_${each.name} AS (DELETE FROM ${each.name} version USING place
        WHERE place.side = 'became' AND place.kind = '${each.name}' AND ${indexed('version')} AND ${at('version')} RETURNING 1)`,
      `back_${each.name} AS (INSERT INTO ${each.name} (${columns.join(', ')})
        SELECT ${columns.map((column) => `past.${column}`).join(', ')} FROM place, (SELECT count(*) FROM gone_${each.name}) first,
          LATERAL (SELECT ${columns.map((column) => `past.${column}`).join(', ')} FROM ${each.name}_history past
            WHERE ${indexed('past')} AND ${at('past')} ORDER BY upper(past.recorded_during) DESC LIMIT 1) past
        WHERE place.side = 'was' AND place.kind = '${each.name}' RETURNING 1)`,
    ];
  });
  const counts = (side: string) => kinds.map(({ name }) => `(SELECT count(*) FROM ${side}_${name})`).join(' + ') || '0';
  const all = [
    ...touched.was.map((place) => ({ side: 'was', ...place })),
    ...touched.became.map((place) => ({ side: 'became', ...place })),
  ];
  let done: { gone: number; back: number };
  try {
    done = await refusing(() =>
      tx.one<{ gone: number; back: number }>({
        text: `WITH place AS MATERIALIZED (
          SELECT row.side, row.kind, ARRAY(SELECT jsonb_array_elements_text(row.key)) AS key,
            row."validDuring"::daterange AS valid_during, row.act
          FROM jsonb_to_recordset($1::jsonb) AS row (side text, kind text, key jsonb, "validDuring" text, act bigint)
        )${parts.map((part) => `, ${part}`).join('')}
        SELECT (${counts('gone')})::int AS gone, (${counts('back')})::int AS back`,
        values: [JSON.stringify(all)],
      }),
    );
  } catch (error) {
    const code = (error as { code?: string }).code;
    if (code === 'register.overlap' || code === 'register.reference_missing') throw changed(touched.became[0]);
    throw error;
  }
  if (done.back !== touched.was.length) throw new Error(`the history of ${kind.system} lacks versions that were there`);
  if (done.gone !== touched.became.length) throw changed(touched.became[0]);
}

/** The first of these versions that is no longer there; those that are get locked. */
async function lostOf(tx: Tx, kind: Pick<RecordKind, 'system'>, places: readonly Place[]): Promise<Place | undefined> {
  for (const each of kindsOf(kind.system)) {
    const own = places.filter((place) => place.kind === each.name);
    if (own.length === 0) continue;
    const found = await tx.rows<{ place: number }>({
      text: `SELECT place.at AS place FROM (SELECT row, at FROM jsonb_array_elements($1::jsonb) WITH ORDINALITY AS given (row, at)) place
        JOIN ${each.name} version ON ${each.key.map((field, i) => `version.${columnOf(field)} = (place.row -> 'key' ->> ${i})::${each.fields[field]!.column}`).join(' AND ')}
          AND (version.valid_during = (place.row ->> 'validDuring')::daterange) IS TRUE AND version.act = (place.row ->> 'act')::bigint
        FOR UPDATE OF version`,
      values: [JSON.stringify(own)],
    });
    const here = new Set(found.map(({ place }) => place));
    const lost = own.find((_, i) => !here.has(i + 1));
    if (lost) return lost;
  }
  return undefined;
}
