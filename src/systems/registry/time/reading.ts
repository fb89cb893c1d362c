import { type Queryable, type Statement, sql } from '../../../kernel/db.ts';
import { type RecordKind, columnOf, hasFaults } from '../kind/index.ts';
import type { Grounds } from './acts.ts';

/** One version of a record: what it says, when that is true, and during which time we held it so. */
export interface Version<Values> {
  values: Values;
  validFrom: string | null;
  /** The first day on which it is no longer so. Null: open. */
  validUntil: string | null;
  recordedAt: Date;
  /** Null: we still hold it so. */
  replacedAt: Date | null;
  /** The act by which it came to say this. */
  act: number;
  /** Codes of the quality rules that it breaks. */
  faults: string[];
}

/** Condition: the version that is valid on a civil date. */
export function validOn(date: string): Statement {
  return sql`valid_during @> ${date}::date`;
}

/** What we held on `knownAt` to be true on `date`; undefined when nothing. Without `knownAt`: what we hold now. */
export async function asOf<Values, Key extends keyof Values & string>(
  db: Queryable,
  kind: RecordKind<Values, Key>,
  asked: { key: Pick<Values, Key>; date: string; knownAt?: Date },
): Promise<Version<Values> | undefined> {
  const { date, knownAt } = asked;
  const key = keyValues(kind, asked.key);
  const at = `$${key.length + 1}`;
  const covers = `valid_during @> ${at}::date`;
  const row = await db.maybe<Row>(
    knownAt
      ? {
          text: `${versions(kind, `AND ${covers} AND recorded_at <= $${key.length + 2}`, `AND ${covers} AND recorded_during @> $${key.length + 2}::timestamptz`)}`,
          values: [...key, date, knownAt],
        }
      : { text: present(kind, `AND ${covers}`), values: [...key, date] },
  );
  return row && versionOf<Values>(kind, row);
}

/** What a version rests on. */
export interface Told extends Omit<Grounds, 'receipt'> {
  act: string;
  at: Date;
  receipt: string | null;
}

/** Every version there is or was of a record, in the order in which we came to hold them: both times at once. */
export async function timeline<Values, Key extends keyof Values & string>(
  db: Queryable,
  kind: RecordKind<Values, Key>,
  key: Pick<Values, Key>,
): Promise<(Version<Values> & { told: Told | undefined })[]> {
  const rows = await db.rows<Row & { told: Told | null }>({
    text: `SELECT version.*, (SELECT jsonb_build_object('act', a.act, 'at', a.at, 'reason', a.reason, 'source', a.source,
        'by', a.done_by, 'receipt', a.receipt) FROM act a WHERE a.position = version.act) AS told
      FROM (${versions(kind)}) version ORDER BY "recordedAt", "validFrom"`,
    values: keyValues(kind, key),
  });
  return rows.map((row) => ({
    ...versionOf<Values>(kind, row),
    told: row.told ? { ...row.told, at: new Date(row.told.at) } : undefined,
  }));
}

/** The act that a call on the exchange brought, by its receipt: it has been done. */
export async function actOfReceipt(db: Queryable, receipt: string): Promise<number | undefined> {
  const row = await db.maybe<{ position: number }>(
    sql`SELECT position FROM act WHERE receipt = ${receipt} ORDER BY position LIMIT 1`,
  );
  return row?.position;
}

/** The fields in which two versions differ, in the order of the definition. */
export function difference<Values, Key extends keyof Values & string>(
  kind: RecordKind<Values, Key>,
  before: Version<Values>,
  after: Version<Values>,
): string[] {
  const say = (version: Version<Values>, field: string) =>
    JSON.stringify((version.values as Record<string, unknown>)[field] ?? null);
  return Object.keys(kind.fields).filter((field) => say(before, field) !== say(after, field));
}

type Row = Record<string, unknown> & {
  validFrom: string | null;
  validUntil: string | null;
  recordedAt: Date;
  replacedAt: Date | null;
  act: number;
  faults: string[] | null;
};

const keyValues = (kind: RecordKind, key: object): unknown[] =>
  kind.key.map((field) => (key as Record<string, unknown>)[field]);

function versionOf<Values>(kind: RecordKind, row: Row): Version<Values> {
  const values: Record<string, unknown> = {};
  for (const field of Object.keys(kind.fields)) values[field] = row[`f_${field}`];
  const { validFrom, validUntil, recordedAt, replacedAt, act, faults } = row;
  return { values: values as Values, validFrom, validUntil, recordedAt, replacedAt, act, faults: faults ?? [] };
}

function present(kind: RecordKind, more = ''): string {
  return `SELECT ${selected(kind)}, recorded_at AS "recordedAt", NULL::timestamptz AS "replacedAt"
    FROM ${kind.name} WHERE ${whereKey(kind)} ${more}`;
}

function versions(kind: RecordKind, morePresent = '', morePast = ''): string {
  return `${present(kind, morePresent)} UNION ALL
    SELECT ${selected(kind)}, lower(recorded_during), upper(recorded_during)
    FROM ${kind.name}_history WHERE ${whereKey(kind)} AND NOT isempty(recorded_during) ${morePast}`;
}

function selected(kind: RecordKind): string {
  return [
    ...Object.keys(kind.fields).map((field) => `${columnOf(field)} AS "f_${field}"`),
    'lower(valid_during) AS "validFrom", upper(valid_during) AS "validUntil", act',
    hasFaults(kind) ? 'faults' : 'NULL::text[] AS faults',
  ].join(', ');
}

function whereKey(kind: RecordKind): string {
  return kind.key.map((field, i) => `${columnOf(field)} = $${i + 1}::${kind.fields[field]!.column}`).join(' AND ');
}
