import { type Queryable, sql } from '../../../kernel/db.ts';
import type { Bilingual, Language } from '../../../kernel/text.ts';
import type {
  Answers,
  ConsentReason,
  DossierStatus,
  Evidence,
  Parent,
  Result,
  StepKind,
  StepStatus,
} from '../services.ts';

export interface Dossier {
  id: string;
  /** Counts the changes: who decided on another version has to decide again. */
  version: number;
  reference: string;
  number: string | null;
  procedureCode: string;
  notificationId: string;
  applicantNumber: string;
  applicantName: string;
  secondParentNumber: string | null;
  status: DossierStatus;
  language: Language;
  answers: Answers;
  evidence: Evidence;
  recognised: Parent | null;
  agencyCode: string | null;
  agencyName: string | null;
  communeCode: string | null;
  childName: string | null;
  childNumber: string | null;
  paperConsentFile: string | null;
  paperConsentName: string | null;
  paperConsentReceipt: string | null;
  submittedAt: Date | null;
  promisedOn: string | null;
  createdAt: Date;
  updatedAt: Date;
}

export interface Step {
  id: string;
  dossierId: string;
  kind: StepKind;
  procedureCode: string;
  agencyCode: string;
  agencyName: string;
  status: StepStatus;
  workingDays: number;
  /** The edition of the rule set `civil-status.birth-time-limit` that gave the working days. */
  limitEdition: number;
  openedAt: string | null;
  dueOn: string | null;
  daysLeft: number | null;
  decidedBy: string | null;
  decidedByNumber: string | null;
  decidedByName: string | null;
  decidedByTitle: Bilingual | null;
  resolution: string | null;
  note: string | null;
  refusalCode: string | null;
  attempt: number;
  endedAt: string | null;
}

export interface Consent {
  askedAt: string;
  personalNumber: string;
  reasons: ConsentReason[];
  answeredAt: string | null;
  agrees: boolean | null;
  reason: string | null;
  receipt: string | null;
}

export interface CaseEvent {
  at: string;
  kind: string;
  stepKind: StepKind | null;
  who: Bilingual;
  note: string | null;
}

const DOSSIER = sql`d.id, d.version, d.reference, d.number, d.procedure_code AS "procedureCode", d.notification_id AS "notificationId",
  d.applicant_number AS "applicantNumber", d.applicant_name AS "applicantName",
  d.second_parent_number AS "secondParentNumber", d.status, d.language, d.answers, d.evidence, d.recognised,
  d.agency_code AS "agencyCode", d.agency_name AS "agencyName", d.commune_code AS "communeCode",
  d.child_name AS "childName", d.child_number AS "childNumber", d.paper_consent_file AS "paperConsentFile",
  d.paper_consent_name AS "paperConsentName",
  d.paper_consent_receipt AS "paperConsentReceipt", d.submitted_at AS "submittedAt", d.promised_on AS "promisedOn",
  d.created_at AS "createdAt", d.updated_at AS "updatedAt"`;

const STEP = sql`s.id, s.dossier_id AS "dossierId", s.kind, s.procedure_code AS "procedureCode", s.agency_code AS "agencyCode",
  s.agency_name AS "agencyName", s.status, s.working_days AS "workingDays", s.limit_edition AS "limitEdition", s.opened_at AS "openedAt", s.due_on AS "dueOn",
  s.days_left AS "daysLeft", s.decided_by AS "decidedBy", s.decided_by_number AS "decidedByNumber",
  s.decided_by_name AS "decidedByName", s.decided_by_title AS "decidedByTitle", s.resolution, s.note,
  s.refusal_code AS "refusalCode", s.attempt, s.ended_at AS "endedAt"`;

/** As JSON: instants and dates are texts wherever a step is read. */
const STEPS = sql`coalesce((SELECT json_agg(to_json(x) ORDER BY array_position(ARRAY['birth', 'residence', 'insurance'], x.kind))
    FROM (SELECT ${STEP} FROM step s WHERE s.dossier_id = d.id) x), '[]') AS steps`;

/** Everything about a dossier that a page shows, in one query. */
export interface WholeDossier extends Dossier {
  steps: Step[];
  events: CaseEvent[];
  consents: Consent[];
  results: (Result & { fileId: string })[];
  attachments: { id: string; fileId: string; filename: string; stepKind: StepKind | null; addedAt: string }[];
}

const RESULT_JSON = sql`json_build_object('id', r.id, 'dossierId', r.dossier_id, 'childNumber', d.child_number,
  'stepKind', r.step_kind, 'title', r.title, 'holderName', r.holder_name, 'documentNumber', r.document_number,
  'issuerName', r.issuer_name, 'issuedAt', r.issued_at, 'verificationCode', r.verification_code, 'sha256', r.sha256,
  'fileId', r.file_id)`;

const WHOLE = sql`SELECT ${DOSSIER}, ${STEPS},
      coalesce((SELECT json_agg(json_build_object('at', e.at, 'kind', e.kind, 'stepKind', e.step_kind, 'who', e.who,
        'note', e.note) ORDER BY e.id) FROM event e WHERE e.dossier_id = d.id), '[]') AS events,
      coalesce((SELECT json_agg(json_build_object('askedAt', c.asked_at, 'personalNumber', c.personal_number,
        'reasons', c.reasons, 'answeredAt', c.answered_at, 'agrees', c.agrees, 'reason', c.reason, 'receipt', c.receipt) ORDER BY c.asked_at)
        FROM consent c WHERE c.dossier_id = d.id), '[]') AS consents,
      coalesce((SELECT json_agg(${RESULT_JSON} ORDER BY r.issued_at, r.code) FROM result r WHERE r.dossier_id = d.id),
        '[]') AS results,
      coalesce((SELECT json_agg(json_build_object('id', a.id, 'fileId', a.file_id, 'filename', a.filename,
        'stepKind', a.step_kind, 'addedAt', a.added_at) ORDER BY a.added_at)
        FROM attachment a WHERE a.dossier_id = d.id), '[]') AS attachments`;

export function findWhole(db: Queryable, dossierId: string): Promise<WholeDossier | undefined> {
  return db.maybe(sql`${WHOLE} FROM dossier d WHERE d.id = ${dossierId}`);
}

/** The dossier that a step belongs to. */
export function findWholeOfStep(db: Queryable, stepId: string): Promise<WholeDossier | undefined> {
  return db.maybe(sql`${WHOLE} FROM dossier d WHERE d.id = (SELECT dossier_id FROM step WHERE id = ${stepId})`);
}

/** Whose a step is, and the number of its dossier. */
export function findStepPlace(
  db: Queryable,
  stepId: string,
): Promise<{ kind: StepKind; agencyCode: string; number: string } | undefined> {
  return db.maybe(sql`SELECT s.kind, s.agency_code AS "agencyCode", d.number
    FROM step s JOIN dossier d ON d.id = s.dossier_id WHERE s.id = ${stepId}`);
}

/** A dossier as it is read to be changed, of one moment: with its steps, and what the second parent said last. */
export interface OpenedDossier extends Dossier {
  steps: Step[];
  consent: { agrees: boolean | null; receipt: string | null } | null;
}

const OPENED = sql`SELECT ${DOSSIER}, ${STEPS},
    (SELECT json_build_object('agrees', c.agrees, 'receipt', c.receipt) FROM consent c WHERE c.dossier_id = d.id
      ORDER BY c.asked_at DESC LIMIT 1) AS consent
  FROM dossier d`;

/** The dossier with that id, or that a step belongs to. */
export function findOpened(
  db: Queryable,
  which: { dossierId: string } | { stepId: string },
): Promise<OpenedDossier | undefined> {
  return 'dossierId' in which
    ? db.maybe(sql`${OPENED} WHERE d.id = ${which.dossierId}`)
    : db.maybe(sql`${OPENED} WHERE d.id = (SELECT dossier_id FROM step WHERE id = ${which.stepId})`);
}

/** The dossier of a birth that is neither refused nor withdrawn. */
export function findOpenByNotification(db: Queryable, notificationId: string): Promise<Dossier | undefined> {
  return db.maybe(sql`SELECT ${DOSSIER} FROM dossier d
    WHERE d.notification_id = ${notificationId} AND d.status NOT IN ('refused', 'withdrawn')`);
}

/** Dossiers that are neither refused nor withdrawn, of any of those births. */
export function findByNotifications(
  db: Queryable,
  notificationIds: string[],
): Promise<{ id: string; notificationId: string; applicantNumber: string; status: DossierStatus }[]> {
  return db.rows(sql`SELECT id, notification_id AS "notificationId", applicant_number AS "applicantNumber", status
    FROM dossier WHERE notification_id = ANY (${notificationIds}) AND status NOT IN ('refused', 'withdrawn')`);
}

/** Adds a draft, and to its course that it was begun; false when another dossier of that birth is there already. */
export async function addDraft(
  db: Queryable,
  draft: Pick<
    Dossier,
    | 'id'
    | 'reference'
    | 'procedureCode'
    | 'notificationId'
    | 'applicantNumber'
    | 'applicantName'
    | 'language'
    | 'evidence'
  >,
  by: Bilingual,
): Promise<boolean> {
  const added = await db.run(sql`WITH added AS (
      INSERT INTO dossier (id, reference, procedure_code, notification_id, applicant_number, applicant_name, status,
        language, evidence)
      VALUES (${draft.id}, ${draft.reference}, ${draft.procedureCode}, ${draft.notificationId}, ${draft.applicantNumber},
        ${draft.applicantName}, 'draft', ${draft.language}, ${draft.evidence})
      ON CONFLICT (notification_id) WHERE status NOT IN ('refused', 'withdrawn') DO NOTHING RETURNING id
    ) INSERT INTO event (dossier_id, kind, who) SELECT id, 'begun', ${by}::jsonb FROM added`);
  return added === 1;
}

/** Dossiers whose second parent has let the date pass. */
export function consentsPast(db: Queryable, on: string): Promise<{ dossierId: string }[]> {
  return db.rows(sql`SELECT dossier_id AS "dossierId" FROM consent
    WHERE answered_at IS NULL AND respond_by < ${on}::date LIMIT 500`);
}

/** A line of the list of one's own dossiers. */
export interface DossierLine {
  id: string;
  number: string | null;
  status: DossierStatus;
  applicantNumber: string;
  childName: string | null;
  bornOn: string;
  promisedOn: string | null;
  updatedAt: Date;
  steps: { kind: StepKind; status: StepStatus; agencyName: string; dueOn: string | null }[];
}

const MOST_LINES = 100;

/** The dossiers in which a person is the applicant, or the second parent of one that was submitted; newest first. */
export function dossiersOf(db: Queryable, personalNumber: string): Promise<DossierLine[]> {
  return db.rows(sql`SELECT d.id, d.number, d.status, d.applicant_number AS "applicantNumber", d.child_name AS "childName",
      d.evidence #>> '{birth,bornOn}' AS "bornOn", d.promised_on AS "promisedOn", d.updated_at AS "updatedAt",
      coalesce((SELECT json_agg(json_build_object('kind', s.kind, 'status', s.status, 'agencyName', s.agency_name,
        'dueOn', s.due_on) ORDER BY array_position(ARRAY['birth', 'residence', 'insurance'], s.kind))
        FROM step s WHERE s.dossier_id = d.id), '[]') AS steps
    FROM dossier d
    WHERE d.applicant_number = ${personalNumber} OR (d.second_parent_number = ${personalNumber} AND d.status <> 'draft')
    ORDER BY d.created_at DESC LIMIT ${MOST_LINES}`);
}

/** The documents of the dossiers in which a person is a parent, newest first; or only the one with that id. */
export async function resultsOf(
  db: Queryable,
  personalNumber: string,
  id?: string,
): Promise<(Result & { fileId: string })[]> {
  const rows = await db.rows<{ result: Result & { fileId: string } }>(sql`SELECT ${RESULT_JSON} AS result
    FROM result r JOIN dossier d ON d.id = r.dossier_id
    WHERE (d.applicant_number = ${personalNumber} OR d.second_parent_number = ${personalNumber})
      ${id === undefined ? sql`` : sql`AND r.id = ${id}`}
    ORDER BY r.issued_at DESC LIMIT ${MOST_LINES}`);
  return rows.map(({ result }) => result);
}

export function findResultByCode(
  db: Queryable,
  code: string,
): Promise<
  | {
      title: Bilingual;
      holderName: string;
      holderNumber: string | null;
      documentNumber: string;
      issuerName: string;
      issuedAt: Date;
      sha256: string;
      fileId: string;
    }
  | undefined
> {
  return db.maybe(sql`SELECT title, holder_name AS "holderName", holder_number AS "holderNumber",
      document_number AS "documentNumber", issuer_name AS "issuerName", issued_at AS "issuedAt", sha256, file_id AS "fileId"
    FROM result WHERE verification_code = ${code}`);
}

export function readFigures(
  db: Queryable,
  since: Date,
): Promise<{ resultsToday: number; resultsTotal: number; ended: number; onTime: number }> {
  return db.one(sql`SELECT
      (SELECT count(*)::int FROM result WHERE issued_at >= ${since}) AS "resultsToday",
      (SELECT count(*)::int FROM result) AS "resultsTotal",
      count(*)::int AS ended,
      count(*) FILTER (WHERE (s.ended_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date <= s.due_on)::int AS "onTime"
    FROM step s WHERE s.status = 'done'`);
}

/** Who submitted a dossier since a civil date, and on which day last, in the order of their numbers. */
export function applicantsAfter(
  db: Queryable,
  asked: { since: string; after: string; limit: number },
): Promise<{ number: string; on: string }[]> {
  return db.rows(sql`SELECT applicant_number AS number, max((submitted_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date) AS "on"
    FROM dossier WHERE submitted_at >= (${asked.since}::date AT TIME ZONE 'Asia/Ho_Chi_Minh') AND applicant_number > ${asked.after}
    GROUP BY applicant_number ORDER BY applicant_number LIMIT ${asked.limit}`);
}
