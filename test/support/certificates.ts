import { generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import { extension, readCertificate, type Certificate } from '../../src/systems/trust/certificate/certificate.ts';
import {
  bitString,
  boolean,
  contextTag,
  element,
  integer,
  objectId,
  sequence,
  setOf,
  time,
  utf8String,
} from '../../src/systems/trust/asn1/der.ts';

/** Certificates with any extensions, right or wrong, for tests of the validator. */

export interface TestHolder {
  certificate: Certificate;
  privateKey: KeyObject;
}

export interface TestOrder {
  name: readonly [oid: string, text: string][] | string;
  issuer?: TestHolder;
  /** Made when not given. */
  keys?: { publicKey: KeyObject; privateKey: KeyObject };
  extensions?: readonly Buffer[];
  from?: Date;
  until?: Date;
}

const ECDSA_SHA256 = sequence(objectId('1.2.840.10045.4.3.2'));
const COMMON_NAME = '2.5.4.3';

export const newKeys = () => generateKeyPairSync('ec', { namedCurve: 'prime256v1' });

/** A name of one common name, or of the attributes given. */
export const encodedName = (name: TestOrder['name']): Buffer =>
  sequence(
    ...(typeof name === 'string' ? ([[COMMON_NAME, name]] as const) : name).map(([oid, text]) =>
      setOf(sequence(objectId(oid), utf8String(text))),
    ),
  );

/** Signs a certificate on P-256; without an issuer, by itself. */
export function certificateOf(order: TestOrder): TestHolder {
  const { publicKey, privateKey } = order.keys ?? newKeys();
  const subject = encodedName(order.name);
  const serial = randomBytes(8);
  serial[0] = 0x40;
  const toSign = sequence(
    element(contextTag(0), integer(2)),
    integer(serial),
    ECDSA_SHA256,
    order.issuer?.certificate.subject ?? subject,
    sequence(
      time(order.from ?? new Date('2026-01-01T00:00:00Z')),
      time(order.until ?? new Date('2030-01-01T00:00:00Z')),
    ),
    subject,
    publicKey.export({ type: 'spki', format: 'der' }),
    ...(order.extensions?.length ? [element(contextTag(3), sequence(...order.extensions))] : []),
  );
  const signature = sign('sha256', toSign, order.issuer?.privateKey ?? privateKey);
  return { certificate: readCertificate(sequence(toSign, ECDSA_SHA256, bitString(signature))), privateKey };
}

/** basicConstraints of an authority. */
export const authorityExtension = (pathLength?: number): Buffer =>
  extension('2.5.29.19', true, sequence(boolean(true), ...(pathLength === undefined ? [] : [integer(pathLength)])));

/** certificatePolicies. */
export const policiesExtension = (...policies: string[]): Buffer =>
  extension('2.5.29.32', false, sequence(...policies.map((policy) => sequence(objectId(policy)))));

/** policyMappings, each from the issuer's policy to the subject's. */
export const mappingsExtension = (...mappings: [string, string][]): Buffer =>
  extension('2.5.29.33', true, sequence(...mappings.map((pair) => sequence(...pair.map(objectId)))));
