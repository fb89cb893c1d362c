import { isDeepStrictEqual } from 'node:util';
import { examineModel, refusalsOf } from '../checks/check-model.ts';
import type { FindingCode } from '../checks/finding.ts';
import type { ProblemCode } from '../dmn/place.ts';
import { decideBy } from '../decide/decide.ts';
import { compileLaw } from '../decide/law.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { Trace } from '../feel/run.ts';
import { tablesOf } from '../writing/workbook.ts';
import type { TestCase } from './choices.ts';
import type { RuleSet } from './store.ts';

/** Something for which an edition cannot become law: what, where in the model or which case, and about what. */
export interface Obstacle {
  code: ProblemCode | FindingCode | 'rules.decision_missing' | 'rules.no_cases' | 'rules.case_fails';
  where: string;
  about: string;
}

/** What became of a test case. */
export interface CaseResult {
  passed: boolean;
  /** As JSON. */
  answer: unknown;
  /** The rows that applied, counted from 0, by the element that holds their table. */
  fired: readonly { table: string; row: number }[];
}

export const MOST_CASES = 500;
/** What one case may take, and all of them together. */
const CASE_MS = 1_000;
const ALL_CASES_MS = 10_000;
/** Rows that are noted of one case. */
const MOST_FIRED = 10_000;

/** Runs the test cases of an edition. Cases that are not reached within 10 s did not pass. */
export function runCases(
  edition: { ruleSet: string; number: number; model: string },
  { decision }: Pick<RuleSet, 'decision'>,
  cases: readonly TestCase[],
): CaseResult[] {
  const law = compileLaw({ ...edition, decision });
  const until = performance.now() + ALL_CASES_MS;
  const holders = new Map<object, string>(law ? tablesOf(law.program.model).map(({ id, table }) => [table, id]) : []);
  return cases.map(({ inputs, expected }): CaseResult => {
    if (!law || performance.now() > until) return { passed: false, answer: null, fired: [] };
    const fired: { table: string; row: number }[] = [];
    const trace: Trace = {
      asked(table, _, rows) {
        const holder = holders.get(table);
        if (holder !== undefined && fired.length < MOST_FIRED)
          fired.push(...rows.map((row) => ({ table: holder, row })));
      },
      decided() {},
    };
    try {
      const { answer } = decideBy(law, inputs, { limits: { time_ms: CASE_MS }, trace });
      return { passed: isDeepStrictEqual(answer, expected), answer, fired };
    } catch (error) {
      if (error instanceof Refusal) return { passed: false, answer: null, fired };
      throw error;
    }
  });
}

/** What stands in the way of adopting an edition: problems of its model, errors of its tables, no test cases, and those that fail. */
export function obstaclesTo(
  edition: { ruleSet: string; number: number; model: string },
  ruleSet: Pick<RuleSet, 'decision'>,
  cases: readonly TestCase[],
): Obstacle[] {
  const examined = examineModel(edition.model);
  const { program } = examined;
  const refusals = refusalsOf(examined).map(({ code, where, about }): Obstacle => ({ code, where, about }));
  if (!program) return refusals;
  if (!program.has(ruleSet.decision))
    return [...refusals, { code: 'rules.decision_missing', where: '', about: ruleSet.decision }];
  if (cases.length === 0) return [...refusals, { code: 'rules.no_cases', where: '', about: '' }];
  const failing = runCases(edition, ruleSet, cases).flatMap(({ passed, answer }, i): Obstacle[] =>
    passed ? [] : [{ code: 'rules.case_fails', where: cases[i]?.name.vi ?? '', about: JSON.stringify(answer) }],
  );
  return [...refusals, ...failing];
}
