import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { compileTables } from './compile.ts';
import { foldedKey, nameKey, tidyName } from './sources.ts';

const SOURCES = resolve(import.meta.dirname, '../../../../../shared/data/territories');
const skip = existsSync(SOURCES) ? false : 'the public sources are not beside the project (../shared/data/territories)';

test(
  'the shipped tables are what the sources give, and the sources agree on all but 258 of 10,589 relations',
  { skip },
  () => {
    const { units, succession, agreement, unread } = compileTables(SOURCES);
    for (const [file, text] of [
      ['units.tsv', units],
      ['succession.tsv', succession],
    ] as const)
      assert.ok(readFileSync(join(import.meta.dirname, file), 'utf8') === text, `${file}: run make-units.ts`);
    assert.equal(agreement.both, 10_331);
    assert.equal(agreement.onlyStated.length, 237);
    assert.equal(agreement.onlyListed.length, 21);
    // Taken of these: the four communes of Kiên Hải, and Trung Môn, which would have no successor.
    assert.deepEqual(agreement.onlyListed.filter((pair) => !agreement.left.includes(pair)).sort(), [
      '02488>02215',
      '31108>31108',
      '31111>31108',
      '31114>31108',
      '31115>31108',
    ]);
    assert.equal(unread.length, 9);
  },
);

test('both shipped tables together stay below 720 kB', () => {
  const size_bytes = ['units.tsv', 'succession.tsv']
    .map((file) => readFileSync(join(import.meta.dirname, file)).length)
    .reduce((sum, size) => sum + size);
  assert.ok(size_bytes < 720_000, `${size_bytes} bytes`);
});

test('two spellings of one name meet, two names that differ by diacritics do not', () => {
  assert.equal(nameKey('Xã Hoà Long'), nameKey('xã Hòa Long'.normalize('NFD')));
  assert.equal(nameKey('Phường VII'), nameKey('Phường 07'));
  assert.equal(nameKey('Chân Mây - Lăng Cô'), nameKey('Chân Mây-Lăng Cô'));
  assert.notEqual(nameKey('Ba Tô'), nameKey('Ba Tơ'));
  assert.equal(foldedKey('Phú Quý'), foldedKey('Phú Quí'));
});

test('a listed name is tidied: state farms written out, capitals restored, apostrophes plain', () => {
  assert.equal(tidyName('NT Liên Sơn'), 'Nông trường Liên Sơn');
  assert.equal(tidyName('Đại áng'), 'Đại Áng');
  assert.equal(tidyName('Ea H\u2019Leo'), "Ea H'Leo");
  assert.equal(tidyName("Đạ K' Nàng"), "Đạ K'Nàng");
});
