import { Type } from 'typebox';
import { frameOf } from '../../../design/index.ts';
import { newId } from '../../../kernel/ids.ts';
import type { Refusal } from '../../../kernel/refusal.ts';
import { messagesOf, typedTexts } from '../../../kernel/refused-form.ts';
import { download, html, route, seeOther, type Answer, type Asked, type Route } from '../../../kernel/route.ts';
import { MOST_REQUEST_BYTES } from '../enrolment/certification-request.ts';
import {
  askForOwn,
  chainPemOfOwn,
  listOwn,
  OWN_REASONS,
  readOwn,
  revokeOwn,
  withdrawOwn,
  type Official,
} from './actions.ts';
import { ownCertificatePage } from './pages/certificate.tsx';
import { AUTHENTICATION_PATH, overviewPage } from './pages/overview.tsx';

const HERE = AUTHENTICATION_PATH;
const who = 'official';
const Key = Type.String({ format: 'uuid' });
const OfCertificate = Type.Object({ serial: Type.String({ pattern: '^[0-9a-f]{2,42}$' }) });
const OfRequest = Type.Object({ request: Type.String({ format: 'uuid' }) });
const DONE = ['asked', 'withdrawn', 'revoked'] as const;

type Page = Pick<Asked<unknown, unknown, unknown>, 'house' | 'language' | 'session' | 'formToken' | 'path'>;
const viewOf = (asked: Page) => ({ language: asked.language, path: asked.path, frame: frameOf(asked, 'desk') });
const officialOf = ({ session }: Page): Official => session!.holder as Official;

/** The certificates by which officials show programs who they are: everybody's own, at the desk. */
export const authenticationRoutes: Route[] = [
  route({
    method: 'GET',
    path: HERE,
    who,
    query: Type.Object({ done: Type.Optional(Type.Enum([...DONE])) }),
    answer: (asked) => showOverview(asked, { done: asked.query.done }),
  }),
  route({
    method: 'POST',
    path: HERE,
    who,
    body: Type.Object({
      request: Type.String({ maxLength: MOST_REQUEST_BYTES * 2 }),
      why: Type.String({ maxLength: 4_000 }),
      idempotencyKey: Key,
    }),
    async answer(asked) {
      const { request, why, idempotencyKey } = asked.body;
      await askForOwn(asked.house, officialOf(asked), { request, why, requestKey: idempotencyKey });
      return seeOther(`${HERE}?done=asked`);
    },
    refused: (asked, refusal) => showOverview(asked, { refusal, typed: asked.body ?? {} }),
  }),
  route({
    method: 'POST',
    path: `${HERE}/requests/:request/withdraw`,
    who,
    params: OfRequest,
    body: Type.Object({ idempotencyKey: Key }),
    async answer(asked) {
      const { idempotencyKey } = asked.body;
      await withdrawOwn(asked.house, officialOf(asked), { id: asked.params.request, requestKey: idempotencyKey });
      return seeOther(`${HERE}?done=withdrawn`);
    },
    refused: (asked, refusal) => showOverview(asked, { refusal }),
  }),
  route({
    method: 'GET',
    path: `${HERE}/:serial`,
    who,
    params: OfCertificate,
    answer: (asked) => showCertificate(asked, asked.params.serial),
  }),
  route({
    method: 'GET',
    path: `${HERE}/:serial/chain.pem`,
    who,
    params: OfCertificate,
    async answer(asked) {
      const { serial } = asked.params;
      const pem = await chainPemOfOwn(asked.house, officialOf(asked), serial);
      return download(Buffer.from(pem), 'application/x-pem-file', `${serial}.pem`);
    },
  }),
  route({
    method: 'POST',
    path: `${HERE}/:serial/revoke`,
    who,
    params: OfCertificate,
    body: Type.Object({ reason: Type.Union(OWN_REASONS.map((reason) => Type.Literal(reason))) }),
    async answer(asked) {
      const { serial } = asked.params;
      await revokeOwn(asked.house, officialOf(asked), { serial, reason: asked.body.reason });
      return seeOther(`${HERE}?done=revoked`);
    },
    refused: (asked, refusal) => showCertificate(asked, asked.params.serial, refusal),
  }),
];

async function showOverview(
  asked: Page,
  {
    done,
    refusal,
    typed = {},
  }: { done?: (typeof DONE)[number] | undefined; refusal?: Refusal; typed?: Readonly<Record<string, unknown>> },
): Promise<Answer> {
  const own = await listOwn(asked.house, officialOf(asked));
  return html(
    overviewPage({
      ...viewOf(asked),
      ...own,
      done,
      requestKeys: { ask: newId(), withdraw: newId() },
      values: typedTexts(typed),
      messages: messagesOf(asked, refusal),
    }),
    refusal?.status ?? 200,
  );
}

async function showCertificate(asked: Page, serial: string, refusal?: Refusal): Promise<Answer> {
  const own = await readOwn(asked.house, officialOf(asked), serial);
  return html(
    ownCertificatePage({ ...viewOf(asked), own, messages: messagesOf(asked, refusal) }),
    refusal?.status ?? 200,
  );
}
