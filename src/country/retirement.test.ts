import assert from 'node:assert/strict';
import { test } from 'node:test';
import { retirementDay } from './retirement.ts';

test('people retire in the month after they reach the age of their year of birth', () => {
  // The table in the annex of Decree 135/2020/NĐ-CP: month of birth, and the month from which one is retired.
  for (const [sex, bornOn, day] of [
    ['male', '1961-01-15', '2021-05-01'],
    ['male', '1962-03-01', '2022-10-01'],
    ['male', '1964-07-31', '2025-11-01'],
    ['male', '1966-04-30', '2028-05-01'],
    ['male', '1990-12-31', '2053-01-01'],
    ['female', '1966-01-15', '2021-06-01'],
    ['female', '1967-04-30', '2023-01-01'],
    ['female', '1967-05-31', '2023-06-01'],
    ['female', '1975-05-10', '2035-06-01'],
    ['female', '1990-02-28', '2050-03-01'],
  ] as const)
    assert.equal(retirementDay({ sex, bornOn }), day, `${sex} ${bornOn}`);
});
