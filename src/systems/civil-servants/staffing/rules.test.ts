import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { powerChange } from './rules.ts';

type Period = { from: string; until: string | null };

const dayOf = (at: number): string => `2026-01-${String(at).padStart(2, '0')}`;
const covers = ({ from, until }: Period, day: string): boolean => from <= day && (until === null || day < until);

/** The directory as `organisations` keeps it: whoever is told of, and when they have the power. */
class Directory {
  readonly periods: (Period & { number: string })[] = [];

  end(number: string, from: string, on: string | null): void {
    const at = this.periods.findIndex((one) => one.number === number && one.from === from);
    assert.ok(at >= 0, 'nothing is ended that is not there');
    if (from === on) this.periods.splice(at, 1);
    else this.periods[at]!.until = on;
  }

  give(number: string, period: Period): void {
    assert.ok(period.until === null || period.from < period.until, 'nothing empty is given');
    const meets = this.periods.some(
      (one) =>
        one.number === number &&
        (one.until === null || one.until > period.from) &&
        (period.until === null || period.until > one.from),
    );
    assert.ok(!meets, 'nothing is given twice');
    this.periods.push({ number, ...period });
  }

  holdersOn(day: string): string[] {
    return this.periods.filter((one) => covers(one, day)).map(({ number }) => number);
  }
}

test('whatever becomes of an appointment and of its holder’s number, the directory says from that day what the appointment says', () => {
  const step = fc.record({
    passes: fc.integer({ min: 0, max: 5 }),
    number: fc.constantFrom('one', 'other'),
    /** How long the appointment lasts; 0: it was cancelled, null: without end. */
    lasts: fc.option(fc.integer({ min: 0, max: 20 }), { nil: null }),
  });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 10 }), fc.array(step, { minLength: 1, maxLength: 6 }), (begins, steps) => {
      const directory = new Directory();
      let told: { number: string; period: Period } | null = null;
      let now = 1;
      for (const { passes, number, lasts } of steps) {
        now = Math.min(now + passes, 28);
        const until = lasts === null ? null : dayOf(Math.min(begins + lasts, 31));
        const says = lasts === 0 ? null : { from: dayOf(begins), until };
        for (const isAgain of [false, true]) {
          const known = { says, told: told?.period ?? null, isSame: told?.number === number, on: dayOf(now) };
          const { ends, gives, stands } = powerChange(known);
          assert.ok(!isAgain || (ends === undefined && !gives), 'told again nothing is done');
          if (ends !== undefined) directory.end(told!.number, told!.period.from, ends);
          if (gives) directory.give(number, gives);
          if (stands) told = { number: gives ? number : told!.number, period: stands };
        }
        for (let day = now; day <= 31; day++) {
          const expected = says && covers(says, dayOf(day)) ? [number] : [];
          assert.deepEqual(directory.holdersOn(dayOf(day)), expected, `on day ${day}, seen on day ${now}`);
        }
      }
    }),
    { numRuns: 2_000 },
  );
});
