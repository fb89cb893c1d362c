import { type Queryable, type Tx, sql } from '../../../kernel/db.ts';
import type { Language } from '../../../kernel/text.ts';
import type { ApplicationMove, ApplicationStatus } from './rules.ts';
import type { Content, FormTyped, Matter } from './schemas.ts';

/** An application as it stands. */
export interface Application {
  id: string;
  number: string | null;
  applicant: string;
  applicantName: string;
  matter: Matter;
  /** The enterprise or household business that it is about; null while there is none. */
  subject: string | null;
  subjectName: string | null;
  territoryCode: string;
  status: ApplicationStatus;
  form: FormTyped;
  content: Content | null;
  submission: number;
  submittedOn: string | null;
  dueOn: string | null;
  language: Language;
  changedAt: Date;
}

const COLUMNS = sql`id, number, applicant, applicant_name AS "applicantName", matter, subject, subject_name AS "subjectName",
  territory_code AS "territoryCode", status, form, content, submission, submitted_on AS "submittedOn", due_on AS "dueOn",
  language, changed_at AS "changedAt"`;

export function findApplication(db: Queryable, id: string): Promise<Application | undefined> {
  return db.maybe(sql`SELECT ${COLUMNS} FROM application WHERE id = ${id}::uuid`);
}

/** The application, locked for a move. */
export function lockApplication(tx: Tx, id: string): Promise<Application | undefined> {
  return tx.maybe(sql`SELECT ${COLUMNS} FROM application WHERE id = ${id}::uuid FOR UPDATE`);
}

/** Keeps a new draft; the same request again gives the one there is. */
export async function insertApplication(
  db: Queryable,
  draft: Pick<
    Application,
    'id' | 'applicant' | 'applicantName' | 'matter' | 'subject' | 'subjectName' | 'territoryCode' | 'form' | 'language'
  > & { requestKey: string },
): Promise<string> {
  await db.run(sql`INSERT INTO application (id, request_key, applicant, applicant_name, matter, subject, subject_name,
      territory_code, status, form, language)
    VALUES (${draft.id}::uuid, ${draft.requestKey}, ${draft.applicant}, ${draft.applicantName}, ${draft.matter},
      ${draft.subject}, ${draft.subjectName}, ${draft.territoryCode}, 'draft', ${JSON.stringify(draft.form)}::jsonb,
      ${draft.language})
    ON CONFLICT (request_key) DO NOTHING`);
  const row = await db.one<{ id: string }>(sql`SELECT id FROM application WHERE request_key = ${draft.requestKey}`);
  return row.id;
}

/** How many applications of a person have not come to an end. */
export async function countRunning(db: Queryable, applicant: string): Promise<number> {
  const row = await db.one<{ count: number }>(sql`SELECT count(*)::int AS count FROM application
    WHERE applicant = ${applicant} AND status NOT IN ('accepted', 'refused', 'withdrawn', 'lapsed')`);
  return row.count;
}

export function saveForm(
  tx: Tx,
  { id, form, territoryCode }: Pick<Application, 'id' | 'form' | 'territoryCode'>,
): Promise<number> {
  return tx.run(sql`UPDATE application SET form = ${JSON.stringify(form)}::jsonb, territory_code = ${territoryCode},
    changed_at = clock_timestamp() WHERE id = ${id}::uuid`);
}

/** Notes what is handed in, under a number of the office when it has none yet. */
export function saveSubmission(
  tx: Tx,
  handed: Pick<Application, 'id' | 'content' | 'submittedOn' | 'subjectName' | 'number'>,
): Promise<number> {
  return tx.run(sql`UPDATE application SET content = ${JSON.stringify(handed.content)}::jsonb,
    submission = submission + 1, submitted_on = ${handed.submittedOn}::date, subject_name = ${handed.subjectName},
    number = ${handed.number} WHERE id = ${handed.id}::uuid`);
}

/** The next number of an office on a day; the database refuses the ten thousandth. */
export async function takeNumber(tx: Tx, { agencyCode, day }: { agencyCode: string; day: string }): Promise<number> {
  const row = await tx.one<{ serial: number }>(sql`INSERT INTO application_counter (agency_code, day, last_serial)
    VALUES (${agencyCode}, ${day}::date, 1)
    ON CONFLICT (agency_code, day) DO UPDATE SET last_serial = application_counter.last_serial + 1
    RETURNING last_serial AS serial`);
  return row.serial;
}

export function saveStatus(
  tx: Tx,
  { id, status, dueOn, subject }: Pick<Application, 'id' | 'status' | 'dueOn'> & { subject?: string },
): Promise<number> {
  return tx.run(sql`UPDATE application SET status = ${status}, due_on = ${dueOn}::date,
    subject = coalesce(${subject ?? null}, subject), changed_at = clock_timestamp() WHERE id = ${id}::uuid`);
}

/** Something that was done with an application. */
export interface ApplicationStep {
  move: Exclude<ApplicationMove, 'save'>;
  submission: number;
  note: string | null;
  doneBy: { kind: string; name: string };
  doneAt: Date;
}

/** Whether a request was done before. */
export async function hasStep(db: Queryable, id: string, requestKey: string): Promise<boolean> {
  const row = await db.maybe(sql`SELECT serial FROM application_step
    WHERE application_id = ${id}::uuid AND request_key = ${requestKey}`);
  return row !== undefined;
}

export function insertStep(
  tx: Tx,
  step: Omit<ApplicationStep, 'doneAt'> & { id: string; requestKey: string; content: Content | null },
): Promise<number> {
  return tx.run(sql`INSERT INTO application_step (application_id, serial, request_key, move, submission, content, note, done_by)
    SELECT ${step.id}::uuid, coalesce(max(serial), 0) + 1, ${step.requestKey}, ${step.move}, ${step.submission},
      ${step.content === null ? null : JSON.stringify(step.content)}::jsonb, ${step.note},
      ${JSON.stringify(step.doneBy)}::jsonb
    FROM application_step WHERE application_id = ${step.id}::uuid`);
}

/** What was done with an application, the first first. */
export function stepsOf(db: Queryable, id: string): Promise<ApplicationStep[]> {
  return db.rows(sql`SELECT move, submission, note, done_by AS "doneBy", done_at AS "doneAt" FROM application_step
    WHERE application_id = ${id}::uuid ORDER BY serial LIMIT 200`);
}

/** Who was asked to agree to a submission, and the answer. */
export interface Consent {
  party: string;
  partyName: string;
  agrees: boolean | null;
}

export function insertConsents(
  tx: Tx,
  { id, submission }: { id: string; submission: number },
  parties: readonly { party: string; name: string }[],
): Promise<number> {
  return tx.run(sql`INSERT INTO application_consent (application_id, submission, party, party_name)
    SELECT ${id}::uuid, ${submission}, party, name
    FROM unnest(${parties.map(({ party }) => party)}::text[], ${parties.map(({ name }) => name)}::text[]) AS asked (party, name)`);
}

export function consentsOf(db: Queryable, { id, submission }: { id: string; submission: number }): Promise<Consent[]> {
  return db.rows(sql`SELECT party, party_name AS "partyName", agrees FROM application_consent
    WHERE application_id = ${id}::uuid AND submission = ${submission} ORDER BY party_name, party`);
}

export function saveAnswer(
  tx: Tx,
  answer: { id: string; submission: number; parties: readonly string[]; agrees: boolean; by: string },
): Promise<number> {
  return tx.run(sql`UPDATE application_consent SET agrees = ${answer.agrees}, answered_by = ${answer.by},
      answered_at = clock_timestamp()
    WHERE application_id = ${answer.id}::uuid AND submission = ${answer.submission}
      AND party = ANY (${answer.parties}::text[]) AND agrees IS NULL`);
}

/** The enterprises for which a person acts on a day. */
export async function representedBy(db: Queryable, { person, on }: { person: string; on: string }): Promise<string[]> {
  const rows = await db.rows<{ code: string }>(sql`SELECT enterprise_code AS code FROM representative
    WHERE person_number = ${person} AND valid_during @> ${on}::date ORDER BY 1 LIMIT 200`);
  return rows.map(({ code }) => code);
}

/** An application in a list. */
export type ListedApplication = Pick<
  Application,
  'id' | 'number' | 'matter' | 'subject' | 'subjectName' | 'status' | 'dueOn' | 'changedAt' | 'applicantName'
> & { asksYou: boolean };

/** What a person applied for, and what the person is asked to agree to, for themselves or an enterprise; the newest first. */
export function applicationsOf(
  db: Queryable,
  asked: { person: string; parties: readonly string[]; limit: number },
): Promise<ListedApplication[]> {
  return db.rows(sql`SELECT a.id, a.number, a.matter, a.subject, coalesce(a.subject_name, nullif(trim(a.form->>'name'), '')) AS "subjectName",
      a.status, a.due_on AS "dueOn", a.changed_at AS "changedAt", a.applicant_name AS "applicantName",
      coalesce(consent.open, false) AS "asksYou"
    FROM application a LEFT JOIN LATERAL (
      SELECT a.status = 'awaiting_consent' AND bool_or(c.agrees IS NULL) AS open FROM application_consent c
      WHERE c.application_id = a.id AND c.submission = a.submission AND c.party = ANY (${asked.parties}::text[])
    ) AS consent ON true
    WHERE a.applicant = ${asked.person} OR a.id IN (
      SELECT c.application_id FROM application_consent c JOIN application b ON b.id = c.application_id
        AND b.submission = c.submission AND b.status <> 'draft'
      WHERE c.party = ANY (${asked.parties}::text[]))
    ORDER BY a.changed_at DESC LIMIT ${asked.limit}`);
}

/** The applications of an office in these statuses, what is due first on top. */
export function queueOf(
  db: Queryable,
  asked: { territoryCode: string; statuses: readonly ApplicationStatus[]; limit: number; offset: number },
): Promise<ListedApplication[]> {
  return db.rows(sql`SELECT id, number, matter, subject, subject_name AS "subjectName", status, due_on AS "dueOn",
      changed_at AS "changedAt", applicant_name AS "applicantName", false AS "asksYou"
    FROM application WHERE territory_code = ${asked.territoryCode} AND status = ANY (${asked.statuses}::text[])
    ORDER BY due_on NULLS LAST, changed_at, id LIMIT ${asked.limit} OFFSET ${asked.offset}`);
}

/** Applications that have waited for people since before a moment. */
export async function waitingSince(db: Queryable, before: Date, limit: number): Promise<string[]> {
  const rows = await db.rows<{ id: string }>(sql`SELECT id FROM application
    WHERE status IN ('awaiting_consent', 'declined', 'supplement') AND changed_at < ${before}
    ORDER BY changed_at LIMIT ${limit}`);
  return rows.map(({ id }) => id);
}
