import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isTaxCode, readTaxCode, taxCheckDigit, unitTaxCode } from './tax-code.ts';

const IN_USE =
  '0102671977 0313450007 0101300842 0100684378 0314743623 0106323762 ' +
  '0104359717 0100109106 0101243150 5801427635 0311357436 0401486901';

test('codes that are in use have the check digit that the circular says', () => {
  for (const code of IN_USE.split(' ')) assert.deepEqual(readTaxCode(code), { mainCode: code });
});

test('a code with one digit changed, or two different neighbours exchanged, is refused', () => {
  for (const code of IN_USE.split(' ')) {
    for (let i = 0; i < 10; i += 1) {
      for (const digit of '0123456789') {
        if (digit !== code[i]) assert.ok(!isTaxCode(code.slice(0, i) + digit + code.slice(i + 1)), `${code} at ${i}`);
      }
    }
    for (let i = 0; i < 8; i += 1) {
      if (code[i] === code[i + 1]) continue;
      assert.ok(!isTaxCode(code.slice(0, i) + code[i + 1]! + code[i]! + code.slice(i + 2)), `${code} at ${i}`);
    }
  }
});

test('a number whose check digit would be ten is never issued', () => {
  const serials = fc.stringMatching(/^\d{9}$/);
  fc.assert(
    fc.property(serials, (serial) => {
      const valid = Array.from({ length: 10 }, (_, digit) => `${serial}${digit}`).filter(isTaxCode);
      assert.equal(valid.length, taxCheckDigit(serial) === undefined ? 0 : 1);
    }),
  );
  assert.equal(taxCheckDigit('000000000'), undefined);
});

test('a dependent unit has three digits more, and there is no unit 000', () => {
  assert.equal(unitTaxCode('0102671977', 7), '0102671977-007');
  assert.deepEqual(readTaxCode('0102671977-007'), { mainCode: '0102671977', unitSuffix: '007' });
  for (const wrong of [
    '0102671977-000',
    '0102671977-7',
    '0102671977007',
    '0102671977-',
    '0102671978-001',
    ' 0102671977',
  ])
    assert.ok(!isTaxCode(wrong), wrong);
  for (const unit of [0, 1000, 1.5]) assert.throws(() => unitTaxCode('0102671977', unit), RangeError);
  assert.throws(() => unitTaxCode('0102671977-001', 2), RangeError);
});
