import { sql, type Queryable, type Tx } from '../../../kernel/db.ts';
import type { AuthorityName, StatusAct } from '../rules.ts';
import type { ListName } from './partition.ts';

/** Locks of this system; that of lists is the first half of a number, the second is the list's. */
const ACT_LOCK = 20_260_904;
const LIST_LOCK = 20_260_905;

/**
 * A number that grows with every act, with every seal that took the place of one that would still have done,
 * with everything that was taken in from a ceremony of the root, and with every authority; 0 at first.
 */
export async function readRevision(db: Queryable): Promise<number> {
  const { revision } = await db.one<{ revision: number }>(sql`
    SELECT (coalesce((SELECT max(id) FROM trust.status_act), 0)
          + coalesce((SELECT max(number) FROM trust.replacement), 0)
          + coalesce((SELECT max(number) FROM trust.ceremony_acceptance), 0)
          + (SELECT count(*) FROM trust.authority))::double precision AS revision`);
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

/**
 * Keeps acts in order, until the transaction ends: one after another, so that whoever has seen an act has seen all with a
 * lower id. Else a list that tells of the higher would be taken to tell of the lower too.
 */
export async function lockActs(tx: Tx): Promise<void> {
  await tx.run(sql`SELECT pg_advisory_xact_lock(${ACT_LOCK}::bigint)`);
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

/** The highest id of an act that a list has to tell of; 0 before there is any. */
export async function readLastAct(db: Queryable, { authority, partition }: ListName): Promise<number> {
  const { last } = await db.one<{ last: number }>(
    partition === undefined
      ? sql`SELECT coalesce(max(id), 0)::double precision AS last FROM trust.status_act WHERE authority = ${authority}`
      : sql`SELECT coalesce(max(id), 0)::double precision AS last FROM trust.status_act
             WHERE authority = ${authority} AND partition = ${partition}::smallint`,
  );
  return last;
}

/** The next so many certificates with acts, by serial number; those that hold again are among them. */
export async function readRevoked(
  db: Queryable,
  { authority, partition }: ListName,
  { after, most }: { after: string; most: number },
): Promise<(StatusAct & { serial: string })[]> {
  const part = partition === undefined ? sql`true` : sql`partition = ${partition}::smallint`;
  return db.rows(sql`
    SELECT DISTINCT ON (serial) serial, kind, reason, at
      FROM trust.status_act WHERE authority = ${authority} AND ${part} AND serial > ${after}
     ORDER BY serial, number DESC LIMIT ${most}`);
}

export interface StoredList {
  number: number;
  /** The highest id of an act that it tells of. */
  lastAct: number;
  list: Buffer;
  thisUpdate: Date;
  nextUpdate: Date;
}

export async function lockList(tx: Tx, name: string): Promise<void> {
  await tx.run(sql`SELECT pg_advisory_xact_lock(${LIST_LOCK}::integer, hashtext(${name}))`);
}

export async function findList(db: Queryable, { authority, partition }: ListName): Promise<StoredList | undefined> {
  return db.maybe(sql`
    SELECT number::double precision AS number, last_act::double precision AS "lastAct", list,
           this_update AS "thisUpdate", next_update AS "nextUpdate"
      FROM trust.revocation_list
     WHERE authority = ${authority} AND partition IS NOT DISTINCT FROM ${partition ?? null}::smallint`);
}

export async function keepList(tx: Tx, { authority, partition }: ListName, kept: StoredList): Promise<void> {
  await tx.run(sql`
    INSERT INTO trust.revocation_list (authority, partition, number, last_act, list, this_update, next_update)
    VALUES (${authority}, ${partition ?? null}::smallint, ${kept.number}, ${kept.lastAct}, ${kept.list}, ${kept.thisUpdate},
            ${kept.nextUpdate})
    ON CONFLICT (authority, partition) DO UPDATE SET
      number = excluded.number, last_act = excluded.last_act, list = excluded.list,
      this_update = excluded.this_update, next_update = excluded.next_update`);
}

/** Keeps an address that certificates are issued with. */
export async function keepListPlace(db: Queryable, base: string): Promise<void> {
  await db.run(sql`
    INSERT INTO trust.list_place (base) SELECT ${base} WHERE NOT EXISTS (SELECT FROM trust.list_place WHERE base = ${base})
    ON CONFLICT DO NOTHING`);
}

/** The addresses that certificates may name, the newest first. */
export async function readListPlaces(db: Queryable, most: number): Promise<string[]> {
  const rows = await db.rows<{ base: string }>(sql`
    SELECT base FROM trust.list_place ORDER BY recorded_at DESC, base LIMIT ${most}`);
  return rows.map(({ base }) => base);
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
