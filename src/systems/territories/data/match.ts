/**
 * Finds which old communes became which new ones, from two independent sources that name places without codes. Part of
 * the generator (`make-units.ts`); the product never imports it.
 */
import {
  foldedKey,
  nameKey,
  type ListedUnit,
  type NamedPair,
  type NamedPart,
  type NewProvince,
  type OldProvince,
} from './sources.ts';

/** An old commune with the district and province it lay in. A district without communes stands for itself. */
interface OldPlace extends ListedUnit {
  district: ListedUnit;
  province: ListedUnit;
}

export interface Matches {
  /** `old>new` code pairs. */
  pairs: Set<string>;
  /** What could not be told, in words. */
  open: string[];
}

const PROVINCE_WORDS = /^(tỉnh|thành phố|tp\.?)\s+/iu;
const UNIT_WORDS = /^(xã|phường|thị trấn|đặc khu|quận|huyện|thị xã|thành phố)\s+/iu;

function bareProvince(name: string): string {
  return nameKey(name.trim().replace(PROVINCE_WORDS, ''));
}

const WORDS: Record<string, string> = {
  ward: 'phường',
  commune: 'xã',
  township: 'thị trấn',
  'special-zone': 'đặc khu',
  district: 'huyện',
  'urban-district': 'quận',
  town: 'thị xã',
  'provincial-city': 'thành phố',
};
function spoken(unit: ListedUnit): string {
  return `${WORDS[unit.kind]} ${unit.name}`;
}

/** The one candidate that bears the name: kind and spelling, then spelling alone, then letters without diacritics. */
function oneNamed<T extends ListedUnit>(candidates: readonly T[], name: string): T[] {
  const bare = name.replace(UNIT_WORDS, '');
  for (const fits of [
    (unit: T) => nameKey(spoken(unit)) === nameKey(name),
    (unit: T) => nameKey(unit.name) === nameKey(bare),
    (unit: T) => foldedKey(spoken(unit)) === foldedKey(name),
    (unit: T) => foldedKey(unit.name) === foldedKey(bare),
  ]) {
    const found = candidates.filter(fits);
    if (found.length > 0) return found;
  }
  return [];
}

function oldPlaces(province: OldProvince): OldPlace[] {
  return province.districts.flatMap((district) =>
    (district.communes.length > 0 ? district.communes : [district]).map((unit) => ({ ...unit, district, province })),
  );
}

/** Which old provinces each new one was made from, by new code, as the list of pairs shows. */
export function provinceMerges(pairs: NamedPair[], before: OldProvince[], after: NewProvince[]): Map<string, string[]> {
  const merges = new Map<string, Set<string>>(after.map((province) => [province.code, new Set<string>()]));
  for (const pair of pairs) {
    const from = before.find((province) => nameKey(province.name) === bareProvince(pair.oldProvince));
    const to = after.find((province) => nameKey(province.name) === bareProvince(pair.newProvince));
    if (!from || !to) throw new Error(`unknown province: ${pair.oldProvince} → ${pair.newProvince}`);
    merges.get(to.code)!.add(from.code);
  }
  return new Map([...merges].map(([code, from]) => [code, [...from].sort()]));
}

/** Reads the list of pairs: a row names province, district and commune, so it points at one old unit. */
export function matchPairs(rows: NamedPair[], before: OldProvince[], after: NewProvince[]): Matches {
  const matches: Matches = { pairs: new Set(), open: [] };
  for (const row of rows) {
    const from = before.find((province) => nameKey(province.name) === bareProvince(row.oldProvince))!;
    const to = after.find((province) => nameKey(province.name) === bareProvince(row.newProvince))!;
    const districts = oneNamed(from.districts, row.oldDistrict);
    const district = districts.length === 1 ? districts[0]! : undefined;
    const found = !district
      ? []
      : district.communes.length === 0
        ? [district]
        : oneNamed(district.communes, row.oldCommune.trim());
    const target = oneNamed(to.communes, row.newCommune.trim());
    if (found.length === 1 && target.length === 1) matches.pairs.add(`${found[0]!.code}>${target[0]!.code}`);
    else
      matches.open.push(
        `${row.oldProvince}, ${row.oldDistrict}, ${row.oldCommune} → ${row.newCommune}: ${found.length} old, ${target.length} new`,
      );
  }
  return matches;
}

/**
 * Reads the statements: a name may belong to several communes of the old provinces. The district in brackets tells
 * them apart; else the list of pairs does; else the one in a district where the new commune certainly lies.
 */
export function matchStatements(
  statements: Map<string, { unchanged: boolean; parts: NamedPart[] }>,
  before: OldProvince[],
  after: NewProvince[],
  merges: Map<string, string[]>,
  other: Set<string>,
): Matches {
  const matches: Matches = { pairs: new Set(), open: [] };
  for (const province of after) {
    const old = before.filter((from) => merges.get(province.code)!.includes(from.code)).flatMap(oldPlaces);
    for (const commune of province.communes) {
      const statement = statements.get(commune.code);
      if (!statement) throw new Error(`no statement for ${commune.code} ${commune.name}`);
      const parts = statement.unchanged && statement.parts.length === 0 ? [unchangedPart(commune)] : statement.parts;
      const known = old.filter((place) => other.has(`${place.code}>${commune.code}`));
      const claimed = new Set<string>();
      const unread: NamedPart[] = [];
      let kindBefore: NamedPart['kind'];
      for (const stated of parts) {
        const part = { ...stated, kind: stated.kind ?? kindBefore };
        kindBefore = part.kind;
        const place = onePlaceNamed(old, known, part);
        if (!place) {
          unread.push(part);
          continue;
        }
        claimed.add(place.code);
        matches.pairs.add(`${place.code}>${commune.code}`);
        for (const name of part.sharedWith) {
          const sharer = oneNamed(province.communes, name);
          if (sharer.length === 1) matches.pairs.add(`${place.code}>${sharer[0]!.code}`);
          else matches.open.push(`${commune.code} ${commune.name}: shared with ${name}: ${sharer.length} found`);
        }
      }
      // A misspelt name is told by elimination: what the list of pairs knows of this commune and no other name claimed.
      const left = known.filter((place) => !claimed.has(place.code));
      if (unread.length > 0 && left.length === unread.length)
        for (const place of left) matches.pairs.add(`${place.code}>${commune.code}`);
      else
        for (const part of unread)
          matches.open.push(
            `${commune.code} ${commune.name}: ${part.kind} ${part.name}: ${left.map((place) => place.name).join(', ')}`,
          );
    }
  }
  return matches;
}

/** The old place a statement names, if it can be told. */
function onePlaceNamed(old: OldPlace[], known: OldPlace[], part: NamedPart): OldPlace | undefined {
  const name = part.kind ? `${WORDS[part.kind]} ${part.name}` : part.name;
  const inDistrict = old.filter(
    (place) => !part.district || foldedKey(spoken(place.district)) === foldedKey(part.district),
  );
  // Where the statement does not say which, it means one beside the other parts: of their old province.
  const provinces = new Set(known.map(({ province }) => province.code));
  const nearby = inDistrict.filter(({ province }) => provinces.has(province.code));
  for (const candidates of [known.filter((place) => inDistrict.includes(place)), known, nearby, inDistrict, old]) {
    const found = oneNamed(candidates, name);
    if (found.length === 1) return found[0];
  }
  return undefined;
}

function unchangedPart(commune: ListedUnit): NamedPart {
  return { kind: commune.kind, name: commune.name, district: undefined, sharedWith: [] };
}
