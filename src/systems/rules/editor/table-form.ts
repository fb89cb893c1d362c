import { Type } from 'typebox';
import type { Aggregation, DecisionTable, HitPolicy, Rule } from '../dmn/model.ts';
import type { Finding } from '../checks/finding.ts';

/**
 * A decision table as the fields of a form, and back: everything that a person typed stands in the form, so that a row can be
 * added or moved, and the table checked, without being saved. Larger tables are edited as a workbook.
 */
export const MOST_EDITED = { rows: 200, columns: 40, cells: 3_000 };
const LONGEST_CELL = 10_000;

/** How a table chooses among the rows that apply. */
export const POLICIES = [
  'UNIQUE',
  'FIRST',
  'ANY',
  'PRIORITY',
  'COLLECT',
  'COLLECT SUM',
  'COLLECT COUNT',
  'COLLECT MIN',
  'COLLECT MAX',
  'RULE ORDER',
  'OUTPUT ORDER',
] as const;
export type Policy = (typeof POLICIES)[number];

const Count = (most: number) => Type.Integer({ minimum: 0, maximum: most });

/** The fields of the form that are always there; those of columns and cells are read by their names. */
export const TableFields = {
  policy: Type.Enum([...POLICIES]),
  inputs: Count(MOST_EDITED.columns),
  outputs: Type.Integer({ minimum: 1, maximum: MOST_EDITED.columns }),
  notes: Count(MOST_EDITED.columns),
  rows: Count(MOST_EDITED.rows),
};

type Fields = Readonly<Record<string, unknown>>;

export function policyOf({ hitPolicy, aggregation }: DecisionTable): Policy {
  return (aggregation ? `${hitPolicy} ${aggregation}` : hitPolicy) as Policy;
}

/** Whether a table is small enough to be edited in a form. */
export function isEditable({ inputs, outputs, annotations, rules }: DecisionTable): boolean {
  const columns = inputs.length + outputs.length + annotations.length;
  return (
    columns <= MOST_EDITED.columns && rules.length <= MOST_EDITED.rows && columns * rules.length <= MOST_EDITED.cells
  );
}

/** The table that a form says. `before` is the one that the form was made of: what the form does not ask stays as it was. */
export function tableFrom(fields: Fields, before: DecisionTable): DecisionTable {
  const text = (name: string): string => {
    const value = fields[name];
    return typeof value === 'string' ? value.slice(0, LONGEST_CELL) : '';
  };
  const count = (name: 'inputs' | 'outputs' | 'notes' | 'rows'): number[] =>
    Array.from({ length: Number(fields[name]) || 0 }, (_, i) => i);
  const orNull = (value: string): string | null => (value === '' ? null : value);
  const [hitPolicy, aggregation = null] = splitPolicy(text('policy') as Policy);
  const [inputs, outputs, notes] = [count('inputs'), count('outputs'), count('notes')];
  return {
    hitPolicy,
    aggregation,
    inputs: inputs.map((x) => {
      const id = text(`i${x}-id`);
      const known = before.inputs.find((each) => each.id !== '' && each.id === id);
      const expression = text(`i${x}-expression`);
      return {
        id: known?.id ?? '',
        words: known?.words ?? null,
        label: text(`i${x}-label`) || expression,
        expression,
        typeRef: orNull(text(`i${x}-type`)),
        values: orNull(text(`i${x}-values`)),
      };
    }),
    outputs: outputs.map((x) => {
      const id = text(`o${x}-id`);
      const known = before.outputs.find((each) => each.id !== '' && each.id === id);
      return {
        id: known?.id ?? '',
        words: known?.words ?? null,
        label: text(`o${x}-label`),
        name: orNull(text(`o${x}-expression`)),
        typeRef: orNull(text(`o${x}-type`)),
        values: orNull(text(`o${x}-values`)),
        otherwise: orNull(text(`o${x}-otherwise`)),
      };
    }),
    annotations: notes.map((x) => text(`n${x}-label`)),
    rules: count('rows').map((y) => {
      const id = text(`r${y}-id`);
      const known = before.rules.find((each) => each.id !== '' && each.id === id);
      return {
        id: known?.id ?? '',
        description: known?.description ?? '',
        inputs: inputs.map((x) => text(`r${y}-i${x}`)),
        outputs: outputs.map((x) => text(`r${y}-o${x}`)),
        annotations: notes.map((x) => text(`r${y}-n${x}`)),
      };
    }),
  };
}

function splitPolicy(policy: Policy): [HitPolicy, Aggregation?] {
  const [, aggregation] = /^COLLECT (.+)$/.exec(policy) ?? [];
  return aggregation ? ['COLLECT', aggregation as Aggregation] : [policy as HitPolicy];
}

/** What a button of the form does to the table: a verb, and of which row, column or gap, counted from 0. */
export const CHANGES = [
  'row-add',
  'row-remove',
  'row-up',
  'row-down',
  'input-add',
  'input-remove',
  'input-left',
  'input-right',
  'output-add',
  'output-remove',
  'gap-fill',
] as const;
export type Change = (typeof CHANGES)[number];

/** Buttons send `row-add:3`. Undefined for anything else. */
export function changeOf(value: string): { change: Change; at: number } | undefined {
  const [, name, at] = /^([a-z-]+):(\d{1,4})$/.exec(value) ?? [];
  const change = CHANGES.find((each) => each === name);
  return change && { change, at: Number(at) };
}

/** The table after a change; `gaps` are those that were shown. What cannot be done changes nothing. */
export function changed(
  table: DecisionTable,
  { change, at }: { change: Change; at: number },
  gaps: readonly Finding[],
): DecisionTable {
  const { inputs, outputs, rules } = table;
  switch (change) {
    case 'row-add':
      return rules.length < MOST_EDITED.rows ? { ...table, rules: rules.toSpliced(at, 0, emptyRow(table)) } : table;
    case 'row-remove':
      return { ...table, rules: rules.filter((_, y) => y !== at) };
    case 'row-up':
      return { ...table, rules: swapped(rules, at - 1) };
    case 'row-down':
      return { ...table, rules: swapped(rules, at) };
    case 'input-add':
      return withInputs(
        table,
        [...inputs.keys(), -1].toSorted((a, b) => place(a, at) - place(b, at)),
      );
    case 'input-remove':
      return withInputs(
        table,
        [...inputs.keys()].filter((x) => x !== at),
      );
    case 'input-left':
      return withInputs(table, swapped([...inputs.keys()], at - 1));
    case 'input-right':
      return withInputs(table, swapped([...inputs.keys()], at));
    case 'output-add':
      return outputs.length < MOST_EDITED.columns
        ? {
            ...table,
            outputs: [
              ...outputs,
              {
                id: '',
                label: '',
                name: `output ${outputs.length + 1}`,
                typeRef: null,
                values: null,
                otherwise: null,
                words: null,
              },
            ],
            rules: rules.map((rule) => ({ ...rule, outputs: [...rule.outputs, ''] })),
          }
        : table;
    case 'output-remove':
      return outputs.length > 1
        ? {
            ...table,
            outputs: outputs.filter((_, x) => x !== at),
            rules: rules.map((rule) => ({ ...rule, outputs: rule.outputs.filter((_, x) => x !== at) })),
          }
        : table;
    case 'gap-fill': {
      const gap = gaps[at];
      if (!gap || rules.length >= MOST_EDITED.rows) return table;
      const cells = inputs.map((_, x) => gap.cases?.find(({ columns }) => columns[0] === x)?.cell ?? '-');
      return { ...table, rules: [...rules, { ...emptyRow(table), inputs: cells }] };
    }
  }
}

/** A new column stands behind the one at `at`. */
const place = (x: number, at: number): number => (x === -1 ? at + 0.5 : x);

function emptyRow({ inputs, outputs, annotations }: DecisionTable): Rule {
  return {
    id: '',
    description: '',
    inputs: inputs.map(() => '-'),
    outputs: outputs.map(() => ''),
    annotations: annotations.map(() => ''),
  };
}

function swapped<Item>(items: readonly Item[], at: number): Item[] {
  const [a, b] = [items[at], items[at + 1]];
  return at >= 0 && a !== undefined && b !== undefined ? items.toSpliced(at, 2, b, a) : [...items];
}

/** The input columns in another order; −1 is a new one. */
function withInputs(table: DecisionTable, order: readonly number[]): DecisionTable {
  const fresh = { id: '', label: '', expression: '', typeRef: null, values: null, words: null };
  if (order.length > MOST_EDITED.columns) return table;
  return {
    ...table,
    inputs: order.map((x) => table.inputs[x] ?? fresh),
    rules: table.rules.map((rule) => ({ ...rule, inputs: order.map((x) => rule.inputs[x] ?? '-') })),
  };
}
