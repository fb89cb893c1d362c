import { type Queryable, sql } from '../../../kernel/db.ts';

/** A filing that changed what the certificate says, and its certificate when it has been made. */
export interface CertifiedFiling {
  filingId: string;
  number: string;
  changeNumber: number;
  effectiveOn: string;
  agencyCode: string;
  agencyName: string;
  verificationCode: string | null;
  fileId: string | null;
}

/** The newest filing of an enterprise that changed its certificate. */
export function newestCertified(db: Queryable, code: string): Promise<CertifiedFiling | undefined> {
  return db.maybe(sql`SELECT f.id AS "filingId", f.number, f.change_number AS "changeNumber",
      f.effective_on AS "effectiveOn", f.agency_code AS "agencyCode", f.agency_name AS "agencyName",
      c.verification_code AS "verificationCode", c.file_id AS "fileId"
    FROM filing f LEFT JOIN certificate c ON c.filing_id = f.id
    WHERE f.subject = ${code} AND f.change_number IS NOT NULL ORDER BY f.change_number DESC LIMIT 1`);
}

/** Keeps the certificate of a filing, once; who comes second changes nothing. The answer is the one that counts. */
export async function saveCertificate(
  db: Queryable,
  certificate: { filingId: string; verificationCode: string; fileId: string; holderName: string },
): Promise<{ verificationCode: string; fileId: string }> {
  await db.run(sql`INSERT INTO certificate (filing_id, verification_code, file_id, holder_name)
    VALUES (${certificate.filingId}::uuid, ${certificate.verificationCode}, ${certificate.fileId}, ${certificate.holderName})
    ON CONFLICT (filing_id) DO NOTHING`);
  return db.one(sql`SELECT verification_code AS "verificationCode", file_id AS "fileId" FROM certificate
    WHERE filing_id = ${certificate.filingId}::uuid`);
}

/** The certificate with a verification code. */
export function findCertificate(
  db: Queryable,
  verificationCode: string,
): Promise<
  | { holderName: string; number: string; subject: string; agencyName: string; issuedAt: Date; fileId: string }
  | undefined
> {
  return db.maybe(sql`SELECT c.holder_name AS "holderName", f.number, f.subject, f.agency_name AS "agencyName",
      c.issued_at AS "issuedAt", c.file_id AS "fileId"
    FROM certificate c JOIN filing f ON f.id = c.filing_id WHERE c.verification_code = ${verificationCode}`);
}
