import { createHash, randomBytes } from 'node:crypto';
import type { AdapterPayload } from 'oidc-provider';
import { isLoopback } from '../../../../kernel/config.ts';
import { newId } from '../../../../kernel/ids.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import type { House } from '../../../../kernel/system.ts';
import { deactivateApplication, findActiveApplication, insertApplication } from './store.ts';

/** Scopes of the CSC API: to see one's certificates, and to have what was agreed to signed. */
export const SIGNING_SCOPES = ['service', 'credential'] as const;
export type SigningScope = (typeof SIGNING_SCOPES)[number];

const SECRET_BYTES = 32;
const LONGEST_NAME = 100;

/**
 * Registers an application that may ask people to sign. The secret is shown this once; we keep its hash. Refuses
 * `signature_application.name_missing` and `signature_application.address_refused`: people are sent back over TLS only, but for
 * one's own machine.
 */
export async function registerSignatureApplication(
  house: House,
  given: { name: string; redirectUri: string; authorises?: 'oauth2code' | 'explicit' },
): Promise<{ clientId: string; clientSecret: string }> {
  const { name, redirectUri, authorises = 'oauth2code' } = given;
  if (name.trim() === '' || name.length > LONGEST_NAME) throw new Refusal('signature_application.name_missing', 422);
  const url = URL.canParse(redirectUri) ? new URL(redirectUri) : undefined;
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname));
  if (!url || !isSafe || url.hash !== '') throw new Refusal('signature_application.address_refused', 422);
  const clientId = newId();
  const clientSecret = randomBytes(SECRET_BYTES).toString('base64url');
  const secretHash = createHash('sha256').update(clientSecret).digest();
  await insertApplication(house.db.as('identity'), {
    clientId,
    name: name.trim(),
    redirectUri: url.href,
    secretHash,
    authorises,
  });
  return { clientId, clientSecret };
}

/** Takes an application's right away, and that of the tokens it still has. Refuses `signature_application.unknown`. */
export async function revokeSignatureApplication(house: House, clientId: string): Promise<void> {
  if (!(await deactivateApplication(house.db.as('identity'), clientId))) {
    throw new Refusal('signature_application.unknown', 404);
  }
}

/** An active application, by its client id. */
export async function findSignatureApplication(
  house: House,
  clientId: string,
): Promise<{ id: string; name: string; authorises: 'oauth2code' | 'explicit' } | undefined> {
  const found = await findActiveApplication(house.db.as('identity'), clientId);
  return found && { id: found.clientId, name: found.name, authorises: found.authorises };
}

/** An application as a client of the OpenID Provider. Its "secret" there is the hash, as with information systems. */
export async function signatureApplicationClient(house: House, clientId: string): Promise<AdapterPayload | undefined> {
  const application = await findActiveApplication(house.db.as('identity'), clientId);
  return (
    application && {
      client_id: application.clientId,
      client_name: application.name,
      client_secret: application.secretHash.toString('base64url'),
      grant_types: ['authorization_code'],
      response_types: ['code'],
      redirect_uris: [application.redirectUri],
      scope: SIGNING_SCOPES.join(' '),
      // It learns another name for a person than everyone else, and never the personal number.
      subject_type: 'pairwise',
    }
  );
}

/** Whether a client of the provider is such an application. */
export const isSignatureApplication = (client: { scope?: string } | undefined): boolean =>
  client?.scope === SIGNING_SCOPES.join(' ');
