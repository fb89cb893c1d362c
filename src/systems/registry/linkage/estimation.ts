import { allPairs } from './blocking.ts';
import { type Comparison, comparisonsOf, type LinkageDefinition, MISSING, termKinds } from './comparison.ts';
import { MatchWeigher, probabilityOf } from './match-weight.ts';
import type { ComparisonEstimate, LinkageModel, TermTable } from './model.ts';
import { type CandidatePairs, pairComparer, type Patterns, patternsOf } from './patterns.ts';
import type { RecordSet } from './record-set.ts';

export interface TrainingOptions {
  /** The same seed gives the same model; 1 when left out. */
  seed?: number;
  /** Pairs taken at random for u; RANDOM_PAIRS when left out. */
  randomPairs?: number;
  /** As how many pairs counts what is held of m beforehand; a hundredth of a pair for each record, 500 at least, when left out. */
  heldPairs?: number;
}

const RANDOM_PAIRS = 1_000_000;
const ITERATIONS_MOST = 200;
/** No probability changes by more when estimation has converged. */
const TOLERANCE = 1e-6;
/** What is held of u before any pair was seen counts as so many pairs: no probability becomes 0. */
const BEFOREHAND = 1;
/**
 * What is held of m counts as so many pairs for each record, and so many at least. In a register with hardly a duplicate it keeps namesakes
 * from being learnt as matches; where there are matches, it weighs little beside them.
 */
const BEFOREHAND_PER_RECORD = 0.01;
const BEFOREHAND_LEAST = 500;
/** Beforehand, matches are held to agree wholly so often, and to differ so often; each level between has half of the one before. */
const AGREE_AT_START = 0.9;
const DIFFER_AT_START = 0.02;
const NEXT_LEVEL_AT_START = 0.5;
/** At the start, this share of the smaller set is held to be in the other one too, and of one set to be there twice. */
const LINKED_AT_START = 0.5;
const DUPLICATE_AT_START = 0.02;

type Probabilities = Float64Array[];

/** Pairs that are alike for estimation: of one pattern, and with values of about the same frequency. */
interface Cells {
  patterns: Patterns;
  pattern: Int32Array;
  counts: Float64Array;
  /** What the frequency of the values adds to the weight of the pattern. */
  bits: Float64Array;
}

/**
 * Learns a model without labels. u comes from pairs taken at random, m and the prior by expectation and maximisation over
 * the candidate pairs, in which every pair weighs by the probability that it is a match under the model so far, the
 * frequency of its values included: otherwise, in a large register, namesakes are so many that they are learnt as matches.
 * The prior is that of all pairs: what blocking leaves out weighs nothing. Random pairs that are matches by chance are
 * weighed down in u the same way, which matters in small sets. Refuses (RangeError) a set without candidate pairs.
 */
export function trainModel<Row>(
  definition: LinkageDefinition<Row>,
  set: RecordSet,
  pairs: CandidatePairs,
  options: TrainingOptions = {},
): LinkageModel {
  const { seed = 1, randomPairs = RANDOM_PAIRS } = options;
  if (pairs.one.length === 0) throw new RangeError(`${definition.name}: blocking makes no pairs to learn from`);
  const comparisons = comparisonsOf(definition);
  const random = ofPatterns(randomPatterns(definition, set, { seed, pairs: randomPairs }));
  const terms = termTables(definition, set);
  const candidates = byFrequency(definition, set, pairs, terms);
  const everyPair = allPairs(set);

  let prior = priorAtStart(set) / everyPair;
  let m = comparisons.map(matchesAtStart);
  const { heldPairs = Math.max(BEFOREHAND_LEAST, set.size * BEFOREHAND_PER_RECORD) } = options;
  const heldOfM = { shares: m, pairs: heldPairs };
  const heldOfU = { shares: evenly(comparisons), pairs: BEFOREHAND };
  let u = tally(random, () => 1, heldOfU);
  let iterations = 0;
  let lastChange = Infinity;
  let expectedMatches = 0;
  while (iterations < ITERATIONS_MOST && lastChange > TOLERANCE) {
    const probability = matchProbability(prior, m, u);
    const nextM = tally(candidates, (cell) => probability(candidates, cell), heldOfM);
    const nextU = tally(random, (cell) => 1 - probability(random, cell), heldOfU);
    expectedMatches = 0;
    for (let cell = 0; cell < candidates.counts.length; cell++) {
      expectedMatches += candidates.counts[cell]! * probability(candidates, cell);
    }
    const nextPrior = Math.max(expectedMatches, BEFOREHAND) / everyPair;
    lastChange = Math.max(change(m, nextM), change(u, nextU), Math.abs(nextPrior - prior) / prior);
    [m, u, prior] = [nextM, nextU, nextPrior];
    iterations++;
  }

  return {
    definition: definition.name,
    prior,
    comparisons: estimates(comparisons, terms, m, u),
    training: {
      records: set.size,
      candidatePairs: pairs.one.length,
      randomPairs,
      patterns: pairs.patterns.size,
      seed,
      iterations,
      converged: lastChange <= TOLERANCE,
      lastChange,
      expectedMatches,
    },
  };
}

function priorAtStart({ size, split }: RecordSet): number {
  return split === undefined ? size * DUPLICATE_AT_START : Math.min(split, size - split) * LINKED_AT_START;
}

function matchesAtStart({ levels }: Comparison): Float64Array {
  const last = levels.length - 1;
  const between = 1 - AGREE_AT_START - DIFFER_AT_START;
  const start = Float64Array.from(levels, (_, level) => {
    if (level === 0) return AGREE_AT_START;
    return level === last ? DIFFER_AT_START : between * NEXT_LEVEL_AT_START ** level;
  });
  const sum = start.reduce((all, probability) => all + probability, 0);
  return start.map((probability) => probability / sum);
}

const evenly = (comparisons: readonly Comparison[]): Probabilities =>
  comparisons.map(({ levels }) => new Float64Array(levels.length).fill(1 / levels.length));

/** The comparison patterns of pairs that are taken at random from all that there are, each record with another one. */
function randomPatterns<Row>(
  definition: LinkageDefinition<Row>,
  set: RecordSet,
  { seed, pairs }: { seed: number; pairs: number },
): Patterns {
  const patterns = patternsOf(definition);
  const compare = pairComparer(definition, set);
  const levels = new Int8Array(patterns.width);
  const below = uniform(seed);
  const { size, split } = set;
  if (size < 2 || split === 0 || split === size) return patterns;
  for (let count = 0; count < pairs; count++) {
    const one = below(split ?? size);
    let other = split === undefined ? below(size - 1) : split + below(size - split);
    if (split === undefined && other >= one) other++;
    compare(one, other, levels);
    patterns.count(levels);
  }
  return patterns;
}

/** Whole numbers below a bound, the same for the same seed: a Weyl sequence through a 32-bit mixer. Not for secrets. */
function uniform(seed: number): (below: number) => number {
  let state = Math.imul(seed, 0x6c07_8965) >>> 0;
  return (below) => {
    state = (state + 0x9e37_79b9) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0_aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a_2d97);
    return Math.floor((((mixed ^ (mixed >>> 15)) >>> 0) / 4_294_967_296) * below);
  };
}

const ofPatterns = (patterns: Patterns): Cells => ({
  patterns,
  pattern: Int32Array.from({ length: patterns.size }, (_, pattern) => pattern),
  counts: Float64Array.from(patterns.counts),
  bits: new Float64Array(patterns.size),
});

/** Frequencies are told apart in steps of half a bit, up to 32 bits to either side. */
const STEPS_PER_BIT = 2;
const FREQUENCY_BITS_MOST = 32;
const FREQUENCY_STEPS = 2 * FREQUENCY_BITS_MOST * STEPS_PER_BIT + 1;

function byFrequency<Row>(
  definition: LinkageDefinition<Row>,
  set: RecordSet,
  pairs: CandidatePairs,
  terms: readonly TermTable[][],
): Cells {
  const comparisons = comparisonsOf(definition);
  const alike = evenly(comparisons);
  const weigher = new MatchWeigher(definition, {
    definition: definition.name,
    prior: 0.5,
    comparisons: estimates(comparisons, terms, alike, alike),
    training: { records: set.size },
  });
  const bits = weigher.frequencyBits(set, pairs);
  const counts = new Map<number, number>();
  for (let pair = 0; pair < bits.length; pair++) {
    const most = Math.max(-FREQUENCY_BITS_MOST, Math.min(FREQUENCY_BITS_MOST, bits[pair]!));
    const step = Math.round((most + FREQUENCY_BITS_MOST) * STEPS_PER_BIT);
    const code = pairs.pattern[pair]! * FREQUENCY_STEPS + step;
    counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  const codes = Float64Array.from(counts.keys());
  return {
    patterns: pairs.patterns,
    pattern: Int32Array.from(codes, (code) => Math.floor(code / FREQUENCY_STEPS)),
    counts: Float64Array.from(counts.values()),
    bits: codes.map((code) => (code % FREQUENCY_STEPS) / STEPS_PER_BIT - FREQUENCY_BITS_MOST),
  };
}

/** Share of each level among pairs that weigh as `weight` says, missing ones left aside. */
function tally(
  { patterns, pattern, counts }: Cells,
  weight: (cell: number) => number,
  held: { shares: Probabilities; pairs: number },
): Probabilities {
  const sums = held.shares.map((shares) => shares.map((share) => share * held.pairs));
  for (let cell = 0; cell < counts.length; cell++) {
    const weighed = counts[cell]! * weight(cell);
    for (let index = 0; index < sums.length; index++) {
      const level = patterns.level(pattern[cell]!, index);
      if (level !== MISSING) sums[index]![level]! += weighed;
    }
  }
  return sums.map((shares) => {
    const total = shares.reduce((sum, share) => sum + share, 0);
    return shares.map((share) => share / total);
  });
}

/** The probability that a pair is a match, comparisons being independent of each other. */
function matchProbability(prior: number, m: Probabilities, u: Probabilities): (cells: Cells, cell: number) => number {
  const start = Math.log2(prior / (1 - prior));
  const ratios = m.map((shares, index) => shares.map((share, level) => Math.log2(share / u[index]![level]!)));
  return ({ patterns, pattern, bits }, cell) => {
    let odds_bits = start + bits[cell]!;
    for (let index = 0; index < ratios.length; index++) {
      const level = patterns.level(pattern[cell]!, index);
      if (level !== MISSING) odds_bits += ratios[index]![level]!;
    }
    return probabilityOf(odds_bits);
  };
}

function change(before: Probabilities, after: Probabilities): number {
  let most = 0;
  for (const [index, shares] of before.entries()) {
    for (const [level, share] of shares.entries()) most = Math.max(most, Math.abs(share - after[index]![level]!));
  }
  return most;
}

function estimates(
  comparisons: readonly Comparison[],
  terms: readonly TermTable[][],
  m: Probabilities,
  u: Probabilities,
): ComparisonEstimate[] {
  return comparisons.map(({ name, levels }, index) => ({
    comparison: name,
    levels: levels.map((level, at) => ({ level: level.name, m: m[index]![at]!, u: u[index]![at]! })),
    terms: terms[index]!,
  }));
}

/** The tables of each comparison, one for each kind of term. */
function termTables<Row>({ comparators }: LinkageDefinition<Row>, set: RecordSet): TermTable[][] {
  return comparators.flatMap((comparator, column) =>
    comparator.comparisons.map((comparison, within) =>
      termKinds(comparison).map((kind) => {
        const table = termTable(kind, set.columns[column]!, (value) => comparator.term(value, within, kind));
        return comparison.whole?.kind === kind ? amongOthers(table, set.size) : table;
      }),
    ),
  );
}

/** The shares of whole terms among all records but the two of a pair that agrees on them. */
function amongOthers({ kind, agreement, terms }: TermTable, records: number): TermTable {
  const others = terms.flatMap(([term, share]) => {
    const left = share - 2 / records;
    return left * records > 0.5 ? [[term, left] as const] : [];
  });
  return { kind, agreement, terms: others };
}

function termTable(
  kind: string,
  { values, counts }: RecordSet['columns'][number],
  termOf: (value: unknown) => string | undefined,
): TermTable {
  const found = new Map<string, number>();
  let total = 0;
  for (const [id, value] of values.entries()) {
    const term = termOf(value);
    if (term === undefined) continue;
    found.set(term, (found.get(term) ?? 0) + counts[id]!);
    total += counts[id]!;
  }
  const terms = [...found].map(([term, count]) => [term, count / total] as const);
  return { kind, agreement: terms.reduce((sum, [, share]) => sum + share * share, 0), terms };
}
