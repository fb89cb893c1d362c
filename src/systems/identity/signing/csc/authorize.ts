import { Type } from 'typebox';
import { Refusal } from '../../../../kernel/refusal.ts';
import { askAfar, checkAfar } from '../../../trust/index.ts';
import type { SigningToken } from '../authorization/actions.ts';
import { LONGEST_LABEL, MOST_HASHES_IN_AN_ADDRESS, SHA256_OID } from '../authorization/wanted.ts';
import { CredentialId, method, spoken, Text } from './method.ts';

/**
 * Explicit authorisation (§11.6, §11.7) for applications without a browser of the person at hand: the application asks, the person agrees
 * with the passkey on a page of their own, and the application asks until it is told the activation data. It collects nothing: no PIN and no
 * one-time code lets anything be signed.
 */

/** Only applications that were registered so may ask from afar. Refuses `csc.not_explicit`. */
function assertExplicit({ application, scope }: SigningToken): void {
  if (application.authorises !== 'explicit' || scope !== 'service') throw new Refusal('csc.not_explicit', 403);
}

const Hash = Type.String({ pattern: '^[A-Za-z0-9+/]{43}=$' });

/**
 * Hashes that are signed as they are, or documents by their hashes and names, as in `authorization_details` of scope `credential`: what is agreed to
 * as a document is signed by `signatures/signDoc` alone. Refuses `csc.both_given` and `csc.none_given`.
 */
function wantedIn(given: {
  hashes?: string[];
  documentDigests?: { hash: string; label?: string }[];
  description?: string;
}): { signs: 'hashes' | 'documents'; hashes: Buffer[]; names: string[] } {
  const { hashes, documentDigests, description = '' } = given;
  if (hashes && documentDigests) throw new Refusal('csc.both_given', 422);
  if (documentDigests)
    return {
      signs: 'documents',
      hashes: documentDigests.map(({ hash }) => Buffer.from(hash, 'base64')),
      names: documentDigests.map(({ label }) => label ?? description),
    };
  if (!hashes) throw new Refusal('csc.none_given', 422);
  return {
    signs: 'hashes',
    hashes: hashes.map((hash) => Buffer.from(hash, 'base64')),
    names: hashes.map(() => description),
  };
}

export const authorize = method(
  'credentials/authorize',
  Type.Object({
    ...spoken,
    credentialID: CredentialId,
    numSignatures: Type.Integer({ minimum: 1, maximum: MOST_HASHES_IN_AN_ADDRESS }),
    hashes: Type.Optional(Type.Array(Hash, { minItems: 1, maxItems: MOST_HASHES_IN_AN_ADDRESS })),
    documentDigests: Type.Optional(
      Type.Array(Type.Object({ hash: Hash, label: Type.Optional(Text(LONGEST_LABEL)) }), {
        minItems: 1,
        maxItems: MOST_HASHES_IN_AN_ADDRESS,
      }),
    ),
    hashAlgorithmOID: Type.Optional(Type.Literal(SHA256_OID)),
    authData: Type.Optional(
      Type.Array(Type.Object({ id: Text(100), value: Type.Optional(Text(1_000)) }), { maxItems: 10 }),
    ),
    description: Type.Optional(Text(200)),
  }),
  async ({ house }, token, given) => {
    assertExplicit(token);
    if (given.authData?.some(({ id, value }) => id !== 'passkey' || value !== undefined))
      throw new Refusal('csc.authentication_wrong', 422);
    const wanted = wantedIn(given);
    if (given.numSignatures !== wanted.hashes.length) throw new Refusal('csc.number_wrong', 422);
    const { activationId } = await askAfar(house, {
      personalNumber: token.personalNumber,
      credentialId: given.credentialID,
      application: token.application,
      ...wanted,
    });
    return { handle: activationId };
  },
);

export const authorizeCheck = method(
  'credentials/authorizeCheck',
  Type.Object({ ...spoken, handle: Type.String({ format: 'uuid' }) }),
  async ({ house }, token, { handle }) => {
    assertExplicit(token);
    const { application, personalNumber } = token;
    const given = await checkAfar(house, { activationId: handle, application: application.id, personalNumber });
    return given ? { SAD: given.sad, expiresIn: given.expires_s } : { handle };
  },
);
