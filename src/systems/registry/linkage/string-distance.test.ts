import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { jaroWinkler, oneDigitApart, oneEditApart } from './string-distance.ts';

test('one edit is one letter more, less or other, or two neighbours swapped', () => {
  for (const [one, other] of ['nam na', 'nam nma', 'nam nan', 'am nam', 'a b', 'hung hunng'].map((pair) =>
    pair.split(' '),
  )) {
    assert.ok(oneEditApart(one!, other!), `${one} ${other}`);
  }
  for (const [one, other] of ['nam nam', 'nam man', 'nam n', 'thu hut', 'abcd badc'].map((pair) => pair.split(' '))) {
    assert.ok(!oneEditApart(one!, other!), `${one} ${other}`);
  }
});

test('a digit left out is not one digit wrong', () => {
  assert.ok(oneDigitApart('001090012345', '001090012354'));
  assert.ok(oneDigitApart('001090012345', '001090012245'));
  assert.ok(!oneDigitApart('001090012345', '00109001234'));
});

test('likeness agrees with the values that Winkler published', () => {
  for (const [one, other, likeness] of [
    ['martha', 'marhta', 0.961],
    ['dwayne', 'duane', 0.84],
    ['dixon', 'dicksonx', 0.813],
  ] as const) {
    assert.ok(Math.abs(jaroWinkler(one, other) - likeness) < 0.001, `${one} ${other} ${jaroWinkler(one, other)}`);
  }
});

const word = fc.string({ unit: fc.constantFrom(...'abcdehinot'), maxLength: 12 });

test('distances do not mind the order, and looking away early changes no answer that counts', () => {
  fc.assert(
    fc.property(word, word, fc.double({ min: 0.5, max: 1, noNaN: true }), (one, other, least) => {
      assert.equal(oneEditApart(one, other), oneEditApart(other, one));
      const likeness = jaroWinkler(one, other);
      assert.ok(likeness >= 0 && likeness <= 1);
      assert.ok(Math.abs(likeness - jaroWinkler(other, one)) < 0.06, 'Jaro is symmetric but for rare ties');
      if (likeness >= least) assert.equal(jaroWinkler(one, other, least), likeness);
      else assert.ok(jaroWinkler(one, other, least) < least);
    }),
  );
});
