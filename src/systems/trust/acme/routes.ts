import { Type } from 'typebox';
import { Refusal } from '../../../kernel/refusal.ts';
import { route, type Answer, type Asked, type Route } from '../../../kernel/route.ts';
import {
  ACME_WORK,
  MOST_SIGNED_BYTES,
  newNonce,
  problemDocument,
  readDirectory,
  readRenewal,
  type AcmeAnswer,
  type AcmeWork,
} from './actions.ts';

type AcmeAsked = Asked<never, never, never>;
const withId = Type.Object({ id: Type.String({ maxLength: 120 }) });

/** What every answer of ACME carries (RFC 8555 §6.5, §7.1): a fresh nonce, and where the directory is. */
const headersOf = ({ house }: AcmeAsked, links: readonly string[] = []): Record<string, string> => ({
  'replay-nonce': newNonce(house),
  link: [...links, `<${house.config.baseUrl}/acme/directory>;rel="index"`].join(', '),
  'cache-control': 'no-store',
});

/** Objects of ACME hold the refusal they came to by its code; here it becomes a problem document. */
function tell(asked: AcmeAsked, body: unknown): string {
  return JSON.stringify(body, (key, value: unknown) =>
    key === 'error' && typeof value === 'string'
      ? problemDocument(asked.house, new Refusal(value, 403), asked.language)
      : value,
  );
}

function written(asked: AcmeAsked, answer: AcmeAnswer): Answer {
  const { status, body, text, location, links, retryAfter_seconds } = answer;
  return {
    status,
    headers: {
      ...headersOf(asked, links),
      ...(location !== undefined && { location }),
      ...(retryAfter_seconds !== undefined && { 'retry-after': String(retryAfter_seconds) }),
    },
    ...(text && { body: text.body, contentType: text.type }),
    ...(body !== undefined && { body: tell(asked, body), contentType: 'application/json' }),
  };
}

function refused(asked: AcmeAsked, refusal: Refusal): Answer {
  const { retryAfter_seconds, account } = refusal.values;
  return {
    status: refusal.status,
    headers: {
      ...headersOf(asked),
      ...(retryAfter_seconds !== undefined && { 'retry-after': String(retryAfter_seconds) }),
      ...(account !== undefined && { location: String(account) }),
    },
    body: JSON.stringify(problemDocument(asked.house, refusal, asked.language)),
    contentType: 'application/problem+json',
  };
}

async function answered(asked: AcmeAsked, work: () => Promise<AcmeAnswer>): Promise<Answer> {
  try {
    return written(asked, await work());
  } catch (error) {
    if (error instanceof Refusal) return refused(asked, error);
    throw error;
  }
}

/** A signed request: who may is in the signature, and what of it in the action. */
const signed = (path: string, name: AcmeWork): Route =>
  route({
    method: 'POST',
    path,
    who: 'anyone',
    ...(path.includes(':id') && { params: withId }),
    bytes: { type: 'application/jose+json', largest_bytes: MOST_SIGNED_BYTES },
    answer: (asked) => {
      const { house, bytes, address } = asked;
      const { id } = asked.params as { id?: string };
      return answered(asked as AcmeAsked, () => ACME_WORK[name](house, { bytes, path: asked.path, address }, id));
    },
  });

/** ACME (RFC 8555) with renewal information (RFC 9773). */
export const acmeRoutes: Route[] = [
  route({
    method: 'GET',
    path: '/acme/directory',
    who: 'anyone',
    answer: ({ house }) => ({
      status: 200,
      body: JSON.stringify(readDirectory(house)),
      contentType: 'application/json',
      headers: { 'cache-control': 'no-store' },
    }),
  }),
  // HEAD is answered as GET is (§7.2 wants 204 of GET and would like 200 of HEAD: no program minds).
  route({
    method: 'GET',
    path: '/acme/new-nonce',
    who: 'anyone',
    answer: (asked) => ({ status: 204, headers: headersOf(asked as AcmeAsked) }),
  }),
  signed('/acme/new-account', 'newAccount'),
  signed('/acme/new-order', 'newOrder'),
  signed('/acme/revoke-cert', 'revoke'),
  signed('/acme/key-change', 'keyChange'),
  signed('/acme/account/:id', 'account'),
  signed('/acme/account/:id/orders', 'orders'),
  signed('/acme/order/:id', 'order'),
  signed('/acme/order/:id/finalize', 'finalize'),
  signed('/acme/authorization/:id', 'authorization'),
  signed('/acme/challenge/:id', 'challenge'),
  signed('/acme/certificate/:id', 'certificate'),
  route({
    method: 'GET',
    path: '/acme/renewal-info/:id',
    who: 'anyone',
    params: withId,
    answer: (asked) => answered(asked as unknown as AcmeAsked, () => readRenewal(asked.house, asked.params.id)),
  }),
];
