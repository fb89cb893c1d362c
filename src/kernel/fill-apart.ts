import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import type pg from 'pg';
import { from } from 'pg-copy-streams';
import {
  type Away,
  assertHolds,
  indexesAndReferencesOf,
  statementFor,
  statementWithout,
  temporalReferences,
} from './bulk-load.ts';
import { type Connection, ownerClient } from './db.ts';

/** A table to fill, with the columns that are given. */
export interface ApartTable {
  table: string;
  columns: readonly string[];
}

/** How far the work behind the rows is: keys, indexes and references that stand again. */
export type OnBuilt = (done: number, all: number) => void;

/** So many statements work at the same time, one on each processor: more would only take its caches from each other. */
const BUILDERS = Math.min(Math.max(availableParallelism(), 2), 4);
/** For each of them: memory to sort an index (ten times as much, enough for all of its rows, takes as long), and to look at references, which is done over whole tables. They are
 * several already: none of them takes processors from the others. */
const SETTINGS = `SET maintenance_work_mem = '256MB'; SET work_mem = '256MB'; SET enable_nestloop = off;
  SET max_parallel_workers_per_gather = 0; SET max_parallel_maintenance_workers = 0; SET client_min_messages = warning;
  SET default_statistics_target = 25`;
const MARK = 'filling-apart';

/**
 * Fills tables with more rows than one connection takes in a short time: each table over a connection of its own, and
 * keys and indexes over several at once. What was in the tables goes. `load` hands over rows of any of the tables in
 * the text format of COPY, whole lines only. Commits as it goes: one that is cut off leaves its tables without keys, and
 * the next call begins again; nobody may use them meanwhile. For the owner only. Refuses (Error) rows that break a key or a
 * reference.
 */
export async function fillApart(
  connection: Connection,
  tables: readonly ApartTable[],
  load: (write: (table: string, lines: Uint8Array) => Promise<void>) => Promise<void>,
  onBuilt: OnBuilt = () => undefined,
): Promise<void> {
  await withClient(connection, async (client) => {
    const away = await leaveAway(client, tables);
    await loadAll(connection, tables, load);
    await buildAll(connection, client, away, onBuilt);
  });
}

/** Takes indexes, keys and references away, and notes them where a later call finds them. */
async function leaveAway(client: pg.Client, tables: readonly ApartTable[]): Promise<Away[]> {
  const names = tables.map(({ table }) => table);
  await client.query('BEGIN');
  const { rows } = await client.query<{ value: Away[] }>('SELECT value FROM kernel.mark WHERE name = $1', [MARK]);
  const away = rows[0]?.value ?? (await indexesAndReferencesOf(client, names));
  for (const one of away.toReversed()) await client.query(statementWithout(one));
  await client.query(`TRUNCATE ${names.join(', ')}`);
  // The server's own vacuum would take a processor to tables that are vacuumed below.
  for (const table of names) await client.query(`ALTER TABLE ${table} SET (autovacuum_enabled = false)`);
  await client.query('INSERT INTO kernel.mark (name, value) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
    MARK,
    JSON.stringify(away),
  ]);
  await client.query('COMMIT');
  return away;
}

interface Opened {
  client: pg.Client;
  copy: ReturnType<typeof from>;
  ended: Promise<unknown>;
  /** Makes the table as it was defined again. */
  giveBack: string;
}

async function loadAll(
  connection: Connection,
  tables: readonly ApartTable[],
  load: (write: (table: string, lines: Uint8Array) => Promise<void>) => Promise<void>,
): Promise<void> {
  const opened = new Map<string, Opened>();
  try {
    for (const { table, columns } of tables) {
      const client = ownerClient(connection);
      await client.connect();
      await client.query('BEGIN');
      // In the transaction that made the file rows need no log (`wal_level = minimal`), and nobody can ask which of them to see.
      await client.query(`TRUNCATE ${table}`);
      const giveBack = await sameTimeForAll(client, table);
      const copy = client.query(from(`COPY ${table} (${columns.join(', ')}) FROM STDIN (FREEZE)`));
      const ended = once(copy, 'finish');
      ended.catch(() => undefined);
      opened.set(table, { client, copy, ended, giveBack });
    }
    await load(async (table, lines) => {
      const { copy, ended } = opened.get(table)!;
      if (copy.errored) await ended;
      if (!copy.write(lines)) await Promise.race([once(copy, 'drain'), ended]);
    });
    for (const { copy } of opened.values()) copy.end();
    await Promise.all(
      [...opened.values()].map(async ({ client, ended, giveBack }) => {
        await ended;
        await client.query(`${giveBack}; COMMIT`);
      }),
    );
  } finally {
    for (const { client } of opened.values()) await client.end().catch(() => undefined);
  }
}

/**
 * Gives all rows the time of the transaction where each would ask the clock: with a default that may be another for each row
 * PostgreSQL takes rows in one by one instead of a page at a time, and marks no page as visible to all. The answer is the
 * statement that undoes it.
 */
async function sameTimeForAll(client: pg.Client, table: string): Promise<string> {
  const { rows } = await client.query<{ column: string }>(
    `SELECT quote_ident(attname) AS column FROM pg_attrdef JOIN pg_attribute ON attrelid = adrelid AND attnum = adnum
     WHERE adrelid = $1::regclass AND pg_get_expr(adbin, adrelid) = 'clock_timestamp()' AND attgenerated = ''`,
    [table],
  );
  const defaults = (time: string) =>
    rows.map(({ column }) => `ALTER TABLE ${table} ALTER ${column} SET DEFAULT ${time}`).join('; ');
  await client.query(defaults('transaction_timestamp()'));
  return defaults('clock_timestamp()');
}

async function buildAll(
  connection: Connection,
  client: pg.Client,
  away: readonly Away[],
  onBuilt: OnBuilt,
): Promise<void> {
  let done = 0;
  const built = () => onBuilt(++done, away.length);
  // A key wants its table for itself, the largest takes longest and begins; of one table several indexes are built side by side,
  // those of the first finished table while the last keys are still being built.
  const keys = Map.groupBy(
    away.filter(({ kind }) => kind === 'key'),
    ({ table }) => table,
  );
  const inTurn = (statements: readonly string[]) => async (builder: pg.Client) => {
    for (const statement of statements) {
      await builder.query(statement);
      built();
    }
  };
  const largestFirst = await bySize(client, [...new Set(away.map(({ table }) => table))]);
  const standing = new Map(largestFirst.map((table) => [table, Promise.withResolvers<void>()]));
  const buildKeys = largestFirst.map((table) => async (builder: pg.Client) => {
    const { promise, resolve, reject } = standing.get(table)!;
    // Whoever waits for it is told; when nobody does, the builder's own failure is enough.
    promise.catch(() => undefined);
    await inTurn((keys.get(table) ?? []).map(statementFor))(builder).then(resolve, (error: unknown) => {
      reject(error);
      throw error;
    });
  });
  const hasKeys = new Set<string>();
  for (const [table, { promise }] of standing)
    void promise.then(
      () => hasKeys.add(table),
      () => undefined,
    );
  const buildIndex = (one: Away) => async (builder: pg.Client) => {
    await standing.get(one.table)!.promise;
    await inTurn([statementFor(one)])(builder);
  };
  const indexes = largestFirst.flatMap((table) => away.filter((one) => one.kind === 'index' && one.table === table));
  await sideBySide(connection, function* () {
    yield* buildKeys;
    while (indexes.length > 0) {
      const ready = indexes.findIndex(({ table }) => hasKeys.has(table));
      yield buildIndex(indexes.splice(Math.max(0, ready), 1)[0]!);
    }
  });
  // PostgreSQL joins by the indexes alone once it knows that everybody may see the rows: a seventh of the time. New indexes have nothing to clean.
  await sideBySide(connection, function* () {
    for (const table of largestFirst)
      yield async (builder) => void (await builder.query(`VACUUM (ANALYZE, INDEX_CLEANUP off) ${table}`));
  });
  // They watch new rows at once; those that are there are looked at all together, side by side.
  const references = away.filter(({ kind }) => kind === 'reference' || kind === 'temporal reference');
  for (const one of references) {
    const isWatching = one.kind === 'temporal reference' ? '' : ' NOT VALID';
    await client.query(statementFor(one) + isWatching);
  }
  const temporal = await temporalReferences(
    client,
    references.filter(({ kind }) => kind === 'temporal reference'),
  );
  await sideBySide(connection, function* () {
    for (const reference of temporal)
      yield async (builder) => {
        await assertHolds(builder, reference);
        built();
      };
    for (const one of references) if (one.kind === 'reference') yield inTurn([statementToValidate(one)]);
  });
  for (const table of largestFirst) await client.query(`ALTER TABLE ${table} RESET (autovacuum_enabled)`);
  await client.query('DELETE FROM kernel.mark WHERE name = $1', [MARK]);
}

/** Tables, the largest first. */
async function bySize(client: pg.Client, tables: readonly string[]): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT name FROM unnest($1::text[]) name ORDER BY pg_relation_size(name::regclass) DESC, name`,
    [tables],
  );
  return rows.map(({ name }) => name);
}

const statementToValidate = ({ table, name }: Away): string => `ALTER TABLE ${table} VALIDATE CONSTRAINT ${name}`;

type Work = (builder: pg.Client) => Promise<void>;

/** Does all of it, a few at the same time; what comes next is asked for when somebody is free. */
async function sideBySide(connection: Connection, work: () => Generator<Work, void>): Promise<void> {
  const left = work();
  const builders = Array.from({ length: BUILDERS }, () =>
    withClient(connection, async (builder) => {
      // Ends for all of them as soon as one fails.
      for (const one of left) await one(builder);
    }),
  );
  await Promise.all(builders);
}

async function withClient(connection: Connection, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = ownerClient(connection);
  await client.connect();
  try {
    await client.query(SETTINGS);
    await work(client);
  } finally {
    await client.end();
  }
}
