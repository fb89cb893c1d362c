import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Type } from 'typebox';
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts';
import { settled } from '../../../../test/support/settled.ts';
import { type Database, ownerClient } from '../../../kernel/db.ts';
import type { House } from '../../../kernel/system.ts';
import { type CallContext, call } from '../../exchange/index.ts';
import { openExampleHouse } from '../example/house.ts';
import { mergeSame } from '../merge/index.ts';
import { forgetSeals } from '../sealing/seals.ts';
import { type Grounds, record } from '../time/acts.ts';
import { matchBy, resolveBy } from './asking.ts';
import { listedLinking, listedPerson, loadListedPeople, makeListedPeople } from './example/listed-people.ts';
import { workThrough } from './following.ts';
import { readCompared } from './linking.ts';
import { pairById, proposeMerge, queuedPairs, settleProposal } from './review.ts';

const grants = [{ caller: 'insurance', purposes: ['register-linkage'] as const }];
const matching = matchBy(listedLinking, {
  input: Type.Object(
    { fullName: Type.String(), bornOn: Type.String({ format: 'date' }) },
    { additionalProperties: false },
  ),
  rowOf: ({ fullName, bornOn }) => ({ fullName, bornOn }),
  fields: ['number'],
  grants,
});
const resolving = resolveBy(listedPerson, { grants });

const context = (over: Partial<CallContext> = {}): CallContext => ({
  caller: 'insurance',
  agency: { code: 'G24.01', name: 'Bảo hiểm xã hội' },
  actor: { kind: 'machine', name: 'đối chiếu' },
  purpose: 'register-linkage',
  ...over,
});
const grounds: Grounds = {
  reason: 'entered twice, says the decision',
  source: { kind: 'decision', number: '5/QĐ' },
  by: { agencyCode: 'G01', agencyName: 'Bộ Công an', actor: { kind: 'official', number: '001090012345' } },
  receipt: 'BN-1',
};

let database: TestDatabase;
let house: House;
let closeHouse: () => void;
let db: ReturnType<Database['as']>;

before(async () => {
  database = await testDatabase();
  const client = ownerClient(database.owner);
  await client.connect();
  await makeListedPeople(client);
  await loadListedPeople(client, { records: 1_000 });
  await client.query('ANALYZE');
  await client.end();
  ({ house, close: closeHouse } = openExampleHouse(database.db, [matching.provided, resolving.provided]));
  db = database.db.as('registry');
});
after(async () => {
  await database.close();
  closeHouse();
});

const refusedWith = (code: string) => (error: unknown) => {
  assert.equal((error as { code?: string }).code, code, String(error));
  return true;
};
const said = async (number: string) => (await readCompared(db, listedLinking, { keys: [[number]] }))[0]!;
const match = (fullName: string, bornOn: string, over?: Partial<CallContext>) =>
  call(house, matching.contract, { fullName, bornOn }, context(over)).then(({ output }) => output.candidates);

test('a register that has not learnt to weigh says so', async () => {
  await assert.rejects(match('Nguyễn Văn An', '1990-01-01'), refusedWith('register.not_read_yet'));
  await workThrough(db, listedLinking, 60_000);
});

test('a list without numbers is told numbers with how probable they are, and nothing else', async () => {
  const { values } = await said('00000050');
  const candidates = await match(String(values.fullName), String(values.bornOn));
  assert.deepEqual(candidates[0]?.key, ['00000050']);
  assert.deepEqual(Object.keys(candidates[0]!).toSorted(), ['decision', 'key', 'probability']);
  assert.ok(candidates.every(({ probability }) => probability >= 0.5));
  assert.deepEqual(await match('Vàng A Chá Người Không Có', '1931-03-03'), []);
});

test('who was entered a moment ago is matched already', async () => {
  const values = { number: '70000001', fullName: 'Phan Huy Ích Quang Lộc', sex: 'male', bornOn: '1991-07-19' };
  await record(db, listedPerson, { values, from: '1991-07-19' }, grounds);
  await settled(db);
  assert.deepEqual((await match(values.fullName, values.bornOn))[0]?.key, ['70000001']);
});

test('matching takes a right and its purpose, and ends for a day at its limit', async () => {
  const { values } = await said('00000051');
  const asked = [String(values.fullName), String(values.bornOn)] as const;
  await assert.rejects(match(...asked, { caller: 'land' }), refusedWith('exchange.no_right'));
  await assert.rejects(match(...asked, { purpose: 'register-keeping' }), refusedWith('exchange.no_right'));
  await db.run({ text: `UPDATE match_count SET count = 2000`, values: [] });
  await assert.rejects(match(...asked), refusedWith('register.match_limit'));
  await match(...asked, { agency: { code: 'G24.02', name: 'Bảo hiểm xã hội khác' } });
});

test('an old number leads to the one that stayed; a number that never was is unknown', async () => {
  const resolve = async (number: string) =>
    (await call(house, resolving.contract, { key: [number] }, context())).output;
  assert.equal((await resolve('00000060')).state, 'current');
  await db.transaction((tx) =>
    mergeSame(
      tx,
      listedPerson,
      { from: { number: '00000060' }, into: { number: '00000061' }, on: '2026-01-01' },
      grounds,
    ),
  );
  const now = await resolve('00000060');
  assert.deepEqual([now.state, now.now, now.through.map(({ how }) => how)], ['merged', [['00000061']], ['merge']]);
  assert.equal((await resolve('99999999')).state, 'unknown');
});

test('whoever proposed does not confirm; a record that changed meanwhile is not merged; the same call does nothing twice', async () => {
  const { pairs } = await queuedPairs(db, 'listed_person', { view: 'waiting', page: 1, least: 0.5 });
  const [pair, another] = pairs;
  const actsOf = async ({ one, other }: { one: string[]; other: string[] }) => ({
    one: (await said(one[0]!)).act,
    other: (await said(other[0]!)).act,
  });
  const by = (number: string, receipt: string): Grounds => ({
    ...grounds,
    by: { ...grounds.by, actor: { kind: 'official', number } },
    receipt,
  });
  const propose = async (one: typeof pair, receipt: string, seen?: { one: number; other: number }) =>
    proposeMerge(db, listedLinking, {
      pair: one!.id,
      survivor: 'one',
      taken: ['fullName'],
      bothSay: 'refuse',
      seen: seen ?? (await actsOf(one!)),
      steward: 'first',
      grounds: by('first', receipt),
    });
  const proposalOf = async (id: string) => (await pairById(db, 'listed_person', id))!.proposals.at(-1)!;
  const settle = async (id: string, decision: 'confirm' | 'refuse' | 'undo', steward: string, receipt: string) =>
    settleProposal(db, listedLinking, {
      proposal: (await proposalOf(id)).id,
      decision,
      steward,
      grounds: by(steward, receipt),
    });
  await assert.rejects(propose(pair, 'BN-2', { one: 999_999, other: 1 }), refusedWith('register.changed_meanwhile'));
  await propose(pair, 'BN-3');
  await propose(pair, 'BN-3');
  assert.equal((await pairById(db, 'listed_person', pair!.id))!.proposals.length, 1);
  await assert.rejects(propose(pair, 'BN-4'), refusedWith('register.pair_decided'));
  await assert.rejects(settle(pair!.id, 'confirm', 'first', 'BN-5'), refusedWith('register.second_steward_needed'));
  const fullName = (await said(pair!.other[0]!)).values.fullName;
  await Promise.all([settle(pair!.id, 'confirm', 'second', 'BN-6'), settle(pair!.id, 'confirm', 'second', 'BN-6')]);
  assert.equal((await said(pair!.one[0]!)).values.fullName, fullName);
  assert.equal((await pairById(db, 'listed_person', pair!.id))!.status, 'merged');
  await settle(pair!.id, 'undo', 'first', 'BN-7');
  assert.equal((await pairById(db, 'listed_person', pair!.id))!.status, 'waiting');
  await assert.rejects(settle(pair!.id, 'undo', 'first', 'BN-8'), refusedWith('register.pair_decided'));

  await propose(another, 'BN-9');
  await db.run({ text: `UPDATE listed_person SET act = act + 1 WHERE number = $1`, values: [another!.other[0]] });
  await assert.rejects(settle(another!.id, 'confirm', 'second', 'BN-10'), refusedWith('register.changed_meanwhile'));
  await settle(another!.id, 'refuse', 'second', 'BN-11');
  assert.equal((await proposalOf(another!.id)).state, 'refused');
});

test('a pair of someone who is sealed is not in the queue, and whoever asks for a match does not find them', async () => {
  const { pairs } = await queuedPairs(db, 'listed_person', { view: 'waiting', page: 1, least: 0 });
  const { id, one } = pairs[0]!;
  await db.run({
    text: `INSERT INTO seal (id, request_key, kind, key, from_on, open_to, cover, reason, source, decided_by)
      VALUES (gen_random_uuid(), 'trial', 'listed_person', $1, '2020-01-01', '[]', '{}', 'bảo vệ nhân chứng', '{}', '{}')`,
    values: [one],
  });
  forgetSeals(db);
  assert.equal(await pairById(db, 'listed_person', id), undefined);
  const { values } = await said(one[0]!);
  const agency = { code: 'G24.03', name: 'Bảo hiểm xã hội khác nữa' };
  const found = await match(String(values.fullName), String(values.bornOn), { agency });
  assert.ok(found.every(({ key }) => key[0] !== one[0]));
});
