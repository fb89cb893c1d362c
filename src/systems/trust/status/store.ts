import { sql, type Queryable, type Tx } from '../../../kernel/db.ts';
import type { AuthorityName, StatusAct } from '../rules.ts';

/** A first half of lock numbers of this system; the second is the serial's or the authority's. */
const ACT_LOCK = 20_260_904;
const LIST_LOCK = 20_260_905;

/** A number that grows with every act, and with every seal that took the place of one that would still have done; 0 at first. */
export async function readRevision(db: Queryable): Promise<number> {
  const { revision } = await db.one<{ revision: number }>(sql`
    SELECT (coalesce((SELECT max(id) FROM trust.status_act), 0)
          + coalesce((SELECT max(number) FROM trust.replacement), 0))::double precision AS revision`);
  return revision;
}

/** The last act on each certificate, in the order of the serials; undefined where there was none. */
export async function readLastActs(db: Queryable, serials: readonly string[]): Promise<(StatusAct | undefined)[]> {
  const rows = await db.rows<StatusAct & { serial: string }>(sql`
    SELECT DISTINCT ON (serial) serial, kind, reason, at
      FROM trust.status_act WHERE serial = ANY (${serials}::text[])
     ORDER BY serial, number DESC`);
  const found = new Map(rows.map(({ serial, kind, reason, at }) => [serial, { kind, reason, at }]));
  return serials.map((serial) => found.get(serial));
}

/** An issued certificate, an agency's, a service's or an authority's, and its standing. */
export interface StandingRow {
  serial: string;
  profile: string;
  /** Who issued it; none for the root. */
  authority: AuthorityName | null;
  agencyCode: string | null;
  agencyName: string | null;
  until: Date;
  kind: StatusAct['kind'] | null;
  reason: number | null;
  at: Date | null;
}

/** Every certificate with its standing, newest first, or the one of a serial number. */
export async function readStandings(
  db: Queryable,
  { serial, most }: { serial?: string; most: number },
): Promise<StandingRow[]> {
  return db.rows(sql`
    SELECT issued.serial, profile, authority, agency_code AS "agencyCode", agency_name AS "agencyName",
           upper(valid) AS until, act.kind, act.reason, act.at
      FROM (SELECT serial, profile, authority, agency_code, agency_name, valid, recorded_at FROM trust.certificate
            UNION ALL
            SELECT serial, profile, issuer, NULL, NULL, valid, recorded_at FROM trust.authority) AS issued
      LEFT JOIN LATERAL (
        SELECT kind, reason, at FROM trust.status_act
         WHERE status_act.serial = issued.serial ORDER BY number DESC LIMIT 1) AS act ON true
     WHERE ${serial ?? null}::text IS NULL OR issued.serial = ${serial ?? null}
     ORDER BY recorded_at DESC, issued.serial
     LIMIT ${most}`);
}

/** Keeps acts on one certificate in order, until the transaction ends. */
export async function lockActs(tx: Tx, serial: string): Promise<void> {
  await tx.run(sql`SELECT pg_advisory_xact_lock(${ACT_LOCK}::integer, hashtext(${serial}))`);
}

/** Adds an act after all that were done to the certificate. */
export async function insertAct(
  tx: Tx,
  act: StatusAct & { authority: AuthorityName; serial: string; doneBy: string; why: string },
): Promise<void> {
  await tx.run(sql`
    INSERT INTO trust.status_act (authority, serial, number, kind, reason, at, done_by, why)
    SELECT ${act.authority}, ${act.serial}, coalesce(max(number), 0) + 1, ${act.kind}, ${act.reason}, ${act.at},
           ${act.doneBy}, ${act.why}
      FROM trust.status_act WHERE serial = ${act.serial}`);
}

/** What is revoked or suspended of what an authority issued, by serial number. */
export async function readRevoked(
  db: Queryable,
  authority: AuthorityName,
): Promise<(StatusAct & { serial: string })[]> {
  return db.rows(sql`
    SELECT serial, kind, reason, at
      FROM (SELECT DISTINCT ON (serial) serial, kind, reason, at
              FROM trust.status_act WHERE authority = ${authority} ORDER BY serial, number DESC) AS last
     WHERE kind <> 'resumed' ORDER BY serial`);
}

export interface StoredList {
  number: number;
  revision: number;
  list: Buffer;
  thisUpdate: Date;
  nextUpdate: Date;
}

export async function lockList(tx: Tx, authority: AuthorityName): Promise<void> {
  await tx.run(sql`SELECT pg_advisory_xact_lock(${LIST_LOCK}::integer, hashtext(${authority}))`);
}

export async function findList(db: Queryable, authority: AuthorityName): Promise<StoredList | undefined> {
  return db.maybe(sql`
    SELECT number::double precision AS number, revision::double precision AS revision, list,
           this_update AS "thisUpdate", next_update AS "nextUpdate"
      FROM trust.revocation_list WHERE authority = ${authority}`);
}

export async function keepList(tx: Tx, authority: AuthorityName, kept: StoredList): Promise<void> {
  await tx.run(sql`
    INSERT INTO trust.revocation_list (authority, number, revision, list, this_update, next_update)
    VALUES (${authority}, ${kept.number}, ${kept.revision}, ${kept.list}, ${kept.thisUpdate}, ${kept.nextUpdate})
    ON CONFLICT (authority) DO UPDATE SET
      number = excluded.number, revision = excluded.revision, list = excluded.list,
      this_update = excluded.this_update, next_update = excluded.next_update`);
}

/** A certificate that is asked about: by whom it was issued and its serial number. */
export interface AskedCertificate {
  authority: AuthorityName;
  serial: string;
}

/** What is known of certificates, in the order asked: whether it was issued at all, and what was last done to it. */
export async function readAnswers(
  db: Queryable,
  asked: readonly AskedCertificate[],
): Promise<{ issued: boolean; last: StatusAct | undefined }[]> {
  const rows = await db.rows<{ issued: boolean; kind: StatusAct['kind'] | null; reason: number; at: Date }>(sql`
    SELECT certificate.serial IS NOT NULL OR authority.serial IS NOT NULL AS issued, act.kind, act.reason, act.at
      FROM unnest(${asked.map(({ authority }) => authority)}::text[], ${asked.map(({ serial }) => serial)}::text[])
             WITH ORDINALITY AS given (authority, serial, place)
      LEFT JOIN trust.certificate ON certificate.serial = given.serial AND certificate.authority = given.authority
      LEFT JOIN trust.authority ON authority.serial = given.serial AND authority.issuer = given.authority
      LEFT JOIN LATERAL (
        SELECT kind, reason, at FROM trust.status_act
         WHERE status_act.serial = given.serial ORDER BY number DESC LIMIT 1) AS act ON true
     ORDER BY place`);
  return rows.map(({ issued, kind, reason, at }) => ({ issued, last: kind ? { kind, reason, at } : undefined }));
}
