import {
  clerkList,
  type ClerkErrorRates,
  type ListedPerson,
  registerEntry,
  twinsAndNamesakes,
} from '../../../../country/example/clerk-errors.ts';
import {
  type ExamplePerson,
  type ExamplePlace,
  exampleCountry,
  exampleFamilies,
} from '../../../../country/example/index.ts';
import { PROVINCES } from '../../../../country/index.ts';
import { communesOf, placeOn, predecessors, provinceOf, provincesOn } from '../../../territories/index.ts';
import type { LinkageDefinition } from '../comparison.ts';
import type { Link } from '../linkage.ts';
import { type LinkablePerson, type PlaceKnowledge, peopleLinkage } from '../people.ts';

const TODAY = '2026-11-21';
/** The last day of the 63 provinces and their communes. */
const BEFORE_MERGER = '2025-06-30';

/** A commune of before the merger is written with that day, because codes are used again: `00004@2025-06-30`. */
const placesByTerritories: PlaceKnowledge = {
  today: (code) => {
    const [bare, date] = code.split('@') as [string, string | undefined];
    return date === undefined ? [bare] : placeOn({ code: bare, date }, TODAY).map(({ unit }) => unit.code);
  },
  province: (code) => {
    const unit = placesByTerritories.today(code)[0];
    return unit && provinceOf(unit, TODAY)?.code;
  },
};

/** How the lists of this example are linked. */
export function exampleLinkage(): LinkageDefinition<LinkablePerson> {
  return peopleLinkage(placesByTerritories);
}

function examplePlaces(): ExamplePlace[] {
  return provincesOn(TODAY).flatMap((province) =>
    communesOf(province.code, TODAY).map((commune) => ({
      communeCode: commune.code,
      communeName: commune.fullName.vi,
      provinceCode: province.code,
      provinceName: province.name,
      oldProvinceCodes: [...PROVINCES.get(province.code)!.oldCodes],
    })),
  );
}

/** How a commune is written now and was before; each is worked out once. */
function writings(): (communeCode: string) => { now: string; before: readonly string[] } {
  const known = new Map<string, { now: string; before: readonly string[] }>();
  return (communeCode) => {
    let places = known.get(communeCode);
    if (!places) {
      const before = predecessors(communeCode, TODAY).map(({ unit }) => `${unit.code}@${BEFORE_MERGER}`);
      places = { now: communeCode, before };
      known.set(communeCode, places);
    }
    return places;
  };
}

/** The share of the people whom the register has, and whom the other list has: each has people whom the other lacks. */
const IN_REGISTER = 0.85;
const IN_LIST = 0.75;

export interface TwoLists {
  register: ListedPerson[];
  list: ListedPerson[];
  isMatch: (link: Link) => boolean;
  matches: number;
}

/**
 * The register of a synthetic country and a list that clerks kept of its people, with the truth. Twins and namesakes born
 * the same day are among them. The same input gives the same lists.
 */
export function twoLists(input: { people: number; seed?: number; rates?: Partial<ClerkErrorRates> }): TwoLists {
  const { people: count, seed = 1, rates = {} } = input;
  const places = writings();
  const country = exampleCountry({ people: count, today: TODAY, places: examplePlaces(), seed });
  const people = [...country.people, ...twinsAndNamesakes(country.people, seed)];
  const inRegister = [...clerkList({ people, places, share: IN_REGISTER, seed: seed + 1000 })].map(
    ({ person }) => person,
  );
  const listed = [...clerkList({ people, places, share: IN_LIST, seed, rates })];
  const known = new Set(inRegister);
  return {
    register: inRegister.map((person) => registerEntry(people[person]!, places)),
    list: listed.map(({ entry }) => entry),
    isMatch: ({ one, other }) => inRegister[one] === listed[other]!.person,
    matches: listed.filter(({ person }) => known.has(person)).length,
  };
}

/** People of the stream that are held at once. */
const BATCH = 2_000;
/** The share of the people who are entered a second time, by another clerk. */
const ENTERED_TWICE = 0.05;

/** One entry of a register, and which person it is. */
export interface RegisterEntry {
  entry: ListedPerson;
  person: number;
}

/** A register in which some people were entered twice, the second time with a clerk's errors; as a stream, in little memory. */
export function* registerWithDuplicates(input: { records: number; seed?: number }): Generator<RegisterEntry> {
  const { records, seed = 1 } = input;
  const places = writings();
  const people = Math.max(100, Math.ceil(records / (1 + ENTERED_TWICE)));
  const families = exampleFamilies({ people, today: TODAY, places: examplePlaces(), seed });
  let batch: ExamplePerson[] = [];
  let before = 0;
  let made = 0;
  const entries = function* (): Generator<RegisterEntry> {
    for (const [index, person] of batch.entries())
      yield { entry: registerEntry(person, places), person: before + index };
    for (const { entry, person } of clerkList({ people: batch, places, share: ENTERED_TWICE, seed: seed + before })) {
      yield { entry, person: before + person };
    }
    before += batch.length;
    batch = [];
  };
  for (const { people: family } of families) {
    batch.push(...family);
    if (batch.length < BATCH) continue;
    for (const entry of entries()) if (made++ < records) yield entry;
  }
  for (const entry of entries()) if (made++ < records) yield entry;
}
