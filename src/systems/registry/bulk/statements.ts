import { type RecordKind, columnOf, kindsOf } from '../kind/index.ts';
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
  const encrypted = encryptedFields(kind);
  const all = Object.keys(kind.fields)
    .filter((name) => !encrypted.includes(name))
    .map(columnOf);
  const key = kind.key.map(columnOf);
  const same = `(held.valid_during = given.valid_during) IS TRUE AND (${all.map((name) => `held.${name}`).join(', ')})
      IS NOT DISTINCT FROM (${all.map((name) => `given.${name}`).join(', ')})`;
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
  return `WITH given AS MATERIALIZED (${given(kind, fields)})
  SELECT * FROM (
    SELECT n, (SELECT bool_and(${same}) FROM ${kind.name} held
        WHERE ${key.map((name) => `held.${name} = given.${name}`).join(' AND ')} AND held.valid_during && given.valid_during) AS present,
      ${places(checks)} AS checks, ${places(refs)} AS refs, ${faultsExpression(kind)} AS faults
    FROM given
  ) answer WHERE present IS NOT NULL OR checks IS NOT NULL OR refs IS NOT NULL OR faults IS NOT NULL`;
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
  const first = fields.length + 2;
  const columns = Object.keys(kind.fields)
    .filter((name) => fields.includes(name))
    .map(columnOf);
  const alsoWritten = also.map(
    ({ table, columns: filled }, i) => `also${i} AS (INSERT INTO ${table} (${Object.keys(filled).join(', ')})
    SELECT ${Object.values(filled).map(columnOf).join(', ')} FROM given ON CONFLICT DO NOTHING)`,
  );
  return `WITH given AS ${also.length ? 'MATERIALIZED ' : ''}(${given(kind, fields)}),
  act AS (INSERT INTO act (kind, act, fields, reason, source, done_by, receipt)
    VALUES ('${kind.name}', 'import', $${first}::text[], $${first + 1}, $${first + 2}::jsonb, $${first + 3}::jsonb, $${first + 4})
    RETURNING position),
  ${[...alsoWritten, ''].join(',\n  ')}written AS (INSERT INTO ${kind.name} (${columns.join(', ')}, valid_during, act)
    SELECT ${columns.join(', ')}, valid_during, (SELECT position FROM act) FROM given)
  SELECT position FROM act`;
}
