import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { allPairs, forEachPair, makeBlocks } from './blocking.ts';
import type { LinkageDefinition } from './comparison.ts';
import { readRecords } from './record-set.ts';

interface Row {
  a?: string | undefined;
  b?: string | undefined;
}

const definition = (blockRecordsMost: number): LinkageDefinition<Row> => ({
  name: 'test',
  comparators: [],
  blocking: [
    { name: 'a', key: ({ a }) => a, within: ({ b }) => b },
    { name: 'b', key: ({ b }) => b },
  ],
  blockRecordsMost,
});

function pairsOf(most: number, first: readonly Row[], second?: readonly Row[]): string[] {
  const set = readRecords(definition(most), first, second);
  const pairs: string[] = [];
  forEachPair(set, makeBlocks(definition(most), set), (one, other) => pairs.push(`${one} ${other}`));
  return pairs;
}

const letter = fc.option(fc.constantFrom('x', 'y', 'z'), { nil: undefined });
const rows = fc.array(fc.record({ a: letter, b: letter }), { maxLength: 12 });
const share = (one: Row, other: Row) =>
  (one.a !== undefined && one.a === other.a) || (one.b !== undefined && one.b === other.b);

test('every pair that shares a key is made, and made once', () => {
  fc.assert(
    fc.property(rows, (records) => {
      const expected = records.flatMap((one, at) =>
        records.flatMap((other, otherAt) => (at < otherAt && share(one, other) ? [`${at} ${otherAt}`] : [])),
      );
      assert.deepEqual(pairsOf(100, records).toSorted(), expected.toSorted());
    }),
  );
});

test('between two sets only pairs across are made', () => {
  fc.assert(
    fc.property(rows, rows, (first, second) => {
      const expected = first.flatMap((one, at) =>
        second.flatMap((other, otherAt) => (share(one, other) ? [`${at} ${first.length + otherAt}`] : [])),
      );
      assert.deepEqual(pairsOf(100, first, second).toSorted(), expected.toSorted());
    }),
  );
});

test('a block that is too large is divided by the finer key, and what stays too large is told', () => {
  const records = [
    { a: 'x', b: '1' },
    { a: 'x', b: '1' },
    { a: 'x', b: '2' },
    { a: 'x', b: '2' },
    { a: 'x', b: '2' },
    { a: 'x' },
  ];
  const set = readRecords(definition(2), records);
  const blocks = makeBlocks(definition(2), set);
  assert.deepEqual(
    blocks.map(({ rule, divided, leftOut }) => ({ rule, divided, leftOut })),
    [
      { rule: 'a', divided: 1, leftOut: 4 },
      { rule: 'b', divided: 1, leftOut: 3 },
    ],
  );
  assert.deepEqual(pairsOf(2, records), ['0 1']);
  assert.deepEqual(pairsOf(3, records), ['0 1', '2 3', '2 4', '3 4']);
});

test('there are as many pairs as the sets make', () => {
  assert.equal(allPairs({ size: 5, columns: [], keys: [] }), 10);
  assert.equal(allPairs({ size: 5, split: 2, columns: [], keys: [] }), 6);
});
