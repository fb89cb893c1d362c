import { DIMENSIONS, type Dimension, type QualityRule, type RecordKind } from '../kind/kind.ts';

/** What a broken rule weighs in a record's score. */
export const WEIGHTS: Readonly<Record<QualityRule['severity'], number>> = { error: 3, warning: 1 };

/** A record whose facts are less likely still so than this is not sound, whatever its other scores are. */
export const LEAST_LIVE = 0.5;

/** The owner let the time pass in which a person's challenge must be answered: a rule of every kind that people are shown. */
export const OVERDUE_RULE: QualityRule = {
  name: 'challenge_overdue',
  title: {
    vi: 'Phản ánh sai sót của người dân quá hạn chưa trả lời',
    en: 'A person’s challenge was not answered in time',
  },
  dimension: 'correct',
  severity: 'error',
  moment: 'stock',
  broken: 'false',
};

/** The rules that a kind is measured by: its own, and that challenges are answered in time. */
export function measuredRules(kind: Pick<RecordKind, 'rules' | 'shownToPeople'>): readonly QualityRule[] {
  return kind.shownToPeople ? [...kind.rules, OVERDUE_RULE] : kind.rules;
}

/** The score of each dimension as a percentage; null where nothing is asked. */
export type Scores = Readonly<Record<Dimension, number | null>>;

/** The unweighted mean of the dimensions that are measured, as the total score of GLEIF's data quality reports; null when none is. */
export function totalScore(scores: Scores): number | null {
  const measured = DIMENSIONS.map((dimension) => scores[dimension]).filter((score) => score !== null);
  return measured.length === 0 ? null : measured.reduce((sum, score) => sum + score, 0) / measured.length;
}

/** How good a score is. The limits are GLEIF's: 98, 95 and 90 per cent. */
export type Band = 'excellent' | 'good' | 'fair' | 'poor';

const LIMITS: readonly (readonly [least: number, band: Band])[] = [
  [98, 'excellent'],
  [95, 'good'],
  [90, 'fair'],
];

/** The band of a score in per cent. */
export function bandOf(score: number): Band {
  return LIMITS.find(([least]) => score >= least)?.[1] ?? 'poor';
}

/** The share of facts that are expected to be still so after an age, when half of them are not after the half-life. Both in days. */
export function expectedShare(age_days: number, halfLife_days: number): number {
  return 0.5 ** (Math.max(age_days, 0) / halfLife_days);
}
