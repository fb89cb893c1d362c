import { makeBlocks } from './blocking.ts';
import { assignOneToOne } from './assignment.ts';
import { type Clustering, clusterDuplicates } from './clusters.ts';
import type { LinkageDefinition } from './comparison.ts';
import { trainModel, type TrainingOptions } from './estimation.ts';
import { MatchWeigher } from './match-weight.ts';
import type { LinkageModel } from './model.ts';
import { type CandidatePairs, comparePairs } from './patterns.ts';
import { type RecordSet, readRecords } from './record-set.ts';
import { chooseThresholds, type LinkageTargets, settlePrior, type Thresholds } from './thresholds.ts';

export interface LinkageOptions extends TrainingOptions {
  targets?: Partial<LinkageTargets>;
  /** Weighs by a model that was trained before, in place of training one. */
  model?: LinkageModel;
}

/** Two records that belong together, by their numbers in the set, or that a steward shall look at. */
export interface Link {
  one: number;
  other: number;
  weight_bits: number;
}

interface Weighed {
  set: RecordSet;
  model: LinkageModel;
  pairs: CandidatePairs;
  /** Of each candidate pair, in bits. */
  weights: Float32Array;
  thresholds: Thresholds;
}

/** What linking two sets came to. `other` is a number in the second set, from 0. */
export interface LinkedSets extends Weighed {
  links: Link[];
  review: Link[];
}

/** What looking for duplicates in one set came to. */
export interface FoundDuplicates extends Weighed, Clustering {
  review: Link[];
}

/**
 * Links the records of two sets, each of which has nobody twice. Trains a model without labels, unless one is given.
 * Deterministic. Refuses (RangeError) sets in which blocking makes no pairs, and more than 100 million candidate pairs.
 */
export function linkSets<Row>(
  definition: LinkageDefinition<Row>,
  sets: { first: Iterable<Row>; second: Iterable<Row> },
  options: LinkageOptions = {},
): LinkedSets {
  const weighed = weighAll(definition, readRecords(definition, sets.first, sets.second), options);
  const { set, pairs, weights, thresholds } = weighed;
  const kept = assignOneToOne(pairs, weights, { records: set.size, least_bits: thresholds.review_bits });
  const links: Link[] = [];
  const review: Link[] = [];
  for (const pair of kept) {
    const link = { one: pairs.one[pair]!, other: pairs.other[pair]! - set.split!, weight_bits: weights[pair]! };
    (link.weight_bits >= thresholds.link_bits ? links : review).push(link);
  }
  return { ...weighed, links, review };
}

/**
 * Finds records of one set that are the same, as clusters without contradictions, and pairs for a steward. Otherwise
 * like linkSets.
 */
export function findDuplicates<Row>(
  definition: LinkageDefinition<Row>,
  rows: Iterable<Row>,
  options: LinkageOptions = {},
): FoundDuplicates {
  const weighed = weighAll(definition, readRecords(definition, rows), options);
  const { set, model, pairs, weights, thresholds } = weighed;
  const weigher = new MatchWeigher(definition, model);
  const { link_bits, review_bits } = thresholds;
  const apart = (one: number, other: number) =>
    weigher.weigh(weigher.prepareFrom(set, one), weigher.prepareFrom(set, other)) < review_bits;
  const clustering = clusterDuplicates(pairs, weights, { records: set.size, link_bits, apart });
  const review: Link[] = [];
  for (let pair = 0; pair < weights.length; pair++) {
    const weight_bits = weights[pair]!;
    if (weight_bits < review_bits || weight_bits >= link_bits) continue;
    review.push({ one: pairs.one[pair]!, other: pairs.other[pair]!, weight_bits });
  }
  return { ...weighed, ...clustering, review };
}

function weighAll<Row>(definition: LinkageDefinition<Row>, set: RecordSet, options: LinkageOptions): Weighed {
  const pairs = comparePairs(definition, set, makeBlocks(definition, set));
  const trained = options.model ?? trainModel(definition, set, pairs, options);
  const weights = new MatchWeigher(definition, trained).weighPairs(set, pairs);
  const model = options.model ?? settlePrior(trained, set, weights);
  return { set, model, pairs, weights, thresholds: chooseThresholds(weights, options.targets) };
}
