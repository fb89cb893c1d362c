import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compileLaw } from '../decide/law.ts';
import { shippedSets } from '../shipped/actions.ts';
import { compareLaws } from './compare.ts';

function lastTwo(id: string) {
  const { decision, editions } = shippedSets().find((set) => set.id === id)!;
  const [before, after] = editions
    .slice(-2)
    .map(({ model }, i) => compileLaw({ ruleSet: id, number: i + 1, decision, model })!);
  return compareLaws(before!, after!);
}

test('since July 2025 who is 70 and near-poor without a pension gets an allowance, whoever is bound to support them', () => {
  const { differences, isComplete } = lastTwo('social-protection.old-age-allowance');
  assert.ok(isComplete);
  const told = differences.map(({ inputs, before, after }) => [
    inputs.map(({ label, is }) => `${label.en}: ${is.en}`).join(' · '),
    before.en,
    after.en,
  ]);
  assert.deepEqual(told[1], [
    'Age: from 70\u00a0years to under 75\u00a0years · Household: Near-poor household · Has a pension or a monthly benefit of social insurance: no',
    '0\u00a0đồng',
    '500,000\u00a0đồng',
  ]);
});

test('an amendment that changes no answer has no difference', () => {
  const { differences, differing, tried } = lastTwo('health-insurance.benefit-level');
  assert.deepEqual([differences, differing], [[], 0]);
  assert.ok(tried > 900);
});
