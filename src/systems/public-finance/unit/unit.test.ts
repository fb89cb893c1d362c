import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts';
import { setClock } from '../../../kernel/clock.ts';
import { ownerClient } from '../../../kernel/db.ts';
import { newId } from '../../../kernel/ids.ts';
import type { House } from '../../../kernel/system.ts';
import { call } from '../../exchange/index.ts';
import { openExampleHouse } from '../../registry/example/house.ts';
import { LAN, decision, deskOf, officialAt } from '../example/desk.ts';
import { provided } from '../index.ts';
import * as services from '../services.ts';

let database: TestDatabase;
let owner: ReturnType<typeof ownerClient>;
let house: House;
let close: () => void;
let desk: ReturnType<typeof deskOf>;

before(async () => {
  database = await testDatabase();
  ({ house, close } = openExampleHouse(database.db, provided));
  setClock(new Date('2026-11-20T05:00:00Z'));
  desk = deskOf(house);
  owner = ownerClient(database.owner);
  await owner.connect();
  await owner.query(`INSERT INTO organisations.agency (code, kind, name_vi, name_en, parent_code, territory_code, valid_during) VALUES
    ('G12', 'ministry', 'Bộ Tài chính', 'Ministry of Finance', NULL, NULL, '[2000-01-01,)'),
    ('G18', 'ministry', 'Bộ Y tế', 'Ministry of Health', NULL, NULL, '[2000-01-01,)')`);
});
after(async () => {
  setClock();
  await owner.end();
  close();
  await database.close();
});

const refusedWith = (code: string) => (error: unknown) => {
  const { code: said, fields = [] } = error as { code?: string; fields?: { code: string }[] };
  assert.equal(fields[0]?.code ?? said, code);
  return true;
};
const reading = () => officialAt('G12', LAN);
const read = async (code: string, on = '2026-11-20') =>
  (await call(house, services.readUnit, { code, on }, reading())).output;
const isActive = async (code: string, on: string, agencyCode?: string) =>
  (await call(house, services.isActiveUnit, { code, on, ...(agencyCode ? { agencyCode } : {}) }, reading())).output
    .isActive;

test('many units that are registered at the same moment get as many different codes of the right structure', async () => {
  const codes = await Promise.all(Array.from({ length: 24 }, (_, i) => desk.unit(`Hội mẫu số ${i + 1}`)));
  assert.equal(new Set(codes).size, 24);
  for (const code of codes) assert.match(code, /^1\d{6}$/);
});

test('a code that came with an import is not given again', async () => {
  const code = await desk.unit('Hội trước');
  const next = String(Number(code) + 1);
  await owner.query(
    `INSERT INTO public_finance.budget_unit (code, name, level, budget_level, chapter, kind, valid_during, act)
     VALUES ($1, 'Đơn vị cũ', 1, 'central', '018', 'association', '[2010-01-01,)', 1)`,
    [next],
  );
  await owner.query(`DELETE FROM public_finance.budget_unit WHERE code = $1`, [next]);
  assert.notEqual(await desk.unit('Hội sau'), next, 'not even when the import was taken back');
});

test('the same registration sent twice gives one unit, and the same code', async () => {
  const key = newId();
  const first = await desk.unit('Hội một lần', {}, officialAt('G12', LAN, key));
  const again = await desk.unit('Hội một lần', {}, officialAt('G12', LAN, key));
  assert.equal(again, first);
  const { output } = await call(house, services.findUnits, { on: '2026-11-20', words: 'Hội một lần' }, reading());
  assert.equal(output.units.filter(({ name }) => name === 'Hội một lần').length, 1);
});

test('a unit stands below one of a higher level that is there, so no tree of units has a cycle', async () => {
  const ministry = await desk.unit('Bộ Y tế mẫu', { chapter: '023', kind: 'administration', agencyCode: 'G18' });
  const institute = await desk.unit('Viện mẫu', {
    chapter: '023',
    kind: 'public-service',
    level: 2,
    parentCode: ministry,
  });
  const hospital = await desk.unit('Bệnh viện mẫu', {
    chapter: '023',
    kind: 'public-service',
    level: 3,
    parentCode: institute,
  });
  const { unit, above } = await read(hospital);
  assert.equal(unit?.parentCode, institute);
  assert.deepEqual(
    above.map(({ code }) => code),
    [ministry, institute],
  );
  const below = (over: object) => desk.unit('Đơn vị sai', { chapter: '023', level: 3, ...over });
  await assert.rejects(below({ parentCode: '1999999' }), refusedWith('finance.no_such_superior'));
  await assert.rejects(below({ parentCode: hospital }), refusedWith('finance.superior_not_higher'));
  await assert.rejects(below({}), refusedWith('finance.superior_needed'));
  await assert.rejects(below({ level: 1, parentCode: ministry }), refusedWith('finance.superior_of_level_one'));
  const change = (code: string, over: object) =>
    desk.act(services.changeUnit, {
      code,
      name: 'Đổi',
      level: 2,
      budgetLevel: 'central',
      chapter: '023',
      kind: 'public-service',
      parentCode: hospital,
      from: '2024-01-01',
      decision,
      ...over,
    });
  await assert.rejects(change(institute, {}), refusedWith('finance.superior_not_higher'));
  await assert.rejects(
    change(institute, { level: 4, parentCode: ministry }),
    refusedWith('finance.units_below_higher'),
  );
  await assert.rejects(change('1999999', { parentCode: ministry }), refusedWith('finance.no_such_unit'));
});

test('PostgreSQL itself keeps a tree without cycles, whoever writes', async () => {
  const top = await desk.unit('Đỉnh');
  const middle = await desk.unit('Giữa', { level: 2, parentCode: top });
  const put = (text: string) => owner.query(text);
  await assert.rejects(
    put(`UPDATE public_finance.budget_unit SET level = 2, parent_code = '${middle}' WHERE code = '${top}'`),
    /budget_unit_superior|not of a higher level|higher level/,
  );
  await assert.rejects(
    put(`DELETE FROM public_finance.budget_unit WHERE code = '${top}'`),
    /units below need this one/,
  );
  await assert.rejects(
    put(`UPDATE public_finance.budget_unit SET valid_during = '[2020-01-01,2025-01-01)' WHERE code = '${top}'`),
    /units below need this one/,
  );
});

test('what a unit cannot be is refused beside its field', async () => {
  const wrong = (over: object) => desk.unit('Sai', { ...over });
  await assert.rejects(wrong({ chapter: '423' }), refusedWith('finance.chapter_of_other_budget'));
  await assert.rejects(
    wrong({ budgetLevel: 'district', chapter: '605', from: '2025-07-01' }),
    refusedWith('finance.no_districts'),
  );
  await assert.rejects(wrong({ agencyCode: 'G77' }), refusedWith('finance.no_such_agency'));
  await assert.rejects(wrong({ communeCode: '99999' }), refusedWith('finance.no_such_commune'));
  await assert.rejects(
    desk.unit('Bộ Y tế lần nữa', { chapter: '023', kind: 'administration', agencyCode: 'G18' }),
    refusedWith('finance.agency_has_unit'),
  );
  await assert.rejects(desk.unit('Của bộ khác', {}, officialAt('G18', LAN)), refusedWith('finance.ministry_only'));
});

test('one organisation gets one unit in a budget, also when two register it at the same moment', async () => {
  const both = await Promise.allSettled(
    ['A', 'B'].map((name) => desk.unit(`Bộ Tài chính ${name}`, { kind: 'administration', agencyCode: 'G12' })),
  );
  assert.deepEqual(both.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected']);
});

test('others ask whether a unit is active on a day, and which one an organisation has, and get no more', async () => {
  const code = await desk.unit('Đơn vị mới', { from: '2024-05-01' });
  assert.equal(await isActive(code, '2024-04-30'), false);
  assert.equal(await isActive(code, '2024-05-01'), true);
  assert.equal(await isActive(code, '2024-05-01', 'G12'), false, 'not that organisation’s');
  assert.equal(await isActive('1999999', '2024-05-01'), false);
  const bank = { ...reading(), caller: 'system:bank', purpose: 'budget-unit-check' as const };
  const { output } = await call(house, services.unitOf, { agencyCode: 'G18', on: '2026-11-20' }, bank);
  assert.deepEqual(
    output.units.map(({ name }) => name),
    ['Bộ Y tế mẫu'],
  );
  await assert.rejects(
    call(house, services.findUnits, { on: '2026-11-20' }, bank as never),
    refusedWith('exchange.no_right'),
  );
});

test('a unit is found by its name without tones, and changes leave what was', async () => {
  const code = await desk.unit('Trung tâm Lưu trữ Quốc gia', { from: '2021-01-01' });
  const { output } = await call(house, services.findUnits, { on: '2026-11-20', words: 'trung tam luu tru' }, reading());
  assert.ok(output.units.length === 0 || output.units.some((unit) => unit.code === code));
  const byName = await call(
    house,
    services.findUnits,
    { on: '2026-11-20', words: 'trung tam luu tru quoc gia' },
    reading(),
  );
  assert.deepEqual(
    byName.output.units.map((unit) => unit.code),
    [code],
  );
  await desk.act(services.changeUnit, {
    code,
    name: 'Cục Lưu trữ Quốc gia',
    level: 1,
    budgetLevel: 'central',
    chapter: '035',
    kind: 'administration',
    from: '2025-03-01',
    decision,
  });
  assert.equal((await read(code, '2025-02-28')).unit?.name, 'Trung tâm Lưu trữ Quốc gia');
  assert.equal((await read(code, '2025-03-01')).unit?.name, 'Cục Lưu trữ Quốc gia');
  const history = await call(house, services.readUnitHistory, { code }, reading());
  assert.deepEqual(
    history.output.versions.map(({ from, chapter }) => [from, chapter]),
    [
      ['2025-03-01', '035'],
      ['2021-01-01', '018'],
    ],
  );
});

test('a unit is closed only when nothing rests on it', async () => {
  const top = await desk.unit('Sắp đóng');
  const below = await desk.unit('Cấp dưới', { level: 2, parentCode: top });
  const closing = (code: string, from = '2026-01-01') => desk.act(services.closeUnit, { code, from, decision });
  await assert.rejects(closing(top), refusedWith('finance.unit_has_units'));
  const asset = await desk.asset(below);
  await assert.rejects(closing(below), refusedWith('finance.unit_holds_assets'));
  await desk.act(services.transferAsset, { code: asset, toCode: top, from: '2025-12-01', decision });
  await closing(below);
  assert.equal(await isActive(below, '2025-12-31'), true);
  assert.equal(await isActive(below, '2026-01-01'), false);
  await desk.act(services.disposeOfAsset, {
    code: asset,
    form: 'liquidation',
    proceeds: 0,
    from: '2025-12-15',
    decision,
  });
  const debt = await desk.debt(top);
  await desk.moveDebt(debt, 'drawdown', 500, '2021-01-01');
  await assert.rejects(closing(top), refusedWith('finance.unit_owes'));
  await desk.moveDebt(debt, 'repayment', 500, '2025-01-01');
  await closing(top);
  await assert.rejects(closing(top, '2026-02-01'), refusedWith('finance.no_such_unit'));
});
