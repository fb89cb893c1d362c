import { type Queryable, type Tx, sql } from '../../../kernel/db.ts';
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

const DOSSIER = sql`d.id, d.reference, d.number, d.procedure_code AS "procedureCode", d.notification_id AS "notificationId",
  d.applicant_number AS "applicantNumber", d.applicant_name AS "applicantName",
  d.second_parent_number AS "secondParentNumber", d.status, d.language, d.answers, d.evidence, d.recognised,
  d.agency_code AS "agencyCode", d.agency_name AS "agencyName", d.commune_code AS "communeCode",
  d.child_name AS "childName", d.child_number AS "childNumber", d.paper_consent_file AS "paperConsentFile",
  d.paper_consent_name AS "paperConsentName",
  d.paper_consent_receipt AS "paperConsentReceipt", d.submitted_at AS "submittedAt", d.promised_on AS "promisedOn",
  d.created_at AS "createdAt", d.updated_at AS "updatedAt"`;

const STEP = sql`s.id, s.dossier_id AS "dossierId", s.kind, s.procedure_code AS "procedureCode", s.agency_code AS "agencyCode",
  s.agency_name AS "agencyName", s.status, s.working_days AS "workingDays", s.opened_at AS "openedAt", s.due_on AS "dueOn",
  s.days_left AS "daysLeft", s.decided_by AS "decidedBy", s.decided_by_number AS "decidedByNumber",
  s.decided_by_name AS "decidedByName", s.decided_by_title AS "decidedByTitle", s.resolution, s.note,
  s.refusal_code AS "refusalCode", s.attempt, s.ended_at AS "endedAt"`;

/** Everything about a dossier that a page shows, in one query. */
export interface WholeDossier extends Dossier {
  steps: Step[];
  events: CaseEvent[];
  consents: Consent[];
  results: (Result & { fileId: string })[];
  attachments: { id: string; fileId: string; filename: string; stepKind: StepKind | null; addedAt: string }[];
}

const RESULT_JSON = sql`jsonb_build_object('id', r.id, 'dossierId', r.dossier_id, 'childNumber', d.child_number,
  'stepKind', r.step_kind, 'title', r.title, 'holderName', r.holder_name, 'documentNumber', r.document_number,
  'issuerName', r.issuer_name, 'issuedAt', r.issued_at, 'verificationCode', r.verification_code, 'sha256', r.sha256,
  'fileId', r.file_id)`;

const WHOLE = sql`SELECT ${DOSSIER},
      coalesce((SELECT jsonb_agg(to_jsonb(x) ORDER BY array_position(ARRAY['birth', 'residence', 'insurance'], x.kind))
        FROM (SELECT ${STEP} FROM step s WHERE s.dossier_id = d.id) x), '[]') AS steps,
      coalesce((SELECT jsonb_agg(jsonb_build_object('at', e.at, 'kind', e.kind, 'stepKind', e.step_kind, 'who', e.who,
        'note', e.note) ORDER BY e.id) FROM event e WHERE e.dossier_id = d.id), '[]') AS events,
      coalesce((SELECT jsonb_agg(jsonb_build_object('askedAt', c.asked_at, 'personalNumber', c.personal_number,
        'reasons', c.reasons, 'answeredAt', c.answered_at, 'agrees', c.agrees, 'reason', c.reason, 'receipt', c.receipt) ORDER BY c.asked_at)
        FROM consent c WHERE c.dossier_id = d.id), '[]') AS consents,
      coalesce((SELECT jsonb_agg(${RESULT_JSON} ORDER BY r.issued_at, r.code) FROM result r WHERE r.dossier_id = d.id),
        '[]') AS results,
      coalesce((SELECT jsonb_agg(jsonb_build_object('id', a.id, 'fileId', a.file_id, 'filename', a.filename,
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

/** The dossier, locked until the transaction ends: two moves at once are made one after the other. */
export function lockDossier(tx: Tx, dossierId: string): Promise<Dossier | undefined> {
  return tx.maybe(sql`SELECT ${DOSSIER} FROM dossier d WHERE d.id = ${dossierId} FOR UPDATE`);
}

export function findDossier(db: Queryable, dossierId: string): Promise<Dossier | undefined> {
  return db.maybe(sql`SELECT ${DOSSIER} FROM dossier d WHERE d.id = ${dossierId}`);
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

/** Adds a draft; false when another dossier of that birth is there already. */
export async function addDraft(
  tx: Tx,
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
): Promise<boolean> {
  const added = await tx.run(sql`INSERT INTO dossier (id, reference, procedure_code, notification_id, applicant_number,
      applicant_name, status, language, evidence)
    VALUES (${draft.id}, ${draft.reference}, ${draft.procedureCode}, ${draft.notificationId}, ${draft.applicantNumber},
      ${draft.applicantName}, 'draft', ${draft.language}, ${draft.evidence})
    ON CONFLICT (notification_id) WHERE status NOT IN ('refused', 'withdrawn') DO NOTHING`);
  return added === 1;
}

/** Saves what may change in a dossier. */
export async function saveDossier(tx: Tx, dossier: Dossier): Promise<void> {
  await tx.run(sql`UPDATE dossier SET number = ${dossier.number}, status = ${dossier.status}, answers = ${dossier.answers},
      evidence = ${dossier.evidence}, recognised = ${dossier.recognised},
      second_parent_number = ${dossier.secondParentNumber}, agency_code = ${dossier.agencyCode},
      agency_name = ${dossier.agencyName}, commune_code = ${dossier.communeCode}, child_name = ${dossier.childName},
      child_number = ${dossier.childNumber}, paper_consent_file = ${dossier.paperConsentFile},
      paper_consent_name = ${dossier.paperConsentName}, paper_consent_receipt = ${dossier.paperConsentReceipt},
      submitted_at = ${dossier.submittedAt},
      promised_on = ${dossier.promisedOn}, updated_at = now()
    WHERE id = ${dossier.id}`);
}

/** The next serial of dossier numbers of an agency on a day. Fails with a check when the four digits are used up. */
export async function nextSerial(tx: Tx, agencyCode: string, receivedOn: string): Promise<number> {
  const { last } = await tx.one<{ last: number }>(sql`INSERT INTO number_counter (agency_code, received_on, last)
    VALUES (${agencyCode}, ${receivedOn}, 1)
    ON CONFLICT (agency_code, received_on) DO UPDATE SET last = number_counter.last + 1 RETURNING last`);
  return last;
}

export async function addEvent(
  tx: Tx,
  event: { dossierId: string; kind: string; stepKind?: StepKind; who: Bilingual; note?: string | undefined },
): Promise<void> {
  await tx.run(sql`INSERT INTO event (dossier_id, kind, step_kind, who, note)
    VALUES (${event.dossierId}, ${event.kind}, ${event.stepKind ?? null}, ${event.who}, ${event.note ?? null})`);
}

export async function addConsent(
  tx: Tx,
  consent: { dossierId: string; personalNumber: string; reasons: string[]; respondBy: string },
): Promise<void> {
  await tx.run(sql`INSERT INTO consent (dossier_id, personal_number, reasons, respond_by)
    VALUES (${consent.dossierId}, ${consent.personalNumber}, ${consent.reasons}, ${consent.respondBy})`);
}

/** Writes the answer to the consent that is asked for now; the answer is how many were waiting, 0 or 1. */
export function answerConsent(
  tx: Tx,
  answer: { dossierId: string; personalNumber: string; agrees: boolean; reason: string | null; receipt: string | null },
): Promise<number> {
  return tx.run(sql`UPDATE consent SET answered_at = now(), agrees = ${answer.agrees}, reason = ${answer.reason},
      receipt = ${answer.receipt}
    WHERE dossier_id = ${answer.dossierId} AND personal_number = ${answer.personalNumber} AND answered_at IS NULL`);
}

/** Dossiers whose second parent has let the date pass. */
export function consentsPast(db: Queryable, on: string): Promise<{ dossierId: string }[]> {
  return db.rows(sql`SELECT dossier_id AS "dossierId" FROM consent
    WHERE answered_at IS NULL AND respond_by < ${on}::date LIMIT 500`);
}

/** The receipt of the second parent's yes; undefined while they have not agreed. */
export async function consentReceiptOf(db: Queryable, dossierId: string): Promise<string | undefined> {
  const last = await db.maybe<{
    agrees: boolean | null;
    receipt: string | null;
  }>(sql`SELECT agrees, receipt FROM consent
    WHERE dossier_id = ${dossierId} ORDER BY asked_at DESC LIMIT 1`);
  return last?.agrees ? (last.receipt ?? undefined) : undefined;
}

export async function addSteps(
  tx: Tx,
  steps: Pick<
    Step,
    'id' | 'dossierId' | 'kind' | 'procedureCode' | 'agencyCode' | 'agencyName' | 'status' | 'workingDays' | 'dueOn'
  >[],
): Promise<void> {
  await tx.run(sql`INSERT INTO step (id, dossier_id, kind, procedure_code, agency_code, agency_name, status, working_days,
      due_on, opened_at)
    SELECT x.id, x."dossierId", x.kind, x."procedureCode", x."agencyCode", x."agencyName", x.status, x."workingDays",
      x."dueOn", CASE WHEN x.status = 'open' THEN now() END
    FROM jsonb_to_recordset(${JSON.stringify(steps)}::jsonb) AS x(id uuid, "dossierId" uuid, kind text, "procedureCode" text,
      "agencyCode" text, "agencyName" text, status text, "workingDays" integer, "dueOn" date)`);
}

/** As JSON, so that instants and dates are the same texts here as in `findWhole`. */
export async function stepsOf(db: Queryable, dossierId: string): Promise<Step[]> {
  const rows = await db.rows<{ step: Step }>(sql`SELECT to_jsonb(x) AS step
    FROM (SELECT ${STEP} FROM step s WHERE s.dossier_id = ${dossierId}) x
    ORDER BY array_position(ARRAY['birth', 'residence', 'insurance'], x.kind)`);
  return rows.map(({ step }) => step);
}

export async function findStep(db: Queryable, stepId: string): Promise<Step | undefined> {
  const row = await db.maybe<{ step: Step }>(sql`SELECT to_jsonb(x) AS step
    FROM (SELECT ${STEP} FROM step s WHERE s.id = ${stepId}) x`);
  return row?.step;
}

export async function saveStep(tx: Tx, step: Step): Promise<void> {
  await tx.run(sql`UPDATE step SET status = ${step.status}, opened_at = ${step.openedAt}, due_on = ${step.dueOn},
      days_left = ${step.daysLeft}, decided_by = ${step.decidedBy}, decided_by_number = ${step.decidedByNumber},
      decided_by_name = ${step.decidedByName}, decided_by_title = ${step.decidedByTitle},
      decided_at = CASE WHEN ${step.decidedBy}::uuid IS NULL THEN decided_at ELSE now() END,
      resolution = ${step.resolution}, note = ${step.note}, refusal_code = ${step.refusalCode}, attempt = ${step.attempt},
      ended_at = ${step.endedAt}
    WHERE id = ${step.id}`);
}

export async function addAttachments(
  tx: Tx,
  attachments: { id: string; dossierId: string; stepKind: StepKind | null; fileId: string; filename: string }[],
): Promise<void> {
  await tx.run(sql`INSERT INTO attachment (id, dossier_id, step_kind, file_id, filename)
    SELECT x.id, x."dossierId", x."stepKind", x."fileId", x.filename
    FROM jsonb_to_recordset(${JSON.stringify(attachments)}::jsonb)
      AS x(id uuid, "dossierId" uuid, "stepKind" text, "fileId" text, filename text)`);
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

export async function addResult(
  tx: Tx,
  result: IssuedDocument & {
    id: string;
    dossierId: string;
    stepKind: StepKind;
    holderName: string;
    holderNumber: string | null;
  },
): Promise<void> {
  await tx.run(sql`INSERT INTO result (id, dossier_id, step_kind, code, title, holder_name, holder_number, document_number,
      issuer_name, issued_at, verification_code, sha256, file_id)
    VALUES (${result.id}, ${result.dossierId}, ${result.stepKind}, ${result.code}, ${result.title}, ${result.holderName},
      ${result.holderNumber}, ${result.documentNumber}, ${result.issuerName}, ${result.issuedAt},
      ${result.verificationCode}, ${result.sha256}, ${result.fileId})
    ON CONFLICT (dossier_id, step_kind, code) DO NOTHING`);
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
      coalesce((SELECT jsonb_agg(jsonb_build_object('kind', s.kind, 'status', s.status, 'agencyName', s.agency_name,
        'dueOn', s.due_on) ORDER BY array_position(ARRAY['birth', 'residence', 'insurance'], s.kind))
        FROM step s WHERE s.dossier_id = d.id), '[]') AS steps
    FROM dossier d
    WHERE d.applicant_number = ${personalNumber} OR (d.second_parent_number = ${personalNumber} AND d.status <> 'draft')
    ORDER BY d.created_at DESC LIMIT ${MOST_LINES}`);
}

/** The documents of the dossiers in which a person is a parent. */
export async function resultsOf(db: Queryable, personalNumber: string): Promise<(Result & { fileId: string })[]> {
  const rows = await db.rows<{ result: Result & { fileId: string } }>(sql`SELECT ${RESULT_JSON} AS result
    FROM result r JOIN dossier d ON d.id = r.dossier_id
    WHERE d.applicant_number = ${personalNumber} OR d.second_parent_number = ${personalNumber}
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
