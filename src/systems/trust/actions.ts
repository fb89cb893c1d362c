import { Refusal } from '../../kernel/refusal.ts';
import { toPem } from './certificate/certificate.ts';
import { ensureAuthorities, openSeal, type SealingHouse } from './keys.ts';
import { assertSealedAgency, type SealedAgency } from './rules.ts';
import { assertSize, signLasting } from './sealing/document.ts';

/**
 * Seals a document in the name of an agency: PAdES baseline B-LT (ETSI EN 319 142-1), legally the agency's digital
 * signature of Law on E-Transactions 2023 art. 22. The agency's certificate is issued when it has none. The time stamp and
 * what proves the certificates' standing lie in the document. Its hash and that of the time stamp are in the public log
 * before this answers.
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
  assertSize(order.pdf);
  const { pdf, reason, at } = order;
  try {
    const signer = await openSeal(house, order.agency);
    const sealed = await signLasting(house, { pdf, signer, signerName: order.agency.name, reason, at });
    return { pdf: sealed, certificateSerial: signer.certificate.serial };
  } catch (error) {
    // A clock that is not believed is believed again after some minutes. The job that asks is to come again then: nobody's case
    // is to be refused for it.
    if (error instanceof Refusal && error.code === 'trust.time_not_available')
      throw new Error('nothing is sealed while the clock cannot be believed', { cause: error });
    if (error instanceof Refusal && error.code === 'trust.root_awaited')
      throw new Error('nothing is sealed while the house awaits its root', { cause: error });
    throw error;
  }
}

/** The root certificate, for those who verify with tools that we did not write. */
export async function rootCertificatePem(house: SealingHouse): Promise<string> {
  return toPem((await ensureAuthorities(house)).get('root')!.read);
}
