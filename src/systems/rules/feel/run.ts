import type { Value } from './value.ts';

/** Why an answer is null or not what was asked; each has a sentence in `texts.ts`. */
export type WarningCode =
  | 'argument.wrong'
  | 'argument.count'
  | 'arithmetic.undefined'
  | 'comparison.undefined'
  | 'condition.not_boolean'
  | 'context.duplicate_key'
  | 'filter.wrong'
  | 'function.external'
  | 'function.none'
  | 'input.missing'
  | 'input.not_allowed'
  | 'iteration.wrong'
  | 'limit.depth'
  | 'limit.size'
  | 'limit.steps'
  | 'limit.time'
  | 'literal.wrong'
  | 'name.unknown'
  | 'path.unknown'
  | 'range.wrong'
  | 'syntax.wrong'
  | 'table.no_rule'
  | 'table.many_rules'
  | 'table.differing_rules'
  | 'type.mismatch';

export interface Warning {
  code: WarningCode;
  /** The decision, function or cell in which it was found. */
  where: string;
  /** What it was about, e.g. the name that nothing has. */
  about: string;
}

export interface Limits {
  /** Calls, rounds of a loop, entries looked at. */
  steps: number;
  /** Calls within calls. */
  depth: number;
  /** Items of one list, characters of one text. */
  size: number;
  time_ms: number;
}

export const LIMITS: Limits = { steps: 5_000_000, depth: 400, size: 1_000_000, time_ms: 5_000 };
/** Is told, when somebody wants an explanation, what was decided and by which rows of which table. */
export interface Trace {
  /** A table was asked: the values of its columns, and the rows that apply, counted from 0. */
  asked(table: object, values: readonly Value[], rows: readonly number[]): void;
  /** A decision of this id has this answer. */
  decided(id: string, value: Value): void;
}

const MOST_WARNINGS = 100;
const STEPS_A_LOOK = 4_096;

/** Thrown when an evaluation passes a limit; caught where the evaluation was begun, which then answers null. */
export class LimitPassed extends Error {
  readonly code: WarningCode;
  constructor(code: WarningCode) {
    super(code);
    this.name = 'LimitPassed';
    this.code = code;
  }
}

/** One evaluation: its limits, what time it is, and what it has to say beside its answer. */
export class Run {
  readonly limits: Limits;
  readonly warnings: Warning[] = [];
  readonly now: Date;
  readonly trace: Trace | undefined;
  where = '';
  #steps = 0;
  #depth = 0;
  #lookAt = STEPS_A_LOOK;
  #until = 0;

  constructor(options: { now: Date; limits?: Partial<Limits>; trace?: Trace | undefined }) {
    this.trace = options.trace;
    this.now = options.now;
    this.limits = options.limits ? { ...LIMITS, ...options.limits } : LIMITS;
  }

  /** Counts work, and ends the evaluation when there was too much of it. */
  step(count = 1): void {
    this.#steps += count;
    if (this.#steps > this.limits.steps) throw new LimitPassed('limit.steps');
    if (this.#steps < this.#lookAt) return;
    this.#lookAt = this.#steps + STEPS_A_LOOK;
    const at = performance.now();
    if (this.#until === 0) this.#until = at + this.limits.time_ms;
    else if (at > this.#until) throw new LimitPassed('limit.time');
  }

  /** Refuses what is too large to be kept. */
  size(length: number): void {
    if (length > this.limits.size) throw new LimitPassed('limit.size');
    this.step(1 + (length >> 6));
  }

  /** Does something one call deeper. */
  deeper<T>(work: () => T): T {
    if (++this.#depth > this.limits.depth) throw new LimitPassed('limit.depth');
    this.step();
    try {
      return work();
    } finally {
      this.#depth--;
    }
  }

  /** Says why the answer is null, and answers null. */
  warn(code: WarningCode, about = ''): null {
    if (this.warnings.length < MOST_WARNINGS)
      this.warnings.push({ code, where: this.where, about: about.slice(0, 200) });
    return null;
  }
}

/** Values of the names in reach, by their place, and the evaluation that they belong to. */
export class Frame {
  readonly slots: Value[];
  readonly run: Run;
  constructor(slots: Value[], run: Run) {
    this.slots = slots;
    this.run = run;
  }
}

/** A compiled expression. */
export type Code = (frame: Frame) => Value;
