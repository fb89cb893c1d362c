import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { continuousSince, fiveYearsOn, levelOf } from '../coverage/rules.ts';
import { monthsBetween, monthsLater, monthsWithin } from '../contribution/months.ts';
import { dueOn, isPaidFor, totalOf } from '../contribution/rules.ts';
import { pensionOn, pensionPercent, unemploymentOn } from './rules.ts';

const LAW = {
  rates: {
    'retirement-survivor employer': 1_400,
    'retirement-survivor worker': 800,
    'sickness-maternity employer': 300,
    'work-accident employer': 50,
    'health employer': 300,
    'health worker': 150,
    'unemployment employer': 100,
    'unemployment worker': 100,
  },
  referenceLevel: 2_340_000,
  minimumWages: [5_310_000, 4_730_000, 4_140_000, 3_700_000],
};

test('what is due is reckoned between the floor and the ceilings of the law', () => {
  const usual = dueOn(10_000_000, { law: LAW, wageRegion: 1, unemployment: true });
  assert.deepEqual(usual, {
    wage: 10_000_000,
    socialWorker: 800_000,
    socialEmployer: 1_750_000,
    healthWorker: 150_000,
    healthEmployer: 300_000,
    unemploymentWorker: 100_000,
    unemploymentEmployer: 100_000,
  });
  assert.equal(totalOf(usual), 3_200_000);
  const high = dueOn(200_000_000, { law: LAW, wageRegion: 4, unemployment: true });
  // Twenty times the reference level, and twenty times the minimum wage of region IV.
  assert.deepEqual([high.socialWorker, high.healthWorker, high.unemploymentWorker], [3_744_000, 702_000, 740_000]);
  const low = dueOn(1_000_000, { law: LAW, wageRegion: 1, unemployment: false });
  assert.deepEqual([low.socialWorker, low.unemploymentWorker], [187_200, 0], 'at least the reference level');
});

test('a month is not paid for by who is away for fourteen working days of it', () => {
  // From Monday 2 to Thursday 19 November 2026 there are fourteen working days.
  assert.equal(isPaidFor('2026-11', [{ from: '2026-11-20', until: null }]), false);
  assert.equal(isPaidFor('2026-11', [{ from: '2026-11-19', until: null }]), true);
  assert.equal(isPaidFor('2026-11', [{ from: '2026-11-02', until: null }]), true);
  assert.equal(isPaidFor('2026-11', [{ from: '2020-01-01', until: '2026-11-10' }]), false);
  assert.equal(isPaidFor('2026-11', [{ from: '2020-01-01', until: '2026-11-01' }]), false);
  assert.equal(
    isPaidFor('2026-11', [
      { from: '2020-01-01', until: '2026-11-10' },
      { from: '2026-11-16', until: null },
    ]),
    true,
  );
});

test('months are counted as a plain model counts them, whatever their order and however often each is named', () => {
  const month = fc.integer({ min: 0, max: 240 }).map((months) => monthsLater('2010-01', months));
  fc.assert(
    fc.property(fc.array(month, { maxLength: 120 }), month, fc.integer({ min: 1, max: 60 }), (paid, end, window) => {
      let counted = 0;
      for (let back = 1; back <= window; back++) if (paid.includes(monthsLater(end, -back))) counted++;
      assert.equal(monthsWithin(paid, { end, window }), counted);
    }),
  );
  fc.assert(
    fc.property(month, fc.integer({ min: -500, max: 500 }), (from, months) => {
      assert.equal(monthsBetween(from, monthsLater(from, months)), months);
    }),
  );
});

const run = (from: string, months: number) => Array.from({ length: months }, (_, i) => monthsLater(from, i));

test('unemployment benefit is for twelve months of the last twenty-four; three months of it, and more for more', () => {
  assert.deepEqual(unemploymentOn(run('2025-01', 11), '2026-01-15'), {
    total: 11,
    inLast24: 11,
    inLast36: 11,
    isEntitled: false,
    paidMonths: 0,
  });
  assert.equal(unemploymentOn(run('2025-01', 12), '2026-01-15').paidMonths, 3);
  assert.equal(unemploymentOn(run('2022-10', 39), '2026-01-15').paidMonths, 3);
  assert.equal(unemploymentOn(run('2022-01', 48), '2026-01-15').paidMonths, 4);
  assert.equal(unemploymentOn(run('2000-01', 312), '2026-01-15').paidMonths, 12);
  // Twelve months long ago are not of the last twenty-four.
  assert.equal(unemploymentOn(run('2020-01', 24), '2026-01-15').isEntitled, false);
});

test('a pension takes fifteen years and the age of the roadmap; men and women differ in its percentage', () => {
  const man = { bornOn: '1964-07-31', sex: 'male' as const };
  assert.deepEqual(pensionOn(man, run('2008-01', 214), '2025-11-01'), {
    months: 214,
    from: '2025-11-01',
    isEntitled: true,
    percent: 43,
  });
  assert.equal(pensionOn(man, run('2008-01', 214), '2025-10-31').isEntitled, false);
  assert.equal(pensionOn(man, run('2008-01', 179), '2026-10-31').isEntitled, false);
  for (const [sex, months, percent] of [
    ['female', 179, 0],
    ['female', 180, 45],
    ['female', 186, 46],
    ['female', 187, 47],
    ['female', 400, 75],
    ['male', 180, 40],
    ['male', 186, 40.5],
    ['male', 240, 45],
    ['male', 252, 47],
    ['male', 500, 75],
  ] as const)
    assert.equal(pensionPercent(sex, months), percent, `${sex} ${months}`);
});

test('five years of cover go on over a short break, not over a long one', () => {
  const yearly = (from: string, until: string | null) => ({ from, until });
  const covers = [yearly('2019-01-01', '2020-01-01'), yearly('2020-03-01', '2022-01-01'), yearly('2022-01-01', null)];
  assert.equal(continuousSince(covers, '2026-11-20'), '2019-01-01');
  assert.equal(continuousSince(covers, '2020-02-01'), undefined, 'nothing is valid in the break');
  const long = [yearly('2019-01-01', '2020-01-01'), yearly('2020-05-01', null)];
  assert.equal(continuousSince(long, '2026-11-20'), '2020-05-01');
  assert.equal(fiveYearsOn('2020-02-29'), '2025-03-01');
  assert.deepEqual(['TE1', 'HT3', 'DN4', 'HN2'].map(levelOf), [100, 95, 80, 100]);
});
