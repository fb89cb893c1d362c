import { type AdapterPayload, Provider } from 'oidc-provider';
import { now } from '../../../kernel/clock.ts';
import type { House } from '../../../kernel/system.ts';
import { interactionPath } from './addresses.ts';

/** One run through the OpenID Provider, on behalf of a site that wants to know who someone is. */
export interface Run {
  uid: string;
  /** The site that asked: `portal` or `desk`. */
  clientId: string;
  /** All that the provider needs to go on (its `Interaction`). */
  content: AdapterPayload;
}

/** How long a run may take. */
export const RUN_LIFETIME_SECONDS = 15 * 60;

const RUN_COOKIE = 'mot_cua_run';
const PURPOSE = 'oidc-run';
/** A browser keeps no larger cookie (RFC 6265 §6.1). */
const LONGEST_COOKIE = 4_096;

/** How the cookies of the provider are set. Not signed: they hold random ids of 43 letters, or what is sealed. */
export const cookieOptions = (house: House) =>
  ({
    httpOnly: true,
    sameSite: 'lax',
    signed: false,
    overwrite: true,
    secure: house.config.baseUrl.startsWith('https:'),
  }) as const;

/**
 * Gives a run that begins to its browser to keep, sealed: it is tied to that browser, its pages need not ask the database
 * whether there is such a run, and nobody fills our tables by merely asking to sign in. Only within a request to the provider.
 */
export function keepRun(house: House, uid: string, content: AdapterPayload): void {
  const sealed = house.keys.sealBytes(PURPOSE, Buffer.from(JSON.stringify(content))).toString('base64url');
  Provider.ctx!.cookies.set(RUN_COOKIE, sealed, {
    ...cookieOptions(house),
    path: interactionPath(uid),
    maxAge: RUN_LIFETIME_SECONDS * 1000,
  });
}

/** Takes a run that has ended from its browser. Only within a request to the provider. */
export function dropRun(house: House, uid: string): void {
  Provider.ctx!.cookies.set(RUN_COOKIE, null, { ...cookieOptions(house), path: interactionPath(uid) });
}

/**
 * The run that this browser began, or undefined when it has ended, took too long, or was begun by another browser. Without
 * the latter check someone could send others a link to his own run and be signed in as them.
 */
export function findRun(house: House, uid: string, cookie: (name: string) => string | undefined): Run | undefined {
  const sealed = cookie(RUN_COOKIE);
  if (!sealed || sealed.length > LONGEST_COOKIE) return undefined;
  try {
    const bytes = house.keys.openBytes(PURPOSE, Buffer.from(sealed, 'base64url'));
    const content = JSON.parse(bytes.toString('utf8')) as AdapterPayload;
    const isOpen = content.jti === uid && now().getTime() < content.exp! * 1000;
    return isOpen ? { uid, clientId: String(content.params?.client_id), content } : undefined;
  } catch {
    // A cookie that was made up or sealed under another key.
    return undefined;
  }
}
