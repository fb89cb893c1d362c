import { sql, type Queryable } from '../../../../kernel/db.ts';
import type { AuthorityName, StatusAct } from '../../rules.ts';
import type { CertificateFilter } from './rules.ts';

/** A certificate as it is stored, with its standing. */
export interface StoredCertificate {
  serial: string;
  profile: string;
  /** Who issued it; none for the root. */
  authority: AuthorityName | null;
  isAuthority: boolean;
  /** A person's own: found by its serial number alone, and shown without the person's name. */
  isPerson: boolean;
  agencyCode: string | null;
  agencyName: string | null;
  certificate: Buffer;
  from: Date;
  until: Date;
  /** What was last done to it; null when nothing was. */
  kind: StatusAct['kind'] | null;
  reason: number | null;
  at: Date | null;
}

const ISSUED = sql`(
  SELECT serial, profile, authority, false AS is_authority, profile = 'person-signing' AS is_person, agency_code, agency_name,
         certificate, valid, recorded_at
    FROM trust.certificate
  UNION ALL
  SELECT serial, profile, issuer, true, false, NULL, NULL, certificate, valid, recorded_at FROM trust.authority) AS issued`;

const LISTED = sql`issued.serial, profile, authority, is_authority AS "isAuthority", is_person AS "isPerson", agency_code AS "agencyCode",
  agency_name AS "agencyName", certificate, lower(valid) AS "from", upper(valid) AS "until", act.kind, act.reason, act.at`;

const LAST_ACT = sql`LEFT JOIN LATERAL (
  SELECT kind, reason, at FROM trust.status_act
   WHERE status_act.serial = issued.serial ORDER BY number DESC LIMIT 1) AS act ON true`;

/** Certificates from the newest on, those of the filter only. */
export async function readCertificates(
  db: Queryable,
  {
    words,
    profile,
    standing,
    at,
    endingBefore,
    most,
    skip,
  }: CertificateFilter & { at: Date; endingBefore: Date; most: number; skip: number },
): Promise<StoredCertificate[]> {
  const isHex = words !== undefined && /^[0-9a-f]{6,40}$/i.test(words);
  const serial = words?.toLowerCase() ?? '';
  const conditions = [
    // Nobody looks through people's certificates; who has the serial number of one may find it.
    ...(isHex ? [] : [sql`NOT is_person`]),
    ...(words === undefined
      ? []
      : [
          isHex
            ? // A range, so that the index of serial numbers is used whatever the order of letters here.
              sql`issued.serial >= ${serial} AND issued.serial < ${`${serial}g`}`
            : sql`agency_code IS NOT NULL AND (starts_with(agency_code, ${words.toUpperCase()})
                  OR kernel.fold(agency_name) LIKE '%' || kernel.fold(${likeText(words)}) || '%')`,
        ]),
    ...(profile === undefined ? [] : [sql`profile = ${profile}`]),
    ...(standing === undefined
      ? []
      : [
          {
            good: sql`upper(valid) > ${at} AND (act.kind IS NULL OR act.kind = 'resumed')`,
            ending: sql`upper(valid) > ${at} AND upper(valid) <= ${endingBefore} AND (act.kind IS NULL OR act.kind <> 'revoked')`,
            suspended: sql`act.kind = 'suspended'`,
            revoked: sql`act.kind = 'revoked'`,
            ended: sql`upper(valid) <= ${at} AND (act.kind IS NULL OR act.kind <> 'revoked')`,
          }[standing],
        ]),
  ];
  const where = conditions.reduce((all, one) => sql`${all} AND ${one}`, sql`true`);
  return db.rows(sql`
    SELECT ${LISTED} FROM ${ISSUED} ${LAST_ACT}
     WHERE ${where}
     ORDER BY recorded_at DESC, issued.serial LIMIT ${most} OFFSET ${skip}`);
}

const likeText = (words: string): string => words.replace(/[\\%_]/g, '\\$&');

/** One certificate by its serial number. */
export async function readCertificateRow(db: Queryable, serial: string): Promise<StoredCertificate | undefined> {
  return db.maybe(sql`SELECT ${LISTED} FROM ${ISSUED} ${LAST_ACT} WHERE issued.serial = ${serial}`);
}

/** An act on a certificate, as it is on record. */
export interface RecordedAct extends StatusAct {
  doneBy: string;
  why: string;
  recordedAt: Date;
}

/** Everything that was done to a certificate, in order. */
export async function readActs(db: Queryable, serial: string, most: number): Promise<RecordedAct[]> {
  return db.rows(sql`
    SELECT kind, reason, at, done_by AS "doneBy", why, recorded_at AS "recordedAt"
      FROM trust.status_act WHERE serial = ${serial} ORDER BY number LIMIT ${most}`);
}

/** How many certificates there are of each profile, and how many of them are suspended or revoked. */
export async function readCounts(
  db: Queryable,
): Promise<{ profile: string; issued: number; suspended: number; revoked: number }[]> {
  return db.rows(sql`
    SELECT profile, count(*)::integer AS issued,
           count(*) FILTER (WHERE act.kind = 'suspended')::integer AS suspended,
           count(*) FILTER (WHERE act.kind = 'revoked')::integer AS revoked
      FROM ${ISSUED} LEFT JOIN (
        SELECT DISTINCT ON (serial) serial, kind FROM trust.status_act ORDER BY serial, number DESC) AS act
        ON act.serial = issued.serial
     GROUP BY profile ORDER BY profile`);
}

/** Certificates that end between two instants and were not revoked, in the order of their ends. */
export async function readEnding(
  db: Queryable,
  { from, until, most }: { from: Date; until: Date; most: number },
): Promise<StoredCertificate[]> {
  return db.rows(sql`
    SELECT ${LISTED} FROM ${ISSUED} ${LAST_ACT}
     WHERE upper(valid) >= ${from} AND upper(valid) < ${until} AND NOT is_person AND (act.kind IS NULL OR act.kind <> 'revoked')
     ORDER BY upper(valid), issued.serial LIMIT ${most}`);
}

/** How many certificates end in each month (`YYYY-MM`, by the clock of Vietnam) from an instant on, the revoked left out. */
export async function countEnding(
  db: Queryable,
  { from, until }: { from: Date; until: Date },
): Promise<{ month: string; profile: string; count: number }[]> {
  return db.rows(sql`
    SELECT to_char(upper(valid) AT TIME ZONE 'Asia/Ho_Chi_Minh', 'YYYY-MM') AS month, profile, count(*)::integer AS count
      FROM ${ISSUED}
     WHERE upper(valid) >= ${from} AND upper(valid) < ${until} AND NOT is_person
       AND NOT EXISTS (SELECT FROM trust.status_act WHERE status_act.serial = issued.serial AND kind = 'revoked')
     GROUP BY 1, 2 ORDER BY 1, 2`);
}
