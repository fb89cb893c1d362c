import { type Queryable, type Statement, sql } from '../../../kernel/db.ts';
import { Together } from '../../../kernel/together.ts';
import { type RecordKind, columnOf, hasFaults } from '../kind/index.ts';
import { openedRows } from '../sealing/values.ts';
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

/**
 * What we held on `knownAt` to be true on `date`; undefined when nothing. Without `knownAt`: what we hold now; those who
 * ask that at the same time outside of transactions are answered by one statement.
 */
export async function asOf<Values, Key extends keyof Values & string>(
  db: Queryable,
  kind: RecordKind<Values, Key>,
  asked: { key: Pick<Values, Key>; date: string; knownAt?: Date },
): Promise<Version<Values> | undefined> {
  const { date, knownAt } = asked;
  const key = keyValues(kind, asked.key);
  const row =
    !knownAt && 'transaction' in db
      ? await readersOf(db, kind).enter({ key, date })
      : await db.maybe<Row>(
          knownAt
            ? {
                text: versions(
                  kind,
                  `AND ${covers(kind)} AND recorded_at <= $${key.length + 2}`,
                  `AND ${covers(kind)} AND recorded_during @> $${key.length + 2}::timestamptz`,
                ),
                values: [...key, date, knownAt],
              }
            : { text: present(kind, `AND ${covers(kind)}`), values: [...key, date] },
        );
  const [opened] = row ? await openedRows(db, kind, [row]) : [];
  return opened && versionOf<Values>(kind, opened);
}

/**
 * Condition: the version is valid on the date that is bound after the key. By `IS TRUE` PostgreSQL looks for the key in its
 * B-tree and then at the few versions, which is quicker than in the GiST index of the temporal key.
 */
const covers = (kind: RecordKind): string => `(valid_during @> $${kind.key.length + 1}::date) IS TRUE`;

interface Asked {
  key: unknown[];
  date: string;
}

/** So many are answered by one statement at most. */
const MOST_TOGETHER = 64;
/** A second statement is on its way while the answers of the first are handed out. */
const STATEMENTS_AT_ONCE = 2;
const readers = new WeakMap<Queryable, Map<RecordKind, Together<Asked, Row | undefined>>>();

function readersOf(db: Queryable, kind: RecordKind): Together<Asked, Row | undefined> {
  let byKind = readers.get(db);
  if (!byKind) readers.set(db, (byKind = new Map()));
  let together = byKind.get(kind);
  if (!together) {
    const limits = { most: MOST_TOGETHER, atOnce: STATEMENTS_AT_ONCE };
    byKind.set(kind, (together = new Together((asked) => presentOfMany(db, kind, asked), limits)));
  }
  return together;
}

/** What we hold now of many, each on its date, in their order. */
async function presentOfMany(db: Queryable, kind: RecordKind, asked: readonly Asked[]): Promise<(Row | undefined)[]> {
  const [only, ...others] = asked;
  if (others.length === 0) {
    const text = present(kind, `AND ${covers(kind)}`);
    return [await db.maybe<Row>({ text, values: [...only!.key, only!.date] })];
  }
  const names = kind.key.map((_, i) => `key_${i}`);
  const found = await db.rows<Row & { place: number }>({
    text: `SELECT given.place::int, version.* FROM unnest(${kind.key
      .map((field, i) => `$${i + 1}::${kind.fields[field]!.column}[]`)
      .join(', ')}, $${kind.key.length + 1}::date[]) WITH ORDINALITY AS given (${names.join(', ')}, on_date, place),
      LATERAL (SELECT ${selected(kind)}, recorded_at AS "recordedAt", NULL::timestamptz AS "replacedAt" FROM ${kind.name}
        WHERE ${kind.key.map((field, i) => `${columnOf(field)} = given.key_${i}`).join(' AND ')}
          AND (valid_during @> given.on_date) IS TRUE) version`,
    values: [...kind.key.map((_, i) => asked.map(({ key }) => key[i])), asked.map(({ date }) => date)],
  });
  const rows: (Row | undefined)[] = asked.map(() => undefined);
  for (const row of found) rows[row.place - 1] = row;
  return rows;
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
  return (await openedRows(db, kind, rows)).map((row) => ({
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
