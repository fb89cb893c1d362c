import type { Sex } from './personal-number.ts';

/**
 * Ages of retirement in months, by the roadmap of the Labour Code 45/2019/QH14 art. 169.2 and Decree 135/2020/NĐ-CP art. 4:
 * men from 60 years 3 months in 2021, three months more each year up to 62 in 2028; women from 55 years 4 months, four
 * months more each year up to 60 in 2035.
 */
function retirementAge_months(sex: Sex, year: number): number {
  const years = Math.max(0, year - 2021);
  return sex === 'male' ? Math.min(62 * 12, 60 * 12 + 3 + 3 * years) : Math.min(60 * 12, 55 * 12 + 4 + 4 * years);
}

/**
 * The first day in retirement under normal conditions: the first of the month after the one in which the age is reached
 * (Decree 135/2020/NĐ-CP art. 3). Dates are civil dates.
 */
export function retirementDay({ bornOn, sex }: { bornOn: string; sex: Sex }): string {
  const [year, month] = bornOn.split('-').map(Number) as [number, number];
  // The age grows with the year, by less than the year: the first year in which it is reached is the one.
  for (let reachedIn = Math.max(2021, year + 55); ; reachedIn++) {
    const reached = year * 12 + (month - 1) + retirementAge_months(sex, reachedIn);
    if (Math.trunc(reached / 12) <= reachedIn) return monthStart(reached + 1);
  }
}

const monthStart = (months: number): string =>
  `${Math.trunc(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}-01`;
