import type { FieldProblem } from '../../kernel/refusal.ts';

const DAY_MS = 86_400_000;
/** Lightest and heaviest newborn that we believe, in grams: outside it a digit was lost or added. */
export const WEIGHT_GRAMS = { least: 200, most: 8_000 };
/** Shortest and longest gestation that we believe, in whole weeks. */
export const GESTATION_WEEKS = { least: 20, most: 45 };
/** A birth is reported within so many days, or says why not. */
export const REPORTED_WITHIN_DAYS = 30;
/** Two notifications of one mother and one order nearer than this are of one birth, in hours. */
export const SAME_BIRTH_HOURS = 24;
/** How far back `health.findBirths` looks: a child enters school at six. */
export const SHOWN_FOR_YEARS = 6;

export interface ReportedFacts {
  motherNumber?: string;
  foreignMother?: object;
  fatherDeclared?: { fullName?: string; number?: string };
  bornAt: string;
  weight_grams: number;
  gestation_weeks: number;
  birthOrder: number;
  birthCount: number;
  lateReason?: string;
}

/** What cannot be so in a reported birth, by field; empty when all can. Texts such as numbers are checked before. */
export function problemsOfReport(report: ReportedFacts, at: Date): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const bornAt = Date.parse(report.bornAt);
  if (!report.motherNumber === !report.foreignMother)
    problems.push({ field: 'motherNumber', code: 'health.one_mother_needed' });
  if (report.fatherDeclared && !report.fatherDeclared.fullName && !report.fatherDeclared.number)
    problems.push({ field: 'fatherDeclared', code: 'health.father_unnamed' });
  if (bornAt > at.getTime()) problems.push({ field: 'bornAt', code: 'health.born_in_future' });
  if (at.getTime() - bornAt > REPORTED_WITHIN_DAYS * DAY_MS && !report.lateReason)
    problems.push({
      field: 'lateReason',
      code: 'health.late_reason_needed',
      values: { days: REPORTED_WITHIN_DAYS },
    });
  if (outside(report.weight_grams, WEIGHT_GRAMS))
    problems.push({ field: 'weight_grams', code: 'health.weight_not_credible', values: WEIGHT_GRAMS });
  if (outside(report.gestation_weeks, GESTATION_WEEKS))
    problems.push({ field: 'gestation_weeks', code: 'health.gestation_not_credible', values: GESTATION_WEEKS });
  if (report.birthOrder > report.birthCount) problems.push({ field: 'birthOrder', code: 'health.order_beyond_count' });
  return problems;
}

const outside = (value: number, { least, most }: { least: number; most: number }) => value < least || value > most;
