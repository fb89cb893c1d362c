import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import type pg from 'pg';
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts';
import { type Database, ownerClient } from '../../../kernel/db.ts';
import type { House } from '../../../kernel/system.ts';
import { openExampleHouse } from '../example/house.ts';
import { defineKind, tableSql, text, whole } from '../kind/index.ts';
import { type Grounds, changeFrom, correct, record } from '../time/acts.ts';
import { asOf, difference, timeline } from '../time/reading.ts';
import { beginRotation, rotateKeys } from './rotation.ts';
import { keysWithValue } from './values.ts';

const SECRET = 'mã chip 7781-Đặng';

const patient = defineKind({
  system: 'registry',
  name: 'secret_holder',
  title: { vi: 'Người giữ bí mật', en: 'Holder of a secret' },
  key: ['number'],
  fields: {
    number: text({ title: { vi: 'số', en: 'number' }, longest: 20 }),
    plain: text({ title: { vi: 'thường', en: 'plain' }, optional: true }),
    chip: text({ title: { vi: 'chip', en: 'chip' }, optional: true, encrypted: true, foundByValue: true, longest: 60 }),
    score: whole({ title: { vi: 'điểm', en: 'score' }, optional: true, disclosure: 'sealed', least: 0, most: 10 }),
  },
});

const grounds: Grounds = {
  reason: 'as the decision says',
  source: { kind: 'decision', number: '12/QĐ' },
  by: { agencyCode: 'G01', agencyName: 'Bộ Công an', actor: { kind: 'machine' } },
};

let database: TestDatabase;
let house: House;
let closeHouse: () => void;
let owner: pg.Client;
let db: ReturnType<Database['as']>;

before(async () => {
  database = await testDatabase();
  ({ house, close: closeHouse } = openExampleHouse(database.db, []));
  owner = ownerClient(database.owner);
  await owner.connect();
  await owner.query(`SELECT registry.equip('registry'); ${tableSql(patient)}`);
  db = database.db.as('registry');
});
after(async () => {
  await owner.end();
  await database.close();
  closeHouse();
});

let serial = 0;
async function enter(
  values: { chip?: string | null; score?: number | null; plain?: string } = {},
): Promise<{ number: string }> {
  const key = { number: `P${serial++}` };
  await record(db, patient, { values: { ...key, chip: SECRET, score: 7, ...values }, from: '2020-01-01' }, grounds);
  return key;
}
const chipOf = async (key: { number: string }, date = '2025-01-01') =>
  (await asOf(db, patient, { key, date }))?.values.chip;
const refusedWith = (code: string) => (error: unknown) => (error as { code?: string }).code === code;

test('what is encrypted goes through acts, readings and timelines like everything else', async () => {
  const key = await enter();
  await changeFrom(db, patient, { key, from: '2022-01-01', values: { chip: 'mới' } }, grounds);
  await changeFrom(db, patient, { key, from: '2023-01-01', values: { plain: 'khác' } }, grounds);
  await correct(db, patient, { key, on: '2024-01-01', values: { score: 9 } }, grounds);
  assert.deepEqual([await chipOf(key, '2021-01-01'), await chipOf(key)], [SECRET, 'mới']);
  const versions = await timeline(db, patient, key);
  assert.deepEqual(versions.at(-1)!.values, { ...key, plain: 'khác', chip: 'mới', score: 9 });
  assert.deepEqual(difference(patient, versions[0]!, versions.at(-1)!), ['plain', 'chip', 'score']);
  await db.transaction((tx) => correct(tx, patient, { key, on: '2024-01-01', values: { chip: null } }, grounds));
  assert.equal(await chipOf(key), null);
});

test('neither table nor history nor acts hold a word of it', async () => {
  const key = await enter();
  await correct(db, patient, { key, on: '2024-01-01', values: { chip: 'điều khác' } }, grounds);
  for (const table of ['secret_holder', 'secret_holder_history', 'act', 'record_key', 'register_key']) {
    const { rows } = await owner.query<{ text: string }>(`SELECT x::text AS text FROM registry.${table} x`);
    assert.ok(rows.length > 0, table);
    for (const { text: row } of rows)
      for (const hidden of [SECRET, 'điều khác', Buffer.from(SECRET).toString('hex')])
        assert.ok(!row.includes(hidden), table);
  }
});

test('a value that is moved to another record or field, or changed, does not open', async () => {
  const [one, other] = [await enter(), await enter({ chip: 'của người khác' })];
  await owner.query(`ALTER TABLE registry.secret_holder DISABLE TRIGGER keep_history`);
  const put = (sqlText: string, values: unknown[]) =>
    owner.query(`UPDATE registry.secret_holder SET ${sqlText}`, values);
  await put('chip = (SELECT chip FROM registry.secret_holder WHERE number = $1) WHERE number = $2', [
    one.number,
    other.number,
  ]);
  await assert.rejects(chipOf(other));
  const third = await enter({ score: 3 });
  await put(`score = substring(chip FROM 18) WHERE number = $1`, [third.number]);
  await assert.rejects(chipOf(third));
  const fourth = await enter();
  await put('chip = set_byte(chip, 60, 1 - (get_byte(chip, 60) & 1)) WHERE number = $1', [fourth.number]);
  await assert.rejects(chipOf(fourth));
  await owner.query(`ALTER TABLE registry.secret_holder ENABLE TRIGGER keep_history`);
});

test('records are found by the value of a field that is meant for it', async () => {
  const value = 'chỉ hai người có';
  const keys = [await enter({ chip: value }), await enter({ chip: value })];
  await enter({ chip: 'chỉ hai người có.' });
  assert.deepEqual(await keysWithValue(db, patient, { field: 'chip', value, on: '2025-01-01' }), keys);
  await assert.rejects(
    keysWithValue(db, patient, { field: 'score', value: 7, on: '2025-01-01' }),
    /not found by its value/,
  );
});

test('what PostgreSQL cannot see is checked before it is encrypted', async () => {
  await assert.rejects(enter({ score: 11 }), refusedWith('register.value_refused'));
  await assert.rejects(enter({ chip: 'x'.repeat(61) }), refusedWith('register.value_refused'));
});

test('any value comes back as it was, and equal values do not look alike', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ minLength: 1, maxLength: 60, unit: 'binary' }), async (chip) => {
      if (!chip.isWellFormed() || [...chip].length > 60 || chip.length > 60) return;
      assert.equal(await chipOf(await enter({ chip })), chip);
    }),
    { numRuns: 20 },
  );
  const numbers = [await enter({ score: 5 }), await enter({ score: 5 })].map(({ number }) => number);
  const { rows } = await owner.query(
    `SELECT count(DISTINCT score)::int AS different FROM registry.secret_holder WHERE number = ANY ($1)`,
    [numbers],
  );
  assert.equal(rows[0].different, 2);
});

test('a rotation encrypts the keys of records anew, destroys the old key, and touches no version', async () => {
  const key = await enter();
  const versions = async () =>
    (
      await owner.query(`SELECT md5(string_agg(x::text, '' ORDER BY x::text)) AS sum FROM (
      SELECT s::text FROM registry.secret_holder s UNION ALL SELECT h::text FROM registry.secret_holder_history h) x`)
    ).rows[0].sum;
  const before = await versions();
  const { rows: old } = await owner.query(`SELECT max(generation) AS generation FROM registry.register_key`);
  assert.equal(await beginRotation(house, 'registry'), old[0].generation + 1);
  assert.equal(await beginRotation(house, 'registry'), old[0].generation + 1, 'one rotation at a time');
  const between = await enter({ chip: 'viết trong khi đổi khóa' });
  assert.equal(await chipOf(key), SECRET);
  const unchanged = await versions();
  await rotateKeys(house, { system: 'registry' });
  await rotateKeys(house, { system: 'registry' });
  assert.equal(await versions(), unchanged);
  assert.notEqual(before, unchanged, 'only the record that was entered meanwhile');
  const { rows: left } = await owner.query(`SELECT array_agg(DISTINCT generation) AS used,
    (SELECT array_agg(generation) FROM registry.register_key) AS kept FROM registry.record_key`);
  assert.deepEqual([left[0].used, left[0].kept], [[old[0].generation + 1], [old[0].generation + 1]]);
  assert.deepEqual([await chipOf(key), await chipOf(between)], [SECRET, 'viết trong khi đổi khóa']);
});

test('another house with another master key opens nothing', async () => {
  const key = await enter();
  const other = openExampleHouse(database.db, []);
  // The keyring that is in memory knows the register keys; a house that starts has to open them first.
  const { rows } = await owner.query<{ wrapped: Buffer }>('SELECT wrapped FROM registry.register_key');
  assert.throws(() => other.house.keys.openBytes('register/registry', rows[0]!.wrapped));
  other.close();
  assert.equal(await chipOf(key), SECRET);
});

test('an encrypted field can be no key, no index and no part of a rule', () => {
  const define = (more: object) =>
    defineKind({
      system: 'registry',
      name: `wrong_${serial++}`,
      title: { vi: 'Sai', en: 'Wrong' },
      key: ['number'],
      fields: {
        number: text({ title: { vi: 'số', en: 'number' } }),
        chip: text({ title: { vi: 'chip', en: 'chip' }, encrypted: true }),
      },
      ...more,
    });
  for (const more of [
    { key: ['chip'] },
    { names: ['chip'] },
    { indexed: [['chip']] },
    { people: ['chip'] },
    { checks: ['chip <> number'] },
  ])
    assert.throws(() => define(more), /chip is encrypted/);
});
