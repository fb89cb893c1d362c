import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type pg from 'pg';
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts';
import { settled } from '../../../../test/support/settled.ts';
import { ownerClient, sql } from '../../../kernel/db.ts';
import type { House } from '../../../kernel/system.ts';
import { type CallContext, call, usageOf } from '../../exchange/index.ts';
import { openExampleHouse } from '../example/house.ts';
import { code, defineKind, tableSql, text } from '../kind/index.ts';
import { saveSeal } from '../sealing/decisions.ts';
import { type Grounds, correct, endOn, record } from '../time/acts.ts';
import { type Following, follow } from '../index.ts';
import { publishEvents } from './services.ts';

const title = { vi: 'thử', en: 'trial' };
const home = defineKind({
  system: 'registry',
  name: 'told_home',
  title,
  key: ['number'],
  people: ['number'],
  fields: {
    number: code({ title, pattern: '\\d{12}' }),
    street: text({ title }),
    secret: text({ title, optional: true }),
  },
});

const { read, provided } = publishEvents('registry', [
  { caller: 'insurance', purposes: ['data-changes'], kinds: { told_home: ['street'] } },
  { caller: 'cases', purposes: ['data-changes'], kinds: { told_home: 'all' } },
  { caller: 'registry', purposes: ['data-changes'], kinds: { told_home: ['street'] } },
]);
const grounds: Grounds = {
  reason: 'as the decision says',
  source: { kind: 'decision', number: '12/QĐ' },
  by: { agencyCode: 'G06', agencyName: 'Bộ Mẫu', actor: { kind: 'machine' } },
};

let database: TestDatabase;
let house: House;
let close: () => void;
let owner: pg.Client;

before(async () => {
  database = await testDatabase();
  owner = ownerClient(database.owner);
  await owner.connect();
  await owner.query(`SELECT registry.equip('registry'); ${tableSql(home)};
    CREATE TABLE registry.heard (place text, key text[], once text UNIQUE);
    GRANT SELECT, INSERT ON registry.heard TO registry`);
  ({ house, close } = openExampleHouse(database.db, provided));
});
after(async () => {
  await owner.end();
  await database.close();
  close();
});

let made = 0;
const db = () => house.db.as('registry');
const enter = async (more: { secret?: string } = {}) => {
  const number = String(100_000_000_000 + made++);
  await record(db(), home, { values: { number, street: 'đây', ...more }, from: '2020-01-01' }, grounds);
  return number;
};
const by = (caller: string, over: Partial<CallContext> = {}): CallContext => ({
  caller,
  agency: { code: 'G18', name: 'Bảo hiểm' },
  actor: { kind: 'machine', name: caller },
  purpose: 'data-changes',
  ...over,
});
const ask = async (caller: string, input: { cursor?: string; limit?: number; wait_seconds?: number } = {}) =>
  (await call(house, read, input, by(caller))).output;
const newest = async (caller: string) => {
  await settled(db());
  let at = await ask(caller);
  while (at.hasMore) at = await ask(caller, { cursor: at.cursor! });
  return at.cursor ?? undefined;
};
const since = async (caller: string, cursor: string | undefined) => {
  await settled(db());
  return (await ask(caller, cursor ? { cursor } : {})).events;
};

test('a subscriber is told names of fields and keys, never values, and only of fields that it may know of', async () => {
  const [from, fromAll] = [await newest('insurance'), await newest('cases')];
  const number = await enter({ secret: 'điều giấu' });
  await correct(db(), home, { key: { number }, on: '2021-01-01', values: { secret: 'điều khác' } }, grounds);
  await endOn(db(), home, { key: { number }, from: '2022-01-01' }, grounds);
  const events = await since('insurance', from);
  assert.deepEqual(
    events.map(({ act, key, fields }) => [act, key, fields]),
    [
      ['record', [number], ['street']],
      ['end', [number], []],
    ],
  );
  const all = await since('cases', fromAll);
  assert.deepEqual(
    all.map(({ act }) => act),
    ['record', 'correct', 'end'],
  );
  assert.ok(!/giấu|khác|đây/.test(JSON.stringify([events, all])));
  const lines = await usageOf(house, { personalNumber: number, viewer: number });
  assert.ok(
    lines.some(({ service }) => service === 'registry.readEvents'),
    'the person sees who was told',
  );
});

test('who has no grant, or a cursor that is none, is refused', async () => {
  await assert.rejects(call(house, read, {}, by('portal')), { code: 'exchange.no_right' });
  await assert.rejects(call(house, read, {}, by('insurance', { purpose: 'register-keeping' })), {
    code: 'exchange.no_right',
  });
  await assert.rejects(ask('insurance', { cursor: 'yesterday' }), { code: 'input.invalid' });
  await assert.rejects(ask('insurance', { limit: 1_000 }), { code: 'input.invalid' });
});

test('what is sealed is not told', async () => {
  const from = await newest('cases');
  const [sealed, open] = [await enter(), await enter()];
  const seal = {
    id: crypto.randomUUID(),
    requestKey: 's',
    kind: 'told_home',
    key: [sealed],
    fields: null,
    before: null,
  };
  await saveSeal(db(), { ...seal, fromOn: '2020-01-01', untilOn: null, openTo: [], opensTo: null, cover: {} }, grounds);
  assert.deepEqual(
    (await since('cases', from)).map(({ key }) => key),
    [[open]],
  );
});

test('where all that a subscriber may know of is sealed, not even an end is told', async () => {
  const [from, fromAll] = [await newest('insurance'), await newest('cases')];
  const [sealed, open] = [await enter(), await enter()];
  const seal = {
    id: crypto.randomUUID(),
    requestKey: 's-street',
    kind: 'told_home',
    key: [sealed],
    fields: ['street'],
    before: null,
  };
  await saveSeal(db(), { ...seal, fromOn: '2020-01-01', untilOn: null, openTo: [], opensTo: null, cover: {} }, grounds);
  for (const number of [sealed, open]) await endOn(db(), home, { key: { number }, from: '2022-01-01' }, grounds);
  const ends = (events: { act: string; key: string[] | null }[]) =>
    events.filter(({ act }) => act === 'end').map(({ key }) => key?.[0]);
  assert.deepEqual(ends(await since('insurance', from)), [open]);
  assert.deepEqual(ends(await since('cases', fromAll)), [sealed, open], 'who may know of more is told that it ended');
});

test('a subscriber may wait for the next event', async () => {
  const cursor = await newest('cases');
  const waiting = ask('cases', { cursor: cursor!, wait_seconds: 10 });
  const number = await enter();
  assert.deepEqual(
    (await waiting).events.map(({ key }) => key),
    [[number]],
  );
});

const following: Following = {
  system: 'registry',
  name: 'homes',
  events: read,
  context: { agency: { code: 'G18', name: 'Bảo hiểm' }, purpose: 'data-changes' },
  async apply(tx, { cursor, key }) {
    await tx.run(sql`INSERT INTO heard (place, key, once) VALUES ('here', ${key}, ${cursor})`);
  },
};

test('who follows applies every event exactly once: with writers and other followers at work, and when cut off', async () => {
  const entered = new Set<string>();
  let isCut = false;
  const cutOff: Following = {
    ...following,
    async apply(tx, event) {
      await following.apply(tx, event);
      if (!isCut && Math.random() < 0.2) {
        isCut = true;
        throw new Error('cut off');
      }
    },
  };
  const writers = Array.from({ length: 6 }, async (_, i) => {
    for (let n = 0; n < 15; n++) {
      const number = String(200_000_000_000 + i * 1_000 + n);
      await house.db.as('registry').transaction(async (tx) => {
        await record(tx, home, { values: { number, street: 'đó' }, from: '2020-01-01' }, grounds);
        // Transactions that began earlier may commit later.
        await tx.run(sql`SELECT pg_sleep(${Math.random() * 0.01})`);
      });
      entered.add(number);
    }
  });
  let isDone = false;
  const followers = Array.from({ length: 3 }, async () => {
    while (!isDone) await follow(house, cutOff).catch((error: Error) => assert.equal(error.message, 'cut off'));
  });
  await Promise.all(writers);
  isDone = true;
  await Promise.all(followers);
  await settled(db());
  await follow(house, following);
  const { rows } = await owner.query<{ number: string; times: number }>(
    `SELECT key[1] AS number, count(*)::int AS times FROM registry.heard WHERE key[1] >= '2' GROUP BY 1`,
  );
  assert.deepEqual(new Set(rows.map(({ number }) => number)), entered);
  assert.ok(rows.every(({ times }) => times === 1));
});
