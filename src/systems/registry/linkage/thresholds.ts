import { allPairs } from './blocking.ts';
import { bitsOf, probabilityOf } from './match-weight.ts';
import type { LinkageModel } from './model.ts';
import type { RecordSet } from './record-set.ts';

export interface LinkageTargets {
  /** Of the links that are made without a person looking, at least this share shall be right. */
  precision: number;
  /** No single link shall be less probable than this. */
  weakestLink: number;
  /** Of the matches among the candidate pairs, at least this share shall be linked or reviewed. */
  recall: number;
  /** Nobody shall review a pair that is less probable than this. */
  weakestReview: number;
}

export const DEFAULT_TARGETS: LinkageTargets = {
  precision: 0.999,
  weakestLink: 0.95,
  recall: 0.999,
  weakestReview: 0.02,
};

/** What the model expects of the pairs at or above a threshold. */
export interface Expectation {
  pairs: number;
  precision: number;
  /** Of the matches among the candidate pairs. What blocking misses, no model can tell. */
  recall: number;
}

/** From `link_bits` on a pair is linked; below it and from `review_bits` on a steward decides; the rest is not linked. */
export interface Thresholds {
  link_bits: number;
  review_bits: number;
  expected: { link: Expectation; linkOrReview: Expectation };
}

export type Decision = 'link' | 'review' | 'not';

/** What is done with a pair of this weight. */
export function decide(weight_bits: number, { link_bits, review_bits }: Thresholds): Decision {
  if (weight_bits >= link_bits) return 'link';
  return weight_bits >= review_bits ? 'review' : 'not';
}

/** Weights are counted in steps of this many bits, from -MOST_BITS to MOST_BITS; what lies beyond counts as there. */
const STEP_BITS = 1 / 8;
const MOST_BITS = 64;
const STEPS = (2 * MOST_BITS) / STEP_BITS;

/**
 * Chooses the thresholds from the weights of the candidate pairs: the lowest that the model expects to meet the targets.
 * The expectation is the model's own. It is as good as the model: see docs/linkage.md for how it compares with the truth.
 */
export function chooseThresholds(weights: Float32Array, targets: Partial<LinkageTargets> = {}): Thresholds {
  const { precision, weakestLink, recall, weakestReview } = { ...DEFAULT_TARGETS, ...targets };
  const pairs = new Float64Array(STEPS + 1);
  const matches = new Float64Array(STEPS + 1);
  for (const bits of weights) {
    const step = Math.floor((Math.min(MOST_BITS, Math.max(-MOST_BITS, bits)) + MOST_BITS) / STEP_BITS);
    pairs[step]!++;
    matches[step]! += probabilityOf(bits);
  }
  for (let step = STEPS - 1; step >= 0; step--) {
    pairs[step]! += pairs[step + 1]!;
    matches[step]! += matches[step + 1]!;
  }
  const expectation = (step: number): Expectation => ({
    pairs: pairs[step]!,
    precision: pairs[step] === 0 ? 1 : matches[step]! / pairs[step]!,
    recall: matches[0] === 0 ? 1 : matches[step]! / matches[0]!,
  });
  let link = stepFrom(bitsOf(weakestLink));
  while (link < STEPS && expectation(link).precision < precision) link++;
  let review = link;
  const lowest = stepFrom(bitsOf(weakestReview));
  while (review > lowest && expectation(review).recall < recall) review--;
  return {
    link_bits: link * STEP_BITS - MOST_BITS,
    review_bits: review * STEP_BITS - MOST_BITS,
    expected: { link: expectation(link), linkOrReview: expectation(review) },
  };
}

const stepFrom = (bits: number) => Math.ceil((bits + MOST_BITS) / STEP_BITS);

const PRIOR_ROUNDS = 50;
const PRIOR_TOLERANCE_BITS = 1e-4;

/**
 * The prior again, now that frequencies of values count: the one at which the pairs' probabilities add up to it. Gives the
 * model with that prior, and moves the weights along with it.
 */
export function settlePrior(model: LinkageModel, set: RecordSet, weights: Float32Array): LinkageModel {
  const everyPair = allPairs(set);
  const before = bitsOf(model.prior);
  let shift = 0;
  let expectedMatches = 0;
  for (let round = 0; round < PRIOR_ROUNDS; round++) {
    expectedMatches = 0;
    for (const bits of weights) expectedMatches += probabilityOf(bits + shift);
    const next = bitsOf(Math.max(expectedMatches, 1) / everyPair) - before;
    const moved = Math.abs(next - shift);
    shift = next;
    if (moved < PRIOR_TOLERANCE_BITS) break;
  }
  for (let pair = 0; pair < weights.length; pair++) weights[pair]! += shift;
  return {
    ...model,
    prior: Math.max(expectedMatches, 1) / everyPair,
    training: { ...model.training, expectedMatches },
  };
}
