/** What was learnt about one level: how often matches and non-matches come to it. */
export interface LevelEstimate {
  level: string;
  /** Probability of this level among pairs of one and the same, where both sides say something. */
  m: number;
  /** The same among pairs of two different ones. */
  u: number;
}

/** How often the terms of one kind occur. */
export interface TermTable {
  kind: string;
  /** The probability that two records agree on a term of this kind by chance: the sum of the squared frequencies. */
  agreement: number;
  /** Each term with its share of the records that say something. */
  terms: readonly (readonly [term: string, share: number])[];
}

export interface ComparisonEstimate {
  comparison: string;
  levels: readonly LevelEstimate[];
  terms: readonly TermTable[];
}

/** A trained Fellegi–Sunter model: plain data, to be kept as JSON and used later on other records of the same kind. */
export interface LinkageModel {
  /** The definition it was trained for, by name. */
  definition: string;
  /** The probability that two records taken at random are one and the same (λ). */
  prior: number;
  comparisons: readonly ComparisonEstimate[];
  training: TrainingReport;
}

/** How the model came about. */
export interface TrainingReport {
  records: number;
  candidatePairs: number;
  randomPairs: number;
  /** Distinct comparison patterns among the candidate pairs. */
  patterns: number;
  seed: number;
  iterations: number;
  /** Whether the last iteration changed no probability by more than the tolerance. */
  converged: boolean;
  /** The largest change of a probability in the last iteration. */
  lastChange: number;
  /** Matches that the model believes to be among the candidate pairs. */
  expectedMatches: number;
}
