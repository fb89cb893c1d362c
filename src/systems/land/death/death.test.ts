import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { TODAY, type Village, landVillage } from '../../../../test/support/land-village.ts';
import { mergePeople, undoMergeOfPeople } from '../../../../test/support/merging.ts';
import { byCivilStatus } from '../../../../test/support/population.ts';
import { settled } from '../../../../test/support/settled.ts';
import { call } from '../../exchange/index.ts';
import { cancelDeath, recordDeath } from '../../population/services.ts';
import { findParcels, readOwnLand, readParcelFile } from '../services.ts';
import { followLives } from './actions.ts';

let village: Village;
before(async () => {
  village = await landVillage();
});
after(() => village.close());

async function follow(): Promise<void> {
  await settled(village.house.db.as('population'));
  await followLives(village.house);
}
const die = (name: string, diedOn: string) =>
  call(
    village.house,
    recordDeath,
    { number: village.numberOf(name), diedOn, entryNumber: '7/2026 TP/KT' },
    byCivilStatus(),
  );
const awaiting = async (parcel: string) => (await village.does(readParcelFile, { parcel })).file.awaitingInheritance;

test('a parcel whose holder has died is shown as awaiting inheritance, with every right as it was, until the death is taken back', async () => {
  const { lots } = await village.street(2);
  const [name, other] = ['Lê Văn Cường', 'Phạm Thị Dung'] as const;
  await village.owned(lots[0]!, [{ names: [name] }]);
  await village.owned(lots[1]!, [{ names: [other] }]);
  const before = await village.holders(lots[0]!);
  await die(name, '2026-11-10');
  assert.deepEqual(await awaiting(lots[0]!), []);
  await follow();
  assert.deepEqual(
    (await awaiting(lots[0]!)).map(({ holder, diedOn }) => [holder, diedOn]),
    [[name, '2026-11-10']],
  );
  assert.deepEqual(await awaiting(lots[1]!), [], 'nobody of the neighbours');
  assert.deepEqual(await village.holders(lots[0]!), before);
  const undo = { number: village.numberOf(name), entryNumber: '8/2026 TP/KT' };
  await call(village.house, cancelDeath, undo, byCivilStatus());
  await follow();
  assert.deepEqual(await awaiting(lots[0]!), []);
});

test('who of the holders is sealed is not told by a death either', async () => {
  const { lots } = await village.street(1);
  const name = 'Bùi Thị Lan';
  await village.owned(lots[0]!, [{ names: [name] }]);
  await village.seals(name);
  await die(name, '2026-11-12');
  await follow();
  assert.deepEqual(await awaiting(lots[0]!), []);
});

test('who was entered twice has the land of both numbers under the one that stays, until the merge is undone', async () => {
  const { lots } = await village.street(2);
  const [name, twice] = ['Bùi Văn Hải', 'Hoàng Văn Em'] as const;
  await village.owned(lots[0]!, [{ names: [name] }]);
  await village.owned(lots[1]!, [{ names: [twice, 'Vũ Thị Kim'] }]);
  const own = async (of: string) => {
    const actor = { kind: 'person', number: village.numberOf(of), assurance: 2 } as never;
    const asked = { caller: 'portal', purpose: 'own-data', actor } as const;
    const { land } = await village.does(readOwnLand, { number: village.numberOf(of) }, asked);
    return land.flatMap(({ parcels }) => parcels.map(({ code }) => code)).toSorted();
  };
  assert.deepEqual([await own(name), await own(twice)], [[lots[0]], [lots[1]]]);
  const act = await mergePeople(village.house, {
    from: village.numberOf(twice),
    into: village.numberOf(name),
    on: TODAY,
  });
  await follow();
  assert.deepEqual([await own(name), await own(twice)], [lots.toSorted(), []]);
  const found = async () => (await village.does(findParcels, { words: village.numberOf(name) })).found.length;
  assert.equal(await found(), 2);
  await village.seals(twice);
  assert.equal(await found(), 0, 'a seal on what was held under the other number holds');
  assert.deepEqual(await own(name), lots.toSorted());
  await undoMergeOfPeople(village.house, act);
  await follow();
  assert.deepEqual([await own(name), await own(twice)], [[lots[0]], [lots[1]]]);
});
