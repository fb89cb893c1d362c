import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { decide, findDuplicates, linkSets, peopleLinkage } from '../index.ts';
import { accuracyOf } from './example/accuracy.ts';
import { febrlLinkage, readFebrl4 } from './example/febrl.ts';
import { exampleLinkage, registerWithDuplicates, twoLists } from './example/vietnam.ts';

const FEBRL = join(import.meta.dirname, '../../../../../shared/suites/febrl');
const training = { randomPairs: 100_000 };

test('FEBRL set 4 is linked with an F1 of 0.999 and more, and no label was used', (context) => {
  const sets = readFebrl4(FEBRL);
  if (!sets) {
    context.skip(`FEBRL SET 4 IS NOT AT ${FEBRL}: this figure is not tested here`);
    return;
  }
  const { links, model } = linkSets(febrlLinkage, sets, training);
  const { f1 } = accuracyOf(links, sets);
  assert.ok(model.training.converged);
  assert.ok(f1 >= 0.999, String(f1));
});

test('a list with the errors that clerks make is linked at a precision of 0.99 and a recall of 0.95', () => {
  const lists = twoLists({ people: 6_000 });
  const { links, review, thresholds } = linkSets(
    exampleLinkage(),
    { first: lists.register, second: lists.list },
    training,
  );
  const { precision, recall } = accuracyOf(links, lists);
  assert.ok(precision >= 0.99, `precision ${precision}`);
  assert.ok(recall >= 0.95, `recall ${recall}`);
  const { link } = thresholds.expected;
  assert.ok(Math.abs(link.precision - precision) < 0.01, `${link.precision} was expected of ${precision}`);
  assert.ok(Math.abs(link.recall - recall) < 0.05, `${link.recall} was expected of ${recall}`);
  for (const { weight_bits } of links) assert.equal(decide(weight_bits, thresholds), 'link');
  for (const { weight_bits } of review) assert.equal(decide(weight_bits, thresholds), 'review');
  assert.equal(new Set(links.map(({ one }) => one)).size, links.length);
  assert.equal(new Set(links.map(({ other }) => other)).size, links.length);
});

test('who was entered twice is found, and twins are not taken for one', () => {
  const made = [...registerWithDuplicates({ records: 8_000 })];
  const { clusters } = findDuplicates(
    exampleLinkage(),
    made.map(({ entry }) => entry),
    training,
  );
  const person = made.map((one) => one.person);
  const right = clusters.filter(({ records }) => records.every((record) => person[record] === person[records[0]!]));
  const twice = made.length - new Set(person).size;
  assert.ok(right.length / clusters.length >= 0.99, `${right.length} of ${clusters.length}`);
  assert.ok(right.length / twice >= 0.95, `${right.length} of ${twice}`);
});

test('in a register where nobody is twice, namesakes are not learnt to be one', () => {
  const people = new Map(
    [...registerWithDuplicates({ records: 10_000 })].reverse().map((one) => [one.person, one.entry]),
  );
  const { clusters, review } = findDuplicates(exampleLinkage(), people.values(), training);
  assert.ok(clusters.length <= 1, `${clusters.length} clusters`);
  assert.ok(review.length <= 20, `${review.length} to review`);
});

test('sets that have nothing in common, and empty ones, are refused: there is nothing to learn from', () => {
  const definition = peopleLinkage({ today: (code) => [code], province: () => undefined });
  const first = [{ fullName: 'Nguyễn Văn An', bornOn: '1990-02-03' }];
  const second = [{ fullName: 'Trần Thị Bình', bornOn: '1970-12-30' }];
  assert.throws(() => linkSets(definition, { first, second }), RangeError);
  assert.throws(() => findDuplicates(definition, []), RangeError);
});

test('a model that was learnt before is used as it is', () => {
  const lists = twoLists({ people: 1_500 });
  const definition = exampleLinkage();
  const sets = { first: lists.register, second: lists.list };
  const { model } = linkSets(definition, sets, training);
  const again = linkSets(definition, { first: lists.register.slice(0, 500), second: lists.list }, { model });
  assert.equal(again.model, model);
  assert.ok(again.links.length > 200 && again.links.every(({ one }) => one < 500));
});
