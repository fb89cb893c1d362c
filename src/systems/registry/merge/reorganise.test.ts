import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts';
import { type Database, ownerClient } from '../../../kernel/db.ts';
import { date, defineKind, tableSql, text } from '../kind/index.ts';
import { type Grounds, changeFrom, endOn, record } from '../time/acts.ts';
import { asOf, timeline } from '../time/reading.ts';
import { lineageOf, mergeInto, resolve, splitInto, undoLineage } from './index.ts';

const plot = defineKind({
  system: 'registry',
  name: 'plot',
  title: { vi: 'Thửa đất', en: 'Plot' },
  key: ['code'],
  fields: {
    code: text({ title: { vi: 'mã', en: 'code' } }),
    use: text({ title: { vi: 'mục đích', en: 'use' } }),
    measuredOn: date({ title: { vi: 'ngày đo', en: 'measured on' }, optional: true }),
  },
});
const right = defineKind({
  system: 'registry',
  name: 'land_right',
  title: { vi: 'Quyền', en: 'Right' },
  key: ['id'],
  fields: {
    id: text({ title: { vi: 'mã', en: 'id' } }),
    plotCode: text({ title: { vi: 'thửa', en: 'plot' } }),
    holder: text({ title: { vi: 'người', en: 'holder' } }),
  },
  references: [{ fields: ['plotCode'], to: 'plot' }],
});

const grounds: Grounds = {
  reason: 'the decision on the parcels',
  source: { kind: 'decision', number: '7/QĐ-UBND' },
  by: { agencyCode: 'H26.1', agencyName: 'UBND xã Mẫu', actor: { kind: 'official', number: '001090012345' } },
};

let database: TestDatabase;
let db: ReturnType<Database['as']>;

before(async () => {
  database = await testDatabase();
  const client = ownerClient(database.owner);
  await client.connect();
  await client.query(`SELECT registry.equip('registry'); ${tableSql(plot)} ${tableSql(right)}`);
  await client.end();
  db = database.db.as('registry');
});
after(() => database.close());

const refusedWith = (code: string) => (error: unknown) => {
  assert.equal((error as { code?: string }).code, code, String(error));
  return true;
};
const grow = (code: string, use = 'rice', from = '2020-01-01') =>
  record(db, plot, { values: { code, use }, from }, grounds);
const useOn = async (code: string, on: string) => (await asOf(db, plot, { key: { code }, date: on }))?.values.use;

/** All that the tables of the two kinds say now, without when it was written down. */
const allRows = () =>
  db.rows<object>({
    text: `SELECT code AS key, use AS said, measured_on::text AS more, valid_during::text AS during, act FROM plot
      UNION ALL SELECT id, holder, plot_code, valid_during::text, act FROM land_right ORDER BY 1, 4`,
    values: [],
  });
const pastRows = async () =>
  (
    await db.one<{ count: number }>({
      text: 'SELECT (SELECT count(*) FROM plot_history) + (SELECT count(*) FROM land_right_history) AS count',
      values: [],
    })
  ).count;

test('two parcels become one on a day, and each knows the other', async () => {
  await grow('a1');
  await grow('a2', 'garden');
  await db.transaction((tx) =>
    mergeInto(
      tx,
      plot,
      { from: [{ code: 'a1' }, { code: 'a2' }], into: { code: 'a3' }, on: '2024-05-01', values: { use: 'homes' } },
      grounds,
    ),
  );
  assert.deepEqual(
    [await useOn('a1', '2024-04-30'), await useOn('a1', '2024-05-01'), await useOn('a3', '2024-05-01')],
    ['rice', undefined, 'homes'],
  );
  const lineage = await lineageOf(db, plot, { code: 'a3' });
  assert.deepEqual(
    lineage.map(({ how, from, to, since, source }) => [how, from, to, since, source.number]),
    [
      ['merge', ['a1'], ['a3'], '2024-05-01', '7/QĐ-UBND'],
      ['merge', ['a2'], ['a3'], '2024-05-01', '7/QĐ-UBND'],
    ],
  );
  const resolved = await resolve(db, plot, { key: { code: 'a1' }, on: '2024-06-01' });
  assert.deepEqual([resolved.state, resolved.now], ['merged', [['a3']]]);
  assert.equal((await resolve(db, plot, { key: { code: 'a1' }, on: '2024-01-01' })).state, 'current');
  assert.equal((await resolve(db, plot, { key: { code: 'never' }, on: '2024-01-01' })).state, 'unknown');
  const told = (await timeline(db, plot, { code: 'a3' }))[0]?.told;
  assert.deepEqual([told?.act, told?.reason], ['merge', grounds.reason]);
});

test('a parcel is split, keeps its number as one of the parts, and its rights move while both are there', async () => {
  await grow('b1');
  await record(db, right, { values: { id: 'r1', plotCode: 'b1', holder: 'Lan' }, from: '2021-01-01' }, grounds);
  const parts = [
    { key: { code: 'b1' }, values: { measuredOn: '2024-03-01' } },
    { key: { code: 'b2' }, values: { use: 'road' } },
  ];
  const move = (tx: Parameters<typeof splitInto>[0]) => () =>
    changeFrom(tx, right, { key: { id: 'r1' }, from: '2024-03-01', values: { plotCode: 'b2' } }, grounds);
  const act = await db.transaction((tx) =>
    splitInto(
      tx,
      plot,
      { from: { code: 'b1' }, into: parts, on: '2024-03-01', whileBoth: async () => void (await move(tx)()) },
      grounds,
    ),
  );
  const resolved = await resolve(db, plot, { key: { code: 'b1' }, on: '2024-04-01' });
  assert.deepEqual([resolved.state, resolved.now], ['split', [['b1'], ['b2']]]);
  assert.equal((await asOf(db, right, { key: { id: 'r1' }, date: '2024-03-01' }))?.values.plotCode, 'b2');
  await db.transaction((tx) => undoLineage(tx, plot, { act }, grounds));
  assert.equal((await asOf(db, right, { key: { id: 'r1' }, date: '2024-03-01' }))?.values.plotCode, 'b1');
  assert.equal(await useOn('b2', '2024-03-01'), undefined);
  const [step] = await lineageOf(db, plot, { code: 'b1' });
  assert.notEqual(step!.undoneBy, null);
});

test('a parcel that rights still rest on does not end by a merge', async () => {
  await grow('c1');
  await grow('c2');
  await record(db, right, { values: { id: 'r2', plotCode: 'c1', holder: 'Minh' }, from: '2021-01-01' }, grounds);
  const merge = () =>
    db.transaction((tx) =>
      mergeInto(tx, plot, { from: [{ code: 'c1' }], into: { code: 'c2' }, on: '2024-03-01' }, grounds),
    );
  await assert.rejects(merge(), refusedWith('register.still_referred_to'));
  await endOn(db, right, { key: { id: 'r2' }, from: '2024-03-01' }, grounds);
  await merge();
});

test('nothing is merged with itself, from nothing, twice, or on a day on which it was not there', async () => {
  await grow('d1');
  await grow('d2', 'rice', '2023-01-01');
  const merge = (from: string[], into: string, on = '2024-01-01') =>
    db.transaction((tx) =>
      mergeInto(tx, plot, { from: from.map((code) => ({ code })), into: { code: into }, on }, grounds),
    );
  await assert.rejects(merge(['d1'], 'd1'), refusedWith('register.lineage_of_itself'));
  await assert.rejects(merge([], 'd1'), refusedWith('register.lineage_of_itself'));
  await assert.rejects(merge(['d1', 'd1'], 'd2'), refusedWith('register.lineage_of_itself'));
  await assert.rejects(merge(['d2'], 'd1', '2022-06-01'), refusedWith('register.not_valid_then'));
  await merge(['d2'], 'd1');
  await assert.rejects(merge(['d1'], 'd2'), refusedWith('register.went_on_in_another'));
  await assert.rejects(merge(['d2'], 'd1'), refusedWith('register.not_valid_then'));
});

test('what was changed after a merge must be undone first', async () => {
  for (const code of ['e1', 'e2', 'e3']) await grow(code);
  const merge = (from: string, into: string, on: string) =>
    db.transaction((tx) =>
      mergeInto(
        tx,
        plot,
        { from: [{ code: from }], into: { code: into }, on, values: { use: `${from}+${into}` } },
        grounds,
      ),
    );
  const undo = (act: number) => db.transaction((tx) => undoLineage(tx, plot, { act }, grounds));
  const first = await merge('e1', 'e2', '2024-01-01');
  const second = await merge('e2', 'e3', '2025-01-01');
  const { now, through } = await resolve(db, plot, { key: { code: 'e1' }, on: '2025-06-01' });
  assert.deepEqual([now, through.map(({ to }) => to[0])], [[['e3']], ['e2', 'e3']]);
  await assert.rejects(undo(first), refusedWith('register.changed_since_merge'));
  await undo(second);
  await undo(first);
  await assert.rejects(undo(first), refusedWith('register.undone_already'));
  await assert.rejects(undo(999_999), refusedWith('register.merge_unknown'));
  assert.equal((await resolve(db, plot, { key: { code: 'e1' }, on: '2025-06-01' })).state, 'current');
});

test('whatever is merged and split, undoing it from the last to the first leaves every table as it was', async () => {
  const step = fc.record({
    how: fc.constantFrom('merge' as const, 'split' as const),
    one: fc.integer({ min: 0, max: 3 }),
    other: fc.integer({ min: 0, max: 5 }),
    year: fc.integer({ min: 2021, max: 2025 }),
    values: fc.constantFrom({}, { use: 'changed' }, { measuredOn: '2024-01-01' }),
  });
  let run = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 5 }), async (steps) => {
      const name = `p${run++}-`;
      for (const i of [0, 1, 2, 3]) await grow(`${name}${i}`, `use ${i}`);
      await changeFrom(db, plot, { key: { code: `${name}0` }, from: '2023-06-01', values: { use: 'later' } }, grounds);
      const before = await allRows();
      const done: number[] = [];
      for (const { how, one, other, year, values } of steps) {
        const [first, second] = [{ code: `${name}${one}` }, { code: `${name}${other}` }];
        const on = `${year}-01-01`;
        const past = await pastRows();
        try {
          done.push(
            await db.transaction((tx) =>
              how === 'merge'
                ? mergeInto(tx, plot, { from: [first], into: second, on, values: { use: 'one', ...values } }, grounds)
                : splitInto(
                    tx,
                    plot,
                    {
                      from: first,
                      into: [
                        { key: first, values },
                        { key: second, values: { use: 'part' } },
                      ],
                      on,
                    },
                    grounds,
                  ),
            ),
          );
        } catch (error) {
          assert.match((error as { code: string }).code, /^register\./);
        }
        assert.ok((await pastRows()) >= past);
      }
      for (const act of done.toReversed()) {
        const past = await pastRows();
        await db.transaction((tx) => undoLineage(tx, plot, { act }, grounds));
        assert.ok((await pastRows()) >= past);
      }
      assert.deepEqual(await allRows(), before);
    }),
    { numRuns: 15 },
  );
});
