import { EFFECTS, type Effect, type Outcome, growth } from './outcome.ts';
import { NOTHING, type Sum, greaterOf, plus, sizeOf, timesOf } from './sum.ts';

/** How many people, and the sum of their marks: by which the same set of people is known again. */
export interface Head {
  people: number;
  marks: number;
}

/** The exact money of a cell. */
export interface CellMoney {
  before: Sum;
  /** By how much it grows; where it falls for some it is less than what is moved. */
  growth: Sum;
  moved: Sum;
  /** The most that one person adds to the first, and moves. */
  mostBefore: Sum;
  mostMoved: Sum;
}

/** What was counted, exactly; nobody but `protecting.ts` sees it. Plain data. */
export interface Tally {
  people: number;
  /** How many combinations were decided. */
  combinations: number;
  /** For each cell and effect. */
  heads: Record<Effect, Head>[];
  money: CellMoney[];
  /** Both answers in words, with the people: the changes that there are. */
  changes: Map<string, Head & { from: string; to: string }>;
}

/** Answers that are alike beyond so many are counted together. */
const MOST_CHANGES = 500;
const OTHERS = '';

export function emptyTally(cells: number): Tally {
  return {
    people: 0,
    combinations: 0,
    heads: Array.from(
      { length: cells },
      () => Object.fromEntries(EFFECTS.map((effect) => [effect, { people: 0, marks: 0 }])) as Record<Effect, Head>,
    ),
    money: Array.from({ length: cells }, () => ({
      before: NOTHING,
      growth: NOTHING,
      moved: NOTHING,
      mostBefore: NOTHING,
      mostMoved: NOTHING,
    })),
    changes: new Map(),
  };
}

/** Adds the people of an outcome, counted for each cell. The first cell is everybody. */
export function addOutcome(tally: Tally, outcome: Outcome, counts: Uint32Array, marks: Uint32Array): void {
  const grown = growth(outcome);
  for (let cell = 0; cell < counts.length; cell++) {
    const people = counts[cell]!;
    if (people === 0) continue;
    addHead(tally.heads[cell]![outcome.effect], { people, marks: marks[cell]! });
    // Who has no answer from one edition has no amount to compare.
    if (outcome.effect === 'undecided') continue;
    const [one, more] = [timesOf(outcome.before ?? 0, 1), timesOf(grown, 1)];
    addMoney(tally.money[cell]!, {
      before: timesOf(outcome.before ?? 0, people),
      growth: timesOf(grown, people),
      moved: sizeOf(timesOf(grown, people)),
      mostBefore: sizeOf(one),
      mostMoved: sizeOf(more),
    });
  }
  if (counts[0]! > 0) addChange(tally, { ...outcome.change, people: counts[0]!, marks: marks[0]! });
}

function addHead(head: Head, more: Head): void {
  head.people += more.people;
  head.marks = (head.marks + more.marks) >>> 0;
}

function addMoney(money: CellMoney, more: CellMoney): void {
  money.before = plus(money.before, more.before);
  money.growth = plus(money.growth, more.growth);
  money.moved = plus(money.moved, more.moved);
  money.mostBefore = greaterOf(money.mostBefore, more.mostBefore);
  money.mostMoved = greaterOf(money.mostMoved, more.mostMoved);
}

function addChange(tally: Tally, change: Head & { from: string; to: string }): void {
  const key = JSON.stringify([change.from, change.to]);
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
  more.heads.forEach((heads, cell) => {
    for (const effect of EFFECTS) addHead(tally.heads[cell]![effect], heads[effect]);
  });
  more.money.forEach((money, cell) => addMoney(tally.money[cell]!, money));
  for (const change of more.changes.values()) addChange(tally, change);
}
