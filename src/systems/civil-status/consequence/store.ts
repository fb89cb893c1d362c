import { type Queryable, type Tx, sql } from '../../../kernel/db.ts';
import { addJob } from '../../../kernel/jobs.ts';
import type { Consequence } from '../entry/rules.ts';

/** On whose right a consequence is carried out: what the exchange is told each time. */
export interface ConsequenceContext {
  agency: { code: string; name: string };
  actor: object;
  purpose: string;
}

export interface StoredConsequence {
  id: string;
  position: number;
  service: string;
  input: Record<string, unknown>;
  context: ConsequenceContext;
  status: 'pending' | 'done' | 'refused';
  output: Record<string, unknown> | null;
  refusal: string | null;
  receipt: string | null;
}

/** A worker waits so long for the process that wrote the entry to carry it out itself, in milliseconds. */
const OWN_TIME_MS = 5_000;

/** Writes what an entry changes in other registers, behind what it changed before, with the job that sees to it. */
export async function insertConsequences(
  tx: Tx,
  given: { entryId: string; consequences: readonly Consequence[]; context: ConsequenceContext; at: Date; task: string },
): Promise<void> {
  const { entryId, consequences, context, at, task } = given;
  if (consequences.length === 0) return;
  await tx.run(sql`INSERT INTO consequence (id, entry_id, position, service, input, context)
    SELECT ${`entry-${entryId}-`} || (before.last + at), ${entryId}, before.last + at, service, input, ${context}::jsonb
    FROM unnest(${consequences.map(({ service }) => service)}::text[],
        ${consequences.map(({ input }) => JSON.stringify(input))}::jsonb[]) WITH ORDINALITY AS given (service, input, at),
      (SELECT coalesce(max(position), 0) AS last FROM consequence WHERE entry_id = ${entryId}) before`);
  await addJob(tx, {
    task,
    payload: { entryId },
    key: `${task} ${entryId}`,
    runAt: new Date(at.getTime() + OWN_TIME_MS),
  });
}

/** What an entry changes in other registers, in the order in which it is to be done. */
export function consequencesOf(db: Queryable, entryId: string): Promise<StoredConsequence[]> {
  return db.rows(sql`SELECT id, position, service, input, context, status, output, refusal, receipt FROM consequence
    WHERE entry_id = ${entryId} ORDER BY position`);
}

/** Notes how one of them ended. What was done stays done. */
export async function saveOutcome(
  db: Queryable,
  outcome: { id: string; status: 'done' | 'refused'; output?: object; refusal?: string; receipt?: string },
): Promise<void> {
  await db.run(sql`UPDATE consequence SET status = ${outcome.status}, output = ${outcome.output ?? null}::jsonb,
      refusal = ${outcome.refusal ?? null}, receipt = ${outcome.receipt ?? null}
    WHERE id = ${outcome.id} AND status <> 'done'`);
}
