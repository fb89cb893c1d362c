import { hash as digestOf } from 'node:crypto';
import { now } from '../../../kernel/clock.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import {
  bitString,
  contextTag,
  expectTag,
  MalformedDer,
  readMembers,
  readObjectId,
  readOnly,
  readSmallInteger,
  readTime,
  sequence,
  TAG,
} from '../asn1/der.ts';
import { readCertificate, type Certificate } from '../certificate/certificate.ts';
import { lint } from '../linting/issue.ts';
import { readCheckpoint } from '../log/note.ts';
import { readRevocationList } from '../path/revocation-list.ts';
import {
  AUTHORITIES,
  OCSP_SIGNING,
  POST_QUANTUM_AUTHORITIES,
  PROFILES,
  TIME_STAMP_POLICY,
  type ProfileName,
} from '../rules.ts';
import type { KeyUse, SignedKind, ToSign } from './private-key.ts';

/** What a key signs, by what it was made for; all else is refused, whoever asks. */

const KINDS: Readonly<Record<KeyUse, readonly SignedKind[]>> = {
  authority: ['certificate', 'list', 'request'],
  seal: ['attributes', 'xml', 'jws'],
  'time-stamp': ['attributes'],
  answer: ['answer'],
  'trusted-list': ['xml'],
  checkpoint: ['checkpoint'],
  person: ['attributes', 'xml', 'jws', 'digest'],
};

const OID = {
  data: '1.2.840.113549.1.7.1',
  stampInfo: '1.2.840.113549.1.9.16.1.4',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingCertificate: '1.2.840.113549.1.9.16.2.47',
} as const;

/** A time that is told may be so far from the signer's clock. */
const MOST_CLOCK_DIFFERENCE_MS = 60_000;
const MOST_TOLD = 64;
const MOST_READ = 256;

/** A key, as far as it decides what it signs. */
export interface KeyFacts {
  use: KeyUse;
  keyInfo: Buffer;
}

/**
 * Refuses `trust.key_not_for_this`, with what is wrong, for anything that a key of this use does not sign: other kinds of things, things of
 * that kind that are malformed, against our own rules of certificates, of another time than now, or that do not name the key's own certificate.
 */
export function assertPermitted(key: KeyFacts, asked: ToSign): void {
  const problem = KINDS[key.use].includes(asked.kind) ? findProblem(key, asked) : `no ${asked.kind}`;
  if (problem) throw new Refusal('trust.key_not_for_this', 403, { values: { use: key.use, problem } });
}

function findProblem(key: KeyFacts, asked: ToSign): string | undefined {
  try {
    const own = asked.by && certificateOf(asked.by);
    if (own && !own.keyInfo.equals(key.keyInfo)) return 'the certificate of another key';
    const bytes = Buffer.from(asked.bytes.buffer, asked.bytes.byteOffset, asked.bytes.length);
    switch (asked.kind) {
      case 'certificate':
        return certificateProblem(key, bytes, own, asked.profile);
      case 'request':
        return requestProblem(key, bytes);
      case 'checkpoint':
        return readCheckpoint(bytes.toString('utf8')) ? undefined : 'no checkpoint';
      case 'digest':
        return bytes.length === 32 ? undefined : 'no SHA-256';
      default:
        return own ? ownProblem(key, { ...asked, bytes }, own) : 'without its certificate';
    }
  } catch (error) {
    if (error instanceof MalformedDer || error instanceof SyntaxError) return `malformed: ${error.message}`;
    throw error;
  }
}

function ownProblem(key: KeyFacts, { kind, bytes, beside }: ToSign & { bytes: Buffer }, own: OwnCertificate) {
  switch (kind) {
    case 'list':
      return listProblem(bytes, own);
    case 'answer':
      return answerProblem(bytes, own);
    case 'attributes':
      return attributesProblem(bytes, { own, beside, isStamp: key.use === 'time-stamp' });
    case 'xml':
      return xmlProblem(bytes, beside, own);
    default:
      return jwsProblem(bytes, own);
  }
}

/** A certificate of a key, and its SHA-256, by which what it signs names it. */
interface OwnCertificate extends Certificate {
  sha256: Buffer;
}
const read = new Map<string, OwnCertificate>();
const readFrom = new WeakMap<Uint8Array, OwnCertificate>();

/** Certificates of keys come with each request, and are read once: in this process as the same bytes in memory, from another as equal ones. */
export function certificateOf(der: Uint8Array): OwnCertificate {
  const known = readFrom.get(der);
  if (known) return known;
  const hash = sha256(der);
  const name = hash.toString('base64');
  let certificate = read.get(name);
  if (!certificate) {
    certificate = { ...readCertificate(Buffer.from(der)), sha256: hash };
    if (read.size >= MOST_READ) read.clear();
    read.set(name, certificate);
  }
  readFrom.set(der, certificate);
  return certificate;
}

const sha256 = (bytes: Uint8Array): Buffer => digestOf('sha256', bytes, 'buffer');

/** What is signed, in the shape in which it is read: with the algorithm that stands in it, and without a value. */
const unsigned = (toSign: Buffer, algorithm: Buffer): Buffer => sequence(toSign, algorithm, bitString(Buffer.of(0)));

const isProfile = (name: string | undefined): name is ProfileName =>
  name !== undefined && Object.hasOwn(PROFILES, name);

/** Whether nobody signs an authority of this name but itself. */
const isRoot = (name: ProfileName): boolean =>
  [...AUTHORITIES, ...POST_QUANTUM_AUTHORITIES].some(({ profile, issuer }) => profile === name && issuer === undefined);

/** A certificate that is to be signed, as it would be. Throws MalformedDer. */
export const readUnsigned = (bytes: Buffer): Certificate =>
  readCertificate(unsigned(bytes, expectTag(readMembers(readOnly(bytes, TAG.sequence))[2], TAG.sequence).whole));

function certificateProblem(
  key: KeyFacts,
  bytes: Buffer,
  issuer: Certificate | undefined,
  profile: string | undefined,
): string | undefined {
  if (!isProfile(profile)) return 'no profile';
  const draft = readUnsigned(bytes);
  if (!issuer && (!isRoot(profile) || !draft.keyInfo.equals(key.keyInfo))) return 'no issuer';
  const broken = lint(draft, { profile: PROFILES[profile], at: now(), ...(issuer && { issuer }) });
  return broken.length > 0 ? broken.map(({ name }) => name).join(', ') : undefined;
}

function listProblem(bytes: Buffer, own: Certificate): string | undefined {
  const list = readRevocationList(
    unsigned(bytes, expectTag(readMembers(readOnly(bytes, TAG.sequence))[1], TAG.sequence).whole),
  );
  if (!own.subject.equals(expectTag(readMembers(readOnly(bytes, TAG.sequence))[2], TAG.sequence).whole))
    return 'a list of another';
  if (list.issuerKeyId?.equals(own.keyId) !== true || list.number === undefined) return 'a list without key or number';
  return !list.nextUpdate || list.hasUnknownCritical ? 'a list that nobody could use' : undefined;
}

/** CertificationRequestInfo (RFC 2986 §4.1) of the key itself, without attributes. */
function requestProblem(key: KeyFacts, bytes: Buffer): string | undefined {
  const [version, subject, keyInfo, attributes, ...more] = readMembers(readOnly(bytes, TAG.sequence));
  expectTag(subject, TAG.sequence);
  const isPlain = readSmallInteger(version) === 0 && more.length === 0 && attributes?.contents.length === 0;
  return isPlain && keyInfo?.whole.equals(key.keyInfo) ? undefined : 'a request for another key';
}

/** ResponseData (RFC 6960 §4.2.1), by the key of a responder that is named by it, of now. */
function answerProblem(bytes: Buffer, own: Certificate): string | undefined {
  if (!own.extendedKeyUsage?.includes(OCSP_SIGNING)) return 'not by a responder';
  const [responder, producedAt, responses, ...more] = readMembers(readOnly(bytes, TAG.sequence));
  const keyId = readMembers(expectTag(responder, contextTag(2)))[0];
  if (!expectTag(keyId, TAG.octetString).contents.equals(own.keyId)) return 'an answer of another';
  if (!isNow(readTime(expectTag(producedAt, TAG.generalizedTime)))) return 'of another time';
  const told = readMembers(expectTag(responses, TAG.sequence), MOST_TOLD);
  for (const one of told) expectTag(readMembers(expectTag(one, TAG.sequence))[0], TAG.sequence);
  return told.length > 0 && more.every(({ tag }) => tag === contextTag(1)) ? undefined : 'no answer';
}

const isNow = (at: Date): boolean => Math.abs(at.getTime() - now().getTime()) <= MOST_CLOCK_DIFFERENCE_MS;

/** The values of signed attributes (RFC 5652 §5.4) by their types, each once with one value; undefined where that is not so. Throws MalformedDer. */
export function readSignedAttributes(bytes: Buffer): Map<string, Buffer> | undefined {
  const found = new Map<string, Buffer>();
  for (const attribute of readMembers(readOnly(bytes, TAG.set))) {
    const [oid, values] = readMembers(expectTag(attribute, TAG.sequence));
    const [value, ...more] = readMembers(expectTag(values, TAG.set));
    const name = readObjectId(oid);
    if (!value || more.length > 0 || found.has(name)) return undefined;
    found.set(name, value.whole);
  }
  return found;
}

function attributesProblem(
  bytes: Buffer,
  { own, beside, isStamp }: { own: OwnCertificate; beside: Uint8Array | undefined; isStamp: boolean },
): string | undefined {
  const found = readSignedAttributes(bytes);
  if (!found) return 'an attribute given twice';
  const [type, digest, certificate] = [OID.contentType, OID.messageDigest, OID.signingCertificate].map((oid) =>
    found.get(oid),
  );
  if (!type || !digest || !certificate) return 'no signed attributes';
  // SigningCertificateV2 (RFC 5035 §3): the first certificate, by its SHA-256, which is the default and so not named.
  const [named] = readMembers(readMembers(readOnly(certificate, TAG.sequence))[0]!);
  const [hash] = readMembers(expectTag(named, TAG.sequence));
  if (!expectTag(hash, TAG.octetString).contents.equals(own.sha256)) return 'without its certificate in them';
  const contentType = readObjectId(readOnly(type, TAG.objectId));
  if (!isStamp) return contentType === OID.data ? undefined : 'another type of content';
  const told = readOnly(digest, TAG.octetString).contents;
  if (contentType !== OID.stampInfo || !beside || !sha256(beside).equals(told)) return 'no time stamp';
  return stampProblem(beside);
}

/** TSTInfo (RFC 3161 §2.4.2), by our policy and of now. */
function stampProblem(bytes: Uint8Array): string | undefined {
  const [version, policy, imprint, , at] = readMembers(readOnly(bytes, TAG.sequence));
  const [algorithm, hash] = readMembers(expectTag(imprint, TAG.sequence));
  expectTag(algorithm, TAG.sequence);
  expectTag(hash, TAG.octetString);
  if (readSmallInteger(version) !== 1 || readObjectId(policy) !== TIME_STAMP_POLICY)
    return 'a time stamp by another policy';
  return isNow(readTime(expectTag(at, TAG.generalizedTime))) ? undefined : 'of another time';
}

const PROPERTIES = 'http://uri.etsi.org/01903#SignedProperties';

/** SignedInfo as we write it, over SignedProperties that name the certificate: in canonical form no text can look like a tag. */
function xmlProblem(bytes: Buffer, beside: Uint8Array | undefined, own: OwnCertificate): string | undefined {
  const info = bytes.toString('utf8');
  const properties = Buffer.from(beside ?? []);
  const digest = `<ds:DigestValue>${sha256(properties).toString('base64')}</ds:DigestValue></ds:Reference>`;
  const certificate =
    /<xades:CertDigest><ds:DigestMethod [^<>]*><\/ds:DigestMethod><ds:DigestValue[^<>]*>([A-Za-z0-9+/=]+)</;
  if (!info.startsWith('<ds:SignedInfo ') || !info.includes(` Type="${PROPERTIES}"`) || !info.includes(digest))
    return 'no SignedInfo';
  const named = certificate.exec(properties.toString('utf8'))?.[1];
  const isNamed = properties.includes('<xades:SignedProperties ') && named === own.sha256.toString('base64');
  return isNamed ? undefined : 'without its certificate in it';
}

/** A JWS whose protected header names the certificate (RFC 7515 §4.1.8). */
function jwsProblem(bytes: Buffer, own: OwnCertificate): string | undefined {
  const dot = bytes.indexOf('.');
  const header = JSON.parse(
    Buffer.from(bytes.toString('latin1', 0, Math.max(dot, 0)), 'base64url').toString(),
  ) as unknown;
  const named = (header as Record<string, unknown> | null)?.['x5t#S256'];
  return named === own.sha256.toString('base64url') ? undefined : 'without its certificate in it';
}
