import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  isPersonalNumber,
  maskPersonalNumber,
  newPersonalNumber,
  personalNumberFits,
  personalNumberPrefix,
  readPersonalNumber,
} from './personal-number.ts';
import { OLD_PROVINCES, PROVINCES } from './provinces.ts';

const births = fc.record({
  provinceCode: fc.constantFrom(...OLD_PROVINCES.keys()),
  sex: fc.constantFrom('male' as const, 'female' as const),
  bornOn: fc
    .date({ min: new Date('1900-01-01'), max: new Date('2399-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10)),
});

test('a boy born in Hà Nội in 1990 and a girl born in Hồ Chí Minh City in 2007 have the prefixes of the decree', () => {
  assert.equal(personalNumberPrefix({ provinceCode: '01', sex: 'male', bornOn: '1990-05-04' }), '001090');
  assert.equal(personalNumberPrefix({ provinceCode: '79', sex: 'female', bornOn: '2007-12-31' }), '079307');
});

test('what was written into a personal number can be read from it', () => {
  fc.assert(
    fc.property(births, fc.nat({ max: 999_999 }), (birth, random) => {
      const number = newPersonalNumber(birth, random);
      assert.match(number, /^\d{12}$/);
      assert.deepEqual(readPersonalNumber(number), {
        provinceCode: birth.provinceCode,
        sex: birth.sex,
        birthYear: Number(birth.bornOn.slice(0, 4)),
      });
      assert.ok(personalNumberFits(number, birth));
      assert.ok(!personalNumberFits(number, { ...birth, sex: birth.sex === 'male' ? 'female' : 'male' }));
    }),
  );
});

test('a number of a province that never was, of eleven digits, or with a letter is no personal number', () => {
  assert.ok(isPersonalNumber('001090012345'));
  for (const text of [
    '003090012345',
    '00109001234',
    '0010900123456',
    '00109001234A',
    '101090012345',
    '',
    ' 001090012345',
  ]) {
    assert.ok(!isPersonalNumber(text), text);
  }
});

test('a province outside the list, an impossible year and seven random digits are refused', () => {
  assert.throws(() => personalNumberPrefix({ provinceCode: '03', sex: 'male', bornOn: '1990-01-01' }), RangeError);
  assert.throws(() => personalNumberPrefix({ provinceCode: '01', sex: 'male', bornOn: '1899-12-31' }), RangeError);
  assert.throws(
    () => newPersonalNumber({ provinceCode: '01', sex: 'male', bornOn: '1990-01-01' }, 1_000_000),
    RangeError,
  );
});

test('a masked number shows the province and the last four digits only', () => {
  assert.equal(maskPersonalNumber('001090012345'), '001•••••2345');
});

test('the 63 old provinces are shared out among the 34 of today without rest', () => {
  const parts = [...PROVINCES.values()].flatMap((province) => province.oldCodes);
  assert.equal(PROVINCES.size, 34);
  assert.equal(OLD_PROVINCES.size, 63);
  assert.deepEqual(parts.toSorted(), [...OLD_PROVINCES.keys()].toSorted());
  assert.equal(new Set([...PROVINCES.values()].map((province) => province.agencyCode)).size, 34);
  // A merged province bears the name of one of its parts, and the GSO code of one of them.
  for (const province of PROVINCES.values()) {
    assert.equal(OLD_PROVINCES.get(province.oldCodes[0]!), province.name);
    assert.ok(province.oldCodes.includes(province.code));
  }
});
