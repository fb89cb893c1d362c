import { now } from '../../../kernel/clock.ts';
import type { House } from '../../../kernel/system.ts';

/** One run through the OpenID Provider, on behalf of a site that wants to know who someone is. */
export interface Run {
  uid: string;
  /** The site that asked: `portal` or `desk`. */
  clientId: string;
}

/** How long a run may take. */
export const RUN_LIFETIME_SECONDS = 15 * 60;

/** The cookie that ties a run to the browser which began it. */
export const RUN_COOKIE = 'mot_cua_run';

const PURPOSE = 'oidc-run';

/** What the browser keeps of a run, so that its pages need not ask the database whether there is such a run. */
export function sealRun(house: House, run: Run): string {
  const until = now().getTime() + RUN_LIFETIME_SECONDS * 1000;
  return house.keys.sealBytes(PURPOSE, Buffer.from(JSON.stringify({ ...run, until }))).toString('base64url');
}

/**
 * The run that this browser began, or undefined when it took too long, was gone back from, or was begun by another browser.
 * Without the latter check someone could send others a link to his own run and be signed in as them.
 */
export function findRun(house: House, uid: string, cookie: (name: string) => string | undefined): Run | undefined {
  const sealed = cookie(RUN_COOKIE);
  if (!sealed || sealed.length > 1_000) return undefined;
  try {
    const bytes = house.keys.openBytes(PURPOSE, Buffer.from(sealed, 'base64url'));
    const run = JSON.parse(bytes.toString('utf8')) as Run & { until: number };
    return run.uid === uid && now().getTime() < run.until ? { uid, clientId: run.clientId } : undefined;
  } catch {
    // A cookie that was made up or sealed under another key.
    return undefined;
  }
}
