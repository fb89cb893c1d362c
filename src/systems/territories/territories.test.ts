import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Refusal } from '../../kernel/refusal.ts';
import {
  communeOn,
  communesOf,
  districtsOf,
  placeName,
  placeOn,
  predecessors,
  provinceOf,
  provincesOn,
  successors,
  unitOn,
  type Relation,
} from './index.ts';
import { buildTerritories, eraOf, lineAbove, parseSuccession, parseUnits } from './rules.ts';
import { shippedTables } from './tables.ts';

const BEFORE = '2025-06-30';
const REFORM = '2025-07-01';
const NOW = '2026-11-21';

const { territories } = shippedTables();
const names = (relations: readonly Relation[]) =>
  relations.map(({ unit, extent }) => `${unit.fullName.vi} (${extent})`).sort();

test('the country has 34 provinces, no districts and 3,321 communes since 1 July 2025', () => {
  for (const day of [REFORM, NOW]) {
    const provinces = provincesOn(day);
    assert.equal(provinces.length, 34);
    assert.equal(provinces.filter(({ kind }) => kind === 'city').length, 6);
    const communes = provinces.flatMap(({ code }) => communesOf(code, day));
    assert.equal(communes.length, 3321);
    assert.deepEqual(count(communes.map(({ kind }) => kind)), { commune: 2621, ward: 687, 'special-zone': 13 });
    assert.equal(provinces.flatMap(({ code }) => districtsOf(code, day)).length, 0);
  }
});

test('the country had 63 provinces, 696 districts and 10,035 communes until 30 June 2025', () => {
  const provinces = provincesOn(BEFORE);
  assert.equal(provinces.length, 63);
  assert.equal(provinces.flatMap(({ code }) => districtsOf(code, BEFORE)).length, 696);
  const communes = provinces.flatMap(({ code }) => communesOf(code, BEFORE));
  assert.equal(communes.length, 10_035);
  assert.deepEqual(count(communes.map(({ kind }) => kind)), { commune: 7692, ward: 1726, township: 617 });
});

test('a code that was used again names another unit on either side of the day', () => {
  assert.equal(unitOn('00004', BEFORE)?.fullName.vi, 'Phường Trúc Bạch');
  assert.equal(unitOn('00004', REFORM)?.fullName.vi, 'Phường Ba Đình');
  assert.equal(unitOn('15', BEFORE)?.fullName.en, 'Yen Bai Province');
  assert.equal(unitOn('15', REFORM)?.fullName.en, 'Lao Cai Province');
});

test('a date before our record is answered by the oldest unit known, a date to come by the present one', () => {
  const oldest = unitOn('00001', '1975-04-30');
  assert.equal(oldest?.fullName.vi, 'Phường Phúc Xá');
  assert.equal(oldest.validFrom, undefined);
  assert.equal(oldest.validTo, REFORM);
  const present = unitOn('00025', '2099-01-01');
  assert.equal(present?.fullName.vi, 'Phường Giảng Võ');
  assert.equal(present.validTo, undefined);
});

test('an unknown code has no unit, no neighbours and no name', () => {
  for (const code of ['99999', '', '1', 'Hà Nội', '00001']) {
    assert.equal(unitOn(code, NOW), undefined, code);
    assert.equal(communeOn(code, NOW), undefined);
    assert.equal(provinceOf(code, NOW), undefined);
    assert.deepEqual([...successors(code, NOW), ...predecessors(code, NOW)], []);
    assert.deepEqual(placeOn({ code, date: NOW }, BEFORE), []);
    assert.equal(communesOf(code, NOW).length, 0);
    assert.throws(
      () => placeName(code, NOW, 'vi'),
      (error: unknown) => error instanceof Refusal && error.code === 'territory.not_found' && error.status === 404,
    );
  }
});

test('a province or a district is no commune', () => {
  assert.equal(communeOn('01', NOW), undefined);
  assert.equal(communeOn('001', BEFORE), undefined);
  assert.equal(communeOn('00025', NOW)?.name, 'Giảng Võ');
});

test('every commune lies in a province on both sides of the reform', () => {
  for (const [day, levels] of [
    [BEFORE, 'commune district province'],
    [REFORM, 'commune province'],
  ] as const) {
    const era = eraOf(territories, day);
    for (const unit of era.byCode.values()) {
      if (unit.level !== 'commune') continue;
      assert.equal(
        lineAbove(era, unit)
          .map(({ level }) => level)
          .join(' '),
        levels,
        unit.code,
      );
      assert.equal(provinceOf(unit.code, day)?.level, 'province');
    }
  }
});

test('every commune of before has a successor, every commune of today a predecessor, across one day', () => {
  const ended = territories.units.filter(({ level, validTo }) => level === 'commune' && validTo === REFORM);
  const begun = territories.units.filter(({ level, validFrom }) => level === 'commune' && validFrom === REFORM);
  assert.equal(ended.length, 10_035);
  assert.equal(begun.length, 3321);
  for (const { code } of ended) assert.notEqual(successors(code, BEFORE).length, 0, code);
  for (const { code } of begun) assert.notEqual(predecessors(code, REFORM).length, 0, code);
  for (const { code } of ended) assert.equal(predecessors(code, BEFORE).length, 0);
  for (const { code } of begun) assert.equal(successors(code, REFORM).length, 0);
});

test('a commune lies after the reform in the province that its province went into', () => {
  const strayed = territories.units
    .filter(({ level, validTo }) => level === 'commune' && validTo === REFORM)
    .flatMap(({ code }) => {
      const old = provinceOf(code, BEFORE)!;
      const heir = old.validTo === undefined ? old : successors(old.code, BEFORE)[0]!.unit;
      return successors(code, BEFORE).filter(({ unit }) => provinceOf(unit.code, REFORM) !== heir);
    });
  assert.deepEqual(strayed, []);
});

test('a commune that went into one goes over whole, into several in part', () => {
  for (const { code, level, validTo } of territories.units) {
    if (level !== 'commune' || validTo !== REFORM) continue;
    const after = successors(code, BEFORE);
    assert.ok(after.every(({ extent }) => extent === (after.length === 1 ? 'whole' : 'part')));
  }
});

test('Dương Nội ward was split among four communes', () => {
  assert.deepEqual(names(successors('09886', BEFORE)), [
    'Phường Dương Nội (part)',
    'Phường Tây Mỗ (part)',
    'Phường Đại Mỗ (part)',
    'Xã An Khánh (part)',
  ]);
});

test('Ba Vì commune was merged from two whole communes and part of a third', () => {
  assert.deepEqual(names(predecessors('09700', NOW)), [
    'Xã Ba Vì (whole)',
    'Xã Khánh Thượng (whole)',
    'Xã Minh Quang (part)',
  ]);
});

test('Hà Giang province became Tuyên Quang', () => {
  assert.deepEqual(names(successors('02', BEFORE)), ['Tỉnh Tuyên Quang (whole)']);
  assert.deepEqual(names(predecessors('08', NOW)), ['Tỉnh Hà Giang (whole)', 'Tỉnh Tuyên Quang (whole)']);
  assert.equal(unitOn('02', REFORM), undefined);
});

test('a province that was not merged stands through the reform as one unit', () => {
  assert.equal(unitOn('01', BEFORE), unitOn('01', NOW));
  assert.deepEqual(successors('01', BEFORE), []);
  assert.equal(provincesOn(NOW).filter((unit) => provincesOn(BEFORE).includes(unit)).length, 11);
});

test('Thừa Thiên Huế, a province, became the city of Huế on 1 January 2025', () => {
  assert.equal(unitOn('46', '2024-12-31')?.fullName.vi, 'Tỉnh Thừa Thiên Huế');
  assert.equal(unitOn('46', '2025-01-01')?.fullName.vi, 'Thành phố Huế');
  assert.deepEqual(names(successors('46', '2024-12-31')), ['Thành phố Huế (whole)']);
  assert.equal(provincesOn('2024-12-31').length, 63);
});

test('an island district without communes became a special zone, one with communes through its communes', () => {
  assert.deepEqual(names(successors('318', BEFORE)), ['Đặc khu Bạch Long Vĩ (whole)']);
  const kienHai = predecessors('31108', NOW);
  assert.deepEqual(names(kienHai), [
    'Xã An Sơn (whole)',
    'Xã Hòn Tre (whole)',
    'Xã Lại Sơn (whole)',
    'Xã Nam Du (whole)',
  ]);
  assert.deepEqual(names(successors(kienHai[0]!.unit.parentCode!, BEFORE)), ['Đặc khu Kiên Hải (whole)']);
});

test('a district is followed by what its communes became', () => {
  const heirs = successors('001', BEFORE);
  assert.ok(heirs.length > 1);
  assert.ok(heirs.every(({ extent }) => extent === 'part'));
  assert.ok(heirs.some(({ unit }) => unit.name === 'Ba Đình'));
});

test('an address can be asked for on another day, both ways', () => {
  assert.deepEqual(names(placeOn({ code: '00004', date: '2020-05-01' }, NOW)), ['Phường Ba Đình (whole)']);
  assert.equal(placeOn({ code: '00025', date: NOW }, '2020-05-01').length, 7);
  assert.deepEqual(names(placeOn({ code: '46', date: '2020-05-01' }, NOW)), ['Thành phố Huế (whole)']);
  assert.deepEqual(names(placeOn({ code: '01', date: '2020-05-01' }, NOW)), ['Thành phố Hà Nội (whole)']);
  assert.deepEqual(
    placeOn({ code: '09886', date: BEFORE }, NOW).map(({ extent }) => extent),
    ['part', 'part', 'part', 'part'],
  );
});

test('a place is named with everything above it, in both languages', () => {
  assert.equal(placeName('00025', NOW, 'vi'), 'phường Giảng Võ, thành phố Hà Nội');
  assert.equal(placeName('00025', NOW, 'en'), 'Giang Vo Ward, Ha Noi City');
  assert.equal(placeName('00004', BEFORE, 'vi'), 'phường Trúc Bạch, quận Ba Đình, thành phố Hà Nội');
  assert.equal(placeName('00004', BEFORE, 'en'), 'Truc Bach Ward, Ba Dinh District, Ha Noi City');
  assert.equal(placeName('26732', NOW, 'vi'), 'đặc khu Côn Đảo, Thành phố Hồ Chí Minh');
  assert.equal(placeName('26732', NOW, 'en'), 'Con Dao Special Zone, Ho Chi Minh City');
});

test('a number follows its kind, which then begins with a capital', () => {
  assert.equal(placeName('760', BEFORE, 'vi'), 'Quận 1, Thành phố Hồ Chí Minh');
  assert.equal(placeName('760', BEFORE, 'en'), 'District 1, Ho Chi Minh City');
});

test('communes whose names differ by diacritics alone stay apart', () => {
  const pairs = [
    ...Map.groupBy(
      territories.units.filter(({ level, validFrom }) => level === 'commune' && validFrom === REFORM),
      (unit) => `${unit.parentCode} ${unit.fullName.en}`,
    ).values(),
  ].filter((group) => group.length > 1);
  assert.equal(pairs.length, 8);
  for (const group of pairs) {
    assert.equal(new Set(group.map(({ name }) => name)).size, group.length);
    assert.ok(group.every(({ code }) => predecessors(code, NOW).length > 0));
  }
  assert.ok(
    pairs.some(
      (group) =>
        group
          .map(({ name }) => name)
          .sort()
          .join(', ') === 'Ba Tô, Ba Tơ',
    ),
  );
});

test('names are in Unicode NFC, without stray spaces, each word with a capital', () => {
  for (const { code, name } of territories.units) {
    assert.match(name.normalize('NFC'), /^[\p{Lu}\d][\p{L}\d']*(?:[ -]+(?:\p{Lu}|\d|trường )[\p{L}\d' ]*)*$/u, code);
    assert.equal(name, name.normalize('NFC').trim(), code);
    assert.ok(!name.includes('  '), code);
  }
});

const HEAD = 'code\tkind\tname\tparent\tvalid_from\tvalid_to\n';

test('tables that contradict themselves are not built', () => {
  assert.throws(() => parseUnits(`${HEAD}01\tkingdom\tX\t\t\t\n`), /line 2: 01 kingdom/);
  assert.throws(() => parseUnits(`${HEAD}001\tprovince\tX\t\t\t\n`), /line 2: 001 province/);
  assert.throws(() => parseUnits(`${HEAD}01\tprovince\tX\n`), /3 columns, not 6/);
  const province = '01\tprovince\tX\t\t\t\n';
  assert.throws(() => buildTerritories(parseUnits(HEAD + province + province), []), /two units bear 01/);
  const orphan = '00001\tward\tY\t02\t\t\n';
  assert.throws(() => buildTerritories(parseUnits(HEAD + province + orphan), []), /lies in 02, which does not stand/);
  const relation = parseSuccession('code\ton\tmade_of_whole\tmade_of_part\n01\t2025-07-01\t01\t\n');
  assert.throws(() => buildTerritories(parseUnits(HEAD + province), relation), /no change of both units on 2025-07-01/);
});

function count(values: string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}
