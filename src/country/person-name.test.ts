import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  checkPersonName,
  foldVietnamese,
  NAME_LETTERS_MOST,
  normalizePersonName,
  sameName,
  splitPersonName,
} from './person-name.ts';

test('names of the Kinh and of other peoples of Vietnam are good names', () => {
  for (const name of [
    'Nguyễn Thị An',
    'Lê Đức Ý',
    'Huỳnh Nhựt Ấu',
    "H'Hen Niê",
    'Y Bhiăk Niê Kđăm',
    'Giàng A Páo',
    'Rơ Mah Blơ̆',
    'Kpă H’Ñoan',
    'A Ƀuôn',
    'Cil Wĕnh Čil',
  ]) {
    assert.deepEqual(checkPersonName(name), [], name);
    assert.deepEqual(checkPersonName(name.normalize('NFD')), [], name);
  }
});

test('no name, one word, digits, signs, foreign letters and length are each found', () => {
  assert.deepEqual(checkPersonName('  '), ['name.empty']);
  assert.deepEqual(checkPersonName('An'), ['name.one_word']);
  assert.deepEqual(checkPersonName('Nguyễn Văn 7'), ['name.not_letters']);
  assert.deepEqual(checkPersonName('Nguyễn @ An'), ['name.not_letters']);
  assert.deepEqual(checkPersonName('Nguyễn -'), ['name.not_letters']);
  for (const foreign of ['Trần Åsa', 'Nguyễn Jürgen', 'Lê Иван', 'Phạm 安', 'Trần ạ́n']) {
    assert.deepEqual(checkPersonName(foreign), ['name.foreign_letters'], foreign);
  }
  assert.deepEqual(checkPersonName(`Nguyễn ${'An '.repeat(NAME_LETTERS_MOST)}`), ['name.too_long']);
});

test('a name typed in small letters or all capitals gets its capitals', () => {
  assert.equal(normalizePersonName('  nguyễn  thị an '), 'Nguyễn Thị An');
  assert.equal(normalizePersonName('NGUYỄN ĐÌNH ÂN'), 'Nguyễn Đình Ân');
  assert.equal(normalizePersonName("h'hen NIÊ"), "H'Hen Niê");
  assert.equal(normalizePersonName('H’Lan y-moan'), "H'Lan Y-Moan");
  assert.equal(normalizePersonName('KSor Y Ka'), 'KSor Y Ka');
  assert.equal(normalizePersonName('y bhiăk'.normalize('NFD')), 'Y Bhiăk');
});

test('to normalize a name twice changes nothing more', () => {
  const words = fc.stringMatching(/^[a-zA-ZđĐăêôơưạảãáà'’-]{0,9}$/);
  fc.assert(
    fc.property(fc.array(words, { maxLength: 5 }), (parts) => {
      const once = normalizePersonName(parts.join(' '));
      assert.equal(normalizePersonName(once), once);
      assert.ok(sameName(once, parts.join(' ')));
    }),
  );
});

test('the place of the tone, capitals and composition do not make another name, the tone itself does', () => {
  assert.ok(sameName('Nguyễn Thị Hoà', 'NGUYỄN THỊ HÒA'));
  assert.ok(sameName('Lê Thuý', 'Lê Thúy'.normalize('NFD')));
  assert.ok(!sameName('Lê Hoà', 'Lê Hóa'));
  assert.ok(!sameName('Lê Hoa', 'Lê Hoà'));
  assert.ok(!sameName('Đỗ An', 'Dỗ An'));
});

test('a search word needs no tones', () => {
  assert.equal(foldVietnamese('Nguyễn Đức  HOÀ'), 'nguyen duc hoa');
});

test('the first word is the family name and the last the given name', () => {
  assert.deepEqual(splitPersonName('Nguyễn Thị Minh Khai'), { family: 'Nguyễn', middle: 'Thị Minh', given: 'Khai' });
  assert.deepEqual(splitPersonName('Lê An'), { family: 'Lê', middle: '', given: 'An' });
  assert.deepEqual(splitPersonName('An'), { family: 'An', middle: '', given: '' });
});
