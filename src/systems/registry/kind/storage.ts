import { type Field, isEncrypted } from './field.ts';
import { type RecordKind, columnOf, writeRulesOf } from './kind.ts';

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** The table of a kind, schema and all. */
export function tableOf(kind: RecordKind): string {
  return `${kind.system.replaceAll('-', '_')}.${kind.name}`;
}

/** How many digits the values of a field have, when that is all that they have. */
function digitsOf({ pattern = '' }: Field): number | undefined {
  const digits = /^\\d\{(\d+)\}$/.exec(pattern)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** PostgreSQL takes four times as long to count digits by a pattern as to count them and to look for anything else. */
function patternCheck(column: string, field: Field & { pattern: string }): string {
  const digits = digitsOf(field);
  const { pattern } = field;
  return digits
    ? `length(${column}) = ${digits} AND ${column} !~ '[^0-9]'`
    : `${column} ~ ${quoted(`^(?:${pattern})$`)}`;
}

/** The checks that one value must pass, as SQL over its column. */
function checksOf(column: string, field: Field): string[] {
  const checks: string[] = [];
  if (field.pattern) checks.push(patternCheck(column, { ...field, pattern: field.pattern }));
  if (field.choices) checks.push(`${column} IN (${Object.keys(field.choices).map(quoted).join(', ')})`);
  if (field.longest !== undefined) checks.push(`length(${column}) BETWEEN 1 AND ${field.longest}`);
  if (field.least !== undefined) checks.push(`${column} >= ${field.least}`);
  if (field.most !== undefined) checks.push(`${column} <= ${field.most}`);
  return checks;
}

function columnLine([name, field]: [string, Field]): string {
  const column = columnOf(name);
  const checks = isEncrypted(field) ? [] : checksOf(column, field);
  return [
    `${column} ${storedType(field)}`,
    ...(field.optional ? [] : ['NOT NULL']),
    ...(checks.length ? [`CHECK (${checks.join(' AND ')})`] : []),
  ].join(' ');
}

/** The type of the column of a field: of an encrypted one, bytes. */
export function storedType(field: Field): string {
  return isEncrypted(field) ? 'bytea' : field.column;
}

/** The fields of a kind that are kept encrypted. */
export function encryptedFields(kind: Pick<RecordKind, 'fields'>): string[] {
  return Object.keys(kind.fields).filter((name) => isEncrypted(kind.fields[name]!));
}

/** In the bytes of an encrypted value that can be found by its value: where the mark stands by which it is. See sealing/values.ts. */
export function valueMark(column: string): string {
  return `substring(${column} FROM 2 FOR 16)`;
}

/** Whether versions of a kind keep the rules that they break. */
export function hasFaults(kind: Pick<RecordKind, 'rules'>): boolean {
  return writeRulesOf(kind).length > 0;
}

/** What of its quality rules a version breaks; NULL when none. Immutable, so that PostgreSQL keeps it with the row. */
export function faultsExpression(kind: RecordKind): string {
  const each = writeRulesOf(kind).map((rule) => `CASE WHEN NOT (${rule.holds}) THEN ${quoted(rule.name)} END`);
  return `nullif(array_remove(ARRAY[${each.join(', ')}]::text[], NULL), '{}')`;
}

/**
 * The column that stands for a key in temporal keys and references: 16 bytes made of the columns of the key. A GiST index
 * takes a text in six to eight times as slowly, and each temporal key is one. Of a key that begins with a number of so many
 * digits these are the first bytes, so that what is said of one person lies together; the rest is a digest.
 */
function temporalKey(kind: RecordKind, fields: readonly string[]): { name: string; line: string } {
  const name = `${fields.map(columnOf).join('_')}_key`;
  const parts = fields.map((field) => `${columnOf(field)}${kind.fields[field]!.column === 'text' ? '' : '::text'}`);
  const key = keyOfDigits(parts, digitsOf(kind.fields[fields[0]!]!)) ?? keyOf(parts);
  return { name, line: `${name} uuid GENERATED ALWAYS AS (${key}) STORED` };
}

const HEX_DIGITS = 32;
/** Half of the bytes at least are left to the digest of the rest. */
const MOST_DIGITS = 16;

/** A key of one or two parts of which the first has so many digits; nothing when it is another. */
function keyOfDigits([number, rest, ...more]: readonly string[], digits = HEX_DIGITS): string | undefined {
  if (digits > MOST_DIGITS || more.length > 0) return undefined;
  const left = HEX_DIGITS - digits;
  return `(${number} || ${rest ? `substr(md5(${rest}), 1, ${left})` : quoted('f'.repeat(left))})::uuid`;
}

/** `kernel.key_of` takes three parts; of a longer key the last of them is the key of the rest. */
const MOST_PARTS = 3;
function keyOf(parts: readonly string[]): string {
  const taken =
    parts.length > MOST_PARTS
      ? [...parts.slice(0, MOST_PARTS - 1), `${keyOf(parts.slice(MOST_PARTS - 1))}::text`]
      : parts;
  return `kernel.key_of(${taken.join(', ')})`;
}

/**
 * The SQL that makes the table of a kind: for a migration, where it is read and kept. A record has one row for each version
 * that is valid now as we know it (`valid_during`), its twin `_history` what we held before; `act` is the act by which the
 * row came to say what it says; `faults` the quality rules that it breaks.
 */
export function tableSql(kind: RecordKind): string {
  const table = tableOf(kind);
  const role = kind.system.replaceAll('-', '_');
  const key = kind.key.map(columnOf);
  const own = temporalKey(kind, kind.key);
  const references = kind.references.map(({ fields, to }) => ({ ...temporalKey(kind, fields), to }));
  const lines = [
    ...Object.entries(kind.fields).map(columnLine),
    'valid_during daterange NOT NULL CHECK (NOT isempty(valid_during))',
    'act bigint NOT NULL',
    'recorded_at timestamptz NOT NULL DEFAULT clock_timestamp()',
    ...kind.names.map(
      (name) => `${foldedColumn(name)} text GENERATED ALWAYS AS (kernel.fold(${columnOf(name)})) STORED`,
    ),
    ...(hasFaults(kind) ? [`faults text[] GENERATED ALWAYS AS (${faultsExpression(kind)}) STORED`] : []),
    // A key that is also a reference, as that of a person's residence, is one column.
    ...new Set([own, ...references].map(({ line }) => line)),
    ...kind.checks.map((check) => `CHECK (${check})`),
    `PRIMARY KEY (${own.name}, valid_during WITHOUT OVERLAPS)`,
    ...references.map(({ name, to }) => `FOREIGN KEY (${name}, PERIOD valid_during) REFERENCES ${role}.${to}`),
  ];
  return [
    `CREATE TABLE ${table} (\n  ${lines.join(',\n  ')}\n);`,
    `COMMENT ON TABLE ${table} IS ${quoted(`${kind.title.en}: one row for each version.`)};`,
    `CREATE INDEX ON ${table} (${key.join(', ')});`,
    ...kind.indexed.map(
      (fields) => `CREATE INDEX ON ${table} (${fields.map(columnOf).join(', ')})${whereGiven(kind, fields)};`,
    ),
    ...kind.names.map(
      (name) => `CREATE INDEX ON ${table} (${[`${foldedColumn(name)} text_pattern_ops`, ...key].join(', ')});`,
    ),
    ...(hasFaults(kind) ? [`CREATE INDEX ON ${table} (${key.join(', ')}) WHERE faults IS NOT NULL;`] : []),
    ...encryptedFields(kind)
      .filter((name) => kind.fields[name]!.foundByValue)
      .map((name) => `CREATE INDEX ON ${table} (${valueMark(columnOf(name))});`),
    `CREATE INDEX ON ${table} USING brin (act);`,
    `GRANT SELECT, INSERT, UPDATE, DELETE ON ${table} TO ${role};`,
    `SELECT kernel.keep_history_of(${[table, ...key].map(quoted).join(', ')});`,
  ].join('\n');
}

/** Nobody looks for records by a field that they do not have. */
function whereGiven(kind: RecordKind, fields: readonly string[]): string {
  const [only] = fields;
  return fields.length === 1 && kind.fields[only!]!.optional ? ` WHERE ${columnOf(only!)} IS NOT NULL` : '';
}

/** The column that holds a name without tones and in small letters, for searching. */
export function foldedColumn(name: string): string {
  return `${columnOf(name)}_folded`;
}
