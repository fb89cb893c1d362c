/** Finding units by what people type. */
import { eraOf, KINDS, type Era, type Kind, type Level, type Territories, type Unit } from './rules.ts';
import { comparable, withoutMarks } from './spelling.ts';

/** What to look for. */
export interface UnitSearch {
  /** As people type it: with or without diacritics, with or without the kind, with places above after it. */
  text: string;
  onDate: string;
  kind?: Kind;
  level?: Level;
  /** At most this many; default 10, most 100. */
  limit?: number;
}

interface Findable {
  unit: Unit;
  toned: Spelling;
  folded: Spelling;
}
/** Ways to write one place, each with a space before and after. */
interface Spelling {
  /** ` giảng võ ` */
  name: string;
  /** ` phường giảng võ ` */
  fullName: string;
  /** ` giảng võ hà nội ` */
  bare: string;
  /** ` phường giảng võ hà nội ` */
  mixed: string;
  /** ` phường giảng võ thành phố hà nội ` */
  path: string;
}

const MOST_CHARACTERS = 200;
const MOST_FOUND = 100;
const DEFAULT_FOUND = 10;
const LEVEL_ORDER: Record<Level, number> = { province: 0, district: 1, commune: 2 };
const findables = new WeakMap<Era, Findable[]>();

/**
 * Finds units by name, best first: the very name, then names that begin so, then units in whose name and the names above
 * all searched words stand, the last one perhaps only begun. With diacritics typed, names that have them come before the others.
 */
export function findUnits(territories: Territories, search: UnitSearch): Unit[] {
  const toned = comparable(search.text.slice(0, MOST_CHARACTERS));
  if (toned === '') return [];
  const folded = withoutMarks(toned);
  const era = eraOf(territories, search.onDate);
  let hits: { unit: Unit; rank: number }[] = [];
  for (const findable of findablesOf(era)) {
    const { unit } = findable;
    if ((search.kind && unit.kind !== search.kind) || (search.level && unit.level !== search.level)) continue;
    const loose = rankOf(findable.folded, folded);
    if (loose === undefined) continue;
    const strict = toned === folded ? undefined : rankOf(findable.toned, toned);
    // Typed diacritics that match outweigh every loose match but keep their own order.
    hits.push({ unit, rank: strict === undefined ? loose + RANKS : strict });
  }
  // Words found here and there say little once a name itself was found.
  const named = hits.some(({ rank }) => rank % RANKS < SCATTERED);
  if (named) hits = hits.filter(({ rank }) => rank % RANKS < SCATTERED);
  hits.sort(
    (a, b) =>
      a.rank - b.rank || LEVEL_ORDER[a.unit.level] - LEVEL_ORDER[b.unit.level] || (a.unit.code < b.unit.code ? -1 : 1),
  );
  const limit = Math.min(Math.max(search.limit ?? DEFAULT_FOUND, 0), MOST_FOUND);
  return hits.slice(0, limit).map(({ unit }) => unit);
}

const RANKS = 5;
const SCATTERED = 4;

function rankOf({ name, fullName, bare, mixed, path }: Spelling, text: string): number | undefined {
  const exact = ` ${text} `;
  if (name === exact || fullName === exact) return 0;
  if ([bare, mixed, path].some((spelling) => spelling.startsWith(exact))) return 1;
  const begun = ` ${text}`;
  if ([bare, mixed, path].some((spelling) => spelling.startsWith(begun))) return 2;
  if (path.includes(begun)) return 3;
  // Only the last word may be half typed: short words begin very many others.
  const words = text.split(' ');
  return words.every((word, i) => path.includes(i === words.length - 1 ? ` ${word}` : ` ${word} `))
    ? SCATTERED
    : undefined;
}

function findablesOf(era: Era): Findable[] {
  let made = findables.get(era);
  if (!made) {
    const spelled = new Map<Unit, Findable>();
    for (const unit of era.byCode.values()) spell(era, unit, spelled);
    findables.set(era, (made = [...spelled.values()]));
  }
  return made;
}

/** Spells a unit after the one above it, whose spelling it carries on. */
function spell(era: Era, unit: Unit, spelled: Map<Unit, Findable>): Findable {
  const known = spelled.get(unit);
  if (known) return known;
  const above = unit.parentCode === undefined ? undefined : spell(era, era.byCode.get(unit.parentCode)!, spelled);
  const fullName = comparable(unit.fullName.vi);
  const name = fullName.slice(comparable(KINDS[unit.kind].words.vi).length + 1);
  const made = {
    unit,
    toned: spellingOf(name, fullName, above?.toned),
    folded: spellingOf(withoutMarks(name), withoutMarks(fullName), above?.folded),
  };
  spelled.set(unit, made);
  return made;
}

function spellingOf(name: string, fullName: string, above: Spelling | undefined): Spelling {
  return {
    name: ` ${name} `,
    fullName: ` ${fullName} `,
    bare: ` ${name}${above?.bare ?? ' '}`,
    mixed: ` ${fullName}${above?.bare ?? ' '}`,
    path: ` ${fullName}${above?.path ?? ' '}`,
  };
}
