import type { DigestName, SignatureAlgorithm } from '../validation/found.ts';

/** Identifiers of CMS and CAdES (RFC 5652, RFC 5035, ETSI EN 319 122-1). */
export const OID = {
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingTime: '1.2.840.113549.1.9.5',
  signingCertificate: '1.2.840.113549.1.9.16.2.12',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  signatureTimeStamp: '1.2.840.113549.1.9.16.2.14',
  signaturePolicy: '1.2.840.113549.1.9.16.2.15',
  commitmentType: '1.2.840.113549.1.9.16.2.16',
  contentTimeStamp: '1.2.840.113549.1.9.16.2.20',
  certificateValues: '1.2.840.113549.1.9.16.2.23',
  revocationValues: '1.2.840.113549.1.9.16.2.24',
  mimeType: '0.4.0.1733.2.1',
  archiveTimeStampV3: '0.4.0.1733.2.4',
  hashIndexV3: '0.4.0.19122.1.5',
  /** id-ri-ocsp-response (RFC 5940): an OCSP answer among revocation lists. */
  ocspAnswer: '1.3.6.1.5.5.7.16.2',
} as const;

export const DIGESTS: Readonly<Record<string, DigestName>> = {
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
  '2.16.840.1.101.3.4.2.4': 'sha224',
  '2.16.840.1.101.3.4.2.8': 'sha3-256',
  '2.16.840.1.101.3.4.2.9': 'sha3-384',
  '2.16.840.1.101.3.4.2.10': 'sha3-512',
  '1.3.14.3.2.26': 'sha1',
  '1.2.840.113549.2.5': 'md5',
};

/** Ways to sign that name their digest. */
export const SIGNATURES: Readonly<Record<string, SignatureAlgorithm>> = {
  '1.2.840.10045.4.1': { family: 'ecdsa', digest: 'sha1' },
  '1.2.840.10045.4.3.1': { family: 'ecdsa', digest: 'sha224' },
  '1.2.840.10045.4.3.2': { family: 'ecdsa', digest: 'sha256' },
  '1.2.840.10045.4.3.3': { family: 'ecdsa', digest: 'sha384' },
  '1.2.840.10045.4.3.4': { family: 'ecdsa', digest: 'sha512' },
  '1.2.840.113549.1.1.4': { family: 'rsa', digest: 'md5' },
  '1.2.840.113549.1.1.5': { family: 'rsa', digest: 'sha1' },
  '1.2.840.113549.1.1.11': { family: 'rsa', digest: 'sha256' },
  '1.2.840.113549.1.1.12': { family: 'rsa', digest: 'sha384' },
  '1.2.840.113549.1.1.13': { family: 'rsa', digest: 'sha512' },
  '1.3.101.112': { family: 'eddsa', digest: 'sha512' },
  '1.3.101.113': { family: 'eddsa', digest: 'sha512' },
  '2.16.840.1.101.3.4.3.17': { family: 'ml-dsa', digest: 'sha512' },
  '2.16.840.1.101.3.4.3.18': { family: 'ml-dsa', digest: 'sha512' },
  '2.16.840.1.101.3.4.3.19': { family: 'ml-dsa', digest: 'sha512' },
};

/** rsaEncryption takes the digest of the signer; RSASSA-PSS has its own among its parameters. */
export const RSA = '1.2.840.113549.1.1.1';
export const RSA_PSS = '1.2.840.113549.1.1.10';
