/** How RFC 7030 answers: Base64 in lines (RFC 8951). */
export const CERTIFICATES = 'application/pkcs7-mime; smime-type=certs-only';
export const CSR_ATTRIBUTES = 'application/csrattrs';

const LINE = /.{1,76}/g;

export const encodedText = (der: Buffer): string => `${der.toString('base64').match(LINE)!.join('\r\n')}\r\n`;
