import { UTF8_MARK, csvLine } from '../../registry/index.ts';
import { EFFECTS } from './outcome.ts';
import type { ShownCell, TrialResult } from './protecting.ts';

/** The tables of a result as CSV: what is not shown is empty. `names` says what tables and cells are called. */
export function resultCsv(
  { total, tables }: TrialResult,
  words: { head: readonly string[]; nameOf(table: string, cell: string): readonly [table: string, cell: string] },
): Buffer {
  const line = ({ people, effects, before, growth, after }: ShownCell, names: readonly string[]): string =>
    csvLine([
      ...names,
      String(people ?? ''),
      ...EFFECTS.map((effect) => String(effects[effect] ?? '')),
      before ?? '',
      after ?? '',
      growth ?? '',
    ]);
  const rows = tables.flatMap(({ name, cells }) => cells.map((cell) => line(cell, words.nameOf(name, cell.cell))));
  return Buffer.from(`${UTF8_MARK}${csvLine(words.head)}${line(total, words.nameOf('all', 'all'))}${rows.join('')}`);
}
