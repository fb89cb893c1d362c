import { createHash } from 'node:crypto';
import { Type } from 'typebox';
import { frameOf } from '../../design/index.ts';
import { now } from '../../kernel/clock.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { html, route, type Answer, type Route } from '../../kernel/route.ts';
import type { House } from '../../kernel/system.ts';
import { administrationRoutes } from './administration/routes.ts';
import { acmeRoutes } from './acme/routes.ts';
import { authenticationRoutes } from './authentication/routes.ts';
import { enrolmentRoutes } from './enrolment/routes.ts';
import { estRoutes } from './est/routes.ts';
import { findInLog, readEntryBundle, readLogState, readTile, type LogPlace } from './log/actions.ts';
import { readNumberPath } from './log/tile.ts';
import { readWitnesses } from './log/witness/actions.ts';
import { answerOcsp, MOST_OCSP_REQUEST_BYTES, type OcspAnswer } from './ocsp/actions.ts';
import { logPage } from './pages/log/page.tsx';
import { readAuthorityFile } from './status/actions.ts';
import { validationRoutes } from './validation/routes.ts';
import { currentTrustedList } from './trusted-list/actions.ts';
import { answerStampRequest, countStamp, MOST_STAMP_REQUEST_BYTES } from './time-stamp/actions.ts';

/** Whoever asks for what is not there yet may be told again soon; what is there never changes. */
const IMMUTABLE = 'public, max-age=31536000, immutable';
const SHORT = 'public, max-age=2';
/** The trusted list: at most four hours are allowed (ETSI TS 119 612 §6.1), and what is withdrawn should be known soon. */
const LISTED = 'public, no-transform, max-age=300';

const immutable = (body: Buffer): Answer => ({
  status: 200,
  body,
  contentType: 'application/octet-stream',
  headers: { 'cache-control': IMMUTABLE },
});

/** Where what has this hash is in the log, whichever it is of all that has a receipt by its hash. */
async function findOfHash(house: House, sha256: Buffer): Promise<LogPlace> {
  for (const kind of ['document', 'signature', 'timestamp', 'certificate'] as const) {
    const place = await findInLog(house, kind, sha256);
    if (place.state !== 'absent') return place;
  }
  return findInLog(house, 'publication', sha256);
}

/** May be kept on the way until then. */
const keptUntil = (until: Date): string =>
  `public, no-transform, must-revalidate, max-age=${Math.max(0, Math.floor((until.getTime() - now().getTime()) / 1000))}`;

const ocspAnswer = ({ body, keptUntil: until }: OcspAnswer): Answer => ({
  status: 200,
  body,
  contentType: 'application/ocsp-response',
  headers: { 'cache-control': until ? keptUntil(until) : 'no-store' },
});

/** The bytes of Base64 in an address; none when it is not Base64 at all, which is then no request either. */
function bytesInPath(text: string): Buffer {
  try {
    const base64 = decodeURIComponent(text.split('?')[0]!);
    return /^[A-Za-z0-9+/]*={0,2}$/.test(base64) ? Buffer.from(base64, 'base64') : Buffer.alloc(0);
  } catch {
    return Buffer.alloc(0);
  }
}

const partPath = Type.Object({
  level: Type.String({ pattern: '^([0-7]|entries)$' }),
  '*': Type.String({ maxLength: 40 }),
});

/** The public log (C2SP tlog-tiles): static parts for programs, and a page for people. And time stamps (RFC 3161 §3.4), revocation lists
 * (RFC 5280) and answers about certificates (RFC 6960). */
export const routes: Route[] = [
  ...administrationRoutes,
  ...authenticationRoutes,
  ...acmeRoutes,
  ...estRoutes,
  ...enrolmentRoutes,
  ...validationRoutes,
  route({
    method: 'POST',
    path: '/tsa',
    who: 'anyone',
    bytes: { type: 'application/timestamp-query', largest_bytes: MOST_STAMP_REQUEST_BYTES },
    async answer({ house, bytes, address }) {
      countStamp(address);
      const body = await answerStampRequest(house, bytes);
      return {
        status: 200,
        body,
        contentType: 'application/timestamp-reply',
        headers: { 'cache-control': 'no-store' },
      };
    },
  }),
  route({
    method: 'POST',
    path: '/trust/ocsp',
    who: 'anyone',
    bytes: { type: 'application/ocsp-request', largest_bytes: MOST_OCSP_REQUEST_BYTES },
    answer: async ({ house, bytes }) => ocspAnswer(await answerOcsp(house, bytes)),
  }),
  route({
    method: 'GET',
    path: '/trust/ocsp/*',
    who: 'anyone',
    // From the address as it was sent: Base64 has slashes of its own (RFC 6960 appendix A.1).
    answer: async ({ house, path }) =>
      ocspAnswer(await answerOcsp(house, bytesInPath(path.slice('/trust/ocsp/'.length)))),
  }),
  route({
    method: 'GET',
    path: '/trust/list.xml',
    who: 'anyone',
    answer: async ({ house }) => ({
      status: 200,
      body: (await currentTrustedList(house)).list,
      contentType: 'application/vnd.etsi.tsl+xml',
      headers: { 'cache-control': LISTED },
    }),
  }),
  route({
    method: 'GET',
    path: '/trust/list.sha2',
    who: 'anyone',
    // The 32 bytes of its SHA-256, by which programs see whether there is another (ETSI TS 119 612 §6.1).
    answer: async ({ house }) => ({
      status: 200,
      body: createHash('sha256')
        .update((await currentTrustedList(house)).list)
        .digest(),
      contentType: 'application/octet-stream',
      headers: { 'cache-control': LISTED },
    }),
  }),
  route({
    method: 'GET',
    path: '/trust/:file',
    who: 'anyone',
    params: Type.Object({ file: Type.String({ maxLength: 60 }) }),
    async answer({ house, params }) {
      const { kind, body, dueAt } = await readAuthorityFile(house, params.file);
      return kind === 'list'
        ? { status: 200, body, contentType: 'application/pkix-crl', headers: { 'cache-control': keptUntil(dueAt) } }
        : {
            status: 200,
            body,
            contentType: 'application/pkix-cert',
            headers: { 'cache-control': 'public, max-age=86400' },
          };
    },
  }),
  route({
    method: 'GET',
    path: '/log',
    who: 'anyone',
    async answer(asked) {
      const { house, language, path } = asked;
      const [log, witnesses] = await Promise.all([readLogState(house), readWitnesses(house)]);
      return html(logPage({ language, path, frame: frameOf(asked), log, witnesses, base: house.config.baseUrl }));
    },
  }),
  route({
    method: 'GET',
    path: '/log/checkpoint',
    who: 'anyone',
    answer: async ({ house }) => ({
      status: 200,
      body: (await readLogState(house)).checkpoint,
      contentType: 'text/plain; charset=utf-8',
      headers: { 'cache-control': SHORT },
    }),
  }),
  route({
    method: 'GET',
    path: '/log/tile/:level/*',
    who: 'anyone',
    params: partPath,
    async answer({ house, params }) {
      const place = readNumberPath(params['*']);
      if (!place) throw new Refusal('trust.log_has_no_such_part', 404);
      const { number, width } = place;
      return params.level === 'entries'
        ? immutable(await readEntryBundle(house, number, width))
        : immutable(await readTile(house, { level: Number(params.level), number }, width));
    },
  }),
  route({
    method: 'GET',
    path: '/log/receipts/:sha256',
    who: 'anyone',
    params: Type.Object({ sha256: Type.String({ pattern: '^[0-9a-f]{64}\\.tlog-proof$' }) }),
    async answer({ house, params }) {
      const sha256 = params.sha256.slice(0, 64);
      const place = await findOfHash(house, Buffer.from(sha256, 'hex'));
      if (place.state !== 'entered') throw new Refusal('trust.not_in_log', 404);
      return {
        status: 200,
        body: place.receipt,
        contentType: 'text/plain; charset=utf-8',
        headers: {
          'content-disposition': `attachment; filename="${sha256.slice(0, 16)}.tlog-proof"`,
          'cache-control': SHORT,
        },
      };
    },
  }),
];
