import { type RecordKind, columnOf, kindsOf } from '../kind/index.ts';
import type { RowAct } from './values.ts';
import { encryptedFields, faultsExpression, storedType } from '../kind/storage.ts';

/** What else is written for each new record of a kind, once: a table of its register, and which field fills which column. */
export interface AlsoWritten {
  table: string;
  columns: Readonly<Record<string, string>>;
}

/**
 * The rows of a batch as a table `given`: bound are $1 their numbers, then one list of texts for each field in the order of
 * `fields`, the last two being the ends of the period. Fields that the file does not have are unknown.
 */
function given(kind: RecordKind, fields: readonly string[]): string {
  const names = fields.map((_, i) => `t${i}`);
  const typed = Object.entries(kind.fields).map(([name, field]) => {
    const at = fields.indexOf(name);
    return `${at < 0 ? 'NULL' : `t${at}`}::${storedType(field)} AS ${columnOf(name)}`;
  });
  const [from, until] = names.slice(-2);
  return `SELECT n, ${typed.join(', ')}, daterange(${from}::date, ${until}::date) AS valid_during
    FROM unnest($1::bigint[], ${names.map((_, i) => `$${i + 2}::text[]`).join(', ')}) AS rows (n, ${names.join(', ')})`;
}

/**
 * Asks what the register has against the rows of a batch: `present` is true when it says the same already and false when it
 * says something else for that time, `checks` and `refs` name by their places what is broken, `faults` the quality rules.
 * Answers only for rows about which there is something to say.
 */
export function checkText(kind: RecordKind, fields: readonly string[]): string {
  return `WITH given AS MATERIALIZED (${given(kind, fields)})
  SELECT * FROM (SELECT n, ${presence(kind)}, ${broken(kind)}, ${faultsExpression(kind)} AS faults FROM given) answer
  WHERE ${KEEPS_OUT} OR faults IS NOT NULL`;
}

const KEEPS_OUT = 'present IS NOT NULL OR checks IS NOT NULL OR refs IS NOT NULL';

/** Of a version `given`: NULL when the register says nothing for its time, true when it says the same, else false. */
function presence(kind: RecordKind): string {
  const encrypted = encryptedFields(kind);
  const all = Object.keys(kind.fields)
    .filter((name) => !encrypted.includes(name))
    .map(columnOf);
  const key = kind.key.map(columnOf);
  const same = `(held.valid_during = given.valid_during) IS TRUE AND (${all.map((name) => `held.${name}`).join(', ')})
      IS NOT DISTINCT FROM (${all.map((name) => `given.${name}`).join(', ')})`;
  return `(SELECT bool_and(${same}) FROM ${kind.name} held
        WHERE ${key.map((name) => `held.${name} = given.${name}`).join(' AND ')} AND (held.valid_during && given.valid_during) IS TRUE) AS present`;
}

/** What the versions of a table `given` break: `checks` and `refs` by their places in the definition, NULL when it is nothing. */
function broken(kind: RecordKind): string {
  const places = (each: string[]) =>
    each.length === 0 ? 'NULL::int[]' : `nullif(array_remove(ARRAY[${each.join(', ')}]::int[], NULL), '{}')`;
  const checks = kind.checks.map((check, i) => `CASE WHEN NOT (${check}) THEN ${i} END`);
  const refs = kind.references.map(({ fields: names, to }, i) => {
    const columns = names.map(columnOf);
    const target = targetKey(kind, to);
    const isNamed = columns.map((name) => `given.${name} IS NOT NULL`).join(' AND ');
    const there = columns.map((name, j) => `target.${target[j]} = given.${name}`).join(' AND ');
    return `CASE WHEN ${isNamed} AND NOT coalesce((SELECT range_agg(target.valid_during) FROM ${to} target WHERE ${there})
      @> given.valid_during, false) THEN ${i} END`;
  });
  return `${places(checks)} AS checks, ${places(refs)} AS refs`;
}

/**
 * Asks what there is to say about rows that act on records that are there. Bound are $1 their numbers, then lists of texts: of
 * each key field, of the day, of each field that they say and PostgreSQL sees. `seen` is the act of the version that is valid on the day, NULL when
 * none is; `same` that it says all this already; `ended` that a version ends on the day, `was` that one was valid then once;
 * the rest what the version would break.
 */
export function actCheckText(kind: RecordKind, act: RowAct, said: readonly string[]): string {
  const keys = kind.key.map((_, i) => `ask_key_${i}`);
  const sayings = said.map((_, i) => `ask_said_${i}`);
  const names = [...keys, 'ask_on', ...sayings];
  const types = [...kind.key, ...said].map((name) => storedType(kind.fields[name]!));
  types.splice(keys.length, 0, 'date');
  const ofRecord = (alias: string) =>
    kind.key.map((name, i) => `${alias}.${columnOf(name)} = asked.${keys[i]}`).join(' AND ');
  const says = act === 'change' || act === 'correct';
  const columns = Object.keys(kind.fields).map((name) => {
    const at = said.indexOf(name);
    return `${at < 0 ? `held.${columnOf(name)}` : `asked.${sayings[at]}`} AS ${columnOf(name)}`;
  });
  const same =
    said.length === 0
      ? 'true'
      : `(${said.map((name) => `held.${columnOf(name)}`).join(', ')})
      IS NOT DISTINCT FROM (${sayings.map((name) => `asked.${name}`).join(', ')})`;
  return `WITH asked AS (SELECT ask_n, ${names.map((name, i) => `${name}::${types[i]}`).join(', ')}
      FROM unnest($1::bigint[], ${names.map((_, i) => `$${i + 2}::text[]`).join(', ')}) AS rows (ask_n, ${names.join(', ')})),
  given AS MATERIALIZED (SELECT ask_n, held.act AS ask_seen, ${same} AS ask_same, ${columns.join(', ')},
      ${act === 'change' ? 'daterange(ask_on, upper(held.valid_during))' : 'held.valid_during'} AS valid_during,
      EXISTS (SELECT FROM ${kind.name} past WHERE ${ofRecord('past')} AND upper(past.valid_during) = ask_on) AS ask_ended,
      EXISTS (SELECT FROM ${kind.name}_history past WHERE ${ofRecord('past')} AND (past.valid_during @> ask_on) IS TRUE) AS ask_was
    FROM asked LEFT JOIN ${kind.name} held ON ${ofRecord('held')} AND (held.valid_during @> ask_on) IS TRUE)
  SELECT ask_n AS n, ask_seen AS seen, ask_same AS same, ask_ended AS ended, ask_was AS was,
    ${says ? `${broken(kind)}, ${faultsExpression(kind)} AS faults` : 'NULL::int[] AS checks, NULL::int[] AS refs, NULL::text[] AS faults'}
    FROM given`;
}

/** The encrypted values of versions, by the numbers of rows: bound are $1 these, then lists of texts of each key field and of the day. */
export function encryptedText(kind: RecordKind): string {
  const names = [...kind.key.map((_, i) => `ask_key_${i}`), 'ask_on'];
  const key = kind.key.map(
    (name, i) => `held.${columnOf(name)} = asked.ask_key_${i}::${storedType(kind.fields[name]!)}`,
  );
  const columns = [...kind.key, ...encryptedFields(kind)].map((name) => `held.${columnOf(name)} AS "f_${name}"`);
  return `SELECT ask_n AS n, ${columns.join(', ')}
    FROM unnest($1::bigint[], ${names.map((_, i) => `$${i + 2}::text[]`).join(', ')}) AS asked (ask_n, ${names.join(', ')})
    JOIN ${kind.name} held ON ${key.join(' AND ')} AND (held.valid_during @> asked.ask_on::date) IS TRUE`;
}

const targetKey = (kind: RecordKind, to: string): string[] =>
  kindsOf(kind.system)
    .find(({ name }) => name === to)!
    .key.map(columnOf);

/**
 * Writes the rows of a batch as one act. After the rows are bound: fields, reason, source, by whom, receipt of the act.
 * Answers with its position.
 */
export function importText(kind: RecordKind, fields: readonly string[], also: readonly AlsoWritten[]): string {
  return `WITH given AS ${also.length ? 'MATERIALIZED ' : ''}(${given(kind, fields)} ${inOrder(kind)}),
  ${writing(kind, fields, also, 'given')}
  SELECT position FROM act`;
}

/**
 * Asks and writes in one statement: `checkText` and, of the rows that nothing keeps out, `importText`. The same is bound as for that. Answers as
 * the check does; the row of number 0 says the `position` of the act, NULL when nothing was written. For kinds without encrypted fields.
 */
export function checkedImportText(kind: RecordKind, fields: readonly string[], also: readonly AlsoWritten[]): string {
  return `WITH given AS MATERIALIZED (${given(kind, fields)}),
  answer AS MATERIALIZED (SELECT *, ${presence(kind)}, ${broken(kind)}, ${faultsExpression(kind)} AS faults FROM given ${inOrder(kind)}),
  fresh AS (SELECT * FROM answer WHERE NOT (${KEEPS_OUT})),
  ${writing(kind, fields, also, 'fresh')}
  SELECT n, present, checks, refs, faults, NULL::bigint AS position FROM answer WHERE ${KEEPS_OUT} OR faults IS NOT NULL
  UNION ALL SELECT 0, NULL, NULL, NULL, NULL, (SELECT position FROM act)`;
}

/**
 * Rows are written in the order of their keys: indexes take neighbours in faster, and batches that are written at the same time and have
 * records in common wait for each other, but never each for the other.
 */
const inOrder = (kind: RecordKind): string => `ORDER BY ${kind.key.map(columnOf).join(', ')}`;

/** The act, what else is written, and the rows of the table `from`; no act when there are none. */
function writing(kind: RecordKind, fields: readonly string[], also: readonly AlsoWritten[], from: string): string {
  const first = fields.length + 2;
  const columns = Object.keys(kind.fields)
    .filter((name) => fields.includes(name))
    .map(columnOf);
  const alsoWritten = also.map(
    ({ table, columns: filled }, i) => `also${i} AS (INSERT INTO ${table} (${Object.keys(filled).join(', ')})
    SELECT ${Object.values(filled).map(columnOf).join(', ')} FROM ${from} ON CONFLICT DO NOTHING)`,
  );
  return `act AS (INSERT INTO act (kind, act, fields, reason, source, done_by, receipt)
    SELECT '${kind.name}', 'import', $${first}::text[], $${first + 1}, $${first + 2}::jsonb, $${first + 3}::jsonb, $${first + 4}
    WHERE EXISTS (SELECT FROM ${from}) RETURNING position),
  ${[...alsoWritten, ''].join(',\n  ')}written AS (INSERT INTO ${kind.name} (${columns.join(', ')}, valid_during, act)
    SELECT ${columns.join(', ')}, valid_during, (SELECT position FROM act) FROM ${from})`;
}
