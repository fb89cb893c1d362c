import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type EnterpriseTown, enterpriseTown } from '../../../../test/support/enterprise-town.ts';
import { byCivilStatus } from '../../../../test/support/population.ts';
import { settled } from '../../../../test/support/settled.ts';
import { today } from '../../../kernel/clock.ts';
import { type CallContext, call, usageOf } from '../../exchange/index.ts';
import * as population from '../../population/services.ts';
import { qualityServicesOf } from '../../registry/index.ts';
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

test('of somebody whom no file names nothing is asked', async () => {
  const number = town.numberOf('Vũ Thu Hà');
  await die('Vũ Thu Hà');
  await follow();
  const lines = await usageOf(town.house, { personalNumber: number, viewer: number });
  assert.ok(!lines.some(({ service }) => service === 'population.readLives'));
});
