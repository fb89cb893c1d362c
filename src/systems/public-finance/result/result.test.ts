import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts';
import { setClock } from '../../../kernel/clock.ts';
import { ownerClient } from '../../../kernel/db.ts';
import { newId } from '../../../kernel/ids.ts';
import type { House } from '../../../kernel/system.ts';
import { type CallContext, call } from '../../exchange/index.ts';
import { openExampleHouse } from '../../registry/example/house.ts';
import { LAN, MINH, decision, deskOf, line, officialAt } from '../example/desk.ts';
import { provided } from '../index.ts';
import * as services from '../services.ts';
import { differencesOf } from './rules.ts';

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
const reading = (who = LAN) => officialAt('G12', who);
const read = async (unitCode: string, over: object = {}, who = LAN) =>
  (await call(house, services.readResult, { unitCode, year: 2025, scope: 'own', ...over }, reading(who))).output;
const everybody = (): CallContext => ({ ...reading(), caller: 'portal', purpose: 'public-information' });
const publicYear = async (under?: string) =>
  (await call(house, services.readPublicResults, { year: 2025, ...(under ? { under } : {}) }, everybody())).output;
const correctLine = (unitCode: string, corrected: object, over: object = {}) =>
  desk.act(services.correctResult, {
    unitCode,
    year: 2025,
    scope: 'own',
    line: corrected,
    reason: 'Nhập nhầm một chữ số',
    decision,
    ...over,
  });

test('a result goes from one official to another: submitted, sent back, submitted anew, approved, settled', async () => {
  const unit = await desk.unit('Cục Mẫu');
  await desk.submit(unit, [line('6000', 900), line('6500', 100, 90)]);
  const first = await read(unit);
  assert.equal(first.result?.state, 'submitted');
  assert.equal(first.result?.isOwn, true);
  assert.equal((await read(unit, {}, MINH)).result?.isOwn, false);
  await desk.act(
    services.returnResult,
    { unitCode: unit, year: 2025, scope: 'own', reason: 'Thiếu mục 6100' },
    reading(MINH),
  );
  await assert.rejects(desk.approve(unit), refusedWith('finance.not_submitted'));
  await desk.submit(unit, [line('6000', 900), line('6100', 50)]);
  assert.deepEqual(
    (await read(unit)).result?.lines.map(({ item, executed }) => [item, executed]),
    [
      ['6000', 900],
      ['6100', 50],
    ],
    'what is no longer submitted is gone',
  );
  await desk.approve(unit);
  const settle = () => desk.act(services.settleResult, { unitCode: unit, year: 2025, scope: 'own', decision });
  await settle();
  await assert.rejects(settle(), refusedWith('finance.not_approved'));
  const { result } = await read(unit);
  assert.deepEqual(
    result?.history.map(({ state }) => state),
    ['submitted', 'returned', 'submitted', 'approved', 'settled'],
  );
  assert.equal(result?.history[1]?.reason, 'Thiếu mục 6100');
});

test('who submitted a result does not decide on it, and neither does a machine or another ministry', async () => {
  const unit = await desk.unit('Vụ Mẫu');
  await desk.submit(unit, [line('6000', 10)]);
  await assert.rejects(desk.approve(unit, {}, reading(LAN)), refusedWith('finance.own_result'));
  const machine: CallContext = { ...reading(), actor: { kind: 'machine', name: 'phần mềm' } };
  await assert.rejects(desk.approve(unit, {}, machine), refusedWith('finance.own_result'));
  await assert.rejects(desk.approve(unit, {}, officialAt('G18', MINH)), refusedWith('finance.ministry_only'));
  await assert.rejects(
    desk.act(services.returnResult, { unitCode: unit, year: 2025, scope: 'own', reason: 'x' }, reading(LAN)),
    refusedWith('finance.own_result'),
  );
  await desk.submit(unit, [line('6000', 11)], {}, reading(MINH));
  await assert.rejects(desk.approve(unit, {}, reading(MINH)), refusedWith('finance.own_result'));
  await desk.approve(unit, {}, reading(LAN));
});

test('an approved year is closed: its figures change by corrections alone, and the old ones are kept', async () => {
  const unit = await desk.unit('Cục đã khóa');
  await desk.submit(unit, [line('6000', 900)]);
  await assert.rejects(correctLine(unit, line('6000', 901)), refusedWith('finance.year_open'));
  await desk.approve(unit);
  await assert.rejects(desk.submit(unit, [line('6000', 1)]), refusedWith('finance.year_closed'));
  await assert.rejects(correctLine(unit, line('6000', 9, 9, 10)), refusedWith('finance.settled_over_executed'));
  await assert.rejects(correctLine('1999999', line('6000', 9)), refusedWith('finance.no_such_result'));
  await correctLine(unit, line('6000', 990, 980));
  await correctLine(unit, line('6700', 20));
  assert.deepEqual(
    (await read(unit)).result?.lines.map(({ item, estimate, executed }) => [item, estimate, executed]),
    [
      ['6000', 990, 980],
      ['6700', 20, 20],
    ],
  );
  const { rows } = await owner.query<{ estimate: number }>(
    `SELECT estimate::int FROM public_finance.budget_line_history WHERE unit_code = $1 AND item = '6000'`,
    [unit],
  );
  assert.deepEqual(
    rows.map(({ estimate }) => estimate),
    [900],
  );
});

test('PostgreSQL itself keeps a closed year, whoever writes', async () => {
  const unit = await desk.unit('Cục khóa chặt');
  await desk.submit(unit, [line('6000', 900)]);
  await desk.approve(unit);
  const put = (text: string) => owner.query(text);
  await assert.rejects(
    put(`INSERT INTO public_finance.act (kind, act, fields, reason, source, done_by) VALUES ('budget_line', 'change', '{}', 'x', '{}', '{}')
      RETURNING position`).then(({ rows }) =>
      put(
        `UPDATE public_finance.budget_line SET executed = 1, act = ${(rows[0] as { position: string }).position} WHERE unit_code = '${unit}'`,
      ),
    ),
    /change by corrections alone/,
  );
  await assert.rejects(put(`DELETE FROM public_finance.budget_line WHERE unit_code = '${unit}'`), /corrections alone/);
});

test('the same result sent twice is one, and what cannot be a result is refused', async () => {
  const unit = await desk.unit('Cục gửi hai lần');
  const key = newId();
  for (let i = 0; i < 2; i++) await desk.submit(unit, [line('6000', 5)], {}, officialAt('G12', LAN, key));
  assert.deepEqual((await read(unit)).result?.history.length, 1);
  const wrong = (lines: object[], over: object = {}) => desk.submit(unit, lines, over);
  await assert.rejects(wrong([line('6000', 5), line('6000', 6)]), refusedWith('finance.line_twice'));
  await assert.rejects(wrong([line('6000', 5, 5, 6)]), refusedWith('finance.settled_over_executed'));
  await assert.rejects(wrong([line('6000', 5)], { year: 2027 }), refusedWith('finance.year_to_come'));
  await assert.rejects(wrong([line('6000', 5)], { year: 2019 }), refusedWith('finance.unit_not_there_then'));
  await assert.rejects(wrong([line('6000', 5)], { scope: 'consolidated' }), refusedWith('finance.nothing_below'));
  await assert.rejects(wrong([line('0500', 5)]), refusedWith('field.format'));
  await assert.rejects(
    desk.submit(unit, [line('6000', 5)], {}, officialAt('G18', LAN)),
    refusedWith('finance.other_unit'),
  );
  await assert.rejects(desk.approve('1999999'), refusedWith('finance.no_such_result'));
});

test('consolidated figures are approved only as the sum of the approved ones below, and the differences are told', async () => {
  const top = await desk.unit('Bộ Mẫu');
  const left = await desk.unit('Đơn vị trái', { level: 2, parentCode: top });
  const right = await desk.unit('Đơn vị phải', { level: 2, parentCode: top });
  const whole = { scope: 'consolidated' };
  await desk.submit(top, [line('6000', 100)]);
  await desk.submit(left, [line('6000', 30), line('6500', 5)]);
  await desk.submit(right, [line('6000', 20)]);
  await desk.submit(top, [line('6000', 150), line('6500', 5)], whole);
  const before = await read(top, whole);
  assert.deepEqual(
    before.open.map(({ unitCode }) => unitCode),
    [left, right],
  );
  await assert.rejects(desk.approve(top, whole), refusedWith('finance.result_differs'));
  for (const unit of [top, left, right]) await desk.approve(unit);
  assert.deepEqual((await read(top, whole)).differences, []);
  await desk.submit(top, [line('6000', 151, 140, 140), line('6500', 5)], whole);
  assert.deepEqual((await read(top, whole)).differences, [line('6000', 1, -10, -10)]);
  await assert.rejects(desk.approve(top, whole), refusedWith('finance.result_differs'));
  await desk.submit(top, [line('6000', 150), line('6500', 5)], whole);
  await desk.approve(top, whole);
  const listed = await publicYear();
  const shown = listed.units.find(({ unitCode }) => unitCode === top);
  assert.deepEqual(
    [shown?.scope, shown?.expenditure],
    ['consolidated', { estimate: 155, executed: 155, settled: 155 }],
  );
  assert.deepEqual(
    (await publicYear(top)).units.map(({ name, expenditure }) => [name, expenditure.settled]),
    [
      ['Đơn vị trái', 35],
      ['Đơn vị phải', 20],
    ],
  );
});

test('everybody sees what was approved and nothing else', async () => {
  const unit = await desk.unit('Cục chờ duyệt');
  await desk.submit(unit, [line('1700', 70), line('6000', 5)]);
  const lines = async () =>
    (await call(house, services.readPublicLines, { unitCode: unit, year: 2025 }, everybody())).output.lines;
  assert.ok(!(await publicYear()).units.some(({ unitCode }) => unitCode === unit));
  assert.deepEqual(await lines(), []);
  await desk.approve(unit);
  const shown = (await publicYear()).units.find(({ unitCode }) => unitCode === unit);
  assert.deepEqual([shown?.revenue.executed, shown?.expenditure.executed], [70, 5]);
  assert.equal((await lines()).length, 2);
  assert.ok((await publicYear()).years.includes(2025));
  await assert.rejects(
    call(house, services.readResult, { unitCode: unit, year: 2025, scope: 'own' }, everybody()),
    refusedWith('exchange.no_right'),
  );
});

test('differences are nothing for the very sum of the parts, and tell every figure that is off', () => {
  const lines = fc.array(
    fc.record({
      sector: fc.constantFrom('341', '071'),
      item: fc.constantFrom('6000', '6500', '1700'),
      estimate: fc.integer({ min: 0, max: 1000 }),
      executed: fc.integer({ min: 0, max: 1000 }),
      settled: fc.integer({ min: 0, max: 1000 }),
    }),
    { maxLength: 12 },
  );
  fc.assert(
    fc.property(lines, lines, (one, other) => {
      assert.deepEqual(differencesOf([...one, ...other], [...other, ...one]), []);
      const differences = differencesOf(one, other);
      assert.deepEqual(differencesOf(one, [...other, ...differences]), []);
    }),
  );
});
