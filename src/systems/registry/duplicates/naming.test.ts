import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts';
import { settled } from '../../../../test/support/settled.ts';
import { newId } from '../../../kernel/ids.ts';
import { type Database, ownerClient } from '../../../kernel/db.ts';
import type { House } from '../../../kernel/system.ts';
import { type CallContext, call } from '../../exchange/index.ts';
import { openExampleHouse } from '../example/house.ts';
import { forgetSeals } from '../sealing/seals.ts';
import { type Grounds, changeFrom, record } from '../time/acts.ts';
import { listedLinking, listedPerson, makeListedPeople } from './example/listed-people.ts';
import { workThrough } from './following.ts';
import { readCompared } from './linking.ts';
import { reviewServices } from './services.ts';

const review = reviewServices(listedLinking);
const grounds: Grounds = {
  reason: 'as the application says',
  source: { kind: 'application', number: '1' },
  by: { agencyCode: 'G01', agencyName: 'Bộ Công an', actor: { kind: 'official', number: '001090012345' } },
};
const source = { kind: 'application', number: '15/ĐN' };
const reason = 'Theo đơn phản ánh của người dân';

let database: TestDatabase;
let house: House;
let closeHouse: () => void;
let db: ReturnType<Database['as']>;

before(async () => {
  database = await testDatabase();
  const client = ownerClient(database.owner);
  await client.connect();
  await makeListedPeople(client);
  await client.end();
  ({ house, close: closeHouse } = openExampleHouse(database.db, review.provided));
  db = database.db.as('registry');
  for (const [number, fullName, bornOn] of [
    ['10000001', 'Nguyễn Thị Lan', '1980-05-03'],
    ['10000002', 'Phạm Ngọc Mai', '1991-02-02'],
    ['10000003', 'Trần Văn Ba', '1975-01-01'],
    ['10000004', 'Lê Thị Tư', '1976-01-01'],
    ['10000005', 'Vũ Thị Năm', '1977-01-01'],
    ['10000006', 'Đỗ Thị Sáu', '1978-01-01'],
  ] as const)
    await record(db, listedPerson, { values: { number, fullName, sex: 'female', bornOn }, from: bornOn }, grounds);
});
after(async () => {
  await database.close();
  closeHouse();
});

const refusedWith = (code: string) => (error: unknown) => {
  assert.equal((error as { code?: string }).code, code, String(error));
  return true;
};
const steward = (number: string, idempotencyKey: string = newId()): CallContext => ({
  caller: 'registry',
  agency: { code: 'G01', name: 'Bộ Công an' },
  actor: { kind: 'official', number, name: 'Cán bộ', title: { vi: 'Cán bộ', en: 'Official' } } as never,
  purpose: 'register-keeping',
  idempotencyKey,
});
const [FIRST, SECOND] = ['001090012345', '001090054321'];
const name = async (one: string, other: string, context = steward(FIRST)) =>
  (await call(house, review.name, { one: [one], other: [other], reason }, context)).output;
const shown = async (pair: string) => (await call(house, review.read, { pair }, steward(FIRST))).output.found!;
const pairCount = async () =>
  (await db.one<{ count: number }>({ text: 'SELECT count(*) AS count FROM duplicate_pair', values: [] })).count;
const work = async () => {
  await settled(db);
  await workThrough(db, listedLinking, 60_000);
};

test('two records that nothing finds alike are a pair when a steward names them, once however often it is sent', async () => {
  const key = newId();
  const { pair, wasThere } = await name('10000002', '10000001', steward(FIRST, key));
  assert.equal(wasThere, false);
  assert.deepEqual(await name('10000002', '10000001', steward(FIRST, key)), { pair, wasThere: false });
  const found = await shown(pair);
  assert.deepEqual(
    [found.pair.one, found.pair.other, found.pair.status, found.pair.isNamed],
    [['10000001'], ['10000002'], 'waiting', true],
  );
  assert.deepEqual(
    found.pair.history.map(({ decision, reason: why, by }) => [decision, why, by.actor.number]),
    [['named', reason, FIRST]],
  );
  // Named before the register had learnt to weigh: both are there to compare, without points.
  assert.deepEqual([found.pair.weight_bits, found.explanation], [null, null]);
  assert.equal(found.other?.values.fullName, 'Phạm Ngọc Mai');
  const queue = await call(house, review.queue, { view: 'waiting' }, steward(FIRST));
  assert.deepEqual(
    queue.output.pairs.map(({ id }) => id),
    [pair],
  );
  const another = await name('10000001', '10000002', steward(SECOND));
  assert.deepEqual(another, { pair, wasThere: true });
  assert.equal(await pairCount(), 1);
});

test('two stewards who name the same two at the same moment are led to one pair', async () => {
  const before = await pairCount();
  const all = await Promise.all([
    name('10000003', '10000004', steward(FIRST)),
    name('10000004', '10000003', steward(SECOND)),
  ]);
  assert.equal(all[0]!.pair, all[1]!.pair);
  assert.equal(all.filter(({ wasThere }) => wasThere).length, 1);
  assert.equal(await pairCount(), before + 1);
});

test('a record is not named with itself, with a number of nobody, with what is no number, or by another system', async () => {
  const before = await pairCount();
  await assert.rejects(name('10000001', '10000001'), refusedWith('register.lineage_of_itself'));
  await assert.rejects(name('10000001', '19999999'), refusedWith('register.record_unknown'));
  await assert.rejects(name('10000001', "1' OR 1=1"), refusedWith('register.record_unknown'));
  await assert.rejects(
    name('10000001', '10000003', { ...steward(FIRST), caller: 'insurance' }),
    refusedWith('exchange.no_right'),
  );
  await assert.rejects(
    name('10000001', '10000003', { ...steward(FIRST), purpose: 'own-data' }),
    refusedWith('exchange.no_right'),
  );
  assert.equal(await pairCount(), before);
});

test('what was named waits until it is decided, also when the two are changed; only that one is gone ends it', async () => {
  const { pair } = await name('10000005', '10000006');
  await work();
  await changeFrom(
    db,
    listedPerson,
    { key: { number: '10000005' }, from: '2026-01-01', values: { fullName: 'Vũ Thị Năm Mới' } },
    grounds,
  );
  await work();
  assert.equal((await shown(pair)).pair.status, 'waiting');
});

test('a named pair is merged field by field by two stewards, undone, and leads to itself when it is named again', async () => {
  const { pair } = await name('10000001', '10000002');
  const { one, other } = await shown(pair);
  const propose = (context: CallContext) =>
    call(
      house,
      review.propose,
      {
        pair,
        survivor: 'one',
        taken: ['fullName'],
        bothSay: 'refuse',
        seen: { one: one!.act, other: other!.act },
        reason,
        source,
      },
      context,
    );
  await propose(steward(FIRST));
  const [proposal] = (await shown(pair)).pair.proposals;
  const settle = (decision: 'confirm' | 'undo', context: CallContext) =>
    call(house, review.settle, { proposal: proposal!.id, decision, reason, source }, context);
  await assert.rejects(settle('confirm', steward(FIRST)), refusedWith('register.second_steward_needed'));
  await settle('confirm', steward(SECOND));
  const [left, ...none] = await readCompared(db, listedLinking, { keys: [['10000001'], ['10000002']] });
  assert.deepEqual([left!.key, left!.values.fullName, none], [['10000001'], 'Phạm Ngọc Mai', []]);
  await assert.rejects(name('10000001', '10000002'), refusedWith('register.went_on_in_another'));
  await settle('undo', steward(FIRST));
  assert.deepEqual(await name('10000001', '10000002'), { pair, wasThere: true });
  assert.equal((await shown(pair)).pair.status, 'waiting');
});

test('a sealed record is as if there were none: it is not named, and a proposal made before is not confirmed', async () => {
  const { pair } = await name('10000003', '10000004');
  const { one, other } = await shown(pair);
  const seen = { one: one!.act, other: other!.act };
  const asked = { pair, survivor: 'one' as const, taken: [], bothSay: 'refuse' as const, seen, reason, source };
  await call(house, review.propose, asked, steward(FIRST));
  const [proposal] = (await shown(pair)).pair.proposals;
  for (const [place, fields] of ['{fullName}', null].entries()) {
    await db.run({
      text: `UPDATE seal SET lifted_at = now(), lift_reason = 'hết lý do', lift_source = '{}', lifted_by = '{}'`,
      values: [],
    });
    await db.run({
      text: `INSERT INTO seal (id, request_key, kind, key, fields, from_on, open_to, cover, reason, source, decided_by)
        VALUES (gen_random_uuid(), $1, 'listed_person', '{10000004}', $2::text[], '2020-01-01', '[]', '{}', 'bảo vệ nhân chứng', '{}', '{}')`,
      values: [`trial-${place}`, fields],
    });
    forgetSeals(db);
    const unknown = await name('10000001', '19999999').catch((error: unknown) => error);
    const sealed = await name('10000001', '10000004').catch((error: unknown) => error);
    assert.deepEqual(sealed, unknown);
    await assert.rejects(name('10000003', '10000004'), refusedWith('register.record_unknown'));
    await assert.rejects(
      call(house, review.settle, { proposal: proposal!.id, decision: 'confirm', reason }, steward(SECOND)),
      refusedWith('register.pair_unknown'),
    );
  }
});
