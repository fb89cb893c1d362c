/** The door of the decision rules: the engine, pure and without tables of its own. */
import type { System } from '../../kernel/system.ts';
import { compileModel } from './dmn/checked.ts';
import type { Program } from './dmn/program.ts';

export { rulesCommand } from './command.ts';
export type { Value } from './feel/value.ts';

export const system: System = { name: 'rules', folder: import.meta.dirname };

/**
 * One decision of a model (the text of a `.dmn` file) as a function of the values of its inputs, in the order in which they
 * are named. Throws when the model has a problem or no such decision or input: it ships with the house and was tested.
 */
export function prepareDecision(
  text: string,
  name: string,
  inputs: readonly string[],
): NonNullable<ReturnType<Program['prepare']>> {
  const { program, problems } = compileModel(text);
  const [problem] = problems;
  if (problem) throw new Error(`${problem.where}: ${problem.code} ${problem.about}`);
  const prepared = program?.prepare(name, inputs);
  if (!prepared) throw new Error(`there is no decision ${name}, or not all of its inputs`);
  return prepared;
}
