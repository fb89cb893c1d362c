import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { decodeProtectedHeader, jwtVerify } from 'jose';
import type { AdapterPayload } from 'oidc-provider';
import { now } from '../../../kernel/clock.ts';
import { newId } from '../../../kernel/ids.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { House } from '../../../kernel/system.ts';
import { EXCHANGE_AUDIENCE, EXCHANGE_SCOPE, issuerOf } from '../provider/addresses.ts';
import { signingKeysOf } from '../provider/signing-keys.ts';
import { deactivateInformationSystem, findActiveInformationSystem, insertInformationSystem } from './store.ts';

/** Who asks, when a machine asks: an information system of an agency or institution. */
export interface InformationSystem {
  clientId: string;
  agencyCode: string;
  agencyName: string;
  kind: string;
  name: string;
}

const SECRET_BYTES = 32;
const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest();

/**
 * Registers an information system that may ask for access tokens as itself (OAuth 2.0 client credentials). The secret is
 * shown this once; we keep its hash.
 */
export async function registerInformationSystem(
  house: House,
  system: { agencyCode: string; agencyName: string; kind: 'hospital' | 'bank' | 'notary'; name: string },
): Promise<{ clientId: string; clientSecret: string }> {
  const clientId = newId();
  const clientSecret = randomBytes(SECRET_BYTES).toString('base64url');
  await insertInformationSystem(house.db.as('identity'), {
    ...system,
    clientId,
    secretHash: hashOf(clientSecret),
    scopes: [EXCHANGE_SCOPE],
  });
  return { clientId, clientSecret };
}

/** Takes an information system's right away, and that of the tokens it still has. Refuses `information_system.unknown`. */
export async function revokeInformationSystem(house: House, clientId: string): Promise<void> {
  if (!(await deactivateInformationSystem(house.db.as('identity'), clientId))) {
    throw new Refusal('information_system.unknown', 404);
  }
}

/** An information system as a client of the OpenID Provider. Its "secret" there is the hash: see isInformationSystemSecret. */
export async function informationSystemClient(house: House, clientId: string): Promise<AdapterPayload | undefined> {
  const system = await findActiveInformationSystem(house.db.as('identity'), clientId);
  return (
    system && {
      client_id: system.clientId,
      client_name: system.name,
      client_secret: system.secretHash.toString('base64url'),
      grant_types: ['client_credentials'],
      response_types: [],
      redirect_uris: [],
      scope: system.scopes.join(' '),
    }
  );
}

/** Whether a secret belongs to the hash that stands in its place. */
export function isInformationSystemSecret(hash: string, secret: string): boolean {
  return timingSafeEqual(Buffer.from(hash, 'base64url'), hashOf(secret));
}

/**
 * Who an access token was given to, or undefined when it is not ours, not for the exchange, expired, or its system has
 * been switched off. Asks the database once and no other machine.
 */
export async function verifyAccessToken(house: House, token: string): Promise<InformationSystem | undefined> {
  let clientId: unknown;
  try {
    const { kid } = decodeProtectedHeader(token);
    const key = (await signingKeysOf(house)).find((each) => each.kid === kid);
    if (!key) return undefined;
    const { payload } = await jwtVerify(token, key.publicKey, {
      algorithms: ['ES256'],
      typ: 'at+jwt',
      issuer: issuerOf(house.config),
      audience: EXCHANGE_AUDIENCE,
      requiredClaims: ['exp', 'client_id'],
      currentDate: now(),
    });
    clientId = payload.client_id;
  } catch {
    // Whatever is wrong with it, the answer is the same: it is no token of ours that holds.
    return undefined;
  }
  if (typeof clientId !== 'string') return undefined;
  const system = await findActiveInformationSystem(house.db.as('identity'), clientId);
  if (!system) return undefined;
  const { agencyCode, agencyName, kind, name } = system;
  return { clientId, agencyCode, agencyName, kind, name };
}
