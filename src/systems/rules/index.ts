/** The door of the decision rules: the engine, pure and without tables of its own. */
import type { System } from '../../kernel/system.ts';
import { ModelError } from './dmn/read-model.ts';
import { readModel } from './dmn/read-model.ts';
import { XmlError } from './dmn/xml.ts';
import { type Answer, type Given, Program } from './dmn/program.ts';
import type { Problem } from './dmn/place.ts';
import { problemTexts, warningTexts } from './texts.ts';

export { rulesCommand } from './tck/command.ts';
export type { Answer, Given, Problem, Program };
export { problemTexts, warningTexts };

export const system: System = { name: 'rules', folder: import.meta.dirname };

/** A model that was checked, or why it is refused: each problem with the cell and the reason. */
export type Checked = { program: Program; problems: [] } | { program?: undefined; problems: Problem[] };

/**
 * Reads, checks and compiles a model and those that it imports, each the text of a `.dmn` file. A model that cannot be
 * read, refers to nothing or is cyclic is refused.
 */
export function compileModel(text: string, imported: readonly string[] = []): Checked {
  try {
    const program = new Program(readModel(text), imported.map(readModel));
    return program.problems.length === 0 ? { program, problems: [] } : { problems: program.problems };
  } catch (error) {
    if (!(error instanceof XmlError) && !(error instanceof ModelError)) throw error;
    return { problems: [{ code: 'syntax.wrong', where: '', about: error.message }] };
  }
}
