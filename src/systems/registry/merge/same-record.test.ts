import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts';
import { settled } from '../../../../test/support/settled.ts';
import { type Database, ownerClient } from '../../../kernel/db.ts';
import { openExampleHouse } from '../example/house.ts';
import { code, date, defineKind, tableSql, text } from '../kind/index.ts';
import { type Grounds, changeFrom, endOn, record } from '../time/acts.ts';
import { eventsAfter } from '../time/events.ts';
import { asOf, timeline } from '../time/reading.ts';
import { type BothSay, mergeSame, resolve, undoLineage } from './index.ts';

const human = defineKind({
  system: 'registry',
  name: 'human',
  title: { vi: 'Người', en: 'Person' },
  key: ['number'],
  fields: {
    number: code({ title: { vi: 'số', en: 'number' }, pattern: '[a-z0-9-]+' }),
    fullName: text({ title: { vi: 'tên', en: 'name' } }),
    bornOn: date({ title: { vi: 'ngày sinh', en: 'born on' }, optional: true }),
  },
});
const home = defineKind({
  system: 'registry',
  name: 'home',
  title: { vi: 'Nơi cư trú', en: 'Residence' },
  key: ['number'],
  fields: {
    number: code({ title: { vi: 'số', en: 'number' }, pattern: '[a-z0-9-]+' }),
    place: text({ title: { vi: 'nơi', en: 'place' } }),
  },
  references: [{ fields: ['number'], to: 'human' }],
});
const card = defineKind({
  system: 'registry',
  name: 'card',
  title: { vi: 'Thẻ', en: 'Card' },
  key: ['number'],
  fields: {
    number: code({ title: { vi: 'số', en: 'number' }, pattern: '[a-z0-9-]+' }),
    secret: text({ title: { vi: 'mã', en: 'secret' }, disclosure: 'sealed' }),
  },
  mentions: [{ fields: ['number'], to: 'human' }],
});
const parent = defineKind({
  system: 'registry',
  name: 'parent',
  title: { vi: 'Cha, mẹ', en: 'Parent' },
  key: ['child', 'role'],
  fields: {
    child: code({ title: { vi: 'con', en: 'child' }, pattern: '[a-z0-9-]+' }),
    role: text({ title: { vi: 'vai', en: 'role' } }),
    parent: code({ title: { vi: 'cha, mẹ', en: 'parent' }, pattern: '[a-z0-9-]+' }),
  },
  mentions: [
    { fields: ['child'], to: 'human' },
    { fields: ['parent'], to: 'human' },
  ],
});

const grounds: Grounds = {
  reason: 'entered twice',
  source: { kind: 'decision', number: '9/QĐ' },
  by: { agencyCode: 'G01', agencyName: 'Bộ Công an', actor: { kind: 'official', number: '001090012345' } },
};

let database: TestDatabase;
let db: ReturnType<Database['as']>;
let closeHouse: () => void;

before(async () => {
  database = await testDatabase();
  const client = ownerClient(database.owner);
  await client.connect();
  await client.query(`SELECT registry.equip('registry'); ${[human, home, card, parent].map(tableSql).join('\n')}`);
  await client.end();
  ({ close: closeHouse } = openExampleHouse(database.db, []));
  db = database.db.as('registry');
});
after(async () => {
  await database.close();
  closeHouse();
});

const refusedWith = (refusal: string) => (error: unknown) => {
  assert.equal((error as { code?: string }).code, refusal, String(error));
  return true;
};
const enter = (number: string, fullName = 'Lan', from = '1990-01-01') =>
  record(db, human, { values: { number, fullName, bornOn: from }, from }, grounds);
const live = (number: string, place: string, from: string, until?: string) =>
  record(db, home, { values: { number, place }, from, ...(until ? { until } : {}) }, grounds);
const beget = (child: string, role: string, of: string) =>
  record(db, parent, { values: { child, role, parent: of }, from: '2010-01-01' }, grounds);
const merge = (from: string, into: string, more: { values?: object; bothSay?: BothSay } = {}) =>
  db.transaction((tx) =>
    mergeSame(tx, human, { from: { number: from }, into: { number: into }, on: '2026-01-01', ...more }, grounds),
  );
const undo = (act: number) => db.transaction((tx) => undoLineage(tx, human, { act }, grounds));
const placeOn = async (number: string, on: string) =>
  (await asOf(db, home, { key: { number }, date: on }))?.values.place;

const rowsOf = (like: string) =>
  db.rows<object>({
    text: `SELECT * FROM (SELECT number AS key, full_name AS said, born_on::text AS more, valid_during::text AS during, act FROM human
      UNION ALL SELECT number, place, 'home', valid_during::text, act FROM home
      UNION ALL SELECT child, role, parent, valid_during::text, act FROM parent) said WHERE key LIKE $1 ORDER BY 1, 2, 3, 4`,
    values: [like],
  });
const pastRows = async () =>
  (
    await db.one<{ count: number }>({
      text: 'SELECT (SELECT count(*) FROM human_history) + (SELECT count(*) FROM home_history) + (SELECT count(*) FROM parent_history) AS count',
      values: [],
    })
  ).count;

test('who was entered twice is one for all time, what was said of the other is said of the survivor, and the old number leads there', async () => {
  await enter('a1', 'Nguyễn Thị Lan', '1990-05-03');
  await enter('a2', 'Nguyễn Thi Lan', '1989-05-03');
  await live('a2', 'Hà Nội', '1989-06-01', '2015-01-01');
  await live('a1', 'Huế', '2015-01-01');
  await beget('a-child', 'mother', 'a2');
  const act = await merge('a2', 'a1', { values: { bornOn: '1989-05-03' } });
  assert.equal(await asOf(db, human, { key: { number: 'a2' }, date: '2000-01-01' }), undefined);
  const survivor = await asOf(db, human, { key: { number: 'a1' }, date: '1989-06-01' });
  assert.deepEqual([survivor?.values.bornOn, survivor?.validFrom], ['1989-05-03', '1989-06-01']);
  assert.deepEqual([await placeOn('a1', '2000-01-01'), await placeOn('a1', '2020-01-01')], ['Hà Nội', 'Huế']);
  const [relation] = await timeline(db, parent, { child: 'a-child', role: 'mother' }).then((all) => all.slice(-1));
  assert.deepEqual([relation?.values.parent, relation?.told?.act], ['a1', 'merge']);
  const resolved = await resolve(db, human, { key: { number: 'a2' }, on: '2000-01-01' });
  assert.deepEqual([resolved.state, resolved.now, resolved.through[0]?.act], ['merged', [['a1']], act]);
  assert.equal((await timeline(db, human, { number: 'a2' })).length, 1);
  await settled(db);
  const told = (await eventsAfter(db, {}))
    .filter((event) => event.act === 'merge')
    .map(({ kind, key }) => [kind, key?.[0]]);
  assert.deepEqual(told, [
    ['human', 'a1'],
    ['human', 'a2'],
    ['home', 'a2'],
    ['home', 'a1'],
    ['parent', 'a-child'],
  ]);
});

test('homes of both at the same time refuse the merge, are one when they say the same, or the survivor’s stands', async () => {
  for (const number of ['b1', 'b2', 'b3', 'b4']) await enter(number);
  await live('b1', 'Huế', '2000-01-01');
  await live('b2', 'Huế', '2010-01-01');
  await live('b3', 'Vinh', '2010-01-01');
  await live('b4', 'Vinh', '2010-01-01');
  await assert.rejects(merge('b3', 'b1'), refusedWith('register.merge_both_say'));
  await merge('b2', 'b1');
  await merge('b3', 'b1', { bothSay: 'survivor-stands' });
  assert.equal(await placeOn('b1', '2020-01-01'), 'Huế');
  assert.equal((await rowsOf('b%')).filter((row) => (row as { more: string }).more === 'home').length, 2);
});

test('what is kept encrypted of the other opens under the survivor’s number, and under its own again after undoing', async () => {
  await enter('h1');
  await enter('h2');
  await record(db, card, { values: { number: 'h2', secret: 'mật 42' }, from: '2020-01-01' }, grounds);
  const secretOf = async (number: string) => (await timeline(db, card, { number })).map(({ values }) => values.secret);
  const act = await merge('h2', 'h1');
  assert.deepEqual([await secretOf('h1'), await secretOf('h2')], [['mật 42'], ['mật 42']]);
  await undo(act);
  assert.equal((await asOf(db, card, { key: { number: 'h2' }, date: '2021-01-01' }))?.values.secret, 'mật 42');
  assert.deepEqual(await secretOf('h1'), ['mật 42']);
});

test('a mother is not her child, nobody is merged with nobody, and not twice', async () => {
  for (const number of ['c1', 'c2', 'c3']) await enter(number);
  await beget('c2', 'mother', 'c1');
  await assert.rejects(merge('c1', 'c2'), refusedWith('register.merge_related'));
  await assert.rejects(merge('c2', 'c1'), refusedWith('register.merge_related'));
  await assert.rejects(merge('c1', 'c1'), refusedWith('register.lineage_of_itself'));
  await assert.rejects(merge('c1', 'c-none'), refusedWith('register.record_unknown'));
  await merge('c3', 'c1');
  await assert.rejects(merge('c3', 'c2'), refusedWith('register.went_on_in_another'));
  await assert.rejects(merge('c1', 'c3'), refusedWith('register.went_on_in_another'));
});

test('a survivor who has died does not take on the home of one who lives', async () => {
  await enter('d1');
  await enter('d2');
  await endOn(db, human, { key: { number: 'd1' }, from: '2020-01-01' }, grounds);
  await live('d2', 'Huế', '2010-01-01');
  const before = await rowsOf('d%');
  await assert.rejects(merge('d2', 'd1'), refusedWith('register.merge_not_covered'));
  assert.deepEqual(await rowsOf('d%'), before);
});

test('undoing is refused when the survivor was changed by it and again since; what was written elsewhere since then stays', async () => {
  await enter('e1');
  await enter('e2', 'Lan Anh');
  await live('e2', 'Huế', '2000-01-01');
  const act = await merge('e2', 'e1', { values: { fullName: 'Lan Anh' } });
  await beget('e-child', 'mother', 'e1');
  const change = await changeFrom(
    db,
    human,
    { key: { number: 'e1' }, from: '2026-02-01', values: { fullName: 'Mai' } },
    grounds,
  );
  assert.ok(change > act);
  await assert.rejects(undo(act), refusedWith('register.changed_since_merge'));
  await enter('e3');
  const other = await merge('e3', 'e1');
  await beget('e-child', 'guardian', 'e1');
  await undo(other);
  assert.deepEqual(
    (await rowsOf('e-child')).map((row) => (row as { more: string }).more),
    ['e1', 'e1'],
  );
  assert.equal((await resolve(db, human, { key: { number: 'e3' }, on: '2026-01-01' })).state, 'current');
});

test('two who merge the same record at the same moment: one is told that it is gone', async () => {
  for (const number of ['f1', 'f2', 'f3']) await enter(number);
  const results = await Promise.allSettled([merge('f1', 'f2'), merge('f1', 'f3'), merge('f1', 'f2')]);
  assert.equal(results.filter(({ status }) => status === 'fulfilled').length, 1);
  for (const result of results)
    if (result.status === 'rejected') refusedWith('register.went_on_in_another')(result.reason);
});

test('merges of merged ones, undone from the last to the first, leave every table as it was, and history never shrinks', async () => {
  const step = fc.record({
    from: fc.integer({ min: 0, max: 4 }),
    into: fc.integer({ min: 0, max: 4 }),
    values: fc.constantFrom({}, { fullName: 'Mai' }, { bornOn: '1980-01-01' }),
    bothSay: fc.constantFrom('refuse' as const, 'survivor-stands' as const),
  });
  const homes = fc.array(
    fc.record({
      of: fc.integer({ min: 0, max: 4 }),
      place: fc.constantFrom('Huế', 'Vinh'),
      year: fc.integer({ min: 1985, max: 2020 }),
    }),
    { maxLength: 6 },
  );
  let run = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), homes, async (steps, lived) => {
      const name = `g${run++}`;
      for (const i of [0, 1, 2, 3, 4]) await enter(`${name}-${i}`, `Lan ${i}`, `${1980 + i}-01-01`);
      for (const { of, place, year } of lived)
        await live(`${name}-${of}`, place, `${year}-01-01`, `${year + 3}-01-01`).catch(refusedWith('register.overlap'));
      await beget(`${name}-4`, 'father', `${name}-0`);
      await beget(`${name}-x`, 'mother', `${name}-1`);
      const before = await rowsOf(`${name}-%`);
      const acts: number[] = [];
      for (const { from, into, ...more } of steps) {
        const past = await pastRows();
        await merge(`${name}-${from}`, `${name}-${into}`, more).then(
          (act) => acts.push(act),
          (error) => assert.match((error as { code: string }).code, /^register\./),
        );
        assert.ok((await pastRows()) >= past);
      }
      for (const act of acts.toReversed()) {
        const past = await pastRows();
        await undo(act);
        assert.ok((await pastRows()) >= past);
      }
      assert.deepEqual(await rowsOf(`${name}-%`), before);
    }),
    { numRuns: 15 },
  );
});
