import { now } from '../../../kernel/clock.ts';
import type { Bilingual } from '../../../kernel/text.ts';
import { askedBy } from '../dmn/asked.ts';
import type { ReadTable } from '../dmn/decision-table.ts';
import type { Decision } from '../dmn/model.ts';
import { type Decided, type Question, valuesOf } from '../decide/decide.ts';
import type { Law } from '../decide/law.ts';
import { toJson } from '../decide/values.ts';
import { constantOf } from '../feel/constant.ts';
import type { Trace, Warning } from '../feel/run.ts';
import type { Value } from '../feel/value.ts';
import { warningTexts } from '../texts.ts';
import { type Named, columnNamed, namesOf } from './names.ts';
import { inBoth, testsWords, valueWords } from './words.ts';

/** Where a fact came from: a register with its receipt, or the person. */
export type Source = { register: Bilingual; receipt?: string } | 'said' | 'computed';

/** Why the law answers as it does: generated from the edition's own model, in both languages. */
export interface Explanation {
  /** How a person asks; null when the model does not say. */
  question: Bilingual | null;
  /** What the answer is called, and the answer as a person reads it. */
  label: Bilingual;
  answer: Bilingual;
  /** The documents that the edition stands on. */
  law: Bilingual;
  inputs: ExplainedInput[];
  /** The decisions in the order in which they were made; the last is what was asked. */
  steps: ExplainedStep[];
  warnings: { code: Warning['code']; where: string; words: Bilingual }[];
}

export interface ExplainedInput {
  name: string;
  label: Bilingual;
  value: Bilingual;
  isKnown: boolean;
  source: Source | null;
}

export interface ExplainedStep {
  name: string;
  label: Bilingual;
  value: Bilingual;
  /** For a decision that is no table: the calculation. */
  formula: Bilingual | null;
  /** The rows that apply. */
  rows: ExplainedRow[];
}

export interface ExplainedRow {
  /** Counted from 1, as it stands in the table. */
  row: number;
  /** What the row asks, and what was found. Cells that ask nothing are left out. */
  conditions: { label: Bilingual; asks: Bilingual; found: Bilingual }[];
  /** What the row answers, or how it calculates it. */
  outcome: Bilingual;
  /** Its clause; null when the row names none. */
  law: Bilingual | null;
}

/** What is explained: a question, and where its inputs came from, by the name of the input. */
export interface ExplainedQuestion extends Question {
  sources?: Readonly<Record<string, Source>>;
}

/** Decides by an edition and says why. */
export function explainBy(
  law: Law,
  { inputs, sources = {} }: Pick<ExplainedQuestion, 'inputs' | 'sources'>,
): Decided & { explanation: Explanation } {
  const { values, warnings } = valuesOf(law, inputs);
  const recorder = new Recorder(law);
  const answered = law.decide(values, { now: now(), trace: recorder });
  const all = [...warnings, ...answered.warnings];
  const names = namesOf(law);
  const asked = names.get(law.decision);
  const decision = law.requirements.decisions.at(-1);
  return {
    answer: toJson(answered.value),
    ruleSet: law.ruleSet,
    edition: law.number,
    warnings: all,
    explanation: {
      question: decision?.words?.ask ?? null,
      label: asked?.label ?? { vi: law.decision, en: law.decision },
      answer: asked ? valueWords(answered.value, asked.said) : { vi: '', en: '' },
      law: law.law,
      inputs: law.inputs.map(({ name }, i): ExplainedInput => {
        const named = names.get(name);
        const value = values[i] ?? null;
        return {
          name,
          label: named?.label ?? { vi: name, en: name },
          value: named ? valueWords(value, named.said) : { vi: '', en: '' },
          isKnown: value !== null,
          source: value === null ? null : (sources[name] ?? 'said'),
        };
      }),
      steps: recorder.steps.map((step) => explainedStep(law, names, step)),
      warnings: distinctWarnings(all),
    },
  };
}

function distinctWarnings(warnings: readonly Warning[]): Explanation['warnings'] {
  const byText = new Map(
    warnings.map(({ code, where }) => [`${code} ${where}`, { code, where, words: warningTexts[code] }]),
  );
  return [...byText.values()];
}

interface AskedTable {
  read: ReadTable;
  values: readonly Value[];
  rows: readonly number[];
}

interface Step {
  decision: Decision;
  value: Value;
  tables: AskedTable[];
}

/** Writes down what an evaluation did. */
class Recorder implements Trace {
  readonly steps: Step[] = [];
  readonly #law: Law;
  #tables: AskedTable[] = [];

  constructor(law: Law) {
    this.#law = law;
  }

  asked(table: object, values: readonly Value[], rows: readonly number[]): void {
    const read = this.#law.tables.find((each) => each.table === table);
    if (read && this.#tables.length < MOST_TABLES) this.#tables.push({ read, values: [...values], rows });
  }

  decided(id: string, value: Value): void {
    const decision = this.#law.requirements.decisions.find((each) => each.id === id);
    if (decision && this.steps.length < MOST_TABLES) this.steps.push({ decision, value, tables: this.#tables });
    this.#tables = [];
  }
}

/** Tables asked, and decisions made, that one explanation tells of. */
const MOST_TABLES = 200;
const MOST_ROWS = 50;

function explainedStep(law: Law, names: ReadonlyMap<string, Named>, { decision, value, tables }: Step): ExplainedStep {
  const named = names.get(decision.name);
  const words = named ? valueWords(value, named.said) : { vi: '', en: '' };
  const isOne = tables.length === 1 && tables[0]?.rows.length === 1 && !tables[0].read.table.aggregation;
  return {
    name: decision.name,
    label: named?.label ?? { vi: decision.name, en: decision.name },
    value: words,
    formula: decision.logic?.boxed === 'literal' ? formulaOf(decision.logic.text, names) : null,
    rows: tables.flatMap((asked) =>
      asked.rows
        .slice(0, MOST_ROWS)
        .map((row) => explainedRow(law, names, asked, { row, only: isOne ? words : null, named })),
    ),
  };
}

/** A calculation with the names that people use. */
function formulaOf(text: string, names: ReadonlyMap<string, Named>): Bilingual {
  const inOrder = [...names].toSorted(([a], [b]) => b.length - a.length);
  return inBoth((language) =>
    inOrder.reduce((all, [name, { label }]) => all.replaceAll(name, `“${label[language]}”`), text.trim()),
  );
}

function explainedRow(
  law: Law,
  names: ReadonlyMap<string, Named>,
  { read, values }: AskedTable,
  { row, only, named }: { row: number; only: Bilingual | null; named: Named | undefined },
): ExplainedRow {
  const rule = read.table.rules[row];
  const conditions = read.table.inputs.flatMap((_, x) => {
    const cell = rule?.inputs[x]?.trim() ?? '';
    const asked = askedBy(read.cells[x]?.[row], read.scope, read.place);
    const column = columnNamed(law, names, read, x);
    const asks = asked
      ? testsWords(asked, column.said)
      : cell === '' || cell === '-'
        ? undefined
        : { vi: cell, en: cell };
    return asks ? [{ label: column.label, asks, found: valueWords(values[x] ?? null, column.said) }] : [];
  });
  const outcomes = (rule?.outputs ?? []).map((text, x) => {
    const constant = read.rules[row]?.outputs[x] && constantOf(read.rules[row].outputs[x]);
    return constant && named ? valueWords(constant.value, named.said) : formulaOf(text, names);
  });
  return {
    row: row + 1,
    conditions,
    outcome: only ?? inBoth((language) => outcomes.map((each) => each[language]).join('; ')),
    law: clauseOf(read, row),
  };
}

/** The clause of a row: its annotation columns `law vi` and `law en`. */
export function clauseOf({ table }: Pick<ReadTable, 'table'>, row: number): Bilingual | null {
  const at = (name: string): string => table.rules[row]?.annotations[table.annotations.indexOf(name)] ?? '';
  const [vi, en] = [at('law vi'), at('law en')];
  return vi || en ? { vi: vi || en, en: en || vi } : null;
}
