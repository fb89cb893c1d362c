import { sql, type Queryable, type Tx } from '../../../../kernel/db.ts';
import type { OfficialMove, RequestKind, RequestMove, RequestState } from './rules.ts';

/** What was asked for about a certificate. */
export interface CertificateRequest {
  id: string;
  kind: RequestKind;
  state: RequestState;
  serial: string | null;
  profile: string;
  agencyCode: string | null;
  holder: string;
  /** CRLReason of a revocation. */
  reason: number | null;
  why: string;
  /** Whether asking suspended the certificate at once. */
  wasSuspended: boolean;
  /** The official's id. */
  askedBy: string;
  askedByName: string;
  askedAt: Date;
  decidedAt: Date | null;
  /** The certificate that was issued when it was approved. */
  issuedSerial: string | null;
  /** PKCS #10, where a certificate is asked for a key of the holder's own. */
  certificationRequest: Buffer | null;
  /** DNS names and addresses of a machine, or those that a permit is to cover. */
  names: readonly string[];
  details: RequestDetails;
  /** The permit that was given when it was approved. */
  permit: string | null;
}

/** What more a request says, by its kind. */
export interface RequestDetails {
  agencyName?: string;
  /** Of an official: the post. */
  role?: string;
  title?: string;
  /** Of a permit. */
  protocol?: 'acme' | 'est';
  uses?: number;
  days?: number;
}

export interface RequestEvent {
  move: RequestMove | 'ask';
  officialName: string | null;
  words: string | null;
  at: Date;
}

/** An official as the record of a request names him or her. */
export interface Actor {
  officialId: string;
  officialName: string;
}

const REQUEST = sql`id, kind, state, serial, profile, agency_code AS "agencyCode", holder, reason, why,
  was_suspended AS "wasSuspended", asked_by AS "askedBy", asked_by_name AS "askedByName", asked_at AS "askedAt",
  decided_at AS "decidedAt", issued_serial AS "issuedSerial", certification_request AS "certificationRequest", names, details,
  permit`;

export type NewRequest = Omit<CertificateRequest, 'state' | 'decidedAt' | 'issuedSerial' | 'permit'>;

/** What is asked for, before it is said who asks. */
export type AskedFor = Omit<NewRequest, 'id' | 'why' | 'askedBy' | 'askedByName' | 'askedAt'>;

export async function insertRequest(tx: Tx, asked: NewRequest, requestKey: string): Promise<void> {
  await tx.run(sql`
    WITH added AS (
      INSERT INTO trust.certificate_request
        (id, kind, serial, profile, agency_code, holder, reason, why, was_suspended, asked_by, asked_by_name, asked_at,
         certification_request, names, details)
      VALUES (${asked.id}, ${asked.kind}, ${asked.serial}, ${asked.profile}, ${asked.agencyCode}, ${asked.holder},
              ${asked.reason}, ${asked.why}, ${asked.wasSuspended}, ${asked.askedBy}, ${asked.askedByName}, ${asked.askedAt},
              ${asked.certificationRequest}, ${asked.names}, ${JSON.stringify(asked.details)}::jsonb)
      RETURNING id)
    INSERT INTO trust.certificate_request_event (request, number, move, official_id, official_name, words, request_key, at)
    SELECT id, 1, 'ask', ${asked.askedBy}, ${asked.askedByName}, ${asked.why}, ${requestKey}, ${asked.askedAt} FROM added`);
}

export async function findRequest(db: Queryable, id: string): Promise<CertificateRequest | undefined> {
  return db.maybe(sql`SELECT ${REQUEST} FROM trust.certificate_request WHERE id = ${id}`);
}

/** The request, kept as it is until the transaction ends. */
export async function lockRequest(tx: Tx, id: string): Promise<CertificateRequest | undefined> {
  return tx.maybe(sql`SELECT ${REQUEST} FROM trust.certificate_request WHERE id = ${id} FOR UPDATE`);
}

export async function readEvents(db: Queryable, request: string): Promise<RequestEvent[]> {
  return db.rows(sql`
    SELECT move, official_name AS "officialName", words, at
      FROM trust.certificate_request_event WHERE request = ${request} ORDER BY number`);
}

/** Moves a request that is locked on, with who did it. */
export async function moveRequest(
  tx: Tx,
  moved: {
    id: string;
    move: RequestMove;
    to: RequestState;
    by: Actor | undefined;
    words: string | null;
    requestKey: string | null;
    issuedSerial: string | null;
    permit: string | null;
    at: Date;
  },
): Promise<void> {
  await tx.run(sql`
    WITH moved AS (
      UPDATE trust.certificate_request
         SET state = ${moved.to}, decided_at = ${moved.at}, issued_serial = ${moved.issuedSerial}, permit = ${moved.permit}
       WHERE id = ${moved.id} RETURNING id)
    INSERT INTO trust.certificate_request_event (request, number, move, official_id, official_name, words, request_key, at)
    SELECT id, (SELECT max(number) + 1 FROM trust.certificate_request_event WHERE request = moved.id), ${moved.move},
           ${moved.by?.officialId ?? null}, ${moved.by?.officialName ?? null}, ${moved.words}, ${moved.requestKey}, ${moved.at}
      FROM moved`);
}

/** Tells every process to look for its seals anew. */
export async function insertReplacement(tx: Tx, request: string, serial: string): Promise<void> {
  await tx.run(sql`INSERT INTO trust.replacement (request, serial) VALUES (${request}, ${serial})`);
}

/** What was done by the form with this key. */
export async function findByKey(
  db: Queryable,
  requestKey: string,
): Promise<{ request: string; move: OfficialMove | 'ask'; officialId: string } | undefined> {
  return db.maybe(sql`
    SELECT request, move, official_id AS "officialId"
      FROM trust.certificate_request_event WHERE request_key = ${requestKey}`);
}

/** Requests, those still open first and the oldest of them on top, then the decided ones from the newest on. */
export async function readRequests(
  db: Queryable,
  { open, most, skip }: { open: boolean; most: number; skip: number },
): Promise<CertificateRequest[]> {
  return open
    ? db.rows(sql`
        SELECT ${REQUEST} FROM trust.certificate_request WHERE state = 'asked' ORDER BY asked_at, id LIMIT ${most} OFFSET ${skip}`)
    : db.rows(sql`
        SELECT ${REQUEST} FROM trust.certificate_request WHERE state <> 'asked'
         ORDER BY asked_at DESC, id LIMIT ${most} OFFSET ${skip}`);
}

export async function countOpen(db: Queryable): Promise<number> {
  const { count } = await db.one<{ count: number }>(sql`
    SELECT count(*)::integer AS count FROM trust.certificate_request WHERE state = 'asked'`);
  return count;
}

/** All requests about a certificate, the newest first: also the one by which it was issued. */
export async function readRequestsAbout(db: Queryable, serial: string, most: number): Promise<CertificateRequest[]> {
  return db.rows(sql`
    SELECT ${REQUEST} FROM trust.certificate_request WHERE serial = ${serial} OR issued_serial = ${serial}
     ORDER BY asked_at DESC LIMIT ${most}`);
}

/** What an official asked for with a key of his own, the newest first. */
export async function readRequestsOf(db: Queryable, officialId: string, most: number): Promise<CertificateRequest[]> {
  return db.rows(sql`
    SELECT ${REQUEST} FROM trust.certificate_request
     WHERE asked_by = ${officialId} AND kind = 'certify_official'
     ORDER BY asked_at DESC, id LIMIT ${most}`);
}

/** The ids of open requests that were asked before then. */
export async function readOverdue(db: Queryable, before: Date, most: number): Promise<string[]> {
  const rows = await db.rows<{ id: string }>(sql`
    SELECT id FROM trust.certificate_request WHERE state = 'asked' AND asked_at < ${before} ORDER BY asked_at LIMIT ${most}`);
  return rows.map(({ id }) => id);
}
