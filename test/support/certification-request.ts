import { sign, type KeyObject } from 'node:crypto';
import {
  bitString,
  contextTag,
  element,
  integer,
  objectId,
  sequence,
  setOf,
  utf8String,
} from '../../src/systems/trust/asn1/der.ts';
import { extension } from '../../src/systems/trust/certificate/certificate.ts';
import { readMachineName, writeNames } from '../../src/systems/trust/certificate/machine-name.ts';

const ALTERNATIVE_NAME = '2.5.29.17';
const EXTENSION_REQUEST = '1.2.840.113549.1.9.14';
const ALGORITHMS: Readonly<Record<string, { oid: string; digest: string | null }>> = {
  ec: { oid: '1.2.840.10045.4.3.2', digest: 'sha256' },
  rsa: { oid: '1.2.840.113549.1.1.11', digest: 'sha256' },
  ed25519: { oid: '1.3.101.112', digest: null },
};

/** A PKCS #10 request for these names, signed with its key; with other extensions, or by another key, when they are given. */
export function requestFor(
  names: readonly string[],
  keys: { publicKey: KeyObject; privateKey: KeyObject },
  wanted: { extensions?: readonly Buffer[]; commonName?: string; signedBy?: KeyObject } = {},
): Buffer {
  const { oid, digest } = ALGORITHMS[keys.privateKey.asymmetricKeyType!]!;
  const subject = wanted.commonName
    ? sequence(setOf(sequence(objectId('2.5.4.3'), utf8String(wanted.commonName))))
    : sequence();
  const extensions = [
    ...(names.length > 0
      ? [extension(ALTERNATIVE_NAME, false, writeNames(names.map((name) => readMachineName(name)!)))]
      : []),
    ...(wanted.extensions ?? []),
  ];
  const attribute = sequence(objectId(EXTENSION_REQUEST), setOf(sequence(...extensions)));
  const toSign = sequence(
    integer(0),
    subject,
    keys.publicKey.export({ type: 'spki', format: 'der' }),
    element(contextTag(0), ...(extensions.length > 0 ? [attribute] : [])),
  );
  const signature = sign(digest, toSign, wanted.signedBy ?? keys.privateKey);
  return sequence(toSign, sequence(objectId(oid)), bitString(signature));
}
