import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { Connections } from './connections.ts';
import { sql } from './sql.ts';
import { runOver } from './statement-run.ts';

let database: TestDatabase;
let connections: Connections;
before(async () => {
  database = await testDatabase();
  connections = new Connections(database.runtime, () => undefined);
});
after(async () => {
  await connections.close();
  await database.close();
});

test('values go and come back as what they are, the first time and later', async () => {
  const at = new Date('2026-11-22T01:02:03.456Z');
  const list = ['a"b\\c', null, 'Đỗ, {x}'];
  for (let time = 0; time < 3; time++) {
    const client = await connections.take();
    const { rows } = await runOver(
      client,
      sql`SELECT ${'Ngọc'}::text AS text, ${1.5}::float8 AS number, ${7}::int8 AS big, ${true}::bool AS yes, ${at}::timestamptz AS at,
        ${'2026-03-05'}::date AS day, ${Buffer.from([0, 255])}::bytea AS bytes, ${list}::text[] AS list,
        ${{ a: [1, 'b'] }}::jsonb AS data, ${null}::text AS none, ${undefined}::text AS missing,
        ${[
          [1, 2],
          [3, 4],
        ]}::int[] AS table, ${[Buffer.from([1])]}::bytea[] AS "manyBytes"`,
    );
    connections.give(client);
    assert.deepEqual(rows, [
      {
        text: 'Ngọc',
        number: 1.5,
        big: 7,
        yes: true,
        at,
        day: '2026-03-05',
        bytes: Buffer.from([0, 255]),
        list,
        data: { a: [1, 'b'] },
        none: null,
        missing: null,
        table: [
          [1, 2],
          [3, 4],
        ],
        manyBytes: [Buffer.from([1])],
      },
    ]);
  }
});

test('a connection goes on after a statement that was refused, also one that PostgreSQL had not parsed yet', async () => {
  const client = await connections.take();
  for (let time = 0; time < 2; time++) {
    await assert.rejects(runOver(client, sql`SELECT 1 / ${0}::int AS none`), /division by zero/);
    await assert.rejects(runOver(client, sql`SELEC 1`), /syntax error/);
    await assert.rejects(
      runOver(client, sql`SELECT ${{ toJSON: () => assert.fail('cannot be bound') }} AS a`),
      /bound/,
    );
    assert.deepEqual((await runOver(client, sql`SELECT ${2}::int AS two`)).rows, [{ two: 2 }]);
  }
  connections.give(client);
});

test('those who find no connection free wait, and get one in turn', async () => {
  const taken = await Promise.all(Array.from({ length: 8 }, async () => connections.take()));
  const waiting = Promise.resolve(connections.take());
  assert.equal(connections.total, 8);
  assert.equal(connections.waiting, 1);
  const [first, ...rest] = taken;
  connections.give(first!);
  assert.equal(await waiting, first);
  // In the place of a broken one comes a new one.
  const further = Promise.resolve(connections.take());
  connections.give(rest.pop()!, true);
  const fresh = await further;
  assert.ok(!taken.includes(fresh));
  for (const client of [first!, fresh, ...rest]) connections.give(client);
  assert.deepEqual([connections.total, connections.idle, connections.waiting], [8, 8, 0]);
});
