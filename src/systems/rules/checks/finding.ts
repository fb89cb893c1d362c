import type { Bilingual } from '../../../kernel/text.ts';
import { type Axis, type Region, sampleOf } from '../dmn/regions.ts';
import { type AskedWords, rangesWords, valueCell, valueWords } from './region-words.ts';

/** What may be wrong with a decision table that can be read; each has a sentence in `texts.ts`. */
export type FindingCode =
  | 'table.gap'
  | 'table.overlap'
  | 'table.differing'
  | 'table.row_unreached'
  | 'table.row_impossible'
  | 'table.cell_type'
  | 'table.value_not_allowed'
  | 'table.not_all_seen';

export interface Finding {
  code: FindingCode;
  /** An error refuses the model; a warning is shown to who adopts it. */
  severity: 'error' | 'warning';
  /** Element, and inside of it the rows or the cell, such as “Fee, rule 3, input 2”. */
  where: string;
  /** The table, as `where` begins. */
  table: string;
  /** Rows that it is about, counted from 1. */
  rules: readonly number[];
  /** The column of a cell, counted from 1. */
  column?: { side: 'input' | 'output'; at: number };
  /** What stands there: the text of the cell, or the case in the words of FEEL. */
  about: string;
  /** Which cases it is about, by axis; axes on which everything is meant are left out. */
  cases?: readonly AskedWords[];
  /** One such case: a value for each expression that the table asks. */
  example?: readonly { label: string; expression: string; cell: string; words: Bilingual }[];
}

/** The most findings of a kind that are told of one table. */
const MOST_OF_A_KIND = 100;

/** Collects findings about one table, at most 100 of a kind. */
export class Findings {
  readonly list: Finding[] = [];
  readonly table: string;
  isComplete = true;
  readonly #counts = new Map<FindingCode, number>();

  constructor(table: string) {
    this.table = table;
  }

  /** Whether there is room for another of this kind. */
  add(finding: Omit<Finding, 'where' | 'table'>): boolean {
    const count = (this.#counts.get(finding.code) ?? 0) + 1;
    this.#counts.set(finding.code, count);
    if (count > MOST_OF_A_KIND) {
      this.isComplete = false;
      return false;
    }
    const { rules, column } = finding;
    const rows = rules.length > 0 ? `, rule ${rules.join(' & ')}` : '';
    const cell = column ? `, ${column.side} ${column.at}` : '';
    this.list.push({ ...finding, where: `${this.table}${rows}${cell}`, table: this.table });
    return true;
  }
}

/** A region as a finding tells it: in words, as cells, and by an example. */
export function told(region: Region, axes: readonly Axis[]): Pick<Finding, 'about' | 'cases' | 'example'> {
  const samples = sampleOf(region, axes);
  const cases = axes.map((axis, i) => rangesWords(axis, region[i] ?? [])).filter(({ cell }) => cell !== '-');
  return {
    about: cases.map(({ label, cell }) => `${label}: ${cell}`).join('; '),
    cases,
    example: axes.map(({ label, expression }, i) => {
      const value = samples[i] ?? null;
      return {
        label,
        expression,
        cell: valueCell(value),
        words: { vi: valueWords(value, 'vi'), en: valueWords(value, 'en') },
      };
    }),
  };
}
