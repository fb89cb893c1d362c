import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { ageOn, daysSince } from '../civil-age.ts';
import { checkPersonName, splitPersonName } from '../person-name.ts';
import { isPersonalNumber, personalNumberFits } from '../personal-number.ts';
import { PROVINCES } from '../provinces.ts';
import { type ExamplePlace, exampleCountry, exampleFamilies, nthNotification } from './index.ts';

const today = '2026-11-21';
/** Made-up places: 40 communes in each of the 34 provinces, with commune 00025 among those of Hà Nội. */
const places: ExamplePlace[] = [...PROVINCES.values()].flatMap((province) =>
  Array.from({ length: 40 }, (_, index) => ({
    communeCode:
      province.code === '01' && index === 7 ? '00025' : province.code + String(900 - index * 3).padStart(3, '0'),
    communeName: `${index % 3 === 0 || index === 7 ? 'Phường' : 'Xã'} Thử Nghiệm ${index}`,
    provinceCode: province.code,
    provinceName: province.name,
    oldProvinceCodes: [...province.oldCodes],
  })),
);

const started = performance.now();
const country = exampleCountry({ people: 20_000, today, places });
const took_ms = performance.now() - started;
const byNumber = new Map(country.people.map((person) => [person.number, person]));
const get = (number: string) => {
  const person = byNumber.get(number);
  assert.ok(person, `nobody has number ${number}`);
  return person;
};

test('20,000 people are made, and the time it takes is told', (context) => {
  context.diagnostic(
    `${country.people.length} people in ${country.households.length} households: ${took_ms.toFixed(0)} ms`,
  );
  assert.ok(country.people.length >= 20_000 && country.people.length < 20_020);
});

test('the same seed makes the same country, byte for byte, and another seed another one', () => {
  const print = (seed: number, from = places) =>
    createHash('sha256')
      .update(JSON.stringify(exampleCountry({ people: 1500, today, places: from, seed })))
      .digest('hex');
  assert.equal(print(1), print(1));
  assert.equal(print(1), print(1, places.toReversed()), 'the order in which places are given does not matter');
  assert.notEqual(print(1), print(2));
});

test('every personal number is valid, fits its person and is given once', () => {
  assert.equal(byNumber.size, country.people.length);
  for (const person of country.people) {
    assert.ok(isPersonalNumber(person.number));
    assert.ok(personalNumberFits(person.number, person));
    assert.equal(person.number.slice(1, 3), person.birthProvinceCode);
  }
});

test('every name is one that a register takes, and nobody can be reached who exists', () => {
  for (const person of country.people) {
    assert.deepEqual(checkPersonName(person.fullName), [], person.fullName);
    if (person.phone) assert.match(person.phone, /^010\d{7}$/);
    if (person.email) assert.match(person.email, /^[a-z]+\.[a-z]+\d+@nguoi-dan\.example$/);
  }
  const phones = country.people.flatMap((person) => person.phone ?? []);
  const emails = country.people.flatMap((person) => person.email ?? []);
  assert.equal(new Set(phones).size, phones.length);
  assert.equal(new Set(emails).size, emails.length);
});

test('family names of the Kinh are as common as they are in the country', () => {
  const names = country.people
    .filter((person) => person.ethnicGroup === '01')
    .map((person) => splitPersonName(person.fullName).family);
  const share = (name: string) => names.filter((one) => one === name).length / names.length;
  assert.ok(Math.abs(share('Nguyễn') - 0.38) < 0.04, String(share('Nguyễn')));
  assert.ok(Math.abs(share('Trần') - 0.11) < 0.025, String(share('Trần')));
  assert.ok(Math.abs(share('Lê') - 0.095) < 0.025, String(share('Lê')));
});

test('parents are 15 to 50 years older than their children, and stand before them', () => {
  const seen = new Set<string>();
  for (const person of country.people) {
    seen.add(person.number);
    for (const number of [person.motherNumber, person.fatherNumber]) {
      if (!number) continue;
      assert.ok(seen.has(number));
      const age = ageOn(get(number).bornOn, person.bornOn);
      assert.ok(age >= 15 && age <= 50, `${number} was ${age} at the birth of ${person.number}`);
    }
    if (person.motherNumber) {
      const { sex, diedOn } = get(person.motherNumber);
      assert.equal(sex, 'female');
      assert.ok(!diedOn || diedOn > person.bornOn);
    }
    if (person.fatherNumber) assert.equal(get(person.fatherNumber).sex, 'male');
    assert.ok(daysSince(person.bornOn, today) > 60, 'the last births are not registered yet');
    if (person.diedOn) assert.ok(person.diedOn > person.bornOn && person.diedOn < today);
  }
});

test('spouses were alive and of age when they married, and one person has one marriage at a time', () => {
  const open = new Set<string>();
  for (const marriage of country.marriages) {
    assert.ok(marriage.registeredOn < today);
    if (marriage.endedOn) assert.ok(marriage.endedOn > marriage.registeredOn && marriage.endedOn < today);
    assert.ok(marriage.foreignSpouse || (marriage.husbandNumber && marriage.wifeNumber));
    for (const [number, least, sex] of [
      [marriage.husbandNumber, 20, 'male'],
      [marriage.wifeNumber, 18, 'female'],
    ] as const) {
      if (!number) continue;
      const spouse = get(number);
      assert.equal(spouse.sex, sex);
      assert.ok(ageOn(spouse.bornOn, marriage.registeredOn) >= least);
      if (spouse.diedOn) {
        assert.ok(spouse.diedOn > marriage.registeredOn);
        assert.ok(marriage.endedOn && marriage.endedOn <= spouse.diedOn);
      }
      if (!marriage.endedOn) {
        assert.ok(!open.has(number));
        open.add(number);
      }
    }
  }
  assert.ok(country.marriages.some((marriage) => marriage.endReason === 'divorce'));
  assert.ok(country.marriages.some((marriage) => marriage.endReason === 'death'));
  assert.ok(country.marriages.some((marriage) => marriage.foreignSpouse));
});

test('every living person is in one household, the dead in none, and each household has its head first', () => {
  const housed = new Set<string>();
  const ids = new Set<string>();
  for (const household of country.households) {
    assert.ok(!ids.has(household.id));
    ids.add(household.id);
    assert.equal(household.members[0]?.relation, 'head');
    assert.equal(household.members[0]?.number, household.headNumber);
    for (const { number, relation } of household.members) {
      const person = get(number);
      assert.ok(!housed.has(number));
      assert.ok(!person.diedOn);
      assert.equal(person.householdId, household.id);
      assert.equal(person.communeCode, household.communeCode);
      assert.equal(person.addressLine, household.addressLine);
      housed.add(number);
      if (relation === 'head') assert.equal(number, household.headNumber);
    }
  }
  assert.equal(housed.size, country.people.filter((person) => !person.diedOn).length);
});

test('about sixty communes have people, at least one in every province, Giảng Võ first', () => {
  assert.equal(country.places.length, 60);
  assert.equal(country.places[0]!.communeCode, '00025');
  const counts = new Map<string, number>();
  for (const { provinceCode } of country.places) counts.set(provinceCode, (counts.get(provinceCode) ?? 0) + 1);
  assert.equal(counts.size, 34);
  assert.ok(counts.get('01')! >= 4 && counts.get('79')! >= 4);
  assert.equal(new Set(country.places.map((place) => place.communeCode)).size, 60);
});

test('the ages form a pyramid of the kind that the country has', () => {
  const living = country.people.filter((person) => !person.diedOn);
  const share = (from: number, to: number) =>
    living.filter((person) => ageOn(person.bornOn, today) >= from && ageOn(person.bornOn, today) < to).length /
    living.length;
  assert.ok(share(0, 15) > 0.17 && share(0, 15) < 0.33, `children ${share(0, 15)}`);
  assert.ok(share(15, 60) > 0.5 && share(15, 60) < 0.7, `adults ${share(15, 60)}`);
  assert.ok(share(60, 120) > 0.08 && share(60, 120) < 0.22, `old people ${share(60, 120)}`);
});

test('every populated commune and province has its officials, adults who hold one post each', () => {
  const posts = country.officials.map(
    ({ post, communeCode, provinceCode }) => `${post} ${communeCode ?? provinceCode}`,
  );
  for (const { communeCode, provinceCode } of country.places) {
    for (const post of ['committee-chair', 'civil-status-officer', 'police-residence-officer']) {
      assert.ok(posts.includes(`${post} ${communeCode}`), `${post} ${communeCode}`);
    }
    for (const post of ['midwife', 'insurance-officer']) assert.ok(posts.includes(`${post} ${provinceCode}`));
  }
  assert.equal(new Set(country.officials.map((official) => official.personNumber)).size, country.officials.length);
  const parents = new Set(
    country.notifications.flatMap(({ motherNumber, fatherNumberDeclared }) => [motherNumber, fatherNumberDeclared]),
  );
  for (const { personNumber } of country.officials) {
    assert.ok(ageOn(get(personNumber).bornOn, today) >= 22 && !get(personNumber).diedOn);
    assert.ok(!parents.has(personNumber), 'nobody decides on a birth in the own family');
  }
});

test('about one in a hundred people is a newborn whom a hospital reported and nobody registered', () => {
  const { notifications } = country;
  assert.ok(notifications.length > 190 && notifications.length < 240);
  assert.ok(new Set(notifications.map(({ motherNumber }) => get(motherNumber).communeCode)).size > 40);
  assert.equal(new Set(notifications.map((one) => one.certificateNumber)).size, notifications.length);
  for (const one of notifications) {
    const mother = get(one.motherNumber);
    const bornOn = new Date(Date.parse(one.bornAt) + 7 * 3_600_000).toISOString().slice(0, 10);
    assert.ok(mother.sex === 'female' && !mother.diedOn);
    assert.ok(ageOn(mother.bornOn, bornOn) >= 18 && ageOn(mother.bornOn, bornOn) < 45);
    const days = daysSince(bornOn, today);
    assert.ok(one.scenario === 'late' ? days === 75 : days >= 1 && days <= 55, `${days} days ago`);
    assert.ok(one.weight_grams >= 1100 && one.weight_grams < 5000);
    if (one.fatherNumberDeclared) assert.equal(get(one.fatherNumberDeclared).sex, 'male');
    for (const child of country.people) {
      if (child.motherNumber === one.motherNumber) assert.ok(daysSince(child.bornOn, bornOn) > 300);
    }
  }
});

test('each scenario is what its name says', () => {
  const of = (key: string) => {
    const scenario = country.scenarios.find((one) => one.key === key)!;
    const notifications = country.notifications.filter((one) => one.motherNumber === scenario.motherNumber);
    const marriage = country.marriages.find((one) => one.wifeNumber === scenario.motherNumber);
    const father = scenario.fatherNumber ? get(scenario.fatherNumber) : undefined;
    return {
      mother: get(scenario.motherNumber),
      father,
      notifications,
      marriage,
      declared: notifications[0]?.fatherNumberDeclared,
    };
  };
  for (const { motherNumber } of country.scenarios) assert.equal(get(motherNumber).communeCode, '00025');
  assert.ok(country.scenarios.filter(({ key }) => key === 'married').length >= 3);
  for (const key of ['married', 'twins', 'late']) {
    const { mother, father, marriage, declared } = of(key);
    assert.equal(marriage?.husbandNumber, father?.number);
    assert.equal(declared, father?.number);
    assert.equal(father?.householdId, mother.householdId);
    assert.equal(father?.ethnicGroup, mother.ethnicGroup);
    assert.ok(mother.phone && mother.email && father?.phone && father.email);
  }
  assert.deepEqual(
    of('twins').notifications.map((one) => [one.birthOrder, one.birthCount]),
    [
      [1, 2],
      [2, 2],
    ],
  );
  assert.equal(of('unmarried').marriage, undefined);
  assert.ok(of('unmarried').declared);
  assert.equal(of('father-unknown').declared, undefined);
  assert.equal(of('father-unknown').marriage, undefined);
  assert.ok(of('foreign-father').marriage?.foreignSpouse);
  assert.ok(of('foreign-father').notifications[0]?.foreignFatherDeclared);
  assert.notEqual(of('different-residence').father?.communeCode, '00025');
  assert.notEqual(of('different-ethnic').father?.ethnicGroup, of('different-ethnic').mother.ethnicGroup);
  const { declared, father, marriage } = of('contradiction');
  assert.ok(declared && declared !== father?.number);
  assert.equal(marriage?.husbandNumber, father?.number);
});

test('a benchmark gets as many new births of a couple as it wants, the same ones every run', () => {
  const { motherNumber, fatherNumber } = country.scenarios[0]!;
  const couple = { motherNumber, ...(fatherNumber && { fatherNumber }) };
  const nth = (index: number) => nthNotification({ couple, hospital: { provinceCode: '01', serial: 1 }, today, index });
  assert.deepEqual(nth(7), nth(7));
  assert.notEqual(nth(7).certificateNumber, nth(8).certificateNumber);
  assert.equal(nth(7).fatherNumberDeclared, fatherNumber);
  assert.ok(!country.notifications.some((one) => one.certificateNumber === nth(1).certificateNumber));
});

test('a small country has its scenarios and one commune; too small, too large and placeless ones are refused', () => {
  const small = exampleCountry({ people: 100, today, places });
  assert.equal(small.places.length, 1);
  assert.equal(small.scenarios.length, country.scenarios.length);
  const start = (input: Parameters<typeof exampleFamilies>[0]) => exampleFamilies(input).next();
  assert.throws(() => start({ people: 99, today, places }), RangeError);
  assert.throws(() => start({ people: 20_000_001, today, places }), RangeError);
  assert.throws(() => start({ people: 100, today, places: [] }), RangeError);
});
