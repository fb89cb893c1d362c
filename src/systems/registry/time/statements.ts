import { type RecordKind, columnOf, storedType } from '../kind/index.ts';

/** What can be done to one record; see acts.ts. */
export type Act = 'record' | 'change' | 'correct' | 'end' | 'cancel';

/** What an act is told as: itself, or the larger one that it is a part of. */
export type Told = Act | 'merge' | 'split' | 'undo';

/**
 * The SQL of an act with certain fields, made once. Bound are: $1 the key as texts, $2 the date, $3 reason, $4 source,
 * $5 by whom, $6 receipt, $7 the end of a new record, or else the act that was seen; then the key; then the other fields
 * in the order of the definition. All parts of it see the table as it was; what must come later reads from what came before.
 */
export function actText(kind: RecordKind, act: Act, fields: readonly string[], told: Told = act): string {
  let known = texts.get(kind);
  if (!known) texts.set(kind, (known = new Map()));
  const shape = `${act} ${told} ${fields.join(' ')}`;
  let text = known.get(shape);
  if (text === undefined) known.set(shape, (text = makeText(kind, act, fields, told)));
  return text;
}

const texts = new WeakMap<RecordKind, Map<string, string>>();
const FIRST_FIELD = 8;

function makeText(kind: RecordKind, act: Act, fields: readonly string[], toldAs: Told): string {
  const table = kind.name;
  const said = fields.filter((field) => !kind.key.includes(field));
  const order = [...kind.key, ...said];
  const value = (field: string) => `$${FIRST_FIELD + order.indexOf(field)}::${storedType(kind.fields[field]!)}`;
  const version = [
    ...kind.key.map((field) => `${table}.${columnOf(field)} = ${value(field)}`),
    `${table}.valid_during @> $2::date`,
  ].join(' AND ');
  const told = `INSERT INTO act (kind, key, act, valid_from, fields, reason, source, done_by, receipt)
    SELECT '${table}', $1::text[], '${toldAs}', $2::date, '{${said.join(',')}}'::text[], $3, $4::jsonb, $5::jsonb, $6`;
  if (act === 'record') {
    return `WITH act AS (${told} RETURNING position)
  INSERT INTO ${table} (${order.map(columnOf).join(', ')}, valid_during, act)
  SELECT ${order.map(value).join(', ')}, daterange($2::date, $7::date), position FROM act RETURNING act AS position`;
  }
  const assigned = said.map((field) => `${columnOf(field)} = ${value(field)}, `).join('');
  const shortened = `valid_during = daterange(lower(${table}.valid_during), $2::date), act = position FROM written
    WHERE ${version} AND lower(${table}.valid_during) IS DISTINCT FROM $2::date`;
  const fromTheFirst = `${version} AND lower(${table}.valid_during) = $2::date`;
  const kept = Object.keys(kind.fields).filter((field) => !said.includes(field));
  const work = {
    change: `same AS (UPDATE ${table} SET ${assigned}act = position FROM written WHERE ${fromTheFirst}),
  ended AS (UPDATE ${table} SET ${shortened} RETURNING position),
  begun AS (INSERT INTO ${table} (${[...kept, ...said].map(columnOf).join(', ')}, valid_during, act)
    SELECT ${[...kept.map((field) => `found.${columnOf(field)}`), ...said.map(value)].join(', ')}, daterange($2::date, upper(found.valid_during)), position
    FROM found, ended)`,
    correct: `corrected AS (UPDATE ${table} SET ${assigned}act = position FROM written WHERE ${version})`,
    end: `never AS (DELETE FROM ${table} USING written WHERE ${fromTheFirst}),
  ended AS (UPDATE ${table} SET ${shortened})`,
    cancel: `cancelled AS (DELETE FROM ${table} USING written WHERE ${version})`,
  }[act];
  return `WITH found AS MATERIALIZED (SELECT * FROM ${table} WHERE ${version} FOR UPDATE),
  written AS (${told} FROM found WHERE coalesce($7::bigint, found.act) = found.act RETURNING position),
  ${work}
  SELECT (SELECT position FROM written) AS position FROM found`;
}
