import { examineModel, refusalsOf } from '../checks/check-model.ts';
import type { Finding } from '../checks/finding.ts';
import type { Model } from '../dmn/model.ts';
import type { Problem } from '../dmn/place.ts';
import { readModel } from '../dmn/read-model.ts';
import { type PlainType, plainType, requirementsOf } from '../dmn/requirements.ts';
import { type CaseResult, runCases } from '../edition/obstacles.ts';
import type { EditionFile } from '../edition/actions.ts';
import type { Bilingual } from '../../../kernel/text.ts';
import { type NamedTable, tablesOf } from '../writing/workbook.ts';

/** A table as its author sees it: what is wrong with it, in place, and which rows the test cases reach. */
export interface ReviewedTable extends NamedTable {
  label: Bilingual | null;
  /** What people call the columns. */
  inputs: readonly ColumnWords[];
  outputs: readonly ColumnWords[];
  problems: readonly Problem[];
  findings: readonly Finding[];
  /** By row: the test cases in which it applies, counted from 1. Undefined when the cases could not be run. */
  reached: readonly (readonly number[])[] | undefined;
}

export interface ColumnWords {
  label: Bilingual;
  /** What people call the values that its cells name. */
  values: PlainType['valueWords'];
}

export interface Review {
  tables: readonly ReviewedTable[];
  /** Those that are about no table. */
  problems: readonly Problem[];
  findings: readonly Finding[];
  /** In the order of the test cases. */
  results: readonly CaseResult[];
  /** What refuses the model, of problems and findings. */
  refusals: number;
}

/** Reads, checks and tries an edition as a whole. */
export function reviewOf({ edition, ruleSet, cases }: Pick<EditionFile, 'edition' | 'ruleSet' | 'cases'>): Review {
  const examined = examineModel(edition.model);
  const results = runCases(edition, ruleSet, cases);
  const model = examined.program?.model ?? readModel(edition.model);
  const isOf = (where: string, name: string): boolean => where === name || where.startsWith(`${name}, `);
  const named = tablesOf(model);
  const isElsewhere = ({ where }: { where: string }): boolean => !named.some(({ name }) => isOf(where, name));
  return {
    tables: named.map((each) => ({
      ...each,
      ...wordsOf(model, each),
      problems: examined.problems.filter(({ where }) => isOf(where, each.name)),
      findings: examined.findings.filter(({ table }) => table === each.name),
      reached: examined.program && each.table.rules.map((_, y) => reaching(results, each.id, y)),
    })),
    problems: examined.problems.filter(isElsewhere),
    findings: examined.findings.filter(isElsewhere),
    results,
    refusals: refusalsOf(examined).length,
  };
}

function reaching(results: readonly CaseResult[], table: string, row: number): number[] {
  return results.flatMap(({ fired }, i) =>
    fired.some((each) => each.table === table && each.row === row) ? [i + 1] : [],
  );
}

/** What people call a table and its columns: by its own words, those of the input that it asks, or its label. */
export function wordsOf(model: Model, { id, table }: NamedTable): Pick<ReviewedTable, 'label' | 'inputs' | 'outputs'> {
  const asked = [...model.inputs, ...model.decisions];
  const both = (text: string): Bilingual => ({ vi: text, en: text });
  return {
    label: model.decisions.find((each) => each.id === id)?.words ?? null,
    inputs: table.inputs.map(({ label, expression, typeRef, words }) => {
      const named = asked.find(({ name }) => name === expression.trim());
      return {
        label: words ?? named?.words ?? both(label),
        values: plainType(model, typeRef ?? named?.typeRef ?? null).valueWords,
      };
    }),
    outputs: table.outputs.map(({ label, name, typeRef, words }) => ({
      label: words ?? both(label || (name ?? '')),
      values: plainType(model, typeRef).valueWords,
    })),
  };
}

/** An input that the rule set's decision asks, for writing a test case. */
export interface AskedInput {
  name: string;
  label: Bilingual;
  type: PlainType;
}

/** The inputs of the rule set's decision, in the order in which they are asked. */
export function askedInputs(model: string, decision: string): AskedInput[] {
  const read = readModel(model);
  return (requirementsOf(read, decision)?.inputs ?? []).map(({ name, typeRef, words }) => ({
    name,
    label: words ?? { vi: name, en: name },
    type: plainType(read, typeRef),
  }));
}

/** The names that an expression of a column may be: the inputs and decisions of the model. */
export function namesOf(model: Model, except: string): string[] {
  return [...model.inputs, ...model.decisions].filter(({ id }) => id !== except).map(({ name }) => name);
}

/** Where a problem or finding stands in a table: the row and the column, counted from 1. */
export function placeIn(where: string): { rule?: number; side?: 'input' | 'output'; column?: number } {
  const [, rule] = /, rule (\d+)/.exec(where) ?? [];
  const [, side, column] = /, (input|output) (\d+)/.exec(where) ?? [];
  return {
    ...(rule ? { rule: Number(rule) } : {}),
    ...(side ? { side: side as 'input' | 'output', column: Number(column) } : {}),
  };
}
