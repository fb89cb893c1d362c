import { constantOf } from '../feel/constant.ts';
import { Frame, Run } from '../feel/run.ts';
import { type Type, coerce, isOf, resolved } from '../feel/type.ts';
import { FeelRange, type Kind, type Value, kindOfValue } from '../feel/value.ts';
import { askedBy, valuesAsked } from '../dmn/asked.ts';
import type { ReadTable } from '../dmn/decision-table.ts';
import { valuesOf } from '../dmn/item-definitions.ts';
import { type Grid, type GridColumn, gridOf, whole } from '../dmn/regions.ts';
import { type Budget, uncovered } from '../dmn/uncovered.ts';
import { rowFindings } from './check-rows.ts';
import { type Finding, Findings, told } from './finding.ts';

/** The most work of a check, in rows looked at: about two seconds. */
const GAP_BUDGET = 6_000_000;
const ROW_BUDGET = 12_000_000;
const VALUE_LIMITS = { steps: 100_000, time_ms: 200 };

/** The type of a name that stands for a whole expression, such as an input's. */
export type TypeOfName = (name: string) => Type | undefined;

/**
 * Looks for what is wrong with a table that can be read: cells of the wrong type or with values that are not allowed, rows
 * that cannot apply or are never reached, rows that both apply where only one may, and gaps. What is told is certain: cells
 * that are not constant are taken to pass anything when gaps are looked for, and nothing when overlaps are. Ends within a few
 * seconds whatever the table is; `table.not_all_seen` says that there was more to look at.
 */
export function checkTable(read: ReadTable, typeOfName: TypeOfName): Finding[] {
  const findings = new Findings(read.place.where);
  const columns = read.table.inputs.map((_, x) => columnOf(read, x, typeOfName));
  checkCells(read, columns, findings);
  checkOutputs(read, typeOfName, findings);
  const grid = gridOf(columns, read.scope, read.place);
  rowFindings(read, grid, { left: ROW_BUDGET }, findings);
  checkGaps(read, grid, { left: GAP_BUDGET }, findings);
  if (!findings.isComplete)
    findings.add({ code: 'table.not_all_seen', severity: 'warning', rules: [], about: `${read.rules.length}` });
  return findings.list;
}

interface CheckedColumn extends GridColumn {
  type: Type | undefined;
}

function columnOf(read: ReadTable, x: number, typeOfName: TypeOfName): CheckedColumn {
  const input = read.table.inputs[x];
  const column = read.columns[x];
  const expression = input?.expression ?? '';
  const own = column?.type && resolved(column.type).type !== 'any' ? column.type : undefined;
  const type = own ?? typeOfName(expression.trim());
  const allowed = input?.values
    ? askedBy(read.place.tests(input.values, read.scope).node, read.scope, read.place)
    : undefined;
  return {
    expression,
    label: input?.label ?? expression,
    kind: kindOf(type),
    cells: read.cells[x] ?? [],
    named: [...valuesAsked(allowed), ...namedBy(type)],
    type,
    allows(value) {
      if (value === null) return true;
      if (type && !isOf(value, type)) return false;
      return !column?.allows || passes(read, column.allows, value) !== false;
    },
  };
}

/** What a test says of a value, when nothing else is known. */
function passes(
  read: ReadTable,
  test: NonNullable<ReadTable['columns'][number]['allows']>,
  value: Value,
): boolean | null {
  const run = new Run({ now: new Date(0), limits: VALUE_LIMITS });
  const frame = new Frame(Array<Value>(read.scope.layout.count).fill(null), run);
  frame.slots[read.tested] = value;
  try {
    return test(value, frame);
  } catch {
    // It asks for more than is spent on a check: then nothing is said against the value.
    return null;
  }
}

/** The one kind that values of a type are of, through names and restrictions. */
function kindOf(type: Type | undefined): Kind | undefined {
  const at = type && resolved(type);
  if (at?.type === 'restricted') return kindOf(at.base);
  return at?.type === 'simple' ? at.kind : undefined;
}

/** The values that a type lists, and the ends of ranges among them. */
function namedBy(type: Type | undefined): Value[] {
  const values = (type && valuesOf(resolved(type))) ?? [];
  return values.flatMap((value) => (value instanceof FeelRange ? [value.start, value.end] : [value]));
}

function checkCells(read: ReadTable, columns: readonly CheckedColumn[], findings: Findings): void {
  columns.forEach((column, x) => {
    column.cells.forEach((cell, y) => {
      const asked = askedBy(cell, read.scope, read.place);
      const about = read.table.rules[y]?.inputs[x]?.trim() ?? '';
      const at = { rules: [y + 1], column: { side: 'input', at: x + 1 }, about } as const;
      const values = valuesAsked(asked).filter((value) => value !== null);
      if (column.kind && values.some((value) => kindOfValue(value) !== column.kind))
        findings.add({ ...at, code: 'table.cell_type', severity: 'error' });
      else if (asked?.tests.some(({ operator, value }) => operator === '=' && !column.allows(value)))
        findings.add({ ...at, code: 'table.value_not_allowed', severity: 'error' });
    });
  });
}

function checkOutputs(read: ReadTable, typeOfName: TypeOfName, findings: Findings): void {
  read.table.outputs.forEach((output, x) => {
    const own = read.outputs[x]?.type;
    const isTyped = own !== undefined && resolved(own).type !== 'any';
    const type = isTyped || read.outputs.length > 1 ? own : typeOfName(read.place.where);
    const allowed = output.values === null ? undefined : read.place.tests(output.values, read.scope).test;
    read.rules.forEach((rule, y) => {
      const found = rule.outputs[x] && constantOf(rule.outputs[x]);
      if (!found || found.value === null) return;
      const about = read.table.rules[y]?.outputs[x]?.trim() ?? '';
      const at = { rules: [y + 1], column: { side: 'output', at: x + 1 }, about, severity: 'error' } as const;
      const fits = type ? coerce(found.value, type) : found.value;
      const kind = kindOf(type);
      if (fits === undefined)
        findings.add({
          ...at,
          code: kind === kindOfValue(found.value) ? 'table.value_not_allowed' : 'table.cell_type',
        });
      else if (allowed && passes(read, allowed, fits) === false)
        findings.add({ ...at, code: 'table.value_not_allowed' });
    });
  });
}

/** Cases that no row takes. Where an answer is given without a row, nothing is missing. */
function checkGaps(read: ReadTable, grid: Grid, budget: Budget, findings: Findings): void {
  const { table } = read;
  const isAnswered = table.outputs.some(({ otherwise }) => otherwise !== null) || table.aggregation === 'COUNT';
  if (isAnswered || grid.axes.length === 0) return;
  const all = grid.axes.map(whole);
  const { regions, isComplete } = uncovered(
    grid.rows.map(({ region }) => region),
    all,
    budget,
  );
  if (!isComplete) findings.isComplete = false;
  for (const region of regions)
    if (!findings.add({ code: 'table.gap', severity: 'warning', rules: [], ...told(region, grid.axes) })) return;
}
