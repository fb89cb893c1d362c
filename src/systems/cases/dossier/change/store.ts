import { type Queryable, type Statement, type Tx, sql } from '../../../../kernel/db.ts';
import type { Job } from '../../../../kernel/jobs.ts';
import type { Bilingual } from '../../../../kernel/text.ts';
import type { ConsentReason, StepKind } from '../../services.ts';
import type { Dossier, Step } from '../store.ts';

/** A step that a submitted dossier gets. */
export type NewStep = Pick<
  Step,
  'id' | 'kind' | 'procedureCode' | 'agencyCode' | 'agencyName' | 'status' | 'workingDays' | 'limitEdition' | 'dueOn'
>;

/** A line of the course. */
export interface NewEvent {
  kind: string;
  stepKind?: StepKind;
  who: Bilingual;
  note?: string | undefined;
}

/** A document that an agency issued. */
export interface IssuedDocument {
  code: string;
  title: Bilingual;
  documentNumber: string;
  issuerName: string;
  issuedAt: string;
  verificationCode: string;
  sha256: string;
  fileId: string;
}

export interface NewResult extends IssuedDocument {
  id: string;
  stepKind: StepKind;
  holderName: string;
  holderNumber: string | null;
}

export interface NewAttachment {
  id: string;
  stepKind: StepKind | null;
  fileId: string;
  filename: string;
}

export interface ConsentAnswer {
  agrees: boolean;
  reason: string | null;
  receipt: string | null;
}

/** All that is written when a dossier changes. */
export interface WrittenChange {
  /** As it will be, with the version that it was decided on. */
  dossier: Dossier;
  changedFields: readonly WrittenField[];
  changedSteps: ReadonlyMap<string, Step>;
  newSteps: readonly NewStep[];
  events: readonly NewEvent[];
  results: readonly NewResult[];
  attachments: readonly NewAttachment[];
  askedConsent: { personalNumber: string; reasons: ConsentReason[]; respondBy: string } | undefined;
  consentAnswer: ConsentAnswer | undefined;
  jobs: readonly Job[];
}

/** Each writes one field: only what changed is written, because the answers of the registers are large. */
const COLUMNS = {
  number: (d: Dossier) => sql`number = ${d.number}`,
  status: (d: Dossier) => sql`status = ${d.status}`,
  answers: (d: Dossier) => sql`answers = ${d.answers}`,
  evidence: (d: Dossier) => sql`evidence = ${d.evidence}`,
  recognised: (d: Dossier) => sql`recognised = ${d.recognised}`,
  secondParentNumber: (d: Dossier) => sql`second_parent_number = ${d.secondParentNumber}`,
  agencyCode: (d: Dossier) => sql`agency_code = ${d.agencyCode}`,
  agencyName: (d: Dossier) => sql`agency_name = ${d.agencyName}`,
  communeCode: (d: Dossier) => sql`commune_code = ${d.communeCode}`,
  childName: (d: Dossier) => sql`child_name = ${d.childName}`,
  childNumber: (d: Dossier) => sql`child_number = ${d.childNumber}`,
  paperConsentFile: (d: Dossier) => sql`paper_consent_file = ${d.paperConsentFile}`,
  paperConsentName: (d: Dossier) => sql`paper_consent_name = ${d.paperConsentName}`,
  paperConsentReceipt: (d: Dossier) => sql`paper_consent_receipt = ${d.paperConsentReceipt}`,
  submittedAt: (d: Dossier) => sql`submitted_at = ${d.submittedAt}`,
  promisedOn: (d: Dossier) => sql`promised_on = ${d.promisedOn}`,
} satisfies Partial<Record<keyof Dossier, (dossier: Dossier) => Statement>>;

/** The fields of a dossier that can change. */
export type WrittenField = keyof typeof COLUMNS;
export const WRITTEN_FIELDS = Object.keys(COLUMNS) as WrittenField[];

/** The next serial of dossier numbers of an agency on a day. Fails with a check when the four digits are used up. */
export async function nextSerial(
  tx: Tx,
  { agencyCode, receivedOn }: { agencyCode: string; receivedOn: string },
): Promise<number> {
  const { last } = await tx.one<{ last: number }>(sql`INSERT INTO number_counter (agency_code, received_on, last)
    VALUES (${agencyCode}, ${receivedOn}, 1)
    ON CONFLICT (agency_code, received_on) DO UPDATE SET last = number_counter.last + 1 RETURNING last`);
  return last;
}

/** Writes a change; false, and nothing is written, when the dossier has another version by now. */
export async function saveChange(db: Queryable, change: WrittenChange): Promise<boolean> {
  return (await db.run(statementOf(change))) === 1;
}

/** The whole change as one statement of one row, or none when the version is another: the other parts hang on that one. */
function statementOf(change: WrittenChange): Statement {
  const { dossier, changedSteps, newSteps, events, results, attachments, askedConsent, consentAnswer, jobs } = change;
  let parts = change.changedFields.reduce(
    (all, field) => sql`${all}, ${COLUMNS[field](dossier)}`,
    sql`WITH changed AS (UPDATE dossier SET version = version + 1, updated_at = now()`,
  );
  parts = sql`${parts} WHERE id = ${dossier.id} AND version = ${dossier.version} RETURNING id)`;
  if (changedSteps.size) parts = sql`${parts}, moved AS (${updateSteps([...changedSteps.values()])})`;
  if (newSteps.length) parts = sql`${parts}, begun AS (${insertSteps(newSteps)})`;
  if (events.length) parts = sql`${parts}, told AS (${insertEvents(events)})`;
  if (results.length) parts = sql`${parts}, issued AS (${insertResults(results)})`;
  if (attachments.length) parts = sql`${parts}, attached AS (${insertAttachments(attachments)})`;
  if (askedConsent) {
    parts = sql`${parts}, asked AS (INSERT INTO consent (dossier_id, personal_number, reasons, respond_by)
      SELECT id, ${askedConsent.personalNumber}, ${askedConsent.reasons}::text[], ${askedConsent.respondBy}::date FROM changed)`;
  }
  if (consentAnswer) {
    parts = sql`${parts}, answered AS (UPDATE consent SET answered_at = now(), agrees = ${consentAnswer.agrees},
        reason = ${consentAnswer.reason}, receipt = ${consentAnswer.receipt}
      FROM changed WHERE consent.dossier_id = changed.id AND consent.answered_at IS NULL)`;
  }
  return jobs.length
    ? sql`${parts} SELECT kernel.add_jobs(${JSON.stringify(jobs)}::jsonb) FROM changed`
    : sql`${parts} SELECT id FROM changed`;
}

const updateSteps = (
  steps: readonly Step[],
) => sql`UPDATE step SET status = x.status, opened_at = x."openedAt", due_on = x."dueOn",
    days_left = x."daysLeft", decided_by = x."decidedBy", decided_by_number = x."decidedByNumber",
    decided_by_name = x."decidedByName", decided_by_title = x."decidedByTitle",
    decided_at = CASE WHEN x."decidedBy" IS NULL THEN decided_at ELSE now() END, resolution = x.resolution, note = x.note,
    refusal_code = x."refusalCode", attempt = x.attempt, ended_at = x."endedAt"
  FROM changed, jsonb_to_recordset(${JSON.stringify(steps)}::jsonb) AS x(id uuid, status text, "openedAt" timestamptz,
    "dueOn" date, "daysLeft" integer, "decidedBy" uuid, "decidedByNumber" text, "decidedByName" text,
    "decidedByTitle" jsonb, resolution text, note text, "refusalCode" text, attempt integer, "endedAt" timestamptz)
  WHERE step.id = x.id AND step.dossier_id = changed.id`;

const insertSteps = (
  steps: readonly NewStep[],
) => sql`INSERT INTO step (id, dossier_id, kind, procedure_code, agency_code, agency_name,
    status, working_days, limit_edition, due_on, opened_at)
  SELECT x.id, changed.id, x.kind, x."procedureCode", x."agencyCode", x."agencyName", x.status, x."workingDays", x."limitEdition", x."dueOn",
    CASE WHEN x.status = 'open' THEN now() END
  FROM changed, jsonb_to_recordset(${JSON.stringify(steps)}::jsonb) AS x(id uuid, kind text, "procedureCode" text,
    "agencyCode" text, "agencyName" text, status text, "workingDays" integer, "limitEdition" integer, "dueOn" date)`;

const insertEvents = (events: readonly NewEvent[]) => sql`INSERT INTO event (dossier_id, kind, step_kind, who, note)
  SELECT changed.id, x.kind, x."stepKind", x.who, x.note
  FROM changed, jsonb_to_recordset(${JSON.stringify(events.map((event, place) => ({ ...event, place })))}::jsonb)
    AS x(place integer, kind text, "stepKind" text, who jsonb, note text) ORDER BY x.place`;

const insertResults = (
  results: readonly NewResult[],
) => sql`INSERT INTO result (id, dossier_id, step_kind, code, title, holder_name,
    holder_number, document_number, issuer_name, issued_at, verification_code, sha256, file_id)
  SELECT x.id, changed.id, x."stepKind", x.code, x.title, x."holderName", x."holderNumber", x."documentNumber",
    x."issuerName", x."issuedAt", x."verificationCode", x.sha256, x."fileId"
  FROM changed, jsonb_to_recordset(${JSON.stringify(results)}::jsonb) AS x(id uuid, "stepKind" text, code text, title jsonb,
    "holderName" text, "holderNumber" text, "documentNumber" text, "issuerName" text, "issuedAt" timestamptz,
    "verificationCode" text, sha256 text, "fileId" text)
  ON CONFLICT (dossier_id, step_kind, code) DO NOTHING`;

const insertAttachments = (
  attachments: readonly NewAttachment[],
) => sql`INSERT INTO attachment (id, dossier_id, step_kind, file_id,
    filename)
  SELECT x.id, changed.id, x."stepKind", x."fileId", x.filename
  FROM changed, jsonb_to_recordset(${JSON.stringify(attachments)}::jsonb)
    AS x(id uuid, "stepKind" text, "fileId" text, filename text)`;
