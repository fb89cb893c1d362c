import { Type } from 'typebox';
import { frameOf } from '../../design/index.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { html, route, type Answer, type Route } from '../../kernel/route.ts';
import { findInLog, readEntryBundle, readLogState, readTile } from './log/actions.ts';
import { readNumberPath } from './log/tile.ts';
import { logPage } from './pages/log/page.tsx';

/** Whoever asks for what is not there yet may be told again soon; what is there never changes. */
const IMMUTABLE = 'public, max-age=31536000, immutable';
const SHORT = 'public, max-age=2';

const bytes = (body: Buffer): Answer => ({
  status: 200,
  body,
  contentType: 'application/octet-stream',
  headers: { 'cache-control': IMMUTABLE },
});

const partPath = Type.Object({
  level: Type.String({ pattern: '^([0-7]|entries)$' }),
  '*': Type.String({ maxLength: 40 }),
});

/** The public log (C2SP tlog-tiles): static parts for programs, and a page for people. */
export const routes: Route[] = [
  route({
    method: 'GET',
    path: '/log',
    who: 'anyone',
    async answer(asked) {
      const { house, language, path } = asked;
      const log = await readLogState(house);
      return html(logPage({ language, path, frame: frameOf(asked), log, address: `${house.config.baseUrl}/log` }));
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
        ? bytes(await readEntryBundle(house, number, width))
        : bytes(await readTile(house, { level: Number(params.level), number }, width));
    },
  }),
  route({
    method: 'GET',
    path: '/log/receipts/:sha256',
    who: 'anyone',
    params: Type.Object({ sha256: Type.String({ pattern: '^[0-9a-f]{64}\\.tlog-proof$' }) }),
    async answer({ house, params }) {
      const sha256 = params.sha256.slice(0, 64);
      const place = await findInLog(house, 'document', Buffer.from(sha256, 'hex'));
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
