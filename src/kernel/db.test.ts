import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { assertOutsideTransaction, isDuplicate, openDatabase, ownerClient, roleOf, sql } from './db.ts';

let database: TestDatabase;
let owner: pg.Client;
before(async () => {
  database = await testDatabase();
  owner = ownerClient(database.owner);
  await owner.connect();
  await owner.query(`
    CREATE TABLE kernel.note (id int PRIMARY KEY, text text, amount int NOT NULL DEFAULT 0);
    GRANT SELECT, INSERT, UPDATE, DELETE ON kernel.note TO kernel`);
});
after(async () => {
  await owner.end();
  await database.close();
});

const kernel = () => database.db.as('kernel');
const codeOf = (code: string) => (error: unknown) => (error as { code?: string }).code === code;
const savedNotes = async (text: string) =>
  (await kernel().rows<{ id: number }>(sql`SELECT id FROM note WHERE text = ${text} ORDER BY id`)).map(({ id }) => id);

test('values are bound in order, also those of statements within statements', () => {
  const narrow = sql`amount > ${1} AND text = ${'a'}`;
  const whole = sql`SELECT ${'first'}::text FROM note WHERE ${narrow} OR (${sql`id = ${7} AND ${narrow}`}) LIMIT ${9}`;
  assert.equal(
    whole.text,
    'SELECT $1::text FROM note WHERE amount > $2 AND text = $3 OR (id = $4 AND amount > $5 AND text = $6) LIMIT $7',
  );
  assert.deepEqual(whole.values, ['first', 1, 'a', 7, 1, 'a', 9]);
  assert.equal(sql`SELECT 1`.text, 'SELECT 1');
  // More than nine values: $1 must not be taken for the beginning of $10.
  const ten = sql`(${1},${2},${3},${4},${5},${6},${7},${8},${9},${10},${11})`;
  assert.equal(sql`${0} ${ten}`.text, '$1 ($2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12)');
});

test('what people write stays a value, whatever it looks like', async () => {
  const hostile = [
    `'; DROP TABLE kernel.note; --`,
    '$1 $2 \\ \' " `',
    "E'\\x27' /* */ ${0}",
    'Nguyễn Thị Ánh Tuyết 👩‍👧',
    JSON.stringify({ text: 'SELECT 1', values: [] }),
  ];
  for (const [id, text] of hostile.entries()) {
    await kernel().run(sql`INSERT INTO note (id, text) VALUES (${id}, ${text})`);
    const { text: kept } = await kernel().one<{ text: string }>(sql`SELECT text FROM note WHERE text = ${text}`);
    assert.equal(kept, text);
  }
  // Something that looks like a statement but came from outside is a value.
  const parsed = JSON.parse('{"text":"1; DROP TABLE kernel.note","values":[]}') as unknown;
  const { value } = await kernel().one<{ value: unknown }>(sql`SELECT ${parsed}::jsonb AS value`);
  assert.deepEqual(value, parsed);
  await kernel().run(sql`DELETE FROM note`);
});

test('a statement that is asked again is planned once a connection', async () => {
  await kernel().transaction(async (tx) => {
    for (const id of [1, 2, 3]) await tx.maybe(sql`SELECT amount FROM note WHERE id = ${id}`);
    const prepared = await tx.rows<{ statement: string }>(
      sql`SELECT statement FROM pg_prepared_statements WHERE statement LIKE 'SELECT amount FROM note%'`,
    );
    assert.equal(prepared.length, 1);
  });
});

test('one row means one row', async () => {
  await assert.rejects(kernel().one(sql`SELECT 1 WHERE false`), /expected one row, got 0/);
  await assert.rejects(kernel().one(sql`SELECT generate_series(1, 2)`), /expected one row, got 2/);
  await assert.rejects(kernel().maybe(sql`SELECT generate_series(1, 2)`), /at most one row, got 2/);
  assert.equal(await kernel().maybe(sql`SELECT 1 WHERE false`), undefined);
});

test('days come as YYYY-MM-DD and large whole numbers as numbers', async () => {
  const row = await kernel().one(sql`SELECT DATE '0001-01-01' AS day, 9007199254740991::bigint AS many`);
  assert.deepEqual(row, { day: '0001-01-01', many: 9_007_199_254_740_991 });
});

test('a transaction that throws leaves nothing, and its connection goes on', async () => {
  const attempt = kernel().transaction(async (tx) => {
    await tx.run(sql`INSERT INTO note (id, text) VALUES (1, 'rolled back')`);
    throw new Error('changed my mind');
  });
  await assert.rejects(attempt, /changed my mind/);
  assert.deepEqual(await savedNotes('rolled back'), []);
  assert.equal(await kernel().transaction((tx) => tx.run(sql`SELECT 1`)), 1);
});

test('a transaction that goes on after an error does not pass for kept', async () => {
  const attempt = kernel().transaction(async (tx) => {
    await tx.run(sql`INSERT INTO note (id, text) VALUES (1, 'half')`);
    await tx.run(sql`SELECT 1 / 0`).catch(() => undefined);
  });
  await assert.rejects(attempt, /nothing was kept/);
  assert.deepEqual(await savedNotes('half'), []);
});

test('who loses a deadlock is tried again, and both are done', async () => {
  await kernel().run(sql`INSERT INTO note (id, text) VALUES (1, 'deadlock'), (2, 'deadlock')`);
  let tries = 0;
  let arrived = 0;
  let bothHold: () => void;
  const held = new Promise<void>((resolve) => (bothHold = resolve));
  const transfer = (first: number, second: number) =>
    kernel().transaction(async (tx) => {
      tries++;
      await tx.run(sql`UPDATE note SET amount = amount + 1 WHERE id = ${first}`);
      if (++arrived === 2) bothHold();
      await held;
      await tx.run(sql`UPDATE note SET amount = amount + 1 WHERE id = ${second}`);
    });
  await Promise.all([transfer(1, 2), transfer(2, 1)]);
  // Who was tried again may meet the other once more.
  assert.ok(tries >= 3, `${tries} tries`);
  assert.deepEqual(await kernel().rows(sql`SELECT amount FROM note WHERE text = 'deadlock'`), [
    { amount: 2 },
    { amount: 2 },
  ]);
  await kernel().run(sql`DELETE FROM note`);
});

test('who cannot be serialised is tried again three times at most', async () => {
  await kernel().run(sql`INSERT INTO note (id, text) VALUES (1, 'serial')`);
  let tries = 0;
  await kernel().transaction(async (tx) => {
    await tx.run(sql`SET TRANSACTION ISOLATION LEVEL REPEATABLE READ`);
    const { amount } = await tx.one<{ amount: number }>(sql`SELECT amount FROM note WHERE id = 1`);
    if (++tries === 1) await owner.query('UPDATE kernel.note SET amount = amount + 10 WHERE id = 1');
    await tx.run(sql`UPDATE note SET amount = ${amount + 1} WHERE id = 1`);
  });
  assert.equal(tries, 2);
  assert.deepEqual(await kernel().one(sql`SELECT amount FROM note WHERE id = 1`), { amount: 11 });
  tries = 0;
  const hopeless = kernel().transaction((tx) => {
    tries++;
    return tx.run(sql`DO $$ BEGIN RAISE serialization_failure; END $$`);
  });
  await assert.rejects(hopeless, codeOf('40001'));
  assert.equal(tries, 4);
  await kernel().run(sql`DELETE FROM note`);
});

test('inside a transaction nothing outside of it is called, not even another transaction', async () => {
  await kernel().transaction(async () => {
    await Promise.resolve();
    assert.throws(
      () => assertOutsideTransaction('population.readPerson'),
      /population\.readPerson .*transaction of kernel/,
    );
  });
  const nested = kernel().transaction(() => database.db.as('exchange').transaction(async () => 1));
  await assert.rejects(nested, /a transaction of exchange was asked for inside a transaction of kernel/);
  assertOutsideTransaction('anything');
});

test('as many transactions as like go on side by side', async () => {
  const done = await Promise.all(
    Array.from({ length: 50 }, (_, i) =>
      kernel().transaction((tx) => tx.one<{ i: number }>(sql`SELECT ${i}::int AS i`)),
    ),
  );
  assert.deepEqual(
    done.map(({ i }) => i),
    Array.from({ length: 50 }, (_, i) => i),
  );
  assert.ok(database.db.usage().every(({ total, waiting }) => total <= 8 && waiting === 0));
});

test('a connection that is cut in the middle of a transaction is an error of that transaction alone', async () => {
  const lost: string[] = [];
  const own = openDatabase(database.runtime, (error) => lost.push(error.message));
  const cut = own.as('kernel').transaction(async (tx) => {
    const { pid } = await tx.one<{ pid: number }>(sql`SELECT pg_backend_pid() AS pid`);
    await owner.query('SELECT pg_terminate_backend($1)', [pid]);
    await new Promise((resolve) => setTimeout(resolve, 50));
    await tx.run(sql`SELECT 1`);
  });
  await assert.rejects(cut);
  assert.deepEqual(await own.as('kernel').one(sql`SELECT 1 AS one`), { one: 1 });
  assert.ok(lost.length > 0);
  await own.close();
});

test('a duplicate is told by its key', async () => {
  await kernel().run(sql`INSERT INTO note (id) VALUES (1)`);
  const error = await kernel()
    .run(sql`INSERT INTO note (id) VALUES (1)`)
    .catch((caught: unknown) => caught);
  assert.ok(isDuplicate(error));
  assert.ok(isDuplicate(error, 'note_pkey'));
  assert.ok(!isDuplicate(error, 'another'));
  assert.ok(!isDuplicate(new Error('something else')));
  await kernel().run(sql`DELETE FROM note`);
});

test('a system sees its own schema and of the kernel only functions', async () => {
  const exchange = database.db.as('exchange');
  await assert.rejects(exchange.rows(sql`SELECT number FROM population.person`), codeOf('42501'));
  await assert.rejects(exchange.rows(sql`SELECT token_hash FROM kernel.session`), codeOf('42501'));
  await assert.rejects(exchange.rows(sql`SELECT id FROM graphile_worker._private_jobs`), codeOf('42501'));
  await assert.rejects(exchange.run(sql`CREATE TABLE exchange.mine (id int)`), codeOf('42501'));
  await assert.rejects(exchange.run(sql`CREATE TABLE public.mine (id int)`), codeOf('42501'));
  await assert.rejects(exchange.rows(sql`SELECT kernel.release_dead_workers('0')`), codeOf('42501'));
  assert.deepEqual(await exchange.one(sql`SELECT kernel.fold('Đặng Thị Ổi') AS folded`), { folded: 'dang thi oi' });
});

test('the login of the house has no rights of its own', async () => {
  const client = new pg.Client(database.runtime);
  await client.connect();
  try {
    await assert.rejects(client.query('SELECT number FROM population.person'), codeOf('42501'));
    await assert.rejects(client.query('CREATE TABLE public.mine (id int)'), codeOf('42501'));
    await assert.rejects(client.query('SET ROLE postgres'), codeOf('42501'));
    await assert.rejects(client.query('CREATE ROLE another'), codeOf('42501'));
    await assert.rejects(client.query(`COPY (SELECT 1) TO PROGRAM 'true'`), codeOf('42501'));
    await assert.rejects(client.query(`SELECT pg_read_file('postgresql.conf')`), codeOf('42501'));
    await client.query('SET ROLE exchange');
    await client.query('RESET ROLE');
    const { rows } = await client.query('SELECT current_user AS me');
    assert.deepEqual(rows, [{ me: 'mot_cua' }]);
  } finally {
    await client.end();
  }
});

test('no system is asked for by a name that is none', () => {
  assert.equal(roleOf('civil-status'), 'civil_status');
  for (const name of ['', 'a"b', 'a;b', 'A', '1a', 'a b', 'a_b'])
    assert.throws(() => roleOf(name), /not a system's name/);
});

test('logs and histories take rows and give none back', async () => {
  const { rows } = await owner.query<{ schema: string; table: string }>(`
    SELECT n.nspname AS schema, c.relname AS table FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'p') AND (c.relname LIKE '%\\_history'
       OR n.nspname = 'exchange' AND c.relname IN ('message', 'subject', 'outcome'))`);
  assert.ok(rows.length > 5);
  for (const { schema, table } of rows) {
    const { rows: granted } = await owner.query<{ may: string }>(
      `SELECT privilege_type AS may FROM information_schema.role_table_grants
        WHERE table_schema = $1 AND table_name = $2 AND grantee NOT IN ('postgres')
          AND privilege_type NOT IN ('SELECT', 'INSERT')`,
      [schema, table],
    );
    assert.deepEqual(granted, [], `${schema}.${table}`);
  }
  const exchange = database.db.as('exchange');
  await assert.rejects(exchange.run(sql`UPDATE message SET purpose = 'another'`), codeOf('42501'));
  await assert.rejects(exchange.run(sql`DELETE FROM message`), codeOf('42501'));
  await assert.rejects(exchange.run(sql`TRUNCATE message`), codeOf('42501'));
});
