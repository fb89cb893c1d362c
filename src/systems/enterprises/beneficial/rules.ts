import { type Fraction, ONE, ZERO, compare, fraction, minus, over, plus, times } from '../share.ts';

/** What somebody holds in an enterprise directly: a person by personal number (12 digits), an enterprise by code (10). */
export interface DirectShare {
  enterprise: string;
  holder: string;
  share: Fraction;
}

/** What a person has of an enterprise: by own shares, and through every chain of others. */
export interface UltimateShare {
  person: string;
  direct: Fraction;
  total: Fraction;
}

/** From this share on a person is a beneficial owner (Decree 168/2025/NĐ-CP art. 17). */
const THRESHOLD: Fraction = fraction(1, 4);

const isPerson = (holder: string): boolean => holder.length === 12;

/**
 * What each person has of an enterprise, exactly. `shares` are those of the enterprise and of every enterprise that has a part in
 * it, directly or through others; they may run in rings. What a ring holds of itself counts for those who own the rest of it.
 *
 * The weight of an enterprise in the chain is w = e + Aᵀw (e: the enterprise asked about; A: who holds what of whom); a person
 * has the sum of the weights times the own shares. The ring that nobody stands behind has no owners.
 */
export function ultimateShares(enterprise: string, shares: readonly DirectShare[]): UltimateShare[] {
  const firms = [...new Set([enterprise, ...shares.map((held) => held.enterprise)])];
  const weights = weightsOf(enterprise, firms, shares);
  const people = new Map<string, UltimateShare>();
  for (const { enterprise: firm, holder, share } of shares) {
    if (!isPerson(holder)) continue;
    const before = people.get(holder) ?? { person: holder, direct: ZERO, total: ZERO };
    people.set(holder, {
      person: holder,
      direct: firm === enterprise ? plus(before.direct, share) : before.direct,
      total: plus(before.total, times(weights.get(firm)!, share)),
    });
  }
  return [...people.values()].toSorted((a, b) => compare(b.total, a.total) || (a.person < b.person ? -1 : 1));
}

/** Those of them who are beneficial owners by their shares. */
export const ownersByShares = (all: readonly UltimateShare[]): UltimateShare[] =>
  all.filter(({ total }) => compare(total, THRESHOLD) >= 0);

/** Solves w − Aᵀw = e by elimination, in fractions. A firm whose weight nothing fixes weighs nothing. */
function weightsOf(
  enterprise: string,
  firms: readonly string[],
  shares: readonly DirectShare[],
): Map<string, Fraction> {
  const place = new Map(firms.map((firm, i) => [firm, i]));
  const rows = firms.map((firm, i) => [
    ...firms.map((_, j) => (i === j ? ONE : ZERO)),
    firm === enterprise ? ONE : ZERO,
  ]);
  for (const { enterprise: firm, holder, share } of shares) {
    const [i, j] = [place.get(holder), place.get(firm)!];
    if (i !== undefined) rows[i]![j] = minus(rows[i]![j]!, share);
  }
  const count = firms.length;
  const pivots: (number | undefined)[] = [];
  let next = 0;
  for (let column = 0; column < count; column++) {
    const found = rows.findIndex((row, i) => i >= next && compare(row[column]!, ZERO) !== 0);
    pivots[column] = found < 0 ? undefined : next;
    if (found < 0) continue;
    [rows[next], rows[found]] = [rows[found]!, rows[next]!];
    const pivot = rows[next]!;
    const head = pivot[column]!;
    for (let j = column; j <= count; j++) pivot[j] = over(pivot[j]!, head);
    rows.forEach((row, i) => {
      const factor = row[column]!;
      if (i === next || compare(factor, ZERO) === 0) return;
      for (let j = column; j <= count; j++) row[j] = minus(row[j]!, times(factor, pivot[j]!));
    });
    next++;
  }
  return new Map(
    firms.map((firm, column) => [firm, pivots[column] === undefined ? ZERO : rows[pivots[column]]![count]!]),
  );
}
