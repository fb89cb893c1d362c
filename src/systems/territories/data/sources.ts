/**
 * Reads the three public sources of the unit tables and brings their names to one spelling. Part of the generator
 * (`make-units.ts`); the product never imports it.
 */
import { readFileSync } from 'node:fs';
import type { Kind } from '../rules.ts';

/** A unit as a source lists it: the GSO code, what it is and its bare name in NFC. */
export interface ListedUnit {
  code: string;
  kind: Kind;
  name: string;
}
export interface ListedDistrict extends ListedUnit {
  communes: ListedUnit[];
}
export interface OldProvince extends ListedUnit {
  districts: ListedDistrict[];
}
export interface NewProvince extends ListedUnit {
  communes: ListedUnit[];
}

interface RawUnit {
  Code: string;
  Name: string;
  FullName: string;
  District?: RawUnit[] | null;
  Ward?: RawUnit[] | null;
  Wards?: RawUnit[] | null;
}

const PROVINCE_KINDS: Record<string, Kind> = { Tỉnh: 'province', 'Thành phố': 'city' };
const DISTRICT_KINDS: Record<string, Kind> = {
  Quận: 'urban-district',
  Huyện: 'district',
  'Thị xã': 'town',
  'Thành phố': 'provincial-city',
};
const COMMUNE_KINDS: Record<string, Kind> = {
  Xã: 'commune',
  Phường: 'ward',
  'Thị trấn': 'township',
  'Đặc khu': 'special-zone',
};

/**
 * The spelling we ship: NFC, single spaces, the plain apostrophe without a space after it, "nông trường" (a state farm)
 * written out where the list abbreviates it, and a capital on each word of a name: the list loses it where the word
 * begins with a marked vowel ("Đại áng").
 */
export function tidyName(name: string): string {
  return name
    .normalize('NFC')
    .replace(/''|’|‘/g, "'")
    .replace(/'\s+/g, "'")
    .replace(/\bN\.?T\.?\s+(?=\p{Lu})/u, 'Nông trường ')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/(?<=^|[\s-])(?!trường )\p{Ll}/gu, (letter) => letter.toUpperCase());
}

/**
 * Where the list of March 2025 keeps an outdated name: since 1 December 2024 district 682 is Đạ Huoai, made of Đạ Huoai,
 * Đạ Tẻh and Cát Tiên (Resolution 1245/NQ-UBTVQH15).
 */
const CORRECTED_NAMES: Record<string, string> = { '682': 'Đạ Huoai' };

function listed(raw: RawUnit, kinds: Record<string, Kind>): ListedUnit {
  const full = raw.FullName.normalize('NFC');
  const word = Object.keys(kinds).find((candidate) => full === `${candidate} ${raw.Name.normalize('NFC')}`);
  if (!word) throw new Error(`unit ${raw.Code}: cannot tell what "${raw.FullName}" is`);
  return { code: raw.Code, kind: kinds[word]!, name: CORRECTED_NAMES[raw.Code] ?? tidyName(raw.Name) };
}

function readJson<T>(folder: string, file: string): T {
  return JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')) as T;
}

/** The country of 63 provinces as of March 2025. */
export function readOldProvinces(folder: string): OldProvince[] {
  return readJson<RawUnit[]>(folder, 'units-2025-03.json').map((province) => ({
    ...listed(province, PROVINCE_KINDS),
    districts: (province.District ?? []).map((district) => ({
      ...listed(district, DISTRICT_KINDS),
      communes: (district.Ward ?? []).map((commune) => listed(commune, COMMUNE_KINDS)),
    })),
  }));
}

/** The country of 34 provinces since 1 July 2025. */
export function readNewProvinces(folder: string): NewProvince[] {
  return readJson<RawUnit[]>(folder, 'units-2025-07.json').map((province) => ({
    ...listed(province, PROVINCE_KINDS),
    communes: (province.Wards ?? []).map((commune) => listed(commune, COMMUNE_KINDS)),
  }));
}

/** One place named in the statement of what a new commune was made from. */
export interface NamedPart {
  /** Words before the name that say what it was; empty when the statement leaves them out. */
  kind: Kind | undefined;
  name: string;
  /** The district it names to tell apart communes of one name, e.g. `quận Đống Đa`. */
  district: string | undefined;
  /** Names of other new communes that the statement says took a share of this one. */
  sharedWith: string[];
}

const UNCHANGED = /^Giữ nguyên/;
const KIND_WORDS = /^(Xã|Phường|Thị trấn|Đặc khu|Huyện)\s+(?=\S)/iu;

/** Which old communes the published statement names for each new commune; `unchanged` when it says nothing was merged. */
export function readStatements(folder: string): Map<string, { unchanged: boolean; parts: NamedPart[] }> {
  const rows = readJson<{ code: string; merged_from: string }[]>(folder, 'communes-merged-from.json');
  return new Map(
    rows.map(({ code, merged_from }) => {
      const text = merged_from.normalize('NFC');
      const unchanged = /Giữ nguyên/.test(text);
      return [code, { unchanged, parts: splitOutsideBrackets(text).map(namedPart) }];
    }),
  );
}

function splitOutsideBrackets(text: string): string[] {
  const items: string[] = [];
  let depth = 0;
  let item = '';
  for (const character of text) {
    if (character === '(') depth += 1;
    if (character === ')') depth -= 1;
    if (character === ',' && depth === 0) {
      items.push(item.trim());
      item = '';
    } else item += character;
  }
  items.push(item.trim());
  return items.filter((part) => part !== '' && !UNCHANGED.test(part));
}

function namedPart(item: string): NamedPart {
  const brackets = [...item.matchAll(/\(([^)]*)\)/g)].map((match) => match[1]!);
  const bare = item.replace(/\([^)]*\)/g, '').trim();
  const word = KIND_WORDS.exec(bare)?.[1];
  const kind = word && (COMMUNE_KINDS[capital(word)] ?? DISTRICT_KINDS[capital(word)]);
  const district = brackets.find((text) => /^(quận|huyện|thị xã|thành phố)\s/iu.test(text));
  const rest = brackets.find((text) => text.startsWith('phần còn lại sau khi sáp nhập vào'));
  return {
    kind: kind || undefined,
    name: tidyName(word ? bare.slice(word.length) : bare),
    district,
    sharedWith: (rest?.replace('phần còn lại sau khi sáp nhập vào', '') ?? '')
      .split(/,| và /)
      .map((name) => name.trim())
      .filter((name) => name !== '')
      .map((name) => name.replace(/ mới$/, '')),
  };
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1).toLowerCase();
}

/** One row of the list of pairs: names only, because its codes are its publisher's own. */
export interface NamedPair {
  oldProvince: string;
  oldDistrict: string;
  oldCommune: string;
  newProvince: string;
  newCommune: string;
}

/** The list of pairs old ward → new commune. */
export function readPairs(folder: string): NamedPair[] {
  const [, ...lines] = readFileSync(`${folder}/vietmap-old-to-new.csv`, 'utf8')
    .normalize('NFC')
    .split(/\r?\n/)
    .filter((line) => line !== '');
  return lines.map((line) => {
    const cells = line.split(',').map((cell) => cell.replace(/^"|"$/g, ''));
    if (cells.length !== 10) throw new Error(`a pair has ${cells.length} cells: ${line}`);
    return {
      oldProvince: cells[1]!,
      oldDistrict: cells[3]!,
      oldCommune: cells[5]!,
      newProvince: cells[7]!,
      newCommune: cells[9]!,
    };
  });
}

const ROMAN: Record<string, string> = { i: '1', ii: '2', iii: '3', iv: '4', v: '5', vi: '6', vii: '7', viii: '8' };
const TONES = /[\u0300\u0301\u0303\u0309\u0323]/g;

/**
 * A key under which two spellings of one name meet: case, spaces, hyphens, apostrophes, the place of the tone mark
 * (hoà/hòa), leading zeros and Roman numerals do not count. Diacritics do: they tell communes apart.
 */
export function nameKey(name: string): string {
  return remembered(nameKeys, name, () => makeNameKey(name));
}

const nameKeys = new Map<string, string>();
const foldedKeys = new Map<string, string>();

function remembered(keys: Map<string, string>, name: string, make: () => string): string {
  let key = keys.get(name);
  if (key === undefined) keys.set(name, (key = make()));
  return key;
}

function makeNameKey(name: string): string {
  return tidyName(name)
    .toLowerCase()
    .split(/[\s\-']+/)
    .map((word) => {
      const split = word.normalize('NFD');
      const tones = split.match(TONES)?.join('') ?? '';
      const letters = split.replace(TONES, '').normalize('NFC');
      return (ROMAN[letters] ?? letters.replace(/^0+(?=\d)/, '')) + tones;
    })
    .join('');
}

/** The weaker key, tried when `nameKey` finds nothing: diacritics do not count either, nor y for i. */
export function foldedKey(name: string): string {
  return remembered(foldedKeys, name, () =>
    nameKey(name).normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd').replaceAll('y', 'i'),
  );
}
