import type { ComponentChildren } from 'preact';
import { fill, type Language } from '../../../../kernel/text.ts';
import type { ReviewedTable } from '../actions.ts';
import { policyOf } from '../table-form.ts';
import { type Remark, casesWords, gapsOf, namedIn, remarksOf } from './findings.ts';
import { policyTexts, texts } from './texts.ts';

/** The most rows that a page shows. */
const MOST_SHOWN = 300;

/** A decision table as a lawyer reads it: the clause beside each row, what is wrong in its place, which rows are tested. */
export function RuleTable({ table, language }: { table: ReviewedTable; language: Language }) {
  const words = texts[language];
  const { inputs, outputs, annotations, rules } = table.table;
  const remarks = remarksOf(table, language);
  const clauses = clauseColumns(annotations, language);
  const width = 2 + inputs.length + outputs.length + (clauses.length > 0 ? 1 : 0);
  const hasDefault = outputs.some(({ otherwise }) => otherwise !== null);
  return (
    <>
      <TableHead table={table} language={language} />
      <TableRemarks remarks={remarks} />
      <Scroller label={table.label?.[language] ?? table.name}>
        <table class="mc-rules__table">
          <thead>
            <tr>
              <th rowSpan={2} scope="col" class="mc-rules__number">
                <span class="ds-sr-only">{fill(words.row, { row: '' })}</span>
              </th>
              {inputs.length > 0 && (
                <th colSpan={inputs.length} scope="colgroup">
                  {words.if}
                </th>
              )}
              <th colSpan={outputs.length} scope="colgroup" class="mc-rules__answer">
                {words.then}
              </th>
              {clauses.length > 0 && (
                <th rowSpan={2} scope="col" class="mc-rules__clause">
                  {words.law}
                </th>
              )}
              <th rowSpan={2} scope="col" class="mc-rules__tested">
                {words.tested}
              </th>
            </tr>
            <tr>
              {table.inputs.map(({ label }, x) => (
                <th key={x} scope="col">
                  {label[language]}
                </th>
              ))}
              {table.outputs.map(({ label }, x) => (
                <th key={x} scope="col" class="mc-rules__answer">
                  {label[language] || fill(words.newColumnName, { column: x + 1 })}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rules.slice(0, MOST_SHOWN).map((rule, y) => {
              const own = remarks.filter(({ rows }) => rows.includes(y));
              return (
                <>
                  <tr key={rule.id} class={rowClass(own)} id={`row-${y + 1}`}>
                    <th scope="row" class="mc-rules__number">
                      {y + 1}
                    </th>
                    {rule.inputs.map((cell, x) => (
                      <td key={x}>
                        <Cell text={cell} values={table.inputs[x]?.values} language={language} />
                      </td>
                    ))}
                    {rule.outputs.map((cell, x) => (
                      <td key={x} class="mc-rules__answer">
                        <Cell text={cell} values={table.outputs[x]?.values} language={language} />
                      </td>
                    ))}
                    {clauses.length > 0 && (
                      <td class="mc-rules__clause">
                        {clauses
                          .map((x) => rule.annotations[x])
                          .filter(Boolean)
                          .join(' · ')}
                      </td>
                    )}
                    <td class="mc-rules__tested">
                      <Reached cases={table.reached?.[y]} language={language} />
                    </td>
                  </tr>
                  <RowRemarks remarks={own.filter(({ rows }) => rows.at(-1) === y)} width={width} />
                </>
              );
            })}
            {hasDefault && (
              <tr>
                <th scope="row" class="mc-rules__number">
                  –
                </th>
                <td colSpan={Math.max(1, inputs.length)}>{words.otherwise}</td>
                {outputs.map(({ otherwise }, x) => (
                  <td key={x} class="mc-rules__answer">
                    <Cell text={otherwise ?? ''} values={table.outputs[x]?.values} language={language} />
                  </td>
                ))}
                {clauses.length > 0 && <td>–</td>}
                <td>–</td>
              </tr>
            )}
            <GapRows table={table} language={language} width={width} />
          </tbody>
        </table>
      </Scroller>
      {rules.length > MOST_SHOWN && <p>{fill(words.tooLarge, { shown: MOST_SHOWN, count: rules.length })}</p>}
    </>
  );
}

/** Annotation columns in the reader's language; those that name none are for everybody. */
function clauseColumns(annotations: readonly string[], language: Language): number[] {
  const other = language === 'vi' ? 'en' : 'vi';
  return annotations.flatMap((name, x) => (name.trim().endsWith(` ${other}`) ? [] : [x]));
}

function TableHead({ table, language }: { table: ReviewedTable; language: Language }) {
  const words = texts[language];
  const policy = policyTexts[policyOf(table.table)][language];
  const isWell = table.findings.length === 0 && table.problems.length === 0;
  return (
    <p class="mc-rules__about">
      {fill(words.rowsOf, { count: table.table.rules.length, policy })}
      {isWell && ` · ${words.allWell}`}
    </p>
  );
}

/** What is said of the table as a whole. */
export function TableRemarks({ remarks }: { remarks: readonly Remark[] }) {
  const whole = remarks.filter(({ rows }) => rows.length === 0);
  if (whole.length === 0) return null;
  return (
    <ul class="mc-rules__whole">
      {whole.map((remark, i) => (
        <li key={i} class={remark.isError ? 'mc-rules__error' : undefined}>
          {remark.sentence} <span class="mc-rules__more">{remark.more}</span>
        </li>
      ))}
    </ul>
  );
}

/** Scrolls inside itself, also by keyboard. */
export function Scroller({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keyboard (WCAG 2.1.1)
    <div class="mc-rules" role="region" aria-label={label} tabIndex={0}>
      {children}
    </div>
  );
}

export function rowClass(remarks: readonly Remark[]): string | undefined {
  if (remarks.length === 0) return undefined;
  return remarks.some(({ isError }) => isError) ? 'mc-rules__row--error' : 'mc-rules__row--warning';
}

/** What is said of a row, under it. */
export function RowRemarks({ remarks, width }: { remarks: readonly Remark[]; width: number }) {
  if (remarks.length === 0) return null;
  return (
    <tr class={`mc-rules__remark ${rowClass(remarks)}`}>
      <td class="mc-rules__number">↳</td>
      <td colSpan={width - 1}>
        <div class="mc-rules__said">
          {remarks.map((remark, i) => (
            <p key={i} class={remark.isError ? 'mc-rules__error' : undefined}>
              {remark.sentence} <span class="mc-rules__more">{remark.more}</span>
            </p>
          ))}
        </div>
      </td>
    </tr>
  );
}

/** Cases that no row takes, where their row would be. */
export function GapRows(props: {
  table: ReviewedTable;
  language: Language;
  width: number;
  button?: (gap: number) => ComponentChildren;
}) {
  const { table, language, width, button } = props;
  const words = texts[language];
  return (
    <>
      {gapsOf(table).map((gap, i) => (
        <tr key={i} class="mc-rules__gap" id={`gap-${i + 1}`}>
          <th scope="row" class="mc-rules__number">
            ?
          </th>
          <td colSpan={width - 1}>
            <div class="mc-rules__said">
              <p>
                <strong>{words.gap}:</strong> {casesWords(gap, table, language) || words.anyValue}
              </p>
              {button?.(i)}
            </div>
          </td>
        </tr>
      ))}
    </>
  );
}

function Reached({ cases, language }: { cases: readonly number[] | undefined; language: Language }) {
  const words = texts[language];
  if (!cases) return <>–</>;
  if (cases.length === 0) return <span class="mc-rules__untested">{words.untested}</span>;
  const shown = cases.length > 4 ? `${cases.slice(0, 3).join(', ')}, …` : cases.join(', ');
  return <>{fill(words.testedBy, { cases: shown })}</>;
}

/** A cell of fewer characters is not broken into lines. */
const SHORT = 20;

/** A cell: `-` as a quiet dash, codes with what people call them. */
function Cell(props: {
  text: string;
  values: ReviewedTable['inputs'][number]['values'] | undefined;
  language: Language;
}) {
  const { text, values, language } = props;
  const trimmed = text.trim();
  if (trimmed === '-' || trimmed === '') return <span class="mc-rules__any">–</span>;
  const named = namedIn(trimmed, values, language);
  return (
    <>
      <code class={trimmed.length < SHORT ? 'mc-rules__short' : undefined}>{trimmed}</code>
      {named.length > 0 && <span class="mc-rules__gloss">{named.join(', ')}</span>}
    </>
  );
}
