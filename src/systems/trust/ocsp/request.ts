import {
  contextTag,
  expectTag,
  MalformedDer,
  readMembers,
  readObjectId,
  readOnly,
  readSmallInteger,
  TAG,
  type DerElement,
} from '../asn1/der.ts';
import { readExtensionList } from '../certificate/extensions.ts';

/** Requests of the Online Certificate Status Protocol (RFC 6960 §4.1). */

/** Most certificates of one request. */
const MOST_ASKED = 16;
/** RFC 9654 §2.1: a nonce has 1 to 128 octets. */
const MOST_NONCE_BYTES = 128;

const NONCE = '1.3.6.1.5.5.7.48.1.2';
/** Hashes that a certificate's issuer is named by. */
const HASHES: Readonly<Record<string, 'sha1' | 'sha256'>> = {
  '1.3.14.3.2.26': 'sha1',
  '2.16.840.1.101.3.4.2.1': 'sha256',
};

/** A certificate that is asked about (CertID): hashes of its issuer's name and key, and its serial number. */
export interface CertificateId {
  /** As it was sent, to be answered the same. */
  whole: Buffer;
  /** Hash, hash of the name, hash of the key, in one text. */
  issuer: string;
  serial: string;
}

export interface OcspRequest {
  asked: readonly CertificateId[];
  /** The nonce as an Extension, as it was sent. */
  nonce: Buffer | undefined;
}

/** Reads an OCSPRequest. A signature on it is not looked at, as the answers are for everyone. Throws MalformedDer. */
export function readOcspRequest(bytes: Uint8Array): OcspRequest {
  const [toBeSigned, signature, ...more] = readMembers(readOnly(bytes, TAG.sequence), 3);
  if (more.length > 0 || (signature && signature.tag !== contextTag(0))) throw new MalformedDer('OCSP request');
  const rest = readMembers(expectTag(toBeSigned, TAG.sequence), 4);
  const next = (tag: number): DerElement | undefined => (rest[0]?.tag === tag ? rest.shift() : undefined);
  const version = next(contextTag(0));
  if (version && readSmallInteger(readMembers(version, 1)[0]) !== 0) throw new MalformedDer('version');
  next(contextTag(1));
  const list = readMembers(expectTag(rest.shift(), TAG.sequence), MOST_ASKED);
  const extensions = next(contextTag(2));
  if (list.length === 0 || rest.length > 0) throw new MalformedDer('OCSP request');
  return { asked: list.map(readAsked), nonce: extensions && readNonce(extensions) };
}

function readAsked(request: DerElement): CertificateId {
  const [id, extensions, ...more] = readMembers(expectTag(request, TAG.sequence), 3);
  if (more.length > 0 || (extensions && extensions.tag !== contextTag(0))) throw new MalformedDer('OCSP request');
  const [algorithm, name, key, serial, ...others] = readMembers(expectTag(id, TAG.sequence), 5);
  if (others.length > 0) throw new MalformedDer('certificate identifier');
  const [oid] = readMembers(expectTag(algorithm, TAG.sequence), 2);
  const hash = HASHES[readObjectId(oid)] ?? 'another hash';
  const { contents } = expectTag(serial, TAG.integer);
  if (contents.length === 0 || contents.length > 21) throw new MalformedDer('serial');
  const hex = (of: DerElement | undefined) => expectTag(of, TAG.octetString).contents.toString('hex');
  return { whole: id!.whole, issuer: `${hash} ${hex(name)} ${hex(key)}`, serial: contents.toString('hex') };
}

/** The nonce of a request; other extensions are for others, unless one is critical. */
function readNonce(tagged: DerElement): Buffer | undefined {
  const [list, ...more] = readMembers(tagged, 2);
  if (more.length > 0) throw new MalformedDer('extensions');
  const extensions = readExtensionList(list);
  if (extensions.some(({ oid, critical }) => critical && oid !== NONCE)) throw new MalformedDer('critical extension');
  const at = extensions.findIndex(({ oid }) => oid === NONCE);
  if (at < 0) return undefined;
  const { length } = readOnly(extensions[at]!.value, TAG.octetString).contents;
  if (length === 0 || length > MOST_NONCE_BYTES) throw new MalformedDer('nonce');
  return readMembers(list!)[at]!.whole;
}
