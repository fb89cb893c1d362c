import type { Bilingual } from '../kernel/text.ts';

/** A grade (ngạch) of administrative civil servants, with its scale of salary coefficients. */
export interface Grade {
  title: Bilingual;
  /** The coefficient of the first step, in hundredths of the base salary. */
  first: number;
  /** What each further step adds, in hundredths. */
  each: number;
  steps: number;
  /** So many months one serves in a step before the next. */
  months: number;
}

/**
 * Grades by their codes (Circular 02/2021/TT-BNV), scales by Decree 204/2004/NĐ-CP, table 2; months by
 * Circular 08/2013/TT-BNV art. 2: three years from intermediate qualification on upwards, two below.
 */
export const GRADES = {
  '01.001': {
    title: { vi: 'Chuyên viên cao cấp', en: 'Senior expert' },
    first: 620,
    each: 36,
    steps: 6,
    months: 36,
  },
  '01.002': {
    title: { vi: 'Chuyên viên chính', en: 'Principal expert' },
    first: 440,
    each: 34,
    steps: 8,
    months: 36,
  },
  '01.003': { title: { vi: 'Chuyên viên', en: 'Expert' }, first: 234, each: 33, steps: 9, months: 36 },
  '01.004': { title: { vi: 'Cán sự', en: 'Associate' }, first: 210, each: 31, steps: 10, months: 36 },
  '01.005': { title: { vi: 'Nhân viên', en: 'Clerk' }, first: 186, each: 20, steps: 12, months: 24 },
} as const satisfies Record<string, Grade>;

export type GradeCode = keyof typeof GRADES;

/** The salary coefficient of a step, in hundredths; undefined when the grade has no such step. */
export function coefficientOf(grade: GradeCode, step: number): number | undefined {
  const { first, each, steps } = GRADES[grade];
  return Number.isInteger(step) && step >= 1 && step <= steps ? first + each * (step - 1) : undefined;
}
