import { contextTag, element, integer, objectId, sequence, setOf } from '../asn1/der.ts';
import type { Certificate } from '../certificate/certificate.ts';

const SIGNED_DATA = '1.2.840.113549.1.7.2';
const DATA = '1.2.840.113549.1.7.1';

/** Certificates alone in CMS, signed by nobody (RFC 5652 §5.1, the degenerate case that RFC 7030 §4.1.3 wants). */
export function certificatesOnly(certificates: readonly Certificate[]): Buffer {
  const signedData = sequence(
    integer(1),
    setOf(),
    sequence(objectId(DATA)),
    element(contextTag(0), ...certificates.map(({ der }) => der)),
    setOf(),
  );
  return sequence(objectId(SIGNED_DATA), element(contextTag(0), signedData));
}
