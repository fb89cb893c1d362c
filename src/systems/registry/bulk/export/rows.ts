import { type Queryable } from '../../../../kernel/db.ts';
import { isEncrypted } from '../../kind/field.ts';
import { type RecordKind, columnOf } from '../../kind/index.ts';
import { openedRows } from '../../sealing/values.ts';

/** A version of a record as it is read for a file. */
export interface ReadVersion {
  key: string[];
  values: Record<string, unknown>;
  validFrom: string | null;
  validUntil: string | null;
  recordedAt: Date;
  /** Null: it was still held at the instant of the file. */
  replacedAt: Date | null;
  /** The commune that it belongs to, when only some territory is wanted. */
  commune: string | null;
}

/** Which versions are wanted. */
export interface Wanted {
  /** The fields, of which encrypted ones are opened. */
  fields: readonly string[];
  on: string;
  knownAt: Date;
  withHistory: boolean;
  withCommune: boolean;
}

interface Row extends Record<string, unknown> {
  validFrom: string | null;
  validUntil: string | null;
  recordedAt: Date;
  replacedAt: Date | null;
  commune: string | null;
}

/**
 * The versions of the next records behind a key, in the order of keys, and up to which record they go: null when these are
 * the last. They are looked for in the B-tree of the key, in what is held and in its history: so each part costs the same,
 * wherever it stands, and what is changed meanwhile is read as it was at the instant.
 */
export async function readPart(
  db: Queryable,
  kind: RecordKind,
  wanted: Wanted,
  place: { after: readonly string[] | null; records: number },
): Promise<{ records: number; versions: ReadVersion[]; lastKey: string[] | null }> {
  const { after, records } = place;
  const found = await db.rows<{ key: string[] }>({
    text: keysText(kind, after !== null),
    values: [records, ...(after ?? [])],
  });
  if (found.length === 0) return { records: 0, versions: [], lastKey: null };
  const last = found.at(-1)!.key;
  const rows = await db.rows<Row>({
    text: versionsText(kind, wanted, after !== null),
    values: [...last, wanted.knownAt, wanted.on, ...(after ?? [])],
  });
  const hidden = Object.keys(kind.fields).filter((name) => isEncrypted(kind.fields[name]!));
  const opened = hidden.some((name) => wanted.fields.includes(name)) ? await openedRows(db, kind, rows) : rows;
  const versions = opened.map((row): ReadVersion => {
    const { validFrom, validUntil, recordedAt, replacedAt, commune } = row;
    const values: Record<string, unknown> = {};
    for (const name of Object.keys(kind.fields))
      if (!hidden.includes(name) || wanted.fields.includes(name)) values[name] = row[`f_${name}`];
    const key = kind.key.map((name) => String(values[name]));
    return { key, values, validFrom, validUntil, recordedAt, replacedAt, commune };
  });
  return { records: found.length, versions, lastKey: found.length < records ? null : last };
}

/** About how many records there are: counted when they are few. */
export async function recordsInAll(db: Queryable, kind: RecordKind): Promise<number> {
  const { counted, estimated } = await db.one<{ counted: number; estimated: number }>({
    text: `SELECT (SELECT count(*) FROM (SELECT FROM ${kind.name} LIMIT ${FEW}) few)::int AS counted,
      (SELECT reltuples::bigint FROM pg_class WHERE oid = '${kind.name}'::regclass) AS estimated`,
    values: [],
  });
  return counted < FEW ? counted : Math.max(counted, estimated);
}

const FEW = 100_000;

const keyColumns = (kind: RecordKind, alias: string): string =>
  kind.key.map((name) => `${alias}.${columnOf(name)}`).join(', ');

/** The values of a key, bound from a place on, each of its type. */
const boundKey = (kind: RecordKind, from: number): string =>
  kind.key.map((name, i) => `$${from + i}::${kind.fields[name]!.column}`).join(', ');

/** Bound: how many, then the key that they come behind. */
function keysText(kind: RecordKind, isBehind: boolean): string {
  const columns = kind.key.map(columnOf).join(', ');
  const from = (table: string) => `(SELECT DISTINCT ${columns} FROM ${table} held
      ${isBehind ? `WHERE (${keyColumns(kind, 'held')}) > (${boundKey(kind, 2)})` : ''} ORDER BY ${columns} LIMIT $1)`;
  return `SELECT ARRAY[${kind.key.map((name) => `${columnOf(name)}::text`).join(', ')}] AS key FROM (
    ${from(kind.name)} UNION ${from(`${kind.name}_history`)}) found ORDER BY ${columns} LIMIT $1`;
}

/** Bound: the last key, the instant, the day, then the key that they come behind. */
function versionsText(kind: RecordKind, wanted: Wanted, isBehind: boolean): string {
  const { withHistory, withCommune } = wanted;
  const held = kind.name;
  const places = kind.key.length;
  const [knownAt, on] = [`$${places + 1}::timestamptz`, `$${places + 2}::date`];
  const { territory } = kind;
  const isThrough = withCommune && typeof territory === 'object';
  const commune =
    !withCommune || !territory
      ? 'NULL::text'
      : typeof territory === 'string'
        ? `${held}.${columnOf(territory)}`
        : territory.column;
  const joins = isThrough ? territory.joins.replaceAll(':today', on) : '';
  const fields = Object.entries(kind.fields).map(([name, field]) => {
    const isLeftOut = isEncrypted(field) && !wanted.fields.includes(name);
    return `${isLeftOut ? 'NULL::bytea' : `${held}.${columnOf(name)}`} AS "f_${name}"`;
  });
  const said = `${fields.join(', ')}, lower(${held}.valid_during) AS "validFrom", upper(${held}.valid_during) AS "validUntil",
    ${commune} AS commune`;
  const within = [
    `(${keyColumns(kind, held)}) <= (${boundKey(kind, 1)})`,
    ...(isBehind ? [`(${keyColumns(kind, held)}) > (${boundKey(kind, places + 3)})`] : []),
    // By `IS TRUE` the key is looked for in its B-tree, which is in the order that is wanted.
    withHistory ? `${on} IS NOT NULL` : `(${held}.valid_during @> ${on}) IS TRUE`,
  ].join(' AND ');
  const known = withHistory
    ? `lower(${held}.recorded_during) <= ${knownAt} AND NOT isempty(${held}.recorded_during)`
    : `${held}.recorded_during @> ${knownAt}`;
  return `SELECT ${said}, ${held}.recorded_at AS "recordedAt", NULL::timestamptz AS "replacedAt"
      FROM ${held} ${joins} WHERE ${within} AND ${held}.recorded_at <= ${knownAt}
    UNION ALL
    SELECT ${said}, lower(${held}.recorded_during),
        CASE WHEN upper(${held}.recorded_during) <= ${knownAt} THEN upper(${held}.recorded_during) END
      FROM ${held}_history ${held} ${joins} WHERE ${within} AND ${known}
    ORDER BY ${kind.key.map((name) => `"f_${name}"`).join(', ')}, "validFrom" NULLS FIRST, "recordedAt"`;
}
