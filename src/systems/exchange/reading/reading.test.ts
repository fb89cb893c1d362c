import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Type } from 'typebox';
import type pg from 'pg';
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts';
import { setClock } from '../../../kernel/clock.ts';
import { ownerClient } from '../../../kernel/db.ts';
import type { House } from '../../../kernel/system.ts';
import { openExampleHouse } from '../../registry/example/house.ts';
import {
  type CallContext,
  answerAlarm,
  call,
  provide,
  readingAlarms,
  service,
  setReadingLimit,
  watchReadings,
} from '../index.ts';
import { ALARM_MOVES, ReadingCounts } from './rules.ts';

const readOne = service({
  name: 'population.readCounted',
  owner: 'population',
  title: { vi: 'Đọc', en: 'Reads' },
  kind: 'read',
  input: Type.Object({ number: Type.String() }),
  output: Type.Object({}),
  fields: ['fullName'],
  grants: ['cases', 'registry', 'system:hospital'].map((caller) => ({
    caller,
    purposes: ['identity-check', 'register-keeping'] as const,
  })),
  subjects: ({ number }) => [number],
});

let database: TestDatabase;
let house: House;
let other: House;
let owner: pg.Client;
const closing: (() => void)[] = [];

before(async () => {
  database = await testDatabase();
  owner = ownerClient(database.owner);
  await owner.connect();
  const provided = [provide(readOne, async () => ({}))];
  const one = openExampleHouse(database.db, provided);
  house = one.house;
  other = one.house;
  closing.push(one.close);
});
after(async () => {
  setClock();
  await owner.end();
  await database.close();
  for (const close of closing) close();
});

let officials = 0;
const anOfficial = (over: Partial<CallContext> = {}): CallContext => ({
  caller: 'cases',
  agency: { code: 'H26.1', name: 'Công an phường' },
  actor: {
    kind: 'official',
    number: String(100_000_000_000 + officials++),
    officialId: 'o',
    role: 'police-residence-officer',
    title: { vi: 'Cán bộ', en: 'Officer' },
    territoryCode: '00025',
  },
  purpose: 'identity-check',
  ...over,
});
const person = (n: number) => String(300_000_000_000 + n);
const read = (context: CallContext, n: number) => call(house, readOne, { number: person(n) }, context);
async function readMany(context: CallContext, many: number, from = 0): Promise<void> {
  for (let n = from; n < from + many; n++) await read(context, n);
}
const refused = (error: unknown) => {
  const { code, status, values } = error as { code: string; status: number; values: Record<string, number> };
  assert.deepEqual([code, status], ['register.too_many_reads', 429]);
  assert.ok(values.retryAfter_seconds! > 0);
  return true;
};
const alarmsOf = async (context: CallContext) =>
  (await readingAlarms(house, ['population'])).filter(
    ({ actor }) => actor === (context.actor.kind === 'machine' ? context.caller : context.actor.number),
  );

test('an official who reads about too many without a case is refused, and told when to come again', async () => {
  await setReadingLimit(house, { owner: 'population', caller: 'cases', purpose: '*', anHour: 10, aDay: 15 }, 'test');
  const official = anOfficial();
  await readMany(official, 10);
  await readMany(anOfficial(), 3);
  await assert.rejects(read(official, 10), refused);
  await assert.rejects(read(official, 0), refused, 'also about those who were read before');
  await read({ ...official, caseNumber: 'H26-1' }, 11);
  setClock(new Date(Date.now() + 61 * 60_000));
  await readMany(official, 5, 20);
  await assert.rejects(read(official, 40), refused, 'the day has its limit too');
  setClock();
  const { rows } = await owner.query(
    `SELECT count(*)::int AS count FROM exchange.message WHERE actor_number = $1 AND outcome = 'register.too_many_reads'`,
    [official.actor.kind === 'official' ? official.actor.number : ''],
  );
  assert.equal(rows[0].count, 3, 'the attempts are in the log');
});

test('the most particular limit holds, and stewards have none unless the owner sets one', async () => {
  await setReadingLimit(
    house,
    { owner: 'population', caller: 'cases', purpose: 'identity-check', anHour: 3, aDay: 9 },
    'test',
  );
  const official = anOfficial();
  await readMany(official, 3);
  await assert.rejects(read(official, 3), refused);
  await setReadingLimit(
    house,
    { owner: 'population', caller: 'cases', purpose: 'identity-check', anHour: 100, aDay: 900 },
    'test',
  );
  await read(official, 3);
  const steward = anOfficial({ caller: 'registry', purpose: 'register-keeping' });
  await readMany(steward, 40);
  await setReadingLimit(house, { owner: 'population', caller: 'registry', purpose: '*', anHour: 5, aDay: 5 }, 'test');
  await readMany(steward, 5);
  await assert.rejects(read(steward, 6), refused);
});

test('who is over the limit by the log is refused by every process', async () => {
  await setReadingLimit(
    house,
    { owner: 'population', caller: 'system:hospital', purpose: '*', anHour: 20, aDay: 100 },
    'test',
  );
  const hospital: CallContext = {
    caller: 'system:hospital',
    agency: { code: 'H26.40', name: 'Bệnh viện' },
    actor: { kind: 'machine', name: 'Hệ thống bệnh viện' },
    purpose: 'identity-check',
  };
  await readMany(hospital, 12);
  // What another process let through.
  await owner.query(`INSERT INTO exchange.message (receipt, service, owner, kind, caller, agency_code, agency_name, actor_kind, purpose, fields, outcome)
    SELECT 'BN-' || n, 'population.readCounted', 'population', 'read', 'system:hospital', 'H26.40', 'Bệnh viện', 'machine', 'identity-check', '{}', 'done'
      FROM generate_series(1, 12) n`);
  await owner.query(
    `INSERT INTO exchange.subject (personal_number, receipt) SELECT (400000000000 + n)::text, 'BN-' || n FROM generate_series(1, 12) n`,
  );
  await read(hospital, 12);
  await watchReadings(other);
  for (let tries = 0; ; tries++) {
    const error = await read(hospital, 13).catch((refusal: unknown) => refusal);
    if (error instanceof Error) {
      refused(error);
      break;
    }
    assert.ok(tries < 100, 'told within moments');
    await new Promise((wait) => setTimeout(wait, 20));
  }
  assert.deepEqual(
    (await alarmsOf(hospital)).map(({ reason }) => reason),
    ['over_limit'],
  );
});

test('unusual, nightly and caseless reading raises an alarm, once; ordinary reading none', async () => {
  await setReadingLimit(
    house,
    { owner: 'population', caller: 'cases', purpose: 'identity-check', anHour: 5_000, aDay: 9_000 },
    'test',
  );
  const [ordinary, many, withCases] = [anOfficial(), anOfficial(), anOfficial({ caseNumber: 'H26-2' })];
  const isNight = [22, 23, 0, 1, 2, 3, 4].includes(new Date(Date.now() + 7 * 3_600_000).getUTCHours());
  await readMany(ordinary, 5);
  await readMany(many, 120);
  await readMany(withCases, 35);
  const raised = await watchReadings(house);
  assert.ok(raised.length > 0);
  assert.deepEqual(await alarmsOf(ordinary), []);
  assert.deepEqual(
    (await alarmsOf(many)).map(({ reason }) => reason).toSorted(),
    ['unusual', 'without_case', ...(isNight ? ['at_night'] : [])].toSorted(),
  );
  assert.deepEqual(
    (await alarmsOf(withCases)).filter(({ reason }) => reason !== 'at_night'),
    [],
  );
  assert.deepEqual(await watchReadings(house), [], 'an alarm is raised once');
});

test('an alarm goes its ways and no others, and only for the owner of the register', async () => {
  const [alarm] = (await readingAlarms(house, ['population'])).filter(({ state }) => state === 'new');
  const answer = (to: 'looked_at' | 'explained' | 'misuse', note?: string, owners = ['population']) =>
    answerAlarm(house, { id: alarm!.id, owners, to, note, by: 'steward' });
  await assert.rejects(answer('looked_at', undefined, ['land']), { code: 'register.alarm_unknown' });
  await assert.rejects(answer('misuse'), { code: 'input.invalid' });
  await answer('looked_at');
  await assert.rejects(answer('looked_at'), { code: 'register.alarm_answered' });
  await answer('explained', 'Đợt rà soát theo kế hoạch 12/KH.');
  await assert.rejects(answer('misuse', 'Nghĩ lại rồi.'), { code: 'register.alarm_answered' });
  for (const [state, ways] of Object.entries(ALARM_MOVES)) for (const to of ways) assert.notEqual(state, to);
});

test('counts forget what is over, and the longest unseen reader', () => {
  const counts = new ReadingCounts();
  const limit = { anHour: 2, aDay: 3 };
  counts.add('a', ['1', '2'], 0);
  assert.deepEqual([counts.restOf('a', limit, 1_000), counts.restOf('b', limit, 1_000)], [0, 2]);
  assert.equal(counts.restOf('a', limit, 3_600_000), 1, 'of the day one is left');
  assert.equal(counts.waitOf('a', limit, 1_000), 3_599);
  assert.equal(counts.waitOf('a', limit, 3_600_000), 0);
  counts.add('a', ['3'], 3_600_000);
  assert.equal(counts.waitOf('a', limit, 3_600_001), 24 * 3_600 - 3_600);
  for (let n = 0; n < 5_001; n++) counts.add(`r${n}`, ['1'], 3_600_001);
  assert.equal(counts.waitOf('a', limit, 3_600_002), 0);
});
