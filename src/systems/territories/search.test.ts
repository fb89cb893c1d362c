import assert from 'node:assert/strict';
import { test } from 'node:test';
import { searchUnits } from './index.ts';

const BEFORE = '2025-06-30';
const NOW = '2026-11-21';

const found = (
  text: string,
  onDate = NOW,
  more: { kind?: 'ward'; level?: 'province' | 'commune'; limit?: number } = {},
) => searchUnits({ text, onDate, ...more }).map(({ fullName }) => fullName.vi);

test('a place is found without diacritics, with them, with its kind and with the place above', () => {
  for (const text of [
    'giang vo',
    'Giảng Võ',
    'PHƯỜNG GIẢNG VÕ',
    'giảng võ, hà nội',
    'phuong giang vo thanh pho ha noi',
    ' giang  vo ',
  ])
    assert.equal(found(text)[0], 'Phường Giảng Võ', text);
});

test('typed diacritics put the names that have them first', () => {
  assert.deepEqual(found('mỹ thọ')[0], 'Xã Mỹ Thọ');
  assert.deepEqual(found('mỹ tho')[0], 'Phường Mỹ Tho');
  assert.deepEqual(found('xã ba tô')[0], 'Xã Ba Tô');
  assert.deepEqual(found('xã ba tơ')[0], 'Xã Ba Tơ');
});

test('both schools of placing the tone and both Unicode forms find the same', () => {
  const expected = found('Hòa Bình');
  assert.notEqual(expected.length, 0);
  assert.deepEqual(found('Hoà Bình'), expected);
  assert.deepEqual(found('Hòa Bình'.normalize('NFD')), expected);
});

test('the same words find another country on another date', () => {
  assert.deepEqual(found('Hà Giang', BEFORE)[0], 'Tỉnh Hà Giang');
  assert.ok(!found('Hà Giang', NOW).includes('Tỉnh Hà Giang'));
  assert.equal(found('Bến Nghé', BEFORE)[0], 'Phường Bến Nghé');
  assert.deepEqual(found('Bến Nghé', NOW), []);
});

test('a search can ask for one kind or level, and is limited', () => {
  assert.deepEqual(found('hà nội', NOW, { level: 'province' }), ['Thành phố Hà Nội']);
  assert.ok(found('hà nội', NOW, { kind: 'ward' }).every((name) => name.startsWith('Phường ')));
  assert.equal(found('a', NOW).length, 10);
  assert.equal(found('a', NOW, { limit: 3 }).length, 3);
  assert.equal(found('a', NOW, { limit: 100_000 }).length, 100);
  assert.deepEqual(found('a', NOW, { limit: -1 }), []);
});

test('nothing, and what names no place, find nothing', () => {
  for (const text of ['', '  ', ',;', 'qwxz', '%', "'; DROP TABLE unit; --", 'x'.repeat(10_000)])
    assert.deepEqual(found(text), []);
});
