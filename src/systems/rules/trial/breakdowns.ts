import type { CodedColumn } from '../../../kernel/column-file.ts';
import { UNKNOWN_CELL, breakdownByValue } from './protecting.ts';
import { type Breakdown, monthsOfLife } from './recipe.ts';

/** Ages of a result, in years: from each to before the next. */
export const AGE_BANDS = [0, 6, 16, 18, 25, 35, 45, 55, 60, 65, 70, 75, 80, 90] as const;

/** The name of an age band: `[60..65)`, and `>= 90` for the last. */
export function bandName(from: number, until: number | undefined): string {
  return until === undefined ? `>= ${from}` : `[${from}..${until})`;
}

const MONTHS_OF_YEAR = 12;

/** By province, age and sex, as far as the extract holds them. */
export function breakdownsOf(columns: readonly CodedColumn[], on: string): Breakdown[] {
  const found: Breakdown[] = [];
  for (const { name, values } of columns) {
    if (name === 'province' || name === 'sex') found.push(breakdownByValue(name, name, values));
    if (name !== 'birthMonth') continue;
    const bands = values.map((born) => {
      const months = monthsOfLife(born, on);
      if (months === null) return null;
      const band = AGE_BANDS.findLastIndex((from) => from * MONTHS_OF_YEAR <= months);
      return bandName(AGE_BANDS[band]!, AGE_BANDS[band + 1]);
    });
    const names = AGE_BANDS.map((from, i) => bandName(from, AGE_BANDS[i + 1]));
    const cells = [...names, UNKNOWN_CELL];
    found.push({ name: 'age', fact: name, cells, cellOf: bands.map((band) => cells.indexOf(band ?? UNKNOWN_CELL)) });
  }
  const order = ['province', 'age', 'sex'];
  return found.toSorted((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
}
