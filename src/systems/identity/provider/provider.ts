import { Provider, type Configuration } from 'oidc-provider';
import type { House } from '../../../kernel/system.ts';
import { isInformationSystemSecret } from '../information-system/actions.ts';
import { ACR_VALUES } from '../rules.ts';
import { findActiveAccount } from '../store.ts';
import { openAdapter } from './adapter.ts';
import { EXCHANGE_AUDIENCE, EXCHANGE_SCOPE, SITES, interactionPath, issuerOf } from './addresses.ts';
import { GRANT_LIFETIME_SECONDS, loadExistingGrant } from './grant.ts';
import { isSignatureApplication, SIGNING_SCOPES } from '../signing/application/actions.ts';
import {
  pairwiseName,
  SIGNING_AUDIENCE,
  SIGNING_PARAMETERS,
  SIGNING_TOKEN_SECONDS,
  signingClaims,
  signingPolicy,
} from '../signing/authorization/actions.ts';
import { RUN_LIFETIME_SECONDS, cookieOptions, dropRun } from './run.ts';
import { signingKeysOf } from './signing-keys.ts';

const MINUTE_SECONDS = 60;
const HOUR_SECONDS = 60 * MINUTE_SECONDS;

/** How long each thing of the protocol lives, in seconds. */
const LIFETIME_SECONDS = {
  AccessToken: 10 * MINUTE_SECONDS,
  AuthorizationCode: MINUTE_SECONDS,
  ClientCredentials: 10 * MINUTE_SECONDS,
  Grant: GRANT_LIFETIME_SECONDS,
  IdToken: 10 * MINUTE_SECONDS,
  Interaction: RUN_LIFETIME_SECONDS,
  Session: 2 * HOUR_SECONDS,
};

const opened = new WeakMap<House, Promise<Provider>>();

/** The OpenID Provider of this process. It holds settings and keys only; all else is in the database. */
export function providerOf(house: House): Promise<Provider> {
  let provider = opened.get(house);
  if (!provider) {
    provider = openProvider(house);
    opened.set(house, provider);
    provider.catch(() => opened.delete(house));
  }
  return provider;
}

/** The secret of one of our two sites. It follows from the master key, so that it is kept nowhere. */
export function siteSecret(house: House, area: keyof typeof SITES): string {
  return house.keys.derive(`oidc-client-${SITES[area].clientId}`).toString('base64url');
}

/** The cookie by which the OpenID Provider knows a browser. */
export function providerCookieName(house: House): string {
  return `${cookieOptions(house).secure ? '__Host-' : ''}mot_cua_identity`;
}

async function openProvider(house: House): Promise<Provider> {
  const keys = await signingKeysOf(house);
  const { baseUrl } = house.config;
  const cookie = cookieOptions(house);
  const configuration: Configuration = {
    adapter: (model: string) => openAdapter(house, model),
    jwks: { keys: keys.map(({ kid, privateJwk }) => ({ ...privateJwk, kid, use: 'sig', alg: 'ES256' }) as never) },
    clients: Object.entries(SITES).map(([area, { clientId, callbackPath }]) => ({
      client_id: clientId,
      client_secret: siteSecret(house, area as keyof typeof SITES),
      redirect_uris: [`${baseUrl}${callbackPath}`],
      post_logout_redirect_uris: [`${baseUrl}/`],
      grant_types: ['authorization_code'],
      response_types: ['code'],
      scope: 'openid',
    })),
    clientDefaults: {
      id_token_signed_response_alg: 'ES256',
      token_endpoint_auth_method: 'client_secret_basic',
      // Client secrets of information systems are hashed, so nothing may be signed with them.
      require_auth_time: false,
    },
    enabledJWA: { idTokenSigningAlgValues: ['ES256'] },
    responseTypes: ['code'],
    scopes: ['openid', EXCHANGE_SCOPE, ...SIGNING_SCOPES],
    subjectTypes: ['public', 'pairwise'],
    pairwiseIdentifier: (_ctx, accountId, { clientId }) => pairwiseName(house, accountId, clientId),
    extraParams: SIGNING_PARAMETERS,
    extraTokenClaims: (_ctx, token) => signingClaims(house, token),
    claims: { openid: ['sub', 'name', 'acr', 'amr'] },
    acrValues: [...ACR_VALUES],
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    ttl: LIFETIME_SECONDS,
    expiresWithSession: () => false,
    cookies: {
      keys: [house.keys.derive('oidc-cookies').toString('base64url')],
      names: {
        session: providerCookieName(house),
        interaction: 'mot_cua_interaction',
        resume: 'mot_cua_interaction_resume',
      },
      long: cookie,
      short: cookie,
    },
    features: {
      devInteractions: { enabled: false },
      // What a site may know stands in the identity token.
      userinfo: { enabled: false },
      clientCredentials: { enabled: true },
      introspection: { enabled: false },
      revocation: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      dPoP: { enabled: false },
      resourceIndicators: {
        enabled: true,
        defaultResource: (_ctx, client) =>
          client?.grantTypes?.includes('client_credentials')
            ? EXCHANGE_AUDIENCE
            : isSignatureApplication(client)
              ? SIGNING_AUDIENCE
              : (undefined as never),
        useGrantedResource: () => true,
        getResourceServerInfo: (_ctx, resource, client) => {
          if (resource === SIGNING_AUDIENCE && isSignatureApplication(client)) {
            return {
              scope: SIGNING_SCOPES.join(' '),
              audience: SIGNING_AUDIENCE,
              accessTokenTTL: SIGNING_TOKEN_SECONDS,
              accessTokenFormat: 'jwt',
              jwt: { sign: { alg: 'ES256' } },
            };
          }
          if (resource !== EXCHANGE_AUDIENCE || !client.grantTypes?.includes('client_credentials')) {
            throw new Error('only information systems have access to the exchange, and to nothing else');
          }
          return {
            scope: EXCHANGE_SCOPE,
            audience: EXCHANGE_AUDIENCE,
            accessTokenTTL: LIFETIME_SECONDS.ClientCredentials,
            accessTokenFormat: 'jwt',
            jwt: { sign: { alg: 'ES256' } },
          };
        },
      },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx) => ctx.redirect(`${baseUrl}/sign-out`),
        postLogoutSuccessSource: (ctx) => ctx.redirect(`${baseUrl}/`),
      },
    },
    interactions: {
      policy: signingPolicy(),
      url: (_ctx, { uid, params }) => {
        // OpenID Connect Core §3.1.2.1: languages in order of preference; we speak two.
        const wanted = String(params.ui_locales ?? params.lang ?? '')
          .split(' ')
          .map((tag) => tag.slice(0, 2).toLowerCase());
        const language = wanted.find((tag) => tag === 'vi' || tag === 'en');
        return `${interactionPath(uid)}${language ? `?language=${language}` : ''}`;
      },
    },
    findAccount: async (_ctx, personalNumber, token) => {
      // On the way to a site nobody asks more than the number; the account is looked at when the site asks for a token.
      const nameless = { accountId: personalNumber, claims: () => ({ sub: personalNumber }) };
      if (!token) return nameless;
      const account = await findActiveAccount(house.db.as('identity'), personalNumber);
      return account && { accountId: personalNumber, claims: () => ({ sub: personalNumber, name: account.name }) };
    },
    loadExistingGrant: loadExistingGrant(house),
    renderError: (ctx, { error }) => {
      house.log.warn('identity.protocol_error', { error });
      ctx.redirect(`${baseUrl}/sign-in/interrupted`);
    },
  };
  const provider = new Provider(issuerOf(house.config), configuration);
  // actions.ts says in these headers what BASE_URL says, whatever the browser sent.
  provider.proxy = true;
  provider.on('server_error', (_ctx, error) =>
    house.log.error('identity.provider_fault', { message: error.message, stack: error.stack }),
  );
  provider.on('interaction.ended', (ctx) => dropRun(house, ctx.oidc.entities.Interaction!.uid));
  const ownComparison = provider.Client.prototype.compareClientSecret;
  provider.Client.prototype.compareClientSecret = function compare(secret: string) {
    return this.grantTypeAllowed('client_credentials') || isSignatureApplication(this)
      ? isInformationSystemSecret(this.clientSecret!, secret)
      : ownComparison.call(this, secret);
  };
  return provider;
}
