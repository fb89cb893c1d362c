import { numberText } from '../feel/decimal.ts';
import { EFFECTS, type Effect } from './outcome.ts';
import type { Breakdown, Recipe } from './recipe.ts';
import { type Sum, numericOf, plus, roundedSum, sizeOf } from './sum.ts';
import { FEWEST_SHOWN, type Grid, gridOf, hideMore } from './suppression.ts';
import type { CellMoney, Head, Tally } from './tally.ts';

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
  /** Amounts as decimals, of one time (a month, a year, once). */
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
 * from the sum of their marks. So the difference of two trials that differ by one person says nothing, because the two counts were
 * rounded by different chances; and the same question asked again has the same answer. Amounts have three digits, after the
 * same rounding of people; one that a single person makes more than half of is not shown.
 */
export function protect(tally: Tally, { breakdowns, measure }: Pick<Recipe, 'breakdowns' | 'measure'>): TrialResult {
  let from = 1;
  const parts = breakdowns.map(({ name, cells }) => {
    const at = cells.map((_, i) => from + i);
    from += cells.length;
    return { name, cells, at };
  });
  const grids = parts.map(({ at }) => gridOf([...at, 0].map((cell) => countsOf(tally.heads[cell]!))));
  hideInAll(grids);
  const shows = measure.per !== 'none';
  const tables = parts.map(({ name, cells, at }, table) => {
    const { hidden } = grids[table]!;
    const shown = at.map((cell, i) => shownCell(tally, { cell, name: cells[i]!, hidden: hidden[i]!, shows }));
    hideAmounts(
      shown,
      at.map((cell) => tally.money[cell]!),
    );
    return { name, cells: shown };
  });
  const hiddenInTotal = grids[0]?.hidden.at(-1) ?? gridOf([countsOf(tally.heads[0]!)]).hidden[0]!;
  return {
    total: shownCell(tally, { cell: 0, name: 'all', hidden: hiddenInTotal, shows }),
    tables,
    changes: changesOf(tally),
    combinations: tally.combinations,
  };
}

const countsOf = (heads: Record<Effect, Head>): number[] => {
  const counts = EFFECTS.map((effect) => heads[effect].people);
  return [...counts, counts.reduce((sum, each) => sum + each, 0)];
};

/** All tables have one row of totals: what one hides there is hidden in all. */
function hideInAll(grids: readonly Grid[]): void {
  for (let goesOn = true; goesOn;) {
    goesOn = false;
    for (const grid of grids) goesOn = hideMore(grid) || goesOn;
    EFFECTS.concat('same').forEach((_, column) => {
      if (!grids.some(({ hidden }) => hidden.at(-1)![column])) return;
      for (const { hidden } of grids) {
        goesOn ||= !hidden.at(-1)![column];
        hidden.at(-1)![column] = true;
      }
    });
  }
}

function shownCell(
  { heads, money }: Tally,
  { cell, name, hidden, shows }: { cell: number; name: string; hidden: readonly boolean[]; shows: boolean },
): ShownCell {
  const own = heads[cell]!;
  const sums = money[cell]!;
  const effects = EFFECTS.map((effect, x): [Effect, number | null] => [
    effect,
    hidden[x] ? null : roundedCount(own[effect]),
  ]);
  const before = shows
    ? amountOf(
        sums.before,
        [sums.before, sums.mostBefore],
        together(own, ['gains', 'loses', 'same', 'newly_out', 'changed']),
      )
    : null;
  const grown = shows
    ? amountOf(sums.growth, [sums.moved, sums.mostMoved], together(own, ['gains', 'loses', 'newly_in', 'newly_out']))
    : null;
  return {
    cell: name,
    people: hidden.at(-1) ? null : roundedCount(together(own, EFFECTS)),
    effects: Object.fromEntries(effects) as Record<Effect, number | null>,
    ...amountTexts(before, grown),
  };
}

function amountTexts(before: Sum | null, growth: Sum | null): Pick<ShownCell, 'before' | 'growth' | 'after'> {
  const text = (sum: Sum | null): string | null => (sum === null ? null : numberText(numericOf(sum)));
  return {
    before: text(before),
    growth: text(growth),
    after: before === null || growth === null ? null : text(plus(before, growth)),
  };
}

function together(heads: Record<Effect, Head>, effects: readonly Effect[]): Head {
  return effects.reduce<Head>(
    (sum, effect) => ({
      people: sum.people + heads[effect].people,
      marks: (sum.marks + heads[effect].marks) >>> 0,
    }),
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

/** An amount of so many people, rounded with them; null when they are few, or one of them makes more than half of it. */
function amountOf(sum: Sum, [all, most]: readonly [Sum, Sum], head: Head): Sum | null {
  if (head.people < FEWEST_SHOWN) return null;
  const isDominated = plus(plus(most, most), { c: -sizeOf(all).c, e: all.e }).c > 0n;
  return isDominated ? null : roundedSum(sum, DIGITS, { times: roundedCount(head), of: head.people });
}

/** A single amount that is not shown could be worked out from the total: the smallest of the others goes with it. */
function hideAmounts(cells: ShownCell[], money: readonly CellMoney[]): void {
  for (const amount of ['before', 'growth'] as const) {
    const hidden = cells.filter((each, i) => each[amount] === null && money[i]![amount].c !== 0n);
    if (hidden.length !== 1) continue;
    let smallest: ShownCell | undefined;
    for (const each of cells) {
      if (each[amount] === null || Number(each[amount]) === 0) continue;
      if (!smallest || Math.abs(Number(each[amount])) < Math.abs(Number(smallest[amount]))) smallest = each;
    }
    if (smallest) smallest[amount] = null;
    for (const each of cells) if (each.before === null || each.growth === null) each.after = null;
  }
}

function changesOf({ changes }: Tally): TrialResult['changes'] {
  return [...changes.values()]
    .filter(({ people, from, to }) => people >= FEWEST_SHOWN && from !== to)
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
