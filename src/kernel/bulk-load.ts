import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from } from 'pg-copy-streams';

/** What is away while a table is filled, and what it is made of. */
export interface Away {
  table: string;
  name: string;
  kind: 'index' | 'key' | 'reference' | 'temporal reference';
  definition: string;
}

/** The columns of a temporal reference and of what it refers to; the period is the last of each. */
export interface TemporalReference {
  table: string;
  name: string;
  referred: string;
  columns: string[];
  referredColumns: string[];
}

/**
 * Fills empty tables while their indexes, keys and references are away, and puts them back, checked, at the end: building
 * them at once is several times as fast as row by row. All within the caller's transaction: nobody sees the tables
 * without their keys, and a load that fails leaves everything as it was. For the owner only. Refuses (Error) a table
 * that is not empty, and rows that break a key or a reference.
 */
export async function fillTables(
  owner: pg.Client,
  tables: readonly string[],
  load: () => Promise<void>,
): Promise<void> {
  const away = await indexesAndReferencesOf(owner, tables);
  for (const one of away.toReversed()) await owner.query(statementWithout(one));
  for (const table of tables) {
    const { rowCount } = await owner.query(`SELECT FROM ${table} LIMIT 1`);
    if (rowCount) throw new Error(`${table} is not empty`);
  }
  // With files made in this very transaction the rows need not be written to the log as well (`wal_level = minimal`).
  await owner.query(`TRUNCATE ${tables.join(', ')}`);
  await load();
  for (const one of away) await owner.query(statementFor(one));
  const temporal = away.filter(({ kind }) => kind === 'temporal reference');
  // Nothing is known of the new tables yet: for a few rows one would look up each, for all of them one reads both once.
  await owner.query('SET LOCAL enable_nestloop = off');
  for (const reference of await temporalReferences(owner, temporal)) await assertHolds(owner, reference);
  await owner.query('SET LOCAL enable_nestloop = on');
}

/** Indexes, keys and references of those tables, and references to them, in the order in which they can come back. */
export async function indexesAndReferencesOf(owner: pg.Client, tables: readonly string[]): Promise<Away[]> {
  const { rows } = await owner.query<Away>(
    `SELECT conrelid::regclass::text AS table, quote_ident(conname) AS name, pg_get_constraintdef(oid) AS definition,
       CASE WHEN contype <> 'f' THEN 'key' WHEN conperiod THEN 'temporal reference' ELSE 'reference' END AS kind
     FROM pg_constraint
     WHERE contype IN ('p', 'u', 'x', 'f') AND (conrelid = ANY ($1::regclass[]) OR confrelid = ANY ($1::regclass[]))
     UNION ALL
     SELECT i.indrelid::regclass::text, i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid), 'index'
     FROM pg_index i
     WHERE i.indrelid = ANY ($1::regclass[]) AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = i.indexrelid AND contype <> 'f')`,
    [tables],
  );
  const order: Away['kind'][] = ['index', 'key', 'reference', 'temporal reference'];
  return rows.toSorted((one, other) => order.indexOf(one.kind) - order.indexOf(other.kind));
}

/** Takes it away, if it is there. */
export const statementWithout = ({ table, name, kind }: Away): string =>
  kind === 'index' ? `DROP INDEX IF EXISTS ${name}` : `ALTER TABLE ${table} DROP CONSTRAINT IF EXISTS ${name}`;

/**
 * Brings it back. PostgreSQL would look at temporal references row by row: these watch new rows only, and `assertHolds` looks at all
 * that are there together.
 */
export function statementFor({ table, name, kind, definition }: Away): string {
  if (kind === 'index') return definition;
  return `ALTER TABLE ${table} ADD CONSTRAINT ${name} ${definition}${kind === 'temporal reference' ? ' NOT VALID' : ''}`;
}

/** What temporal references refer to, while these are away. */
export async function temporalReferences(owner: pg.Client, away: readonly Away[]): Promise<TemporalReference[]> {
  const { rows } = await owner.query<TemporalReference>(
    `SELECT c.conrelid::regclass::text AS table, quote_ident(c.conname) AS name, c.confrelid::regclass::text AS referred,
       (SELECT array_agg(quote_ident(a.attname) ORDER BY k.at) FROM unnest(c.conkey) WITH ORDINALITY AS k (number, at)
          JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.number) AS columns,
       (SELECT array_agg(quote_ident(a.attname) ORDER BY k.at) FROM unnest(c.confkey) WITH ORDINALITY AS k (number, at)
          JOIN pg_attribute a ON a.attrelid = c.confrelid AND a.attnum = k.number) AS "referredColumns"
     FROM pg_constraint c JOIN unnest($1::regclass[], $2::text[]) AS given (tab, name)
       ON c.conrelid = given.tab AND quote_ident(c.conname) = given.name`,
    [away.map(({ table }) => table), away.map(({ name }) => name)],
  );
  return rows;
}

/** Throws when a row refers to something during a time in which it was not there. */
export async function assertHolds(owner: pg.Client, reference: TemporalReference): Promise<void> {
  const { table, name, referred, columns, referredColumns } = reference;
  const isSame = columns.slice(0, -1).map((column, i) => `p.${referredColumns[i]} = c.${column}`);
  const [period, referredPeriod] = [columns.at(-1)!, referredColumns.at(-1)!];
  const isGiven = columns.map((column) => `c.${column} IS NOT NULL`).join(' AND ');
  // Most rows lie within one version of what they refer to. Only for the others the versions are put together: PostgreSQL would
  // do it for each row first, were the two not kept apart.
  const { rowCount } = await owner.query(
    `WITH left_over AS MATERIALIZED (SELECT ${columns.map((column) => `c.${column}`).join(', ')} FROM ${table} c
       WHERE ${isGiven} AND NOT EXISTS (
         SELECT FROM ${referred} p WHERE ${isSame.join(' AND ')} AND (p.${referredPeriod} @> c.${period}) IS TRUE))
     SELECT FROM left_over c
     WHERE (c.${period} <@ (SELECT range_agg(p.${referredPeriod}) FROM ${referred} p WHERE ${isSame.join(' AND ')})) IS NOT TRUE
     LIMIT 1`,
  );
  if (rowCount) throw new Error(`rows of ${table} break ${name}`);
}

/** Puts rows into `target`, a table with its columns: `person (number, name)`. `lines` are rows in the text format of COPY. */
export async function copyRows(owner: pg.Client, target: string, lines: Iterable<string>): Promise<void> {
  await pipeline(Readable.from(lines), owner.query(from(`COPY ${target} FROM STDIN`)));
}
