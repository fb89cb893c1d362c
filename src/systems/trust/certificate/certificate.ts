import { createHash, createPublicKey, randomFillSync, type KeyObject } from 'node:crypto';
import { EXTENSION, readCertificateExtensions, type CertificateExtensions } from './extensions.ts';
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
  readMembers,
  readObjectId,
  readOnly,
  readSmallInteger,
  readTime,
  readWholeBits,
  sequence,
  setOf,
  TAG,
  time,
  utf8String,
  type DerElement,
} from '../asn1/der.ts';
import type { PrivateKey } from '../keystore/private-key.ts';
import { readComparableName, textOf, type ComparableName } from '../path/name.ts';
import type { CertificateProfile } from '../rules.ts';
import { writeNameConstraints, writeNames, type MachineName } from './machine-name.ts';
import type { Signed, SigningKey } from './signature-scheme.ts';
import { keyKindOf, signatureWayOf } from './signature-way.ts';

/** X.509 version 3 certificates (RFC 5280): writing them by profile, and reading them strictly. */

const OID = {
  country: '2.5.4.6',
  organization: '2.5.4.10',
  organizationIdentifier: '2.5.4.97',
  commonName: '2.5.4.3',
  surname: '2.5.4.4',
  serialNumber: '2.5.4.5',
  title: '2.5.4.12',
  givenName: '2.5.4.42',
  emailAddress: '1.2.840.113549.1.9.1',
  dsa: '1.2.840.10040.4.1',
  authorityInfoAccess: '1.3.6.1.5.5.7.1.1',
  ocsp: '1.3.6.1.5.5.7.48.1',
  issuerCertificate: '1.3.6.1.5.5.7.48.2',
} as const;

/**
 * Who a certificate is for. `organizationIdentifier` and `serialNumber` are written as ETSI EN 319 412-1 §5.1.4 and §5.1.3
 * want them. A natural person has a given name and a serial number (EN 319 412-2 §4.2.4).
 */
export interface DistinguishedName {
  /** None where only a machine is named: then no country is either. */
  organization?: string;
  organizationIdentifier?: string;
  title?: string;
  surname?: string;
  givenName?: string;
  serialNumber?: string;
  /** None where the alternative names are all there is. */
  commonName?: string;
}

/**
 * The identifier of an agency in its certificate: a national scheme of two characters (ETSI EN 319 412-1 §5.1.4), here
 * MD for *mã định danh*, the code of Decision 20/2020/QĐ-TTg.
 */
export const AGENCY_IDENTIFIER_PREFIX = 'MD:VN-';

const COMMON_NAME_LENGTH = 64;
const EMPTY_NAME_BYTES = 2;

/** A name in DER, its attributes in one fixed order. */
export function encodeName(name: DistinguishedName): Buffer {
  const { commonName = '' } = name;
  const attribute = (oid: string, value: Buffer) => setOf(sequence(objectId(oid), value));
  const characters = Array.from(commonName);
  const shortName =
    characters.length > COMMON_NAME_LENGTH ? `${characters.slice(0, COMMON_NAME_LENGTH - 1).join('')}…` : commonName;
  const text = (oid: string, value: string | undefined) => (value ? [attribute(oid, utf8String(value))] : []);
  const isMachine = name.organization === undefined && name.serialNumber === undefined;
  return sequence(
    ...(isMachine ? [] : [attribute(OID.country, printableString('VN'))]),
    ...text(OID.organization, name.organization),
    ...text(OID.organizationIdentifier, name.organizationIdentifier),
    ...text(OID.title, name.title),
    ...text(OID.surname, name.surname),
    ...text(OID.givenName, name.givenName),
    ...(name.serialNumber ? [attribute(OID.serialNumber, printableString(name.serialNumber))] : []),
    ...text(OID.commonName, shortName),
  );
}

/** A certificate that may sign others, with its key. */
export interface Issuer {
  certificate: Certificate;
  privateKey: PrivateKey;
}

/** Addresses in a certificate: its issuer's revocation list, who answers about it, and its issuer's certificate. */
export interface StatusPlaces {
  list: string;
  /** None where nobody answers: a root whose key is locked away has its list only. */
  answers?: string;
  issuer: string;
}

const SERIAL_BYTES = 16;
/** Random bytes for many numbers, asked for together and each used once: asking takes much longer than they do. */
const random = Buffer.alloc(256 * SERIAL_BYTES);
let randomAt = random.length;

/** A serial number of 127 random bits (RFC 5280 §4.1.2.2: positive, at most 20 octets). */
export function newSerial(): Buffer {
  if (randomAt === random.length) {
    randomFillSync(random);
    randomAt = 0;
  }
  const serial = Buffer.from(random.subarray(randomAt, (randomAt += SERIAL_BYTES)));
  serial[0] = (serial[0]! & 0x7f) | 0x40;
  return serial;
}

/** A certificate that is wanted. */
export interface CertificateOrder {
  profile: CertificateProfile;
  subject: DistinguishedName;
  publicKey: KeyObject;
  /** Its SubjectPublicKeyInfo as it was sent; written from the key when it is not given. */
  keyInfo?: Buffer;
  from: Date;
  issuer: Issuer | { privateKey: PrivateKey };
  /** Where its revocation is told and its issuer's certificate lies; for a root nowhere. */
  places?: StatusPlaces | ((serialBytes: Buffer) => StatusPlaces);
  /** The names it answers under (RFC 5280 §4.2.1.6). */
  alternativeNames?: readonly MachineName[];
  /** An authority's: only under these may names be that it signs, addresses only where an address is among them. */
  permittedNames?: readonly string[];
}

/**
 * Issues one certificate by its profile, as it was ordered: nothing is asked of it. Whatever the house gives out is issued by
 * `issueChecked`. Without an issuer it is self-signed with `privateKey`.
 * Validity runs from `from`, in whole seconds, for the years of the profile, but never beyond the issuer's own end.
 */
export const issueCertificate = (order: CertificateOrder): Promise<Certificate> =>
  signDraft(draftCertificate(order), order);

/** The certificate as it will be, with a placeholder for its signature. */
export function draftCertificate(order: CertificateOrder): Certificate {
  const { profile, publicKey, issuer } = order;
  const parent = 'certificate' in issuer ? issuer.certificate : undefined;
  const algorithm = signatureWayOf(issuer.privateKey.publicKey);
  if (!profile.holderBringsKey && keyKindOf(publicKey) !== profile.algorithm)
    throw new Error('the key is not of the kind of its profile');
  const until = new Date(order.from);
  if ('years' in profile.lasts) until.setUTCFullYear(until.getUTCFullYear() + profile.lasts.years);
  else until.setUTCDate(until.getUTCDate() + profile.lasts.days);
  const end = parent && parent.until < until ? parent.until : until;
  const subject = encodeName(order.subject);
  const keyInfo = order.keyInfo ?? publicKey.export({ type: 'spki', format: 'der' });
  const keyId = keyIdentifier(keyInfo);
  const serial = newSerial();
  const places = typeof order.places === 'function' ? order.places(serial) : order.places;

  const extensions = [
    extension(
      EXTENSION.basicConstraints,
      true,
      profile.authority ? sequence(boolean(true), integer(profile.authority.pathLength)) : sequence(),
    ),
    extension(EXTENSION.keyUsage, true, encodeKeyUsage(profile.keyUsage)),
    ...(profile.extendedKeyUsage.length > 0
      ? [
          extension(
            EXTENSION.extendedKeyUsage,
            profile.extendedKeyUsageIsCritical ?? false,
            sequence(...profile.extendedKeyUsage.map(objectId)),
          ),
        ]
      : []),
    extension(EXTENSION.subjectKeyIdentifier, false, octetString(keyId)),
    extension(
      EXTENSION.authorityKeyIdentifier,
      false,
      sequence(element(contextTag(0, 'primitive'), parent ? parent.keyId : keyId)),
    ),
    ...(profile.policy
      ? [extension(EXTENSION.certificatePolicies, false, sequence(sequence(objectId(profile.policy))))]
      : []),
    ...(profile.isNotAskedAbout ? [extension(EXTENSION.notAskedAbout, false, element(TAG.null))] : []),
    ...(places && !profile.isNotAskedAbout ? placeExtensions(places) : []),
    ...(order.alternativeNames?.length
      ? [
          // Critical where nothing else says who this is (RFC 5280 §4.2.1.6).
          extension(EXTENSION.subjectAltName, subject.length === EMPTY_NAME_BYTES, writeNames(order.alternativeNames)),
        ]
      : []),
    ...(order.permittedNames?.length
      ? [extension(EXTENSION.nameConstraints, true, writeNameConstraints(order.permittedNames))]
      : []),
  ];

  const toSign = sequence(
    element(contextTag(0), integer(2)),
    integer(serial),
    sequence(objectId(algorithm.oid)),
    parent ? parent.subject : subject,
    sequence(time(order.from), time(end)),
    subject,
    keyInfo,
    element(contextTag(3), sequence(...extensions)),
  );
  return readCertificate(sequence(toSign, sequence(objectId(algorithm.oid)), bitString(Buffer.of(0))));
}

/** The draft with its signature, by the key of its issuer. */
export async function signDraft(
  draft: Certificate,
  { issuer, profile }: Pick<CertificateOrder, 'issuer' | 'profile'>,
): Promise<Certificate> {
  const { oid } = signatureWayOf(issuer.privateKey.publicKey);
  const signature = await issuer.privateKey.sign({
    kind: 'certificate',
    bytes: draft.toSign,
    profile: profile.name,
    ...('certificate' in issuer && { by: issuer.certificate.der }),
  });
  return { ...draft, signature, der: sequence(draft.toSign, sequence(objectId(oid)), bitString(signature)) };
}

/** An extension ready to be written (RFC 5280 §4.2). */
export const extension = (oid: string, critical: boolean, value: Uint8Array): Buffer =>
  sequence(objectId(oid), ...(critical ? [boolean(true)] : []), octetString(value));

/** cRLDistributionPoints and authorityInfoAccess (RFC 5280 §4.2.1.13, §4.2.2.1). */
function placeExtensions({ list, answers, issuer }: StatusPlaces): Buffer[] {
  const address = (text: string) => element(contextTag(6, 'primitive'), Buffer.from(text, 'ascii'));
  const fullName = element(contextTag(0), element(contextTag(0), address(list)));
  const access = (method: string, text: string) => sequence(objectId(method), address(text));
  return [
    extension(EXTENSION.distributionPoints, false, sequence(sequence(fullName))),
    extension(
      OID.authorityInfoAccess,
      false,
      sequence(...(answers === undefined ? [] : [access(OID.ocsp, answers)]), access(OID.issuerCertificate, issuer)),
    ),
  ];
}

/** SHA-1 of the key's bits, method 1 of RFC 5280 §4.2.1.2: a name for the key, not a protection. */
function keyIdentifier(keyInfo: Buffer): Buffer {
  return createHash('sha1').update(keyBits(keyInfo)).digest();
}

/** The bits of a public key, without its algorithm. */
export const keyBits = (keyInfo: Buffer): Buffer => readWholeBits(readMembers(readOnly(keyInfo, TAG.sequence))[1]);

/** SHA-256 of a certificate's key, by which the same key is found again. */
export const keyHashOf = ({ keyInfo }: Pick<Certificate, 'keyInfo'>): Buffer =>
  createHash('sha256').update(keyInfo).digest();

function encodeKeyUsage(bits: readonly number[]): Buffer {
  const last = Math.max(...bits);
  const bytes = Buffer.alloc((last >> 3) + 1);
  for (const bit of bits) bytes[bit >> 3] = bytes[bit >> 3]! | (0x80 >> (bit & 7));
  return bitString(bytes, 7 - (last & 7));
}

/** A certificate that was read. Byte fields are as they stand in it. */
export interface Certificate extends Omit<CertificateExtensions, 'ownKeyId'>, Signed {
  der: Buffer;
  /** Contents of the serial number, and the same in hexadecimal. */
  serialBytes: Buffer;
  serial: string;
  issuer: Buffer;
  subject: Buffer;
  /** Both names as they are compared. */
  issuerName: ComparableName;
  subjectName: ComparableName;
  /** organizationName of the subject. */
  organization: string;
  /** organizationIdentifier of the subject. */
  organizationIdentifier?: string;
  commonName: string;
  /** Whether it names a natural person, by a given name (ETSI EN 319 412-2 §4.2.4); what stands as the organisation is then the person's. */
  isPerson: boolean;
  /** Addresses in the subject itself, as old certificates have them (RFC 5280 §4.1.2.6). */
  emailAddresses: readonly string[];
  from: Date;
  until: Date;
  /** SubjectPublicKeyInfo, and the key; undefined when it inherits its parameters from its issuer's (RFC 3279 §2.3.2). */
  keyInfo: Buffer;
  publicKey: KeyObject | undefined;
  keyId: Buffer;
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
  const { contents: serialBytes } = expectTag(serial, TAG.integer);
  // Others have issued negative numbers; they are told apart by their bytes like all (RFC 5280 §4.1.2.2).
  if (serialBytes.length === 0 || serialBytes.length > 21) throw new MalformedDer('serial');
  const [from, until] = readMembers(expectTag(validity, TAG.sequence));
  const names = readName(expectTag(subject, TAG.sequence));
  const key = expectTag(keyInfo, TAG.sequence).whole;
  // Old issuers put unique identifiers of issuer and subject before, which no one reads (RFC 5280 §4.1.2.8).
  const list = rest.filter(({ tag }) => tag !== contextTag(1, 'primitive') && tag !== contextTag(2, 'primitive'));
  if (list.length > 1 || rest.length > 3) throw new MalformedDer('members of a certificate');
  const { ownKeyId, ...extensions } = list[0]
    ? readCertificateExtensions(readMembers(expectTag(list[0], contextTag(3)), 1)[0])
    : { unknownCritical: [] };
  return {
    der: outer.whole,
    toSign: toSign!.whole,
    signatureAlgorithm: readSignatureAlgorithm(algorithm, outerAlgorithm),
    signature: readWholeBits(signature),
    serialBytes,
    serial: serialBytes.toString('hex'),
    issuer: expectTag(issuer, TAG.sequence).whole,
    subject: subject!.whole,
    issuerName: readComparableName(issuer!),
    subjectName: readComparableName(subject!),
    organization: names.get(OID.organization)?.[0] ?? '',
    ...(names.has(OID.organizationIdentifier) && {
      organizationIdentifier: names.get(OID.organizationIdentifier)![0]!,
    }),
    commonName: names.get(OID.commonName)?.[0] ?? '',
    isPerson: names.has(OID.givenName),
    emailAddresses: names.get(OID.emailAddress) ?? [],
    from: readTime(from),
    until: readTime(until),
    keyInfo: key,
    publicKey: readPublicKey(key),
    keyId: ownKeyId ?? keyIdentifier(key),
    ...extensions,
  };
}

/** The algorithm of something signed, which stands inside and outside and must be the same (RFC 5280 §4.1.1.2). */
export function readSignatureAlgorithm(inside: DerElement | undefined, outside: DerElement | undefined): string {
  if (!inside || !outside?.whole.equals(inside.whole)) throw new MalformedDer('two different algorithms');
  const [oid, ...parameters] = readMembers(expectTag(inside, TAG.sequence));
  if (parameters.length > 1 || (parameters[0] && !parameters[0].whole.equals(NULL)))
    throw new MalformedDer('algorithm');
  return readObjectId(oid);
}

const NULL = Buffer.of(TAG.null, 0);

/** The key with the parameters of its issuer's where it has none of its own; undefined when that gives no key. */
export function keyWithParameters({ keyInfo, publicKey }: Certificate, issuerKeyInfo: Buffer): SigningKey | undefined {
  if (publicKey) return { key: publicKey, info: keyInfo };
  const [own, bits] = readMembers(readOnly(keyInfo, TAG.sequence));
  const [issuers] = readMembers(readOnly(issuerKeyInfo, TAG.sequence));
  if (!own || !bits || !issuers) return undefined;
  const [oid] = readMembers(own);
  const [issuersOid, parameters] = readMembers(issuers);
  if (!oid || !parameters || !issuersOid?.whole.equals(oid.whole)) return undefined;
  const info = sequence(sequence(oid.whole, parameters.whole), bits.whole);
  const key = readPublicKey(info);
  return key && { key, info };
}

const MOST_KEYS_KEPT = 512;
/** Keys of authorities come again with every document, and making one costs half as much as using it. */
const keysKept = new Map<string, KeyObject>();

/** The key of a SubjectPublicKeyInfo; undefined when it has no parameters of its own. Throws MalformedDer. */
export function readPublicKey(keyInfo: Buffer): KeyObject | undefined {
  const [algorithm] = readMembers(readOnly(keyInfo, TAG.sequence));
  const [oid, parameters] = readMembers(expectTag(algorithm, TAG.sequence));
  if (!parameters && readObjectId(oid) === OID.dsa) return undefined;
  const name = keyInfo.toString('base64');
  const kept = keysKept.get(name);
  if (kept) return kept;
  let key: KeyObject;
  try {
    key = createPublicKey({ key: keyInfo, format: 'der', type: 'spki' });
  } catch {
    throw new MalformedDer('public key');
  }
  if (keysKept.size >= MOST_KEYS_KEPT) keysKept.clear();
  keysKept.set(name, key);
  return key;
}

/** The common name in a distinguished name as it stands, or its organisation's. */
export function commonNameIn(name: Buffer): string {
  const texts = readName(readOnly(name, TAG.sequence));
  return texts.get(OID.commonName)?.[0] ?? texts.get(OID.organization)?.[0] ?? '';
}

function readName(name: DerElement): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const part of readMembers(name)) {
    for (const attribute of readMembers(expectTag(part, TAG.set), 8)) {
      const [oid, value] = readMembers(expectTag(attribute, TAG.sequence));
      const text = value && textOf(value);
      if (text === undefined) continue;
      const kind = readObjectId(oid);
      const texts = found.get(kind);
      if (texts) texts.push(text);
      else found.set(kind, [text]);
    }
  }
  return found;
}

/** The certificate in PEM (RFC 7468). */
export function toPem(certificate: Pick<Certificate, 'der'>): string {
  const lines = certificate.der.toString('base64').match(/.{1,64}/g)!;
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}
