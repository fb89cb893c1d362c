import { createHmac } from 'node:crypto';
import { decodeProtectedHeader, jwtVerify } from 'jose';
import {
  type AccessToken,
  type AdapterPayload,
  type Client,
  type ClientCredentials,
  type KoaContextWithOIDC,
  errors,
  interactionPolicy,
} from 'oidc-provider';
import { now } from '../../../../kernel/clock.ts';
import type { House } from '../../../../kernel/system.ts';
import { issuerOf } from '../../provider/addresses.ts';
import { signingKeysOf } from '../../provider/signing-keys.ts';
import {
  findSignatureApplication,
  isSignatureApplication,
  SIGNING_SCOPES,
  type SigningScope,
} from '../application/actions.ts';
import { wrongIn } from './wanted.ts';

/**
 * The authorization server of the CSC API v2 (§8.4) within our OpenID Provider: scopes `service` and `credential`, the latter with the
 * hashes that are to be signed. A person agrees to each on a page of ours.
 */

/** The audience of the access tokens of signature applications. */
export const SIGNING_AUDIENCE = 'urn:mot-cua:signing';
export const SIGNING_TOKEN_SECONDS = 10 * 60;

const GRANT_PURPOSE = 'signing-grant';
const TOKEN_PURPOSE = 'signing-token';
const GRANT_LIFETIME_SECONDS = 5 * 60;

/** What a person agreed to on the page of a run: to be known to the application, or to what it wants signed. */
export interface SigningConsent {
  scope: SigningScope;
  /** For `credential`: the certificate, and the signature activation data. */
  credentialId?: string;
  sad?: string;
}

type Check = (ctx: KoaContextWithOIDC, value: string | undefined, client: Client) => void;

const refuse = (what: string): never => {
  throw new errors.InvalidRequest(what);
};
const isForCredential = ({ oidc }: KoaContextWithOIDC): boolean => oidc.params?.scope === 'credential';

/** Parameters of an authorization request that the CSC API adds (§8.4.2). What is wrong is told once, by the first of them. */
export const SIGNING_PARAMETERS: Record<string, Check | null> = {
  credentialID(ctx) {
    const wrong = isForCredential(ctx) ? wrongIn(ctx.oidc.params ?? {}) : undefined;
    if (wrong) refuse(`Invalid parameter ${wrong}`);
  },
  hashes: null,
  numSignatures: null,
  hashAlgorithmOID: null,
  authorization_details: null,
  description(_ctx, value) {
    if ((value?.length ?? 0) > 500) refuse('Invalid parameter description');
  },
  lang: null,
  clientData: null,
};

/** The usual prompts, and before the consent a page of our own for signature applications. */
export function signingPolicy() {
  const policy = interactionPolicy.base();
  const { Check: PolicyCheck, Prompt } = interactionPolicy;
  const isAsked = new PolicyCheck(
    'signing_consent',
    'the person has to agree on a page',
    'interaction_required',
    (ctx) => isSignatureApplication(ctx.oidc.client) && !consentIn(ctx),
  );
  // Our own page asks for all of it, also what stands in authorization_details.
  policy.get('consent')!.checks.remove('rar_prompt');
  policy.add(new Prompt({ name: 'signing', requestable: false }, isAsked), 1);
  return policy;
}

const consentIn = (ctx: KoaContextWithOIDC): SigningConsent | undefined =>
  (ctx.oidc.result as { signing?: SigningConsent } | undefined)?.signing;

/** The grant of what a person has just agreed to; it says all about itself in its sealed id, as those of our sites do. */
export function signingGrant(house: House, ctx: KoaContextWithOIDC) {
  const consent = consentIn(ctx);
  const { client, session, provider } = ctx.oidc;
  if (!consent || !client || !session?.accountId || ctx.oidc.params?.scope !== consent.scope) return undefined;
  const granted = { clientId: client.clientId, accountId: session.accountId };
  const grant = new provider.Grant(granted);
  // The provider asks for a scope of its own list both as its own and as the resource's.
  grant.addOIDCScope(consent.scope);
  grant.addResourceScope(SIGNING_AUDIENCE, consent.scope);
  const exp = Math.floor(now().getTime() / 1000) + GRANT_LIFETIME_SECONDS;
  const sealed = house.keys.sealBytes(GRANT_PURPOSE, Buffer.from(JSON.stringify({ ...granted, ...consent, exp })));
  return Object.assign(grant, { jti: `${PREFIX}${sealed.toString('base64url')}` });
}

/** Tells the ids of such grants from those of our sites. */
const PREFIX = 'signing.';
type SealedGrant = SigningConsent & { clientId: string; accountId: string; exp: number };

const openSealed = (house: House, id: string): SealedGrant =>
  JSON.parse(
    house.keys.openBytes(GRANT_PURPOSE, Buffer.from(id.slice(PREFIX.length), 'base64url')).toString('utf8'),
  ) as SealedGrant;

/** The grant of an id, when it is one of a signature application. */
export function openSigningGrant(house: House, id: string): AdapterPayload | undefined {
  if (!id.startsWith(PREFIX)) return undefined;
  const { clientId, accountId, scope, exp } = openSealed(house, id);
  return {
    clientId,
    accountId,
    exp,
    jti: id,
    kind: 'Grant',
    openid: { scope },
    resources: { [SIGNING_AUDIENCE]: scope },
  };
}

/** What an access token for the CSC API carries beside its scope: who agreed to what, sealed for ourselves. */
export function signingClaims(
  house: House,
  token: AccessToken | ClientCredentials,
): Record<string, string> | undefined {
  const grantId = 'grantId' in token ? token.grantId : undefined;
  if (!grantId?.startsWith(PREFIX)) return undefined;
  const { accountId, credentialId, sad } = openSealed(house, grantId);
  const sealed = house.keys.sealBytes(TOKEN_PURPOSE, Buffer.from(JSON.stringify({ accountId, credentialId, sad })));
  return { consent: sealed.toString('base64url') };
}

/** What an application calls a person: another name at each. */
export const pairwiseName = (house: House, accountId: string, clientId: string): string =>
  createHmac('sha256', house.keys.secret('signing-pairwise')).update(`${clientId} ${accountId}`).digest('base64url');

/** Who an access token for the CSC API speaks for. */
export interface SigningToken {
  application: { id: string; name: string; authorises: 'oauth2code' | 'explicit' };
  personalNumber: string;
  scope: SigningScope;
  /** Of scope `credential`: the certificate and the signature activation data it stands for. */
  credentialId: string | undefined;
  sad: string | undefined;
}

/** Reads an access token; undefined when it is not ours, not for signing, expired, or its application was switched off. */
export async function readSigningToken(house: House, token: string): Promise<SigningToken | undefined> {
  try {
    const { kid } = decodeProtectedHeader(token);
    const key = (await signingKeysOf(house)).find((each) => each.kid === kid);
    if (!key) return undefined;
    const { payload } = await jwtVerify(token, key.publicKey, {
      algorithms: ['ES256'],
      typ: 'at+jwt',
      issuer: issuerOf(house.config),
      audience: SIGNING_AUDIENCE,
      requiredClaims: ['exp', 'client_id', 'consent', 'scope'],
      currentDate: now(),
    });
    const scope = SIGNING_SCOPES.find((each) => each === payload.scope);
    const application = await findSignatureApplication(house, String(payload.client_id));
    const opened = house.keys.openBytes(TOKEN_PURPOSE, Buffer.from(String(payload.consent), 'base64url'));
    const { accountId, credentialId, sad } = JSON.parse(opened.toString('utf8')) as SealedGrant;
    return scope && application && { application, personalNumber: accountId, scope, credentialId, sad };
  } catch {
    // Whatever is wrong with it, the answer is the same: it is no token of ours that holds.
    return undefined;
  }
}
