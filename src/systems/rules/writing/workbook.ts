import { columnName } from '../../registry/index.ts';
import type { SheetOfTexts, WholeSheet } from '../../registry/index.ts';
import type { Aggregation, DecisionTable, HitPolicy, Model } from '../dmn/model.ts';

/**
 * Decision tables as a workbook: a sheet for each table, a row for each rule. What stands in the rows on top says which table
 * it is, how it chooses among rows, and what each column asks; the last rows and columns are keys by which columns and rows
 * are known again, and may be left empty for new ones.
 */
export interface NamedTable {
  /** Of the decision or knowledge model that holds it. */
  id: string;
  name: string;
  table: DecisionTable;
}

/** The tables of a model that stand right in a decision or knowledge model. */
export function tablesOf(model: Model): NamedTable[] {
  return [
    ...model.decisions.map(({ id, name, logic }) => ({ id, name, logic })),
    ...model.knowledge.map(({ id, name, logic }) => ({ id, name, logic: logic?.body })),
  ].flatMap(({ id, name, logic }) => (logic?.boxed === 'table' ? [{ id, name, table: logic.table }] : []));
}

/** The words in column A, by what the row holds. The first word of each is read; the rest is for people. */
const HEADINGS = {
  table: 'Bảng · Table',
  policy: 'Cách chọn dòng · Hit policy',
  kind: 'Loại cột · Kind of column',
  label: 'Tên cột · Label',
  expression: 'Biểu thức · Expression',
  type: 'Kiểu · Type',
  values: 'Giá trị cho phép · Allowed values',
  otherwise: 'Mặc định · Default',
  key: 'Khóa cột · Key of column',
} as const;
type Heading = keyof typeof HEADINGS;
const TOP = Object.keys(HEADINGS) as Heading[];
const ROW_OF = Object.fromEntries(TOP.map((heading, i) => [heading, i + 1])) as Record<Heading, number>;
const FIRST_RULE = TOP.length + 1;

const KINDS = {
  input: 'vào · input',
  output: 'ra · output',
  note: 'căn cứ · note',
  description: 'diễn giải · description',
  rowKey: 'khóa dòng · key of row',
} as const;
type ColumnKind = keyof typeof KINDS;

const POLICIES: readonly HitPolicy[] = ['UNIQUE', 'FIRST', 'PRIORITY', 'ANY', 'COLLECT', 'RULE ORDER', 'OUTPUT ORDER'];
const AGGREGATIONS: readonly Aggregation[] = ['SUM', 'COUNT', 'MIN', 'MAX'];

/** Sheets for a workbook of these tables. */
export function sheetsOf(tables: readonly NamedTable[]): SheetOfTexts[] {
  const taken = new Set<string>();
  return tables.map(({ id, name, table }) => ({
    name: sheetName(name, taken),
    ...contentOf(id, name, table),
    frozen: { rows: TOP.length, columns: 1 },
  }));
}

/** What spreadsheets take as the name of a sheet: at most 31 characters, some signs not, each name once. */
function sheetName(name: string, taken: Set<string>): string {
  const plain =
    [
      ...name
        .replace(/[[\]:*?/\\\p{Cc}]/gu, ' ')
        .replace(/^'+|'+$/g, '')
        .trim(),
    ]
      .slice(0, 24)
      .join('') || 'Table';
  let free = plain.slice(0, 27);
  for (let i = 2; taken.has(free.toLowerCase()); i++) free = `${plain.slice(0, 27)} ${i}`;
  taken.add(free.toLowerCase());
  return free;
}

function contentOf(id: string, name: string, table: DecisionTable): Pick<SheetOfTexts, 'rows' | 'widths'> {
  const { inputs, outputs, annotations, rules } = table;
  const top: Record<Heading, string[]> = {
    table: [id, name],
    policy: [table.aggregation ? `${table.hitPolicy} ${table.aggregation}` : table.hitPolicy],
    kind: [
      ...inputs.map(() => KINDS.input),
      ...outputs.map(() => KINDS.output),
      ...annotations.map(() => KINDS.note),
      KINDS.description,
      KINDS.rowKey,
    ],
    label: [...inputs.map(({ label }) => label), ...outputs.map(({ label }) => label), ...annotations],
    expression: [...inputs.map(({ expression }) => expression), ...outputs.map((each) => each.name ?? '')],
    type: [...inputs, ...outputs].map(({ typeRef }) => typeRef ?? ''),
    values: [...inputs, ...outputs].map(({ values }) => values ?? ''),
    otherwise: [...inputs.map(() => ''), ...outputs.map(({ otherwise }) => otherwise ?? '')],
    key: [...inputs, ...outputs].map((each) => each.id),
  };
  return {
    rows: [
      ...TOP.map((heading) => [HEADINGS[heading], ...top[heading]]),
      ...rules.map((rule, y) => [
        `${y + 1}`,
        ...rule.inputs,
        ...rule.outputs,
        ...rule.annotations,
        rule.description,
        rule.id,
      ]),
    ],
    widths: [26, ...inputs.map(() => 22), ...outputs.map(() => 18), ...annotations.map(() => 48), 24, 16],
  };
}

/** What is wrong with a sheet, with the cell. */
export interface SheetFault {
  code:
    | 'sheet.table_unknown'
    | 'sheet.heading_missing'
    | 'sheet.policy_unknown'
    | 'sheet.kind_unknown'
    | 'sheet.formula'
    | 'sheet.no_columns';
  sheet: string;
  /** Such as B7. */
  cell: string;
  about: string;
}

/** A table that a sheet holds, and where each of its parts stands. */
export interface SheetTable extends NamedTable {
  sheet: string;
  /** The cell of a rule's input or output, or of the column itself; all counted from 1. */
  cellOf(place: { rule?: number; side?: 'input' | 'output'; column?: number }): string;
}

/**
 * The tables of a workbook that `sheetsOf` wrote and a person changed. `known` are the tables of the model: their ids must be those
 * of the sheets. A sheet whose first cell does not say that it holds a table is left out, so that people may keep notes.
 */
export function tablesIn(
  sheets: readonly WholeSheet[],
  known: readonly NamedTable[],
): { tables: SheetTable[]; faults: SheetFault[] } {
  const tables: SheetTable[] = [];
  const faults: SheetFault[] = [];
  for (const sheet of sheets) {
    const grid = new Grid(sheet);
    if (!says(grid.at(ROW_OF.table, 0), HEADINGS.table)) continue;
    const found = tableIn(grid, known);
    if ('table' in found) tables.push(found);
    else faults.push(...found.faults);
  }
  return { tables, faults };
}

/** The cells of a sheet by their place. */
class Grid {
  readonly name: string;
  readonly last: number;
  readonly #rows: Map<number, WholeSheet['rows'][number]>;

  constructor({ name, rows }: WholeSheet) {
    this.name = name;
    this.#rows = new Map(rows.map((row) => [row.row, row]));
    this.last = Math.max(0, ...this.#rows.keys());
  }

  /** The text of a cell; a row is counted from 1, a column from 0. Days that the spreadsheet knows as days are written as FEEL does. */
  at(row: number, column: number): string {
    const found = this.#rows.get(row);
    const text = found?.cells[column] ?? '';
    return found?.kinds[column] === 'date' && /^\d{4}-\d{2}-\d{2}$/.test(text) ? `date("${text}")` : text;
  }

  /** The first cell of a row that has a formula or an error. */
  fault(row: number): { column: number } | undefined {
    const fault = this.#rows.get(row)?.fault;
    return fault && { column: fault.column ?? 0 };
  }
}

/** Whether a cell says a heading: its first words, in either language. */
const says = (cell: string, words: string): boolean => {
  const given = cell.trim().toLowerCase();
  return (
    given !== '' &&
    words
      .toLowerCase()
      .split(' · ')
      .some((word) => given === word || given.startsWith(`${word} ·`))
  );
};

const cellName = (row: number, column: number): string => `${columnName(column)}${row}`;

function tableIn(grid: Grid, known: readonly NamedTable[]): SheetTable | { faults: SheetFault[] } {
  const faults: SheetFault[] = [];
  const fault = (code: SheetFault['code'], row: number, column: number, about: string): void =>
    void faults.push({ code, sheet: grid.name, cell: cellName(row, column), about });
  for (let row = 1; row <= grid.last; row++) {
    const at = grid.fault(row);
    if (at) fault('sheet.formula', row, at.column, '');
  }
  for (const heading of TOP)
    if (!says(grid.at(ROW_OF[heading], 0), HEADINGS[heading]))
      fault('sheet.heading_missing', ROW_OF[heading], 0, HEADINGS[heading]);
  const id = grid.at(ROW_OF.table, 1).trim();
  const before = known.find((each) => each.id === id);
  if (!before) fault('sheet.table_unknown', ROW_OF.table, 1, id);
  const policy = readPolicy(grid.at(ROW_OF.policy, 1));
  if (!policy) fault('sheet.policy_unknown', ROW_OF.policy, 1, grid.at(ROW_OF.policy, 1));
  const columns = readColumns(grid, fault);
  if (!columns.some(({ kind }) => kind === 'output')) fault('sheet.no_columns', ROW_OF.kind, 1, KINDS.output);
  if (faults.length > 0 || !before || !policy) return { faults };
  const of = (kind: ColumnKind): number[] => columns.flatMap((each) => (each.kind === kind ? [each.column] : []));
  const [inputs, outputs, notes] = [of('input'), of('output'), of('note')];
  const [description] = of('description');
  const [rowKey] = of('rowKey');
  const orNull = (text: string): string | null => (text === '' ? null : text);
  const text = (heading: Heading, column: number): string => grid.at(ROW_OF[heading], column);
  const rows = ruleRows(grid, columns);
  const table: DecisionTable = {
    ...policy,
    inputs: inputs.map((column) => {
      const key = text('key', column);
      return {
        words: before.table.inputs.find((each) => each.id === key)?.words ?? null,
        id: key,
        label: text('label', column) || text('expression', column).trim(),
        expression: text('expression', column),
        typeRef: orNull(text('type', column)),
        values: orNull(text('values', column)),
      };
    }),
    outputs: outputs.map((column) => {
      const key = text('key', column);
      return {
        words: before.table.outputs.find((each) => each.id === key)?.words ?? null,
        id: key,
        label: text('label', column),
        name: orNull(text('expression', column)),
        typeRef: orNull(text('type', column)),
        values: orNull(text('values', column)),
        otherwise: orNull(text('otherwise', column)),
      };
    }),
    annotations: notes.map((column) => text('label', column)),
    rules: rows.map((row) => ({
      id: rowKey === undefined ? '' : grid.at(row, rowKey),
      description: description === undefined ? '' : grid.at(row, description),
      inputs: inputs.map((column) => grid.at(row, column)),
      outputs: outputs.map((column) => grid.at(row, column)),
      annotations: notes.map((column) => grid.at(row, column)),
    })),
  };
  return {
    id,
    name: before.name,
    table,
    sheet: grid.name,
    cellOf: ({ rule, side, column }) =>
      cellName(
        rule === undefined ? ROW_OF.label : (rows[rule - 1] ?? FIRST_RULE),
        side === undefined || column === undefined ? 0 : ((side === 'input' ? inputs : outputs)[column - 1] ?? 0),
      ),
  };
}

function readPolicy(text: string): { hitPolicy: HitPolicy; aggregation: Aggregation | null } | undefined {
  const given = text.trim().toUpperCase().replace(/\s+/g, ' ');
  const aggregation = AGGREGATIONS.find((each) => given === `COLLECT ${each}`) ?? null;
  const hitPolicy = aggregation ? 'COLLECT' : POLICIES.find((each) => each === given);
  return hitPolicy && { hitPolicy, aggregation };
}

interface ReadColumn {
  kind: ColumnKind;
  column: number;
}

const MOST_COLUMNS = 200;

function readColumns(
  grid: Grid,
  fault: (code: SheetFault['code'], row: number, column: number, about: string) => void,
): ReadColumn[] {
  const columns: ReadColumn[] = [];
  for (let column = 1; column < MOST_COLUMNS; column++) {
    const said = grid.at(ROW_OF.kind, column);
    const kind = (Object.keys(KINDS) as ColumnKind[]).find((each) => says(said, KINDS[each]));
    if (kind) columns.push({ kind, column });
    else if (said.trim() !== '') fault('sheet.kind_unknown', ROW_OF.kind, column, said);
  }
  return columns;
}

/** The rows that hold rules: those in which any column of the table says something. */
function ruleRows(grid: Grid, columns: readonly ReadColumn[]): number[] {
  const rows: number[] = [];
  for (let row = FIRST_RULE; row <= grid.last; row++)
    if (columns.some(({ column }) => grid.at(row, column).trim() !== '')) rows.push(row);
  return rows;
}
