import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { compare, fraction, ONE, percentOf, plus, ZERO } from '../share.ts';
import { type DirectShare, ownersByShares, ultimateShares } from './rules.ts';

const firm = (i: number) => String(9_700_000_000 + i);
const person = (i: number) => String(1_090_000_000 + i).padStart(12, '0');
const held = (of: number, holder: string, parts: number, of100 = 100): DirectShare => ({
  enterprise: firm(of),
  holder,
  share: fraction(parts, of100),
});
const totals = (shares: DirectShare[], of = 0) =>
  Object.fromEntries(ultimateShares(firm(of), shares).map(({ person: who, total }) => [who, total]));

test('shares multiply along a chain and add up over several', () => {
  const found = totals([
    held(0, firm(1), 50),
    held(0, person(1), 10),
    held(0, firm(2), 40),
    held(1, person(1), 60),
    held(1, person(2), 40),
    held(2, person(1), 1, 3),
    held(2, person(2), 2, 3),
  ]);
  assert.deepEqual(found[person(1)], fraction(8, 15));
  assert.deepEqual(found[person(2)], fraction(7, 15));
});

test('exactly a quarter makes an owner, a hair less does not', () => {
  const of = (parts: number, whole: number) =>
    ownersByShares(ultimateShares(firm(0), [held(0, person(1), parts, whole)])).length;
  assert.deepEqual([of(1, 4), of(249_999_999_999, 1_000_000_000_000)], [1, 0]);
});

test('what a ring holds of itself falls to those who own the rest', () => {
  const ring = totals([held(0, firm(1), 50), held(0, person(1), 50), held(1, firm(0), 50), held(1, person(2), 50)]);
  assert.deepEqual(ring[person(1)], fraction(2, 3));
  assert.deepEqual(ring[person(2)], fraction(1, 3));
  assert.deepEqual(totals([held(0, firm(1), 100), held(1, firm(0), 100)]), {});
});

/** The plain model: a hundred owners' hands pass the shares on until nothing is left to pass. */
function passedOn(shares: readonly DirectShare[]): Map<string, number> {
  const people = new Map<string, number>();
  let flow = new Map([[firm(0), 1]]);
  for (let round = 0; round < 4_000 && flow.size > 0; round++) {
    const next = new Map<string, number>();
    for (const { enterprise, holder, share } of shares) {
      const amount = (flow.get(enterprise) ?? 0) * (Number(share.numerator) / Number(share.denominator));
      if (amount === 0) continue;
      const into = holder.length === 12 ? people : next;
      into.set(holder, (into.get(holder) ?? 0) + amount);
    }
    flow = new Map([...next].filter(([, amount]) => amount > 1e-15));
  }
  return people;
}

test('for any web of holdings, rings too, the exact shares are those of a plain model, and never more than the whole', () => {
  const FIRMS = 5;
  const aHolding = fc.record({
    of: fc.nat(FIRMS - 1),
    holder: fc.oneof(fc.nat(FIRMS - 1).map(firm), fc.nat(3).map(person)),
    parts: fc.integer({ min: 1, max: 30 }),
  });
  fc.assert(
    fc.property(fc.array(aHolding, { maxLength: 14 }), (given) => {
      const left = new Map<number, number>();
      const seen = new Set<string>();
      const shares = given.flatMap(({ of, holder, parts }) => {
        const room = left.get(of) ?? 100;
        if (parts > room || holder === firm(of) || seen.has(`${of} ${holder}`)) return [];
        left.set(of, room - parts);
        seen.add(`${of} ${holder}`);
        return [held(of, holder, parts)];
      });
      const exact = ultimateShares(firm(0), shares);
      const model = passedOn(shares);
      for (const { person: who, total } of exact)
        assert.ok(Math.abs(percentOf(total) / 100 - (model.get(who) ?? 0)) < 1e-5, `${who}: ${percentOf(total)}`);
      for (const who of model.keys()) assert.ok(exact.some((each) => each.person === who));
      const sum = exact.reduce((all, { total }) => plus(all, total), ZERO);
      assert.ok(compare(sum, ONE) <= 0);
    }),
    { numRuns: 200 },
  );
});
