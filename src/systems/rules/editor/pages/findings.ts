import type { Bilingual, Language } from '../../../../kernel/text.ts';
import { fill } from '../../../../kernel/text.ts';
import { sentences } from '../../sentences.ts';
import { findingTexts, problemTexts } from '../../texts.ts';
import { type ReviewedTable, placeIn } from '../actions.ts';
import { sheetTexts, texts } from './texts.ts';

const ALL: Readonly<Record<string, Bilingual>> = { ...sentences, ...problemTexts, ...findingTexts, ...sheetTexts };

/** What is wrong, in a sentence. */
export function sentenceOf(
  { code, where, about }: { code: string; where: string; about: string },
  language: Language,
): string {
  return fill(ALL[code]?.[language] ?? code, { where, about });
}

/** Something said of a table: of a row, and perhaps a cell of it, or of the table as a whole. */
export interface Remark {
  isError: boolean;
  sentence: string;
  /** The cases that it is about, and an example, in words. */
  more: string;
  /** Rows counted from 0, the last of them being where it is said; none for the table as a whole. */
  rows: readonly number[];
  column?: { side: 'input' | 'output'; at: number };
}

type Finding = ReviewedTable['findings'][number];

/** What is said of a table, but its gaps. */
export function remarksOf(table: ReviewedTable, language: Language): Remark[] {
  const words = texts[language];
  const problems = table.problems.map((problem): Remark => {
    const { rule, side, column } = placeIn(problem.where);
    return {
      isError: true,
      sentence: sentenceOf(problem, language),
      more: problem.about,
      rows: rule === undefined ? [] : [rule - 1],
      ...(side && column !== undefined ? { column: { side, at: column - 1 } } : {}),
    };
  });
  const findings = table.findings
    .filter(({ code }) => code !== 'table.gap')
    .map((finding): Remark => {
      const { column, rules } = finding;
      const rows = rules.length > 1 ? `${rules.map((rule) => fill(words.row, { row: rule })).join(' + ')}. ` : '';
      return {
        isError: finding.severity === 'error',
        sentence: `${rows}${sentenceOf(finding, language)}`,
        more: finding.cases ? fill(words.both, { cases: casesWords(finding, table, language) }) : finding.about,
        rows: rules.map((rule) => rule - 1),
        ...(column ? { column: { side: column.side, at: column.at - 1 } } : {}),
      };
    });
  return [...problems, ...findings];
}

export const gapsOf = (table: ReviewedTable): Finding[] => table.findings.filter(({ code }) => code === 'table.gap');

/** The cases of a finding: `Tuổi: từ 6 đến dưới 18; Nhóm: GD4 (Hộ gia đình)`. */
export function casesWords(finding: Finding, table: ReviewedTable, language: Language): string {
  return (finding.cases ?? [])
    .map(({ columns, label, words, cell }) => {
      const column = table.inputs[columns[0] ?? 0];
      const named = cell.startsWith('not(') ? [] : namedIn(cell, column?.values, language);
      const called = named.length > 0 && named.length <= MOST_CALLED ? ` (${named.join(', ')})` : '';
      return `${column?.label[language] ?? label}: ${words[language]}${called}`;
    })
    .join('; ');
}

/** More names than these would hide what is said. */
const MOST_CALLED = 6;

/** What people call the values that a cell names. */
export function namedIn(
  cell: string,
  values: ReviewedTable['inputs'][number]['values'] | undefined,
  language: Language,
): string[] {
  return [...cell.matchAll(/"([^"]*)"/g)].flatMap(([, value = '']) => values?.get(value)?.[language] ?? []);
}
