import type { Static } from 'typebox';
import { DataTable, Section, StatusTag } from '../../../design/index.ts';
import { type Language, fill } from '../../../kernel/text.ts';
import { DECLARATION_STATES, type DeclarationState, ROW_OUTCOMES } from '../choices.ts';
import type { readDeclaration } from '../declaration/services.ts';
import { texts } from './texts.ts';

export type Declared = Static<typeof readDeclaration.output>;

const TONES = { received: 'info', accepted: 'success', partly: 'warning', rejected: 'danger' } as const;

/** How a declaration stands. */
export function DeclarationStatus({ state, language }: { state: DeclarationState; language: Language }) {
  return <StatusTag tone={TONES[state]}>{DECLARATION_STATES[state][language]}</StatusTag>;
}

/** What came of the rows of a declaration, in a few words. */
export function declarationResult(
  declared: { rowCount: number; acceptedCount: number; unchangedCount: number; refusedCount: number },
  language: Language,
): string {
  const { rowCount, acceptedCount: accepted, unchangedCount: unchanged, refusedCount: refused } = declared;
  const words = texts[language];
  return rowCount === 0 ? words.noChange : fill(words.counts, { accepted, unchanged, refused });
}

/** What came of each row; `say` gives the sentence of a rule. */
export function DeclarationRows(props: { rows: Declared['rows']; say(rule: string): string; language: Language }) {
  const { rows, say, language } = props;
  const words = texts[language];
  return (
    <Section title={words.rows}>
      {rows.length === 0 ? (
        <p>{words.noRows}</p>
      ) : (
        <>
          <p>{words.rowsLead}</p>
          <DataTable
            caption={words.rows}
            captionHidden
            columns={[
              { key: 'row', label: words.row, numeric: true },
              { key: 'outcome', label: words.outcome },
              { key: 'number', label: words.number },
              { key: 'name', label: words.name },
              { key: 'change', label: words.change },
              { key: 'from', label: words.day },
              { key: 'wage', label: words.wageAsked, numeric: true },
            ]}
            rows={rows.map((each) => ({
              key: String(each.row),
              cells: {
                row: each.row,
                outcome: <Outcome row={each} say={say} language={language} />,
                number: each.personNumber,
                name: each.fullName,
                change: each.change,
                from: each.from,
                wage: each.wage,
              },
            }))}
          />
        </>
      )}
    </Section>
  );
}

function Outcome(props: { row: Declared['rows'][number]; say(rule: string): string; language: Language }) {
  const { row, say, language } = props;
  const words = texts[language];
  if (!row.outcome) return <StatusTag tone="info">{words.working}</StatusTag>;
  if (!row.rule) return <StatusTag tone="success">{ROW_OUTCOMES[row.outcome][language]}</StatusTag>;
  return (
    <>
      <StatusTag tone="danger">{ROW_OUTCOMES[row.outcome][language]}</StatusTag>
      <p>
        {row.field && <strong>{words.columns[row.field] ?? row.field}: </strong>}
        {say(row.rule)}
      </p>
    </>
  );
}
