import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { now } from '../../../kernel/clock.ts';
import type { House } from '../../../kernel/system.ts';
import type { SigningConsent } from '../signing/authorization/actions.ts';
import { PROVIDER_PATH } from './addresses.ts';
import { providerCookieName, providerOf } from './provider.ts';
import type { Run } from './run.ts';

/** Nothing that the provider sends is a page of ours: only redirects and data. */
const SAFETY_HEADERS = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
};

const mounted = new WeakMap<House, FastifyInstance>();

/** Hangs the OpenID Provider into the web server, under `/oidc`. */
export async function mountOpenIdProvider(app: FastifyInstance, house: House): Promise<void> {
  const provider = await providerOf(house);
  const answer = provider.callback();
  const base = new URL(house.config.baseUrl);
  mounted.set(house, app);
  await app.register(async (scope) => {
    // The provider reads bodies itself: nobody may touch the stream before.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
    scope.all(`${PROVIDER_PATH}/*`, (request, reply) => {
      reply.hijack();
      const raw = request.raw as IncomingMessage & { originalUrl?: string };
      raw.originalUrl = raw.url;
      raw.url = raw.url!.slice(PROVIDER_PATH.length) || '/';
      // The provider makes addresses from these; they are ours to say, not the sender's.
      raw.headers.host = base.host;
      raw.headers['x-forwarded-host'] = base.host;
      raw.headers['x-forwarded-proto'] = base.protocol.slice(0, -1);
      delete raw.headers['x-forwarded-for'];
      for (const [name, value] of Object.entries(SAFETY_HEADERS)) reply.raw.setHeader(name, value);
      void answer(raw, reply.raw);
    });
  });
}

const LONGEST_WAIT_MS = 30_000;

/**
 * Asks the provider as `fetch` does. When it is served by this process the request goes to it as it would come off the
 * wire, through the same checks, but over no connection: that spares each sign-in one.
 */
export async function askProvider(
  house: House,
  url: string,
  asked: { method: string; headers: Record<string, string>; body?: unknown; redirect: 'manual' },
): Promise<Response> {
  const app = mounted.get(house);
  if (!app) return fetch(url, { ...(asked as RequestInit), signal: AbortSignal.timeout(LONGEST_WAIT_MS) });
  const { pathname, search } = new URL(url);
  const {
    statusCode: status,
    headers,
    body,
  } = await app.inject({
    method: asked.method as 'GET' | 'POST',
    url: `${pathname}${search}`,
    headers: asked.headers,
    ...(asked.body ? { payload: String(asked.body) } : {}),
  });
  return new Response(body, { status, headers: { 'content-type': String(headers['content-type']) } });
}

/** Makes the first signing key when there is none and opens the provider, so that the first request need not wait. */
export async function openOpenIdProvider(house: House): Promise<void> {
  await providerOf(house);
}

/** Tells the provider who it is that began the run. Resolves to the path where the browser goes on. */
export async function finishRun(
  house: House,
  { uid, content }: Run,
  login: { accountId: string; acr: string; amr: string[] },
): Promise<string> {
  const provider = await providerOf(house);
  const result = { login: { ...login, remember: false } };
  let { session } = content;
  if (session?.accountId && session.accountId !== login.accountId) {
    // Another person was signed in to this browser. The provider would sign that one out by a page with an inline
    // script, which our policy forbids; so that session ends here.
    if (session.cookie) await (await provider.Session.find(session.cookie))?.destroy();
    session = undefined;
  }
  const lifetimeSeconds = content.exp! - Math.floor(now().getTime() / 1000);
  await provider.Interaction.adapter.upsert(uid, { ...content, session, result }, lifetimeSeconds);
  const { pathname, search } = new URL(content.returnTo!);
  return `${pathname}${search}`;
}

/** Tells the provider what the person answered to a signature application, or that they declined. Resolves to where the browser goes on. */
export async function finishSigningRun(
  house: House,
  { uid, content }: Run,
  answer: SigningConsent | 'declined',
): Promise<string> {
  const provider = await providerOf(house);
  const result =
    answer === 'declined'
      ? { error: 'access_denied', error_description: 'The person did not agree' }
      : { signing: answer };
  const lifetimeSeconds = content.exp! - Math.floor(now().getTime() / 1000);
  await provider.Interaction.adapter.upsert(uid, { ...content, result }, lifetimeSeconds);
  const { pathname, search } = new URL(content.returnTo!);
  return `${pathname}${search}`;
}

/** Ends the browser's session at the provider, when it is that person's. Gives the name of the cookie to clear. */
export async function endProviderSession(
  house: House,
  personalNumber: string,
  cookie: (name: string) => string | undefined,
): Promise<string | undefined> {
  const name = providerCookieName(house);
  const id = cookie(name);
  const session = id ? await (await providerOf(house)).Session.find(id) : undefined;
  if (session?.accountId !== personalNumber) return undefined;
  await session.destroy();
  return name;
}

/** What the page needs that confirms a sign-out which a site asked for; undefined when none was asked for. */
export async function findLogout(
  house: House,
  cookie: (name: string) => string | undefined,
): Promise<{ confirmPath: string; secret: string } | undefined> {
  const id = cookie(providerCookieName(house));
  const session = id ? await (await providerOf(house)).Session.find(id) : undefined;
  const secret = session?.state?.secret;
  return typeof secret === 'string' ? { confirmPath: `${PROVIDER_PATH}/session/end/confirm`, secret } : undefined;
}
