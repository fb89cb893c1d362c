import type { AdapterPayload, KoaContextWithOIDC } from 'oidc-provider';
import { now } from '../../../kernel/clock.ts';
import type { House } from '../../../kernel/system.ts';
import { isSignatureApplication } from '../signing/application/actions.ts';
import { openSigningGrant, signingGrant } from '../signing/authorization/actions.ts';
import { SITES } from './addresses.ts';

const PURPOSE = 'oidc-grant';
const SCOPE = 'openid';

/** How long a site may be told, on one sign-in, who someone is. As long as the provider's session lasts. */
export const GRANT_LIFETIME_SECONDS = 2 * 3600;

/**
 * Our own sites ask for nothing but who someone is, and are part of the same house: signing in is the consent. No page asks
 * for it again, and nothing about it is kept: the id of such a grant is its content, sealed.
 */
export function loadExistingGrant(house: House) {
  return async (ctx: KoaContextWithOIDC) => {
    const { client, session, provider } = ctx.oidc;
    if (isSignatureApplication(client)) return signingGrant(house, ctx);
    if (!client || !session?.accountId || !(client.clientId in SITES)) return undefined;
    const { clientId } = client;
    const known = session.grantIdFor(clientId);
    const found = known ? await provider.Grant.find(known) : undefined;
    if (found) return found;
    const granted = { clientId, accountId: session.accountId };
    const grant = new provider.Grant(granted);
    grant.addOIDCScope(SCOPE);
    return Object.assign(grant, { jti: sealGrant(house, granted) });
  };
}

interface Granted {
  clientId: string;
  accountId: string;
}

function sealGrant(house: House, granted: Granted): string {
  const exp = Math.floor(now().getTime() / 1000) + GRANT_LIFETIME_SECONDS;
  return house.keys.sealBytes(PURPOSE, Buffer.from(JSON.stringify({ ...granted, exp }))).toString('base64url');
}

/** The grant of a sealed id, as the provider knows it. Grant ids stand in sealed sessions and codes only, so each is ours. */
export function openGrant(house: House, id: string): AdapterPayload {
  const ofApplication = openSigningGrant(house, id);
  if (ofApplication) return ofApplication;
  const bytes = house.keys.openBytes(PURPOSE, Buffer.from(id, 'base64url'));
  const granted = JSON.parse(bytes.toString('utf8')) as Granted & { exp: number };
  return { ...granted, jti: id, kind: 'Grant', openid: { scope: SCOPE } };
}
