/** The parts that names are made of, folded, and how often each occurs. Vietnamese names are made of a few thousand. */
export type NameParts = ReadonlyMap<string, number>;

/** How a name may have been meant, and how far that is from what was typed: 0 is the same. */
export interface Reading {
  name: string;
  distance: number;
}

const MOST_PARTS = 8;
const MOST_PER_PART = 12;
/** In the part of a name that is this long one slip is believed, and from the second length on two. */
const ONE_SLIP_FROM = 3;
const TWO_SLIPS_FROM = 6;
/** A name given in another order is as far as one slip. */
const OTHER_ORDER = 1;

/**
 * The names that a folded name may have been meant as, nearest first and among equals the more usual first: as typed, with
 * slips in its parts (a letter missing, added, changed, or two swapped), and with the given name first or the family name
 * last. At most `most` readings; parts that nobody bears are not read.
 */
export function readingsOf(folded: string, parts: NameParts, most: number): Reading[] {
  const typed = folded.split(' ').filter(Boolean).slice(0, MOST_PARTS);
  if (typed.length === 0) return [];
  const near = typed.map((part) => nearParts(part, parts));
  const orders = [
    near,
    ...(near.length > 1
      ? [
          [...near.slice(-1), ...near.slice(0, -1)],
          [...near.slice(1), near[0]!],
        ]
      : []),
  ];
  const readings = new Map<string, Reading & { usual: number }>();
  orders.forEach((order, index) => {
    for (const { names, distance, usual } of nearest(order, most)) {
      const reading = { name: names.join(' '), distance: distance + (index ? OTHER_ORDER : 0), usual };
      const known = readings.get(reading.name);
      if (!known || known.distance > reading.distance) readings.set(reading.name, reading);
    }
  });
  if (!readings.has(typed.join(' '))) readings.set(typed.join(' '), { name: typed.join(' '), distance: 0, usual: 0 });
  return [...readings.values()]
    .toSorted((a, b) => a.distance - b.distance || b.usual - a.usual)
    .slice(0, most)
    .map(({ name, distance }) => ({ name, distance }));
}

interface NearPart {
  part: string;
  distance: number;
  count: number;
}

function nearParts(typed: string, parts: NameParts): NearPart[] {
  const slips = typed.length >= TWO_SLIPS_FROM ? 2 : typed.length >= ONE_SLIP_FROM ? 1 : 0;
  const near: NearPart[] = [];
  for (const [part, count] of parts) {
    if (Math.abs(part.length - typed.length) > slips) continue;
    const distance = editDistance(typed, part, slips);
    if (distance <= slips) near.push({ part, distance, count });
  }
  return near.toSorted((a, b) => a.distance - b.distance || b.count - a.count).slice(0, MOST_PER_PART);
}

/** Combinations of one part from each place, the nearest first. Keeps at most `most` at each place. */
function nearest(order: readonly NearPart[][], most: number): { names: string[]; distance: number; usual: number }[] {
  let known: { names: string[]; distance: number; usual: number }[] = [{ names: [], distance: 0, usual: 0 }];
  for (const place of order) {
    known = known
      .flatMap(({ names, distance, usual }) =>
        place.map((near) => ({
          names: [...names, near.part],
          distance: distance + near.distance,
          usual: usual + Math.log(near.count),
        })),
      )
      .toSorted((a, b) => a.distance - b.distance || b.usual - a.usual)
      .slice(0, most);
  }
  return known;
}

/** Letters to add, drop, change or swap with their neighbour (optimal string alignment); `most + 1` when more than `most`. */
export function editDistance(a: string, b: string, most: number): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const changed = last[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      let distance = Math.min(changed, last[j]! + 1, row[j - 1]! + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        distance = Math.min(distance, beforeLast[j - 2]! + 1);
      row.push(distance);
      least = Math.min(least, distance);
    }
    if (least > most) return most + 1;
    beforeLast = last;
    last = row;
  }
  return Math.min(last[b.length]!, most + 1);
}
