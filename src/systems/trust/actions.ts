import { createHash } from 'node:crypto';
import { now } from '../../kernel/clock.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { toPem } from './certificate/certificate.ts';
import { ensureAuthorities, openSeal, type SealingHouse } from './keys.ts';
import { enterInLog } from './log/actions.ts';
import { MalformedPdf } from './pdf/value.ts';
import { signPdf } from './pdf/signature.ts';
import { validateSignatures, type SignatureVerdict } from './pdf/validation.ts';
import { assertSealedAgency, MOST_DOCUMENT_BYTES, type SealedAgency } from './rules.ts';
import { currentList } from './status/lists.ts';

/**
 * Seals a document in the name of an agency: PAdES baseline B-B (ETSI EN 319 142-1), legally the agency's digital
 * signature of Law on E-Transactions 2023 art. 22. The agency's certificate is issued when it has none. The hash of what was
 * sealed is in the public log before this answers.
 *
 * Refuses `trust.document_too_large`, `trust.document_unreadable`, `trust.signing_time_refused` (the time must lie within
 * the certificate's) and agencies that cannot be named in a certificate. Who may ask for which agency's seal is decided
 * by the caller: a seal is affixed at the end of a case, without anyone's hand.
 */
export async function sealPdf(
  house: SealingHouse,
  order: { pdf: Uint8Array; agency: SealedAgency; reason: string; at: Date },
): Promise<{ pdf: Buffer; certificateSerial: string }> {
  assertSealedAgency(order.agency);
  if (order.pdf.length > MOST_DOCUMENT_BYTES) {
    throw new Refusal('trust.document_too_large', 413, { values: { most: MOST_DOCUMENT_BYTES / 1024 / 1024 } });
  }
  const signer = await openSeal(house, order.agency);
  const { certificate } = signer;
  if (order.at < certificate.from || order.at > certificate.until) throw new Refusal('trust.signing_time_refused', 422);
  let pdf: Buffer;
  try {
    pdf = signPdf({
      pdf: order.pdf,
      signer,
      signerName: order.agency.name,
      reason: order.reason,
      at: order.at,
    });
  } catch (error) {
    if (error instanceof MalformedPdf) throw new Refusal('trust.document_unreadable', 422);
    throw error;
  }
  await enterInLog(house, 'document', createHash('sha256').update(pdf).digest());
  return { pdf, certificateSerial: certificate.serial };
}

/** Looks at every signature of a document against our root and our revocation lists, now. Anyone may ask; see `SignatureVerdict`. */
export async function validatePdf(house: SealingHouse, pdf: Uint8Array): Promise<SignatureVerdict[]> {
  const root = (await ensureAuthorities(house)).get('root')!.read;
  const lists = await Promise.all([currentList(house, 'root'), currentList(house, 'agency-seal-authority')]);
  return validateSignatures(pdf, { root, at: now(), lists: lists.map(({ read }) => read) });
}

/** The root certificate, for those who verify with tools that we did not write. */
export async function rootCertificatePem(house: SealingHouse): Promise<string> {
  return toPem((await ensureAuthorities(house)).get('root')!.read);
}
