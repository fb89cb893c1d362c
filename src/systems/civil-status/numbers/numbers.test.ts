import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type CivilStatusHouse, civilStatusHouse } from '../../../../test/support/civil-status.ts';
import { mergePeople, undoMergeOfPeople } from '../../../../test/support/merging.ts';
import { refusedWith } from '../../../../test/support/population.ts';
import { settled } from '../../../../test/support/settled.ts';
import { type CallContext, call } from '../../exchange/index.ts';
import { readFamily } from '../../population/services.ts';
import { cancelEntry, readMaritalStanding, readOwnEntries, registerMarriage } from '../services.ts';
import { followNumbers } from './actions.ts';

const TODAY = '2026-11-20';
const [TWICE, STAYS] = ['Nguyễn Văn Hai', 'Nguyễn Văn Hài'] as const;
const [WIFE, OTHER] = ['Trần Thị Vợ', 'Lê Thị Khác'] as const;
const [TWICE_TOO, STAYS_TOO, ONE, TWO] = ['Vũ Văn Đôi', 'Vũ Văn Đối', 'Mai Thị Một', 'Mai Thị Hai'] as const;

let town: CivilStatusHouse;
before(async () => {
  const men = [TWICE, STAYS, TWICE_TOO, STAYS_TOO];
  town = await civilStatusHouse(
    [
      ...men.map((fullName) => ({ fullName, sex: 'male' as const, bornOn: '1990-02-03' })),
      ...[WIFE, OTHER, ONE, TWO].map((fullName) => ({ fullName, sex: 'female' as const, bornOn: '1992-02-03' })),
    ],
    TODAY,
  );
});
after(() => town.close());

async function marry(husband: string, wife: string) {
  const couple = { husband: town.person(husband), wife: town.person(wife), bothConsented: true };
  return (await call(town.house, registerMarriage, { ...couple, ...town.by }, town.asOfficer())).output;
}
const merge = (from: string, into: string) =>
  mergePeople(town.house, { from: town.numberOf(from), into: town.numberOf(into), on: TODAY });
async function follow(): Promise<void> {
  await settled(town.house.db.as('population'));
  await followNumbers(town.house);
}
async function ownBooks(name: string): Promise<[string, boolean][]> {
  const number = town.numberOf(name);
  const context: CallContext = {
    caller: 'portal',
    agency: { code: 'G22', name: 'Văn phòng Chính phủ' },
    actor: { kind: 'person', number, assurance: 2 } as never,
    purpose: 'own-data',
  };
  const { entries } = (await call(town.house, readOwnEntries, { number }, context)).output;
  return entries.map(({ book, mayHaveExtract }) => [book, mayHaveExtract]);
}
async function standing(name: string): Promise<{ status: string; doubts: number }> {
  const asked = { number: town.numberOf(name) };
  const { output } = await call(town.house, readMaritalStanding, asked, town.asOfficer());
  return { status: output.stated.status, doubts: output.doubts.length };
}
const failures = () =>
  town.ask<{ fault: string }>('SELECT fault FROM civil_status.follow_up WHERE failures > 0 ORDER BY 1');

test('who was entered twice is married under the number that stays, by the books and by the law, until the merge is undone', async () => {
  await marry(TWICE, WIFE);
  const act = await merge(TWICE, STAYS);
  await follow();
  assert.deepEqual([await ownBooks(STAYS), await ownBooks(TWICE)], [[['marriage', true]], []]);
  assert.deepEqual(await standing(STAYS), { status: 'married', doubts: 0 });
  assert.deepEqual(await standing(WIFE), { status: 'married', doubts: 0 });
  await assert.rejects(marry(STAYS, OTHER), refusedWith('marriage.married_already'));

  await undoMergeOfPeople(town.house, act);
  await follow();
  assert.deepEqual([await ownBooks(STAYS), await ownBooks(TWICE)], [[], [['marriage', true]]]);
  assert.deepEqual(await standing(STAYS), { status: 'never-married', doubts: 0 });
  assert.deepEqual(await standing(TWICE), { status: 'married', doubts: 0 });
  assert.deepEqual(await failures(), []);
});

test('an entry that is cancelled after a merge tells the other registers of the person under the number that stays', async () => {
  const { entryId } = await marry(STAYS, OTHER);
  await merge(STAYS, STAYS_TOO);
  await follow();
  const cancelled = { entryId, reason: 'Đăng ký nhầm người', ...town.by };
  const { output } = await call(town.house, cancelEntry, cancelled, town.asOfficer());
  assert.equal(output.consequences, 'done');
  const { spouse } = (await call(town.house, readFamily, { number: town.numberOf(STAYS_TOO) }, town.asOfficer()))
    .output;
  assert.equal(spouse, undefined);
  assert.equal((await standing(STAYS_TOO)).status, 'never-married');
});

test('two numbers that are both married are left to a steward, and nothing is moved by half', async () => {
  await marry(TWICE_TOO, ONE);
  await marry(STAYS_TOO, TWO);
  await merge(TWICE_TOO, STAYS_TOO);
  await follow();
  assert.deepEqual(await failures(), [{ fault: 'register.merge_both_say' }]);
  const rows = await town.ask<{ number: string }>(
    `SELECT number FROM civil_status.party WHERE number = $1
      UNION ALL SELECT husband_number FROM civil_status.marriage WHERE husband_number = $1`,
    [town.numberOf(TWICE_TOO)],
  );
  assert.equal(rows.length, 2);
});
