import type { Certificate } from '../../certificate/certificate.ts';

/**
 * Whether a document must be stamped: one of its signatures bears no stamp by a certificate that lasts as long as that of the
 * certificate that stamps now. A document without a signature that can be read need not be.
 */
export function mustBeStamped(
  signatures: readonly (readonly Pick<Certificate, 'until'>[])[],
  stamper: Pick<Certificate, 'until'>,
): boolean {
  return signatures.some((stamps) => !stamps.some(({ until }) => until >= stamper.until));
}
