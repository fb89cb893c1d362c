import type { Static } from 'typebox';
import { type Language, fill } from '../../../kernel/text.ts';
import { DECLARATION_STATES, type DeclarationState, ROW_OUTCOMES } from '../choices.ts';
import type { readDeclaration } from '../declaration/services.ts';
import type { ShownTable } from './insured.ts';
import { texts } from './texts.ts';

export type Declared = Static<typeof readDeclaration.output>;

const TONES = { received: 'info', accepted: 'success', partly: 'warning', rejected: 'danger' } as const;

/** How a declaration stands: the words, and how they look. */
export const stateShown = (state: DeclarationState, language: Language) => ({
  tone: TONES[state],
  label: DECLARATION_STATES[state][language],
});

/** What came of the rows of a declaration, in a few words. */
export function declarationResult(
  declared: { rowCount: number; acceptedCount: number; unchangedCount: number; refusedCount: number },
  language: Language,
): string {
  const { rowCount, acceptedCount: accepted, unchangedCount: unchanged, refusedCount: refused } = declared;
  const words = texts[language];
  return rowCount === 0 ? words.noChange : fill(words.counts, { accepted, unchanged, refused });
}

/** What came of each row, with the column at fault and what to do; `say` gives the sentence of a rule. */
export function rowTable(rows: Declared['rows'], say: (rule: string) => string, language: Language): ShownTable {
  const words = texts[language];
  const outcomeOf = ({ outcome, field, rule }: Declared['rows'][number]): string => {
    if (!outcome) return words.working;
    if (!rule) return ROW_OUTCOMES[outcome][language];
    const column = field ? `${words.columns[field] ?? field}: ` : '';
    return `${ROW_OUTCOMES[outcome][language]}. ${column}${say(rule)}`;
  };
  return {
    columns: [
      { key: 'row', label: words.row, numeric: true },
      { key: 'outcome', label: words.outcome },
      { key: 'number', label: words.number },
      { key: 'name', label: words.name },
      { key: 'change', label: words.change },
      { key: 'from', label: words.day },
      { key: 'wage', label: words.wageAsked, numeric: true },
    ],
    rows: rows.map((each) => ({
      key: String(each.row),
      cells: {
        row: each.row,
        outcome: outcomeOf(each),
        number: each.personNumber,
        name: each.fullName,
        change: each.change,
        from: each.from,
        wage: each.wage,
      },
    })),
  };
}
