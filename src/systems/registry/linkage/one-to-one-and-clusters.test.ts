import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { assignOneToOne } from './assignment.ts';
import { clusterDuplicates } from './clusters.ts';

interface Pair {
  one: number;
  other: number;
  bits: number;
}

const arrays = (pairs: readonly Pair[]) => ({
  sides: {
    one: Int32Array.from(pairs, ({ one }) => one),
    other: Int32Array.from(pairs, ({ other }) => other),
  },
  weights: Float32Array.from(pairs, ({ bits }) => bits),
});

/** The heaviest choice of pairs in which no record stands twice, by trying all. */
function heaviest(pairs: readonly Pair[]): number {
  const [first, ...rest] = pairs;
  if (!first) return 0;
  const without = rest.filter(({ one, other }) => one !== first.one && other !== first.other);
  return Math.max(heaviest(rest), first.bits + heaviest(without));
}

test('one to one: nobody is linked twice, and no other choice weighs more', () => {
  const pair = fc.record({
    one: fc.integer({ min: 0, max: 3 }),
    other: fc.integer({ min: 4, max: 7 }),
    bits: fc.integer({ min: 1, max: 20 }),
  });
  const distinct = fc.uniqueArray(pair, { selector: ({ one, other }) => `${one} ${other}`, maxLength: 10 });
  fc.assert(
    fc.property(distinct, (pairs) => {
      const { sides, weights } = arrays(pairs);
      const kept = [...assignOneToOne(sides, weights, { records: 8, least_bits: 0 })].map((at) => pairs[at]!);
      assert.equal(new Set(kept.flatMap(({ one, other }) => [one, other])).size, kept.length * 2);
      assert.equal(
        kept.reduce((sum, { bits }) => sum + bits, 0),
        heaviest(pairs),
      );
    }),
  );
});

test('a twin whose own record fits less well still gets it, because her sister needs the other one', () => {
  const { sides, weights } = arrays([
    { one: 0, other: 2, bits: 20 },
    { one: 0, other: 3, bits: 12 },
    { one: 1, other: 2, bits: 19 },
  ]);
  assert.deepEqual([...assignOneToOne(sides, weights, { records: 4, least_bits: 5 })], [1, 2]);
  assert.deepEqual([...assignOneToOne(sides, weights, { records: 4, least_bits: 15 })], [0]);
});

test('in a crowd of rivals the heaviest pairs come first', () => {
  const pairs = Array.from({ length: 100 * 3 }, (_, at) => ({
    one: Math.floor(at / 3),
    other: 100 + ((Math.floor(at / 3) + (at % 3)) % 100),
    bits: at % 3 === 0 ? 20 : 10,
  }));
  const { sides, weights } = arrays(pairs);
  const kept = assignOneToOne(sides, weights, { records: 200, least_bits: 0 });
  assert.deepEqual(
    [...kept],
    Array.from({ length: 100 }, (_, at) => at * 3),
  );
});

test('what links connect becomes one cluster with its weakest link', () => {
  const { sides, weights } = arrays([
    { one: 0, other: 1, bits: 9 },
    { one: 1, other: 2, bits: 7 },
    { one: 3, other: 4, bits: 2 },
  ]);
  const rules = { records: 6, link_bits: 5, apart: () => false };
  assert.deepEqual(clusterDuplicates(sides, weights, rules), {
    clusters: [{ records: [0, 1, 2], weakest_bits: 7 }],
    contradictions: [],
  });
});

test('two who cannot be one do not come together over a third, and a steward is told', () => {
  const { sides, weights } = arrays([
    { one: 1, other: 2, bits: 7 },
    { one: 0, other: 1, bits: 9 },
  ]);
  const apart = (one: number, other: number) => Math.abs(one - other) === 2;
  assert.deepEqual(clusterDuplicates(sides, weights, { records: 3, link_bits: 5, apart }), {
    clusters: [{ records: [0, 1], weakest_bits: 9 }],
    contradictions: [{ one: 1, other: 2, weight_bits: 7, between: [0, 2] }],
  });
});

test('a cluster does not grow without end', () => {
  const pairs = Array.from({ length: 60 }, (_, at) => ({ one: at, other: at + 1, bits: 60 - at }));
  const { sides, weights } = arrays(pairs);
  const { clusters, contradictions } = clusterDuplicates(sides, weights, {
    records: 61,
    link_bits: 0,
    apart: () => false,
  });
  assert.equal(clusters[0]!.records.length, 50);
  assert.equal(contradictions[0]!.between, undefined);
});
