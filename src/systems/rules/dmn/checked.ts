import type { ReadTable } from './decision-table.ts';
import type { Problem } from './place.ts';
import { Program } from './program.ts';
import { ModelError, readModel } from './read-model.ts';
import { XmlError } from './xml.ts';

/** A model that was checked, or why it is refused: each problem with the cell and the reason. */
export type Checked = { program: Program; problems: [] } | { program?: undefined; problems: Problem[] };

/**
 * Reads, checks and compiles a model and those that it imports, each the text of a `.dmn` file. A model that cannot be
 * read, refers to nothing or is cyclic is refused. `tables` is given its tables as they were read.
 */
export function compileModel(text: string, imported: readonly string[] = [], tables?: ReadTable[]): Checked {
  try {
    const program = new Program(readModel(text), imported.map(readModel), tables);
    return program.problems.length === 0 ? { program, problems: [] } : { problems: program.problems };
  } catch (error) {
    if (!(error instanceof XmlError) && !(error instanceof ModelError)) throw error;
    return { problems: [{ code: 'model.syntax_wrong', where: '', about: error.message }] };
  }
}
