import { type Queryable, sql } from '../../kernel/db.ts';
import type { Bilingual } from '../../kernel/text.ts';

/** What the log keeps of a call. */
export interface Message {
  receipt: string;
  service: string;
  owner: string;
  kind: 'read' | 'check' | 'write';
  caller: string;
  agencyCode: string;
  agencyName: string;
  actorKind: string;
  actorNumber: string | null;
  actorTitle: Bilingual | null;
  purpose: string;
  caseNumber: string | null;
  fields: readonly string[];
}

/** Whom a call was about, and who of them may not be told of it, or not yet. */
export interface Concerned {
  subjects: string[];
  /** Those of the subjects who are told only from `toldFrom` on; `infinity` is never. */
  untold: readonly string[];
  toldFrom: Date | 'infinity';
}

/** A call that is over: whom it was about, and how it ended. */
export interface FinishedCall extends Message, Concerned {
  outcome: string;
}

/** Writes finished calls, whom each was about and how it ended, in one statement. */
export async function saveFinished(db: Queryable, calls: readonly FinishedCall[]): Promise<void> {
  await db.run(sql`WITH given AS (
      SELECT receipt, service, owner, kind, caller, "agencyCode", "agencyName", "actorKind", "actorNumber",
        "actorTitle", purpose, "caseNumber", fields, subjects, untold, "toldFrom", outcome
      FROM jsonb_to_recordset(${JSON.stringify(calls)}::jsonb) AS x(receipt text, service text, owner text, kind text,
        caller text, "agencyCode" text, "agencyName" text, "actorKind" text, "actorNumber" text, "actorTitle" jsonb,
        purpose text, "caseNumber" text, fields text[], subjects text[], untold text[],
        "toldFrom" timestamptz, outcome text)
    ), written AS (
      INSERT INTO message (receipt, service, owner, kind, caller, agency_code, agency_name, actor_kind, actor_number,
        actor_title, purpose, case_number, fields, outcome)
      SELECT receipt, service, owner, kind, caller, "agencyCode", "agencyName", "actorKind", "actorNumber", "actorTitle",
        purpose, "caseNumber", fields, outcome FROM given
    )
    INSERT INTO subject (personal_number, receipt, told_from)
    SELECT DISTINCT number, receipt, CASE WHEN number = ANY (untold) THEN "toldFrom" END
      FROM given, unnest(subjects) AS number`);
}

/** A write that is about to begin, and whom it is about as far as is known. */
export interface BegunWrite extends Message {
  idempotencyKey: string;
  /** By which the same input is known again: 64 hexadecimal digits. */
  inputMac: string;
  subjects: string[];
}

/** Writes calls that are about to begin, in one statement. The answer is the receipts of those whose key was not there. */
export async function saveBegun(db: Queryable, writes: readonly BegunWrite[]): Promise<Set<string>> {
  const rows = await db.rows<{ receipt: string }>(sql`WITH given AS (
      SELECT receipt, service, owner, kind, caller, "agencyCode", "agencyName", "actorKind", "actorNumber",
        "actorTitle", purpose, "caseNumber", "idempotencyKey", "inputMac", fields, subjects
      FROM jsonb_to_recordset(${JSON.stringify(writes)}::jsonb) AS x(receipt text, service text, owner text, kind text,
        caller text, "agencyCode" text, "agencyName" text, "actorKind" text, "actorNumber" text, "actorTitle" jsonb,
        purpose text, "caseNumber" text, "idempotencyKey" text, "inputMac" text, fields text[], subjects text[])
    ), begun AS (
      INSERT INTO message (receipt, service, owner, kind, caller, agency_code, agency_name, actor_kind, actor_number,
        actor_title, purpose, case_number, idempotency_key, input_mac, fields)
      SELECT receipt, service, owner, kind, caller, "agencyCode", "agencyName", "actorKind", "actorNumber", "actorTitle",
        purpose, "caseNumber", "idempotencyKey", decode("inputMac", 'hex'), fields FROM given
      ON CONFLICT (service, idempotency_key) WHERE idempotency_key IS NOT NULL DO NOTHING RETURNING receipt
    ), about AS (
      INSERT INTO subject (personal_number, receipt)
      SELECT DISTINCT unnest(subjects), receipt FROM given JOIN begun USING (receipt)
    )
    SELECT receipt FROM begun`);
  return new Set(rows.map(({ receipt }) => receipt));
}

/** The call that came with this key first: its receipt, and whether its input was the same. */
export function firstOfKey(
  db: Queryable,
  { service, idempotencyKey, inputMac }: Pick<BegunWrite, 'service' | 'idempotencyKey' | 'inputMac'>,
): Promise<Begun> {
  return db.one(sql`SELECT receipt, true AS "isAgain", input_mac IS NOT DISTINCT FROM decode(${inputMac}, 'hex') AS "isSameInput"
    FROM message WHERE service = ${service} AND idempotency_key = ${idempotencyKey}`);
}

/** The receipt under which a write goes, and when its key came before, whether its input was the same then. */
export interface Begun {
  receipt: string;
  isAgain: boolean;
  isSameInput: boolean;
}

/** How a write ended that had begun, and whom it was about. */
export interface EndedWrite extends Concerned {
  receipt: string;
  outcome: string;
}

/** Writes how begun calls ended, and whom each was about besides those known before. Saying it again changes nothing. */
export async function saveOutcomes(db: Queryable, writes: readonly EndedWrite[]): Promise<void> {
  await db.run(sql`WITH given AS (
      SELECT receipt, outcome, subjects, untold, "toldFrom"
      FROM jsonb_to_recordset(${JSON.stringify(writes)}::jsonb) AS x(receipt text, outcome text, subjects text[],
        untold text[], "toldFrom" timestamptz)
    ), ended AS (
      INSERT INTO outcome (receipt, outcome) SELECT receipt, outcome FROM given ON CONFLICT (receipt, outcome) DO NOTHING
      RETURNING receipt, outcome
    ), concerned AS (
      SELECT DISTINCT number, receipt, CASE WHEN number = ANY (untold) THEN "toldFrom" END AS told_from
        FROM given JOIN ended USING (receipt, outcome), unnest(subjects) AS number
    )
    INSERT INTO subject (personal_number, receipt, told_from) SELECT number, receipt, told_from FROM concerned
    WHERE NOT EXISTS (SELECT FROM subject s WHERE s.personal_number = concerned.number AND s.receipt = concerned.receipt)`);
}

/** How a call ended at last: a write that was refused may have been done later, under the same key. */
const LAST_OUTCOME = sql`LEFT JOIN LATERAL (SELECT outcome FROM outcome ended WHERE ended.receipt = m.receipt
      ORDER BY ended.outcome = 'done' DESC, ended.at DESC LIMIT 1) o ON true`;

/** One line of "who has seen my data". */
export interface Usage {
  receipt: string;
  at: Date;
  service: string;
  owner: string;
  kind: 'read' | 'check' | 'write';
  agencyName: string;
  actorKind: 'person' | 'official' | 'machine';
  isOwn: boolean;
  actorTitle: Bilingual | null;
  purpose: string;
  caseNumber: string | null;
  fields: string[];
  outcome: string | null;
}

/** The calls about a person before a moment, newest first. */
export function usageOf(
  db: Queryable,
  asked: { personalNumber: string; viewer: string; before: Date; limit: number; owner: string | null },
): Promise<Usage[]> {
  return db.rows(sql`SELECT m.receipt, s.at, m.service, m.owner, m.kind, m.agency_name AS "agencyName",
      m.actor_kind AS "actorKind", m.actor_number IS NOT DISTINCT FROM ${asked.viewer} AS "isOwn",
      m.actor_title AS "actorTitle", m.purpose, m.case_number AS "caseNumber", m.fields,
      coalesce(m.outcome, o.outcome) AS outcome
    FROM subject s JOIN message m USING (receipt) ${LAST_OUTCOME}
    WHERE s.personal_number = ${asked.personalNumber} AND s.at < ${asked.before}
      AND (s.told_from IS NULL OR s.told_from <= now())
      AND (${asked.owner}::text IS NULL OR m.owner = ${asked.owner})
    ORDER BY s.at DESC, s.receipt LIMIT ${asked.limit}`);
}

/** One call by its receipt, if it was about that person. */
export function usageByReceipt(
  db: Queryable,
  asked: { receipt: string; personalNumbers: string[]; viewer: string },
): Promise<Usage | undefined> {
  return db.maybe(sql`SELECT m.receipt, m.at, m.service, m.owner, m.kind, m.agency_name AS "agencyName",
      m.actor_kind AS "actorKind", m.actor_number IS NOT DISTINCT FROM ${asked.viewer} AS "isOwn",
      m.actor_title AS "actorTitle", m.purpose, m.case_number AS "caseNumber", m.fields,
      coalesce(m.outcome, o.outcome) AS outcome
    FROM message m ${LAST_OUTCOME}
    WHERE m.receipt = ${asked.receipt}
      AND EXISTS (SELECT FROM subject s WHERE s.receipt = m.receipt AND s.personal_number = ANY (${asked.personalNumbers})
        AND (s.told_from IS NULL OR s.told_from <= now()))`);
}

/** How many calls were logged since a moment. */
export function countSince(db: Queryable, since: Date): Promise<{ count: number }> {
  return db.one(sql`SELECT count(*)::int AS count FROM message WHERE at >= ${since}`);
}
