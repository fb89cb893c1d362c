import { EFFECTS, type Effect, type Outcome, growth } from './outcome.ts';
import { NOTHING, type Sum, greaterOf, plus, sizeOf, timesOf } from './sum.ts';

/** How many people, and the sum of their marks: by which the same set of people is known again. */
export interface Head {
  people: number;
  marks: number;
}

/** An exact sum, without signs too, and the most that one person adds to it. */
export interface Amount {
  sum: Sum;
  sizes: Sum;
  most: Sum;
}

/** People of a cell whom one effect meets, and their money: before, and by how much it grows. */
export interface Met extends Head {
  before: Amount;
  growth: Amount;
}

/** What was counted, exactly; nobody but `protecting.ts` sees it. Plain data. */
export interface Tally {
  people: number;
  /** How many combinations were decided. */
  combinations: number;
  /** For each cell and effect. The first cell is everybody. */
  cells: Record<Effect, Met>[];
  /** Both answers in words, with the people: the changes that there are. */
  changes: Map<string, Head & { effect: Effect; from: string; to: string }>;
}

/** Answers that are alike beyond so many are counted together. */
const MOST_CHANGES = 500;
const OTHERS = '';

const nothing = (): Amount => ({ sum: NOTHING, sizes: NOTHING, most: NOTHING });

export function emptyTally(cells: number): Tally {
  const met = (): Met => ({ people: 0, marks: 0, before: nothing(), growth: nothing() });
  return {
    people: 0,
    combinations: 0,
    cells: Array.from(
      { length: cells },
      () => Object.fromEntries(EFFECTS.map((effect) => [effect, met()])) as Record<Effect, Met>,
    ),
    changes: new Map(),
  };
}

/** Adds the people of an outcome, counted for each cell. */
export function addOutcome(tally: Tally, outcome: Outcome, counts: Uint32Array, marks: Uint32Array): void {
  const { effect, change } = outcome;
  const before = timesOf(outcome.before ?? 0, 1);
  const grown = timesOf(growth(outcome), 1);
  for (let cell = 0; cell < counts.length; cell++) {
    const people = counts[cell]!;
    if (people === 0) continue;
    const amountOf = (each: Sum): Amount => {
      const sum = { c: each.c * BigInt(people), e: each.e };
      return { sum, sizes: sizeOf(sum), most: sizeOf(each) };
    };
    addMet(tally.cells[cell]![effect], {
      people,
      marks: marks[cell]!,
      before: amountOf(before),
      growth: amountOf(grown),
    });
  }
  if (counts[0]! > 0) addChange(tally, { ...change, effect, people: counts[0]!, marks: marks[0]! });
}

function addHead(head: Head, more: Head): void {
  head.people += more.people;
  head.marks = (head.marks + more.marks) >>> 0;
}

function addMet(met: Met, more: Met): void {
  addHead(met, more);
  met.before = added(met.before, more.before);
  met.growth = added(met.growth, more.growth);
}

const added = (a: Amount, b: Amount): Amount => ({
  sum: plus(a.sum, b.sum),
  sizes: plus(a.sizes, b.sizes),
  most: greaterOf(a.most, b.most),
});

function addChange(tally: Tally, change: Head & { effect: Effect; from: string; to: string }): void {
  const key = JSON.stringify([change.effect, change.from, change.to]);
  const isOther = !tally.changes.has(key) && tally.changes.size >= MOST_CHANGES;
  const known = tally.changes.get(isOther ? OTHERS : key);
  if (known) addHead(known, change);
  else if (isOther) tally.changes.set(OTHERS, { ...change, from: OTHERS, to: OTHERS });
  else tally.changes.set(key, { ...change });
}

/** Adds what another thread counted. */
export function addTally(tally: Tally, more: Tally): void {
  tally.people += more.people;
  tally.combinations = Math.max(tally.combinations, more.combinations);
  more.cells.forEach((effects, cell) => {
    for (const effect of EFFECTS) addMet(tally.cells[cell]![effect], effects[effect]);
  });
  for (const change of more.changes.values()) addChange(tally, change);
}
