import { sql, type Queryable, type Tx } from '../../../kernel/db.ts';
import type { AuthorityName } from '../rules.ts';
import type { ServiceAct } from './rules.ts';

/** One number for this system: of the processes that would issue a list at once, one does. */
const TRUSTED_LIST_LOCK = 20_260_907;
/** One every five years, and one after each revocation. */
const MOST_STAMPERS = 1_000;

export async function lockTrustedList(tx: Tx): Promise<void> {
  await tx.run(sql`SELECT pg_advisory_xact_lock(${TRUSTED_LIST_LOCK}::bigint)`);
}

/** A trusted list as it was signed. */
export interface StoredTrustedList {
  sequenceNumber: number;
  /** SHA-256 of what it says but for its number and dates. */
  contentsSha256: Buffer;
  /** Serial number of the certificate of who signed it. */
  signer: string;
  list: Buffer;
  issuedAt: Date;
  nextUpdate: Date;
}

export async function findNewestTrustedList(db: Queryable): Promise<StoredTrustedList | undefined> {
  return db.maybe(sql`
    SELECT sequence_number::double precision AS "sequenceNumber", contents_sha256 AS "contentsSha256", signer, list,
           issued_at AS "issuedAt", next_update AS "nextUpdate"
      FROM trust.trusted_list ORDER BY sequence_number DESC LIMIT 1`);
}

export async function insertTrustedList(tx: Tx, issued: StoredTrustedList): Promise<void> {
  await tx.run(sql`
    INSERT INTO trust.trusted_list (sequence_number, contents_sha256, signer, list, issued_at, next_update)
    VALUES (${issued.sequenceNumber}, ${issued.contentsSha256}, ${issued.signer}, ${issued.list}, ${issued.issuedAt},
            ${issued.nextUpdate})`);
}

/** A certificate that a service is known by. */
export interface ServiceCertificate {
  serial: string;
  /** Who issued it; none for the root. */
  issuer: AuthorityName | null;
  certificate: Buffer;
  from: Date;
}

/** Every authority's certificate, and every one that time stamps were signed with, the oldest first. */
export async function readServiceCertificates(db: Queryable): Promise<{
  authorities: (ServiceCertificate & { profile: AuthorityName })[];
  stampers: ServiceCertificate[];
}> {
  const [authorities, stampers] = await Promise.all([
    db.rows<ServiceCertificate & { profile: AuthorityName }>(sql`
      SELECT profile, serial, issuer, certificate, lower(valid) AS "from" FROM trust.authority`),
    db.rows<ServiceCertificate>(sql`
      SELECT serial, authority AS issuer, certificate, lower(valid) AS "from"
        FROM trust.certificate
       WHERE profile = 'time-stamping' AND agency_code IS NULL AND holder_id IS NULL AND edition IS NOT NULL
       ORDER BY edition LIMIT ${MOST_STAMPERS}`),
  ]);
  return { authorities, stampers };
}

/** Everything that was done to some certificates. */
export async function readServiceActs(db: Queryable, serials: readonly string[]): Promise<ServiceAct[]> {
  return db.rows(sql`
    SELECT id::double precision AS id, serial, kind, at FROM trust.status_act WHERE serial = ANY (${serials}::text[])`);
}
