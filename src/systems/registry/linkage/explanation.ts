import type { Bilingual } from '../../../kernel/text.ts';
import { comparisonsOf, type LinkageDefinition, MISSING } from './comparison.ts';
import { type MatchWeigher, type PreparedRecord, probabilityOf } from './match-weight.ts';
import type { LinkageModel } from './model.ts';

const NOT_SAID: Bilingual = { vi: 'không có thông tin, không tính', en: 'not known, does not count' };

/** What one comparison of a pair came to. */
export interface ComparisonEvidence {
  comparison: string;
  title: Bilingual;
  /** The name of the level, or `missing`. */
  level: string;
  levelTitle: Bilingual;
  /** What it gives, in bits: each bit doubles the odds that the two are one, or halves them when it is below 0. */
  bits: number;
  /** The values as they were compared; left out where a record does not say. */
  one?: string;
  other?: string;
  /** How often matches and others come to this level, by the model. */
  m?: number;
  u?: number;
  /** The share of records that have the value, of the side where it is more frequent; where the frequency counts. */
  share?: number;
}

/** Why two records weigh what they weigh. The prior and the bits of the comparisons add up to the weight. */
export interface PairExplanation {
  weight_bits: number;
  probability: number;
  prior_bits: number;
  comparisons: ComparisonEvidence[];
}

/** Explains a pair as data, for a page that shows it to a steward or to the person. */
export function explainPair<Row>(
  {
    definition,
    model,
    weigher,
  }: { definition: LinkageDefinition<Row>; model: LinkageModel; weigher: MatchWeigher<Row> },
  one: PreparedRecord,
  other: PreparedRecord,
): PairExplanation {
  const levels = weigher.compare(one, other);
  const bits = weigher.contributions(one, other, levels);
  const weight_bits = bits.reduce((sum, each) => sum + each, weigher.prior_bits);
  const places = definition.comparators.flatMap(({ comparisons }, comparator) =>
    comparisons.map((_, comparison) => ({ comparator, comparison })),
  );
  const evidence = comparisonsOf(definition).map((comparison, index): ComparisonEvidence => {
    const { comparator, comparison: part } = places[index]!;
    const shown = ({ values }: PreparedRecord) =>
      values[comparator] === undefined ? '' : definition.comparators[comparator]!.shown(values[comparator], part);
    const level = levels[index]!;
    const found = comparison.levels[level];
    const estimate = model.comparisons[index]!.levels[level];
    const share = level === MISSING ? undefined : shareOf(weigher, { comparator, comparison: part, level }, one, other);
    return {
      comparison: comparison.name,
      title: comparison.title,
      level: found?.name ?? 'missing',
      levelTitle: found?.title ?? NOT_SAID,
      bits: bits[index]!,
      ...(shown(one) && { one: shown(one) }),
      ...(shown(other) && { other: shown(other) }),
      ...(estimate && { m: estimate.m, u: estimate.u }),
      ...(share !== undefined && { share }),
    };
  });
  return {
    weight_bits,
    probability: probabilityOf(weight_bits),
    prior_bits: weigher.prior_bits,
    comparisons: evidence,
  };
}

function shareOf<Row>(
  weigher: MatchWeigher<Row>,
  at: { comparator: number; comparison: number; level: number },
  one: PreparedRecord,
  other: PreparedRecord,
): number | undefined {
  const kind = weigher.shareKind(at);
  if (kind < 0) return undefined;
  return 2 ** Math.max(one.termBits[at.comparator]![kind]!, other.termBits[at.comparator]![kind]!);
}
