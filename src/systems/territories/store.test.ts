import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { testDatabase, type TestDatabase } from '../../../test/support/database.ts';
import { ownerClient, sql } from '../../kernel/db.ts';
import { loadTerritories, provincesOn } from './index.ts';
import { shippedTables } from './tables.ts';

let database: TestDatabase;
before(async () => {
  database = await testDatabase();
});
after(() => database.close());

test('the database holds the edition of this release, and loading it again writes nothing', async () => {
  assert.equal(await loadTerritories(database.owner), false);
  const own = database.db.as('territories');
  const { territories, fingerprint } = shippedTables();
  assert.deepEqual(await own.rows(sql`SELECT fingerprint FROM edition`), [{ fingerprint }]);
  const counts = await own.one(
    sql`SELECT (SELECT count(*) FROM unit) AS units, (SELECT count(*) FROM succession) AS successions`,
  );
  assert.deepEqual(counts, { units: territories.units.length, successions: territories.successions.length });
});

test('SQL answers as the look-ups do, as of any date', async () => {
  for (const day of ['2024-12-31', '2025-06-30', '2025-07-01', '2026-11-21']) {
    const rows = await database.db
      .as('territories')
      .rows<{ code: string; kind: string; name: string }>(
        sql`SELECT code, kind, name FROM unit WHERE level = 'province' AND valid_during @> ${day}::date ORDER BY code`,
      );
    assert.deepEqual(
      rows,
      provincesOn(day).map(({ code, kind, name }) => ({ code, kind, name })),
    );
  }
});

test('the running role cannot change the country', async () => {
  const own = database.db.as('territories');
  for (const statement of [
    sql`DELETE FROM unit`,
    sql`UPDATE unit SET name = 'X'`,
    sql`INSERT INTO edition (fingerprint) VALUES ('x')`,
  ])
    await assert.rejects(own.run(statement), { code: '42501' });
});

test('two processes that load a new edition at once leave one whole edition', async () => {
  const client = ownerClient(database.owner);
  await client.connect();
  try {
    await client.query(`UPDATE territories.edition SET fingerprint = 'of an older release'`);
    await client.query(`DELETE FROM territories.succession WHERE old_code = '00004'`);
  } finally {
    await client.end();
  }
  const wrote = await Promise.all([loadTerritories(database.owner), loadTerritories(database.owner)]);
  assert.equal(wrote.filter(Boolean).length, 1);
  const { count } = await database.db.as('territories').one<{ count: number }>(sql`SELECT count(*) FROM succession`);
  assert.equal(count, shippedTables().territories.successions.length);
});
