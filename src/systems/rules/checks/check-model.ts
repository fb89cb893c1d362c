import type { ReadTable } from '../dmn/decision-table.ts';
import type { Problem } from '../dmn/place.ts';
import { Program } from '../dmn/program.ts';
import { ModelError, readModel } from '../dmn/read-model.ts';
import { XmlError } from '../dmn/xml.ts';
import { checkTable } from './check-table.ts';
import type { Finding } from './finding.ts';

/** A model with everything that was found about it. */
export interface Examined {
  /** Undefined when it has problems. */
  program: Program | undefined;
  /** It cannot be compiled. */
  problems: Problem[];
  /** It can be compiled, and its tables are wrong or may be. Looked for when there are no problems. */
  findings: Finding[];
}

/** Reads, compiles and checks a model and those that it imports, table by table. */
export function examineModel(text: string, imported: readonly string[] = []): Examined {
  const tables: ReadTable[] = [];
  try {
    const program = new Program(readModel(text), imported.map(readModel), tables);
    if (program.problems.length > 0) return { program: undefined, problems: program.problems, findings: [] };
    const { model } = program;
    const named = new Map([...model.inputs, ...model.decisions].map((each) => [each.name, each.typeRef]));
    const findings = tables.flatMap((read) =>
      checkTable(read, (name) => {
        const typeRef = named.get(name);
        return typeRef ? read.place.type(typeRef) : undefined;
      }),
    );
    return { program, problems: [], findings };
  } catch (error) {
    if (!(error instanceof XmlError) && !(error instanceof ModelError)) throw error;
    return {
      program: undefined,
      problems: [{ code: 'model.syntax_wrong', where: '', about: error.message }],
      findings: [],
    };
  }
}

/** What keeps a model from being taken: its problems, and those findings that are errors. */
export function refusalsOf({ problems, findings }: Examined): (Problem | Finding)[] {
  return [...problems, ...findings.filter(({ severity }) => severity === 'error')];
}
