import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { EFFECTS, type Effect, type Outcome } from './outcome.ts';
import { ROUNDED_TO, protect, roundedCount } from './protecting.ts';
import { FEWEST_SHOWN, gridOf, hideMore } from './suppression.ts';
import { addOutcome, emptyTally } from './tally.ts';

const counts = fc
  .array(
    fc.array(fc.oneof(fc.integer({ min: 0, max: 15 }), fc.integer({ min: 0, max: 5_000 })), {
      minLength: 3,
      maxLength: 3,
    }),
    {
      minLength: 2,
      maxLength: 7,
    },
  )
  .map((rows) => {
    const whole = rows.map((row) => [...row, row.reduce((sum, each) => sum + each, 0)]);
    return [...whole, whole[0]!.map((_, c) => whole.reduce((sum, row) => sum + row[c]!, 0))];
  });

/** Works out what rows and columns with one unknown give away, again and again, as whoever looks would. */
function workedOut(hidden: readonly (readonly boolean[])[], zero: (r: number, c: number) => boolean): number {
  const unknown = hidden.map((row, r) => row.map((is, c) => is && !zero(r, c)));
  let found = 0;
  for (let goesOn = true; goesOn;) {
    goesOn = false;
    const lines = [
      ...unknown.map((row, r) => row.map((_, c) => [r, c] as const)),
      ...unknown[0]!.map((_, c) => unknown.map((_row, r) => [r, c] as const)),
    ];
    for (const line of lines) {
      const open = line.filter(([r, c]) => unknown[r]![c]);
      if (open.length !== 1) continue;
      unknown[open[0]![0]]![open[0]![1]] = false;
      found += 1;
      goesOn = true;
    }
  }
  return found;
}

test('fewer than ten are never shown, and nothing that is hidden can be worked out from the totals', () => {
  fc.assert(
    fc.property(counts, (table) => {
      const grid = gridOf(table);
      hideMore(grid);
      table.forEach((row, r) => row.forEach((count, c) => assert.ok(count >= FEWEST_SHOWN || grid.hidden[r]![c])));
      const some = table.flat().filter((count) => count > 0).length;
      // A table of which a single row or column has anybody has nothing to hide them behind but itself.
      if (some < 9) return;
      const isShownSomewhere = grid.hidden.some((row, r) => row.some((is, c) => !is && table[r]![c]! > 0));
      if (isShownSomewhere)
        assert.equal(
          workedOut(grid.hidden, (r, c) => table[r]![c] === 0),
          0,
        );
    }),
    { numRuns: 300 },
  );
});

test('a count is rounded to a multiple of ten that is nearest from above or below, the same people always alike', () => {
  fc.assert(
    fc.property(fc.nat(1_000_000), fc.nat(0xffff_ffff), (people, marks) => {
      const shown = roundedCount({ people, marks });
      assert.equal(shown % ROUNDED_TO, 0);
      assert.ok(Math.abs(shown - people) < ROUNDED_TO);
      assert.equal(roundedCount({ people, marks }), shown);
    }),
  );
});

test('rounding is right on average, and one person more changes a count by no chance that could be foreseen', () => {
  let sum = 0;
  let [up, down] = [0, 0];
  for (let i = 0; i < 20_000; i++) {
    const marks = Math.imul(i, 2_654_435_761) >>> 0;
    const shown = roundedCount({ people: 1_234, marks });
    sum += shown;
    const more = roundedCount({ people: 1_235, marks: (marks + 31_337) >>> 0 });
    if (more > shown) up += 1;
    if (more < shown) down += 1;
  }
  assert.ok(Math.abs(sum / 20_000 - 1_234) < 0.2, `${sum / 20_000}`);
  assert.ok(up > 3_000 && down > 3_000, `${up} up, ${down} down`);
});

const BREAKDOWNS = [{ name: 'sex', fact: 'sex', cells: ['female', 'male'], cellOf: [1, 0] }];
const outcome = (effect: Effect, before: number, after: number): Outcome => ({
  effect,
  before,
  after,
  change: { from: String(before), to: String(after) },
});
const head = (...people: number[]): Uint32Array =>
  Uint32Array.from([people.reduce((sum, each) => sum + each, 0), ...people]);
const benefit = { entitled: null, amount: null, kind: 'benefit', per: 'month' } as const;

test('a result says how many gain and what it costs, and hides who are few', () => {
  const tally = emptyTally(3);
  addOutcome(tally, outcome('same', 500_000, 500_000), head(4_000, 3_000), head(1, 2));
  addOutcome(tally, outcome('gains', 500_000, 650_000), head(1_000, 2_000), head(3, 4));
  addOutcome(tally, outcome('newly_out', 500_000, 0), head(4, 60), head(5, 6));
  const { total, tables } = protect(tally, { breakdowns: BREAKDOWNS, measure: benefit });
  assert.equal(total.effects.gains, 3_000);
  assert.equal(total.effects.loses, null);
  const [women, men] = tables[0]!.cells;
  assert.equal(women!.effects.newly_out, null);
  assert.ok(
    men!.effects.newly_out === null || total.effects.newly_out === null,
    'or the women would be the difference',
  );
  assert.ok(Math.abs(Number(total.before) / 5_032_000_000 - 1) < 0.01, total.before!);
  assert.ok(Math.abs(Number(total.growth) / 418_000_000 - 1) < 0.01, total.growth!);
  for (const { effects } of [total, women!, men!])
    for (const effect of EFFECTS) assert.ok(effects[effect] === null || effects[effect] % ROUNDED_TO === 0);
});

test('an amount of which one person makes the most is not told', () => {
  const tally = emptyTally(3);
  addOutcome(tally, outcome('same', 100, 100), head(20, 20), head(1, 2));
  addOutcome(tally, outcome('same', 1_000_000, 1_000_000), head(1, 0), head(3, 0));
  const { total, tables } = protect(tally, { breakdowns: BREAKDOWNS, measure: benefit });
  assert.equal(total.before, null);
  assert.equal(tables[0]!.cells[0]!.before, null);
});

test('an amount hides what any one person has: with or without them it moves by chance', () => {
  const toldWith = (marks: number): number => {
    const tally = emptyTally(3);
    addOutcome(tally, outcome('gains', 0, 100), head(50, 50), Uint32Array.of(marks, marks, marks));
    return Number(protect(tally, { breakdowns: BREAKDOWNS, measure: benefit }).total.growth);
  };
  const told = Array.from({ length: 40 }, (_, i) => toldWith(Math.imul(i, 2_654_435_761) >>> 0));
  assert.ok(new Set(told).size > 5);
  assert.ok(
    told.every((amount) => Math.abs(amount - 10_000) <= 110),
    String(told),
  );
});

test('an amount is told only of those whose number is', () => {
  const tally = emptyTally(3);
  addOutcome(tally, outcome('gains', 0, 100), head(50, 50), head(1, 2));
  addOutcome(tally, outcome('newly_in', 0, 90), head(6, 3), head(1, 2));
  const { total } = protect(tally, { breakdowns: BREAKDOWNS, measure: benefit });
  assert.equal(total.effects.newly_in, null);
  assert.ok(Number(total.growth) <= 10_100);
});

test('changes of fewer than ten are not among the commonest', () => {
  const tally = emptyTally(3);
  addOutcome(tally, outcome('gains', 1, 2), head(5, 4), head(1, 2));
  addOutcome(tally, outcome('gains', 1, 3), head(50, 40), head(1, 2));
  const { changes } = protect(tally, { breakdowns: BREAKDOWNS, measure: benefit });
  assert.deepEqual(
    changes.map(({ from, to }) => [from, to]),
    [['1', '3']],
  );
});
