import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type pg from 'pg';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { ownerClient, sql } from './db.ts';
import { assertMigrated, mayMigrate, migrate } from './migrate.ts';

let database: TestDatabase;
let owner: pg.Client;
const folder = mkdtempSync(join(tmpdir(), 'mot-cua-migrations-'));
const kernelFolder = { system: 'kernel', folder: join(import.meta.dirname, 'migrations') };
let serial = 0;

before(async () => {
  database = await testDatabase();
  owner = ownerClient(database.owner);
  await owner.connect();
});
after(async () => {
  const { rows } = await owner.query<{ role: string }>(
    `SELECT rolname AS role FROM pg_roles WHERE rolname LIKE 'tried\\_%'`,
  );
  for (const { role } of rows) {
    await owner.query(`DROP OWNED BY ${role} CASCADE`);
    await owner.query(`DROP ROLE ${role}`);
  }
  await owner.end();
  await database.close();
  rmSync(folder, { recursive: true });
});

/** A system of this test, with its migrations. */
function systemWith(files: Record<string, string>) {
  const system = `tried-${process.pid}-${++serial}`;
  const place = { system, folder: join(folder, system) };
  mkdirSync(place.folder);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(place.folder, name), text);
  return { ...place, schema: system.replaceAll('-', '_') };
}
const run = (...systems: { system: string; folder: string }[]) =>
  migrate(database.owner, [kernelFolder, ...systems], { runtime: String(database.runtime.user) });

test('what has run is not run again', async () => {
  assert.equal(await run(), 0);
  const tried = systemWith({
    '0001_first.sql': 'CREATE TABLE first (id int); GRANT SELECT, INSERT ON first TO CURRENT_USER;',
    'notes.txt': 'no SQL at all',
    '0002_second.sql': 'ALTER TABLE first ADD COLUMN name text;',
  });
  assert.equal(await run(tried), 2);
  assert.equal(await run(tried), 0);
  await owner.query(`INSERT INTO ${tried.schema}.first (id, name) VALUES (1, 'x')`);
  writeFileSync(join(tried.folder, '0003_third.sql'), 'ALTER TABLE first ADD COLUMN day date;');
  assert.equal(await run(tried), 1);
});

test('a login that owns nothing sees whether others made the database that of the release', async () => {
  const tried = systemWith({ '0001_first.sql': 'CREATE TABLE first (id int);' });
  assert.deepEqual([await mayMigrate(database.owner), await mayMigrate(database.runtime)], [true, false]);
  const look = () => assertMigrated(database.runtime, [kernelFolder, tried]);
  await run();
  await assert.rejects(look(), /1 migrations have not run as they stand.*prepare-database/);
  await run(tried);
  await look();
  writeFileSync(join(tried.folder, '0001_first.sql'), 'CREATE TABLE first (id bigint);');
  await assert.rejects(look(), /1 migrations have not run/);
  await assert.rejects(assertMigrated(database.signer, [kernelFolder]), /have not run/);
});

test('a migration that was edited after it ran is refused, by its name', async () => {
  const tried = systemWith({ '0001_first.sql': 'CREATE TABLE first (id int);' });
  await run(tried);
  writeFileSync(join(tried.folder, '0001_first.sql'), 'CREATE TABLE first (id bigint);');
  await assert.rejects(run(tried), new RegExp(`^Error: ${tried.system}/0001_first\\.sql was edited after it ran`));
});

test('a migration that fails leaves nothing of itself, and says where it failed', async () => {
  const tried = systemWith({
    '0001_first.sql': 'CREATE TABLE first (id int);',
    '0002_second.sql': 'CREATE TABLE second (id int);\nCREATE TABLE\n  third (id nonsense);',
  });
  await assert.rejects(run(tried), new RegExp(`migration ${tried.system}/0002_second\\.sql line 3: .*nonsense`));
  const { rows } = await owner.query(
    `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = $1`,
    [tried.schema],
  );
  assert.deepEqual(rows, [{ name: 'first' }]);
  writeFileSync(join(tried.folder, '0002_second.sql'), 'CREATE TABLE second (id int);');
  assert.equal(await run(tried), 1, 'mended, it goes on where it stopped');
});

test('numbers that a migration took are not given again after a crash', async () => {
  const tried = systemWith({
    '0001_first.sql': `CREATE TABLE first (id bigint GENERATED ALWAYS AS IDENTITY, name text);
      CREATE TABLE unused (id bigint GENERATED ALWAYS AS IDENTITY);
      INSERT INTO first (name) VALUES ('a'), ('b');`,
  });
  await run(tried);
  // Of so many further numbers the log would know nothing.
  const { rows } = await owner.query(`SELECT last_value::int AS last, log_cnt::int AS "notLogged"
    FROM ${tried.schema}.first_id_seq`);
  assert.deepEqual(rows, [{ last: 2, notLogged: 0 }]);
  const next = await owner.query(`INSERT INTO ${tried.schema}.first (name) VALUES ('c') RETURNING id::int`);
  const first = await owner.query(`INSERT INTO ${tried.schema}.unused DEFAULT VALUES RETURNING id::int`);
  assert.deepEqual([next.rows, first.rows], [[{ id: 3 }], [{ id: 1 }]]);
});

test('processes that start at once migrate once', async () => {
  const tried = systemWith({
    '0001_first.sql': 'CREATE TABLE first (id int); SELECT pg_sleep(0.2);',
    '0002_second.sql': 'CREATE TABLE second (id int);',
  });
  const counts = await Promise.all([run(tried), run(tried), run(tried)]);
  assert.deepEqual(
    counts.toSorted((a, b) => a - b),
    [0, 0, 2],
  );
});

test('each system has a role of its own that sees its own schema', async () => {
  const [one, other] = ['one', 'other'].map((name) =>
    systemWith({ '0001_first.sql': `CREATE TABLE ${name} (id int);` }),
  );
  for (const { folder: at, schema } of [one!, other!])
    writeFileSync(join(at, '0002_grants.sql'), `GRANT SELECT ON ALL TABLES IN SCHEMA ${schema} TO ${schema};`);
  await run(one!, other!);
  assert.deepEqual(await database.db.as(one!.system).rows(sql`SELECT id FROM one`), []);
  await assert.rejects(
    database.db.as(other!.system).rows({ text: `SELECT id FROM ${one!.schema}.one`, values: [] }),
    /permission denied for schema/,
  );
});

test('what a row said is kept with the time during which it was held true, without a gap', async () => {
  const tried = systemWith({
    '0001_first.sql': `CREATE TABLE thing (id int PRIMARY KEY, name text, recorded_at timestamptz NOT NULL DEFAULT clock_timestamp());
      SELECT kernel.keep_history_of('thing');`,
  });
  writeFileSync(
    join(tried.folder, '0002_grants.sql'),
    `GRANT SELECT, INSERT, UPDATE, DELETE ON thing TO ${tried.schema};`,
  );
  await run(tried);
  const db = database.db.as(tried.system);
  await db.run(sql`INSERT INTO thing (id, name) VALUES (1, 'first'), (2, 'other')`);
  await db.run(sql`UPDATE thing SET name = 'second', recorded_at = '1999-01-01' WHERE id = 1`);
  await db.transaction(async (tx) => {
    await tx.run(sql`UPDATE thing SET name = 'third' WHERE id = 1`);
    await tx.run(sql`UPDATE thing SET name = 'fourth' WHERE id = 1`);
  });
  await db.run(sql`DELETE FROM thing WHERE id = 1`);
  const kept = await db.rows<{ name: string; follows: boolean | null; began: boolean }>(sql`SELECT name,
      lower(recorded_during) = lag(upper(recorded_during)) OVER (ORDER BY lower(recorded_during)) AS follows,
      lower(recorded_during) = recorded_at AS began
    FROM thing_history WHERE id = 1 ORDER BY lower(recorded_during)`);
  assert.deepEqual(kept, [
    { name: 'first', follows: null, began: true },
    { name: 'second', follows: true, began: true },
    { name: 'third', follows: true, began: true },
    { name: 'fourth', follows: true, began: true },
  ]);
  assert.deepEqual(
    await db.rows(sql`SELECT name FROM thing_history WHERE id = 2`),
    [],
    'what never changed has no past',
  );
  const rolledBack = db.transaction(async (tx) => {
    await tx.run(sql`UPDATE thing SET name = 'never' WHERE id = 2`);
    throw new Error('back');
  });
  await assert.rejects(rolledBack, /back/);
  assert.deepEqual(await db.rows(sql`SELECT name FROM thing_history WHERE id = 2`), []);
  for (const statement of [
    sql`UPDATE thing_history SET name = 'better'`,
    sql`DELETE FROM thing_history`,
    sql`TRUNCATE thing_history`,
    sql`INSERT INTO thing_history SELECT id, 'invented', recorded_at, tstzrange(now(), now()) FROM thing`,
    sql`TRUNCATE thing`,
    sql`ALTER TABLE thing DISABLE TRIGGER keep_history`,
  ])
    await assert.rejects(db.run(statement), (error: { code?: string }) => error.code === '42501', statement.text);
});
