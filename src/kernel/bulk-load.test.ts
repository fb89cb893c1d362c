import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type pg from 'pg';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { fillTables } from './bulk-load.ts';
import { ownerClient } from './db.ts';

let database: TestDatabase;
let owner: pg.Client;
before(async () => {
  database = await testDatabase();
  owner = ownerClient(database.owner);
  await owner.connect();
  await owner.query(`
    CREATE TABLE kernel.house (id int, during daterange, PRIMARY KEY (id, during WITHOUT OVERLAPS));
    CREATE TABLE kernel.colour (name text PRIMARY KEY);
    CREATE TABLE kernel.guest (name text NOT NULL, house int, colour text REFERENCES kernel.colour, during daterange,
      PRIMARY KEY (name, during WITHOUT OVERLAPS),
      FOREIGN KEY (house, PERIOD during) REFERENCES kernel.house (id, PERIOD during));
    CREATE INDEX guest_name ON kernel.guest (lower(name)) WHERE name <> '';`);
});
after(async () => {
  await owner.end();
  await database.close();
});

const TABLES = ['kernel.house', 'kernel.colour', 'kernel.guest'];
const HOUSES = `INSERT INTO kernel.house VALUES (1, '[2000-01-01,2010-01-01)'), (1, '[2010-01-01,2020-01-01)')`;

/** Fills the tables by that statement, and puts everything back as it was when asked or when it fails. */
async function fill(sql: string, keep = false): Promise<void> {
  await owner.query('BEGIN');
  try {
    await fillTables(owner, TABLES, async () => void (await owner.query(sql)));
    await owner.query(keep ? 'COMMIT' : 'ROLLBACK');
  } catch (error) {
    await owner.query('ROLLBACK');
    throw error;
  }
}
const standing = async () =>
  (
    await owner.query<{ name: string }>(
      `SELECT conname AS name FROM pg_constraint WHERE conrelid = ANY ($1::regclass[]) AND contype <> 'n'
       UNION SELECT indexrelid::regclass::text FROM pg_index WHERE indrelid = ANY ($1::regclass[]) ORDER BY 1`,
      [TABLES],
    )
  ).rows.map(({ name }) => name);

test('rows that break a key or a reference are refused, and everything is as it was', async () => {
  const before = await standing();
  await assert.rejects(
    fill(`INSERT INTO kernel.house VALUES (1, '[2000-01-01,)'), (1, '[2010-01-01,)')`),
    /conflicting|overlap|exclusion/i,
  );
  await assert.rejects(fill(`INSERT INTO kernel.colour VALUES ('red'), ('red')`), /duplicated|unique/);
  await assert.rejects(
    fill(`INSERT INTO kernel.guest VALUES ('An', NULL, 'blue', '[2001-01-01,)')`),
    /guest_colour_fkey/,
  );
  await assert.rejects(
    fill(`${HOUSES}; INSERT INTO kernel.guest VALUES ('An', 1, NULL, '[2005-01-01,2021-01-01)')`),
    /rows of kernel.guest break guest_house_during_fkey/,
  );
  await assert.rejects(
    fill(`${HOUSES}; INSERT INTO kernel.guest VALUES ('An', 2, NULL, '[2005-01-01,2006-01-01)')`),
    /break guest_house_during_fkey/,
  );
  assert.deepEqual(await standing(), before);
});

test('filled tables have every index, key and reference again, and keep to them', async () => {
  const before = await standing();
  await fill(
    `${HOUSES}; INSERT INTO kernel.colour VALUES ('red');
     INSERT INTO kernel.guest VALUES ('An', 1, 'red', '[2005-01-01,2006-01-01)'), ('Bình', 1, NULL, '[2005-01-01,2015-01-01)'),
       ('Chi', NULL, 'red', '[2005-01-01,)')`,
    true,
  );
  assert.deepEqual(await standing(), before);
  const refused = (code: string) => (error: { code?: string }) => error.code === code;
  const guest = (values: string) => owner.query(`INSERT INTO kernel.guest VALUES (${values})`);
  await assert.rejects(guest(`'An', 1, 'red', '[2005-06-01,2005-07-01)'`), refused('23P01'));
  await assert.rejects(guest(`'Dũng', 1, 'red', '[2019-06-01,2020-07-01)'`), refused('23503'));
  await assert.rejects(guest(`'Dũng', 1, 'blue', '[2019-06-01,2019-07-01)'`), refused('23503'));
  await assert.rejects(owner.query(`DELETE FROM kernel.house WHERE during @> date '2012-01-01'`), refused('23503'));
});

test('a table that is not empty is not filled', async () => {
  await assert.rejects(fill(HOUSES), /kernel.house is not empty/);
  const { rowCount } = await owner.query('SELECT FROM kernel.house');
  assert.equal(rowCount, 2);
});
