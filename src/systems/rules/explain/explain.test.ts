import assert from 'node:assert/strict';
import { test } from 'node:test';
import { valuesOf } from '../decide/decide.ts';
import { type Law, compileLaw } from '../decide/law.ts';
import { shippedSets } from '../shipped/actions.ts';
import { explainBy } from './explain.ts';
import { type Wanted, otherAnswers } from './why-not.ts';

const sets = new Map(shippedSets().map((set) => [set.id, set]));

function lawOf(id: string): Law {
  const { decision, editions } = sets.get(id)!;
  const { model, law } = editions.at(-1)!;
  return compileLaw({ ruleSet: id, number: editions.length, decision, model, law })!;
}

const OLD_AGE = lawOf('social-protection.old-age-allowance');
const AT_65 = {
  Age: 65,
  Household: 'other',
  'Has a monthly pension': false,
  'Has somebody bound to support': true,
};
const others = (law: Law, inputs: Record<string, unknown>, wanted: Wanted) =>
  otherAnswers(law, valuesOf(law, inputs).values, wanted).answers.map(({ answer, changes }) => [
    answer.en,
    ...changes.map(({ label, to }) => `${label.en}: ${to.en}`),
  ]);

test('an answer names the row that applies, what it asks, what was found, and its clause, in both languages', () => {
  const { explanation } = explainBy(OLD_AGE, { inputs: AT_65 });
  const [step] = explanation.steps;
  const [row] = step!.rows;
  assert.equal(explanation.answer.vi, '0\u00a0đồng');
  assert.deepEqual(
    row!.conditions.map(({ label, asks, found }) => [label.vi, asks.vi, found.vi]),
    [
      ['Tuổi', 'từ 60\u00a0tuổi đến dưới 70\u00a0tuổi', '65\u00a0tuổi'],
      ['Hộ gia đình', 'Hộ cận nghèo hoặc Hộ khác', 'Hộ khác'],
    ],
  );
  assert.match(row!.law!.vi, /41\/2024\/QH15, điều 21/);
  assert.match(row!.law!.en, /41\/2024\/QH15, art\. 21/);
});

test('an input says where it came from, and one that is missing says so', () => {
  const register = { vi: 'Cơ sở dữ liệu quốc gia về dân cư', en: 'National Population Database' };
  const { explanation } = explainBy(OLD_AGE, {
    inputs: { Age: 80, Household: 'other' },
    sources: { Age: { register, receipt: 'R-1' } },
  });
  const sources = new Map(explanation.inputs.map(({ name, source }) => [name, source]));
  assert.deepEqual(sources.get('Age'), { register, receipt: 'R-1' });
  assert.equal(sources.get('Household'), 'said');
  assert.equal(sources.get('Has a monthly pension'), null);
  assert.ok(
    explanation.warnings.some(({ code, where }) => code === 'input.missing' && where === 'Has a monthly pension'),
  );
});

test('decisions are told in the order in which they are made, calculations with the names people use', () => {
  const law = lawOf('tax.personal-income');
  const { explanation } = explainBy(law, {
    inputs: { 'Monthly income': 40_000_000, 'Insurance paid': 4_000_000, Dependants: 1 },
  });
  assert.deepEqual(
    explanation.steps.map(({ label, value }) => [label.en, value.en]),
    [
      ['Family deduction', '21,700,000\u00a0đồng'],
      ['Taxable income', '14,300,000\u00a0đồng'],
      ['Personal income tax', '930,000\u00a0đồng'],
    ],
  );
  assert.equal(explanation.steps[0]?.formula?.en, '15500000 + 6200000 * “Dependants”');
});

test('why not: one change is told before two, and two only where neither alone is enough', () => {
  assert.deepEqual(others(OLD_AGE, AT_65, 'more'), [
    ['500,000\u00a0đồng', 'Age: 75\u00a0years or more'],
    ['750,000\u00a0đồng', 'Household: Poor household', 'Somebody is bound to support the person: no'],
    [
      '500,000\u00a0đồng',
      'Age: from 70\u00a0years to under 75\u00a0years',
      'Household: Poor household or Near-poor household',
    ],
  ]);
});

test('a fee tells what would make it less', () => {
  const late = {
    'Days since the birth': 80,
    'Foreign element': false,
    'With recognition': false,
    'Exempt family': false,
  };
  assert.deepEqual(others(lawOf('civil-status.birth-fee'), late, 'less'), [
    ['Free of charge', 'Days since the birth: at most 60\u00a0days'],
    ['Free of charge', 'Family of merit, poor household or person with a disability: yes'],
  ]);
});

test('what is told to give another answer does give it, for every law that ships and every one of its cases', () => {
  for (const [id, { editions }] of sets) {
    const law = lawOf(id);
    for (const { inputs } of editions.at(-1)!.cases) {
      const { values } = valuesOf(law, inputs);
      for (const { answer, changes } of otherAnswers(law, values, 'other').answers)
        assert.ok(answer.vi !== '' && changes.length >= 1 && changes.length <= 2, `${id}: ${JSON.stringify(changes)}`);
    }
  }
});

test('an answer that depends on the amount itself is not told of a whole range', () => {
  const law = lawOf('tax.personal-income');
  const told = others(law, { 'Monthly income': 40_000_000, 'Insurance paid': 0, Dependants: 0 }, 'less');
  assert.ok(
    told.every(([, change]) => !/under|over/.test(change ?? '')),
    JSON.stringify(told),
  );
});
