import { Type } from 'typebox';
import { assetPath } from '../../../../design/index.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { type Asked, type Route, json, route } from '../../../../kernel/route.ts';
import type { House } from '../../../../kernel/system.ts';
import {
  chainOf,
  listCredentials,
  readOwnCredential,
  signHashes,
  stampHash,
  type SigningCredential,
} from '../../../trust/index.ts';
import { issuerOf } from '../../provider/addresses.ts';
import type { SigningToken } from '../authorization/actions.ts';
import { SHA256_OID } from '../authorization/wanted.ts';
import { authorize, authorizeCheck } from './authorize.ts';
import { credentialInfo, ECDSA_SHA256_OID, type Wanted } from './answers.ts';
import { isLater, operation, order, signPolling } from './later.ts';
import { activationDataOf, CredentialId, LARGEST_REQUEST_BYTES, method, spoken, Text } from './method.ts';
import { CONFORMANCE_LEVELS, ENVELOPES, signDoc } from './sign-doc.ts';

/**
 * The API of the Cloud Signature Consortium, version 2, for applications that have people sign. Each method is a POST of JSON
 * with an access token of our OpenID Provider; what a person agreed to is in the token of scope `credential`, which is the
 * signature activation data (§11.10).
 */

const MOST_HASHES_IN_A_CALL = 100;
const shown = {
  certificates: Type.Optional(Type.Union(['none', 'single', 'chain'].map((each) => Type.Literal(each)))),
  certInfo: Type.Optional(Type.Boolean()),
  authInfo: Type.Optional(Type.Boolean()),
};

async function infoOf(
  house: House,
  credential: SigningCredential,
  given: Omit<Parameters<typeof credentialInfo>[1], 'chain'>,
) {
  return credentialInfo(credential, { ...given, chain: await chainOf(house, credential) });
}

const askedBy = ({ application }: SigningToken, wanted: unknown) => ({
  mode: application.authorises,
  wanted: wanted as Wanted,
});

/** What an application may see: the person's own certificates, not those of an office that the person holds. */
async function visible({ house }: Asked, { personalNumber }: SigningToken): Promise<SigningCredential[]> {
  return listCredentials(house, { kind: 'person', personalNumber, name: '' });
}

async function readVisible(asked: Asked, { personalNumber }: SigningToken, credentialId: string) {
  const credential = await readOwnCredential(asked.house, { credentialId, personalNumber });
  if (credential.kind !== 'person') throw new Refusal('signing.credential_unknown', 404);
  return credential;
}

const list = method(
  'credentials/list',
  Type.Object({
    ...spoken,
    ...shown,
    credentialInfo: Type.Optional(Type.Boolean()),
    onlyValid: Type.Optional(Type.Boolean()),
  }),
  async (asked, token, given) => {
    const all = await visible(asked, token);
    const told = given.onlyValid ? all.filter(({ standing }) => standing === 'good') : all;
    const infos = await Promise.all(
      told.map(async (each) => ({
        credentialID: each.id,
        ...(await infoOf(asked.house, each, askedBy(token, given))),
      })),
    );
    return {
      credentialIDs: told.map(({ id }) => id),
      ...(given.credentialInfo && { credentialInfos: infos }),
      ...(given.onlyValid && { onlyValid: true }),
    };
  },
);

const info = method(
  'credentials/info',
  Type.Object({ ...spoken, ...shown, credentialID: CredentialId }),
  async (asked, token, given) =>
    infoOf(asked.house, await readVisible(asked, token, given.credentialID), askedBy(token, given)),
);

const signHash = method(
  'signatures/signHash',
  Type.Object({
    ...spoken,
    credentialID: CredentialId,
    SAD: Type.Optional(Text(8_192)),
    hashes: Type.Array(Type.String({ pattern: '^[A-Za-z0-9+/]{43}=$' }), {
      minItems: 1,
      maxItems: MOST_HASHES_IN_A_CALL,
    }),
    hashAlgorithmOID: Type.Optional(Type.Literal(SHA256_OID)),
    signAlgo: Type.Literal(ECDSA_SHA256_OID),
    ...operation,
  }),
  async (asked, token, given) => {
    const hashes = given.hashes.map((hash) => Buffer.from(hash, 'base64'));
    const use = await activationDataOf(asked, token, given as { credentialID: string; SAD?: string });
    if (isLater(given as object)) return order(asked, token, { use, work: { hashes }, memo: {}, given });
    const signatures = await signHashes(asked.house, { ...use, hashes });
    return { signatures: signatures.map((each) => each.toString('base64')) };
  },
);

const timestamp = method(
  'signatures/timestamp',
  Type.Object({
    ...spoken,
    hash: Type.String({ pattern: '^[A-Za-z0-9+/]{43}=$' }),
    hashAlgo: Type.Literal(SHA256_OID),
    nonce: Type.Optional(Type.String({ pattern: '^[0-9A-Fa-f]{1,40}$' })),
  }),
  async (asked, _token, { hash, nonce }) => {
    const token = await stampHash(asked.house, { sha256: Buffer.from(hash, 'base64'), nonce, address: asked.address });
    return { timestamp: token.toString('base64') };
  },
);

const METHODS = [
  'credentials/list',
  'credentials/info',
  'credentials/authorize',
  'credentials/authorizeCheck',
  'signatures/signHash',
  'signatures/signDoc',
  'signatures/signPolling',
  'signatures/timestamp',
];

export const cscRoutes: Route[] = [
  route({
    method: 'POST',
    path: '/csc/v2/info',
    who: 'anyone',
    bytes: { type: 'application/json', largest_bytes: LARGEST_REQUEST_BYTES },
    answer: ({ house }) =>
      json({
        specs: '2.0.0.0',
        name: 'Một Cửa',
        logo: `${house.config.baseUrl}${assetPath('mark-192.png')}`,
        region: 'VN',
        lang: 'vi-VN',
        description: 'Chữ ký số từ xa bằng khóa trên thiết bị',
        authType: ['oauth2code'],
        oauth2Issuer: issuerOf(house.config),
        asynchronousOperationMode: true,
        methods: METHODS,
        validationInfo: false,
        signAlgorithms: { algos: [ECDSA_SHA256_OID] },
        supportsRar: true,
        signature_formats: {
          formats: Object.keys(ENVELOPES),
          envelope_properties: Object.values(ENVELOPES).map(Object.keys),
        },
        conformance_levels: Object.keys(CONFORMANCE_LEVELS),
      }),
  }),
  list,
  info,
  authorize,
  authorizeCheck,
  signHash,
  signDoc,
  signPolling,
  timestamp,
];
