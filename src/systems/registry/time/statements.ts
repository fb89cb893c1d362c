import { type RecordKind, columnOf, storedType } from '../kind/index.ts';

/** What can be done to one record; see acts.ts. */
export type Act = 'record' | 'change' | 'correct' | 'end' | 'cancel';

/** What an act is told as: itself, or the larger one that it is a part of. */
export type Told = Act | 'merge' | 'split' | 'undo';

/** What acts have in common that are done by one statement. */
export interface ActShape {
  act: Act;
  told: Told;
  /** The fields that are given, in the order of the definition. */
  fields: readonly string[];
}

/** One of the acts that a statement does. */
export interface ActGiven {
  key: Readonly<Record<string, unknown>>;
  on: string;
  values: Readonly<Record<string, unknown>>;
  /** The end of a new record, or else the act that was seen. */
  limit: string | number | null;
  reason: string;
  source: object;
  by: object;
  receipt: string | null;
}

/**
 * The SQL of acts of one shape, made once. Bound is one JSON text, a list of acts on different records, see `boundActs`. The
 * rows are `place` in that list and `position`: NULL when the version is no longer the one that was seen; no row when
 * nothing was valid then. All parts of it see the table as it was; what must come later reads from what came before. Records
 * are locked in the order of their keys.
 */
export function actText(kind: RecordKind, shape: ActShape): string {
  let known = texts.get(kind);
  if (!known) texts.set(kind, (known = new Map()));
  const name = nameOf(shape);
  let text = known.get(name);
  if (text === undefined) known.set(name, (text = makeText(kind, shape)));
  return text;
}

/** By which acts are known that one statement can do. */
export const nameOf = ({ act, told, fields }: ActShape): string => `${act} ${told} ${fields.join(' ')}`;

const texts = new WeakMap<RecordKind, Map<string, string>>();

/** The acts as `actText` takes them. */
export function boundActs(kind: RecordKind, { fields }: ActShape, acts: readonly ActGiven[]): string {
  const said = saidOf(kind, fields);
  return JSON.stringify(
    acts.map(({ key, on, values, limit, reason, source, by, receipt }, place) => {
      const row: Record<string, unknown> = {
        place,
        on_date: on,
        limit_to: limit,
        reason,
        source,
        done_by: by,
        receipt,
      };
      kind.key.forEach((field, i) => (row[`key_${i}`] = key[field]));
      said.forEach((field, i) => (row[`said_${i}`] = inJson(values[field])));
      return row;
    }),
  );
}

/** Bytes travel as PostgreSQL writes them. */
const inJson = (value: unknown): unknown => (Buffer.isBuffer(value) ? `\\x${value.toString('hex')}` : value);

const saidOf = (kind: RecordKind, fields: readonly string[]): string[] =>
  fields.filter((field) => !kind.key.includes(field));

function makeText(kind: RecordKind, { act, told, fields }: ActShape): string {
  const table = kind.name;
  const said = saidOf(kind, fields);
  const typeOf = (field: string) => storedType(kind.fields[field]!);
  const given = `given AS MATERIALIZED (SELECT *, ARRAY[${kind.key.map((_, i) => `key_${i}::text`).join(', ')}] AS key
    FROM jsonb_to_recordset($1::jsonb) AS x(${[
      `place integer, on_date date, limit_to ${act === 'record' ? 'date' : 'bigint'}`,
      'reason text, source jsonb, done_by jsonb, receipt text',
      ...kind.key.map((field, i) => `key_${i} ${typeOf(field)}`),
      ...said.map((field, i) => `said_${i} ${typeOf(field)}`),
    ].join(', ')}))`;
  const writing = `INSERT INTO act (kind, key, act, valid_from, fields, reason, source, done_by, receipt)
    SELECT '${table}', given.key, '${told}', on_date, '{${said.join(',')}}'::text[], reason, source, done_by, receipt FROM given`;
  const columns = said.map(columnOf);
  if (act === 'record') {
    return `WITH ${given},
  written AS (${writing} RETURNING position, key),
  recorded AS (INSERT INTO ${table} (${[...kind.key.map(columnOf), ...columns].join(', ')}, valid_during, act)
    SELECT ${[...kind.key.map((_, i) => `key_${i}`), ...said.map((_, i) => `said_${i}`)].join(', ')},
      daterange(on_date, limit_to), position FROM given JOIN written USING (key))
  SELECT place, position FROM given JOIN written USING (key)`;
  }
  const keys = kind.key.map((_, i) => `key_${i}`).join(', ');
  // By `IS TRUE` the key is looked for in its B-tree, which is quicker than the GiST index of the temporal key.
  const version = [
    ...kind.key.map((field, i) => `${table}.${columnOf(field)} = given.key_${i}`),
    `(${table}.valid_during @> given.on_date) IS TRUE`,
  ].join(' AND ');
  const from = `FROM given JOIN written USING (key) WHERE ${version}`;
  const assigned = columns.map((column, i) => `${column} = given.said_${i}, `).join('');
  const fromTheFirst = `AND lower(${table}.valid_during) = given.on_date`;
  const shortened = `UPDATE ${table} SET valid_during = daterange(lower(${table}.valid_during), given.on_date), act = position
    ${from} AND lower(${table}.valid_during) IS DISTINCT FROM given.on_date`;
  const kept = Object.keys(kind.fields).filter((field) => !said.includes(field));
  const work = {
    change: `same AS (UPDATE ${table} SET ${assigned}act = position ${from} ${fromTheFirst}),
  ended AS (${shortened} RETURNING place, position),
  begun AS (INSERT INTO ${table} (${[...kept.map(columnOf), ...columns].join(', ')}, valid_during, act)
    SELECT ${[...kept.map((field) => `found.${columnOf(field)}`), ...said.map((_, i) => `given.said_${i}`)].join(', ')},
      daterange(on_date, upper(found.valid_during)), ended.position
    FROM found JOIN ended USING (place) JOIN given USING (place))`,
    correct: `corrected AS (UPDATE ${table} SET ${assigned}act = position ${from})`,
    end: `never AS (DELETE FROM ${table} USING given JOIN written USING (key) WHERE ${version} ${fromTheFirst}),
  ended AS (${shortened})`,
    cancel: `cancelled AS (DELETE FROM ${table} USING given JOIN written USING (key) WHERE ${version})`,
  }[act];
  return `WITH ${given},
  found AS MATERIALIZED (SELECT ${table}.*, given.place FROM (SELECT * FROM given ORDER BY ${keys}) AS given
    JOIN ${table} ON ${version} FOR UPDATE OF ${table}),
  written AS (${writing} JOIN found USING (place) WHERE coalesce(limit_to, found.act) = found.act RETURNING position, key),
  ${work}
  SELECT place, position FROM found JOIN given USING (place) LEFT JOIN written USING (key)`;
}
