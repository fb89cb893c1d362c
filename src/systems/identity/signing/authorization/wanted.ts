import { type Static, Type } from 'typebox';
import { parse } from '../../../../kernel/input.ts';
import { Refusal } from '../../../../kernel/refusal.ts';

/** What an application asks a person to agree to in an authorization request of the CSC API (§8.4.2): hashes, or documents by their hashes. */

/** Hashes that an address can carry: what a run brings with it has to fit into a cookie. */
export const MOST_HASHES_IN_AN_ADDRESS = 10;
export const SHA256_OID = '2.16.840.1.101.3.4.2.1';
/** Of what an application calls a document, in characters. */
export const LONGEST_LABEL = 200;
const LONGEST_DETAILS = 4_000;

/** `hashes` are signed as they are (`signatures/signHash`); of `documents` each gets a signature in a format (`signatures/signDoc`). */
export interface WantedSignatures {
  signs: 'hashes' | 'documents';
  credentialId: string;
  hashes: Buffer[];
  /** What the application calls each document; empty where it did not say. */
  names: string[];
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const HASH = /^[\w+/-]{43}=?$/;

/** `authorization_details` of type `credential` (RFC 9396): the documents, by hash and name. */
const Details = Type.Object({
  type: Type.Literal('credential'),
  credentialID: Type.String({ pattern: UUID.source }),
  documentDigests: Type.Array(
    Type.Object({
      hash: Type.String({ pattern: HASH.source }),
      label: Type.Optional(Type.String({ maxLength: LONGEST_LABEL })),
    }),
    { minItems: 1, maxItems: MOST_HASHES_IN_AN_ADDRESS },
  ),
  hashAlgorithmOID: Type.Literal(SHA256_OID),
  signatureQualifier: Type.Optional(Type.String({ maxLength: 100 })),
  locations: Type.Optional(Type.Array(Type.String({ maxLength: 500 }), { maxItems: 5 })),
});

/** The parameters as they came. */
export type WantedParameters = Readonly<Record<string, unknown>>;

/** The hashes of a request: Base64 or Base64url of 32 bytes each, with commas between; undefined when they are not. */
function hashesOf(text: unknown): Buffer[] | undefined {
  const parts = typeof text === 'string' ? text.split(',') : [];
  if (parts.length === 0 || parts.length > MOST_HASHES_IN_AN_ADDRESS || !parts.every((part) => HASH.test(part)))
    return undefined;
  return parts.map((part) => Buffer.from(part, 'base64url'));
}

function detailsOf(text: unknown): Static<typeof Details> | undefined {
  if (typeof text !== 'string' || text.length > LONGEST_DETAILS) return undefined;
  try {
    const given: unknown = JSON.parse(text);
    const [only, ...more] = Array.isArray(given) ? (given as unknown[]) : [given];
    return more.length > 0 ? undefined : parse(Details, only);
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof Refusal) return undefined;
    throw error;
  }
}

/** What is wrong with a request of scope `credential`, by the name of the parameter; undefined when nothing is. */
export function wrongIn(parameters: WantedParameters): string | undefined {
  if (parameters.authorization_details !== undefined) {
    if (parameters.hashes !== undefined || parameters.credentialID !== undefined) return 'authorization_details';
    return detailsOf(parameters.authorization_details) ? undefined : 'authorization_details';
  }
  if (!UUID.test(String(parameters.credentialID))) return 'credentialID';
  const hashes = hashesOf(parameters.hashes);
  if (!hashes) return 'hashes';
  if (Number(parameters.numSignatures) !== hashes.length) return 'numSignatures';
  return parameters.hashAlgorithmOID === SHA256_OID ? undefined : 'hashAlgorithmOID';
}

/** What a request in which nothing is wrong asks for. */
export function wantedOf(parameters: WantedParameters): WantedSignatures {
  const details = detailsOf(parameters.authorization_details);
  const { description } = parameters;
  if (!details) {
    const hashes = hashesOf(parameters.hashes) ?? [];
    const name = typeof description === 'string' ? description : '';
    return { signs: 'hashes', credentialId: String(parameters.credentialID), hashes, names: hashes.map(() => name) };
  }
  const { credentialID: credentialId, documentDigests } = details;
  return {
    signs: 'documents',
    credentialId,
    hashes: documentDigests.map(({ hash }) => Buffer.from(hash, 'base64url')),
    names: documentDigests.map(({ label }) => label ?? ''),
  };
}
