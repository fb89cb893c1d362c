import { numberText } from '../feel/decimal.ts';
import { EFFECTS, type Effect } from './outcome.ts';
import type { Breakdown, Recipe } from './recipe.ts';
import { NOTHING, type Sum, numericOf, plus, roundedSum } from './sum.ts';
import { FEWEST_SHOWN, type Grid, gridOf, hideMore } from './suppression.ts';
import type { Amount, Head, Met, Tally } from './tally.ts';

/** Counts are shown as multiples of this. */
export const ROUNDED_TO = 10;
/** Digits of an amount that are shown. */
const DIGITS = 3;
const MOST_CHANGES_SHOWN = 30;

/** A cell as it is shown. Null: so few people that it is not shown, or as many as would give others away. */
export interface ShownCell {
  cell: string;
  people: number | null;
  effects: Record<Effect, number | null>;
  /** Amounts as decimals, of one time (a month, a year, once), of those whose number is shown. */
  before: string | null;
  growth: string | null;
  after: string | null;
}

/** What a trial tells: counts that give nobody away. */
export interface TrialResult {
  total: ShownCell;
  tables: { name: string; cells: ShownCell[] }[];
  /** The commonest changes of the answer, in the answer's own words. */
  changes: { from: string; to: string; people: number }[];
  /** How many combinations of facts the law could tell apart. */
  combinations: number;
}

/**
 * What may be told of a tally. Fewer than 10 people are not shown, nor what would let them be worked out (`hideMore`). Every
 * other count is rounded up or down to a multiple of 10, by chance but always alike for the same people: the chance comes
 * from the sum of their marks. So the difference of two trials that differ by one person says nothing, because the two counts
 * were rounded by different chances; and the same question asked again has the same answer.
 *
 * Amounts are those of the people whose number is shown, so that they tell nothing that the numbers do not. Up to what
 * one person has is added or taken away, by a chance of the same kind, so that nobody's own amount can be worked out; then they
 * have three digits. Where one person makes more than half of an amount it is left out.
 */
export function protect(tally: Tally, { breakdowns, measure }: Pick<Recipe, 'breakdowns' | 'measure'>): TrialResult {
  let from = 1;
  const parts = breakdowns.map(({ name, cells }) => {
    const at = cells.map((_, i) => from + i);
    from += cells.length;
    return { name, cells, at };
  });
  const grids = parts.map(({ at }) => gridOf([...at, 0].map((cell) => countsOf(tally.cells[cell]!))));
  hideInAll(grids);
  const hasMoney = measure.per !== 'none';
  const hiddenInTotal = grids[0]?.hidden.at(-1) ?? gridOf([countsOf(tally.cells[0]!)]).hidden[0]!;
  return {
    total: shownCell(tally.cells[0]!, { name: 'all', hidden: hiddenInTotal, hasMoney }),
    tables: parts.map(({ name, cells, at }, table) => ({
      name,
      cells: at.map((cell, i) =>
        shownCell(tally.cells[cell]!, { name: cells[i]!, hidden: grids[table]!.hidden[i]!, hasMoney }),
      ),
    })),
    changes: changesOf(tally, hiddenInTotal),
    combinations: tally.combinations,
  };
}

const countsOf = (met: Record<Effect, Head>): number[] => {
  const counts = EFFECTS.map((effect) => met[effect].people);
  return [...counts, counts.reduce((sum, each) => sum + each, 0)];
};

/** All tables have one row of totals: what one hides there is hidden in all. */
function hideInAll(grids: readonly Grid[]): void {
  for (let goesOn = true; goesOn;) {
    goesOn = false;
    for (const grid of grids) goesOn = hideMore(grid) || goesOn;
    for (let column = 0; column <= EFFECTS.length; column++) {
      if (!grids.some(({ hidden }) => hidden.at(-1)![column])) continue;
      for (const { hidden } of grids) {
        goesOn ||= !hidden.at(-1)![column];
        hidden.at(-1)![column] = true;
      }
    }
  }
}

/** Whose money changes. */
const MOVED: readonly Effect[] = ['gains', 'loses', 'newly_in', 'newly_out'];
/** Who has money before. */
const HAD: readonly Effect[] = ['gains', 'loses', 'same', 'newly_out', 'changed'];

function shownCell(
  met: Record<Effect, Met>,
  { name, hidden, hasMoney }: { name: string; hidden: readonly boolean[]; hasMoney: boolean },
): ShownCell {
  const isShown = (effect: Effect): boolean => !hidden[EFFECTS.indexOf(effect)];
  const effects = EFFECTS.map((effect): [Effect, number | null] => [
    effect,
    isShown(effect) ? roundedCount(met[effect]) : null,
  ]);
  const together = (all: readonly Effect[], which: 'before' | 'growth'): Sum | null => {
    if (!hasMoney) return null;
    const told = all.filter(isShown).flatMap((effect) => amountTold(met[effect][which], met[effect]) ?? []);
    return told.length > 0 ? roundedSum(told.reduce(plus, NOTHING), DIGITS, { times: 1, of: 1 }) : null;
  };
  const [before, grown] = [together(HAD, 'before'), together(MOVED, 'growth')];
  const text = (sum: Sum | null): string | null => (sum === null ? null : numberText(numericOf(sum)));
  return {
    cell: name,
    people: hidden.at(-1) ? null : roundedCount(everybody(met)),
    effects: Object.fromEntries(effects) as Record<Effect, number | null>,
    before: text(before),
    growth: text(grown),
    // Who is newly entitled has nothing before.
    after: grown === null && before === null ? null : text(plus(before ?? NOTHING, grown ?? NOTHING)),
  };
}

function everybody(met: Record<Effect, Head>): Head {
  return EFFECTS.reduce<Head>(
    (sum, effect) => ({ people: sum.people + met[effect].people, marks: (sum.marks + met[effect].marks) >>> 0 }),
    { people: 0, marks: 0 },
  );
}

/** Up or down to a multiple, as likely up as it is near to it; the same people always alike. */
export function roundedCount({ people, marks }: Head): number {
  const rest = people % ROUNDED_TO;
  return people - rest + (chanceOf(marks) * ROUNDED_TO < rest ? ROUNDED_TO : 0);
}

/** A number of [0, 1) that a sum of marks decides. */
function chanceOf(marks: number): number {
  let mixed = Math.imul(marks ^ (marks >>> 16), 0x7feb352d);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x846ca68b);
  return ((mixed ^ (mixed >>> 16)) >>> 0) / 4_294_967_296;
}

/** Sets the chance of an amount apart from that of a count. */
const OTHER_CHANCE = 0x9e3779b9;
const THOUSANDTHS = 1_000;

/** An amount of so many people as it is told; null when one of them makes more than half of it. */
function amountTold({ sum, sizes, most }: Amount, head: Head): Sum | null {
  const isDominated = plus(plus(most, most), { c: -sizes.c, e: sizes.e }).c > 0n;
  if (isDominated) return null;
  const share = Math.round((2 * chanceOf(head.marks ^ OTHER_CHANCE) - 1) * THOUSANDTHS);
  const moved = plus({ c: sum.c * BigInt(THOUSANDTHS), e: sum.e }, { c: most.c * BigInt(share), e: most.e });
  return roundedSum(moved, DIGITS, { times: roundedCount(head), of: head.people * THOUSANDTHS });
}

function changesOf({ changes }: Tally, hiddenInTotal: readonly boolean[]): TrialResult['changes'] {
  return [...changes.values()]
    .filter(({ people, from, to }) => people >= FEWEST_SHOWN && from !== to)
    .filter(({ effect }) => !hiddenInTotal[EFFECTS.indexOf(effect)])
    .toSorted((a, b) => b.people - a.people)
    .slice(0, MOST_CHANGES_SHOWN)
    .map(({ from, to, ...head }) => ({ from, to, people: roundedCount(head) }));
}

/** The breakdown of a column by its own values, in order; who is unknown comes last. */
export function breakdownByValue(name: string, fact: string, values: readonly (string | null)[]): Breakdown {
  const cells = [...values.filter((value) => value !== null).toSorted(), UNKNOWN_CELL];
  return { name, fact, cells, cellOf: values.map((value) => cells.indexOf(value ?? UNKNOWN_CELL)) };
}

export const UNKNOWN_CELL = '';
