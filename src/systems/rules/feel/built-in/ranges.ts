import { compare } from '../compare.ts';
import type { Run } from '../run.ts';
import { FeelRange, type Value } from '../value.ts';
import { define } from './define.ts';

/** Functions that compare points and ranges (DMN 1.5, 10.3.4.10, table 78), after Allen's interval algebra. */
type Relation = (a: FeelRange, b: FeelRange) => boolean | null;

const pointRange = (point: Value): FeelRange =>
  new FeelRange({ start: point, end: point, startIncluded: true, endIncluded: true });

/** Where two ends stand to each other; null when they cannot be compared. Thrown out of a relation as `Unknown`. */
class Unknown extends Error {}

function order(a: Value, b: Value): number {
  const found = a === null || b === null ? null : compare(a, b);
  if (found === null) throw new Unknown();
  return found;
}

const before: Relation = (a, b) => {
  const gap = order(a.end, b.start);
  return gap < 0 || (gap === 0 && !(a.endIncluded && b.startIncluded));
};

const startsNoEarlier = (a: FeelRange, b: FeelRange): boolean => {
  const at = order(a.start, b.start);
  return at > 0 || (at === 0 && (b.startIncluded || !a.startIncluded));
};
const endsNoLater = (a: FeelRange, b: FeelRange): boolean => {
  const at = order(a.end, b.end);
  return at < 0 || (at === 0 && (b.endIncluded || !a.endIncluded));
};
const sameStart = (a: FeelRange, b: FeelRange): boolean =>
  order(a.start, b.start) === 0 && a.startIncluded === b.startIncluded;
const sameEnd = (a: FeelRange, b: FeelRange): boolean => order(a.end, b.end) === 0 && a.endIncluded === b.endIncluded;

const meets: Relation = (a, b) => a.endIncluded && b.startIncluded && order(a.end, b.start) === 0;
const includes: Relation = (a, b) => startsNoEarlier(b, a) && endsNoLater(b, a);
const overlaps: Relation = (a, b) => before(a, b) === false && before(b, a) === false;
const overlapsBefore: Relation = (a, b) => overlaps(a, b) === true && !startsNoEarlier(a, b) && endsNoLater(a, b);
const starts: Relation = (a, b) => sameStart(a, b) && endsNoLater(a, b);
const finishes: Relation = (a, b) => sameEnd(a, b) && startsNoEarlier(a, b);
const coincides: Relation = (a, b) => sameStart(a, b) && sameEnd(a, b);

const turned =
  (relation: Relation): Relation =>
  (a, b) =>
    relation(b, a);

function judge(name: string, relation: Relation) {
  return (run: Run, first: Value, second: Value): Value => {
    try {
      const a = first instanceof FeelRange ? first : pointRange(first);
      const b = second instanceof FeelRange ? second : pointRange(second);
      return relation(a, b);
    } catch (error) {
      if (error instanceof Unknown) return run.warn('argument.wrong', name);
      throw error;
    }
  };
}

/** The function of this name for each pair of a point or range with another. */
function relate(name: string, relation: Relation, kinds: ('point' | 'range')[][]) {
  const work = judge(name, relation);
  return define(
    name,
    ...kinds.map(([first = '', second = '']): [string, typeof work] => {
      const names = first === second ? [`${first}1`, `${second}2`] : [first, second];
      return [`${names[0]}: ${typeFor(first)}, ${names[1]}: ${typeFor(second)}`, work];
    }),
  );
}

const typeFor = (kind: string): string => (kind === 'range' ? 'range' : 'any');

const POINTS: ('point' | 'range')[][] = [
  ['range', 'range'],
  ['point', 'range'],
  ['range', 'point'],
  ['point', 'point'],
];
const RANGES: ('point' | 'range')[][] = [['range', 'range']];
const WITH_FIRST_POINT: ('point' | 'range')[][] = [
  ['range', 'range'],
  ['point', 'range'],
];
const WITH_SECOND_POINT: ('point' | 'range')[][] = [
  ['range', 'range'],
  ['range', 'point'],
];

export const RANGE_FUNCTIONS = [
  relate('before', before, POINTS),
  relate('after', turned(before), POINTS),
  relate('meets', meets, RANGES),
  relate('met by', turned(meets), RANGES),
  relate('overlaps', overlaps, RANGES),
  relate('overlaps before', overlapsBefore, RANGES),
  relate('overlaps after', turned(overlapsBefore), RANGES),
  relate('finishes', finishes, WITH_FIRST_POINT),
  relate('finished by', turned(finishes), WITH_SECOND_POINT),
  relate('includes', includes, WITH_SECOND_POINT),
  relate('during', turned(includes), WITH_FIRST_POINT),
  relate('starts', starts, WITH_FIRST_POINT),
  relate('started by', turned(starts), WITH_SECOND_POINT),
  relate('coincides', coincides, [
    ['range', 'range'],
    ['point', 'point'],
  ]),
];
