import { BUDGET_LEVELS, type BudgetLevel, CHAPTER_RANGES, isChapterOf } from '../../../country/index.ts';
import { Refusal } from '../../../kernel/refusal.ts';

/** The last day on which districts had a budget. */
const LAST_DISTRICT_DAY = '2025-06-30';

const refuse = (field: string, code: string, values: Record<string, string | number> = {}): never => {
  throw new Refusal('input.invalid', 422, { fields: [{ field, code, values }] });
};

/** Refuses what a unit cannot be by itself: a chapter of another budget, a district budget after 30 June 2025, level I with a superior or another without. */
export function assertUnitItself(
  unit: { level: number; budgetLevel: BudgetLevel; chapter: string; parentCode?: string },
  from: string,
): void {
  if (!isChapterOf(unit.budgetLevel, unit.chapter)) {
    const [first, last] = CHAPTER_RANGES[unit.budgetLevel];
    refuse('chapter', 'finance.chapter_of_other_budget', { first, last, budget: BUDGET_LEVELS[unit.budgetLevel].vi });
  }
  if (unit.budgetLevel === 'district' && from > LAST_DISTRICT_DAY) refuse('budgetLevel', 'finance.no_districts');
  if (unit.level === 1 && unit.parentCode) refuse('parentCode', 'finance.superior_of_level_one');
  if (unit.level > 1 && !unit.parentCode) refuse('parentCode', 'finance.superior_needed');
}

/** Refuses a superior that is not there on that day, or not of a higher level: so a tree of units has no cycle. */
export function assertSuperior(unit: { level: number }, superior: { level: number } | undefined): void {
  if (!superior) refuse('parentCode', 'finance.no_such_superior');
  else if (superior.level >= unit.level) refuse('parentCode', 'finance.superior_not_higher', { level: superior.level });
}
