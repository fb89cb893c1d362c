import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { setClock } from '../../kernel/clock.ts';
import { ownerClient } from '../../kernel/db.ts';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { House } from '../../kernel/system.ts';
import { call } from '../exchange/index.ts';
import { importRecords, kindsOf, qualityServicesOf, system as registry } from '../registry/index.ts';
import { openExampleHouse } from '../registry/example/house.ts';
import { LAN, MINH, decision, deskOf, line, officialAt } from './example/desk.ts';
import { provided, system } from './index.ts';
import * as services from './services.ts';

/** What comes by files, and what the rules of quality find of it: stewards bring in what the desk would refuse one by one. */

let database: TestDatabase;
let owner: ReturnType<typeof ownerClient>;
let house: House;
let close: () => void;
let desk: ReturnType<typeof deskOf>;

before(async () => {
  database = await testDatabase();
  const quality = qualityServicesOf(system.name)!;
  ({ house, close } = openExampleHouse(database.db, [...provided, ...quality.provided]));
  setClock(new Date('2026-11-20T05:00:00Z'));
  desk = deskOf(house);
  owner = ownerClient(database.owner);
  await owner.connect();
});
after(async () => {
  setClock();
  await owner.end();
  close();
  await database.close();
});

let files = 0;
/** Takes a file into a kind as the Ministry's steward would, checked and written; its report. */
async function take(kind: string, ...rows: string[]) {
  const path = join(house.config.dataDir, `tep-${++files}.csv`);
  writeFileSync(path, `${rows.join('\n')}\n`);
  return importRecords(house, [`--kind=public-finance.${kind}`, '--reason=Chuyển dữ liệu', '--source=7/BTC', path]);
}

const UNITS =
  'mã số đơn vị,tên đơn vị,đơn vị dự toán cấp trên,cấp dự toán (1 đến 4),cấp ngân sách,chương,loại đơn vị,Có hiệu lực từ ngày';
const RESULTS = 'mã số đơn vị,năm ngân sách,phạm vi,trạng thái,Có hiệu lực từ ngày';
const LINES =
  'mã số đơn vị,năm ngân sách,phạm vi,khoản,"mục, tiểu mục",dự toán (đồng),thực hiện (đồng),quyết toán (đồng),Có hiệu lực từ ngày';
const unitRow = (code: string, parent: string, level: number) =>
  `${code},Đơn vị ${code},${parent},${level},central,018,association,2020-01-01`;

test('a whole tree of units comes in one file, those below before those above too; a cycle does not', async () => {
  const report = await take(
    'budget_unit',
    UNITS,
    unitRow('2000003', '2000002', 3),
    unitRow('2000001', '', 1),
    unitRow('2000002', '2000001', 2),
  );
  assert.deepEqual([report.state, report.import.good, report.import.refused], ['done', 3, 0]);
  const { output } = await call(
    house,
    services.readUnit,
    { code: '2000003', on: '2026-11-20' },
    officialAt('G12', LAN),
  );
  assert.deepEqual(
    output.above.map(({ code }) => code),
    ['2000001', '2000002'],
  );
  const again = await take('budget_unit', UNITS, unitRow('2000003', '2000002', 3));
  assert.deepEqual([again.import.good, again.import.present], [0, 1], 'the same again is nothing new');
  const round = await take('budget_unit', UNITS, unitRow('2000011', '2000012', 2), unitRow('2000012', '2000011', 3));
  assert.equal(round.import.good, 0, 'nobody of a circle is above the other');
  const wrong = await take('budget_unit', UNITS, unitRow('7000001', '', 1), unitRow('2000021', '', 2));
  assert.deepEqual([wrong.check.good, wrong.check.refused], [0, 2], 'a project is no unit, and level 2 has a superior');
});

test('results and their lines come in files, and are approved as others are; a closed year takes no more', async () => {
  await take('budget_unit', UNITS, unitRow('2000031', '', 1));
  const results = await take('budget_result', RESULTS, '2000031,2025,own,submitted,2026-03-01');
  assert.equal(results.import.good, 1);
  const lines = await take(
    'budget_line',
    LINES,
    '2000031,2025,own,341,6000,900,880,880,2026-03-01',
    '2000031,2025,own,340,6000,1,1,1,2026-03-01',
  );
  assert.deepEqual([lines.import.good, lines.import.refused], [1, 1], '340 is a kind, no sector');
  await desk.approve('2000031', {}, officialAt('G12', MINH));
  const late = await take('budget_line', LINES, '2000031,2025,own,341,6500,1,1,1,2026-03-01');
  assert.deepEqual([late.import.good, late.import.refused], [0, 1]);
});

/** What rules find of the whole stock. */
async function findings(): Promise<[kind: string, rule: string, key: string][]> {
  for (const { name: kind } of kindsOf(system.name))
    await registry.jobs!['registry.look_over_kind']!(house, { system: system.name, kind } as never);
  return (
    await owner.query<{ kind: string; rule: string; key: string[] }>(
      `SELECT kind, rule, key FROM public_finance.finding WHERE gone_at IS NULL`,
    )
  ).rows.map(({ kind, rule, key }) => [kind, rule, key[0]!]);
}

test('the rules of the stock find what files brought: payments over what is owed, sums that differ, holders that close', async () => {
  const unit = await desk.unit('Đơn vị để kiểm');
  const debt = await desk.debt(unit, { principal: 100, maturesOn: '2025-12-31' });
  await desk.moveDebt(debt, 'drawdown', 100, '2021-01-01');
  const guarantee = await desk.guarantee({ mostAmount: 100 });
  await desk.moveGuarantee(guarantee, 'drawdown', 100, '2021-01-01');
  const idOf = (n: number) => `01900000-0000-7000-8000-00000000000${n}`;
  const sound = await findings();
  assert.deepEqual(
    sound.filter(([, , key]) => key === debt),
    [['debt', 'owed_after_maturity', debt]],
  );
  await owner.query(`INSERT INTO public_finance.debt_movement (id, debt_code, kind, amount, valid_during, act) VALUES
    ('${idOf(1)}', '${debt}', 'repayment', 101, '[2022-01-01,)', 1), ('${idOf(2)}', '${debt}', 'drawdown', 50, '[2023-01-01,)', 1)`);
  await owner.query(`INSERT INTO public_finance.guarantee_movement (id, guarantee_code, kind, amount, valid_during, act) VALUES
    ('${idOf(3)}', '${guarantee}', 'drawdown', 1, '[2022-01-01,)', 1), ('${idOf(4)}', '${guarantee}', 'call', 200, '[2023-01-01,)', 1)`);
  const top = await desk.unit('Đơn vị tổng hợp');
  const below = await desk.unit('Đơn vị bên dưới', { level: 2, parentCode: top });
  await desk.submit(below, [line('6000', 10)]);
  await desk.submit(top, [line('6000', 11)], { scope: 'consolidated' });
  await desk.submit(top, [line('6000', 5)], { year: 2024 });
  const asset = await desk.asset(unit);
  await desk.act(services.changeAsset, { code: asset, use: 'idle', from: '2025-01-01', decision });
  await owner.query(
    `UPDATE public_finance.public_asset SET valid_during = daterange(lower(valid_during), '2026-12-01') WHERE code = $1 AND upper_inf(valid_during)`,
    [asset],
  );
  await owner.query(`UPDATE public_finance.budget_unit SET valid_during = '[2020-01-01,2026-12-01)' WHERE code = $1`, [
    unit,
  ]);
  await owner.query(`UPDATE public_finance.budget_unit SET agency_code = 'G98' WHERE code = ANY ($1)`, [[unit, top]]);
  const found = (await findings()).map((each) => each.join(' ')).toSorted();
  for (const each of [
    `debt repaid_over_outstanding ${debt}`,
    `debt drawn_over_principal ${debt}`,
    `guarantee over_limit ${guarantee}`,
    `guarantee paid_over_outstanding ${guarantee}`,
    `budget_result sums_differ ${top}`,
    `budget_result not_approved_in_time ${top}`,
    `public_asset holder_closing ${asset}`,
    `public_asset idle ${asset}`,
    `budget_unit agency_twice ${unit}`,
  ])
    assert.ok(found.includes(each), `${each} is not among\n${found.join('\n')}`);
});

test('PostgreSQL notes at each write what a version breaks', async () => {
  const faultsOf = async (table: string, where: string) =>
    (await owner.query<{ faults: string[] | null }>(`SELECT faults FROM public_finance.${table} WHERE ${where}`))
      .rows[0]?.faults;
  const unit = await desk.unit('Đơn vị có lỗi');
  const asset = await desk.asset(unit);
  await owner.query(
    `UPDATE public_finance.public_asset SET remaining_value = original_price + 1, life_years = NULL, asset_class = 'building' WHERE code = $1`,
    [asset],
  );
  assert.deepEqual(await faultsOf('public_asset', `code = '${asset}'`), [
    'remaining_over_price',
    'area_missing',
    'life_missing',
  ]);
  await desk.submit(unit, [line('6000', 5, 9)]);
  assert.deepEqual(await faultsOf('budget_line', `unit_code = '${unit}'`), ['spent_over_estimate']);
  await owner.query(`UPDATE public_finance.budget_line SET settled = 10 WHERE unit_code = $1`, [unit]);
  assert.deepEqual(await faultsOf('budget_line', `unit_code = '${unit}'`), [
    'settled_over_executed',
    'spent_over_estimate',
  ]);
});
