import type { ComponentChildren } from 'preact';
import {
  Breadcrumbs,
  Button,
  Buttons,
  ErrorSummary,
  FieldGroup,
  type FieldMessages,
  type FieldValues,
  Form,
  LinkButton,
  Notice,
  Page,
  PageTitle,
  Section,
  SelectField,
  TextField,
  renderPage,
} from '../../../../../design/index.ts';
import { fill, type Language } from '../../../../../kernel/text.ts';
import type { DeskView } from '../../../desk/pages/page-parts.tsx';
import { texts as deskTexts } from '../../../desk/pages/texts.ts';
import type { OpenTable } from '../../actions.ts';
import { POLICIES, policyOf } from '../../table-form.ts';
import { type Remark, remarksOf } from '../findings.ts';
import { GapRows, RowRemarks, Scroller, TableRemarks, rowClass } from '../rule-table.tsx';
import { policyTexts, texts } from '../texts.ts';

/** A table open for editing: every cell a field, what is wrong beside it, gaps where their row would be. */
export function tablePage(
  props: DeskView & {
    opened: OpenTable;
    idempotencyKey: string;
    /** The version that the form is of. */
    version: number;
    isUnsaved: boolean;
    messages: FieldMessages;
    /** What was typed into the form of a new input. */
    typed: FieldValues;
  },
): string {
  const { language, path, frame, opened, idempotencyKey, version, isUnsaved, messages, typed } = props;
  const words = texts[language];
  const { file, table } = opened;
  const { ruleSet, edition } = file;
  const name = table.label?.[language] ?? table.name;
  const here = `/desk/rules/${ruleSet.id}/editions/${edition.number}`;
  const action = `${here}/tables/${encodeURIComponent(table.id)}`;
  const remarks = remarksOf(table, language);
  const errors = remarks.filter(({ isError }) => isError).length;
  const title = fill(words.editTitle, { name });
  return renderPage(
    <Page
      language={language}
      title={title}
      path={path}
      frame={frame}
      width="wide"
      refused={Object.keys(messages).length > 0}
    >
      <Breadcrumbs
        crumbs={[
          { label: deskTexts[language].ruleSets, href: '/desk/rules' },
          { label: ruleSet.name[language], href: `/desk/rules/${ruleSet.id}` },
          { label: fill(deskTexts[language].edition, { number: edition.number }), href: here },
          { label: words.editTable, href: action },
        ]}
      />
      <PageTitle over={ruleSet.name[language]} title={title} lead={fill(words.editLead, { number: edition.number })} />
      <ErrorSummary messages={messages} />
      {isUnsaved && <Notice tone="info" title={words.unsaved} />}
      {errors > 0 && <Notice tone="warning" title={fill(words.refused, { count: errors })} />}
      <Form action={action} idempotencyKey={idempotencyKey} label={title} values={{ policy: policyOf(table.table) }}>
        <Hidden
          values={{
            version: `${version}`,
            inputs: `${table.table.inputs.length}`,
            outputs: `${table.table.outputs.length}`,
            notes: `${table.table.annotations.length}`,
            rows: `${table.table.rules.length}`,
          }}
        />
        {/* The first button is what the Enter key presses. */}
        <button type="submit" name="do" value="check" class="ds-sr-only" tabIndex={-1} aria-hidden="true">
          {words.check}
        </button>
        <SelectField
          name="policy"
          label={words.policy}
          choices={POLICIES.map((policy) => ({ value: policy, label: policyTexts[policy][language] }))}
        />
        <TableRemarks remarks={remarks} />
        <p class="mc-rules__about">{words.cellHint}</p>
        <Names names={opened.names} types={opened.types} />
        <EditedTable opened={opened} remarks={remarks} action={action} language={language} />
        <Buttons>
          <Button name="do" value="save" icon="check">
            {words.save}
          </Button>
          <Button name="do" value="check" look="secondary">
            {words.check}
          </Button>
          <LinkButton href={here} look="tertiary">
            {words.back}
          </LinkButton>
        </Buttons>
      </Form>
      <Section title={words.addInput}>
        <Form
          action={`${action}/inputs`}
          idempotencyKey={idempotencyKey}
          label={words.addInput}
          values={typed}
          messages={messages}
        >
          <Hidden values={{ version: `${version}` }} />
          <FieldGroup title={words.newFact} hint={words.addInputLead}>
            <TextField
              name="name"
              label={words.inputName}
              hint={words.inputNameHint}
              maxlength={100}
              autocomplete="off"
            />
            <SelectField
              name="type"
              label={words.type}
              choices={opened.types.map((type) => ({ value: type, label: type }))}
            />
            <TextField name="vi" label={words.inputVi} maxlength={200} autocomplete="off" />
            <TextField name="en" label={words.inputEn} maxlength={200} autocomplete="off" />
          </FieldGroup>
          <Buttons>
            <Button look="secondary" icon="plus">
              {words.add}
            </Button>
          </Buttons>
        </Form>
      </Section>
    </Page>,
  );
}

export function Hidden({ values }: { values: Readonly<Record<string, string>> }) {
  return (
    <>
      {Object.entries(values).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
    </>
  );
}

/** What a browser offers while a column is named. */
function Names({ names, types }: { names: readonly string[]; types: readonly string[] }) {
  return (
    <>
      <datalist id="rule-names">
        {names.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </datalist>
      <datalist id="rule-types">
        {types.map((type) => (
          <option key={type} value={type}>
            {type}
          </option>
        ))}
      </datalist>
    </>
  );
}

interface Editing {
  opened: OpenTable;
  remarks: readonly Remark[];
  action: string;
  language: Language;
}

function EditedTable({ opened, remarks, action, language }: Editing) {
  const words = texts[language];
  const { table } = opened;
  const { inputs, outputs, annotations, rules } = table.table;
  const width = 1 + Math.max(1, inputs.length) + outputs.length + annotations.length;
  const press = (change: string, at: number, label: string, to: string) => (
    <button type="submit" class="mc-rules__press" name="do" value={`${change}:${at}`} formAction={`${action}#${to}`}>
      {label}
    </button>
  );
  return (
    <Scroller label={table.label?.[language] ?? table.name}>
      <table class="mc-rules__table mc-rules__table--edit">
        <thead>
          <tr>
            <th scope="col" class="mc-rules__number">
              {press('row-add', 0, words.firstRow, 'row-1')}
            </th>
            {inputs.length === 0 && <th scope="col">{press('input-add', 0, words.addFirstInput, 'columns')}</th>}
            {inputs.map((input, x) => (
              <th key={x} scope="col" id={`column-${x + 1}`}>
                <Details label={table.inputs[x]?.label[language] || words.newColumn} open={input.expression === ''}>
                  <input type="hidden" name={`i${x}-id`} value={input.id} />
                  <ColumnField
                    name={`i${x}-expression`}
                    label={words.expression}
                    value={input.expression}
                    list="rule-names"
                  />
                  <ColumnField name={`i${x}-label`} label={words.label} value={input.label} />
                  <ColumnField name={`i${x}-type`} label={words.type} value={input.typeRef ?? ''} list="rule-types" />
                  <ColumnField name={`i${x}-values`} label={words.values} value={input.values ?? ''} />
                  <div class="mc-rules__presses">
                    {x > 0 && press('input-left', x, words.left, `column-${x}`)}
                    {x < inputs.length - 1 && press('input-right', x, words.right, `column-${x + 2}`)}
                    {press('input-add', x, words.columnAfter, `column-${x + 2}`)}
                    {press('input-remove', x, words.removeColumn, 'columns')}
                  </div>
                </Details>
              </th>
            ))}
            {outputs.map((output, x) => (
              <th key={x} scope="col" class="mc-rules__answer">
                <Details label={table.outputs[x]?.label[language] || fill(words.newColumnName, { column: x + 1 })}>
                  <input type="hidden" name={`o${x}-id`} value={output.id} />
                  {outputs.length > 1 || output.name !== null ? (
                    <ColumnField name={`o${x}-expression`} label={words.outputName} value={output.name ?? ''} />
                  ) : null}
                  <ColumnField name={`o${x}-label`} label={words.label} value={output.label} />
                  <ColumnField name={`o${x}-type`} label={words.type} value={output.typeRef ?? ''} list="rule-types" />
                  <ColumnField name={`o${x}-values`} label={words.values} value={output.values ?? ''} />
                  <ColumnField name={`o${x}-otherwise`} label={words.defaultAnswer} value={output.otherwise ?? ''} />
                  <div class="mc-rules__presses">
                    {press('output-add', x, words.addOutput, 'columns')}
                    {outputs.length > 1 && press('output-remove', x, words.removeColumn, 'columns')}
                  </div>
                </Details>
              </th>
            ))}
            {annotations.map((label, x) => (
              <th key={x} scope="col" class="mc-rules__clause">
                <ColumnField name={`n${x}-label`} label={words.law} value={label} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rules.map((rule, y) => {
            const own = remarks.filter(({ rows }) => rows.includes(y));
            const cell = (kind: 'i' | 'o' | 'n', x: number, value: string, label: string) => (
              <CellField
                name={`r${y}-${kind}${x}`}
                value={value}
                label={`${fill(words.row, { row: y + 1 })}, ${label}`}
                isWrong={own.some(
                  ({ isError, column }) =>
                    isError &&
                    column?.at === x &&
                    (kind === 'i' ? column.side === 'input' : kind === 'o' && column.side === 'output'),
                )}
              />
            );
            return (
              <>
                <tr key={y} class={rowClass(own)} id={`row-${y + 1}`}>
                  <th scope="row" class="mc-rules__number" aria-label={fill(words.row, { row: y + 1 })}>
                    <input type="hidden" name={`r${y}-id`} value={rule.id} />
                    <Details label={`${y + 1}`}>
                      <div class="mc-rules__presses">
                        {press('row-add', y + 1, words.rowBelow, `row-${y + 2}`)}
                        {y > 0 && press('row-up', y, words.up, `row-${y}`)}
                        {y < rules.length - 1 && press('row-down', y, words.down, `row-${y + 2}`)}
                        {press('row-remove', y, words.removeRow, `row-${Math.max(1, y)}`)}
                      </div>
                    </Details>
                  </th>
                  {inputs.length === 0 && <td>–</td>}
                  {rule.inputs.map((text, x) => (
                    <td key={x}>{cell('i', x, text, table.inputs[x]?.label[language] ?? '')}</td>
                  ))}
                  {rule.outputs.map((text, x) => (
                    <td key={x} class="mc-rules__answer">
                      {cell('o', x, text, table.outputs[x]?.label[language] ?? words.then)}
                    </td>
                  ))}
                  {rule.annotations.map((text, x) => (
                    <td key={x} class="mc-rules__clause">
                      {cell('n', x, text, annotations[x] ?? words.law)}
                    </td>
                  ))}
                </tr>
                <RowRemarks remarks={own.filter(({ rows }) => rows.at(-1) === y)} width={width} />
              </>
            );
          })}
          <GapRows
            table={table}
            language={language}
            width={width}
            button={(gap) => press('gap-fill', gap, words.gapFill, `row-${rules.length + 1}`)}
          />
        </tbody>
      </table>
    </Scroller>
  );
}

/** What opens in the head of a row or column. */
function Details({ label, open, children }: { label: string; open?: boolean; children: ComponentChildren }) {
  return (
    <details class="mc-rules__details" open={open}>
      <summary>{label}</summary>
      {children}
    </details>
  );
}

/** A field in the head of a column. */
function ColumnField(props: { name: string; label: string; value: string; list?: string }) {
  const { name, label, value, list } = props;
  return (
    <label class="mc-rules__field">
      {label}
      <input class="ds-input" name={name} value={value} list={list} autocomplete="off" spellcheck={false} />
    </label>
  );
}

/** A cell: a field that grows with what is typed. */
function CellField(props: { name: string; label: string; value: string; isWrong: boolean }) {
  const { name, label, value, isWrong } = props;
  return (
    <textarea
      class="mc-rules__cell"
      name={name}
      aria-label={label}
      aria-invalid={isWrong ? 'true' : undefined}
      rows={1}
      spellcheck={false}
    >
      {value}
    </textarea>
  );
}
