import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { blockKeysOf, CandidateSearch, linkSets, type LinkablePerson, MemoryBlockIndex } from '../index.ts';
import { twoLists, exampleLinkage } from './example/vietnam.ts';
import { bitsOf, MatchWeigher, probabilityOf } from './match-weight.ts';
import type { LinkageModel } from './model.ts';

const lists = twoLists({ people: 2_500 });
const definition = exampleLinkage();
const train = (seed: number) =>
  linkSets(definition, { first: lists.register, second: lists.list }, { seed, randomPairs: 60_000 });
const { model, pairs, weights, set } = train(1);
// A model is plain data: it is kept as JSON and read again.
const weigher = new MatchWeigher(definition, JSON.parse(JSON.stringify(model)) as LinkageModel);
const weigh = (one: LinkablePerson, other: LinkablePerson) =>
  weigher.weigh(weigher.prepare(one), weigher.prepare(other));

const words = [
  'Nguyễn',
  'Trần',
  'Văn',
  'Thị',
  'Hòa',
  'Hoa',
  'hoa',
  'Đức',
  'Duc',
  'An',
  'Anh',
  'Giàng',
  'A',
  'Sính',
  'Ksor',
];
const optional = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });
const people: fc.Arbitrary<LinkablePerson> = fc.record({
  fullName: fc.oneof(
    fc.constantFrom(...lists.list.slice(0, 200).map(({ fullName }) => fullName)),
    fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 4 }).map((some) => some.join(' ')),
  ),
  sex: optional(fc.constantFrom('male', 'female')),
  bornOn: optional(fc.constantFrom('1990-03-11', '1990-11-03', '1990-01-01', '1990', '1980-03-11', '2001-12-30')),
  personalNumber: optional(fc.constantFrom('001090012345', '001090012354', '079201123456')),
  place: optional(fc.constantFrom(...lists.list.slice(0, 40).flatMap((one) => one.place ?? []))),
});
const wordsIn = ({ fullName }: LinkablePerson): number => (fullName ?? '').split(' ').length;
const FIELDS = ['fullName', 'sex', 'bornOn', 'personalNumber', 'place'] as const;

test('a pair weighs the same from both sides', () => {
  fc.assert(fc.property(people, people, (one, other) => assert.equal(weigh(one, other), weigh(other, one))));
});

test('what a record does not say gives nothing, whichever side does not say it', () => {
  fc.assert(
    fc.property(people, people, fc.constantFrom(...FIELDS.slice(1)), (one, other, field) => {
      const [lessOne, lessOther] = [{ ...one }, { ...other }];
      delete lessOne[field];
      delete lessOther[field];
      const both = weigh(lessOne, lessOther);
      assert.equal(weigh(lessOne, other), both);
      assert.equal(weigh(one, lessOther), both);
    }),
  );
});

test('when one more field agrees wholly, the weight never falls', () => {
  fc.assert(
    fc.property(people, people, fc.constantFrom(...FIELDS), (one, other, field) => {
      if (one[field] === undefined || other[field] === undefined) return;
      // A name of fewer parts says nothing of the others, and saying nothing may weigh more than parts that everybody has.
      if (field === 'fullName' && wordsIn(one) !== wordsIn(other)) return;
      const agreeing = { ...other, [field]: one[field] };
      // Two bare years agree less than two days do: there is nothing more to agree on.
      assert.ok(weigh(one, agreeing) >= weigh(one, other) - 1e-4, `${weigh(one, agreeing)} ${weigh(one, other)}`);
    }),
    { numRuns: 1_000 },
  );
});

test('the explanation adds up to the weight, names the level and says how frequent the value is', () => {
  const search = new CandidateSearch(definition, model);
  const one = { fullName: 'Nguyễn Văn Đức', sex: 'male', bornOn: '1990-03-11', place: lists.register[0]!.place };
  const other = { fullName: 'Nguyen Van Duc', sex: 'male', bornOn: '1990-11-03' };
  const { weight_bits, probability, prior_bits, comparisons } = search.explain(one, other);
  assert.ok(Math.abs(comparisons.reduce((sum, { bits }) => sum + bits, prior_bits) - weight_bits) < 1e-9);
  assert.ok(Math.abs(probability - probabilityOf(weight_bits)) < 1e-12);
  const [family, , given] = comparisons;
  assert.equal(family!.level, 'unmarked');
  assert.equal(family!.levelTitle.vi, 'giống nhau, một bên không có dấu');
  assert.deepEqual([family!.one, family!.other], ['Nguyễn', 'Nguyen']);
  assert.ok(family!.share! > 0.2 && given!.share! < 0.05);
  assert.ok(given!.bits > family!.bits + 2, 'a given name is more evidence than Nguyễn');
  const [number, residence] = comparisons.slice(-2);
  assert.deepEqual([number!.level, number!.bits], ['missing', 0]);
  assert.deepEqual([residence!.level, residence!.bits, residence!.other], ['missing', 0, undefined]);
  assert.equal(comparisons.find(({ comparison }) => comparison === 'birth-date')!.level, 'day-month-swapped');
});

test('pairs weigh the same one by one as all together', () => {
  for (let pair = 0; pair < pairs.one.length; pair += 97) {
    const one = weigher.prepareFrom(set, pairs.one[pair]!);
    const other = weigher.prepareFrom(set, pairs.other[pair]!);
    assert.ok(Math.abs(weigher.weigh(one, other) - weights[pair]!) < 0.01);
  }
});

test('the same seed learns the same model, and learning has come to rest', () => {
  assert.deepEqual(train(1).model, model);
  assert.notDeepEqual(train(2).model.comparisons[0]!.levels, model.comparisons[0]!.levels);
  assert.ok(model.training.converged && model.training.iterations < 200);
});

test('a model of other comparisons is refused', () => {
  const shorter = { ...model, comparisons: model.comparisons.slice(1) };
  assert.throws(() => new MatchWeigher(definition, shorter), RangeError);
});

test('bits and probabilities are two writings of one thing', () => {
  assert.equal(probabilityOf(0), 0.5);
  assert.ok(Math.abs(bitsOf(probabilityOf(7.5)) - 7.5) < 1e-9);
});

test('a record is filed under a key of each rule that it has the values for, and a finer one where there is one', () => {
  const keys = blockKeysOf(definition, { fullName: 'Nguyễn Văn An', bornOn: '1990-03-11' });
  assert.deepEqual(
    keys.map(({ key }) => key),
    [
      'name-and-birth-year:an nguyen van|1990',
      'birth-date-and-first-word:1990-03-11|an',
      'birth-date-and-last-word:1990-03-11|van',
    ],
  );
  assert.ok(keys.every(({ finer }) => finer === undefined));
  const placed = blockKeysOf(definition, { fullName: 'An', sex: 'male', bornOn: '1990', place: '00004@2025-06-30' });
  assert.ok(
    placed.some(({ key, finer }) => finer === `${key}|01`),
    'the province of today divides what is too large',
  );
});

test('a register is asked at the moment of entry whether someone is there already', async () => {
  const index = new MemoryBlockIndex<number, LinkablePerson>(definition);
  for (const [id, person] of lists.register.entries()) index.put(id, person);
  const search = new CandidateSearch(definition, model);
  const sample = lists.list.slice(0, 300);
  let found = 0;
  let known = 0;
  for (const [other, person] of sample.entries()) {
    const truth = lists.register.findIndex((_, one) => lists.isMatch({ one, other, weight_bits: 0 }));
    if (truth < 0) continue;
    known++;
    const [best] = await search.candidatesFor(person, index);
    if (best?.id === truth && best.explanation.probability > 0.5) found++;
  }
  assert.ok(found / known > 0.98, `${found} of ${known}`);
  const person = lists.register[0]!;
  assert.equal((await search.candidatesFor(person, index))[0]!.id, 0);
  index.remove(0);
  assert.ok((await search.candidatesFor(person, index)).every(({ id }) => id !== 0));
  assert.deepEqual(await search.candidatesFor({ fullName: 'Đoàn Bạch Yến', bornOn: '1901-02-03' }, index), []);
});
