import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type EnterpriseTown, enterpriseTown } from '../../../../test/support/enterprise-town.ts';
import { mergePeople, undoMergeOfPeople } from '../../../../test/support/merging.ts';
import { byCivilStatus, refusedWith } from '../../../../test/support/population.ts';
import { settled } from '../../../../test/support/settled.ts';
import { today } from '../../../kernel/clock.ts';
import { type CallContext, call, usageOf } from '../../exchange/index.ts';
import * as population from '../../population/services.ts';
import { qualityServicesOf, record } from '../../registry/index.ts';
import { householdBusiness } from '../kinds.ts';
import { listDeadInFiles } from '../services.ts';
import { followLives } from './actions.ts';

const MINH = 'Nguyễn Văn Minh';
const LAN = 'Trần Thị Lan';
const BAO = 'Phạm Quốc Bảo';

let town: EnterpriseTown;
let code: string;
before(async () => {
  town = await enterpriseTown();
  ({ code } = await town.register({
    name: 'Công ty TNHH Người Đại Diện',
    legalForm: 'llc-more-members',
    holders: [MINH, BAO].map((name) => ({
      holder: town.numberOf(name),
      role: 'member',
      contribution: 500_000_000,
      paidIn: 0,
    })),
    representatives: [{ personNumber: town.numberOf(MINH), title: 'director' }],
  }));
});
after(() => town.close());

const die = (name: string) =>
  call(
    town.house,
    population.recordDeath,
    { number: town.numberOf(name), diedOn: today(), entryNumber: '7/2026 TP/KT' },
    byCivilStatus(),
  );
async function follow(): Promise<void> {
  await settled(town.house.db.as('population'));
  await followLives(town.house);
}
const listed = async (over: Partial<CallContext> = {}) =>
  (await town.call(listDeadInFiles, {}, over)).dead
    .map(({ enterpriseCode, part, fullName }) => `${enterpriseCode} ${part} ${fullName}`)
    .toSorted();
/** The records of a kind on the repair list of the ministry's stewards, with what is wrong. */
async function toRepair(kind: string, rule: string): Promise<string[][]> {
  const { faults } = qualityServicesOf('enterprises')!;
  const steward: Partial<CallContext> = {
    caller: 'registry',
    agency: { code: 'G12', name: 'Bộ Tài chính' },
    purpose: 'register-keeping',
  };
  return (await town.call(faults, { kind, rule }, steward)).faulty.map(({ key }) => key);
}

test('when a representative and member has died, the enterprise comes on the registrar’s list and its records on the repair list', async () => {
  assert.deepEqual(await listed(), []);
  const before = await town.file(code);
  await die(MINH);
  await follow();
  assert.deepEqual(await listed(), [`${code} member_or_shareholder ${MINH}`, `${code} representative ${MINH}`]);
  const key = [code, town.numberOf(MINH)];
  assert.deepEqual(await toRepair('representative', 'representative_died'), [key]);
  assert.deepEqual(await toRepair('member_or_shareholder', 'holder_died'), [key]);
  const after = await town.file(code);
  assert.deepEqual(after.representatives, before.representatives, 'nobody’s part ends by itself');
  const number = town.numberOf(MINH);
  const lines = await usageOf(town.house, { personalNumber: number, viewer: number });
  assert.ok(lines.some(({ service, fields }) => service === 'population.readLives' && fields.length === 2));
});

test('a registrar of another province does not see it, and who is none sees nothing', async () => {
  const own = town.context();
  const elsewhere = { actor: { ...own.actor, territoryCode: '79' } as CallContext['actor'] };
  assert.deepEqual(await listed(elsewhere), []);
  assert.deepEqual(await listed({ actor: { kind: 'machine', name: 'test' } }), []);
});

test('it goes off the list when another representative is registered; the member stays on it until the heir is', async () => {
  await town.act(code, {
    act: 'change-representatives',
    representatives: [{ personNumber: town.numberOf(LAN), title: 'director' }],
  });
  assert.deepEqual(await listed(), [`${code} member_or_shareholder ${MINH}`]);
  assert.deepEqual(await toRepair('representative', 'representative_died'), []);
});

test('a death that is taken back takes the enterprise off both lists; told again nothing changes', async () => {
  await town.ask(`DELETE FROM enterprises.event_cursor`);
  await follow();
  assert.equal((await listed()).length, 1);
  await call(
    town.house,
    population.cancelDeath,
    { number: town.numberOf(MINH), entryNumber: '8/2026 TP/KT' },
    byCivilStatus(),
  );
  await follow();
  assert.deepEqual(await listed(), []);
  assert.deepEqual(await toRepair('member_or_shareholder', 'holder_died'), []);
});

test('the head of a branch who has died is on both lists until another is at its head', async () => {
  const [BE, LON] = ['Đỗ Văn Nhánh', 'Đỗ Văn Lớn'] as const;
  const { code: parent } = await town.register({ name: 'Công ty TNHH Có Nhánh' });
  const open = {
    act: 'open-branch',
    kind: 'branch',
    name: 'Chi nhánh Một',
    addressLine: 'Số 2',
    communeCode: '00004',
  } as const;
  await town.act(parent, { ...open, headNumber: town.numberOf(BE) });
  const [unit] = (await town.file(parent)).branches;
  await die(BE);
  await follow();
  assert.ok((await listed()).includes(`${parent} branch ${BE}`));
  assert.deepEqual(await toRepair('branch', 'branch_head_died'), [[unit!.code]]);
  const head = { act: 'change-branch-head', branchCode: unit!.code } as const;
  await assert.rejects(town.act(parent, { ...head, headNumber: town.numberOf(BE) }), refusedWith('input.invalid'));
  await assert.rejects(
    town.act(parent, { ...head, branchCode: `${parent}-009`, headNumber: town.numberOf(LON) }),
    refusedWith('input.invalid'),
  );
  await town.act(parent, { ...head, headNumber: town.numberOf(LON) });
  assert.equal((await town.file(parent)).branches[0]!.headName, LON);
  assert.ok(!(await listed()).includes(`${parent} branch ${BE}`));
  assert.deepEqual(await toRepair('branch', 'branch_head_died'), []);
});

test('of somebody whom no file names nothing is asked', async () => {
  const number = town.numberOf('Vũ Thu Hà');
  await die('Vũ Thu Hà');
  await follow();
  const lines = await usageOf(town.house, { personalNumber: number, viewer: number });
  assert.ok(!lines.some(({ service }) => service === 'population.readLives'));
});

test('who was entered twice has a part in the enterprises of both numbers, under the one that stays, until the merge is undone', async () => {
  const [HAI, HAI_AGAIN] = ['Đỗ Thị Hai', 'Đỗ Thị Hài'] as const;
  const other = await town.register({
    name: 'Công ty TNHH Hai Số',
    legalForm: 'llc-more-members',
    holders: [HAI_AGAIN, BAO].map((name) => ({
      holder: town.numberOf(name),
      role: 'member',
      contribution: 500_000_000,
      paidIn: 0,
    })),
    representatives: [{ personNumber: town.numberOf(HAI_AGAIN), title: 'director' }],
  });
  const numbers = async () => {
    const { holders, representatives } = await town.file(other.code);
    return [holders.map(({ holder }) => holder), representatives.map(({ personNumber }) => personNumber)].flat();
  };
  const before = await numbers();
  const act = await mergePeople(town.house, { from: town.numberOf(HAI_AGAIN), into: town.numberOf(HAI), on: today() });
  await follow();
  const moved = before.map((number) => (number === town.numberOf(HAI_AGAIN) ? town.numberOf(HAI) : number));
  assert.deepEqual((await numbers()).toSorted(), moved.toSorted());
  await undoMergeOfPeople(town.house, act);
  await follow();
  assert.deepEqual(await numbers(), before);

  const again = await mergePeople(town.house, {
    from: town.numberOf(HAI_AGAIN),
    into: town.numberOf(HAI),
    on: today(),
  });
  await follow();
  const representatives = [{ personNumber: town.numberOf(LAN), title: 'director' as const }];
  await town.act(other.code, { act: 'change-representatives', representatives });
  await undoMergeOfPeople(town.house, again);
  await follow();
  // What was changed since the merge is a steward's to put right, and nothing comes back in halves.
  assert.ok((await numbers()).includes(town.numberOf(HAI)));
  const left = await town.ask<{ fault: string }>('SELECT fault FROM enterprises.follow_up WHERE failures > 0');
  assert.deepEqual(
    left.map(({ fault }) => fault),
    ['register.changed_since_merge'],
  );
});

test('a household business goes with the number of its owner, which is its code', async () => {
  const [OWNER, STAYS] = [town.numberOf('Vũ Thu Hà'), town.numberOf('Lê Công Chức')];
  const values = {
    code: OWNER,
    name: 'Hộ kinh doanh Hà',
    ownerName: 'Vũ Thu Hà',
    status: 'operating',
    suspendedUntil: null,
    capital: 50_000_000,
    vsicCode: '4711',
    foundedOn: '2025-08-01',
    addressLine: 'Số 5',
    communeCode: '00004',
  } as const;
  const grounds = {
    reason: 'Đăng ký',
    source: { kind: 'decision', number: '1' },
    by: { agencyCode: 'H26', agencyName: 'Ủy ban', actor: { kind: 'machine' } },
  } as const;
  await town.house.db
    .as('enterprises')
    .transaction((tx) => record(tx, householdBusiness, { values, from: '2025-08-01' }, grounds as never));
  const act = await mergePeople(town.house, { from: OWNER, into: STAYS, on: today() });
  await follow();
  const codes = () => town.ask<{ code: string }>('SELECT code FROM enterprises.household_business');
  assert.deepEqual(await codes(), [{ code: STAYS }]);
  await undoMergeOfPeople(town.house, act);
  await follow();
  assert.deepEqual(await codes(), [{ code: OWNER }]);
});
