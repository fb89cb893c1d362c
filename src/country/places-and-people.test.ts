import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatAddress } from './addresses.ts';
import { addDays, ageOn, daysSince } from './civil-age.ts';
import { ETHNIC_GROUPS, ethnicGroup, ethnicGroupNamed } from './ethnic-groups.ts';
import { COUNTRY_CODES, countryName, isCountryCode } from './nationalities.ts';

test('there are 54 ethnic groups, each found by its code, its name and its other names', () => {
  assert.equal(ETHNIC_GROUPS.length, 54);
  for (const group of ETHNIC_GROUPS) {
    assert.equal(ethnicGroup(group.code), group);
    for (const name of [group.name, ...group.otherNames])
      assert.equal(ethnicGroupNamed(name.toUpperCase()), group, name);
  }
  assert.equal(ethnicGroup('01')?.name, 'Kinh');
  assert.equal(ethnicGroup('54')?.name, 'Rơ Măm');
  assert.equal(ethnicGroup('55'), undefined);
  assert.equal(ethnicGroupNamed('H’Mông')?.code, '08');
  assert.equal(ethnicGroupNamed('Atlantis'), undefined);
});

test('every country has a name in both languages', () => {
  assert.equal(new Set(COUNTRY_CODES).size, 249);
  for (const code of COUNTRY_CODES) {
    assert.notEqual(countryName(code, 'vi'), code);
    assert.notEqual(countryName(code, 'en'), code);
  }
  assert.equal(countryName('VN', 'vi'), 'Việt Nam');
  assert.ok(!isCountryCode('XX') && !isCountryCode('vn'));
});

test('a year of age is full on the birthday', () => {
  assert.equal(ageOn('2008-11-22', '2026-11-21'), 17);
  assert.equal(ageOn('2008-11-21', '2026-11-21'), 18);
  assert.equal(ageOn('2008-02-29', '2026-02-28'), 17);
  assert.equal(ageOn('2008-02-29', '2026-03-01'), 18);
  assert.equal(daysSince('2026-02-28', '2026-03-01'), 1);
  assert.equal(daysSince('2026-03-01', '2024-03-01'), -730);
  assert.equal(addDays('2024-02-28', 1), '2024-02-29');
});

test('an address goes from the small to the large, and names no district', () => {
  const parts = { line: 'Số 12, ngõ 34', communeName: 'Phường Giảng Võ', provinceName: 'Thành phố Hà Nội' };
  assert.equal(formatAddress(parts, 'vi'), 'Số 12, ngõ 34, Phường Giảng Võ, Thành phố Hà Nội');
  assert.equal(formatAddress(parts, 'en'), 'Số 12, ngõ 34, Giảng Võ Ward, Hà Nội City');
  assert.equal(formatAddress({ communeName: 'Xã Sa Pả', provinceName: 'Lào Cai' }, 'en'), 'Sa Pả Commune, Lào Cai');
});
