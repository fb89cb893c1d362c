import { verify, type KeyObject } from 'node:crypto';
import { Refusal } from '../../../kernel/refusal.ts';
import {
  bitString,
  contextTag,
  element,
  expectTag,
  integer,
  MalformedDer,
  objectId,
  readMembers,
  readObjectId,
  readOnly,
  readSmallInteger,
  readWholeBits,
  sequence,
  TAG,
  type DerElement,
} from '../asn1/der.ts';
import { readPublicKey } from '../certificate/certificate.ts';
import { curveOf, SIGNATURE_ALGORITHM } from '../certificate/signature-way.ts';
import { EXTENSION, readExtensionList } from '../certificate/extensions.ts';
import { addressText, readMachineName, type MachineName } from '../certificate/machine-name.ts';
import { knownDetails } from '../certificate/signature-scheme.ts';
import type { PrivateKey } from '../keystore/private-key.ts';
import { keyKindOf } from '../certificate/signature-way.ts';
import { readGeneralNames } from '../path/general-name.ts';
import { readComparableName, textOf, type ComparableName } from '../path/name.ts';

/** Largest request: 16 KiB hold a hundred names and any key that we take. */
export const MOST_REQUEST_BYTES = 16 * 1024;
/** Most names of one certificate. */
export const MOST_NAMES = 100;
const MOST_RSA_BITS = 8192;

const COMMON_NAME = '2.5.4.3';
const EXTENSION_REQUEST = '1.2.840.113549.1.9.14';

/** A request for a certificate (PKCS #10, RFC 2986), whose sender has shown that he holds the key. */
export interface CertificationRequest {
  der: Buffer;
  publicKey: KeyObject;
  /** Its SubjectPublicKeyInfo as it was sent. */
  keyInfo: Buffer;
  commonName: string | undefined;
  /** Its subject, as names are compared. */
  subjectName: ComparableName;
  /** The alternative names alone. */
  alternativeNames: readonly MachineName[];
  /** The names that the certificate is to have, each once: alternative names, and the common name where it is one. */
  names: readonly MachineName[];
}

/**
 * Writes a CertificationRequest (RFC 2986 §4) for a key on a curve of ours, signed with it, without attributes: what the certificate is
 * to have, its profile says.
 */
export async function writeCertificationRequest(wanted: { subject: Buffer; privateKey: PrivateKey }): Promise<Buffer> {
  const { publicKey } = wanted.privateKey;
  const curve = curveOf(publicKey);
  if (!curve) throw new Error('the key is on no curve we sign with');
  const { oid } = SIGNATURE_ALGORITHM[curve];
  const keyInfo = publicKey.export({ type: 'spki', format: 'der' });
  const toSign = sequence(integer(0), wanted.subject, keyInfo, element(contextTag(0)));
  const signature = await wanted.privateKey.sign({ kind: 'request', bytes: toSign });
  return sequence(toSign, sequence(objectId(oid)), bitString(signature));
}

const digestOf: Readonly<Record<string, { kind: 'ec' | 'rsa' | 'ed25519'; digest: string | null }>> = {
  '1.2.840.10045.4.3.2': { kind: 'ec', digest: 'sha256' },
  '1.2.840.10045.4.3.3': { kind: 'ec', digest: 'sha384' },
  '1.2.840.10045.4.3.4': { kind: 'ec', digest: 'sha512' },
  '1.2.840.113549.1.1.11': { kind: 'rsa', digest: 'sha256' },
  '1.2.840.113549.1.1.12': { kind: 'rsa', digest: 'sha384' },
  '1.2.840.113549.1.1.13': { kind: 'rsa', digest: 'sha512' },
  '1.3.101.112': { kind: 'ed25519', digest: null },
};

const LONGEST_TEXT = MOST_REQUEST_BYTES * 2;
const ARMOUR = /-----BEGIN (?:NEW )?CERTIFICATE REQUEST-----([^-]*)-----END (?:NEW )?CERTIFICATE REQUEST-----/;

/** The bytes of a request that was typed or pasted: PEM (RFC 7468 §7) with whatever stands around it, or bare Base64. Refuses `trust.request_malformed`. */
export function bytesOfRequestText(text: string): Buffer {
  const body = text.length > LONGEST_TEXT ? '' : (ARMOUR.exec(text)?.[1] ?? text).replace(/\s+/g, '');
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(body)) throw new Refusal('trust.request_malformed', 400);
  return Buffer.from(body, 'base64');
}

/**
 * Reads a CertificationRequest in DER, whoever sent it. Refuses `trust.request_malformed` (not PKCS #10, or larger than 16 KiB),
 * `trust.request_key_refused` (no P-256, P-384, Ed25519 or RSA key of up to 8,192 bits), `trust.request_not_signed` (the sender
 * does not hold the key, or signed by an algorithm that nobody should use), `trust.request_name_refused`, `trust.request_for_authority`.
 */
export function readCertificationRequest(der: Uint8Array): CertificationRequest {
  if (der.length > MOST_REQUEST_BYTES) throw new Refusal('trust.request_malformed', 400);
  try {
    return read(der);
  } catch (error) {
    if (error instanceof MalformedDer) throw new Refusal('trust.request_malformed', 400);
    throw error;
  }
}

function read(der: Uint8Array): CertificationRequest {
  const outer = readOnly(der, TAG.sequence);
  const [toSign, algorithm, signature, ...more] = readMembers(outer);
  if (more.length > 0) throw new MalformedDer('request');
  const [version, subject, keyInfo, attributes, ...rest] = readMembers(expectTag(toSign, TAG.sequence));
  if (readSmallInteger(version) !== 0 || rest.length > 0) throw new MalformedDer('version of a request');
  const key = readKey(expectTag(keyInfo, TAG.sequence));
  if (!isSigned({ key, algorithm, toSign: toSign!.whole, signature: readWholeBits(signature) }))
    throw new Refusal('trust.request_not_signed', 400);
  const wanted = readAttributes(attributes);
  const commonName = readCommonName(expectTag(subject, TAG.sequence));
  const named = commonName === undefined ? undefined : readMachineName(commonName);
  const names = new Map([...(named ? [named] : []), ...wanted].map((name) => [`${name.kind} ${name.text}`, name]));
  if (names.size > MOST_NAMES) throw new Refusal('trust.request_name_refused', 400);
  return {
    der: outer.whole,
    publicKey: key,
    keyInfo: keyInfo!.whole,
    commonName,
    subjectName: readComparableName(expectTag(subject, TAG.sequence)),
    alternativeNames: wanted,
    names: [...names.values()],
  };
}

function readKey(keyInfo: DerElement): KeyObject {
  let key: KeyObject | undefined;
  try {
    key = readPublicKey(keyInfo.whole);
  } catch (error) {
    if (!(error instanceof MalformedDer)) throw error;
  }
  // A huge key would take long to check the signature with.
  if (!key || !keyKindOf(key) || (knownDetails(key).modulusLength ?? 0) > MOST_RSA_BITS)
    throw new Refusal('trust.request_key_refused', 400);
  return key;
}

/** Whether the request is signed with its own key (RFC 2986 §4.2). */
function isSigned(signed: {
  key: KeyObject;
  algorithm: DerElement | undefined;
  toSign: Buffer;
  signature: Buffer;
}): boolean {
  const { key, algorithm, toSign, signature } = signed;
  const known = digestOf[readObjectId(readMembers(expectTag(algorithm, TAG.sequence), 2)[0])];
  if (known?.kind !== key.asymmetricKeyType) return false;
  try {
    return verify(known!.digest, toSign, key, signature);
  } catch {
    return false;
  }
}

function readCommonName(subject: DerElement): string | undefined {
  for (const part of readMembers(subject)) {
    for (const attribute of readMembers(expectTag(part, TAG.set), 8)) {
      const [oid, value] = readMembers(expectTag(attribute, TAG.sequence));
      if (value && readObjectId(oid) === COMMON_NAME) return textOf(value);
    }
  }
  return undefined;
}

/** The alternative names among the extensions that are asked for. What else is asked for, the profile decides. */
function readAttributes(attributes: DerElement | undefined): MachineName[] {
  // The attributes may be empty but not absent; some programs leave them out all the same.
  if (!attributes) return [];
  const seen = new Set<string>();
  let names: MachineName[] = [];
  for (const attribute of readMembers(expectTag(attributes, contextTag(0)), 32)) {
    const [oid, values] = readMembers(expectTag(attribute, TAG.sequence));
    const kind = readObjectId(oid);
    if (seen.has(kind)) throw new MalformedDer('attribute given twice');
    seen.add(kind);
    if (kind !== EXTENSION_REQUEST) continue;
    const [list, ...others] = readMembers(expectTag(values, TAG.set), 2);
    if (others.length > 0) throw new MalformedDer('two lists of extensions');
    for (const { oid: extension, value } of readExtensionList(list)) {
      // Some write the default, which DER leaves out.
      const isAuthority = extension === EXTENSION.basicConstraints && readMembers(readOnly(value, TAG.sequence), 2)[0];
      if (isAuthority && isAuthority.contents[0] !== 0) throw new Refusal('trust.request_for_authority', 403);
      if (extension === EXTENSION.subjectAltName) names = readNames(value);
    }
  }
  return names;
}

function readNames(value: Buffer): MachineName[] {
  return readGeneralNames(readOnly(value, TAG.sequence)).map((name) => {
    const isAddress = name.kind === 'address' && (name.bytes.length === 4 || name.bytes.length === 16);
    const read =
      name.kind === 'dns'
        ? readMachineName(name.text)
        : isAddress
          ? readMachineName(addressText(name.bytes))
          : undefined;
    // An address in the place of a DNS name is no name.
    if (!read || (read.kind === 'dns') !== (name.kind === 'dns')) throw new Refusal('trust.request_name_refused', 400);
    return read;
  });
}
