import { type Queryable, sql } from '../../../kernel/db.ts';
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
  openedAt: Date | null;
  endedAt: Date | null;
  childName: string;
  applicantName: string;
}

export type QueueSort = 'due' | 'received' | 'child';

export const MOST_QUEUE_LINES = 50;

/**
 * The steps at one agency that are for one kind of post: those to be worked on, or those that are over. Sorted by the
 * promised date, the day of receipt or the child's name (those that are over: newest first); `text` is looked for in numbers and names.
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
  },
): Promise<QueueLine[]> {
  const statuses = asked.over ? ['done', 'refused', 'cancelled'] : ['open', 'supplement', 'approved'];
  return db.rows(sql`SELECT s.id AS "stepId", d.id AS "dossierId", d.number, s.kind, s.procedure_code AS "procedureCode",
      s.status, s.due_on AS "dueOn", s.opened_at AS "openedAt", s.ended_at AS "endedAt", d.child_name AS "childName",
      d.applicant_name AS "applicantName"
    FROM step s JOIN dossier d ON d.id = s.dossier_id
    WHERE s.agency_code = ${asked.agencyCode} AND s.kind = ${asked.kind} AND s.status = ANY (${statuses})
      AND s.opened_at IS NOT NULL
      AND (${asked.text}::text IS NULL OR d.number ILIKE '%' || ${asked.text} || '%'
        OR kernel.fold(d.child_name) LIKE '%' || kernel.fold(${asked.text}) || '%'
        OR kernel.fold(d.applicant_name) LIKE '%' || kernel.fold(${asked.text}) || '%')
    ORDER BY CASE WHEN ${asked.over} THEN extract(epoch FROM s.ended_at) END DESC NULLS LAST,
      CASE ${asked.sort} WHEN 'due' THEN s.due_on::text WHEN 'received' THEN s.opened_at::text ELSE kernel.fold(d.child_name) END
        ${asked.descending ? sql`DESC` : sql`ASC`} NULLS LAST,
      s.id
    LIMIT ${MOST_QUEUE_LINES} OFFSET ${asked.offset}`);
}

/** How many steps wait at an agency for one kind of post, and how many of them are past their date. */
export function countQueue(
  db: Queryable,
  asked: { agencyCode: string; kind: StepKind; on: string },
): Promise<{ open: number; late: number; supplement: number }> {
  return db.one(sql`SELECT count(*) FILTER (WHERE status = 'open')::int AS open,
      count(*) FILTER (WHERE status = 'open' AND due_on < ${asked.on}::date)::int AS late,
      count(*) FILTER (WHERE status = 'supplement')::int AS supplement
    FROM step WHERE agency_code = ${asked.agencyCode} AND kind = ${asked.kind}
      AND status IN ('open', 'supplement', 'approved')`);
}

/** Open steps whose promised date has just passed, for the letter of apology. */
export function stepsLateSince(db: Queryable, on: string): Promise<{ stepId: string; dossierId: string }[]> {
  return db.rows(sql`SELECT s.id AS "stepId", s.dossier_id AS "dossierId" FROM step s
    WHERE s.status = 'open' AND s.due_on < ${on}::date
      AND NOT EXISTS (SELECT FROM event e WHERE e.dossier_id = s.dossier_id AND e.kind = 'late' AND e.step_kind = s.kind)
    LIMIT 500`);
}
