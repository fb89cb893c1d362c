import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isPersonalNumber, personalNumberFits } from '../personal-number.ts';
import { foldVietnamese, splitPersonName } from '../person-name.ts';
import { PROVINCES } from '../provinces.ts';
import { CLERK_ERROR_RATES, clerkList, registerEntry, twinsAndNamesakes } from './clerk-errors.ts';
import { exampleCountry } from './index.ts';

const places = [...PROVINCES.values()].flatMap(({ code, name, oldCodes }) =>
  [100, 200].map((serial) => ({
    communeCode: `${code}${serial}`,
    communeName: `Xã Thử Nghiệm ${serial}`,
    provinceCode: code,
    provinceName: name,
    oldProvinceCodes: [...oldCodes],
  })),
);
const { people } = exampleCountry({ people: 10_000, today: '2026-11-21', places });
const writing = (communeCode: string) => ({ now: communeCode, before: [`${communeCode}@old`] });
const list = [...clerkList({ people, places: writing, share: 1 })];

test('a list errs as often as it is said to', () => {
  const share = (wrong: (one: (typeof list)[number]) => boolean) => list.filter(wrong).length / list.length;
  const near = (found: number, rate: number, what: string) =>
    assert.ok(Math.abs(found - rate) < 0.012, `${what}: ${found} for ${rate}`);
  const { numberMissing, marksDropped, placeMissing, placeBefore, sexMissing } = CLERK_ERROR_RATES;
  near(
    share(({ entry }) => !entry.personalNumber),
    numberMissing,
    'no number',
  );
  near(
    share(({ entry }) => !entry.place),
    placeMissing,
    'no place',
  );
  near(
    share(({ entry }) => !entry.sex),
    sexMissing,
    'no sex',
  );
  near(
    share(({ entry }) => entry.place?.endsWith('@old') ?? false),
    placeBefore * (1 - placeMissing),
    'old place',
  );
  const bare = ({ entry, person }: (typeof list)[number]) =>
    /[^ -~]/.test(people[person]!.fullName) && !/[^ -~]/.test(entry.fullName);
  assert.ok(share(bare) > marksDropped * 0.9 && share(bare) < marksDropped * 1.2);
  const otherDate = ({ entry, person }: (typeof list)[number]) => entry.bornOn !== people[person]!.bornOn;
  assert.ok(share(otherDate) > 0.03 && share(otherDate) < 0.055, String(share(otherDate)));
});

test('every entry stays what a clerk could write: letters, dates that exist, twelve digits', () => {
  for (const { entry } of list) {
    assert.match(entry.fullName, /^[\p{L}\p{M}'-]+(?: [\p{L}\p{M}'-]+)*$/u);
    assert.equal(entry.fullName, entry.fullName.normalize('NFC'));
    assert.equal(new Date(`${entry.bornOn}T00:00:00Z`).toISOString().slice(0, 10), entry.bornOn);
    if (entry.personalNumber) assert.match(entry.personalNumber, /^\d{12}$/);
  }
});

test('a list without errors is the register, and the same input gives the same list', () => {
  const rates = Object.fromEntries(Object.keys(CLERK_ERROR_RATES).map((name) => [name, 0]));
  for (const { entry, person } of clerkList({ people, places: writing, share: 0.1, rates })) {
    assert.deepEqual(entry, registerEntry(people[person]!, writing));
  }
  assert.deepEqual([...clerkList({ people, places: writing, share: 1 })], list);
  assert.notDeepEqual([...clerkList({ people, places: writing, share: 1, seed: 2 })], list);
});

test('twins share day, home and parents but not the given name; namesakes share name and day but not the number', () => {
  const doubles = twinsAndNamesakes(people);
  const byBirth = new Map(
    people.map((person) => [`${person.bornOn} ${person.motherNumber} ${person.communeCode}`, person]),
  );
  const numbers = new Set(people.map(({ number }) => number));
  let twins = 0;
  for (const double of doubles) {
    assert.ok(isPersonalNumber(double.number) && personalNumberFits(double.number, double));
    assert.ok(!numbers.has(double.number));
    numbers.add(double.number);
    const twin = byBirth.get(`${double.bornOn} ${double.motherNumber} ${double.communeCode}`);
    if (!twin || !double.motherNumber || twin.fullName === double.fullName) continue;
    twins++;
    assert.notEqual(splitPersonName(twin.fullName).given, splitPersonName(double.fullName).given);
    assert.equal(
      foldVietnamese(splitPersonName(twin.fullName).family),
      foldVietnamese(splitPersonName(double.fullName).family),
    );
  }
  assert.ok(twins > 15 && doubles.length - twins > 2, `${twins} twins, ${doubles.length - twins} namesakes`);
});
