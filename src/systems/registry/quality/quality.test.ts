import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts';
import { setClock, today } from '../../../kernel/clock.ts';
import { type SystemDatabase, ownerClient } from '../../../kernel/db.ts';
import { code, date, defineKind, tableSql, text } from '../kind/index.ts';
import { type Grounds, correct, endOn, record } from '../time/acts.ts';
import { ageingOf, confirm } from './confirming.ts';
import { examineRecord, examineStock, findingsOf } from './findings.ts';
import { listFaulty } from './repair.ts';
import { bandOf, expectedShare, totalScore } from './rules.ts';
import { countScores, lastScores, scoreHistory } from './scores.ts';

const title = { vi: 'thử', en: 'trial' };

/** Those who live in houses, with the rules that a register of them would have. */
const occupant = defineKind({
  system: 'registry',
  name: 'occupant',
  title,
  key: ['number'],
  fields: {
    number: text({ title }),
    fullName: text({ title }),
    bornOn: date({ title }),
    mother: text({ title, optional: true }),
    house: text({ title, optional: true, halfLife_days: 1_000 }),
    role: text({ title, optional: true }),
    passportUntil: date({ title, optional: true }),
    diedOn: date({ title, optional: true, emptyMeans: { vi: 'Còn sống', en: 'Alive' }, halfLife_days: 4_000 }),
    communeCode: code({ title, pattern: '\\d{5}', optional: true }),
    agencyCode: text({ title, optional: true }),
  },
  names: ['fullName'],
  rules: [
    {
      name: 'house_missing',
      title,
      dimension: 'sufficient',
      severity: 'warning',
      holds: 'house IS NOT NULL',
    },
    { name: 'shouting', title, dimension: 'clean', severity: 'error', holds: 'full_name <> upper(full_name)' },
    {
      name: 'mother_not_older',
      title,
      dimension: 'correct',
      severity: 'error',
      moment: 'stock',
      broken: `EXISTS (SELECT FROM occupant mother WHERE mother.number = occupant.mother AND mother.valid_during @> :today
        AND mother.born_on > occupant.born_on - interval '10 years')`,
    },
    {
      name: 'two_heads',
      title,
      dimension: 'correct',
      severity: 'warning',
      moment: 'stock',
      broken: `occupant.role = 'head' AND EXISTS (SELECT FROM occupant other WHERE other.house = occupant.house AND other.role = 'head'
        AND other.number <> occupant.number AND other.valid_during @> :today)`,
    },
    {
      name: 'passport_over',
      title,
      dimension: 'live',
      severity: 'warning',
      moment: 'stock',
      broken: 'occupant.passport_until < :today',
    },
  ],
  territory: 'communeCode',
  agency: 'agencyCode',
});

const grounds: Grounds = {
  reason: 'as the decision says',
  source: { kind: 'decision', number: '12/QĐ-UBND' },
  by: { agencyCode: 'H26.1', agencyName: 'UBND xã Mẫu', actor: { kind: 'official', number: '001090012345' } },
};

let database: TestDatabase;
let db: SystemDatabase;

before(async () => {
  database = await testDatabase();
  const client = ownerClient(database.owner);
  await client.connect();
  await client.query(`SELECT registry.equip('registry'); ${tableSql(occupant)}`);
  await client.end();
  db = database.db.as('registry');
});
after(() => database.close());

let made = 0;
const WARD = '00025';

async function aOccupant(values: Partial<Record<string, string | null>> = {}, from = '2020-01-01'): Promise<string> {
  const number = `D${String(++made).padStart(4, '0')}`;
  await record(
    db,
    occupant,
    {
      values: {
        number,
        fullName: 'Trần Mẫu',
        bornOn: '1990-01-01',
        house: `home of ${number}`,
        communeCode: WARD,
        agencyCode: 'H26.25',
        ...values,
      },
      from,
    },
    grounds,
  );
  return number;
}

const day = (offset: number): string => new Date(Date.parse(today()) + offset * 86_400_000).toISOString().slice(0, 10);
const openOf = async (number: string) =>
  (await findingsOf(db, occupant, [number])).filter(({ goneAt }) => goneAt === null).map(({ rule }) => rule);

test('a fact that was just written is as good as certain, and half as likely after its half-life', async () => {
  const number = await aOccupant();
  const [house] = await ageingOf(db, occupant, [number]);
  assert.deepEqual([house!.field, house!.knownOn, house!.expected], ['house', today(), 1]);
  setClock(new Date(Date.parse(day(1_000)) + 6 * 3_600_000));
  try {
    const [later] = await ageingOf(db, occupant, [number]);
    assert.ok(Math.abs(later!.expected - 0.5) < 0.001);
  } finally {
    setClock();
  }
});

test('what came by an import is as old as the version, until its source confirms it', async () => {
  const number = await aOccupant({}, day(-2_000));
  const client = ownerClient(database.owner);
  await client.connect();
  await client.query(
    `UPDATE registry.act SET act = 'import' WHERE position = (SELECT act FROM registry.occupant WHERE number = $1)`,
    [number],
  );
  await client.end();
  const [stale] = await ageingOf(db, occupant, [number]);
  assert.equal(stale!.knownOn, day(-2_000));
  assert.equal(stale!.source, null);
  const said = { records: [{ key: [number], on: day(-10) }], fields: ['house'], source: 'insurance' };
  assert.equal(await confirm(db, occupant, said, grounds), 1);
  const [fresh, alive] = await ageingOf(db, occupant, [number]);
  assert.deepEqual([fresh!.knownOn, fresh!.source], [day(-10), 'insurance']);
  assert.equal(alive!.knownOn, day(-2_000), 'only the fields that were confirmed are younger');
});

test('an older confirmation never replaces a younger one, and none is of the future', async () => {
  const number = await aOccupant({}, day(-5_000));
  const say = (on: string) =>
    confirm(db, occupant, { records: [{ key: [number], on }], fields: ['diedOn'], source: 'insurance' }, grounds);
  await say(day(0));
  await say(day(-400));
  assert.equal((await ageingOf(db, occupant, [number])).find(({ field }) => field === 'diedOn')!.knownOn, today());
  await assert.rejects(say(day(1)), { code: 'register.confirmed_in_future' });
});

test('signs of life come by thousands in one act, and those of records that are not there are passed over', async () => {
  const numbers = await Promise.all([aOccupant(), aOccupant(), aOccupant()]);
  const records = [...numbers, 'nobody', numbers[0]!].map((number) => ({ key: [number], on: today() }));
  const said = { records, fields: ['diedOn', 'house'], source: 'health' };
  assert.equal(await confirm(db, occupant, said, { ...grounds, reason: 'seen at a hospital' }), 3);
  const [acts] = await db.rows<{ count: number; keyless: boolean }>({
    text: `SELECT count(*)::int AS count, bool_and(key IS NULL) AS keyless FROM act WHERE reason = 'seen at a hospital'`,
    values: [],
  });
  assert.deepEqual(acts, { count: 1, keyless: true });
});

test('a mother younger than her child is found, and is gone when the record is mended', async () => {
  const mother = await aOccupant({ bornOn: '1995-01-01' });
  const child = await aOccupant({ bornOn: '1993-01-01', mother });
  await examineStock(db, occupant);
  assert.deepEqual(await openOf(child), ['mother_not_older']);
  assert.deepEqual(await openOf(mother), []);
  const [first] = await findingsOf(db, occupant, [child]);
  await examineStock(db, occupant);
  const [again] = await findingsOf(db, occupant, [child]);
  assert.deepEqual(again!.foundAt, first!.foundAt, 'what was found stays found since the first day');
  await correct(db, occupant, { key: { number: child }, on: today(), values: { bornOn: '2015-01-01' } }, grounds);
  await examineRecord(db, occupant, [child]);
  const [gone] = await findingsOf(db, occupant, [child]);
  assert.ok(gone!.goneAt);
});

test('what another record’s change mended is gone after the next examination, and so is a record that ended', async () => {
  const [one, other] = [await aOccupant({ role: 'head', house: 'H1' }), await aOccupant({ role: 'head', house: 'H1' })];
  const over = await aOccupant({ passportUntil: '2021-01-01' });
  await examineStock(db, occupant);
  assert.deepEqual([await openOf(one), await openOf(other)], [['two_heads'], ['two_heads']]);
  assert.deepEqual(await openOf(over), ['passport_over']);
  await endOn(db, occupant, { key: { number: other }, from: today() }, grounds);
  await endOn(db, occupant, { key: { number: over }, from: today() }, grounds);
  await examineStock(db, occupant);
  assert.deepEqual([await openOf(one), await openOf(other), await openOf(over)], [[], [], []]);
});

test('many records examined at the same time are each found as if alone, and each is gone when it is mended', async () => {
  const mother = await aOccupant({ bornOn: '1995-01-01' });
  const people = await Promise.all(
    Array.from({ length: 40 }, (_, i) =>
      i % 2 ? aOccupant() : aOccupant({ bornOn: '1993-01-01', mother, passportUntil: i % 4 ? null : '2021-01-01' }),
    ),
  );
  // Twice each, as when two stewards change the same record one after the other.
  const examineAll = () => Promise.all([...people, ...people].map((number) => examineRecord(db, occupant, [number])));
  const openOfAll = async () => (await Promise.all(people.map(openOf))).map((rules) => rules.toSorted().join(' '));
  await examineAll();
  const broken = people.map((_, i) => (i % 2 ? '' : i % 4 ? 'mother_not_older' : 'mother_not_older passport_over'));
  assert.deepEqual(await openOfAll(), broken);
  await correct(db, occupant, { key: { number: mother }, on: today(), values: { bornOn: '1960-01-01' } }, grounds);
  await examineAll();
  assert.deepEqual(
    await openOfAll(),
    broken.map((rules) => rules.replace(/mother_not_older ?/, '')),
  );
});

test('time alone breaks a rule', async () => {
  const number = await aOccupant({ passportUntil: day(5) });
  await examineRecord(db, occupant, [number]);
  assert.deepEqual(await openOf(number), []);
  setClock(new Date(Date.parse(day(6)) + 6 * 3_600_000));
  try {
    await examineRecord(db, occupant, [number]);
    assert.deepEqual(await openOf(number), ['passport_over']);
  } finally {
    setClock();
  }
  await examineRecord(db, occupant, [number]);
});

test('an examination that was cut off goes on where it stopped and finds the same', async () => {
  const mother = await aOccupant({ bornOn: '1999-01-01' });
  const children = await Promise.all([1, 2, 3].map(() => aOccupant({ bornOn: '1998-01-01', mother })));
  const all = await db.one<{ count: number }>({
    text: 'SELECT count(*)::int AS count FROM occupant WHERE valid_during @> $1::date',
    values: [today()],
  });
  let examined = 0;
  for (let calls = 0; calls < 100; calls++) {
    const count = await examineStock(db, occupant, { recordsAtOnce: 2, mostSlices: 2 });
    examined += count;
    if (examined >= all.count && count < 4) break;
  }
  assert.equal(examined, all.count, 'each record once');
  for (const child of children) assert.deepEqual(await openOf(child), ['mother_not_older']);
});

test('scores count each dimension, place and agency in one pass, and each day is kept', async () => {
  const yesterday = day(-1);
  await countScores(db, occupant, yesterday);
  await aOccupant({ house: null, communeCode: '00004' });
  await aOccupant({ fullName: 'TRẦN MẪU', communeCode: '00004' });
  await countScores(db, occupant, today());
  await countScores(db, occupant, today());
  const [whole] = await lastScores(db, occupant, { level: 'register' });
  const expected = await db.one<{ records: number; houseless: number; loud: number }>({
    text: `SELECT count(*)::int AS records, count(*) FILTER (WHERE house IS NULL)::int AS houseless,
        count(*) FILTER (WHERE full_name = upper(full_name))::int AS loud FROM occupant WHERE valid_during @> $1::date`,
    values: [today()],
  });
  assert.equal(whole!.records, expected.records);
  assert.equal(whole!.faults.house_missing, expected.houseless);
  assert.ok(Math.abs(whole!.sufficient! - 100 * (1 - expected.houseless / expected.records)) < 0.01);
  assert.ok(Math.abs(whole!.clean! - 100 * (1 - expected.loud / expected.records)) < 0.01);
  const communes = await lastScores(db, occupant, { level: 'commune' });
  assert.deepEqual(
    communes.find(({ code: commune }) => commune === '00004'),
    { ...communes.find(({ code: commune }) => commune === '00004')!, records: 2, sound: 0, sufficient: 50, clean: 50 },
  );
  const [province] = await lastScores(db, occupant, { level: 'province' });
  assert.deepEqual([province!.code, province!.records], ['01', expected.records]);
  const [agency] = await lastScores(db, occupant, { level: 'agency' });
  assert.deepEqual([agency!.code, agency!.records], ['H26.25', expected.records]);
  const days = await scoreHistory(db, occupant, { level: 'register', code: '', since: day(-30) });
  assert.deepEqual(
    days.map(({ countedOn }) => countedOn),
    [yesterday, today()],
  );
});

test('the repair list begins with the worst, filters by rule and place, and loses what was mended', async () => {
  const both = await aOccupant({ fullName: 'ĐINH MẪU', house: null, communeCode: '00006' });
  const one = await aOccupant({ house: null, communeCode: '00006' });
  const sound = await aOccupant({ communeCode: '00006' });
  const list = (asked: { rule?: string } = {}) =>
    listFaulty(db, occupant, { communes: ['00006'], limit: 10, offset: 0, ...asked });
  assert.deepEqual(
    (await list()).map(({ key, faults, weight }) => [key[0], faults, weight]),
    [
      [both, ['house_missing', 'shouting'], 4],
      [one, ['house_missing'], 1],
    ],
  );
  assert.deepEqual(
    (await list({ rule: 'shouting' })).map(({ key }) => key[0]),
    [both],
  );
  await correct(db, occupant, { key: { number: one }, on: today(), values: { house: 'found' } }, grounds);
  assert.deepEqual(
    (await list()).map(({ key }) => key[0]),
    [both],
  );
  assert.ok(!(await list()).some(({ key }) => key[0] === sound));
});

test('a record’s liveness is the mean of what its facts are expected to be worth, whatever confirmations came', async () => {
  const confirmations = fc.array(
    fc.record({
      field: fc.constantFrom('house', 'diedOn'),
      age: fc.integer({ min: 0, max: 3_000 }),
      source: fc.constantFrom('a', 'b'),
    }),
    { maxLength: 6 },
  );
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: 6_000 }), confirmations, async (age, said) => {
      const number = await aOccupant({ communeCode: '00008' }, day(-age - 3_000));
      const ages = { house: 0, diedOn: age + 3_000 };
      for (const each of said)
        await confirm(
          db,
          occupant,
          { records: [{ key: [number], on: day(-each.age) }], fields: [each.field], source: each.source },
          grounds,
        );
      // House was said by the act today; of the death nobody has ever said anything but the confirmations.
      for (const each of said) ages[each.field as 'house'] = Math.min(ages[each.field as 'house'], each.age);
      const wanted = (expectedShare(ages.house, 1_000) + expectedShare(ages.diedOn, 4_000)) / 2;
      const ageing = await ageingOf(db, occupant, [number]);
      const mean = ageing.reduce((sum, { expected }) => sum + expected, 0) / ageing.length;
      assert.ok(Math.abs(mean - wanted) < 1e-9, `${mean} is not ${wanted}`);
      await endOn(db, occupant, { key: { number }, from: today() }, grounds);
    }),
    { numRuns: 20 },
  );
});

test('the score in SQL is the mean of the liveness of the records', async () => {
  await countScores(db, occupant, today());
  const rows = await db.rows<{ number: string }>({
    text: 'SELECT number FROM occupant WHERE valid_during @> $1::date',
    values: [today()],
  });
  let sum = 0;
  for (const { number } of rows) {
    const ageing = await ageingOf(db, occupant, [number]);
    const live = ageing.reduce((total, { expected }) => total + expected, 0) / ageing.length;
    sum += (await openOf(number)).includes('passport_over') ? 0 : live;
  }
  const [whole] = await lastScores(db, occupant, { level: 'register' });
  assert.ok(Math.abs(whole!.live! - (100 * sum) / rows.length) < 0.01);
});

test('the total is the plain mean of what is measured, and its band is GLEIF’s', () => {
  assert.equal(totalScore({ correct: 100, sufficient: 90, clean: null, live: null }), 95);
  assert.equal(totalScore({ correct: null, sufficient: null, clean: null, live: null }), null);
  assert.deepEqual([98, 97.9, 95, 90, 89.9].map(bandOf), ['excellent', 'good', 'good', 'fair', 'poor']);
});
