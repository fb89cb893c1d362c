import { type Queryable, type Statement, type Tx, sql } from '../../kernel/db.ts';
import { Refusal } from '../../kernel/refusal.ts';

/**
 * How registers keep time. A temporal table has
 * - its key columns and `valid_during daterange`, with PRIMARY KEY (…, valid_during WITHOUT OVERLAPS): when it was so;
 * - `recorded_at timestamptz` and a twin made by `kernel.keep_history_of`: when we held it so.
 * Rows are written by the four acts below and by nothing else.
 */
export interface TemporalTable {
  /** Without its schema: the role's own schema stands first on the search path. */
  table: string;
  key: readonly string[];
  /** The other columns, without valid_during and recorded_at. */
  columns: readonly string[];
}

export type Values = Readonly<Record<string, unknown>>;

const IDENTIFIER = /^[a-z][a-z0-9_]{0,62}$/;

/** SQL text that we made ourselves from names in code; checked, because the template binds values only. */
function raw(text: string): Statement {
  return sql(Object.assign([text], { raw: [text] }));
}

function name(identifier: string): Statement {
  if (!IDENTIFIER.test(identifier)) throw new Error(`not a name of a table or column: ${identifier}`);
  return raw(identifier);
}

function joined(parts: readonly Statement[], separator: string): Statement {
  return parts.reduce((all, part) => sql`${all}${raw(separator)}${part}`);
}

const names = (identifiers: readonly string[]): Statement => joined(identifiers.map(name), ', ');

function whereKey({ key }: TemporalTable, values: Values): Statement {
  return joined(
    key.map((column) => sql`${name(column)} = ${values[column]}`),
    ' AND ',
  );
}

/** Condition: the version that is valid on a civil date. */
export function validOn(date: string): Statement {
  return sql`valid_during @> ${date}::date`;
}

/** The period from a civil date, open or up to and without another, as a value for `valid_during`. */
function periodFrom(from: string, until?: string | null): Statement {
  return sql`daterange(${from}::date, ${until ?? null}::date)`;
}

/** Act 1: records a fact that is true from a date (until another, when known). Overlaps are refused by the key. */
export async function record(
  tx: Tx,
  table: TemporalTable,
  fact: { values: Values; from: string; until?: string | null },
): Promise<void> {
  const columns = [...table.key, ...table.columns].filter((column) => fact.values[column] !== undefined);
  await tx.run(sql`INSERT INTO ${name(table.table)} (${names(columns)}, valid_during)
    VALUES (${joined(
      columns.map((column) => sql`${fact.values[column]}`),
      ', ',
    )}, ${periodFrom(fact.from, fact.until)})`);
}

/**
 * Act 2: the world changed on a date. The version valid then ends there, and a new one with the changes goes on to where
 * it would have ended. Refuses `register.not_valid_then` when nothing is valid on that date.
 */
export async function changeFrom(
  tx: Tx,
  table: TemporalTable,
  change: { key: Values; from: string; values: Values },
): Promise<void> {
  const { key, from, values } = change;
  const found = await lockVersion(tx, table, key, from);
  if (found.from === from) return overwrite(tx, table, { key, on: from, values });
  await tx.run(sql`UPDATE ${name(table.table)} SET valid_during = daterange(lower(valid_during), ${from}::date)
    WHERE ${whereKey(table, key)} AND ${validOn(from)}`);
  await record(tx, table, { values: { ...found.values, ...values }, from, until: found.until });
}

/**
 * Act 3: what we wrote was wrong. The version valid on that date says something else from now on, for the whole of its
 * period; what we held before stays in the history. Refuses `register.not_valid_then`.
 */
export async function correct(
  tx: Tx,
  table: TemporalTable,
  correction: { key: Values; on: string; values: Values },
): Promise<void> {
  await lockVersion(tx, table, correction.key, correction.on);
  await overwrite(tx, table, correction);
}

/** Act 4: it should never have been written. The version goes; the history keeps it. Refuses `register.not_valid_then`. */
export async function cancel(tx: Tx, table: TemporalTable, error: { key: Values; on: string }): Promise<void> {
  await lockVersion(tx, table, error.key, error.on);
  await tx.run(sql`DELETE FROM ${name(table.table)} WHERE ${whereKey(table, error.key)} AND ${validOn(error.on)}`);
}

/** Act 2 without a successor: the fact is no longer true from a date on. Refuses `register.not_valid_then`. */
export async function endOn(tx: Tx, table: TemporalTable, end: { key: Values; from: string }): Promise<void> {
  const found = await lockVersion(tx, table, end.key, end.from);
  if (found.from === end.from) return cancel(tx, table, { key: end.key, on: end.from });
  await tx.run(sql`UPDATE ${name(table.table)} SET valid_during = daterange(lower(valid_during), ${end.from}::date)
    WHERE ${whereKey(table, end.key)} AND ${validOn(end.from)}`);
}

async function overwrite(
  tx: Tx,
  table: TemporalTable,
  { key, on, values }: { key: Values; on: string; values: Values },
): Promise<void> {
  const columns = Object.keys(values);
  if (columns.length === 0) return;
  await tx.run(sql`UPDATE ${name(table.table)}
    SET ${joined(
      columns.map((column) => sql`${name(column)} = ${values[column]}`),
      ', ',
    )}
    WHERE ${whereKey(table, key)} AND ${validOn(on)}`);
}

interface LockedVersion {
  from: string | null;
  until: string | null;
  values: Values;
}

async function lockVersion(tx: Tx, table: TemporalTable, key: Values, on: string): Promise<LockedVersion> {
  const found = await tx.maybe<Record<string, unknown> & { valid_from: string | null; valid_until: string | null }>(sql`
    SELECT ${names([...table.key, ...table.columns])}, lower(valid_during) AS valid_from, upper(valid_during) AS valid_until
    FROM ${name(table.table)} WHERE ${whereKey(table, key)} AND ${validOn(on)} FOR UPDATE`);
  if (!found) throw new Refusal('register.not_valid_then', 409, { values: { date: on } });
  const { valid_from: from, valid_until: until, ...values } = found;
  return { from, until, values };
}

/** One version of a record: what it said, when that was true, and during which time we held it so. */
export type Version<Row> = Row & {
  validFrom: string | null;
  validUntil: string | null;
  recordedAt: Date;
  /** Null: we still hold it so. */
  replacedAt: Date | null;
};

/** Every version there is or was of a record, in the order in which we came to hold them: both times at once. */
export function timeline<Row>(db: Queryable, table: TemporalTable, key: Values): Promise<Version<Row>[]> {
  return db.rows(sql`${versions(table, key)} ORDER BY "recordedAt", "validFrom"`);
}

/** What we held on `knownAt` to be true on `date`; undefined when nothing. Without `knownAt`: what we hold now. */
export function asOf<Row>(
  db: Queryable,
  table: TemporalTable,
  asked: { key: Values; date: string; knownAt?: Date },
): Promise<Version<Row> | undefined> {
  return db.maybe(sql`SELECT ${names([...table.key, ...table.columns])}, "validFrom", "validUntil", "recordedAt", "replacedAt"
    FROM (${versions(table, asked.key)}) version
    WHERE ("validFrom" IS NULL OR "validFrom" <= ${asked.date}::date) AND ("validUntil" IS NULL OR "validUntil" > ${asked.date}::date)
      AND CASE WHEN ${asked.knownAt ?? null}::timestamptz IS NULL THEN "replacedAt" IS NULL
        ELSE "recordedAt" <= ${asked.knownAt ?? null} AND ("replacedAt" IS NULL OR "replacedAt" > ${asked.knownAt ?? null}) END`);
}

function versions(table: TemporalTable, key: Values): Statement {
  const columns = names([...table.key, ...table.columns]);
  const period = sql`lower(valid_during) AS "validFrom", upper(valid_during) AS "validUntil"`;
  return sql`SELECT ${columns}, ${period}, recorded_at AS "recordedAt", NULL::timestamptz AS "replacedAt"
      FROM ${name(table.table)} WHERE ${whereKey(table, key)}
    UNION ALL
    SELECT ${columns}, ${period}, lower(recorded_during), upper(recorded_during)
      FROM ${name(`${table.table}_history`)} WHERE ${whereKey(table, key)} AND NOT isempty(recorded_during)`;
}
