import { now } from '../../../kernel/clock.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { House } from '../../../kernel/system.ts';
import type { Options } from '../dmn/program.ts';
import type { Warning } from '../feel/run.ts';
import type { Value } from '../feel/value.ts';
import { type Law, lawOn } from './law.ts';
import { fromJson, toJson } from './values.ts';

/** What is asked of the law: of which set, as it stood on which civil date, and what is known of the case. */
export interface Question {
  ruleSet: string;
  on: string;
  /** JSON values by the name of the input. What is left out is missing. */
  inputs: Readonly<Record<string, unknown>>;
}

/** What the law answers. */
export interface Decided {
  /** As JSON; null when no rule applies, or something is missing: `warnings` say what. */
  answer: unknown;
  ruleSet: string;
  /** The number of the edition that decided. */
  edition: number;
  warnings: Warning[];
}

/**
 * Decides by the edition that was law on the case's date. Pure of persons: nothing that is given is kept. An input of the wrong
 * type counts as missing, with a warning. Refuses `rules.none_in_force` and `rules.input_unknown`.
 */
export async function decide(house: Pick<House, 'db'>, question: Question): Promise<Decided> {
  return decideBy(await lawOn(house, question), question.inputs);
}

/** Decides several cases by the edition of one day. Refuses what `decide` refuses. */
export async function decideMany(
  house: Pick<House, 'db'>,
  { cases, ...asked }: Omit<Question, 'inputs'> & { cases: readonly Question['inputs'][] },
): Promise<{ answers: unknown[]; edition: number }> {
  const law = await lawOn(house, asked);
  return { answers: cases.map((inputs) => decideBy(law, inputs).answer), edition: law.number };
}

/** Decides by an edition. Refuses `rules.input_unknown`. */
export function decideBy(law: Law, inputs: Question['inputs'], options: Omit<Options, 'now'> = {}): Decided {
  const { values, warnings } = valuesOf(law, inputs);
  const answered = law.decide(values, { now: now(), ...options });
  return {
    answer: toJson(answered.value),
    ruleSet: law.ruleSet,
    edition: law.number,
    warnings: [...warnings, ...answered.warnings],
  };
}

/** The values of a law's inputs in their order, from JSON. Refuses an input that it does not have: `rules.input_unknown`. */
export function valuesOf(law: Law, inputs: Question['inputs']): { values: Value[]; warnings: Warning[] } {
  const unknown = Object.keys(inputs).find((name) => !law.inputs.some((input) => input.name === name));
  if (unknown !== undefined) throw new Refusal('rules.input_unknown', 422, { values: { name: unknown.slice(0, 100) } });
  const warnings: Warning[] = [];
  const values = law.inputs.map(({ name, type }) => {
    const value = Object.hasOwn(inputs, name) ? fromJson(inputs[name], type) : null;
    if (value === undefined) warnings.push({ code: 'type.mismatch', where: name, about: '' });
    else if (value === null) warnings.push({ code: 'input.missing', where: name, about: name });
    return value ?? null;
  });
  return { values, warnings };
}
