import { sql, type Queryable } from '../../../kernel/db.ts';
import type { AuthorityName, MachineProfileName, RequestedProfileName, SealedAgency } from '../rules.ts';

/** A key, by the hash of its SubjectPublicKeyInfo, and who wants to use it. */
export interface AskedKey {
  keyHash: Buffer;
  holder: string;
}

/** What is known of a key. */
export interface KeyUse {
  /** A certificate for it was revoked because the key was no longer secret. */
  isCompromised: boolean;
  /** Somebody else has, or had, a certificate for it. */
  isOfAnother: boolean;
}

/** What is known of keys, in the order asked. */
export async function readKeyUses(db: Queryable, asked: readonly AskedKey[]): Promise<KeyUse[]> {
  return db.rows(sql`
    SELECT coalesce(used."isCompromised", false) AS "isCompromised", coalesce(used."isOfAnother", false) AS "isOfAnother"
      FROM unnest(${asked.map(({ keyHash }) => keyHash.toString('hex'))}::text[], ${asked.map(({ holder }) => holder)}::text[])
             WITH ORDINALITY AS given (key_hash, holder, place)
      LEFT JOIN LATERAL (
        SELECT bool_or(certificate.holder IS DISTINCT FROM given.holder) AS "isOfAnother",
               bool_or(EXISTS (SELECT FROM trust.status_act
                                WHERE status_act.serial = certificate.serial AND kind = 'revoked' AND reason IN (1, 2)))
                 AS "isCompromised"
          FROM trust.certificate WHERE certificate.key_hash = decode(given.key_hash, 'hex')) AS used ON true
     ORDER BY place`);
}

/** A certificate for somebody's own key, as the columns of its row. */
export interface RequestedCertificate {
  serial: string;
  authority: AuthorityName;
  profile: RequestedProfileName;
  agency_code: string | null;
  agency_name: string | null;
  holder: string;
  request_key: string;
  key_hash: string;
  names: readonly string[];
  certificate: string;
  valid_from: Date;
  valid_until: Date;
}

/**
 * Keeps certificates with their entries in the public log, unless their requests were answered before; answers the certificate of
 * each request in their order. They go as one text, because a list of bytes costs the driver as much as a signature for each.
 */
export async function insertRequested(db: Queryable, wanted: readonly RequestedCertificate[]): Promise<Buffer[]> {
  const added = await db.rows<{ serial: string }>(sql`
    WITH added AS (
      INSERT INTO trust.certificate
        (serial, authority, profile, agency_code, agency_name, holder, request_key, key_hash, names, certificate, valid)
      SELECT serial, authority, profile, agency_code, agency_name, holder, request_key, decode(key_hash, 'hex'), names,
             decode(certificate, 'base64'), tstzrange(valid_from, valid_until, '[]')
        FROM jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) AS given (
          serial text, authority text, profile text, agency_code text, agency_name text, holder text, request_key text,
          key_hash text, names text[], certificate text, valid_from timestamptz, valid_until timestamptz)
      ON CONFLICT (request_key) DO NOTHING
      RETURNING serial, certificate),
    entered AS (
      INSERT INTO trust.log_waiting (leaf, entry)
      SELECT sha256('\\x00'::bytea || entry), entry
        FROM (SELECT convert_to('certificate sha256:' || encode(sha256(certificate), 'hex') || chr(10), 'UTF8') AS entry
                FROM added) AS written)
    SELECT serial FROM added`);
  const isNew = new Set(added.map(({ serial }) => serial));
  const before = wanted.filter(({ serial }) => !isNew.has(serial)).map(({ request_key }) => request_key);
  const found = before.length > 0 ? await findRequested(db, before) : [];
  const known = new Map(before.map((requestKey, i) => [requestKey, found[i]!]));
  return wanted.map(({ serial, request_key, certificate }) =>
    isNew.has(serial) ? Buffer.from(certificate, 'base64') : known.get(request_key)!,
  );
}

/** The certificate of each request, in their order; undefined where nothing was issued. */
export async function findRequested(db: Queryable, requestKeys: readonly string[]): Promise<(Buffer | undefined)[]> {
  const rows = await db.rows<{ requestKey: string; certificate: Buffer }>(sql`
    SELECT request_key AS "requestKey", certificate
      FROM trust.certificate WHERE request_key = ANY (${requestKeys}::text[])`);
  const found = new Map(rows.map(({ requestKey, certificate }) => [requestKey, certificate]));
  return requestKeys.map((requestKey) => found.get(requestKey));
}

/** A machine's certificate as it was issued. */
export interface HeldCertificate {
  serial: string;
  profile: MachineProfileName;
  holder: string;
  names: readonly string[];
  certificate: Buffer;
}

/** The machine's certificate of that serial number. */
export async function findMachineCertificate(db: Queryable, serial: string): Promise<HeldCertificate | undefined> {
  return db.maybe(sql`
    SELECT serial, profile, holder, names, certificate
      FROM trust.certificate WHERE serial = ${serial} AND holder IS NOT NULL`);
}

/** The newest certificate of an agency, or of any holder, for exactly these names that neither ended nor was revoked. */
export async function findGoodCertificate(
  db: Queryable,
  {
    profile,
    agencyCode,
    names,
    at,
  }: { profile: MachineProfileName; agencyCode: string | null; names: readonly string[]; at: Date },
): Promise<HeldCertificate | undefined> {
  return db.maybe(sql`
    SELECT serial, profile, holder, names, certificate
      FROM trust.certificate
     WHERE profile = ${profile} AND agency_code IS NOT DISTINCT FROM ${agencyCode} AND holder IS NOT NULL
       AND names @> ${names}::text[] AND names <@ ${names}::text[] AND valid @> ${at}::timestamptz
       AND NOT EXISTS (SELECT FROM trust.status_act
                        WHERE status_act.serial = certificate.serial AND kind = 'revoked')
     ORDER BY upper(valid) DESC LIMIT 1`);
}

/** Leave to ask for certificates. */
export interface StoredPermit {
  id: string;
  protocol: 'acme' | 'est';
  profile: MachineProfileName;
  agency: SealedAgency | null;
  names: readonly string[];
  sealedSecret: Buffer;
  usesLeft: number;
  until: Date;
  isWithdrawn: boolean;
  /** Whether the secret was told. */
  isTold: boolean;
}

export async function insertPermit(
  db: Queryable,
  permit: Omit<StoredPermit, 'isWithdrawn' | 'isTold'> & { givenBy: string; why: string },
): Promise<void> {
  await db.run(sql`
    INSERT INTO trust.enrolment_permit
      (id, protocol, profile, agency_code, agency_name, names, sealed_secret, uses_left, until, given_by, why)
    VALUES (${permit.id}, ${permit.protocol}, ${permit.profile}, ${permit.agency?.code ?? null}, ${permit.agency?.name ?? null},
            ${permit.names}, ${permit.sealedSecret}, ${permit.usesLeft}, ${permit.until}, ${permit.givenBy}, ${permit.why})`);
}

interface PermitRow extends Omit<StoredPermit, 'agency'> {
  agencyCode: string | null;
  agencyName: string | null;
}

export async function findPermit(db: Queryable, id: string): Promise<StoredPermit | undefined> {
  const row = await db.maybe<PermitRow>(sql`
    SELECT id, protocol, profile, agency_code AS "agencyCode", agency_name AS "agencyName", names,
           sealed_secret AS "sealedSecret", uses_left AS "usesLeft", until, withdrawn_at IS NOT NULL AS "isWithdrawn",
           told_at IS NOT NULL AS "isTold"
      FROM trust.enrolment_permit WHERE id = ${id}`);
  if (!row) return undefined;
  const { agencyCode, agencyName, ...rest } = row;
  return { ...rest, agency: agencyCode === null ? null : { code: agencyCode, name: agencyName! } };
}

/** A permit as administrators see it: without its secret. */
export interface ListedPermit {
  id: string;
  protocol: 'acme' | 'est';
  profile: MachineProfileName;
  agencyCode: string | null;
  agencyName: string | null;
  names: readonly string[];
  usesLeft: number;
  until: Date;
  givenBy: string;
  givenAt: Date;
  isTold: boolean;
  withdrawnAt: Date | null;
  withdrawnBy: string | null;
}

export async function readPermits(
  db: Queryable,
  { most, skip }: { most: number; skip: number },
): Promise<ListedPermit[]> {
  return db.rows(sql`
    SELECT id, protocol, profile, agency_code AS "agencyCode", agency_name AS "agencyName", names, uses_left AS "usesLeft",
           until, given_by AS "givenBy", recorded_at AS "givenAt", told_at IS NOT NULL AS "isTold",
           withdrawn_at AS "withdrawnAt", withdrawn_by AS "withdrawnBy"
      FROM trust.enrolment_permit ORDER BY recorded_at DESC, id LIMIT ${most} OFFSET ${skip}`);
}

/** Notes that the secret of a permit is told; answers whether nobody had been told it. */
export async function markSecretTold(db: Queryable, id: string, at: Date): Promise<boolean> {
  return (
    (await db.run(sql`UPDATE trust.enrolment_permit SET told_at = ${at} WHERE id = ${id} AND told_at IS NULL`)) === 1
  );
}

/** Uses a permit once; answers whether that was still possible. */
export async function usePermit(db: Queryable, id: string, at: Date): Promise<boolean> {
  return (
    (await db.run(sql`
      UPDATE trust.enrolment_permit SET uses_left = uses_left - 1
       WHERE id = ${id} AND uses_left > 0 AND until > ${at} AND withdrawn_at IS NULL`)) === 1
  );
}

/** Gives a use back that came to nothing. */
export async function returnPermit(db: Queryable, id: string): Promise<void> {
  await db.run(sql`UPDATE trust.enrolment_permit SET uses_left = uses_left + 1 WHERE id = ${id}`);
}

/** Withdraws a permit; answers whether it was not withdrawn before. */
export async function withdrawPermit(
  db: Queryable,
  { id, by, at }: { id: string; by: string; at: Date },
): Promise<boolean> {
  return (
    (await db.run(sql`
      UPDATE trust.enrolment_permit SET uses_left = 0, withdrawn_at = ${at}, withdrawn_by = ${by}
       WHERE id = ${id} AND withdrawn_at IS NULL`)) === 1
  );
}
