import { type Numeric, compareNumbers, isNumeric, subtract } from '../feel/decimal.ts';
import type { Answer } from '../dmn/program.ts';
import { type Value, textOf } from '../feel/value.ts';
import type { Measure } from './recipe.ts';

/** What a change of the law does to somebody. */
export const EFFECTS = ['gains', 'loses', 'newly_in', 'newly_out', 'changed', 'same', 'outside', 'undecided'] as const;
export type Effect = (typeof EFFECTS)[number];

/** What one edition says of somebody. */
interface Standing {
  /** Entitled, or to pay; null when the edition gives no answer. */
  isIn: boolean | null;
  amount: Numeric | null;
  text: string;
}

/** What becomes of everybody of one combination of facts. */
export interface Outcome {
  effect: Effect;
  before: Numeric | null;
  after: Numeric | null;
  /** Both answers in words. */
  change: { from: string; to: string };
}

const LONGEST = 120;

/** Warnings after which no answer does not mean that the law gives nothing. */
const FAILED = /^(limit|type|input)\.|^table\.(many|differing)/;

/** What both answers together mean. `isKnown`: nothing that was asked about the person is unknown to the registers. */
export function outcomeOf(given: { before: Answer; after: Answer; isKnown: boolean }, measure: Measure): Outcome {
  const [was, is] = [standingOf(given.before, given.isKnown, measure), standingOf(given.after, given.isKnown, measure)];
  return {
    effect: effectOf(was, is, measure),
    before: was.amount,
    after: is.amount,
    change: { from: was.text, to: is.text },
  };
}

function standingOf({ value, warnings }: Answer, isKnown: boolean, measure: Measure): Standing {
  const text = textOf(value).slice(0, LONGEST);
  // No row for a case is how a table says that the law gives nothing; any other null is no answer.
  if (value === null) {
    const isNothing =
      isKnown &&
      warnings.some(({ code }) => code === 'table.no_rule') &&
      !warnings.some(({ code }) => FAILED.test(code));
    return { isIn: isNothing ? false : null, amount: isNothing ? 0 : null, text };
  }
  const entry = (name: string | null): Value =>
    value instanceof Map && name !== null ? (value.get(name) ?? null) : null;
  const said = entry(measure.amount) ?? (value instanceof Map ? null : value);
  const amount = isNumeric(said) ? said : null;
  const right = entry(measure.entitled);
  if (typeof right === 'boolean') return { isIn: right, amount: right ? amount : 0, text };
  if (typeof value === 'boolean') return { isIn: value, amount: null, text };
  if (amount !== null) return { isIn: compareNumbers(amount, 0) > 0, amount, text };
  return { isIn: true, amount: null, text };
}

function effectOf(was: Standing, is: Standing, { kind }: Measure): Effect {
  if (was.isIn === null || is.isIn === null) return 'undecided';
  if (!was.isIn && !is.isIn) return 'outside';
  if (was.isIn !== is.isIn) return is.isIn ? 'newly_in' : 'newly_out';
  if (was.amount === null || is.amount === null) return was.text === is.text ? 'same' : 'changed';
  const order = compareNumbers(is.amount, was.amount);
  if (order === 0) return was.text === is.text ? 'same' : 'changed';
  return order > 0 === (kind === 'benefit') ? 'gains' : 'loses';
}

/** By how much the amount grows. */
export function growth({ before, after }: Pick<Outcome, 'before' | 'after'>): Numeric {
  return subtract(after ?? 0, before ?? 0) ?? 0;
}
