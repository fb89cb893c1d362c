import { type Language, fill } from '../../../../kernel/text.ts';
import { unitOn } from '../../../territories/index.ts';
import { UNKNOWN_CELL } from '../protecting.ts';
import { texts } from './texts.ts';

/** What a cell of a breakdown is called, on the day of the facts. */
export function cellName(table: string, cell: string, { on, language }: { on: string; language: Language }): string {
  const words = texts[language];
  if (cell === UNKNOWN_CELL) return words.unknown;
  if (table === 'province') return unitOn(cell, on)?.fullName[language] ?? cell;
  if (table === 'sex') return words.sexes[cell] ?? cell;
  const band = /^\[(\d+)\.\.(\d+)\)$/.exec(cell);
  if (band) return fill(words.ages, { from: band[1]!, until: band[2]! });
  return fill(words.ageFrom, { from: cell.replace('>= ', '') });
}
