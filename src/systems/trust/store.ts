import { sql, type Queryable, type Tx } from '../../kernel/db.ts';
import { certificateEntry, certificateLine } from './log/entry.ts';
import { insertWaiting } from './log/store.ts';
import type { AuthorityName, ProfileName, SealedAgency } from './rules.ts';

export interface StoredAuthority {
  /** Its name. */
  profile: AuthorityName;
  certificate: Buffer;
  /** Whether it is a root that was made at a ceremony: its key is not in the house. */
  isKeyElsewhere: boolean;
}

export interface NewCertificate {
  certificate: Buffer;
  serial: string;
  profile: ProfileName;
  /** SHA-256 of the SubjectPublicKeyInfo. */
  keyHash: Buffer;
  from: Date;
  until: Date;
}

/** One number for this system: of the processes that start at once, one makes the authorities and the others wait. */
const AUTHORITIES_LOCK = 20_260_902;

export async function lockAuthorities(tx: Tx): Promise<void> {
  await tx.run(sql`SELECT pg_advisory_xact_lock(${AUTHORITIES_LOCK}::bigint)`);
}

export async function readAuthorities(db: Queryable): Promise<StoredAuthority[]> {
  return db.rows(sql`
    SELECT profile, certificate, key_is_elsewhere AS "isKeyElsewhere" FROM trust.authority`);
}

/** Adds an authority, with the entry of its certificate in the public log. */
export async function insertAuthority(
  tx: Tx,
  authority: Omit<NewCertificate, 'profile'> & Pick<StoredAuthority, 'profile' | 'isKeyElsewhere'>,
  issuer: AuthorityName | undefined,
): Promise<void> {
  await tx.run(sql`
    INSERT INTO trust.authority (profile, issuer, serial, certificate, key_is_elsewhere, valid)
    VALUES (${authority.profile}, ${issuer ?? null}, ${authority.serial}, ${authority.certificate},
            ${authority.isKeyElsewhere}, tstzrange(${authority.from}, ${authority.until}, '[]'))`);
  await insertWaiting(tx, [certificateLine(authority.certificate)]);
}

/** Whose certificate: an agency's, or with no agency the house's own. */
export interface Holder {
  profile: ProfileName;
  /** The authorities by which it may have been issued. */
  authorities: readonly AuthorityName[];
  agencyCode: string | undefined;
}

/** The newest certificate of a holder. */
export async function findNewestCertificate(
  db: Queryable,
  { profile, authorities, agencyCode }: Holder,
): Promise<{ edition: number; authority: AuthorityName; certificate: Buffer } | undefined> {
  return db.maybe(sql`
    SELECT edition, authority, certificate
      FROM trust.certificate
     WHERE profile = ${profile} AND authority = ANY (${authorities}::text[]) AND agency_code IS NOT DISTINCT FROM ${agencyCode ?? null}
       AND edition IS NOT NULL
     ORDER BY edition DESC
     LIMIT 1`);
}

/** Adds an edition, with its entry in the public log, unless another process has added it; answers whether it was added. */
export async function insertCertificate(
  db: Queryable,
  certificate: NewCertificate,
  holder: { authority: AuthorityName; agency: SealedAgency | undefined; edition: number },
): Promise<boolean> {
  const { leaf, entry } = certificateEntry(certificate.certificate);
  const added = await db.run(sql`
    WITH added AS (
      INSERT INTO trust.certificate
        (serial, authority, profile, agency_code, agency_name, edition, certificate, key_hash, valid)
      VALUES (${certificate.serial}, ${holder.authority}, ${certificate.profile}, ${holder.agency?.code ?? null},
              ${holder.agency?.name ?? null}, ${holder.edition}, ${certificate.certificate},
              ${certificate.keyHash}, tstzrange(${certificate.from}, ${certificate.until}, '[]'))
      ON CONFLICT (agency_code, holder_id, profile, authority, edition) WHERE edition IS NOT NULL DO NOTHING
      RETURNING serial)
    INSERT INTO trust.log_waiting (leaf, entry) SELECT ${leaf}, ${entry} FROM added`);
  return added === 1;
}

/** The time by the database's clock, in milliseconds since 1970. */
export async function readDatabaseTime(db: Queryable): Promise<number> {
  const { time_ms } = await db.one<{ time_ms: number }>(sql`
    SELECT (extract(epoch FROM clock_timestamp()) * 1000)::double precision AS time_ms`);
  return time_ms;
}
