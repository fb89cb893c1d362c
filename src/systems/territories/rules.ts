/** Administrative units and their history: pure functions over the tables in `data/`. */
import type { Bilingual, Language } from '../../kernel/text.ts';
import { withoutMarks } from './spelling.ts';

export type Level = 'province' | 'district' | 'commune';

interface KindWords {
  level: Level;
  words: Bilingual;
}

/** Every kind of unit, with its level and its name in both languages. Districts ended on 30 June 2025. */
export const KINDS = {
  province: { level: 'province', words: { vi: 'tỉnh', en: 'Province' } },
  city: { level: 'province', words: { vi: 'thành phố', en: 'City' } },
  'urban-district': { level: 'district', words: { vi: 'quận', en: 'District' } },
  district: { level: 'district', words: { vi: 'huyện', en: 'District' } },
  town: { level: 'district', words: { vi: 'thị xã', en: 'Town' } },
  'provincial-city': { level: 'district', words: { vi: 'thành phố', en: 'City' } },
  ward: { level: 'commune', words: { vi: 'phường', en: 'Ward' } },
  commune: { level: 'commune', words: { vi: 'xã', en: 'Commune' } },
  township: { level: 'commune', words: { vi: 'thị trấn', en: 'Township' } },
  'special-zone': { level: 'commune', words: { vi: 'đặc khu', en: 'Special Zone' } },
} as const satisfies Record<string, KindWords>;

export type Kind = keyof typeof KINDS;

/** One administrative unit during one period. GSO codes are used again: 00004 was Trúc Bạch ward and is Ba Đình ward. */
export interface Unit {
  /** GSO code: 2 digits for a province, 3 for a district, 5 for a commune. */
  readonly code: string;
  readonly kind: Kind;
  readonly level: Level;
  /** The bare name in Vietnamese: `Giảng Võ`. */
  readonly name: string;
  /** Kind and name: `Phường Giảng Võ`, `Giang Vo Ward`. */
  readonly fullName: Bilingual;
  /** Code of the unit above; a province has none. */
  readonly parentCode: string | undefined;
  /** First day; undefined when the unit is older than our record. */
  readonly validFrom: string | undefined;
  /** The day on which it no longer stood; undefined while it stands. */
  readonly validTo: string | undefined;
}

/** How much of the older unit went into the newer one. */
export type Extent = 'whole' | 'part';

/** A unit that came after, or before, another. */
export interface Relation {
  readonly unit: Unit;
  readonly extent: Extent;
}

/** One row of `succession.tsv` taken apart: the older unit went into the newer one on that day. */
export interface Succession {
  oldCode: string;
  newCode: string;
  on: string;
  extent: Extent;
}

/** Everything known, ready to be asked. Never changes after it is built. */
export interface Territories {
  readonly units: readonly Unit[];
  readonly successions: readonly Succession[];
  /** Days on which something changed, ascending: between two of them the country is the same. */
  readonly changeDays: readonly string[];
  readonly eras: readonly Era[];
  readonly newer: ReadonlyMap<Unit, readonly Relation[]>;
  readonly older: ReadonlyMap<Unit, readonly Relation[]>;
}

/** The country between two days of change. */
export interface Era {
  readonly byCode: ReadonlyMap<string, Unit>;
  /** Units right below, by code of the unit above; provinces under the empty string. In the order of codes. */
  readonly below: ReadonlyMap<string, readonly Unit[]>;
}

const DIGITS_OF_LEVEL: Record<Level, number> = { province: 2, district: 3, commune: 5 };

/** Reads `units.tsv`. Throws on a line that is not as the header says, with its number. */
export function parseUnits(text: string): Unit[] {
  return tableLines(text, 6).map(([code, kind, name, parent, from, to], i) => {
    const known = Object.hasOwn(KINDS, kind!) ? KINDS[kind as Kind] : undefined;
    if (!known || code!.length !== DIGITS_OF_LEVEL[known.level])
      throw new Error(`units.tsv line ${i + 2}: ${code} ${kind}`);
    return Object.freeze({
      code: code!,
      kind: kind as Kind,
      level: known.level,
      name: name!,
      fullName: fullName(kind as Kind, name!),
      parentCode: parent || undefined,
      validFrom: from || undefined,
      validTo: to || undefined,
    });
  });
}

/** Reads `succession.tsv`. */
export function parseSuccession(text: string): Succession[] {
  return tableLines(text, 4).flatMap(([newCode, on, whole, part]) => [
    ...codesIn(whole!).map((oldCode) => ({ oldCode, newCode: newCode!, on: on!, extent: 'whole' as const })),
    ...codesIn(part!).map((oldCode) => ({ oldCode, newCode: newCode!, on: on!, extent: 'part' as const })),
  ]);
}

function tableLines(text: string, columns: number): string[][] {
  return text
    .split('\n')
    .slice(1)
    .filter((line) => line !== '')
    .map((line, i) => {
      const cells = line.split('\t');
      if (cells.length !== columns) throw new Error(`line ${i + 2} has ${cells.length} columns, not ${columns}`);
      return cells;
    });
}

function codesIn(cell: string): string[] {
  return cell === '' ? [] : cell.split(' ');
}

/**
 * Kind and name. In English without diacritics, and a number follows its kind: Ward 5, District 1. In Vietnamese the
 * kind begins with a capital, as where a name stands by itself.
 */
function fullName(kind: Kind, name: string): Bilingual {
  const { words } = KINDS[kind];
  const plain = withoutMarks(name);
  return {
    vi: `${words.vi.charAt(0).toUpperCase()}${words.vi.slice(1)} ${name}`,
    en: isNumber(name) ? `${words.en} ${plain}` : `${plain} ${words.en}`,
  };
}

function isNumber(name: string): boolean {
  return /^(\d+|[IVX]+)$/.test(name);
}

/** Joins units and their relations. Throws when a relation or a parent names a unit that did not stand on that day. */
export function buildTerritories(units: readonly Unit[], successions: readonly Succession[]): Territories {
  const changeDays = [...new Set(units.flatMap(({ validFrom, validTo }) => [validFrom, validTo]))]
    .filter((day) => day !== undefined)
    .sort();
  // The first era begins before every record: the empty string sorts before every date.
  const eras = ['', ...changeDays].map((day) => buildEra(units, day));
  const newer = new Map<Unit, Relation[]>();
  const older = new Map<Unit, Relation[]>();
  for (const { oldCode, newCode, on, extent } of successions) {
    const era = changeDays.indexOf(on) + 1;
    const before = eras[era - 1]?.byCode.get(oldCode);
    const after = eras[era]?.byCode.get(newCode);
    if (era === 0 || before?.validTo !== on || after?.validFrom !== on)
      throw new Error(`succession ${oldCode} → ${newCode}: no change of both units on ${on}`);
    append(newer, before, { unit: after, extent });
    append(older, after, { unit: before, extent });
  }
  const territories = { units, successions, changeDays, eras, newer, older };
  relateDistricts(territories, newer);
  return territories;
}

function buildEra(units: readonly Unit[], day: string): Era {
  const byCode = new Map<string, Unit>();
  for (const unit of units) {
    if (!stoodOn(unit, day)) continue;
    if (byCode.has(unit.code)) throw new Error(`two units bear ${unit.code} on ${day}`);
    byCode.set(unit.code, unit);
  }
  const below = new Map<string, Unit[]>();
  for (const unit of byCode.values()) {
    if (unit.parentCode !== undefined && !byCode.has(unit.parentCode))
      throw new Error(`${unit.code} lies in ${unit.parentCode}, which does not stand on ${day}`);
    append(below, unit.parentCode ?? '', unit);
  }
  return { byCode, below };
}

/** A district's successors are those of its communes: it went over whole when all of them went whole into one. */
function relateDistricts({ eras }: Territories, newer: Map<Unit, Relation[]>): void {
  for (const { byCode, below } of eras) {
    for (const district of byCode.values()) {
      if (district.level !== 'district' || newer.has(district)) continue;
      const heirs = new Set(
        (below.get(district.code) ?? []).flatMap((unit) => newer.get(unit) ?? []).map(({ unit }) => unit),
      );
      const extent = heirs.size === 1 ? 'whole' : 'part';
      newer.set(
        district,
        [...heirs].map((unit) => ({ unit, extent })),
      );
    }
  }
}

function append<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

function stoodOn({ validFrom, validTo }: Unit, day: string): boolean {
  return (validFrom === undefined || validFrom <= day) && (validTo === undefined || day < validTo);
}

/** The country as it was on a civil date (`YYYY-MM-DD`). */
export function eraOf({ eras, changeDays }: Territories, date: string): Era {
  let era = changeDays.length;
  while (era > 0 && date < changeDays[era - 1]!) era--;
  return eras[era]!;
}

/** A unit and all units above it, from the small to the large; the last is a province. */
export function lineAbove(era: Era, unit: Unit): Unit[] {
  const line = [unit];
  for (let at = unit; at.parentCode !== undefined; line.push(at)) at = era.byCode.get(at.parentCode)!;
  return line;
}

/** All communes under a province, through its districts where there were districts, in the order of codes. */
export function communesUnder(era: Era, provinceCode: string): Unit[] {
  if (era.byCode.get(provinceCode)?.level !== 'province') return [];
  return (era.below.get(provinceCode) ?? []).flatMap((unit) =>
    unit.level === 'commune' ? [unit] : (era.below.get(unit.code) ?? []),
  );
}

/**
 * The units that on `date` stood where `unit` stood or stands, following splits and merges in either direction. A unit
 * is `whole` when every step to it was.
 */
export function standingOn({ newer, older }: Territories, unit: Unit, date: string): Relation[] {
  const found = new Map<Unit, Extent>();
  const seen = new Set<Unit>();
  let front: Relation[] = [{ unit, extent: 'whole' }];
  while (front.length > 0) {
    const next: Relation[] = [];
    for (const { unit: at, extent } of front) {
      if (stoodOn(at, date)) {
        found.set(at, found.get(at) === 'whole' ? 'whole' : extent);
        continue;
      }
      if (seen.has(at)) continue;
      seen.add(at);
      const steps = (at.validTo !== undefined && at.validTo <= date ? newer : older).get(at) ?? [];
      for (const step of steps) next.push({ unit: step.unit, extent: extent === 'whole' ? step.extent : 'part' });
    }
    front = next;
  }
  return [...found].map(([standing, extent]) => ({ unit: standing, extent }));
}

const HO_CHI_MINH_CITY = '79';

/**
 * A unit within a sentence or an address, with all units above it: `phường Giảng Võ, thành phố Hà Nội`. The kind is
 * written small, but with a capital before a number and in Thành phố Hồ Chí Minh (Decree 30/2020/NĐ-CP, annex II, III.1).
 */
export function nameWithin(era: Era, unit: Unit, language: Language): string {
  return lineAbove(era, unit)
    .map(({ code, name, fullName: full }) => {
      const capital = language === 'en' || isNumber(name) || code === HO_CHI_MINH_CITY;
      return capital ? full[language] : full[language].charAt(0).toLowerCase() + full[language].slice(1);
    })
    .join(', ');
}
