import { type Queryable, type Tx, sql } from '../../../kernel/db.ts';
import { validOn } from '../../registry/index.ts';
import type { CertificateContent } from '../certificate/rules.ts';
import type { KeptResult } from './rules.ts';

/** What a request came to, when it was done before. */
export async function findResult(db: Queryable, requestKey: string): Promise<KeptResult | undefined> {
  const row = await db.maybe<{ result: KeptResult }>(
    sql`SELECT result FROM registration WHERE request_key = ${requestKey}`,
  );
  return row?.result;
}

/** Writes down that a request was done. Refuses (unique key) one that was done already. */
export async function insertRegistration(
  tx: Tx,
  done: {
    id: string;
    requestKey: string;
    form: string;
    on: string;
    units: readonly string[];
    parcels: readonly string[];
    agencyCode: string;
    contractId: string | null;
    result: KeptResult;
  },
): Promise<void> {
  await tx.run(sql`INSERT INTO registration (id, request_key, form, registered_on, ba_units, parcels, agency_code,
      contract_id, result)
    VALUES (${done.id}::uuid, ${done.requestKey}, ${done.form}, ${done.on}::date, ${done.units}, ${done.parcels},
      ${done.agencyCode}, ${done.contractId}::uuid, ${JSON.stringify(done.result)}::jsonb)`);
}

/** A registration in a list. */
export interface RegistrationRow {
  id: string;
  form: string;
  registeredOn: string;
  parcels: string[];
  recordedAt: Date;
}

/** The newest registrations of an office. */
export function findLatestRegistrations(db: Queryable, agencyCode: string, most: number): Promise<RegistrationRow[]> {
  return db.rows(sql`SELECT id, form, registered_on AS "registeredOn", parcels, recorded_at AS "recordedAt"
    FROM registration WHERE agency_code = ${agencyCode} ORDER BY recorded_at DESC LIMIT ${most}`);
}

/** The registrations that concerned a parcel, newest first. */
export function findRegistrationsOfParcel(db: Queryable, code: string): Promise<RegistrationRow[]> {
  return db.rows(sql`SELECT id, form, registered_on AS "registeredOn", parcels, recorded_at AS "recordedAt"
    FROM registration WHERE parcels @> ARRAY[${code}] ORDER BY recorded_at DESC LIMIT 100`);
}

/** The next serial of a certificate in the country, and its number in the book of an office. */
export function takeCertificateNumbers(tx: Tx, agencyCode: string): Promise<{ serial: string; bookNumber: string }> {
  return tx.one(sql`WITH entered AS (
      INSERT INTO certificate_book (agency_code, last_number) VALUES (${agencyCode}, 1)
      ON CONFLICT (agency_code) DO UPDATE SET last_number = certificate_book.last_number + 1
      RETURNING last_number)
    SELECT 'AA' || lpad(nextval('certificate_serial')::text, 8, '0') AS serial,
      'VP' || lpad(last_number::text, 5, '0') AS "bookNumber" FROM entered`);
}

/** A certificate with its file, when that is made. */
export interface CertificateRow {
  serial: string;
  baUnit: string;
  bookNumber: string;
  issuer: string;
  verificationCode: string;
  content: CertificateContent;
  fileId: string | null;
  issuedOn: string;
  /** The day from which it is no longer valid; null while it is. */
  invalidFrom: string | null;
}

const fileOf = sql`(SELECT f.file_id FROM certificate_file f WHERE f.serial = c.serial) AS "fileId"`;

/** The certificates of units that are valid on a day. */
export function findCertificates(db: Queryable, units: readonly string[], on: string): Promise<CertificateRow[]> {
  return db.rows(sql`SELECT c.serial, c.ba_unit AS "baUnit", c.book_number AS "bookNumber", c.issuer,
      c.verification_code AS "verificationCode", c.content, ${fileOf}, lower(c.valid_during) AS "issuedOn",
      upper(c.valid_during) AS "invalidFrom"
    FROM certificate c WHERE c.ba_unit = ANY (${units}) AND c.${validOn(on)} ORDER BY c.serial`);
}

/** Every certificate that is or was valid in units, newest first. */
export function findAllCertificates(db: Queryable, units: readonly string[]): Promise<CertificateRow[]> {
  return db.rows(sql`SELECT c.serial, c.ba_unit AS "baUnit", c.book_number AS "bookNumber", c.issuer,
      c.verification_code AS "verificationCode", c.content, ${fileOf}, lower(c.valid_during) AS "issuedOn",
      upper(c.valid_during) AS "invalidFrom"
    FROM certificate c WHERE c.ba_unit = ANY (${units}) ORDER BY lower(c.valid_during) DESC, c.serial DESC LIMIT 100`);
}

/** A certificate by its serial or its verification code: as it is, or as it was before it was struck out. */
export function findCertificate(
  db: Queryable,
  by: { serial: string } | { verificationCode: string },
): Promise<CertificateRow | undefined> {
  const wanted = 'serial' in by ? sql`c.serial = ${by.serial}` : sql`c.verification_code = ${by.verificationCode}`;
  return db.maybe(sql`SELECT serial, "baUnit", "bookNumber", issuer, "verificationCode", content, "fileId", "issuedOn",
      "invalidFrom"
    FROM (SELECT c.serial, c.ba_unit AS "baUnit", c.book_number AS "bookNumber", c.issuer,
        c.verification_code AS "verificationCode", c.content, ${fileOf}, lower(c.valid_during) AS "issuedOn",
        upper(c.valid_during) AS "invalidFrom", 'infinity'::timestamptz AS known_until
      FROM certificate c WHERE ${wanted}
      UNION ALL
      SELECT c.serial, c.ba_unit, c.book_number, c.issuer, c.verification_code, c.content, ${fileOf},
        lower(c.valid_during), coalesce(upper(c.valid_during), lower(c.valid_during)), upper(c.recorded_during)
      FROM certificate_history c WHERE ${wanted}) known
    ORDER BY known_until DESC LIMIT 1`);
}

/** Keeps which file a certificate is, once; who comes second changes nothing. The answer is the file that counts. */
export async function saveCertificateFile(db: Queryable, serial: string, fileId: string): Promise<string> {
  await db.run(sql`INSERT INTO certificate_file (serial, file_id) VALUES (${serial}, ${fileId})
    ON CONFLICT (serial) DO NOTHING`);
  const kept = await db.one<{ fileId: string }>(
    sql`SELECT file_id AS "fileId" FROM certificate_file WHERE serial = ${serial}`,
  );
  return kept.fileId;
}

/** An administrative unit on a day. */
export function findUnit(
  db: Queryable,
  code: string,
  on: string,
): Promise<{ code: string; certificate: string | null } | undefined> {
  return db.maybe(sql`SELECT code, certificate FROM ba_unit WHERE code = ${code} AND ${validOn(on)}`);
}
