import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { editDistance, readingsOf } from './misspelt.ts';

const parts = new Map([
  ['nguyen', 3800],
  ['van', 2500],
  ['thi', 2600],
  ['hung', 400],
  ['hong', 300],
  ['trung', 200],
  ['le', 900],
]);

test('a name as it is borne comes first', () => {
  assert.deepEqual(readingsOf('nguyen van hung', parts, 50)[0], { name: 'nguyen van hung', distance: 0 });
});

test('slips of the keyboard are read as what they may have been', () => {
  assert.ok(readingsOf('nguyne van hugn', parts, 50).some(({ name }) => name === 'nguyen van hung'));
  assert.ok(readingsOf('ngyen van hung', parts, 50).some(({ name }) => name === 'nguyen van hung'));
});

test('a family name given last is read', () => {
  assert.deepEqual(
    readingsOf('van hung nguyen', parts, 50).find(({ name }) => name === 'nguyen van hung'),
    { name: 'nguyen van hung', distance: 1 },
  );
});

test('a part that nobody bears is still looked for as it was typed', () => {
  assert.deepEqual(readingsOf('smith', parts, 50), [{ name: 'smith', distance: 0 }]);
  assert.deepEqual(readingsOf('  ', parts, 50), []);
});

test('there are never more readings than asked for, however long the name', () => {
  const long = 'nguyen van thi hung hong trung le nguyen van thi hung';
  assert.ok(readingsOf(long, parts, 20).length <= 20);
});

test('the distance of two words is the same both ways, and nothing only for the same word', () => {
  const word = fc.string({ maxLength: 7, unit: fc.constantFrom('a', 'b', 'c', 'n', 'g') });
  fc.assert(
    fc.property(word, word, (a, b) => {
      assert.equal(editDistance(a, b, 9), editDistance(b, a, 9));
      assert.equal(editDistance(a, b, 9) === 0, a === b);
      assert.equal(editDistance(a, b, 1), Math.min(editDistance(a, b, 9), 2));
    }),
  );
});
