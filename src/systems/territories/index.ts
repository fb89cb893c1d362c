/**
 * The door of the territories: which administrative unit bears a code on a date, what lies in what, what a place was
 * before and became. Look-ups are synchronous and cost about as much as reading a Map: the country changes once in
 * years, so each process holds the tables of the release in memory and never changes them.
 */
import { Refusal } from '../../kernel/refusal.ts';
import type { System } from '../../kernel/system.ts';
import type { Language } from '../../kernel/text.ts';
import { loadTerritories } from './actions.ts';
import { communesUnder, eraOf, lineAbove, nameWithin, standingOn, type Relation, type Unit } from './rules.ts';
import { findUnits, type UnitSearch } from './search.ts';
import { shippedTables } from './tables.ts';
import { sentences } from './texts.ts';

export { loadTerritories };
export type { Relation, Unit } from './rules.ts';
export type { UnitSearch } from './search.ts';

export const system: System = {
  name: 'territories',
  folder: import.meta.dirname,
  sentences,
  load: async (owner) => {
    await loadTerritories(owner);
  },
  // The first look-up would read the tables in the middle of someone's page.
  start: async () => {
    shippedTables();
  },
};

const country = () => shippedTables().territories;

/** The unit that bears a GSO code on a date (`YYYY-MM-DD`), of any level; undefined when none does. */
export function unitOn(code: string, date: string): Unit | undefined {
  return eraOf(country(), date).byCode.get(code);
}

/** The commune, ward, township or special zone that bears a code of 5 digits on a date. */
export function communeOn(code: string, date: string): Unit | undefined {
  const unit = unitOn(code, date);
  return unit?.level === 'commune' ? unit : undefined;
}

/** The province that a commune or district lay in on a date; a province lies in itself. Undefined when the code is unknown. */
export function provinceOf(code: string, date: string): Unit | undefined {
  const era = eraOf(country(), date);
  const unit = era.byCode.get(code);
  return unit && lineAbove(era, unit).at(-1);
}

/** What came after the unit that bears the code on `onDate`; empty while it still stands, or when the code is unknown. */
export function successors(code: string, onDate: string): readonly Relation[] {
  const unit = unitOn(code, onDate);
  return (unit && country().newer.get(unit)) ?? [];
}

/** What the unit that bears the code on `onDate` was made of; empty when it is as old as our record, or unknown. */
export function predecessors(code: string, onDate: string): readonly Relation[] {
  const unit = unitOn(code, onDate);
  return (unit && country().older.get(unit)) ?? [];
}

/**
 * The units that on `onDate` stood where a place was that bore `code` on `date`: an address of 2020 in today's country,
 * or the other way. The unit itself when it stood on both days; empty when the code is unknown.
 */
export function placeOn(place: { code: string; date: string }, onDate: string): readonly Relation[] {
  const unit = unitOn(place.code, place.date);
  return unit ? standingOn(country(), unit, onDate) : [];
}

/** Units by name, best first; see UnitSearch. */
export function searchUnits(search: UnitSearch): Unit[] {
  return findUnits(country(), search);
}

/** All communes of a province on a date, through its districts before July 2025, in the order of codes. */
export function communesOf(provinceCode: string, date: string): readonly Unit[] {
  return communesUnder(eraOf(country(), date), provinceCode);
}

/** The districts of a province on a date; none since 1 July 2025. */
export function districtsOf(provinceCode: string, date: string): readonly Unit[] {
  return (eraOf(country(), date).below.get(provinceCode) ?? []).filter(({ level }) => level === 'district');
}

/** The units right below one: a province's districts or communes, a district's communes. In the order of codes. */
export function unitsIn(code: string, date: string): readonly Unit[] {
  const era = eraOf(country(), date);
  return (era.byCode.has(code) && era.below.get(code)) || [];
}

/** All provinces and cities of province level on a date, in the order of codes. */
export function provincesOn(date: string): readonly Unit[] {
  return eraOf(country(), date).below.get('') ?? [];
}

/**
 * A place as it is written within an address on a date: `phường Giảng Võ, thành phố Hà Nội`, `Giang Vo Ward, Ha Noi
 * City`. Refuses with `territory.not_found` when no unit bears the code on that date.
 */
export function placeName(code: string, date: string, language: Language): string {
  const era = eraOf(country(), date);
  const unit = era.byCode.get(code);
  if (!unit) throw new Refusal('territory.not_found', 404, { values: { code, date } });
  return nameWithin(era, unit, language);
}
