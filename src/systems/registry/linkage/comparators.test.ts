import assert from 'node:assert/strict';
import { test } from 'node:test';
import { splitPersonName } from '../../../country/index.ts';
import { type Comparator, comparisonsOf, MISSING } from './comparison.ts';
import { civilDay, exactly, identifier, likeText, nameInAnyOrder, personName, place } from '../index.ts';

const title = { vi: '', en: '' };
const self = { title, read: (text: string) => text };

/** The names of the levels that two rows come to; `missing` where one says nothing. The other way round too. */
function levelsOf<Row>(comparator: Comparator<Row>, one: Row, other: Row): string[] {
  const comparisons = comparisonsOf({ name: '', comparators: [comparator], blocking: [] });
  const [a, b] = [comparator.read(one), comparator.read(other)];
  if (a === undefined || b === undefined) return comparisons.map(() => 'missing');
  const levels = new Int8Array(comparisons.length);
  const back = new Int8Array(comparisons.length);
  comparator.compare(a, b, levels, 0);
  comparator.compare(b, a, back, 0);
  assert.deepEqual(levels, back, 'the order of the two must not matter');
  return comparisons.map((comparison, index) =>
    levels[index] === MISSING ? 'missing' : comparison.levels[levels[index]!]!.name,
  );
}

const name = personName((fullName: string) => splitPersonName(fullName));
const names = (one: string, other: string) => levelsOf(name, one, other).join(' ');

test('tones, marks and letters of a name are told apart', () => {
  assert.equal(names('Nguyễn Văn Đức', 'nguyễn  văn ĐỨC'), 'exact exact exact same-order');
  assert.equal(names('Trần Thị Hòa', 'Trần Thị Hoà'), 'exact exact exact same-order');
  assert.equal(names('Nguyễn Văn Đức', 'Nguyen Van Duc'), 'unmarked unmarked unmarked same-order');
  assert.equal(names('Nguyễn Thị Hòa', 'Nguyễn Thị Hoa'), 'exact exact folded same-order');
  assert.equal(names('Đỗ Văn Nam', 'Do Van Nam'), 'unmarked unmarked exact same-order');
  assert.equal(names('Nguyễn Văn Hùng', 'Nguyễn Văn Hưngg'), 'exact exact near missing');
  assert.equal(names('Nguyễn Văn Hùng', 'Trần Đức Lâm'), 'differ differ differ missing');
});

test('the same words in another order are still the same words', () => {
  assert.equal(names('Nguyễn Văn An', 'An Nguyễn Văn'), 'exact exact exact other-order');
  assert.equal(names('Nguyễn Văn An', 'Van An Nguyen'), 'unmarked unmarked unmarked other-order');
});

test('a name has one key of blocking in every order and with or without its marks', () => {
  assert.equal(nameInAnyOrder('Nguyễn Văn Đức'), 'duc nguyen van');
  assert.equal(nameInAnyOrder(' duc  NGUYEN văn '), nameInAnyOrder('Nguyễn Văn Đức'));
});

test('a code is the same or another one', () => {
  const code = (one: string, other: string) => levelsOf(exactly({ ...self, name: 'c' }), one, other)[0];
  assert.deepEqual([code('male', 'male'), code('male', 'female'), code('', 'male')], ['equal', 'differ', 'missing']);
});

test('a middle name that is left out is no evidence, and one word of two is some', () => {
  assert.equal(names('Nguyễn Thị Thanh Hà', 'Nguyễn Hà'), 'exact missing exact missing');
  assert.equal(names('Nguyễn Thị Thanh Hà', 'Nguyễn Thanh Hà'), 'exact near exact missing');
});

test('days and months change places, digits go wrong, and 1 January means that only the year was known', () => {
  const date = (one: string, other: string) => levelsOf(civilDay({ ...self, name: 'd' }), one, other)[0];
  assert.equal(date('1990-03-11', '19900311'), 'equal');
  assert.equal(date('1990-03-11', '1990-11-03'), 'day-month-swapped');
  assert.equal(date('1990-03-11', '1990-03-12'), 'one-digit');
  assert.equal(date('1990-03-11', '1909-03-11'), 'one-digit');
  assert.equal(date('1990-03-11', '1980-03-11'), 'one-digit');
  assert.equal(date('1990-03-11', '1990-01-01'), 'year-known');
  assert.equal(date('1990', '1990'), 'year-known');
  assert.equal(date('1990-03-11', '1990-07-25'), 'year');
  assert.equal(date('1990-03-11', '1991-07-25'), 'differ');
  assert.equal(date('1990-03-11', 'khoảng 1990'), 'missing');
});

test('a number is equal, one digit off, or another number', () => {
  const number = (one: string, other: string) => levelsOf(identifier({ ...self, name: 'n' }), one, other)[0];
  assert.equal(number('001 090 012345', '001090012345'), 'equal');
  assert.equal(number('001090012345', '001090012354'), 'one-digit');
  assert.equal(number('001090012345', '001090012453'), 'differ');
  assert.equal(number('', '001090012453'), 'missing');
});

test('a place agrees with what it became', () => {
  const became: Record<string, string[]> = { old: ['new'], torn: ['new', 'far'], new: ['new'], far: ['far'] };
  const provinces: Record<string, string> = { old: 'N', torn: 'N', new: 'N', far: 'F', other: 'N' };
  const where = place({
    ...self,
    name: 'p',
    today: (code) => became[code] ?? [],
    province: (code) => provinces[code],
  });
  const level = (one: string, other: string) => levelsOf(where, one, other)[0];
  assert.equal(level('new', 'new'), 'equal');
  assert.equal(level('old', 'new'), 'after-merger');
  assert.equal(level('old', 'torn'), 'after-merger');
  assert.equal(level('other', 'new'), 'province');
  assert.equal(level('far', 'new'), 'differ');
  assert.equal(level('nowhere', 'elsewhere'), 'differ');
});

test('a text is equal, nearly the same, alike or different', () => {
  const text = (one: string, other: string) => levelsOf(likeText({ ...self, name: 't' }), one, other)[0];
  assert.equal(text(' Lê Lợi ', 'lê lợi'), 'equal');
  assert.equal(text('giblin street', 'giblin stret'), 'near');
  assert.equal(text('giblin street', 'goldfinch circuit'), 'differ');
});
