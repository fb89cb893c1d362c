import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts';
import { setClock } from '../../../kernel/clock.ts';
import { newId } from '../../../kernel/ids.ts';
import type { House } from '../../../kernel/system.ts';
import { call } from '../../exchange/index.ts';
import { openExampleHouse } from '../../registry/example/house.ts';
import { LAN, decision, deskOf, officialAt } from '../example/desk.ts';
import { provided } from '../index.ts';
import * as services from '../services.ts';
import { monthsLater, scheduleOf } from './rules.ts';

let database: TestDatabase;
let house: House;
let close: () => void;
let desk: ReturnType<typeof deskOf>;
let borrower: string;

before(async () => {
  database = await testDatabase();
  ({ house, close } = openExampleHouse(database.db, provided));
  setClock(new Date('2026-11-20T05:00:00Z'));
  desk = deskOf(house);
  borrower = await desk.unit('Bộ Tài chính');
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
const readDebt = async (code: string, on: string) =>
  (await call(house, services.readDebt, { code, on }, reading())).output;
const readGuarantee = async (code: string, on: string) =>
  (await call(house, services.readGuarantee, { code, on }, reading())).output;

test('what is owed on a day is what was drawn and not repaid by then; interest changes nothing of it', async () => {
  const code = await desk.debt(borrower);
  await desk.moveDebt(code, 'drawdown', 40_000_00, '2021-01-10');
  await desk.moveDebt(code, 'interest', 1_000_00, '2021-07-10');
  await desk.moveDebt(code, 'drawdown', 60_000_00, '2022-01-10');
  await desk.moveDebt(code, 'repayment', 25_000_00, '2025-06-15');
  const owed = async (on: string) => (await readDebt(code, on)).debt?.outstanding;
  assert.deepEqual(
    [await owed('2021-01-09'), await owed('2021-01-10'), await owed('2022-01-10'), await owed('2026-01-01')],
    [0, 40_000_00, 100_000_00, 75_000_00],
  );
  const { movements } = await readDebt(code, '2026-01-01');
  assert.deepEqual(
    movements.map(({ balance }) => balance),
    [40_000_00, 40_000_00, 100_000_00, 75_000_00],
  );
  assert.equal((await readDebt(code, '2020-06-14')).debt, undefined, 'not signed yet');
});

test('nobody repays more than is owed, on whatever day, and draws no more than was agreed', async () => {
  const code = await desk.debt(borrower);
  await desk.moveDebt(code, 'drawdown', 100, '2021-01-01');
  await desk.moveDebt(code, 'repayment', 60, '2023-01-01');
  const refused = (kind: string, amount: number, on: string, why: string) =>
    assert.rejects(desk.moveDebt(code, kind, amount, on), refusedWith(why));
  await refused('repayment', 41, '2024-01-01', 'finance.repaid_over_outstanding');
  await refused('repayment', 50, '2022-01-01', 'finance.repaid_over_outstanding');
  await refused('repayment', 1, '2020-12-01', 'finance.repaid_over_outstanding');
  await refused('drawdown', 100_000_00, '2024-01-01', 'finance.drawn_over_principal');
  await refused('drawdown', 1, '2026-11-21', 'finance.not_yet');
  await refused('drawdown', 1, '2020-01-01', 'finance.no_such_debt');
  await assert.rejects(desk.moveDebt('NC999999', 'drawdown', 1, '2024-01-01'), refusedWith('finance.no_such_debt'));
  await desk.moveDebt(code, 'repayment', 40, '2024-01-01');
});

test('of many repayments at the same moment only those go through that are still owed', async () => {
  const code = await desk.debt(borrower);
  await desk.moveDebt(code, 'drawdown', 100, '2021-01-01');
  const results = await Promise.allSettled(
    Array.from({ length: 6 }, () => desk.moveDebt(code, 'repayment', 30, '2022-01-01')),
  );
  assert.equal(results.filter(({ status }) => status === 'fulfilled').length, 3);
  assert.equal((await readDebt(code, '2022-01-01')).debt?.outstanding, 10);
});

test('the same payment sent twice counts once', async () => {
  const code = await desk.debt(borrower);
  const key = newId();
  const pay = () =>
    desk.act(
      services.moveDebt,
      { code, kind: 'drawdown', amount: 70, from: '2021-01-01', decision },
      officialAt('G12', LAN, key),
    );
  await pay();
  await pay();
  assert.equal((await readDebt(code, '2022-01-01')).debt?.outstanding, 70);
});

test('terms that contradict themselves are refused, and others than the Ministry of Finance', async () => {
  const wrong = (over: object) => desk.debt(borrower, over);
  await assert.rejects(wrong({ maturesOn: '2020-06-15' }), refusedWith('finance.matures_before'));
  await assert.rejects(wrong({ firstRepaymentOn: '2030-06-16' }), refusedWith('finance.repayment_outside'));
  await assert.rejects(desk.debt('1999999'), refusedWith('finance.no_such_unit'));
  const code = await desk.debt(borrower);
  const elsewhere = officialAt('G18', LAN);
  await assert.rejects(
    desk.act(services.moveDebt, { code, kind: 'drawdown', amount: 1, from: '2024-01-01', decision }, elsewhere),
    refusedWith('finance.ministry_only'),
  );
});

test('what is owed agrees with a plain model, day by day, whatever is tried in whatever order', async () => {
  const day = fc
    .integer({ min: 0, max: 400 })
    .map((days) => new Date(Date.UTC(2021, 0, 1 + days)).toISOString().slice(0, 10));
  const attempt = fc.record({
    kind: fc.constantFrom('drawdown', 'repayment', 'interest'),
    amount: fc.integer({ min: 1, max: 60 }),
    on: day,
  });
  await fc.assert(
    fc.asyncProperty(fc.array(attempt, { minLength: 1, maxLength: 10 }), day, async (attempts, asked) => {
      const principal = 100;
      const code = await desk.debt(borrower, { principal });
      let model: typeof attempts = [];
      const owedIn = (moves: typeof attempts, on: string) =>
        moves
          .filter((move) => move.on <= on)
          .reduce(
            (sum, { kind, amount }) => sum + (kind === 'drawdown' ? amount : kind === 'repayment' ? -amount : 0),
            0,
          );
      const isAllowed = (moves: typeof attempts) =>
        moves.every(({ on }) => owedIn(moves, on) >= 0) &&
        moves.filter(({ kind }) => kind === 'drawdown').reduce((sum, { amount }) => sum + amount, 0) <= principal;
      for (const move of attempts) {
        const wasTaken = await desk.moveDebt(code, move.kind, move.amount, move.on).then(
          () => true,
          () => false,
        );
        assert.equal(wasTaken, isAllowed([...model, move]), JSON.stringify([model, move]));
        if (wasTaken) model = [...model, move];
      }
      assert.equal((await readDebt(code, asked)).debt?.outstanding, owedIn(model, asked));
    }),
    { numRuns: 12 },
  );
});

test('a schedule repays all that is owed, in order, and never more', () => {
  const day = fc
    .integer({ min: 1, max: 9_000 })
    .map((days) => new Date(Date.UTC(2020, 0, 1 + days)).toISOString().slice(0, 10));
  fc.assert(
    fc.property(
      fc.tuple(day, day, day),
      fc.integer({ min: 1, max: 24 }),
      fc.integer({ min: 0, max: 9e15 }),
      fc.integer({ min: 0, max: 10_000 }),
      (days, every_months, outstanding, rate_basisPoints) => {
        const [on, firstRepaymentOn, maturesOn] = days.toSorted();
        const terms = {
          signedOn: '2020-01-01',
          firstRepaymentOn: firstRepaymentOn!,
          every_months,
          maturesOn: maturesOn!,
          rate_basisPoints,
        };
        const payments = scheduleOf(terms, { outstanding, on: on! });
        if (outstanding === 0 || on === maturesOn) assert.deepEqual(payments, []);
        else {
          assert.equal(
            payments.reduce((sum, { principal }) => sum + principal, 0),
            outstanding,
          );
          assert.equal(payments.at(-1)?.left, 0);
          assert.equal(payments.at(-1)?.on, maturesOn);
          assert.ok(payments.every((payment, i) => i === 0 || payments[i - 1]!.on < payment.on));
          assert.ok(payments.every(({ principal, interest, left }) => principal >= 0 && interest >= 0 && left >= 0));
          assert.ok(payments.every((payment) => payment.on >= firstRepaymentOn! || payment.principal === 0));
        }
      },
    ),
  );
  assert.equal(monthsLater('2026-01-31', 1), '2026-02-28');
  assert.equal(monthsLater('2026-01-31', -2), '2025-11-30');
});

test('a bond pays interest every year and its whole sum at the end; an overdue debt has nothing to come', () => {
  const bond = {
    signedOn: '2022-03-01',
    firstRepaymentOn: '2027-03-01',
    every_months: 12,
    maturesOn: '2027-03-01',
    rate_basisPoints: 250,
  };
  const payments = scheduleOf(bond, { outstanding: 10_000_000, on: '2024-06-01' });
  assert.deepEqual(
    payments.map(({ on, principal, interest }) => [on, principal, interest]),
    [
      ['2025-03-01', 0, 250_000],
      ['2026-03-01', 0, 250_000],
      ['2027-03-01', 10_000_000, 250_000],
    ],
  );
  assert.deepEqual(scheduleOf(bond, { outstanding: 5, on: '2027-03-01' }), []);
});

test('sums are by kind of creditor and currency, and never mixed', async () => {
  const yen = await desk.debt(borrower, { currency: 'JPY', creditorKind: 'bilateral', principal: 9_000 });
  await desk.moveDebt(yen, 'drawdown', 9_000, '2021-02-01');
  const { output } = await call(house, services.outstandingDebt, { on: '2026-11-20' }, reading());
  assert.deepEqual(
    output.sums.filter(({ currency }) => currency === 'JPY'),
    [{ category: 'government', creditorKind: 'bilateral', currency: 'JPY', count: 1, outstanding: 9_000 }],
  );
  const dollars = output.sums.filter(({ currency }) => currency === 'USD');
  assert.equal(dollars.length, 1);
  const everybody = { ...reading(), caller: 'portal', purpose: 'public-information' as const };
  assert.deepEqual((await call(house, services.outstandingDebt, { on: '2026-11-20' }, everybody)).output, output);
});

test('a guarantee stands for no more than its limit on any day, and what the State paid is known', async () => {
  const code = await desk.guarantee();
  await desk.moveGuarantee(code, 'drawdown', 50_000_00, '2021-01-01');
  const refused = (kind: string, amount: number, on: string, why: string) =>
    assert.rejects(desk.moveGuarantee(code, kind, amount, on), refusedWith(why));
  await refused('drawdown', 1, '2021-06-01', 'finance.over_guarantee');
  await refused('call', 50_000_01, '2021-06-01', 'finance.repaid_over_outstanding');
  await refused('drawdown', 1, '2035-01-01', 'finance.not_yet');
  await refused('drawdown', 1, '2019-12-31', 'finance.no_such_guarantee');
  await desk.moveGuarantee(code, 'repayment', 20_000_00, '2022-01-01');
  await desk.moveGuarantee(code, 'call', 5_000_00, '2023-01-01');
  await refused('drawdown', 25_000_01, '2024-01-01', 'finance.over_guarantee');
  const { guarantee } = await readGuarantee(code, '2026-11-20');
  assert.deepEqual([guarantee?.outstanding, guarantee?.called], [25_000_00, 5_000_00]);
  assert.equal((await readGuarantee(code, '2022-06-01')).guarantee?.outstanding, 30_000_00);
  const { output } = await call(house, services.outstandingGuarantees, { on: '2026-11-20' }, reading());
  assert.deepEqual(output.sums, [
    {
      creditorKind: 'bilateral',
      currency: 'USD',
      count: 1,
      outstanding: 25_000_00,
      mostAmount: 50_000_00,
      called: 5_000_00,
    },
  ]);
});

test('a guarantee is for an enterprise with a tax code, and ends after it began', async () => {
  await assert.rejects(desk.guarantee({ partyCode: '0100100078' }), refusedWith('finance.no_tax_code'));
  await assert.rejects(desk.guarantee({ lapsesOn: '2020-01-01' }), refusedWith('finance.lapses_before'));
  const lapsed = await desk.guarantee({ from: '2015-01-01', lapsesOn: '2020-01-01' });
  assert.equal((await readGuarantee(lapsed, '2026-11-20')).guarantee, undefined);
  await assert.rejects(desk.moveGuarantee(lapsed, 'call', 1, '2021-01-01'), refusedWith('finance.no_such_guarantee'));
});
