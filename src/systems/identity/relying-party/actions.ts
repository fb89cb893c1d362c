import { hash } from 'node:crypto';
import {
  type Configuration,
  type CustomFetch,
  ClientSecretBasic,
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  customFetch,
  discovery,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client';
import { now } from '../../../kernel/clock.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { localPath } from '../../../kernel/route.ts';
import type { Area, Holder } from '../../../kernel/session.ts';
import type { House } from '../../../kernel/system.ts';
import type { Language } from '../../../kernel/text.ts';
import { appointmentsOf } from '../../organisations/index.ts';
import { askProvider } from '../provider/actions.ts';
import { SITES, issuerOf } from '../provider/addresses.ts';
import { siteSecret } from '../provider/provider.ts';

/** How long a person may take between leaving for the provider and coming back. */
export const RETURN_WITHIN_SECONDS = 20 * 60;

/** Who came back from the provider. */
export interface SignedInPerson {
  personalNumber: string;
  name: string;
  /** `acr`. */
  assurance: string;
}

const configurations = new WeakMap<House, Map<Area, Promise<Configuration>>>();

/** What the provider publishes about itself, asked once by each process and site. */
function configurationOf(house: House, area: Area): Promise<Configuration> {
  let byArea = configurations.get(house);
  if (!byArea) configurations.set(house, (byArea = new Map()));
  let configuration = byArea.get(area);
  if (!configuration) {
    const { clientId } = SITES[area];
    const issuer = new URL(issuerOf(house.config));
    // Without TLS only where BASE_URL says so, on one's own machine. No timer for each request: `askProvider` has one of
    // its own where there is something to wait for.
    const withoutTimer = (made: Configuration) => void (made.timeout = 0);
    const execute = issuer.protocol === 'http:' ? [allowInsecureRequests, withoutTimer] : [withoutTimer];
    const secret = siteSecret(house, area);
    const ask: CustomFetch = (url, asked) => askProvider(house, url, asked);
    configuration = discovery(issuer, clientId, {}, ClientSecretBasic(secret), { execute, [customFetch]: ask });
    const asked = byArea.set(area, configuration);
    configuration.catch(() => asked.delete(area));
  }
  return configuration;
}

interface Departure {
  state: string;
  nonce: string;
  verifier: string;
  to: string;
  leftAt: number;
}

const purposeOf = (area: Area): string => `sign-in-departure-${area}`;

/**
 * Sends a person to the provider: the address to go to, and what to keep in a cookie until the return. `again` asks the
 * provider to sign in anew, also when someone is signed in.
 */
export async function departForSignIn(
  house: House,
  asked: { area: Area; to: string; language: Language; again: boolean },
): Promise<{ location: string; sealedDeparture: string }> {
  const { area } = asked;
  const departure: Departure = {
    state: randomState(),
    nonce: randomNonce(),
    verifier: randomPKCECodeVerifier(),
    to: localPath(asked.to),
    leftAt: now().getTime(),
  };
  const url = buildAuthorizationUrl(await configurationOf(house, area), {
    redirect_uri: `${house.config.baseUrl}${SITES[area].callbackPath}`,
    scope: 'openid',
    state: departure.state,
    nonce: departure.nonce,
    // RFC 7636 §4.2.
    code_challenge: hash('sha256', departure.verifier, 'base64url'),
    code_challenge_method: 'S256',
    ui_locales: asked.language,
    ...(asked.again ? { prompt: 'login' } : {}),
  });
  const sealed = house.keys.sealBytes(purposeOf(area), Buffer.from(JSON.stringify(departure)));
  return { location: url.href, sealedDeparture: sealed.toString('base64url') };
}

/**
 * Takes a person back from the provider: exchanges the code at its token endpoint and checks the identity token.
 * Refuses `sign_in.interrupted` when this browser did not leave for here, left too long ago, or anything was tampered with.
 */
export async function returnFromSignIn(
  house: House,
  returned: { area: Area; path: string; sealedDeparture: string | undefined },
): Promise<{ person: SignedInPerson; to: string }> {
  const { area } = returned;
  const departure = openDeparture(house, area, returned.sealedDeparture);
  if (!departure) throw new Refusal('sign_in.interrupted', 400);
  try {
    const tokens = await authorizationCodeGrant(
      await configurationOf(house, area),
      new URL(`${house.config.baseUrl}${returned.path}`),
      {
        pkceCodeVerifier: departure.verifier,
        expectedState: departure.state,
        expectedNonce: departure.nonce,
        idTokenExpected: true,
      },
    );
    const claims = tokens.claims()!;
    const { sub, name, acr } = claims as { sub: string; name?: unknown; acr?: unknown };
    if (typeof name !== 'string' || typeof acr !== 'string') throw new Error('the identity token lacks name or acr');
    return { person: { personalNumber: sub, name, assurance: acr }, to: departure.to };
  } catch (error) {
    house.log.warn('identity.return_refused', { area, reason: (error as { code?: string }).code ?? 'unknown' });
    throw new Refusal('sign_in.interrupted', 400);
  }
}

function openDeparture(house: House, area: Area, sealed: string | undefined): Departure | undefined {
  if (!sealed || sealed.length > 4_000) return undefined;
  try {
    const bytes = house.keys.openBytes(purposeOf(area), Buffer.from(sealed, 'base64url'));
    const departure = JSON.parse(bytes.toString('utf8')) as Departure;
    return now().getTime() - departure.leftAt < RETURN_WITHIN_SECONDS * 1000 ? departure : undefined;
  } catch {
    // A cookie that was made up or sealed under another key.
    return undefined;
  }
}

/** The post that a desk session works in. */
export type Post = NonNullable<Holder['post']>;

/** The posts in which a person may work today, each with a key for choosing it. */
export async function postsOf(house: House, personalNumber: string): Promise<{ key: string; post: Post }[]> {
  const appointments = await appointmentsOf(house, personalNumber);
  return appointments.map(({ officialId, role, title, agencyCode, agencyName, territoryCode, delegatedBy }) => ({
    key: [officialId, role, agencyCode, delegatedBy ?? 'own'].join('~'),
    post: {
      officialId,
      role,
      title,
      agencyCode,
      agencyName,
      territoryCode: territoryCode ?? '',
      ...(delegatedBy !== undefined && { isDelegated: true }),
    },
  }));
}

/** How long someone who holds several posts may take to choose one after signing in. */
export const CHOOSE_WITHIN_SECONDS = 15 * 60;

/** Who has signed in for the desk but not yet chosen a post, sealed for a cookie. */
export function sealChoice(house: House, choice: { person: SignedInPerson; to: string }): string {
  const bytes = Buffer.from(JSON.stringify({ ...choice, at: now().getTime() }));
  return house.keys.sealBytes('desk-choice', bytes).toString('base64url');
}

/** Opens what `sealChoice` sealed; undefined when it is too old or not ours. */
export function openChoice(
  house: House,
  sealed: string | undefined,
): { person: SignedInPerson; to: string } | undefined {
  if (!sealed || sealed.length > 4_000) return undefined;
  try {
    const bytes = house.keys.openBytes('desk-choice', Buffer.from(sealed, 'base64url'));
    const choice = JSON.parse(bytes.toString('utf8')) as { person: SignedInPerson; to: string; at: number };
    return now().getTime() - choice.at < CHOOSE_WITHIN_SECONDS * 1000 ? choice : undefined;
  } catch {
    // A cookie that was made up or sealed under another key.
    return undefined;
  }
}
