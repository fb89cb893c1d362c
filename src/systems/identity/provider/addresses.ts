import type { Config } from '../../../kernel/config.ts';
import type { Area } from '../../../kernel/session.ts';

/** Where the OpenID Provider lies on the public port. */
export const PROVIDER_PATH = '/oidc';

/** The issuer identifier (OpenID Connect Discovery §1.2). */
export const issuerOf = (config: Pick<Config, 'baseUrl'>): string => `${config.baseUrl}${PROVIDER_PATH}`;

/** The audience of the access tokens of information systems, and the one scope they have. */
export const EXCHANGE_AUDIENCE = 'urn:mot-cua:exchange';
export const EXCHANGE_SCOPE = 'exchange';

/** Our own two sites as clients of the OpenID Provider, and where they are called back. */
export const SITES = {
  portal: { clientId: 'portal', callbackPath: '/sign-in/callback', signInPath: '/sign-in' },
  desk: { clientId: 'desk', callbackPath: '/desk/sign-in/callback', signInPath: '/desk/sign-in' },
} as const;

/** The page on which a person proves who they are, for one run through the OpenID Provider. */
export const interactionPath = (uid: string): string => `/identity/${uid}`;

/** Where a site's sign-in begins, and where it leads back to: a path of our own with its query. */
export const signInPath = (area: Area, to: string): string => `${SITES[area].signInPath}?to=${encodeURIComponent(to)}`;
