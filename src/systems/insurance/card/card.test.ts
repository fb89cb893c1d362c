import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertMayHaveCard, cardCode, lastDayOfChildCard } from './rules.ts';

const asked = {
  bornOn: '2026-11-10',
  on: '2026-11-20',
  coveredBy: undefined,
  livesIn: 'G12.98.01',
  officeOf: 'G12.98.01',
};
const refusedWith = (code: string) => (error: unknown) => (error as { code?: string }).code === code;

test('a child’s card lasts to 30 September of the year of 72 months, or to the end of that month', () => {
  assert.equal(lastDayOfChildCard('2026-01-15'), '2032-09-30');
  assert.equal(lastDayOfChildCard('2026-09-30'), '2032-09-30');
  assert.equal(lastDayOfChildCard('2026-10-01'), '2032-10-31');
  assert.equal(lastDayOfChildCard('2026-11-10'), '2032-11-30');
  assert.equal(lastDayOfChildCard('2026-12-31'), '2032-12-31');
});

test('the code of a card has 15 characters', () => {
  const code = cardCode({ objectCode: 'TE1', provinceCode: '01', insuranceNumber: '0112345678' });
  assert.equal(code, 'TE1010112345678');
});

test('a card goes to a child under six, without cover, in the province of the office', () => {
  assertMayHaveCard(asked);
  assertMayHaveCard({ ...asked, bornOn: '2020-11-21' });
  assert.throws(() => assertMayHaveCard({ ...asked, bornOn: '2020-11-20' }), refusedWith('insurance.not_under_six'));
  assert.throws(
    () => assertMayHaveCard({ ...asked, coveredBy: 'TE1010112345678' }),
    refusedWith('insurance.covered_already'),
  );
  assert.throws(() => assertMayHaveCard({ ...asked, livesIn: 'G12.98.79' }), refusedWith('insurance.not_competent'));
  assert.throws(() => assertMayHaveCard({ ...asked, livesIn: undefined }), refusedWith('insurance.not_competent'));
});
