/** The door of the decision rules: the engine, the law that ships with it, and what the law says on a day. */
import type { System } from '../../kernel/system.ts';
import { type Provided, provide } from '../exchange/index.ts';
import { decide, decideMany } from './decide/decide.ts';
import { ask } from './explain/ask.ts';
import { compileModel } from './dmn/checked.ts';
import type { Program } from './dmn/program.ts';
import { PUBLISH_EDITIONS, publishEditions } from './publication/actions.ts';
import { loadShippedSets } from './shipped/actions.ts';
import { sentences } from './sentences.ts';
import * as services from './services.ts';
import { RUN_TRIAL, runTrial } from './trial/running.ts';

export { rulesCommand } from './command.ts';
export { type AskableInput, type AskableQuestion, questionOn, questionsOn } from './explain/ask.ts';
export { SUBJECTS } from './edition/choices.ts';
export { type Decided, type Question, decide } from './decide/decide.ts';
export type { Value } from './feel/value.ts';

export const system: System = {
  name: 'rules',
  folder: import.meta.dirname,
  sentences,
  jobs: { [RUN_TRIAL]: runTrial, [PUBLISH_EDITIONS]: publishEditions },
  // What ships with a release becomes law without anybody's act.
  schedules: { [PUBLISH_EDITIONS]: '*/10 * * * *' },
  load: loadShippedSets,
};

export const provided: Provided[] = [
  provide(services.decide, decide),
  provide(services.decideMany, decideMany),
  provide(services.explain, ask),
];

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
