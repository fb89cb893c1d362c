/**
 * Compiles the two tables from the public sources. Part of the generator (`make-units.ts`); the product never imports it.
 *
 * Rule for relations: what the published statement of each new commune names is taken; a pair that only the list of pairs
 * has is taken where the statement names a whole district of communes, or where the old commune would otherwise have no
 * successor; the remaining few are left out and told.
 */
import type { Kind } from '../rules.ts';
import { matchPairs, matchStatements, provinceMerges, type Matches } from './match.ts';
import {
  readNewProvinces,
  readOldProvinces,
  readPairs,
  readStatements,
  type ListedUnit,
  type NewProvince,
  type OldProvince,
} from './sources.ts';

/** The day the districts ended and 63 provinces became 34 (Resolution 202/2025/QH15, Law 72/2025/QH15). */
const REFORM = '2025-07-01';
/** The day Thừa Thiên Huế, a province, became the city of Huế (Resolution 175/2024/QH15). */
const HUE_BECAME_A_CITY = '2025-01-01';
const HUE = '46';

interface Row {
  code: string;
  kind: Kind;
  name: string;
  parent: string;
  from: string;
  to: string;
}

/** What one unit was made of on one day. */
interface Origin {
  code: string;
  on: string;
  whole: string[];
  part: string[];
}

function unitRows(before: OldProvince[], after: NewProvince[], merges: Map<string, string[]>): Row[] {
  const unchanged = (code: string) => merges.get(code)?.join() === code;
  const row = (unit: ListedUnit, parent: string, from: string, to: string): Row => ({
    code: unit.code,
    kind: unit.kind,
    name: unit.name,
    parent,
    from,
    to,
  });
  const all: Row[] = [
    { code: HUE, kind: 'province', name: 'Thừa Thiên Huế', parent: '', from: '', to: HUE_BECAME_A_CITY },
    ...before.map((province) =>
      row(province, '', province.code === HUE ? HUE_BECAME_A_CITY : '', unchanged(province.code) ? '' : REFORM),
    ),
    ...after.filter(({ code }) => !unchanged(code)).map((province) => row(province, '', REFORM, '')),
    ...before.flatMap(({ code, districts }) => districts.map((district) => row(district, code, '', REFORM))),
    ...before.flatMap(({ districts }) =>
      districts.flatMap(({ code, communes }) => communes.map((commune) => row(commune, code, '', REFORM))),
    ),
    ...after.flatMap(({ code, communes }) => communes.map((commune) => row(commune, code, REFORM, ''))),
  ];
  return all.sort((a, b) => a.code.length - b.code.length || compare(a.code, b.code) || compare(a.from, b.from));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** An old unit with one successor went over whole; with several, in part. */
function origins(pairs: Set<string>, merges: Map<string, string[]>): Origin[] {
  const successors = new Map<string, number>();
  const predecessors = new Map<string, string[]>();
  for (const pair of [...pairs].sort()) {
    const [from, to] = pair.split('>') as [string, string];
    successors.set(from, (successors.get(from) ?? 0) + 1);
    predecessors.set(to, [...(predecessors.get(to) ?? []), from]);
  }
  return [
    { code: HUE, on: HUE_BECAME_A_CITY, whole: [HUE], part: [] },
    ...[...merges]
      .filter(([code, from]) => from.join() !== code)
      .map(([code, from]) => ({ code, on: REFORM, whole: from, part: [] })),
    ...[...predecessors].map(([code, from]) => ({
      code,
      on: REFORM,
      whole: from.filter((old) => successors.get(old) === 1),
      part: from.filter((old) => successors.get(old)! > 1),
    })),
  ].sort((a, b) => a.code.length - b.code.length || compare(a.code, b.code) || compare(a.on, b.on));
}

/** The pairs to ship, and those left out because the statement of the new commune does not name the old one. */
function settle(stated: Matches, listed: Matches, wholeDistricts: Set<string>): { taken: Set<string>; left: string[] } {
  const taken = new Set(stated.pairs);
  const followed = new Set([...taken].map((pair) => pair.split('>')[0]!));
  const left: string[] = [];
  for (const pair of listed.pairs) {
    if (taken.has(pair)) continue;
    const [from, to] = pair.split('>') as [string, string];
    if (wholeDistricts.has(to) || !followed.has(from)) taken.add(pair);
    else left.push(pair);
  }
  return { taken, left };
}

export interface Compiled {
  units: string;
  succession: string;
  /** How far the two sources agree, in code pairs `old>new`. */
  agreement: { both: number; onlyStated: string[]; onlyListed: string[]; left: string[] };
  /** What was named and is no unit, or could not be told. */
  unread: string[];
}

/** Reads the sources in `folder` and gives the text of both tables. */
export function compileTables(folder: string): Compiled {
  const before = readOldProvinces(folder);
  const after = readNewProvinces(folder);
  const rows = readPairs(folder);
  const statements = readStatements(folder);
  const merges = provinceMerges(rows, before, after);
  const listed = matchPairs(rows, before, after);
  const stated = matchStatements(statements, before, after, merges, listed.pairs);
  const wholeDistricts = new Set(
    [...statements].filter(([, { parts }]) => parts.some(({ kind }) => kind === 'district')).map(([code]) => code),
  );
  const { taken, left } = settle(stated, listed, wholeDistricts);
  return {
    units: table(
      ['code', 'kind', 'name', 'parent', 'valid_from', 'valid_to'],
      unitRows(before, after, merges).map(({ code, kind, name, parent, from, to }) => [
        code,
        kind,
        name,
        parent,
        from,
        to,
      ]),
    ),
    succession: table(
      ['code', 'on', 'made_of_whole', 'made_of_part'],
      origins(taken, merges).map(({ code, on, whole, part }) => [code, on, whole.join(' '), part.join(' ')]),
    ),
    agreement: {
      both: [...stated.pairs].filter((pair) => listed.pairs.has(pair)).length,
      onlyStated: [...stated.pairs].filter((pair) => !listed.pairs.has(pair)),
      onlyListed: [...listed.pairs].filter((pair) => !stated.pairs.has(pair)),
      left,
    },
    unread: [...listed.open, ...stated.open],
  };
}

function table(head: string[], lines: string[][]): string {
  return [head, ...lines].map((cells) => `${cells.join('\t')}\n`).join('');
}
