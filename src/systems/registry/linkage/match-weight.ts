import { comparisonsOf, type LinkageDefinition, MISSING, termKinds } from './comparison.ts';
import type { LinkageModel, TrainingReport } from './model.ts';
import type { CandidatePairs } from './patterns.ts';
import type { RecordSet } from './record-set.ts';

/** The probability of a match that a match weight in bits stands for. */
export function probabilityOf(weight_bits: number): number {
  return 1 / (1 + 2 ** -weight_bits);
}

/** The match weight in bits that a probability stands for. */
export function bitsOf(probability: number): number {
  return Math.log2(probability / (1 - probability));
}

/** A record read once: its values in the order of the comparators, and what is known of their terms. */
export interface PreparedRecord {
  values: readonly unknown[];
  termBits: readonly Float32Array[];
}

/** What one comparison gives; see MatchWeigher.contribution. */
type Give = (
  place: { comparator: number; comparison: number },
  level: number,
  one: Float32Array,
  other: Float32Array,
  oneFrom: number,
  otherFrom: number,
) => number;

const NOTHING = new Float32Array();

/** What weighing needs of a model: of its training only how many records it saw. */
type WeighingModel = Omit<LinkageModel, 'training'> & { training: Pick<TrainingReport, 'records'> };

/** One comparison of the model, ready to be added up. */
interface CompiledComparison {
  /** log2(m/u) by level. */
  weights: Float64Array;
  /** By level: the place of its kind of term among those of the comparator, or -1. */
  kinds: Int8Array;
}

interface CompiledKind {
  comparison: number;
  kind: string;
  agreement_bits: number;
  shares: ReadonlyMap<string, number>;
  /** For the term of a whole: the places of its parts' kinds. */
  parts: readonly number[] | undefined;
}

interface CompiledComparator {
  at: number;
  comparisons: readonly CompiledComparison[];
  kinds: readonly CompiledKind[];
}

/**
 * Weighs pairs by a trained model. The match weight is in bits: the logarithm of the prior odds plus what each comparison
 * gives, log2(m/u), with the frequency of the term that both sides share in place of the average one. Missing values
 * give nothing. A weaker level never gives more than a stronger one would for the same values.
 */
export class MatchWeigher<Row> {
  readonly prior_bits: number;
  readonly #definition: LinkageDefinition<Row>;
  readonly #comparators: readonly CompiledComparator[];
  /** What a term counts for that the model has not seen, and one that it has seen once. */
  readonly #least_bits: number;

  /** Refuses (RangeError) a model that was trained for other comparisons or levels. */
  constructor(definition: LinkageDefinition<Row>, model: WeighingModel) {
    assertFits(definition, model);
    this.#definition = definition;
    this.prior_bits = bitsOf(model.prior);
    this.#least_bits = Math.log2(Math.min(0.5, 2 / model.training.records));
    let at = 0;
    this.#comparators = definition.comparators.map(({ comparisons }) => {
      const first = at;
      at += comparisons.length;
      const kinds: Omit<CompiledKind, 'parts'>[] = comparisons.flatMap((_, index) =>
        model.comparisons[first + index]!.terms.map(({ kind, agreement, terms }) => ({
          comparison: index,
          kind,
          agreement_bits: Math.log2(agreement),
          shares: new Map(terms),
        })),
      );
      const placeOf = (comparison: number, kind: string) =>
        kinds.findIndex((one) => one.comparison === comparison && one.kind === kind);
      return {
        at: first,
        kinds: kinds.map((one) => {
          const { whole } = comparisons[one.comparison]!;
          const parts = whole?.kind === one.kind ? whole.parts : undefined;
          return { ...one, parts: parts?.map((part) => placeOf(part.comparison, part.kind)) };
        }),
        comparisons: comparisons.map(({ levels }, index) => ({
          weights: Float64Array.from(model.comparisons[first + index]!.levels, ({ m, u }) => Math.log2(m / u)),
          kinds: Int8Array.from(levels, ({ term }) => (term === undefined ? -1 : placeOf(index, term))),
        })),
      };
    });
  }

  /** How many comparisons there are. */
  get width(): number {
    return this.#comparators.reduce((sum, { comparisons }) => sum + comparisons.length, 0);
  }

  /**
   * What is known of a value's terms, one number for each kind of term of the comparator: the logarithm of its share; for
   * a whole, what its parts gave too much, as a number of bits not above 0.
   */
  termBits(comparator: number, value: unknown): Float32Array {
    const { kinds } = this.#comparators[comparator]!;
    const bits = new Float32Array(kinds.length);
    for (const [place, { comparison, kind, shares, parts }] of kinds.entries()) {
      const term = this.#definition.comparators[comparator]!.term(value, comparison, kind);
      if (term === undefined) continue;
      const share = shares.get(term);
      if (parts) {
        // A part that the value does not have stands at 0 bits: it gave nothing.
        const byParts = parts.reduce((sum, part) => sum + bits[part]!, 0);
        bits[place] = share === undefined ? 0 : Math.min(0, byParts - Math.log2(share));
      } else {
        bits[place] = share === undefined ? this.#least_bits : Math.max(this.#least_bits, Math.log2(share));
      }
    }
    return bits;
  }

  /** What a comparison gives at a level, in bits. `one` and `other` are the values' term bits, each from its place on. */
  contribution(
    place: { comparator: number; comparison: number },
    level: number,
    one: Float32Array,
    other: Float32Array,
    oneFrom = 0,
    otherFrom = 0,
  ): number {
    if (level === MISSING) return 0;
    const { weights } = this.#comparators[place.comparator]!.comparisons[place.comparison]!;
    let bits = Infinity;
    for (let step = 0; step <= level; step++) {
      const weight = weights[step]! + this.#frequencyAt(place, step, one, other, oneFrom, otherFrom);
      if (weight < bits) bits = weight;
    }
    return bits;
  }

  /** What the frequency of the values adds at a level to what the level gives on average, in bits. */
  #frequencyAt(
    { comparator, comparison }: { comparator: number; comparison: number },
    level: number,
    one: Float32Array,
    other: Float32Array,
    oneFrom: number,
    otherFrom: number,
  ): number {
    const { comparisons, kinds } = this.#comparators[comparator]!;
    const kind = comparisons[comparison]!.kinds[level]!;
    if (kind < 0) return 0;
    const known = one[oneFrom + kind]!;
    const otherKnown = other[otherFrom + kind]!;
    const { parts, agreement_bits } = kinds[kind]!;
    if (parts) return Math.min(known, otherKnown);
    // Where the two sides do not have the same term, the more frequent one is what they could have agreed on.
    return known < 0 && otherKnown < 0 ? agreement_bits - Math.max(known, otherKnown) : 0;
  }

  /** The place in `termBits` of the share that counts at a level, or -1 when no share counts there. */
  shareKind({ comparator, comparison, level }: { comparator: number; comparison: number; level: number }): number {
    const { comparisons, kinds } = this.#comparators[comparator]!;
    const kind = comparisons[comparison]!.kinds[level]!;
    return kind >= 0 && !kinds[kind]!.parts ? kind : -1;
  }

  /** Reads a record for being weighed against others. */
  prepare(row: Row): PreparedRecord {
    return this.#prepared(this.#definition.comparators.map((comparator) => comparator.read(row)));
  }

  /** A record of a set, by its number. */
  prepareFrom({ columns }: RecordSet, record: number): PreparedRecord {
    return this.#prepared(columns.map(({ ids, values }) => values[ids[record]!]));
  }

  #prepared(values: readonly unknown[]): PreparedRecord {
    return {
      values,
      termBits: values.map((value, comparator) => (value === undefined ? NOTHING : this.termBits(comparator, value))),
    };
  }

  /** The levels that two records come to, MISSING where one does not say, in the order of the comparisons. */
  compare(one: PreparedRecord, other: PreparedRecord): Int8Array {
    const levels = new Int8Array(this.width).fill(MISSING);
    for (const [index, { at }] of this.#comparators.entries()) {
      const value = one.values[index];
      const otherValue = other.values[index];
      if (value === undefined || otherValue === undefined) continue;
      this.#definition.comparators[index]!.compare(value, otherValue, levels, at);
    }
    return levels;
  }

  /** What each comparison of two records gives, in bits, in the order of the comparisons. */
  contributions(one: PreparedRecord, other: PreparedRecord, levels = this.compare(one, other)): number[] {
    return this.#comparators.flatMap(({ comparisons, at }, comparator) =>
      comparisons.map((_, comparison) =>
        this.contribution(
          { comparator, comparison },
          levels[at + comparison]!,
          one.termBits[comparator]!,
          other.termBits[comparator]!,
        ),
      ),
    );
  }

  /** The match weight of two records, in bits. */
  weigh(one: PreparedRecord, other: PreparedRecord): number {
    return this.contributions(one, other).reduce((sum, bits) => sum + bits, this.prior_bits);
  }

  /** The match weights of all candidate pairs, in bits. */
  weighPairs(set: RecordSet, pairs: CandidatePairs): Float32Array {
    return this.#addUp(set, pairs, this.#patternBits(pairs), (...at) => this.contribution(...at));
  }

  /** What the frequencies of the values add to the average weights of the pairs, in bits. Needs no m and no u. */
  frequencyBits(set: RecordSet, pairs: CandidatePairs): Float32Array {
    return this.#addUp(set, pairs, new Float64Array(pairs.patterns.size), (...at) => this.#frequencyAt(...at));
  }

  /** Adds to what each pattern gives what `give` says of the comparisons in which frequencies count. */
  #addUp(set: RecordSet, pairs: CandidatePairs, fixed: Float64Array, give: Give): Float32Array {
    const tables = set.columns.map(({ values }, comparator) => this.#columnBits(comparator, values));
    const weights = new Float32Array(pairs.one.length);
    const { patterns } = pairs;
    const places = this.#comparators.flatMap(({ comparisons, kinds, at }, comparator) =>
      comparisons.flatMap(({ kinds: kindOf }, comparison) =>
        kindOf.some((kind) => kind >= 0)
          ? [{ comparator, comparison, at: at + comparison, kindCount: kinds.length }]
          : [],
      ),
    );
    for (let pair = 0; pair < weights.length; pair++) {
      const pattern = pairs.pattern[pair]!;
      let bits = fixed[pattern]!;
      for (const place of places) {
        const level = patterns.level(pattern, place.at);
        if (level === MISSING) continue;
        const { ids } = set.columns[place.comparator]!;
        const table = tables[place.comparator]!;
        bits += give(
          place,
          level,
          table,
          table,
          ids[pairs.one[pair]!]! * place.kindCount,
          ids[pairs.other[pair]!]! * place.kindCount,
        );
      }
      weights[pair] = bits;
    }
    return weights;
  }

  /** By pattern: the prior and the comparisons in which no frequency counts. */
  #patternBits({ patterns }: CandidatePairs): Float64Array {
    const bits = new Float64Array(patterns.size).fill(this.prior_bits);
    for (const [comparator, { comparisons, at }] of this.#comparators.entries()) {
      for (const [comparison, { kinds }] of comparisons.entries()) {
        if (kinds.some((kind) => kind >= 0)) continue;
        for (let pattern = 0; pattern < patterns.size; pattern++) {
          const level = patterns.level(pattern, at + comparison);
          bits[pattern]! += this.contribution({ comparator, comparison }, level, NOTHING, NOTHING);
        }
      }
    }
    return bits;
  }

  #columnBits(comparator: number, values: readonly unknown[]): Float32Array {
    const { kinds } = this.#comparators[comparator]!;
    const table = new Float32Array(values.length * kinds.length);
    if (kinds.length === 0) return table;
    for (const [id, value] of values.entries()) table.set(this.termBits(comparator, value), id * kinds.length);
    return table;
  }
}

function assertFits<Row>(definition: LinkageDefinition<Row>, model: WeighingModel): void {
  const comparisons = comparisonsOf(definition);
  const shape = comparisons.map((comparison) =>
    [comparison.name, ...comparison.levels.map(({ name }) => name), ...termKinds(comparison)].join(' '),
  );
  const learnt = model.comparisons.map(({ comparison, levels, terms }) =>
    [comparison, ...levels.map(({ level }) => level), ...terms.map(({ kind }) => kind)].join(' '),
  );
  if (shape.join('\n') !== learnt.join('\n')) {
    throw new RangeError(`the model of ${model.definition} was not trained for the comparisons of ${definition.name}`);
  }
}
