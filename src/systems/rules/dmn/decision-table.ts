import { equal } from '../feel/compare.ts';
import { constantOf } from '../feel/constant.ts';
import type { Test } from '../feel/compile-tests.ts';
import type { Code, Frame, Run } from '../feel/run.ts';
import { Scope } from '../feel/scope.ts';
import { type Type, resolved } from '../feel/type.ts';
import { BUILT_IN } from '../feel/built-in/index.ts';
import type { Value } from '../feel/value.ts';
import { fitted } from './fitting.ts';
import { valuesOf } from './item-definitions.ts';
import type { Node } from '../feel/syntax.ts';
import type { DecisionTable } from './model.ts';
import { type ColumnIndex, indexColumn } from './table-index.ts';
import type { Place } from './place.ts';

/** Decision tables (DMN 1.5, chapter 8), compiled. */
export interface Column {
  code: Code;
  type: Type | undefined;
  allows: Test | undefined;
}

export interface CompiledRule {
  /** Which row of the table it is, from 0. */
  row: number;
  tests: readonly Test[];
  outputs: readonly Code[];
}

export interface Output {
  name: string | null;
  type: Type | undefined;
  /** The values in their order of priority. */
  order: readonly Value[] | undefined;
  otherwise: Code | undefined;
}

/** A table as it was read and compiled, for those who check it. */
export interface ReadTable {
  table: DecisionTable;
  place: Place;
  /** Of its cells; `tested` is the place of `?`. */
  scope: Scope;
  tested: number;
  columns: readonly Column[];
  outputs: readonly Output[];
  rules: readonly CompiledRule[];
  /** By column and row, where they could be read. */
  cells: readonly (readonly (Node | undefined)[])[];
}

export function compileTable(table: DecisionTable, scope: Scope, place: Place): Code {
  const inside = new Scope({ parent: scope });
  const tested = inside.declare('?');
  const columns = table.inputs.map((input, x): Column => {
    const at = place.at(`input ${x + 1}`);
    return {
      code: at.expression(input.expression, scope),
      type: at.type(input.typeRef),
      allows: input.values === null ? undefined : at.tests(input.values, inside).test,
    };
  });
  const outputs = table.outputs.map((output, x): Output => {
    const at = place.at(`output ${x + 1}`);
    const type = at.type(output.typeRef);
    return {
      name: output.name,
      type,
      order:
        (output.values === null ? undefined : constants(output.values, scope, at)) ??
        (type && valuesOf(resolved(type))),
      otherwise: output.otherwise === null ? undefined : at.expression(output.otherwise, scope),
    };
  });
  if (table.outputs.length > 1) for (const { name } of table.outputs) place.fields.add(name ?? '');
  const cells: (Node | undefined)[][] = columns.map(() => []);
  const rules = table.rules.map((rule, y): CompiledRule => {
    const at = place.at(`rule ${y + 1}`);
    if (rule.inputs.length !== columns.length || rule.outputs.length !== outputs.length)
      at.report('model.shape_wrong', '');
    return {
      row: y,
      tests: columns.map((_, x) => {
        const { test, node } = at.at(`input ${x + 1}`).tests(rule.inputs[x] ?? '-', inside);
        cells[x]?.push(node);
        return test;
      }),
      outputs: outputs.map((_, x) => at.at(`output ${x + 1}`).expression(rule.outputs[x] ?? '', scope)),
    };
  });
  place.tables?.push({ table, place, scope: inside, tested, columns, outputs, rules, cells });
  const indexes = rules.length < LEAST_ROWS ? [] : cells.map((column) => indexColumn(column, inside, place));
  const answer = hitPolicy(table, outputs);
  const isFirst = table.hitPolicy === 'FIRST';
  return (frame) => {
    const values = readInputs(columns, frame, tested);
    if (!values) return null;
    const rows = rowsByIndex(indexes, values);
    const matching = rows
      ? matchingAmong(rows, { rules, indexes, values, tested, isFirst }, frame)
      : matchingOneByOne({ rules, indexes, values, tested, isFirst }, frame);
    frame.run.trace?.asked(
      table,
      values,
      matching.map(({ row }) => row),
    );
    return answer(matching, frame);
  };
}

function matchingOneByOne({ rules, values, tested, isFirst }: Asking, frame: Frame): CompiledRule[] {
  frame.run.step(1 + (rules.length >> 4));
  const matching: CompiledRule[] = [];
  for (const rule of rules) {
    if (!passes(rule, values, frame, tested)) continue;
    matching.push(rule);
    if (isFirst) break;
  }
  return matching;
}

/** Fewer rows are asked one by one as fast. */
const LEAST_ROWS = 8;

type Indexes = readonly (ColumnIndex | undefined)[];

/** The rows that every index lets pass, as bits; undefined when an index cannot tell, or there is none. */
function rowsByIndex(indexes: Indexes, values: readonly Value[]): Uint32Array[] | undefined {
  const found: Uint32Array[] = [];
  for (let x = 0; x < indexes.length; x++) {
    const index = indexes[x];
    if (!index) continue;
    const rows = index.rowsFor(values[x] ?? null);
    if (!rows) return undefined;
    found.push(rows);
  }
  return found.length > 0 ? found : undefined;
}

interface Asking {
  rules: readonly CompiledRule[];
  indexes: Indexes;
  values: readonly Value[];
  tested: number;
  isFirst: boolean;
}

/** The rows that all columns let pass; cells that no index knows are asked. */
function matchingAmong(columns: readonly Uint32Array[], asking: Asking, frame: Frame): CompiledRule[] {
  const { rules, isFirst } = asking;
  const words = columns[0]?.length ?? 0;
  const matching: CompiledRule[] = [];
  for (let word = 0; word < words; word++) {
    let bits = -1;
    for (let x = 0; x < columns.length; x++) bits &= columns[x]?.[word] ?? 0;
    while (bits !== 0) {
      const low = bits & -bits;
      bits ^= low;
      const row = word * 32 + 31 - Math.clz32(low);
      const rule = rules[row];
      if (!rule || !passesOthers(rule, row, asking, frame)) continue;
      matching.push(rule);
      if (isFirst) return matching;
    }
  }
  return matching;
}

function passesOthers(rule: CompiledRule, row: number, { indexes, values, tested }: Asking, frame: Frame): boolean {
  for (let x = 0; x < indexes.length; x++) {
    if (indexes[x]?.known[row]) continue;
    const value = values[x] ?? null;
    frame.slots[tested] = value;
    if (rule.tests[x]?.(value, frame) !== true) return false;
  }
  return true;
}

/** The values of the columns; null with a warning when one of them is not allowed. */
function readInputs(columns: readonly Column[], frame: Frame, tested: number): Value[] | null {
  const values: Value[] = [];
  for (const { code, type, allows } of columns) {
    const value = fitted(code(frame), type, frame.run);
    if (allows && value !== null) {
      frame.slots[tested] = value;
      if (allows(value, frame) !== true) return frame.run.warn('input.not_allowed');
    }
    values.push(value);
  }
  return values;
}

function passes(rule: CompiledRule, values: readonly Value[], frame: Frame, tested: number): boolean {
  const { tests } = rule;
  for (let x = 0; x < tests.length; x++) {
    const value = values[x] ?? null;
    frame.slots[tested] = value;
    if (tests[x]?.(value, frame) !== true) return false;
  }
  return true;
}

/** The values that a column lists, when all of them are constants. */
function constants(text: string, scope: Scope, place: Place): readonly Value[] | undefined {
  const list = constantOf(place.expression(`[${text}]`, scope))?.value;
  return Array.isArray(list) ? list : undefined;
}

function valueOf(rule: CompiledRule, outputs: readonly Output[], frame: Frame): Value {
  return shaped(outputs, (output, x) => fitted(rule.outputs[x]?.(frame) ?? null, output.type, frame.run));
}

/** One value for a table with one output, else a context of them by name. */
function shaped(outputs: readonly Output[], value: (output: Output, x: number) => Value): Value {
  const [only] = outputs;
  if (outputs.length === 1 && only) return value(only, 0);
  return new Map(outputs.map((output, x): [string, Value] => [output.name ?? '', value(output, x)]));
}

type Answer = (matching: readonly CompiledRule[], frame: Frame) => Value;

/** What the rules that match make together (DMN 1.5, 8.2.8). */
function hitPolicy(table: DecisionTable, outputs: readonly Output[]): Answer {
  const { aggregation } = table;
  const all = (matching: readonly CompiledRule[], frame: Frame): Value[] =>
    matching.map((rule) => valueOf(rule, outputs, frame));
  const some: Record<DecisionTable['hitPolicy'], Answer> = {
    UNIQUE: (matching, frame) =>
      matching.length > 1 ? frame.run.warn('table.many_rules') : first(all(matching, frame)),
    FIRST: (matching, frame) => first(all(matching.slice(0, 1), frame)),
    ANY: (matching, frame) => {
      const values = all(matching, frame);
      const isSame = values.every((value) => equal(value, values[0] ?? null) === true);
      return isSame ? first(values) : frame.run.warn('table.differing_rules');
    },
    PRIORITY: (matching, frame) => first(byPriority(all(matching, frame), outputs)),
    'OUTPUT ORDER': (matching, frame) => byPriority(all(matching, frame), outputs),
    'RULE ORDER': all,
    COLLECT: (matching, frame) => {
      const values = all(matching, frame);
      return aggregation ? aggregated(aggregation, values, outputs, frame.run) : values;
    },
  };
  const chosen = some[table.hitPolicy] ?? some.UNIQUE;
  return (matching, frame) => (matching.length > 0 ? chosen(matching, frame) : withoutRule(table, outputs, frame));
}

const first = (values: readonly Value[]): Value => values[0] ?? null;

/** No rule matches: the default values, zero of a count, or null. */
function withoutRule(table: DecisionTable, outputs: readonly Output[], frame: Frame): Value {
  if (outputs.some(({ otherwise }) => otherwise))
    return shaped(outputs, ({ otherwise, type }) => fitted(otherwise?.(frame) ?? null, type, frame.run));
  if (table.aggregation === 'COUNT') return 0;
  return frame.run.warn('table.no_rule');
}

/** By the order in which the outputs list their values: of the first output first. */
function byPriority(values: readonly Value[], outputs: readonly Output[]): Value[] {
  const rank = (value: Value, output: Output): number => {
    const own = outputs.length > 1 && value instanceof Map ? (value.get(output.name ?? '') ?? null) : value;
    const at = output.order?.findIndex((each) => equal(each, own) === true) ?? -1;
    return at < 0 ? Infinity : at;
  };
  return values.toSorted((a, b) => {
    for (const output of outputs) {
      const [x, y] = [rank(a, output), rank(b, output)];
      if (x !== y) return x < y ? -1 : 1;
    }
    return 0;
  });
}

const AGGREGATIONS = { SUM: 'sum', COUNT: 'count', MIN: 'min', MAX: 'max' } as const;

function aggregated(
  aggregation: NonNullable<DecisionTable['aggregation']>,
  values: Value[],
  outputs: readonly Output[],
  run: Run,
): Value {
  const one = (list: Value[]): Value => {
    if (aggregation === 'COUNT') return list.length;
    const known = list.filter((each) => each !== null);
    return BUILT_IN.get(AGGREGATIONS[aggregation])?.call([known], run) ?? null;
  };
  if (outputs.length === 1 || aggregation === 'COUNT') return one(values);
  return shaped(outputs, ({ name }) =>
    one(values.map((each) => (each instanceof Map ? (each.get(name ?? '') ?? null) : null))),
  );
}
