import { today } from '../../../kernel/clock.ts';
import type { Queryable } from '../../../kernel/db.ts';
import type { Validity } from './choices.ts';
import { bookFacts } from './facts.ts';
import { validityOf } from './rules.ts';
import { type StoredCertificate, findCertificate } from './store.ts';

/** Whether a certificate of marital status holds today, by what the books say now; undefined for other papers. */
export async function validityOfPaper(
  db: Queryable,
  paperId: string,
): Promise<{ state: Validity; from?: string; lastDay: string } | undefined> {
  const certificate = await findCertificate(db, paperId);
  if (!certificate) return undefined;
  return { ...(await validityOfCertificate(db, certificate)), lastDay: certificate.lastDay };
}

async function validityOfCertificate(
  db: Queryable,
  certificate: StoredCertificate,
): Promise<{ state: Validity; from?: string }> {
  const { personNumber: number, fullName, bornOn } = certificate;
  return validityOf(certificate, await bookFacts(db, { number, fullName, bornOn }), today());
}
