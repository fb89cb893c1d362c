import {
  Breadcrumbs,
  Button,
  Buttons,
  DecisionFields,
  DataTable,
  ErrorSummary,
  type FieldMessages,
  type FieldValues,
  Form,
  Page,
  PageTitle,
  renderPage,
} from '../../../../../design/index.ts';
import { fill } from '../../../../../kernel/text.ts';
import { SCOPES } from '../../../choices.ts';
import type { ResultKey, Unit } from '../../actions.ts';
import type { TypedLine } from '../../forms.ts';
import type { DeskView } from '../page-parts.tsx';
import { texts } from '../texts.ts';

const CELLS = ['sector', 'item', 'estimate', 'executed', 'settled'] as const;
const WIDTHS = { sector: 3, item: 4, estimate: 18, executed: 18, settled: 18 };
const LONGEST = { sector: 3, item: 4, estimate: 24, executed: 24, settled: 24 };

/** The figures of a year, to be entered line by line. */
export function entryPage(
  props: DeskView & {
    asked: ResultKey;
    unit: Unit;
    rows: readonly TypedLine[];
    idempotencyKey: string;
    values: FieldValues;
    messages: FieldMessages;
  },
): string {
  const { language, path, frame, asked, unit, rows, idempotencyKey, values, messages } = props;
  const words = texts[language];
  const { unitCode, year, scope } = asked;
  const result = `/desk/finance/results/${unitCode}/${year}/${scope}`;
  return renderPage(
    <Page
      language={language}
      title={`${words.entry} · ${unit.name}`}
      path={path}
      frame={frame}
      refused={Object.keys(messages).length > 0}
    >
      <Breadcrumbs
        crumbs={[
          { label: `${words.results} ${year}`, href: `/desk/finance/results?year=${year}` },
          { label: unit.name, href: result },
          { label: words.entry, href: `${result}/entry` },
        ]}
      />
      <PageTitle
        over={`${unit.name} · ${year} · ${SCOPES[scope][language]}`}
        title={words.entry}
        lead={words.entryLead}
      />
      <ErrorSummary messages={messages} />
      <Form
        action={`${result}/entry`}
        idempotencyKey={idempotencyKey}
        label={words.entry}
        values={values}
        messages={messages}
      >
        <DataTable
          caption={words.entry}
          captionHidden
          columns={CELLS.map((key) => ({ key, label: words[key] }))}
          rows={rows.map((row, i) => ({
            key: String(i),
            cells: Object.fromEntries(
              CELLS.map((cell) => {
                const name = `lines.${i}.${cell}`;
                const message = messages[name];
                const id = name.replaceAll('.', '-');
                return [
                  cell,
                  <>
                    <input
                      id={id}
                      class="ds-input"
                      name={name}
                      value={row[cell]}
                      size={WIDTHS[cell]}
                      maxLength={LONGEST[cell]}
                      inputMode="numeric"
                      autocomplete="off"
                      aria-label={fill(words.row, { row: i + 1, cell: words[cell] })}
                      aria-invalid={message ? 'true' : undefined}
                      aria-describedby={message ? `${id}-error` : undefined}
                    />
                    {message && (
                      <p class="ds-validation-message" id={`${id}-error`}>
                        {message}
                      </p>
                    )}
                  </>,
                ];
              }),
            ),
          }))}
        />
        <Buttons>
          <Button look="secondary" icon="plus" name="more" value="yes">
            {words.moreRows}
          </Button>
        </Buttons>
        <DecisionFields />
        <Buttons>
          <Button icon="stamp">{words.submit}</Button>
        </Buttons>
      </Form>
    </Page>,
  );
}
