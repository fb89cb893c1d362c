import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { type Database, isDuplicate, ownerClient } from '../../kernel/db.ts';
import {
  type TemporalTable,
  asOf,
  cancel,
  changeFrom,
  correct,
  defineRegister,
  endOn,
  fieldTitle,
  record,
  timeline,
} from './index.ts';

const FACT: TemporalTable = { table: 'fact', key: ['subject'], columns: ['said', 'size'] };

let database: TestDatabase;
let db: ReturnType<Database['as']>;

before(async () => {
  database = await testDatabase();
  const client = ownerClient(database.owner);
  await client.connect();
  await client.query(`CREATE TABLE registry.fact (
      subject text NOT NULL, valid_during daterange NOT NULL, said text NOT NULL, size integer,
      recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      PRIMARY KEY (subject, valid_during WITHOUT OVERLAPS));
    GRANT SELECT, INSERT, UPDATE, DELETE ON registry.fact TO registry;
    SELECT kernel.keep_history_of('registry.fact')`);
  await client.end();
  db = database.db.as('registry');
});
after(() => database.close());

const saidOn = async (subject: string, date: string, knownAt?: Date) =>
  (await asOf<{ said: string }>(db, FACT, { key: { subject }, date, ...(knownAt ? { knownAt } : {}) }))?.said;

test('a change ends one version and begins the next; both can be asked for', async () => {
  const key = { subject: 'change' };
  await db.transaction((tx) => record(tx, FACT, { values: { ...key, said: 'old', size: 3 }, from: '2020-01-01' }));
  await db.transaction((tx) => changeFrom(tx, FACT, { key, from: '2024-06-01', values: { said: 'new' } }));
  assert.equal(await saidOn('change', '2024-05-31'), 'old');
  assert.equal(await saidOn('change', '2024-06-01'), 'new');
  const version = await asOf<{ size: number }>(db, FACT, { key, date: '2025-01-01' });
  assert.equal(version?.size, 3);
});

test('a correction keeps what we knew before', async () => {
  const key = { subject: 'correction' };
  await db.transaction((tx) => record(tx, FACT, { values: { ...key, said: 'wrong' }, from: '2020-01-01' }));
  const then = new Date(Date.now() + 2);
  await new Promise((wait) => setTimeout(wait, 10));
  await db.transaction((tx) => correct(tx, FACT, { key, on: '2021-01-01', values: { said: 'right' } }));
  assert.equal(await saidOn('correction', '2021-01-01'), 'right');
  assert.equal(await saidOn('correction', '2021-01-01', then), 'wrong');
  const versions = await timeline<{ said: string }>(db, FACT, key);
  assert.deepEqual(
    versions.map(({ said, replacedAt }) => [said, replacedAt === null]),
    [
      ['wrong', false],
      ['right', true],
    ],
  );
});

test('what was cancelled is gone, and its history is not', async () => {
  const key = { subject: 'cancelled' };
  await db.transaction((tx) => record(tx, FACT, { values: { ...key, said: 'error' }, from: '2020-01-01' }));
  await db.transaction((tx) => cancel(tx, FACT, { key, on: '2020-01-01' }));
  assert.equal(await saidOn('cancelled', '2020-01-01'), undefined);
  assert.equal((await timeline(db, FACT, key)).length, 1);
});

test('two versions of one thing are never valid at once', async () => {
  const fact = { values: { subject: 'overlap', said: 'one' }, from: '2020-01-01', until: '2021-01-01' };
  await db.transaction((tx) => record(tx, FACT, fact));
  await assert.rejects(
    db.transaction((tx) => record(tx, FACT, { ...fact, from: '2020-12-31', until: '2022-01-01' })),
    (error) => isDuplicate(error),
  );
});

test('an act on a date on which nothing is valid is refused', async () => {
  for (const act of [
    () => db.transaction((tx) => correct(tx, FACT, { key: { subject: 'none' }, on: '2020-01-01', values: {} })),
    () => db.transaction((tx) => endOn(tx, FACT, { key: { subject: 'none' }, from: '2020-01-01' })),
  ]) {
    await assert.rejects(act(), (error) => (error as { code?: string }).code === 'register.not_valid_then');
  }
});

test('after any changes and corrections, each day says what a plain list of days says', async () => {
  const dayOf = (day: number) => new Date(Date.UTC(2020, 0, 1 + day)).toISOString().slice(0, 10);
  const DAYS = 30;
  const act = fc.record({
    kind: fc.constantFrom('change' as const, 'correct' as const, 'end' as const),
    day: fc.nat(DAYS - 1),
    said: fc.string({ minLength: 1, maxLength: 4, unit: 'grapheme-ascii' }),
  });
  let run = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(act, { maxLength: 6 }), async (acts) => {
      const key = { subject: `property-${run++}` };
      await db.transaction((tx) => record(tx, FACT, { values: { ...key, said: 'first' }, from: dayOf(0) }));
      // For each day, which version is valid; a version says something and covers some days.
      let versions = [{ from: 0, until: DAYS, said: 'first' }];
      for (const { kind, day, said } of acts) {
        const at = versions.find(({ from, until }) => from <= day && day < until);
        const attempt = db.transaction((tx) => {
          if (kind === 'change') return changeFrom(tx, FACT, { key, from: dayOf(day), values: { said } });
          if (kind === 'correct') return correct(tx, FACT, { key, on: dayOf(day), values: { said } });
          return endOn(tx, FACT, { key, from: dayOf(day) });
        });
        if (!at) {
          await assert.rejects(attempt);
          continue;
        }
        await attempt;
        const others = versions.filter((version) => version !== at);
        if (kind === 'correct') versions = [...others, { ...at, said }];
        else {
          const before = day > at.from ? [{ ...at, until: day }] : [];
          const next = kind === 'change' ? [{ from: day, until: at.until, said }] : [];
          versions = [...others, ...before, ...next];
        }
      }
      for (const day of [0, 7, 15, 29]) {
        const expected = versions.find(({ from, until }) => from <= day && day < until)?.said;
        assert.equal(await saidOn(key.subject, dayOf(day)), expected);
      }
    }),
    { numRuns: 40 },
  );
});

test('a register names its fields, and only its own', () => {
  const register = defineRegister({
    system: 'registry',
    title: { vi: 'Thử', en: 'Trial' },
    owner: { code: 'G06', name: 'Bộ Khoa học và Công nghệ' },
    fields: { said: { vi: 'lời', en: 'what was said' } },
  });
  assert.deepEqual(register.pick('said'), ['said']);
  assert.equal(fieldTitle('registry', 'said', 'en'), 'what was said');
  assert.equal(fieldTitle('registry', 'unsaid', 'en'), 'unsaid');
});
