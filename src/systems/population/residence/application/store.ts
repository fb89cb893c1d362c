import { now } from '../../../../kernel/clock.ts';
import { type Queryable, type Tx, sql } from '../../../../kernel/db.ts';
import type { Grounds } from '../../../registry/index.ts';
import type { ApplicationState, Wish } from './wish.ts';

/** An application as kept. */
export interface StoredApplication {
  id: string;
  number: string;
  applicantNumber: string;
  wish: Wish;
  communeCode: string;
  state: ApplicationState;
  filedAt: Date;
  dueOn: string;
  decidedAt: Date | null;
  answer: string | null;
  /** The call that decided it. */
  decisionReceipt: string | null;
}

const columns = sql`application.id, application.number, applicant_number AS "applicantNumber", wish,
  commune_code AS "communeCode", state, filed_at AS "filedAt", due_on AS "dueOn", decided_at AS "decidedAt", answer,
  decision_receipt AS "decisionReceipt"`;

/** The name of who applies, as it is now. */
const named = sql`SELECT ${columns}, (SELECT full_name FROM person WHERE person.number = applicant_number
  ORDER BY valid_during DESC LIMIT 1) AS "applicantName" FROM residence_application application`;

export type NamedApplication = StoredApplication & { applicantName: string };

/** The application that a request made before, if it did. */
export function findByRequest(
  db: Queryable,
  requestKey: string,
): Promise<Pick<StoredApplication, 'id' | 'number' | 'dueOn' | 'applicantNumber'> | undefined> {
  return db.maybe(sql`SELECT id, number, due_on AS "dueOn", applicant_number AS "applicantNumber"
    FROM residence_application WHERE request_key = ${requestKey}`);
}

/** How many applications of a person are open, and how many of those are of a kind. */
export function countOpen(
  db: Queryable,
  asked: { applicantNumber: string; kind: string },
): Promise<{ open: number; same: number }> {
  return db.one(sql`SELECT count(*)::int AS open, count(*) FILTER (WHERE wish ->> 'kind' = ${asked.kind})::int AS same
    FROM residence_application WHERE applicant_number = ${asked.applicantNumber} AND state = 'open'`);
}

/** Files an application. */
export async function insertApplication(
  tx: Tx,
  application: Pick<StoredApplication, 'id' | 'number' | 'applicantNumber' | 'wish' | 'communeCode' | 'dueOn'> & {
    requestKey: string;
  },
): Promise<void> {
  const { id, number, applicantNumber, wish, communeCode, dueOn, requestKey } = application;
  await tx.run(sql`INSERT INTO residence_application (id, number, request_key, applicant_number, wish, commune_code,
      filed_at, due_on)
    VALUES (${id}::uuid, ${number}, ${requestKey}, ${applicantNumber}, ${JSON.stringify(wish)}::jsonb, ${communeCode},
      ${now()}, ${dueOn}::date)`);
}

const MOST_OWN = 20;
const MOST_LISTED = 50;

/** A person's own applications, the newest first. */
export function applicationsOf(db: Queryable, applicantNumber: string): Promise<NamedApplication[]> {
  return db.rows(sql`${named} WHERE applicant_number = ${applicantNumber} ORDER BY filed_at DESC LIMIT ${MOST_OWN}`);
}

/** The applications that are decided in a commune: open ones by the day on which they are due, or those that are over, the newest first. */
export function applicationsIn(
  db: Queryable,
  asked: { communeCode: string; over: boolean },
): Promise<NamedApplication[]> {
  const { communeCode, over } = asked;
  return over
    ? db.rows(sql`${named} WHERE commune_code = ${communeCode} AND state <> 'open'
        ORDER BY decided_at DESC, id LIMIT ${MOST_LISTED}`)
    : db.rows(sql`${named} WHERE commune_code = ${communeCode} AND state = 'open'
        ORDER BY due_on, filed_at, id LIMIT ${MOST_LISTED}`);
}

/** How many wait in a commune. */
export async function countOpenIn(db: Queryable, communeCode: string): Promise<number> {
  const { open } = await db.one<{ open: number }>(sql`SELECT count(*)::int AS open FROM residence_application
    WHERE commune_code = ${communeCode} AND state = 'open'`);
  return open;
}

/** One application. */
export function findApplication(db: Queryable, id: string): Promise<NamedApplication | undefined> {
  return db.maybe(sql`${named} WHERE id = ${id}::uuid`);
}

/** One application, held until the end of the transaction. */
export function lockApplication(tx: Tx, id: string): Promise<StoredApplication | undefined> {
  return tx.maybe(sql`SELECT ${columns} FROM residence_application application WHERE id = ${id}::uuid FOR UPDATE`);
}

/** Notes how an application ended. */
export async function saveDecision(
  tx: Tx,
  decision: {
    id: string;
    state: Exclude<ApplicationState, 'open'>;
    answer: string | undefined;
    by: Grounds['by'];
    receipt: string;
  },
): Promise<void> {
  const { id, state, answer, by, receipt } = decision;
  await tx.run(sql`UPDATE residence_application SET state = ${state}, decided_at = ${now()}, answer = ${answer ?? null},
      decided_by = ${JSON.stringify(by)}::jsonb, decision_receipt = ${receipt} WHERE id = ${id}::uuid`);
}
