import { type Queryable, type Statement, sql } from '../../../kernel/db.ts';
import type { StepKind, StepStatus } from '../services.ts';

/** A line of an officer's queue. */
export interface QueueLine {
  stepId: string;
  dossierId: string;
  number: string;
  kind: StepKind;
  procedureCode: string;
  status: StepStatus;
  dueOn: string | null;
  /** An instant, ISO 8601, as the next. */
  openedAt: string | null;
  endedAt: string | null;
  childName: string;
  applicantName: string;
}

export type QueueSort = 'due' | 'received' | 'child';

export const MOST_QUEUE_LINES = 50;

/** A page of a queue. */
export interface Queue {
  lines: QueueLine[];
  /** How many steps wait, how many of them are past their date, and how many wait for the applicant. */
  counts: { open: number; late: number; supplement: number };
  /** The step that was asked about, when it is one of this agency and post. */
  decided: { stepId: string; number: string; childName: string; status: StepStatus } | null;
}

const ORDERS: Record<QueueSort, Statement> = {
  due: sql`(s.status <> 'open'), s.due_on`,
  received: sql`s.opened_at`,
  child: sql`kernel.fold(d.child_name)`,
};

/**
 * The steps at one agency that are for one kind of post, and the counts of all that wait there: those to be worked on, or
 * those that are over. Sorted by the promised date (what waits for the officer before what waits for others), the day of
 * receipt or the child's name (those that are over: newest first); `text` is looked for in numbers and names. One line more than `MOST_QUEUE_LINES` says that there is another page.
 */
export function queueOf(
  db: Queryable,
  asked: {
    agencyCode: string;
    kind: StepKind;
    over: boolean;
    sort: QueueSort;
    descending: boolean;
    text: string | null;
    offset: number;
    on: string;
    decidedStepId: string | undefined;
  },
): Promise<Queue> {
  const own = sql`s.agency_code = ${asked.agencyCode} AND s.kind = ${asked.kind}`;
  const waiting = sql`s.status IN ('open', 'supplement', 'approved')`;
  const wanted = asked.over ? sql`s.status IN ('done', 'refused', 'cancelled')` : waiting;
  const found =
    asked.text === null
      ? sql``
      : sql`AND (d.number ILIKE '%' || ${asked.text} || '%'
        OR kernel.fold(d.child_name) LIKE '%' || kernel.fold(${asked.text}) || '%'
        OR kernel.fold(d.applicant_name) LIKE '%' || kernel.fold(${asked.text}) || '%')`;
  const direction = asked.descending ? sql`DESC` : sql`ASC`;
  const order = asked.over ? sql`s.ended_at DESC` : sql`${ORDERS[asked.sort]} ${direction}`;
  const decided = asked.decidedStepId
    ? sql`(SELECT json_build_object('stepId', s.id, 'number', d.number, 'childName', d.child_name, 'status', s.status)
        FROM step s JOIN dossier d ON d.id = s.dossier_id WHERE s.id = ${asked.decidedStepId} AND ${own})`
    : sql`NULL`;
  // An aggregate takes the rows of a sorted subquery in their order.
  return db.one(sql`SELECT ${decided} AS decided,
      (SELECT json_build_object('open', count(*) FILTER (WHERE s.status = 'open'),
          'late', count(*) FILTER (WHERE s.status = 'open' AND s.due_on < ${asked.on}::date),
          'supplement', count(*) FILTER (WHERE s.status = 'supplement'))
        FROM step s WHERE ${own} AND ${waiting}) AS counts,
      (SELECT coalesce(json_agg(line), '[]') FROM (
        SELECT s.id AS "stepId", d.id AS "dossierId",
          d.number, s.kind, s.procedure_code AS "procedureCode", s.status, s.due_on AS "dueOn", s.opened_at AS "openedAt",
          s.ended_at AS "endedAt", d.child_name AS "childName", d.applicant_name AS "applicantName"
        FROM step s JOIN dossier d ON d.id = s.dossier_id
        WHERE ${own} AND ${wanted} AND s.opened_at IS NOT NULL ${found}
        ORDER BY ${order} NULLS LAST, s.id LIMIT ${MOST_QUEUE_LINES + 1} OFFSET ${asked.offset}) line) AS lines`);
}

/** Open steps whose promised date has just passed, for the letter of apology. */
export function stepsLateSince(db: Queryable, on: string): Promise<{ stepId: string; dossierId: string }[]> {
  return db.rows(sql`SELECT s.id AS "stepId", s.dossier_id AS "dossierId" FROM step s
    WHERE s.status = 'open' AND s.due_on < ${on}::date
      AND NOT EXISTS (SELECT FROM event e WHERE e.dossier_id = s.dossier_id AND e.kind = 'late' AND e.step_kind = s.kind)
    LIMIT 500`);
}
