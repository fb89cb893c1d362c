import { type Codes, type CodedColumn, columnsOf } from '../../../kernel/column-file.ts';
import { compileModel } from '../dmn/checked.ts';
import type { Answer, Program } from '../dmn/program.ts';
import { type Value, textOf } from '../feel/value.ts';
import { Numbering } from './numbering.ts';
import { type Outcome, outcomeOf } from './outcome.ts';
import { type Recipe, fixedValue, valueFor } from './recipe.ts';
import { type Tally, addOutcome, emptyTally } from './tally.ts';

/** What of one evaluation is the most: a hostile draft must not keep the house busy. */
const EVALUATION_LIMITS = { steps: 200_000, time_ms: 500, size: 100_000 };
/** So many combinations are kept before what was counted is added up and they are forgotten. */
const MOST_COMBINATIONS = 1_000_000;
const MOST_OUTCOMES = 20_000;
/** Up to so many possible combinations have a place each. */
const MOST_PLACES = 1 << 21;
/** Doubles hold whole numbers up to here. */
const MOST_EXACT = 2 ** 53;
const EMPTY = -1;

/** A column that the decision depends on: the class of each code, and a value that stands for each class. */
interface Asked {
  column: number;
  classes: Int32Array<ArrayBuffer>;
  count: number;
  /** For each class the values of the inputs that come from this column. */
  values: readonly (readonly Value[])[];
  /** Where in the list of inputs these stand. */
  inputs: readonly number[];
}

type Decide = (values: readonly Value[]) => Answer;

/**
 * The work of one thread: counts people by the combinations that the editions can tell apart, decides each combination once
 * with both editions, and keeps for each outcome how many people of each cell it has. What it counts is exact however many
 * combinations there are: beyond what memory may hold it adds up and begins anew.
 */
export class Deciding {
  readonly #recipe: Recipe;
  readonly #columns: readonly CodedColumn[];
  readonly #asked: readonly Asked[];
  readonly #before: Decide;
  readonly #after: Decide;
  readonly #fixed: readonly Value[];
  readonly #breakdowns: { column: number; cellOf: Int32Array }[];
  readonly #cells: number;
  /** For each combination its outcome: by place when they are few, else by number. */
  #outcomeAt: Int32Array;
  readonly #numbering: Numbering | undefined;
  readonly #folded: Numbering[];
  #outcomes: Outcome[] = [];
  readonly #outcomeNumbers = new Map<string, number>();
  #counts: Uint32Array;
  #marks: Uint32Array;
  readonly #tally: Tally;
  #ids = new Float64Array(0);

  constructor(recipe: Recipe, columns: readonly CodedColumn[]) {
    this.#recipe = recipe;
    this.#columns = columns;
    const inputs = recipe.sources.map(({ input }) => input);
    const now = new Date(`${recipe.on}T05:00:00Z`);
    const [before, after] = [programOf(recipe.before), programOf(recipe.after)];
    this.#before = decideWith(before, { ...recipe, inputs, now });
    this.#after = decideWith(after, { ...recipe, inputs, now });
    this.#fixed = recipe.sources.map((source) => ('fixed' in source ? (fixedValue(source.fixed) ?? null) : null));
    this.#asked = askedColumns(recipe, columns, [before, after], now);
    this.#breakdowns = recipe.breakdowns.map(({ fact, cellOf }) => ({
      column: columns.findIndex(({ name }) => name === fact),
      cellOf: Int32Array.from(cellOf),
    }));
    this.#cells = 1 + recipe.breakdowns.reduce((sum, { cells }) => sum + cells.length, 0);
    const possible = this.#asked.reduce((product, { count }) => product * count, 1);
    this.#numbering = possible > MOST_PLACES ? new Numbering() : undefined;
    this.#folded = this.#asked.map(() => new Numbering());
    this.#outcomeAt = new Int32Array(this.#numbering ? 4_096 : possible).fill(EMPTY);
    this.#counts = new Uint32Array(64 * this.#cells);
    this.#marks = new Uint32Array(64 * this.#cells);
    this.#tally = emptyTally(this.#cells);
  }

  /** Counts a group of people. */
  take(bytes: ArrayBuffer, rows: number): void {
    const { codes, marks } = columnsOf(bytes, rows, this.#columns);
    const ids = this.#identify(codes, rows);
    const outcomes = new Int32Array(rows);
    for (let i = 0; i < rows; i++) {
      const id = ids[i]!;
      let outcome = id < this.#outcomeAt.length ? this.#outcomeAt[id]! : EMPTY;
      if (outcome === EMPTY) outcome = this.#decide(codes, i, id);
      outcomes[i] = outcome;
    }
    this.#count(outcomes, marks, codes);
    this.#tally.people += rows;
    const isFull =
      this.#outcomes.length > MOST_OUTCOMES ||
      (this.#numbering?.size ?? 0) > MOST_COMBINATIONS ||
      this.#folded.some(({ size }) => size > MOST_COMBINATIONS);
    if (isFull) this.#addUp();
  }

  /** What all groups came to. */
  end(): Tally {
    this.#addUp();
    return this.#tally;
  }

  /** The combination of each person, as a number. */
  #identify(codes: readonly Codes[], rows: number): Float64Array {
    if (this.#ids.length < rows) this.#ids = new Float64Array(rows);
    const ids = this.#ids.subarray(0, rows).fill(0);
    let bound = 1;
    this.#asked.forEach(({ column, classes, count }, x) => {
      // What would be more than a double tells apart is numbered anew; so many rows cannot have more numbers than this.
      if (bound * count >= MOST_EXACT) {
        const numbers = this.#folded[x]!;
        for (let i = 0; i < rows; i++) ids[i] = numbers.numberOf(ids[i]!);
        bound = 2 ** 32;
      }
      fold(ids, codes[column]!, classes, count);
      bound *= count;
    });
    const numbering = this.#numbering;
    if (numbering) for (let i = 0; i < rows; i++) ids[i] = numbering.numberOf(ids[i]!);
    return ids;
  }

  /** Decides for a combination that was not met before, by the person who has it. */
  #decide(codes: readonly Codes[], row: number, id: number): number {
    const values = [...this.#fixed];
    for (const { column, classes, values: known, inputs } of this.#asked) {
      const given = known[classes[codes[column]![row]!]!]!;
      inputs.forEach((input, i) => (values[input] = given[i]!));
    }
    const isKnown = !values.includes(null);
    const answers = { before: this.#before(values), after: this.#after(values), isKnown };
    const outcome = outcomeOf(answers, this.#recipe.measure);
    const number = this.#numberOf(outcome);
    if (id >= this.#outcomeAt.length) {
      const longer = new Int32Array(Math.max(id + 1, this.#outcomeAt.length * 2)).fill(EMPTY);
      longer.set(this.#outcomeAt);
      this.#outcomeAt = longer;
    }
    this.#outcomeAt[id] = number;
    this.#tally.combinations += 1;
    return number;
  }

  #numberOf(outcome: Outcome): number {
    const { effect, before, after, change } = outcome;
    const key = JSON.stringify([effect, textOf(before), textOf(after), change.from, change.to]);
    const known = this.#outcomeNumbers.get(key);
    if (known !== undefined) return known;
    const number = this.#outcomes.push(outcome) - 1;
    this.#outcomeNumbers.set(key, number);
    const wanted = this.#outcomes.length * this.#cells;
    if (wanted > this.#counts.length) {
      const [counts, marks] = [new Uint32Array(wanted * 2), new Uint32Array(wanted * 2)];
      counts.set(this.#counts);
      marks.set(this.#marks);
      [this.#counts, this.#marks] = [counts, marks];
    }
    return number;
  }

  #count(outcomes: Int32Array, marks: Uint16Array, codes: readonly Codes[]): void {
    const cells = this.#cells;
    const [counts, sums] = [this.#counts, this.#marks];
    for (let i = 0; i < outcomes.length; i++) {
      const at = outcomes[i]! * cells;
      counts[at] = counts[at]! + 1;
      sums[at] = sums[at]! + marks[i]!;
    }
    let from = 1;
    this.#breakdowns.forEach(({ column, cellOf }, x) => {
      countBy({ outcomes, marks, codes: codes[column]!, cellOf, counts, sums, cells, from });
      from += this.#recipe.breakdowns[x]!.cells.length;
    });
  }

  /** Adds what was counted for each outcome to what it means, exactly, and forgets the combinations. */
  #addUp(): void {
    this.#outcomes.forEach((outcome, number) => {
      const from = number * this.#cells;
      addOutcome(
        this.#tally,
        outcome,
        this.#counts.subarray(from, from + this.#cells),
        this.#marks.subarray(from, from + this.#cells),
      );
    });
    this.#counts.fill(0);
    this.#marks.fill(0);
    this.#outcomes = [];
    this.#outcomeNumbers.clear();
    this.#outcomeAt.fill(EMPTY);
    this.#numbering?.clear();
    for (const numbers of this.#folded) numbers.clear();
  }
}

/** Loops of their own, so that each is compiled for the kinds of arrays that it meets. */
function fold(ids: Float64Array, codes: Codes, classes: Int32Array, count: number): void {
  for (let i = 0; i < ids.length; i++) ids[i] = ids[i]! * count + classes[codes[i]!]!;
}

function countBy(given: {
  outcomes: Int32Array;
  marks: Uint16Array;
  codes: Codes;
  cellOf: Int32Array;
  counts: Uint32Array;
  sums: Uint32Array;
  cells: number;
  from: number;
}): void {
  const { outcomes, marks, codes, cellOf, counts, sums, cells, from } = given;
  for (let i = 0; i < outcomes.length; i++) {
    const at = outcomes[i]! * cells + from + cellOf[codes[i]!]!;
    counts[at] = counts[at]! + 1;
    sums[at] = sums[at]! + marks[i]!;
  }
}

function programOf([text = '', ...imported]: readonly string[]): Program {
  const { program, problems } = compileModel(text, imported);
  if (!program) throw new Error(`a model with problems came to a trial: ${problems[0]?.code}`);
  return program;
}

function decideWith(
  program: Program,
  { decision, inputs, now }: { decision: string; inputs: readonly string[]; now: Date },
): Decide {
  // An edition may not ask for an input that the other one asks for.
  const asked = inputs.flatMap((name, x) => (program.model.inputs.some((input) => input.name === name) ? [x] : []));
  const prepared = program.prepare(
    decision,
    asked.map((x) => inputs[x]!),
  );
  if (!prepared) throw new Error(`there is no decision ${decision}`);
  const options = { now, limits: EVALUATION_LIMITS };
  return (values) =>
    prepared(
      asked.map((x) => values[x]!),
      options,
    );
}

/** The columns that inputs come from, with the values that neither edition tells apart in one class. */
function askedColumns(
  recipe: Recipe,
  columns: readonly CodedColumn[],
  programs: readonly Program[],
  now: Date,
): Asked[] {
  const byFact = Map.groupBy(
    recipe.sources.flatMap((source, at) => ('fact' in source ? [{ source, at }] : [])),
    ({ source }) => source.fact,
  );
  return [...byFact].map(([fact, sources]): Asked => {
    const column = columns.findIndex(({ name }) => name === fact);
    const known = columns[column];
    if (!known) throw new Error(`there is no fact ${fact}`);
    const tellers = sources.map(({ source }) =>
      programs.map((program) => {
        const isInput = program.model.inputs.some(({ name }) => name === source.input);
        return isInput ? (program.toldApart(source.input) ?? ((value: Value) => textOf(value, true))) : () => '';
      }),
    );
    const numbers = new Map<string, number>();
    const values: Value[][] = [];
    const classes = Int32Array.from(known.values, (code) => {
      const given = sources.map(({ source }) => valueFor(source, code, recipe.on));
      const told = JSON.stringify(
        given.map((value, i) => [value === null, ...tellers[i]!.map((tell) => tell(value, now))]),
      );
      const number = numbers.get(told) ?? values.push(given) - 1;
      numbers.set(told, number);
      return number;
    });
    return { column, classes, count: values.length, values, inputs: sources.map(({ at }) => at) };
  });
}
