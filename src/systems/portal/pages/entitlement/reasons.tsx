import { Card, DataTable, Disclosure, Section } from '../../../../design/index.ts';
import { type Language, fill, formatDate } from '../../../../kernel/text.ts';
import type { Asking } from '../../entitlements/actions.ts';
import { texts } from './texts.ts';

/** The answer of the law with its reasons: rows that apply, their clauses, what was known, and what would give another answer. */
export function Reasons({
  language,
  asking,
  question,
  on,
}: {
  language: Language;
  asking: Asking;
  question: { edition: number; law: Record<Language, string> };
  on: string;
}) {
  const words = texts[language];
  const { explanation, others } = asking;
  return (
    <div>
      <Card
        headingLevel={2}
        tone="tinted"
        icon={asking.answer === null ? 'circle-alert' : 'scroll-text'}
        title={`${explanation.label[language]}: ${explanation.answer[language]}`}
      >
        <p>{fill(words.asOf, { date: formatDate(on, language), number: question.edition })}</p>
        {explanation.warnings.map(({ code, where, words: said }) => (
          <p key={`${code} ${where}`}>
            {where}: {said[language]}
          </p>
        ))}
      </Card>
      <Section title={words.why}>
        <ol class="mc-reasons">
          {explanation.steps.map((step) => (
            <li key={step.name}>
              <h3>
                {step.label[language]}: {step.value[language]}
              </h3>
              {step.formula && <p>{fill(words.calculated, { formula: step.formula[language] })}</p>}
              {step.rows.map((row) => (
                <div key={row.row} class="mc-reasons__row">
                  {row.conditions.length > 0 ? (
                    <DataTable
                      caption={fill(words.row, { row: row.row, outcome: row.outcome[language] })}
                      columns={[
                        { key: 'what', label: words.condition },
                        { key: 'asks', label: words.asks },
                        { key: 'found', label: words.found },
                      ]}
                      rows={row.conditions.map(({ label, asks, found }) => ({
                        key: label.vi,
                        cells: { what: label[language], asks: asks[language], found: found[language] },
                      }))}
                    />
                  ) : (
                    <p>
                      {fill(words.row, { row: row.row, outcome: row.outcome[language] })} {words.always}
                    </p>
                  )}
                  {row.law && <p class="mc-reasons__clause">{row.law[language]}</p>}
                </div>
              ))}
            </li>
          ))}
        </ol>
      </Section>
      <Section title={words.others}>
        {others.answers.length === 0 ? (
          <p>{words.noOthers}</p>
        ) : (
          <ul class="mc-reasons">
            {others.answers.map(({ answer, changes }) => (
              <li key={`${answer.vi} ${changes.map(({ name, to }) => `${name} ${to.vi}`).join(' ')}`}>
                <strong>{answer[language]}</strong>
                {', '}
                {words.if}{' '}
                {changes.map(({ label, to }) => `${label[language]}: ${to[language]}`).join(` ${words.and} `)}
              </li>
            ))}
          </ul>
        )}
        {!others.isComplete && <p class="mc-hint">{words.notAll}</p>}
      </Section>
      <Disclosure label={words.basis}>
        <ul>
          {explanation.inputs.map(({ name, label, value, source }) => (
            <li key={name}>
              {label[language]}: {value[language]} ·{' '}
              {source === null
                ? words.missing
                : source === 'said'
                  ? words.said
                  : source === 'computed'
                    ? words.computed
                    : source.register[language]}
            </li>
          ))}
        </ul>
      </Disclosure>
    </div>
  );
}
