import { type Bilingual, fill } from '../../../kernel/text.ts';
import { sentences } from '../texts.ts';
import type { StatementProblem } from './problem.ts';
import type { Statement } from './statement.ts';
import { type ReadingTerms, readStatements, type StatementAnswer } from './read-statements.ts';

/** How many statements a file has, and how many of them are taken. */
export interface StatementsChecked {
  accepted: number;
  refused: number;
  /** How many things are worth knowing that refuse nothing. */
  remarks: number;
  /** Whether the file could be read to its end. */
  readable: boolean;
}

/** One refusal or remark, as it is told to a person. */
export interface ToldProblem {
  kind: 'refusal' | 'remark';
  /** The statement, counted from 1; 0 is the file as a whole, before the first. */
  position: number;
  startsAt_bytes?: number;
  statementId?: string;
  pointer: string;
  code: string;
  sentence: Bilingual;
}

/**
 * Reads a file of statements of BODS 0.4 to its end, tells of each refusal and remark as it comes, and counts. A statement
 * of a complete file that refers to a record which never comes counts as refused. Each accepted one is handed to `take`.
 */
export async function checkStatements(
  chunks: AsyncIterable<Uint8Array>,
  terms: ReadingTerms,
  tell: (problem: ToldProblem) => void,
  take?: (statement: Statement) => Promise<void>,
): Promise<StatementsChecked> {
  const checked: StatementsChecked = { accepted: 0, refused: 0, remarks: 0, readable: true };
  const unresolved = new Set<number>();
  for await (const answer of readStatements(chunks, terms)) {
    const { position } = answer;
    const startsAt = 'startsAt_bytes' in answer ? { startsAt_bytes: answer.startsAt_bytes } : {};
    const at = { position, ...startsAt, ...named(answer) };
    for (const problem of answer.kind === 'accepted' ? [] : answer.refusals) {
      tell({ kind: 'refusal', ...at, ...told(problem) });
    }
    for (const problem of 'remarks' in answer ? answer.remarks : []) {
      checked.remarks += 1;
      tell({ kind: 'remark', ...at, ...told(problem) });
    }
    if (answer.kind === 'accepted') {
      checked.accepted += 1;
      await take?.(answer.statement);
    } else if (answer.kind === 'refused') checked.refused += 1;
    else if (answer.kind === 'unreadable') checked.readable = false;
    else unresolved.add(position);
  }
  checked.accepted -= unresolved.size;
  checked.refused += unresolved.size;
  return checked;
}

function named(answer: StatementAnswer): { statementId?: string } {
  if (answer.kind === 'accepted') return { statementId: answer.statement.statementId };
  return 'statementId' in answer && answer.statementId !== undefined ? { statementId: answer.statementId } : {};
}

function told({ pointer, code, values = {} }: StatementProblem): Pick<ToldProblem, 'pointer' | 'code' | 'sentence'> {
  const { vi, en } = sentences[code]!;
  return { pointer, code, sentence: { vi: fill(vi, values), en: fill(en, values) } };
}
