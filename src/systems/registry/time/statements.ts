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
        act_place: place,
        act_on: on,
        act_limit: limit,
        act_reason: reason,
        act_source: source,
        act_by: by,
        act_receipt: receipt,
      };
      kind.key.forEach((field, i) => (row[`act_key_${i}`] = key[field]));
      said.forEach((field, i) => (row[`act_said_${i}`] = inJson(values[field])));
      return row;
    }),
  );
}

/** Bytes travel as PostgreSQL writes them. */
const inJson = (value: unknown): unknown => (Buffer.isBuffer(value) ? `\\x${value.toString('hex')}` : value);

const saidOf = (kind: RecordKind, fields: readonly string[]): string[] =>
  fields.filter((field) => !kind.key.includes(field));

/** Everything of the statement itself is called `act_…`: a kind may have a field of any other name. */
function makeText(kind: RecordKind, { act, told, fields }: ActShape): string {
  const table = kind.name;
  const said = saidOf(kind, fields);
  const typeOf = (field: string) => storedType(kind.fields[field]!);
  const keys = kind.key.map((_, i) => `act_key_${i}`);
  const sayings = said.map((_, i) => `act_said_${i}`);
  const given = `given AS MATERIALIZED (SELECT *, ARRAY[${keys.map((key) => `${key}::text`).join(', ')}] AS act_key
    FROM jsonb_to_recordset($1::jsonb) AS x(${[
      `act_place integer, act_on date, act_limit ${act === 'record' ? 'date' : 'bigint'}`,
      'act_reason text, act_source jsonb, act_by jsonb, act_receipt text',
      ...kind.key.map((field, i) => `${keys[i]} ${typeOf(field)}`),
      ...said.map((field, i) => `${sayings[i]} ${typeOf(field)}`),
    ].join(', ')}))`;
  const writing = `INSERT INTO act (kind, key, act, valid_from, fields, reason, source, done_by, receipt)
    SELECT '${table}', given.act_key, '${told}', act_on, '{${said.join(',')}}'::text[], act_reason, act_source, act_by, act_receipt FROM given`;
  const written = 'RETURNING position AS act_position, key AS act_key';
  const columns = said.map(columnOf);
  if (act === 'record') {
    return `WITH ${given},
  written AS (${writing} ${written}),
  recorded AS (INSERT INTO ${table} (${[...kind.key.map(columnOf), ...columns].join(', ')}, valid_during, act)
    SELECT ${[...keys, ...sayings].join(', ')}, daterange(act_on, act_limit), act_position
    FROM given JOIN written USING (act_key))
  SELECT act_place AS place, act_position AS position FROM given JOIN written USING (act_key)`;
  }
  // By `IS TRUE` the key is looked for in its B-tree, and not the period in the GiST index of the temporal key.
  const version = [
    ...kind.key.map((field, i) => `${table}.${columnOf(field)} = given.${keys[i]}`),
    `(${table}.valid_during @> given.act_on) IS TRUE`,
  ].join(' AND ');
  const from = `FROM given JOIN written USING (act_key) WHERE ${version}`;
  const using = `USING given JOIN written USING (act_key) WHERE ${version}`;
  const assigned = columns.map((column, i) => `${column} = given.${sayings[i]}, `).join('');
  const fromTheFirst = `AND lower(${table}.valid_during) = given.act_on`;
  const shortened = `UPDATE ${table} SET valid_during = daterange(lower(${table}.valid_during), given.act_on), act = act_position
    ${from} AND lower(${table}.valid_during) IS DISTINCT FROM given.act_on`;
  const kept = Object.keys(kind.fields).filter((field) => !said.includes(field));
  const work = {
    change: `same AS (UPDATE ${table} SET ${assigned}act = act_position ${from} ${fromTheFirst}),
  ended AS (${shortened} RETURNING act_place, act_position),
  begun AS (INSERT INTO ${table} (${[...kept.map(columnOf), ...columns].join(', ')}, valid_during, act)
    SELECT ${[...kept.map((field) => `found.${columnOf(field)}`), ...sayings.map((saying) => `given.${saying}`)].join(', ')},
      daterange(act_on, upper(found.valid_during)), act_position
    FROM found JOIN ended USING (act_place) JOIN given USING (act_place))`,
    correct: `corrected AS (UPDATE ${table} SET ${assigned}act = act_position ${from})`,
    end: `never AS (DELETE FROM ${table} ${using} ${fromTheFirst}),
  ended AS (${shortened})`,
    cancel: `cancelled AS (DELETE FROM ${table} ${using})`,
  }[act];
  return `WITH ${given},
  found AS MATERIALIZED (SELECT ${table}.*, given.act_place FROM (SELECT * FROM given ORDER BY ${keys.join(', ')}) AS given
    JOIN ${table} ON ${version} FOR UPDATE OF ${table}),
  written AS (${writing} JOIN found USING (act_place) WHERE coalesce(act_limit, found.act) = found.act ${written}),
  ${work}
  SELECT act_place AS place, act_position AS position FROM found JOIN given USING (act_place) LEFT JOIN written USING (act_key)`;
}
