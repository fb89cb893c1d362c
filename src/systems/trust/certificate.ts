import { createHash, createPublicKey, randomBytes, sign, verify, type KeyObject } from 'node:crypto';
import {
  bitString,
  boolean,
  contextTag,
  element,
  expectTag,
  integer,
  MalformedDer,
  objectId,
  octetString,
  printableString,
  readBoolean,
  readMembers,
  readObjectId,
  readOnly,
  readSmallInteger,
  readText,
  readTime,
  readWholeBits,
  sequence,
  setOf,
  TAG,
  time,
  utf8String,
  type DerElement,
} from './der.ts';
import type { CertificateProfile, Curve } from './rules.ts';

/** X.509 version 3 certificates (RFC 5280): writing them by profile, and reading them strictly. */

const OID = {
  country: '2.5.4.6',
  organization: '2.5.4.10',
  organizationIdentifier: '2.5.4.97',
  commonName: '2.5.4.3',
  subjectKeyIdentifier: '2.5.29.14',
  keyUsage: '2.5.29.15',
  basicConstraints: '2.5.29.19',
  certificatePolicies: '2.5.29.32',
  authorityKeyIdentifier: '2.5.29.35',
  extendedKeyUsage: '2.5.29.37',
} as const;

/** Signature algorithm of a key: its identifier (RFC 5758 §3.2) and digest. */
export const SIGNATURE_ALGORITHM: Readonly<Record<Curve, { oid: string; digest: 'sha256' | 'sha384' }>> = {
  'P-256': { oid: '1.2.840.10045.4.3.2', digest: 'sha256' },
  'P-384': { oid: '1.2.840.10045.4.3.3', digest: 'sha384' },
};

/** The curve of an elliptic key, or undefined for any key we do not accept. */
export function curveOf(key: KeyObject): Curve | undefined {
  const name = key.asymmetricKeyType === 'ec' ? key.asymmetricKeyDetails?.namedCurve : undefined;
  return name === 'prime256v1' ? 'P-256' : name === 'secp384r1' ? 'P-384' : undefined;
}

/** Who a certificate is for. `organizationIdentifier` is written as ETSI EN 319 412-1 §5.1.4 wants it. */
export interface DistinguishedName {
  organization: string;
  organizationIdentifier?: string;
  commonName: string;
}

/**
 * The identifier of an agency in its certificate: a national scheme of two characters (ETSI EN 319 412-1 §5.1.4), here
 * MD for *mã định danh*, the code of Decision 20/2020/QĐ-TTg.
 */
export const AGENCY_IDENTIFIER_PREFIX = 'MD:VN-';

const COMMON_NAME_LENGTH = 64;

function encodeName(name: DistinguishedName): Buffer {
  const attribute = (oid: string, value: Buffer) => setOf(sequence(objectId(oid), value));
  const characters = Array.from(name.commonName);
  const commonName =
    characters.length > COMMON_NAME_LENGTH
      ? `${characters.slice(0, COMMON_NAME_LENGTH - 1).join('')}…`
      : name.commonName;
  return sequence(
    attribute(OID.country, printableString('VN')),
    attribute(OID.organization, utf8String(name.organization)),
    ...(name.organizationIdentifier
      ? [attribute(OID.organizationIdentifier, utf8String(name.organizationIdentifier))]
      : []),
    attribute(OID.commonName, utf8String(commonName)),
  );
}

/** A certificate that may sign others, with its key. */
export interface Issuer {
  certificate: Certificate;
  privateKey: KeyObject;
}

/** A serial number of 127 random bits (RFC 5280 §4.1.2.2: positive, at most 20 octets). */
export function newSerial(): Buffer {
  const serial = randomBytes(16);
  serial[0] = (serial[0]! & 0x7f) | 0x40;
  return serial;
}

/**
 * Issues one certificate by its profile. Without an issuer it is self-signed with `privateKey`.
 * Validity runs from `from`, in whole seconds, for the years of the profile, but never beyond the issuer's own end.
 */
export function issueCertificate(order: {
  profile: CertificateProfile;
  subject: DistinguishedName;
  publicKey: KeyObject;
  from: Date;
  issuer: Issuer | { privateKey: KeyObject };
}): Certificate {
  const { profile, publicKey, issuer } = order;
  const parent = 'certificate' in issuer ? issuer.certificate : undefined;
  const signingCurve = curveOf(issuer.privateKey);
  if (!signingCurve || curveOf(publicKey) !== profile.curve)
    throw new Error('the key is not on the curve of its profile');
  const algorithm = SIGNATURE_ALGORITHM[signingCurve];
  const until = new Date(order.from);
  until.setUTCFullYear(until.getUTCFullYear() + profile.validity_years);
  const end = parent && parent.until < until ? parent.until : until;
  const subject = encodeName(order.subject);
  const keyInfo = publicKey.export({ type: 'spki', format: 'der' });
  const keyId = keyIdentifier(keyInfo);

  const extension = (oid: string, critical: boolean, value: Buffer) =>
    sequence(objectId(oid), ...(critical ? [boolean(true)] : []), octetString(value));
  const extensions = [
    extension(
      OID.basicConstraints,
      true,
      profile.authority ? sequence(boolean(true), integer(profile.authority.pathLength)) : sequence(),
    ),
    extension(OID.keyUsage, true, encodeKeyUsage(profile.keyUsage)),
    ...(profile.extendedKeyUsage.length > 0
      ? [extension(OID.extendedKeyUsage, false, sequence(...profile.extendedKeyUsage.map(objectId)))]
      : []),
    extension(OID.subjectKeyIdentifier, false, octetString(keyId)),
    extension(
      OID.authorityKeyIdentifier,
      false,
      sequence(element(contextTag(0, 'primitive'), parent ? parent.keyId : keyId)),
    ),
    ...(profile.policy
      ? [extension(OID.certificatePolicies, false, sequence(sequence(objectId(profile.policy))))]
      : []),
  ];

  const toSign = sequence(
    element(contextTag(0), integer(2)),
    integer(newSerial()),
    sequence(objectId(algorithm.oid)),
    parent ? parent.subject : subject,
    sequence(time(order.from), time(end)),
    subject,
    keyInfo,
    element(contextTag(3), sequence(...extensions)),
  );
  const signature = sign(algorithm.digest, toSign, issuer.privateKey);
  return readCertificate(sequence(toSign, sequence(objectId(algorithm.oid)), bitString(signature)));
}

/** SHA-1 of the key's bits, method 1 of RFC 5280 §4.2.1.2: a name for the key, not a protection. */
function keyIdentifier(keyInfo: Buffer): Buffer {
  const bits = readWholeBits(readMembers(readOnly(keyInfo, TAG.sequence))[1]);
  return createHash('sha1').update(bits).digest();
}

function encodeKeyUsage(bits: readonly number[]): Buffer {
  const last = Math.max(...bits);
  const bytes = Buffer.alloc((last >> 3) + 1);
  for (const bit of bits) bytes[bit >> 3] = bytes[bit >> 3]! | (0x80 >> (bit & 7));
  return bitString(bytes, 7 - (last & 7));
}

/** A certificate that was read. Byte fields are as they stand in it. */
export interface Certificate {
  der: Buffer;
  toSign: Buffer;
  signatureAlgorithm: string;
  signature: Buffer;
  /** Contents of the serial number, and the same in hexadecimal. */
  serialBytes: Buffer;
  serial: string;
  issuer: Buffer;
  subject: Buffer;
  /** organizationName of the subject. */
  organization: string;
  /** organizationIdentifier of the subject. */
  organizationIdentifier?: string;
  commonName: string;
  from: Date;
  until: Date;
  publicKey: KeyObject;
  authority?: { pathLength?: number };
  keyUsage?: ReadonlySet<number>;
  extendedKeyUsage?: readonly string[];
  keyId: Buffer;
  issuerKeyId?: Buffer;
  /** Critical extensions that we do not know: a certificate with one must be refused (RFC 5280 §4.2). */
  unknownCritical: readonly string[];
}

/** Reads a certificate. Throws MalformedDer for anything that is not a version 3 certificate in DER. */
export function readCertificate(der: Uint8Array): Certificate {
  const outer = readOnly(der, TAG.sequence);
  const [toSign, outerAlgorithm, signature, ...more] = readMembers(outer);
  if (more.length > 0) throw new MalformedDer('certificate');
  const [version, serial, algorithm, issuer, validity, subject, keyInfo, ...rest] = readMembers(
    expectTag(toSign, TAG.sequence),
  );
  if (readSmallInteger(readMembers(expectTag(version, contextTag(0)))[0]) !== 2)
    throw new MalformedDer('not version 3');
  if (!algorithm || !outerAlgorithm?.whole.equals(algorithm.whole)) throw new MalformedDer('two different algorithms');
  const [oid, ...parameters] = readMembers(expectTag(algorithm, TAG.sequence));
  if (parameters.length > 1) throw new MalformedDer('algorithm');
  const { contents: serialBytes } = expectTag(serial, TAG.integer);
  if (serialBytes.length === 0 || serialBytes.length > 20 || serialBytes[0]! & 0x80) throw new MalformedDer('serial');
  const [from, until] = readMembers(expectTag(validity, TAG.sequence));
  const names = readName(expectTag(subject, TAG.sequence));
  const key = expectTag(keyInfo, TAG.sequence).whole;
  return {
    der: outer.whole,
    toSign: toSign!.whole,
    signatureAlgorithm: readObjectId(oid),
    signature: readWholeBits(signature),
    serialBytes,
    serial: serialBytes.toString('hex'),
    issuer: expectTag(issuer, TAG.sequence).whole,
    subject: subject!.whole,
    organization: names.get(OID.organization) ?? '',
    ...(names.has(OID.organizationIdentifier) && { organizationIdentifier: names.get(OID.organizationIdentifier)! }),
    commonName: names.get(OID.commonName) ?? '',
    from: readTime(from),
    until: readTime(until),
    publicKey: readPublicKey(key),
    ...readExtensions(rest, key),
  };
}

function readPublicKey(keyInfo: Buffer): KeyObject {
  try {
    return createPublicKey({ key: keyInfo, format: 'der', type: 'spki' });
  } catch {
    throw new MalformedDer('public key');
  }
}

function readName(name: DerElement): Map<string, string> {
  const found = new Map<string, string>();
  for (const part of readMembers(name)) {
    for (const attribute of readMembers(expectTag(part, TAG.set), 4)) {
      const [oid, value] = readMembers(expectTag(attribute, TAG.sequence));
      const kind = readObjectId(oid);
      // Other attributes may carry other string types; only those shown to people have to be readable.
      const shown = kind === OID.organization || kind === OID.organizationIdentifier || kind === OID.commonName;
      if (shown && value) found.set(kind, readText(value));
    }
  }
  return found;
}

type Extensions = Pick<
  Certificate,
  'authority' | 'keyUsage' | 'extendedKeyUsage' | 'keyId' | 'issuerKeyId' | 'unknownCritical'
>;

function readExtensions(rest: DerElement[], keyInfo: Buffer): Extensions {
  const read: Extensions & { unknownCritical: string[] } = { keyId: keyIdentifier(keyInfo), unknownCritical: [] };
  if (rest.length === 0) return read;
  // issuerUniqueID and subjectUniqueID, which may stand before, are of version 2 and forbidden to issuers of today.
  if (rest.length > 1) throw new MalformedDer('unique identifiers');
  const [list] = readMembers(expectTag(rest[0], contextTag(3)));
  const seen = new Set<string>();
  for (const item of readMembers(expectTag(list, TAG.sequence))) {
    const [name, second, third] = readMembers(expectTag(item, TAG.sequence));
    const oid = readObjectId(name);
    if (seen.has(oid)) throw new MalformedDer('extension given twice');
    seen.add(oid);
    const critical = third ? readBoolean(second) : false;
    const value = expectTag(third ?? second, TAG.octetString).contents;
    switch (oid) {
      case OID.basicConstraints: {
        const [isAuthority, pathLength] = readMembers(readOnly(value, TAG.sequence));
        if (isAuthority && readBoolean(isAuthority)) {
          read.authority = pathLength ? { pathLength: readSmallInteger(pathLength) } : {};
        }
        break;
      }
      case OID.keyUsage:
        read.keyUsage = readKeyUsage(value);
        break;
      case OID.extendedKeyUsage:
        read.extendedKeyUsage = readMembers(readOnly(value, TAG.sequence)).map(readObjectId);
        break;
      case OID.subjectKeyIdentifier:
        read.keyId = readOnly(value, TAG.octetString).contents;
        break;
      case OID.authorityKeyIdentifier: {
        const keyId = readMembers(readOnly(value, TAG.sequence)).find(
          (part) => part.tag === contextTag(0, 'primitive'),
        );
        if (keyId) read.issuerKeyId = keyId.contents;
        break;
      }
      case OID.certificatePolicies:
        readMembers(readOnly(value, TAG.sequence));
        break;
      default:
        if (critical) read.unknownCritical.push(oid);
    }
  }
  return read;
}

function readKeyUsage(value: Buffer): Set<number> {
  const { contents } = readOnly(value, TAG.bitString);
  if (contents.length < 2 || contents.length > 3 || contents[0]! > 7) throw new MalformedDer('key usage');
  const bits = new Set<number>();
  for (let bit = 0; bit < (contents.length - 1) * 8; bit++) {
    if (contents[1 + (bit >> 3)]! & (0x80 >> (bit & 7))) bits.add(bit);
  }
  return bits;
}

/** Whether `signer` made the signature of `certificate`. Only ECDSA on P-256 and P-384 with its own digest is accepted. */
export function isSignedBy(certificate: Certificate, signer: Certificate): boolean {
  const curve = curveOf(signer.publicKey);
  const algorithm = curve && SIGNATURE_ALGORITHM[curve];
  if (!algorithm || certificate.signatureAlgorithm !== algorithm.oid) return false;
  return verify(algorithm.digest, certificate.toSign, signer.publicKey, certificate.signature);
}

/** The certificate in PEM (RFC 7468). */
export function toPem(certificate: Certificate): string {
  const lines = certificate.der.toString('base64').match(/.{1,64}/g)!;
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}
