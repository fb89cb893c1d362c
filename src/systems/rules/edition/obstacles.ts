import { isDeepStrictEqual } from 'node:util';
import { compileModel } from '../dmn/checked.ts';
import type { ProblemCode } from '../dmn/place.ts';
import { decideBy } from '../decide/decide.ts';
import { compileLaw } from '../decide/law.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { TestCase } from './choices.ts';
import type { RuleSet } from './store.ts';

/** Something for which an edition cannot become law: what, where in the model or which case, and about what. */
export interface Obstacle {
  code: ProblemCode | 'rules.decision_missing' | 'rules.no_cases' | 'rules.case_fails';
  where: string;
  about: string;
}

/** What became of a test case. */
export interface CaseResult {
  passed: boolean;
  /** As JSON. */
  answer: unknown;
}

export const MOST_CASES = 500;
/** What one case may take, and all of them together. */
const CASE_MS = 1_000;
const ALL_CASES_MS = 10_000;

/** Runs the test cases of an edition. Cases that are not reached within 10 s did not pass. */
export function runCases(
  edition: { ruleSet: string; number: number; model: string },
  { decision }: Pick<RuleSet, 'decision'>,
  cases: readonly TestCase[],
): CaseResult[] {
  const law = compileLaw({ ...edition, decision });
  const until = performance.now() + ALL_CASES_MS;
  return cases.map(({ inputs, expected }): CaseResult => {
    if (!law || performance.now() > until) return { passed: false, answer: null };
    try {
      const { answer } = decideBy(law, inputs, { limits: { time_ms: CASE_MS } });
      return { passed: isDeepStrictEqual(answer, expected), answer };
    } catch (error) {
      if (error instanceof Refusal) return { passed: false, answer: null };
      throw error;
    }
  });
}

/** What stands in the way of adopting an edition: problems of its model, no test cases, and those that fail. */
export function obstaclesTo(
  edition: { ruleSet: string; number: number; model: string },
  ruleSet: Pick<RuleSet, 'decision'>,
  cases: readonly TestCase[],
): Obstacle[] {
  const { program, problems } = compileModel(edition.model);
  if (!program) return problems;
  if (!program.has(ruleSet.decision)) return [{ code: 'rules.decision_missing', where: '', about: ruleSet.decision }];
  if (cases.length === 0) return [{ code: 'rules.no_cases', where: '', about: '' }];
  return runCases(edition, ruleSet, cases).flatMap(({ passed, answer }, i): Obstacle[] =>
    passed ? [] : [{ code: 'rules.case_fails', where: cases[i]?.name.vi ?? '', about: JSON.stringify(answer) }],
  );
}
