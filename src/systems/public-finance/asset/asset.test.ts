import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts';
import { setClock } from '../../../kernel/clock.ts';
import { ownerClient } from '../../../kernel/db.ts';
import type { House } from '../../../kernel/system.ts';
import { call } from '../../exchange/index.ts';
import { openExampleHouse } from '../../registry/example/house.ts';
import { LAN, decision, deskOf, officialAt } from '../example/desk.ts';
import { provided } from '../index.ts';
import * as services from '../services.ts';
import { worthOn } from './store.ts';

let database: TestDatabase;
let house: House;
let close: () => void;
let desk: ReturnType<typeof deskOf>;
let ministry: string;
let health: string;

before(async () => {
  database = await testDatabase();
  ({ house, close } = openExampleHouse(database.db, provided));
  setClock(new Date('2026-11-20T05:00:00Z'));
  desk = deskOf(house);
  const owner = ownerClient(database.owner);
  await owner.connect();
  await owner.query(`INSERT INTO organisations.agency (code, kind, name_vi, name_en, parent_code, territory_code, valid_during) VALUES
    ('G12', 'ministry', 'Bộ Tài chính', 'Ministry of Finance', NULL, NULL, '[2000-01-01,)'),
    ('G18', 'ministry', 'Bộ Y tế', 'Ministry of Health', NULL, NULL, '[2000-01-01,)')`);
  await owner.end();
  ministry = await desk.unit('Bộ Tài chính', { kind: 'administration', agencyCode: 'G12' });
  health = await desk.unit('Bộ Y tế', { kind: 'administration', agencyCode: 'G18', chapter: '023' });
});
after(async () => {
  setClock();
  close();
  await database.close();
});

const refusedWith = (code: string) => (error: unknown) => {
  const { code: said, fields = [] } = error as { code?: string; fields?: { code: string }[] };
  assert.equal(fields[0]?.code ?? said, code);
  return true;
};
const reading = () => officialAt('G12', LAN);
const read = async (code: string, on: string) =>
  (await call(house, services.readAsset, { code, on }, reading())).output;
const heldBy = async (unitCode: string, on: string) =>
  (await call(house, services.assetsOf, { unitCode, on }, reading())).output;

test('an asset loses a year’s part of its price every December, until nothing is left', async () => {
  const code = await desk.asset(ministry);
  const worth = async (on: string) => (await read(code, on)).asset?.remainingValue;
  assert.equal(await worth('2020-12-30'), 1_000_000_000);
  assert.equal(await worth('2020-12-31'), 800_000_000);
  assert.equal(await worth('2023-06-01'), 400_000_000);
  assert.equal(await worth('2024-12-31'), 0);
  assert.equal(await worth('2026-11-20'), 0);
});

test('what is worth what on a day agrees with a plain count of Decembers', async () => {
  const db = house.db.as('public-finance');
  const day = fc.date({ min: new Date('2000-01-01'), max: new Date('2060-12-31'), noInvalidDate: true });
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 9e15 }),
      fc.integer({ min: 1, max: 100 }),
      day,
      day,
      async (price, years, one, other) => {
        const [since, on] = [one, other].map((date) => date.toISOString().slice(0, 10)).toSorted() as [string, string];
        let decembers = 0;
        for (let year = Number(since.slice(0, 4)); `${year}-12-31` <= on; year++) decembers += 1;
        const lost = (BigInt(price) * BigInt(decembers)) / BigInt(years);
        const expected = lost > BigInt(price) ? 0 : Number(BigInt(price) - lost);
        assert.equal(await worthOn(db, { originalPrice: price, life_years: years, inUseSince: since, on }), expected);
      },
    ),
    { numRuns: 60 },
  );
});

test('what an asset cannot be is refused beside its field', async () => {
  const wrong = (over: object) => desk.asset(ministry, over);
  await assert.rejects(wrong({ remainingValue: 1_000_000_001 }), refusedWith('finance.remaining_over_price'));
  await assert.rejects(wrong({ assetClass: 'building' }), refusedWith('finance.area_needed'));
  await assert.rejects(
    wrong({ assetClass: 'land', area_dm2: 50_000 }),
    refusedWith('finance.land_does_not_depreciate'),
  );
  await assert.rejects(wrong({ life_years: undefined }), refusedWith('finance.years_needed'));
  await assert.rejects(wrong({ inUseSince: '2020-06-02' }), refusedWith('finance.used_before_held'));
  await assert.rejects(wrong({ from: '2026-11-21' }), refusedWith('finance.not_yet'));
  await assert.rejects(wrong({ communeCode: '99999' }), refusedWith('finance.no_such_commune'));
  await assert.rejects(desk.asset('1999999'), refusedWith('finance.no_such_unit'));
  await assert.rejects(wrong({ from: '2019-12-31', inUseSince: '2019-01-01' }), refusedWith('finance.no_such_unit'));
});

test('land keeps its worth, and a valuation goes on from its day', async () => {
  const land = await desk.asset(ministry, {
    name: 'Khu đất trụ sở',
    assetClass: 'land',
    life_years: undefined,
    area_dm2: 500_000,
    originalPrice: 90_000_000_000,
  });
  assert.equal((await read(land, '2026-11-20')).asset?.remainingValue, 90_000_000_000);
  const code = await desk.asset(ministry, { originalPrice: 500 });
  const change = (over: object) =>
    desk.act(services.changeAsset, { code, from: '2022-07-01', decision, use: 'in-use', ...over });
  await assert.rejects(change({ remainingValue: 501 }), refusedWith('finance.remaining_over_price'));
  await change({ originalPrice: 1_000, remainingValue: 900 });
  assert.equal((await read(code, '2022-06-30')).asset?.remainingValue, 300);
  assert.equal((await read(code, '2022-07-01')).asset?.remainingValue, 900);
  assert.equal((await read(code, '2023-01-01')).asset?.remainingValue, 700, 'a fifth of the new price');
  await change({ use: 'leased', from: '2024-02-01' });
  const { asset } = await read(code, '2024-02-01');
  assert.deepEqual([asset?.use, asset?.remainingValue], ['leased', 500], 'another use changes nothing of its worth');
});

test('an asset that goes to another unit keeps its code, and its way is known', async () => {
  const code = await desk.asset(ministry, { name: 'Xe ô tô 7 chỗ', assetClass: 'vehicle', life_years: 15 });
  const give = (toCode: string, from: string) => desk.act(services.transferAsset, { code, toCode, from, decision });
  await assert.rejects(give(ministry, '2022-01-01'), refusedWith('finance.holds_it_already'));
  await assert.rejects(give('1999999', '2022-01-01'), refusedWith('finance.no_such_receiver'));
  await give(health, '2022-01-01');
  await give(ministry, '2023-01-01');
  await desk.act(services.disposeOfAsset, { code, form: 'sale', proceeds: 250_000_000, from: '2024-01-01', decision });
  const { asset, isHeld, holders, disposals } = await read(code, '2026-11-20');
  assert.equal(isHeld, false);
  assert.equal(asset?.code, code);
  assert.deepEqual(holders, [
    { holderCode: ministry, from: '2020-06-01', until: '2022-01-01' },
    { holderCode: health, from: '2022-01-01', until: '2023-01-01' },
    { holderCode: ministry, from: '2023-01-01', until: '2024-01-01' },
  ]);
  assert.deepEqual(
    disposals.map(({ form, on, fromCode, toCode, proceeds }) => [form, on, fromCode, toCode, proceeds]),
    [
      ['transfer', '2022-01-01', ministry, health, 0],
      ['transfer', '2023-01-01', health, ministry, 0],
      ['sale', '2024-01-01', ministry, undefined, 250_000_000],
    ],
  );
  assert.ok((await heldBy(health, '2022-06-01')).assets.some((held) => held.code === code));
  assert.ok(!(await heldBy(health, '2023-06-01')).assets.some((held) => held.code === code));
  await assert.rejects(give(health, '2025-01-01'), refusedWith('finance.no_such_asset'));
});

test('the sums of a unit are those of all its assets on the day', async () => {
  const unit = await desk.unit('Đơn vị có ba tài sản');
  for (let i = 0; i < 3; i++) await desk.asset(unit, { originalPrice: 100, life_years: 10 });
  const { count, originalPrice, remainingValue } = await heldBy(unit, '2022-06-01');
  assert.deepEqual([count, originalPrice, remainingValue], [3, 300, 240]);
});

test('a ministry keeps the assets of its own units and no others', async () => {
  const own = await desk.asset(health, {}, officialAt('G18', LAN));
  assert.ok(own);
  await assert.rejects(desk.asset(ministry, {}, officialAt('G18', LAN)), refusedWith('finance.other_unit'));
  const other = await desk.asset(ministry);
  await assert.rejects(
    desk.act(
      services.disposeOfAsset,
      { code: other, form: 'sale', proceeds: 0, from: '2024-01-01', decision },
      officialAt('G18', LAN),
    ),
    refusedWith('finance.other_unit'),
  );
});
