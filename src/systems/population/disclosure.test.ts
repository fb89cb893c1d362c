import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { today } from '../../kernel/clock.ts';
import { ownerClient } from '../../kernel/db.ts';
import type { House } from '../../kernel/system.ts';
import { type CallContext, call, usageOf } from '../exchange/index.ts';
import { openExampleHouse } from '../registry/example/house.ts';
import { predecessors } from '../territories/index.ts';
import { personDisclosure } from './disclosure.ts';
import { loadExamplePeople } from './example/load.ts';
import { OTHER_WARD, WARD, smallCountry } from './example/small-country.ts';
import { provided } from './index.ts';
import { person as personKind } from './kinds.ts';

/** An old ward of Hà Nội that went into the ward of today, whole. */
const OLD_WARD = predecessors(WARD, today()).find(
  ({ unit, extent }) => extent === 'whole' && unit.level === 'commune' && unit.code !== WARD,
)!.unit.code;

const { people, households, numberOf } = smallCountry([
  { fullName: 'Nguyễn Thị Hoà', sex: 'female', bornOn: '2000-02-29' },
  { fullName: 'Trần Văn Xa', sex: 'male', bornOn: '1990-05-05', communeCode: OTHER_WARD },
  { fullName: 'Lê Văn Cũ', sex: 'male', bornOn: '1980-01-01', communeCode: OLD_WARD },
  { fullName: 'Phạm Thị Mất', sex: 'female', bornOn: '1940-06-07' },
]);
const HOA = numberOf('Nguyễn Thị Hoà');
const XA = numberOf('Trần Văn Xa');
const NOBODY = '001190999999';

let database: TestDatabase;
let house: House;
let closeHouse: () => void;

before(async () => {
  database = await testDatabase();
  ({ house, close: closeHouse } = openExampleHouse(database.db, provided));
  const client = ownerClient(database.owner);
  await client.connect();
  const dead = people.map((person) =>
    person.fullName === 'Phạm Thị Mất' ? { ...person, diedOn: '2020-01-01' } : person,
  );
  // Nobody is at home after death.
  const homes = households.filter(({ headNumber }) => headNumber !== numberOf('Phạm Thị Mất'));
  await loadExamplePeople(client, { people: dead, households: homes, today: today() });
  await client.query(`INSERT INTO organisations.agency (code, kind, name_vi, name_en, territory_code, valid_during) VALUES
    ('G01', 'ministry', 'Bộ Công an', 'Ministry of Public Security', NULL, '[2020-01-01,)'),
    ('H26.1', 'commune-police', 'Công an phường', 'Police of the ward', '${WARD}', '[2020-01-01,)'),
    ('H26.2', 'commune-police', 'Công an phường khác', 'Police of another ward', '${OTHER_WARD}', '[2020-01-01,)'),
    ('H26.3', 'provincial-committee', 'UBND thành phố Hà Nội', 'Committee of Ha Noi', '01', '[2020-01-01,)')`);
  await client.end();
});
after(async () => {
  await database.close();
  closeHouse();
});

let agencies = 0;
const by = (over: Partial<CallContext> = {}): CallContext => ({
  caller: 'cases',
  agency: { code: 'H26.1', name: 'Công an phường' },
  actor: { kind: 'machine', name: 'một hệ thống' },
  purpose: 'permanent-residence',
  caseNumber: 'H26.1-261122-0001',
  ...over,
});
/** An agency that has not asked yet: tries are counted by agency. */
const checking = (over: Partial<CallContext> = {}): CallContext =>
  by({ purpose: 'identity-check', agency: { code: `H26.9.${agencies++}`, name: 'Cơ quan' }, ...over });
const police = (code: string) => by({ agency: { code, name: 'Công an' } });

const refused = (code: string, status: number) => (error: unknown) => {
  const { code: found, status: foundStatus } = error as { code?: string; status?: number };
  assert.deepEqual([found, foundStatus], [code, status], String(error));
  return true;
};
const read = (number: string, context: CallContext, more: object = {}) =>
  call(house, personDisclosure.read, { key: { number }, ...more }, context);
const check = (number: string, questions: Parameters<typeof askedOf>[0], context = checking()) =>
  call(house, personDisclosure.verify, askedOf(questions, number), context);
type Question = Parameters<
  typeof call<typeof personDisclosure.verify.input, typeof personDisclosure.verify.output>
>[2]['questions'][number];
const askedOf = (questions: Question[], number = HOA) => ({ key: { number }, questions });
const answersTo = async (number: string, questions: Question[], context?: CallContext) =>
  (await check(number, questions, context)).output.answers.map(({ answer }) => answer);
const lastLine = async (personalNumber: string) =>
  (await usageOf(house, { personalNumber, viewer: personalNumber }))[0]!;

test('a caller gets the fields that are granted for its purpose and no others, and the log names those that it got', async () => {
  const all = await read(HOA, police('H26.1'));
  const basicOrNamed = Object.entries(personKind.fields).filter(
    ([name, { disclosure = 'basic' }]) => disclosure === 'basic' || name === 'ethnicGroup',
  );
  assert.deepEqual(
    Object.keys(all.output.record!.values),
    basicOrNamed.map(([name]) => name),
  );
  const land = by({ caller: 'land', purpose: 'identity-check' });
  const some = await read(HOA, land);
  assert.deepEqual(Object.keys(some.output.record!.values), ['number', 'fullName', 'bornOn', 'diedOn']);
  const line = await lastLine(HOA);
  assert.deepEqual(
    [line.receipt, line.kind, line.fields],
    [some.receipt, 'read', ['number', 'fullName', 'bornOn', 'diedOn']],
  );
  const fewer = await read(HOA, land, { fields: ['diedOn'] });
  assert.deepEqual(fewer.output.record!.values, { diedOn: null });
  assert.deepEqual((await lastLine(HOA)).fields, ['diedOn']);
});

test('a field that is not granted is refused by name, and nothing of it is told', async () => {
  const land = by({ caller: 'land', purpose: 'identity-check' });
  await assert.rejects(
    read(HOA, land, { fields: ['fullName', 'ethnicGroup'] }),
    refused('register.field_not_granted', 403),
  );
  const line = await lastLine(HOA);
  assert.equal(line.outcome, 'register.field_not_granted');
});

test('who may read what is so now only is refused the past', async () => {
  const land = by({ caller: 'land', purpose: 'identity-check' });
  await assert.rejects(read(HOA, land, { on: '2020-01-01' }), refused('register.past_not_granted', 403));
  await assert.rejects(
    read(HOA, land, { knownAt: new Date().toISOString() }),
    refused('register.past_not_granted', 403),
  );
  assert.equal((await read(HOA, police('H26.1'), { on: '1999-12-31' })).output.record, undefined);
  assert.equal(
    (await read(HOA, police('H26.1'), { on: '2000-02-29' })).output.record?.values.fullName,
    'Nguyễn Thị Hoà',
  );
  assert.equal((await read(HOA, police('H26.1'), { knownAt: '2020-01-01T00:00:00Z' })).output.record, undefined);
});

test('an agency of a place reads the records of its territory; elsewhere is refused as if there were none', async () => {
  assert.ok((await read(HOA, police('H26.1'))).output.record);
  await assert.rejects(read(XA, police('H26.1')), refused('register.outside_territory', 403));
  await assert.rejects(read(NOBODY, police('H26.1')), refused('register.outside_territory', 403));
  assert.ok((await read(XA, police('H26.2'))).output.record);
  for (const number of [HOA, XA])
    assert.ok((await read(number, police('H26.3'))).output.record, 'a city has all its wards');
  assert.ok((await read(XA, police('G01'))).output.record, 'a ministry has the whole country');
  await assert.rejects(read(HOA, police('H99.1')), refused('register.outside_territory', 403));
});

test('a record whose commune is an old one belongs to what came of it', async () => {
  const old = numberOf('Lê Văn Cũ');
  assert.ok((await read(old, police('H26.1'))).output.record);
  await assert.rejects(read(old, police('H26.2')), refused('register.outside_territory', 403));
  assert.deepEqual(await answersTo(old, [{ livesIn: { code: WARD } }]), ['true']);
  assert.deepEqual(await answersTo(old, [{ livesIn: { code: OLD_WARD, on: '2025-06-30' } }]), ['true']);
  assert.deepEqual(await answersTo(old, [{ livesIn: { code: OTHER_WARD } }]), ['false']);
});

test('questions are answered yes or no, and no value is told', async () => {
  const { output } = await check(HOA, [
    { field: 'fullName', is: 'NGUYỄN  THỊ HÒA' },
    { field: 'bornOn', is: '2000-02-28' },
    { field: 'sex', is: 'female' },
    { age: { atLeast: 18, on: '2018-02-28' } },
    { livesIn: { code: '01' } },
    { isAlive: true },
  ]);
  assert.deepEqual(output, {
    answers: [
      { about: 'fullName', answer: 'true' },
      { about: 'bornOn', answer: 'false' },
      { about: 'sex', answer: 'true' },
      { about: 'age', answer: 'false' },
      { about: 'livesIn', answer: 'true' },
      { about: 'isAlive', answer: 'true' },
    ],
  });
  assert.deepEqual(await answersTo(HOA, [{ age: { atLeast: 18, on: '2018-03-01' } }]), ['true']);
});

test('names that differ in tones are the same only when tones are to be ignored, and the answer says so', async () => {
  const bare = 'nguyen thi hoa';
  assert.deepEqual(await answersTo(HOA, [{ field: 'fullName', is: bare }]), ['false']);
  const { output } = await check(HOA, [{ field: 'fullName', is: bare, tones: 'ignored' }]);
  assert.deepEqual(output.answers, [{ about: 'fullName', answer: 'true', tones: 'ignored' }]);
  await assert.rejects(
    check(HOA, [{ field: 'sex', is: 'female', tones: 'ignored' } as never]),
    refused('input.invalid', 422),
  );
});

test('of somebody unknown nothing is known, and of somebody dead that they are', async () => {
  const questions: Question[] = [{ field: 'sex', is: 'female' }, { isAlive: true }, { livesIn: { code: '01' } }];
  assert.deepEqual(await answersTo(NOBODY, questions), ['unknown', 'unknown', 'unknown']);
  assert.deepEqual(await answersTo(numberOf('Phạm Thị Mất'), questions), ['true', 'false', 'unknown']);
});

test('a question that is not granted, and one asked twice, are refused before anything is told', async () => {
  const land = checking({ caller: 'land' });
  await assert.rejects(check(HOA, [{ livesIn: { code: '01' } }], land), refused('register.question_not_granted', 403));
  await assert.rejects(
    check(HOA, [
      { field: 'fullName', is: 'A' },
      { field: 'fullName', is: 'B' },
    ]),
    refused('register.asked_twice', 422),
  );
  await assert.rejects(check(HOA, [{ age: { atLeast: 19 } } as never]), refused('input.invalid', 422));
});

test('who keeps guessing is refused for the day, others are not', async () => {
  const guesser = checking();
  for (const day of ['01', '02', '03', '04', '05'])
    await answersTo(HOA, [{ field: 'bornOn', is: `2000-02-${day}` }], guesser);
  await assert.rejects(
    check(HOA, [{ field: 'bornOn', is: '2000-02-29' }], guesser),
    refused('register.too_many_tries', 429),
  );
  assert.deepEqual(await answersTo(XA, [{ field: 'sex', is: 'male' }], guesser), ['true'], 'another record');
  assert.deepEqual(await answersTo(HOA, [{ field: 'bornOn', is: '2000-02-29' }]), ['true'], 'another agency');
});

test('of tries that come at the same time no more get through than are allowed', async () => {
  const guesser = checking();
  const all = await Promise.allSettled(
    Array.from({ length: 20 }, (_, i) => answersTo(HOA, [{ field: 'bornOn', is: `2000-03-${10 + i}` }], guesser)),
  );
  assert.equal(all.filter(({ status }) => status === 'fulfilled').length, 5);
});

test('the person sees that something was checked, and which fields', async () => {
  const { receipt } = await check(HOA, [{ age: { atLeast: 18 } }, { field: 'fullName', is: 'A' }]);
  const line = await lastLine(HOA);
  assert.deepEqual([line.receipt, line.kind, line.fields], [receipt, 'check', ['bornOn', 'fullName']]);
});

test('whatever is asked, no answer to a check holds anything of the record', async () => {
  const held = new Set(['Nguyễn Thị Hoà', '2000-02-29', 'Phường Giảng Võ, Hà Nội']);
  const question = fc.oneof(
    fc.record({ field: fc.constant('fullName' as const), is: fc.string({ minLength: 1, maxLength: 40 }) }),
    fc.record({ field: fc.constant('sex' as const), is: fc.constantFrom('male', 'female') }),
    fc.constant({ isAlive: true as const }),
  );
  await fc.assert(
    fc.asyncProperty(question, async (asked) => {
      const { output } = await check(HOA, [asked as Question]).catch((error: { code?: string }) => {
        assert.equal(error.code, 'input.invalid');
        return { output: { answers: [] } };
      });
      for (const value of held) assert.ok(!JSON.stringify(output).includes(value));
    }),
    { numRuns: 25 },
  );
});
