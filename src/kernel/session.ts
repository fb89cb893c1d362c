import { createHmac, hash, randomBytes, timingSafeEqual } from 'node:crypto';
import { sql } from './db.ts';
import { Kept } from './kept.ts';
import type { House } from './system.ts';

/** The two places where people sign in: as themselves, or at work. One browser may hold both. */
export type Area = 'portal' | 'desk';

/** Who is signed in, as the identity provider said, and at a desk with which post. */
export interface Holder {
  kind: 'person' | 'official';
  /** The person's number. */
  number: string;
  name: string;
  /** Level of assurance of this sign-in (`acr`). */
  assurance: string;
  /** For an official: the post that this session works in. */
  post?: {
    officialId: string;
    /** What the post is, e.g. `civil-status-officer`. */
    role: string;
    title: { vi: string; en: string };
    agencyCode: string;
    agencyName: string;
    /** The commune or province that the post is competent for. */
    territoryCode: string;
    /** It is another's post, in which this official acts by delegation. */
    isDelegated?: boolean;
  };
}

export interface Session {
  token: string;
  area: Area;
  holder: Holder;
}

const TOKEN_BYTES = 32;
const LIFETIME_HOURS: Record<Area, number> = { portal: 2, desk: 10 };

const hashOf = (token: string): Buffer => hash('sha256', token, 'buffer');

/** The name of an area's cookie. With TLS it carries the `__Host-` prefix, which binds it to this host (RFC 6265bis §4.1.3.2). */
export function cookieName(area: Area, isSecure: boolean): string {
  return `${isSecure ? '__Host-' : ''}mot_cua_${area}`;
}

/** Begins a session. The token is for the cookie and is kept nowhere. */
export async function beginSession(house: House, area: Area, holder: Holder): Promise<Session> {
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  await house.db.as('kernel').run(sql`INSERT INTO session (token_hash, area, holder, expires_at)
    VALUES (${hashOf(token)}, ${area}, ${JSON.stringify(holder)}, now() + make_interval(hours => ${LIFETIME_HOURS[area]}))`);
  return { token, area, holder };
}

type Found = { area: Area; holder: Holder; expires_at: Date } | undefined;

const MOST_KEPT = 20_000;
const keptSessions = new WeakMap<House['db'], Kept<Found>>();

function keptOf({ db }: House): Kept<Found> {
  let kept = keptSessions.get(db);
  if (!kept) keptSessions.set(db, (kept = new Kept(db, 'session', { most: MOST_KEPT })));
  return kept;
}

/** The session of a cookie's token, or undefined when there is none or it is over. */
export async function findSession(house: House, area: Area, token: string): Promise<Session | undefined> {
  if (!/^[\w-]{43}$/.test(token)) return undefined;
  const tokenHash = hashOf(token);
  const found = await keptOf(house).get(tokenHash.toString('hex'), () =>
    house.db.as('kernel').maybe(sql`SELECT area, holder, expires_at FROM session WHERE token_hash = ${tokenHash}`),
  );
  if (found?.area !== area || found.expires_at.getTime() <= Date.now()) return undefined;
  return { token, area, holder: found.holder };
}

/** Ends a session: the cookie is worth nothing from now on. */
export async function endSession(house: House, session: Session): Promise<void> {
  const tokenHash = hashOf(session.token);
  await house.db.as('kernel').run(sql`DELETE FROM session WHERE token_hash = ${tokenHash}`);
  keptOf(house).forget(tokenHash.toString('hex'));
}

/** Deletes the sessions that are over. */
export async function sweepSessions(house: House): Promise<number> {
  return house.db.as('kernel').run(sql`DELETE FROM session WHERE expires_at < now()`);
}

const SALT_BYTES = 12;

/**
 * A token for the forms of a session (synchronizer token). It differs in every page, so that compressed pages do not
 * give it away (BREACH), and needs no storage.
 */
export function formToken(house: House, session: Session): string {
  const salt = randomBytes(SALT_BYTES).toString('base64url');
  return `${salt}.${signatureOf(house, session, salt)}`;
}

/** Whether a form carried a token made for this session. */
export function isFormToken(house: House, session: Session, token: unknown): boolean {
  if (typeof token !== 'string' || token.length > 200) return false;
  const [salt = '', signature = ''] = token.split('.');
  const expected = Buffer.from(signatureOf(house, session, salt));
  const given = Buffer.from(signature);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function signatureOf(house: House, session: Session, salt: string): string {
  return createHmac('sha256', house.keys.secret('form-token')).update(`${session.token}.${salt}`).digest('base64url');
}
