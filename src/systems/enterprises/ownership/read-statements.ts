import { now } from '../../../kernel/clock.ts';
import type { StatementProblem } from './problem.ts';
import { RecordCourse } from './record-course.ts';
import { StatementList } from './statement-list.ts';
import { judgeStatement } from './statement-rules.ts';
import { hasStatementShape, shapeProblems, unknownFields } from './statement-shape.ts';
import { readMember } from './statement-text.ts';
import type { Statement } from './statement.ts';

/** What may be read in one go. */
export const READING_LIMITS = {
  /** The most statements of one file; a country publishes more in more files. */
  statements: 3_000_000,
  /** The most references that may wait for their record at once. */
  waiting_references: 1_000_000,
} as const;

/** What is said of a statement, or of the file from a point on. Statements are counted from 1. */
export type StatementAnswer =
  /** It is a statement, and holds together with those before it. */
  | { kind: 'accepted'; position: number; startsAt_bytes: number; statement: Statement; remarks: StatementProblem[] }
  /** It is not taken; each problem names its field. */
  | {
      kind: 'refused';
      position: number;
      startsAt_bytes: number;
      statementId?: string;
      refusals: StatementProblem[];
      remarks: StatementProblem[];
    }
  /** It was accepted, and now that a complete file has ended, what it refers to has not come. */
  | { kind: 'unresolved'; position: number; statementId: string; refusals: StatementProblem[] }
  /** The file cannot be read beyond this point; `position` statements came before it. */
  | { kind: 'unreadable'; position: number; startsAt_bytes: number; refusals: StatementProblem[] };

export interface ReadingTerms {
  /**
   * Whether the file must hold every record that its statements refer to. Without it, a record may have been published
   * before, elsewhere, and its absence is only remarked upon.
   */
  complete?: boolean;
  /** The present instant, beyond which no date may lie. */
  now?: Date;
}

/**
 * Reads statements of BODS 0.4 from bytes of any number: a JSON array or JSON lines, UTF-8. Answers for each of them in
 * their order, and for the file where it cannot be read. Holds one statement at a time, and what it must know of those
 * before it (see RecordCourse). Nothing that the bytes may be makes it throw; an error of the stream itself comes through.
 */
export async function* readStatements(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  terms: ReadingTerms = {},
): AsyncGenerator<StatementAnswer> {
  const at = terms.now ?? now();
  const list = new StatementList();
  const course = new RecordCourse({ mostWaiting: READING_LIMITS.waiting_references });
  let position = 0;

  function* answer(parts: ReturnType<StatementList['push']>): Generator<StatementAnswer> {
    for (const part of parts) {
      if (part.kind === 'fault') {
        yield {
          kind: 'unreadable',
          position,
          startsAt_bytes: part.at_bytes,
          refusals: [{ pointer: '', code: part.code }],
        };
        return;
      }
      if (position === READING_LIMITS.statements) {
        const values = { most: READING_LIMITS.statements };
        const refusals = [{ pointer: '', code: 'ownership.too_many_statements', values }];
        yield { kind: 'unreadable', position, startsAt_bytes: part.startsAt_bytes, refusals };
        return;
      }
      position += 1;
      const { startsAt_bytes } = part;
      const read = readMember(part);
      const { refusals, remarks } = read;
      const statement = read.value;
      if (refusals.length === 0 && hasStatementShape(statement)) {
        const alone = judgeStatement(statement, at);
        const together = alone.refusals.length === 0 ? course.next(statement, position) : undefined;
        refusals.push(...alone.refusals, ...(together?.refusals ?? []));
        remarks.push(...unknownFields(statement), ...alone.remarks, ...(together?.remarks ?? []));
        if (refusals.length === 0) {
          yield { kind: 'accepted', position, startsAt_bytes, statement, remarks };
          continue;
        }
      } else if (refusals.length === 0) refusals.push(...shapeProblems(statement));
      const statementId = (statement as { statementId?: unknown } | null | undefined)?.statementId;
      const named = typeof statementId === 'string' ? { statementId } : {};
      yield { kind: 'refused', position, startsAt_bytes, ...named, refusals, remarks };
    }
  }

  let readable = true;
  for await (const chunk of chunks) {
    for (const said of answer(list.push(chunk))) {
      yield said;
      readable = said.kind !== 'unreadable';
    }
    if (!readable) return;
  }
  for (const said of answer(list.end())) {
    yield said;
    readable = said.kind !== 'unreadable';
  }
  if (!readable || !terms.complete) return;
  if (course.hasForgotten) {
    const values = { most: READING_LIMITS.waiting_references };
    const refusals = [{ pointer: '', code: 'ownership.too_many_waiting', values }];
    yield { kind: 'unreadable', position, startsAt_bytes: 0, refusals };
  }
  for (const { position: of, statementId, problem } of course.openReferences()) {
    yield { kind: 'unresolved', position: of, statementId, refusals: [problem] };
  }
}
