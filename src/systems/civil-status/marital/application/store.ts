import { now } from '../../../../kernel/clock.ts';
import { type Queryable, type Tx, sql } from '../../../../kernel/db.ts';
import type { Grounds } from '../../../registry/index.ts';
import type { MaritalWish } from '../rules.ts';
import type { ApplicationState } from './rules.ts';

/** An application for a certificate of marital status. */
export interface StoredApplication {
  id: string;
  number: string;
  applicantNumber: string;
  applicantName: string;
  wish: MaritalWish;
  communeCode: string;
  state: ApplicationState;
  filedAt: Date;
  dueOn: string;
  decidedAt: Date | null;
  decisionReceipt: string | null;
  answer: string | null;
  paperId: string | null;
}

const columns = sql`id, number, applicant_number AS "applicantNumber", applicant_name AS "applicantName", wish,
  commune_code AS "communeCode", state, filed_at AS "filedAt", due_on AS "dueOn", decided_at AS "decidedAt",
  decision_receipt AS "decisionReceipt", answer, paper_id AS "paperId"`;

/** The application that a request made before, if it did. */
export function findByRequest(db: Queryable, requestKey: string): Promise<StoredApplication | undefined> {
  return db.maybe(sql`SELECT ${columns} FROM marital_application WHERE request_key = ${requestKey}`);
}

/** How many applications of a person are open, and whether one of those is for a purpose. */
export function countOpen(
  db: Queryable,
  asked: { applicantNumber: string; purposeKey: string },
): Promise<{ open: number; same: number }> {
  return db.one(sql`SELECT count(*)::int AS open,
      count(*) FILTER (WHERE purpose_key = ${asked.purposeKey})::int AS same
    FROM marital_application WHERE applicant_number = ${asked.applicantNumber} AND state = 'open'`);
}

/** Files an application. */
export async function insertApplication(
  tx: Tx,
  application: Pick<
    StoredApplication,
    'id' | 'number' | 'applicantNumber' | 'applicantName' | 'wish' | 'communeCode' | 'dueOn'
  > & { requestKey: string; purposeKey: string },
): Promise<void> {
  const { id, number, applicantNumber, applicantName, wish, communeCode, dueOn, requestKey, purposeKey } = application;
  await tx.run(sql`INSERT INTO marital_application (id, number, request_key, applicant_number, applicant_name, wish,
      purpose_key, commune_code, filed_at, due_on)
    VALUES (${id}::uuid, ${number}, ${requestKey}, ${applicantNumber}, ${applicantName}, ${JSON.stringify(wish)}::jsonb,
      ${purposeKey}, ${communeCode}, ${now()}, ${dueOn}::date)`);
}

const MOST_OWN = 20;
const MOST_LISTED = 50;

/** A person's own applications, the newest first. */
export function applicationsOf(db: Queryable, applicantNumber: string): Promise<StoredApplication[]> {
  return db.rows(sql`SELECT ${columns} FROM marital_application WHERE applicant_number = ${applicantNumber}
    ORDER BY filed_at DESC, id LIMIT ${MOST_OWN}`);
}

/** What waits at a commune, by the day on which it is due; or what is over, the newest first. */
export function applicationsIn(
  db: Queryable,
  asked: { communeCode: string; over: boolean },
): Promise<StoredApplication[]> {
  const { communeCode, over } = asked;
  return over
    ? db.rows(sql`SELECT ${columns} FROM marital_application WHERE commune_code = ${communeCode} AND state <> 'open'
        ORDER BY decided_at DESC, id LIMIT ${MOST_LISTED}`)
    : db.rows(sql`SELECT ${columns} FROM marital_application WHERE commune_code = ${communeCode} AND state = 'open'
        ORDER BY due_on, filed_at, id LIMIT ${MOST_LISTED}`);
}

/** How many wait at a commune. */
export async function countOpenIn(db: Queryable, communeCode: string): Promise<number> {
  const { open } = await db.one<{ open: number }>(sql`SELECT count(*)::int AS open FROM marital_application
    WHERE commune_code = ${communeCode} AND state = 'open'`);
  return open;
}

export function findApplication(db: Queryable, id: string): Promise<StoredApplication | undefined> {
  return db.maybe(sql`SELECT ${columns} FROM marital_application WHERE id = ${id}::uuid`);
}

/** One application, held until the end of the transaction. */
export function lockApplication(tx: Tx, id: string): Promise<StoredApplication | undefined> {
  return tx.maybe(sql`SELECT ${columns} FROM marital_application WHERE id = ${id}::uuid FOR UPDATE`);
}

/** Notes how an application ended. */
export async function saveDecision(
  tx: Tx,
  decision: {
    id: string;
    state: Exclude<ApplicationState, 'open'>;
    answer?: string;
    paperId?: string;
    by: Grounds['by'];
    receipt: string;
  },
): Promise<void> {
  const { id, state, answer, paperId, by, receipt } = decision;
  await tx.run(sql`UPDATE marital_application SET state = ${state}, decided_at = ${now()}, answer = ${answer ?? null},
      paper_id = ${paperId ?? null}::uuid, decided_by = ${JSON.stringify(by)}::jsonb, decision_receipt = ${receipt}
    WHERE id = ${id}::uuid`);
}
