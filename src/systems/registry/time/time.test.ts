import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts';
import { type Database, ownerClient } from '../../../kernel/db.ts';
import { defineKind, tableSql, text, whole } from '../kind/index.ts';
import { type Grounds, cancel, changeFrom, correct, endOn, record } from './acts.ts';
import { eventsAfter } from './events.ts';
import { asOf, difference, timeline } from './reading.ts';

const fact = defineKind({
  system: 'registry',
  name: 'fact',
  title: { vi: 'Điều ghi nhận', en: 'Fact' },
  key: ['subject'],
  fields: {
    subject: text({ title: { vi: 'về', en: 'about' } }),
    whatWasSaid: text({ title: { vi: 'lời', en: 'what was said' }, longest: 40 }),
    size: whole({ title: { vi: 'cỡ', en: 'size' }, optional: true, least: 0 }),
    // Names that statements could have for themselves.
    place: text({ title: { vi: 'nơi', en: 'place' }, optional: true }),
    position: text({ title: { vi: 'vị trí', en: 'position' }, optional: true }),
    reason: text({ title: { vi: 'lý do', en: 'reason' }, optional: true }),
  },
  rules: [
    {
      name: 'size_missing',
      title: { vi: 'Thiếu cỡ', en: 'No size' },
      dimension: 'sufficient',
      severity: 'warning',
      holds: 'size IS NOT NULL',
    },
    {
      name: 'too_loud',
      title: { vi: 'Viết hoa toàn bộ', en: 'All in capitals' },
      dimension: 'clean',
      severity: 'error',
      holds: 'what_was_said <> upper(what_was_said)',
    },
  ],
  names: ['whatWasSaid'],
});

const grounds: Grounds = {
  reason: 'as the decision says',
  source: { kind: 'decision', number: '12/QĐ-UBND', issuedOn: '2020-01-01' },
  by: { agencyCode: 'H26.1', agencyName: 'UBND xã Mẫu', actor: { kind: 'official', number: '001090012345' } },
};

let database: TestDatabase;
let db: ReturnType<Database['as']>;

before(async () => {
  database = await testDatabase();
  const client = ownerClient(database.owner);
  await client.connect();
  await client.query(`SELECT registry.equip('registry'); ${tableSql(fact)}`);
  await client.end();
  db = database.db.as('registry');
});
after(() => database.close());

const saidOn = async (subject: string, date: string, knownAt?: Date) =>
  (await asOf(db, fact, { key: { subject }, date, ...(knownAt ? { knownAt } : {}) }))?.values.whatWasSaid;

const refusedWith = (code: string) => (error: unknown) => (error as { code?: string }).code === code;

test('a change ends one version and begins the next; both can be asked for', async () => {
  const key = { subject: 'change' };
  await record(
    db,
    fact,
    { values: { ...key, whatWasSaid: 'old', size: 3, place: 'here', reason: 'why' }, from: '2020-01-01' },
    grounds,
  );
  await changeFrom(db, fact, { key, from: '2024-06-01', values: { whatWasSaid: 'new' } }, grounds);
  assert.equal(await saidOn('change', '2024-05-31'), 'old');
  assert.equal(await saidOn('change', '2024-06-01'), 'new');
  const version = await asOf(db, fact, { key, date: '2025-01-01' });
  assert.equal(version?.values.size, 3);
  assert.deepEqual([version?.values.place, version?.values.position, version?.values.reason], ['here', null, 'why']);
  assert.deepEqual([version?.validFrom, version?.validUntil], ['2024-06-01', null]);
});

test('a correction keeps what we knew before, and says who told us better', async () => {
  const key = { subject: 'correction' };
  await record(db, fact, { values: { ...key, whatWasSaid: 'wrong' }, from: '2020-01-01' }, grounds);
  const then = new Date(Date.now() + 2);
  await new Promise((wait) => setTimeout(wait, 10));
  const better = { ...grounds, reason: 'the judgment', source: { kind: 'judgment', number: '7/2021' } };
  await correct(db, fact, { key, on: '2021-01-01', values: { whatWasSaid: 'right' } }, better);
  assert.equal(await saidOn('correction', '2021-01-01'), 'right');
  assert.equal(await saidOn('correction', '2021-01-01', then), 'wrong');
  const versions = await timeline(db, fact, key);
  assert.deepEqual(
    versions.map(({ values, replacedAt, told }) => [
      values.whatWasSaid,
      replacedAt === null,
      told?.act,
      told?.source.number,
    ]),
    [
      ['wrong', false, 'record', '12/QĐ-UBND'],
      ['right', true, 'correct', '7/2021'],
    ],
  );
  assert.deepEqual(difference(fact, versions[0]!, versions[1]!), ['whatWasSaid']);
});

test('what was cancelled is gone, and its history is not', async () => {
  const key = { subject: 'cancelled' };
  await record(db, fact, { values: { ...key, whatWasSaid: 'error' }, from: '2020-01-01' }, grounds);
  await cancel(db, fact, { key, on: '2020-01-01' }, grounds);
  assert.equal(await saidOn('cancelled', '2020-01-01'), undefined);
  assert.equal((await timeline(db, fact, key)).length, 1);
});

test('two versions of one thing are never valid at once', async () => {
  const values = { subject: 'overlap', whatWasSaid: 'one' };
  await record(db, fact, { values, from: '2020-01-01', until: '2021-01-01' }, grounds);
  await assert.rejects(
    record(db, fact, { values, from: '2020-12-31', until: '2022-01-01' }, grounds),
    refusedWith('register.overlap'),
  );
});

test('an act on a date on which nothing is valid is refused, and leaves no trace', async () => {
  const key = { subject: 'none' };
  for (const act of [
    () => correct(db, fact, { key, on: '2020-01-01', values: { size: 1 } }, grounds),
    () => changeFrom(db, fact, { key, from: '2020-01-01', values: { size: 1 } }, grounds),
    () => endOn(db, fact, { key, from: '2020-01-01' }, grounds),
    () => cancel(db, fact, { key, on: '2020-01-01' }, grounds),
  ])
    await assert.rejects(act(), refusedWith('register.not_valid_then'));
  assert.equal((await eventsAfter(db, {})).filter((event) => event.key?.[0] === 'none').length, 0);
});

test('who saw another version than the one that is there now is refused', async () => {
  const key = { subject: 'meanwhile' };
  const seen = await record(db, fact, { values: { ...key, whatWasSaid: 'one' }, from: '2020-01-01' }, grounds);
  await correct(db, fact, { key, on: '2020-01-01', values: { whatWasSaid: 'two' }, seen }, grounds);
  await assert.rejects(
    correct(db, fact, { key, on: '2020-01-01', values: { whatWasSaid: 'three' }, seen }, grounds),
    refusedWith('register.changed_meanwhile'),
  );
  assert.equal(await saidOn('meanwhile', '2020-01-01'), 'two');
});

test('two who change the same record at the same moment are both heard, one after the other', async () => {
  const key = { subject: 'together' };
  await record(db, fact, { values: { ...key, whatWasSaid: 'first', size: 0 }, from: '2020-01-01' }, grounds);
  await Promise.all(
    [1, 2, 3, 4].map((size) => changeFrom(db, fact, { key, from: `2021-01-0${size}`, values: { size } }, grounds)),
  );
  assert.equal((await eventsOf(['together'], 5)).length, 5);
});

test('of many acts at the same moment each is done or refused by itself', async () => {
  const subjects = Array.from({ length: 40 }, (_, i) => `many-${i}`);
  await Promise.all(
    subjects.map((subject) =>
      record(db, fact, { values: { subject, whatWasSaid: 'first' }, from: '2020-01-01' }, grounds),
    ),
  );
  const results = await Promise.allSettled(
    subjects.map((subject, i) =>
      i % 4 === 3
        ? record(db, fact, { values: { subject, whatWasSaid: 'again' }, from: '2021-01-01' }, grounds)
        : changeFrom(
            db,
            fact,
            { key: { subject }, from: i % 4 === 2 ? '2019-01-01' : '2022-01-01', values: { whatWasSaid: subject } },
            grounds,
          ),
    ),
  );
  for (const [i, subject] of subjects.entries()) {
    const result = results[i]!;
    const code = result.status === 'rejected' ? (result.reason as { code: string }).code : undefined;
    assert.equal(code, [undefined, undefined, 'register.not_valid_then', 'register.overlap'][i % 4]);
    assert.equal(await saidOn(subject, '2023-01-01'), i % 4 < 2 ? subject : 'first');
  }
  const acts = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  assert.equal(new Set(acts).size, acts.length, 'each has an act of its own');
});

test('what a definition forbids is refused by the database too', async () => {
  await assert.rejects(
    record(db, fact, { values: { subject: 'bad', whatWasSaid: 'x', size: -1 }, from: '2020-01-01' }, grounds),
    refusedWith('register.value_refused'),
  );
});

test('a version knows the quality rules that it breaks, and a correction mends it', async () => {
  const key = { subject: 'quality' };
  await record(db, fact, { values: { ...key, whatWasSaid: 'LOUD' }, from: '2020-01-01' }, grounds);
  const faultsOf = async () => (await asOf(db, fact, { key, date: '2020-01-01' }))?.faults;
  assert.deepEqual(await faultsOf(), ['size_missing', 'too_loud']);
  await correct(db, fact, { key, on: '2020-01-01', values: { whatWasSaid: 'Quiet', size: 2 } }, grounds);
  assert.deepEqual(await faultsOf(), []);
});

/** The events of those records, once no other transaction on the server (a vacuum, say) holds them back. */
async function eventsOf(subjects: string[], count: number, cursor?: string) {
  for (let tries = 0; ; tries++) {
    const told = (await eventsAfter(db, cursor ? { cursor } : {})).filter(({ key }) => subjects.includes(key![0]!));
    if (told.length >= count || tries === 100) return told;
    await new Promise((wait) => setTimeout(wait, 20));
  }
}

test('a subscriber is told every act once, in order, also when transactions overlap', { timeout: 10_000 }, async () => {
  const said = (subject: string) => ({ values: { subject, whatWasSaid: 'event' }, from: '2020-01-01' });
  const slow = Promise.withResolvers<void>();
  const holding = Promise.withResolvers<void>();
  const committed = db.transaction(async (tx) => {
    await record(tx, fact, said('slow'), grounds);
    holding.resolve();
    await slow.promise;
  });
  await holding.promise;
  await record(db, fact, said('fast'), grounds);
  // The fast one has committed, but the slow one could still come before it.
  const tooEarly = await eventsOf(['slow', 'fast'], 0);
  slow.resolve();
  await committed;
  assert.deepEqual(tooEarly, []);
  const told = await eventsOf(['slow', 'fast'], 2);
  assert.deepEqual(
    told.map(({ key, act }) => [key?.[0], act]),
    [
      ['slow', 'record'],
      ['fast', 'record'],
    ],
  );
  assert.deepEqual(await eventsOf(['slow', 'fast'], 1, told[0]!.cursor), [told[1]]);
  await assert.rejects(eventsAfter(db, { cursor: "0'; --" }), refusedWith('register.cursor_unknown'));
});

test('after any changes and corrections, each day says what a plain list of days says, and history never shrinks', async () => {
  const dayOf = (day: number) => new Date(Date.UTC(2020, 0, 1 + day)).toISOString().slice(0, 10);
  const DAYS = 30;
  const anAct = fc.record({
    act: fc.constantFrom('change' as const, 'correct' as const, 'end' as const, 'cancel' as const),
    day: fc.nat(DAYS - 1),
    said: fc.string({ minLength: 1, maxLength: 4, unit: 'grapheme-ascii' }),
  });
  let run = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(anAct, { maxLength: 6 }), async (acts) => {
      const key = { subject: `property-${run++}` };
      await record(db, fact, { values: { ...key, whatWasSaid: 'first' }, from: dayOf(0) }, grounds);
      // For each version: what it says, and which days it covers.
      let versions = [{ from: 0, until: DAYS, said: 'first' }];
      let held = 1;
      const knownThen: { at: Date; versions: typeof versions }[] = [];
      for (const { act, day, said } of acts) {
        const at = versions.find(({ from, until }) => from <= day && day < until);
        await new Promise((wait) => setTimeout(wait, 2));
        knownThen.push({ at: new Date(), versions });
        await new Promise((wait) => setTimeout(wait, 2));
        const values = { whatWasSaid: said };
        const attempt = {
          change: () => changeFrom(db, fact, { key, from: dayOf(day), values }, grounds),
          correct: () => correct(db, fact, { key, on: dayOf(day), values }, grounds),
          end: () => endOn(db, fact, { key, from: dayOf(day) }, grounds),
          cancel: () => cancel(db, fact, { key, on: dayOf(day) }, grounds),
        }[act]();
        if (!at) {
          await assert.rejects(attempt, refusedWith('register.not_valid_then'));
          continue;
        }
        await attempt;
        const others = versions.filter((version) => version !== at);
        if (act === 'correct') versions = [...others, { ...at, said }];
        else if (act === 'cancel') versions = others;
        else {
          const before = day > at.from ? [{ ...at, until: day }] : [];
          const next = act === 'change' ? [{ from: day, until: at.until, said }] : [];
          versions = [...others, ...before, ...next];
        }
        const all = await timeline(db, fact, key);
        assert.ok(all.length >= held, 'history shrank');
        held = all.length;
      }
      for (const { at, versions: then } of [...knownThen, { at: undefined, versions }]) {
        for (const day of [0, 7, 15, 29]) {
          const expected = then.find(({ from, until }) => from <= day && day < until)?.said;
          assert.equal(await saidOn(key.subject, dayOf(day), at), expected);
        }
      }
    }),
    { numRuns: 30 },
  );
});
