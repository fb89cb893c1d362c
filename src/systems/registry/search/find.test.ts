import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts';
import { type Database, openDatabase, ownerClient } from '../../../kernel/db.ts';
import '../example/register.ts';
import { code, defineKind, tableSql, text } from '../index.ts';
import { findByName, namePartsSql } from './find.ts';

const namesake = defineKind({
  system: 'registry',
  name: 'namesake',
  title: { vi: 'Người trùng tên', en: 'Namesake' },
  key: ['number'],
  fields: {
    number: code({ title: { vi: 'Số', en: 'Number' }, pattern: '\\d{4}' }),
    fullName: text({ title: { vi: 'Họ và tên', en: 'Full name' }, longest: 60 }),
  },
  names: ['fullName'],
});

/** All of them are at most two slips from `Nguyễn Văn Hùng`, and three people bear each of the 35 names. */
const NAMES = ['Văn', 'Lan', 'Hân', 'Mẫn', 'Bân', 'Đan', 'Tân'].flatMap((middle) =>
  ['Hùng', 'Hồng', 'Hằng', 'Dũng', 'Tùng'].map((given) => `Nguyễn ${middle} ${given}`),
);
const PEOPLE = [...NAMES, ...NAMES, ...NAMES].map((name, at) => ({ number: String(at).padStart(4, '0'), name }));

let database: TestDatabase;
let db: Database;
before(async () => {
  database = await testDatabase();
  db = openDatabase(database.runtime, () => undefined);
  const owner = ownerClient(database.owner);
  await owner.connect();
  await owner.query(`SELECT registry.equip('registry'); ${tableSql(namesake)}`);
  await owner.query(
    `INSERT INTO registry.namesake (number, full_name, valid_during, act)
     SELECT number, name, '[2000-01-01,)', 1 FROM unnest($1::text[], $2::text[]) AS given (number, name)`,
    [PEOPLE.map(({ number }) => number), PEOPLE.map(({ name }) => name)],
  );
  await owner.query(namePartsSql(namesake));
  await owner.end();
});
after(async () => {
  await db.close();
  await database.close();
});

const found = (name: string, limit: number, offset = 0, on = '2026-01-01') =>
  findByName(db.as('registry'), namesake, { name, on, limit, offset });

test('whoever bears the name comes first, then those one slip away, then those two; all of them, each once', async () => {
  const all = await found('nguyen van hung', 500);
  assert.equal(new Set(all.map(({ values }) => values.number)).size, PEOPLE.length);
  assert.deepEqual(
    all.slice(0, 3).map(({ values }) => values.fullName),
    ['Nguyễn Văn Hùng', 'Nguyễn Văn Hùng', 'Nguyễn Văn Hùng'],
  );
  const distances = all.map(({ distance }) => distance);
  assert.deepEqual(
    distances,
    distances.toSorted((one, other) => one - other),
  );
  assert.deepEqual([...new Set(distances)], [0, 1, 2]);
});

test('pages of any length, one after another, are the whole list', async () => {
  const all = await found('nguyen van hung', 500);
  for (const limit of [1, 7, 40]) {
    const pages = [];
    for (let offset = 0; offset < PEOPLE.length + limit; offset += limit)
      pages.push(...(await found('nguyen van hung', limit, offset)));
    assert.deepEqual(pages, all, `pages of ${limit}`);
  }
});

test('nobody is found by a name that nobody is near, before they were there, or behind the last', async () => {
  assert.deepEqual(await found('tran xuan quynh', 10), []);
  assert.deepEqual(await found('nguyen van hung', 10, 0, '1999-12-31'), []);
  assert.deepEqual(await found('nguyen van hung', 10, PEOPLE.length), []);
  assert.deepEqual(await found('  ', 10), []);
});
