import { Type } from 'typebox';
import { frameOf } from '../../../design/index.ts';
import { newId } from '../../../kernel/ids.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { messagesOf, typedTexts } from '../../../kernel/refused-form.ts';
import { type Answer, type Asked, type Route, download, html, route, seeOther } from '../../../kernel/route.ts';
import { exportCalendar, openCalendar } from './calendar/actions.ts';
import {
  MOST_PAGES,
  openAgencyCertificate,
  openCertificate,
  searchCertificates,
  STANDINGS,
} from './certificates/actions.ts';
import { machineRoutes } from './machine-routes.ts';
import { openPostEnds } from '../posts/actions.ts';
import { authorityPage } from './pages/authority.tsx';
import { calendarPage } from './pages/calendar.tsx';
import { certificatePage } from './pages/certificate.tsx';
import { certificatesPage } from './pages/certificates.tsx';
import { profileText } from './pages/page-parts.tsx';
import { postsPage } from './pages/posts.tsx';
import { requestPage, requestsPage, sealPage } from './pages/requests.tsx';
import { statePage } from './pages/state.tsx';
import { calendarTexts } from './pages/calendar-texts.ts';
import {
  askFor,
  decideRequest,
  listRequests,
  openRequest,
  REVOCATION_REASON_NAMES,
  type AskableAct,
  type Asking,
  type OfficialMove,
} from './requests/actions.ts';
import type { Administrator } from './rules.ts';
import { openState, openWatch, succeedableKinds } from './state/actions.ts';

const HERE = '/desk/certificates';
const who = { official: ['trust-services-administrator'] };
const Serial = Type.String({ pattern: '^[0-9a-f]{2,42}$' });
const OfCertificate = Type.Object({ serial: Serial });
const Id = Type.String({ format: 'uuid' });
const OfRequest = Type.Object({ request: Id });
const Key = Type.String({ format: 'uuid' });
const Words = Type.String({ maxLength: 4_000 });
const PageNumber = Type.Optional(Type.Integer({ minimum: 1, maximum: MOST_PAGES }));
const DONE = ['asked', 'approve', 'refuse', 'withdraw'] as const;

/** Of a request, what the pages of this desk need. */
type Page = Pick<Asked<unknown, unknown, unknown>, 'house' | 'language' | 'session' | 'formToken' | 'path'>;
const viewOf = (asked: Page) => ({ language: asked.language, path: asked.path, frame: frameOf(asked, 'desk') });
const administratorOf = ({ session }: Page): Administrator => session!.holder as Administrator;

/** The desk of those who administer the trust services. */
export const administrationRoutes: Route[] = [
  route({
    method: 'GET',
    path: HERE,
    who,
    query: Type.Object({
      words: Type.Optional(Type.String({ maxLength: 100 })),
      profile: Type.Optional(Type.String({ pattern: '^([a-z][a-z-]{0,40})?$' })),
      standing: Type.Optional(Type.Enum(['', ...STANDINGS])),
      page: PageNumber,
    }),
    async answer(asked) {
      const { words, profile, standing, page = 1 } = asked.query;
      const filter = {
        words: words?.trim() || undefined,
        profile: profile || undefined,
        standing: standing || undefined,
      };
      const [found, watch] = await Promise.all([searchCertificates(asked.house, filter, page), openWatch(asked.house)]);
      return html(certificatesPage({ ...viewOf(asked), filter, page, ...found, ...watch }));
    },
  }),
  route({
    method: 'GET',
    path: `${HERE}/state`,
    who,
    answer: async (asked) => html(statePage({ ...viewOf(asked), state: await openState(asked.house) })),
  }),
  route({
    method: 'GET',
    path: `${HERE}/calendar`,
    who,
    query: Type.Object({
      year: Type.Optional(Type.Integer({ minimum: 2000, maximum: 2200 })),
      month: Type.Optional(Type.Integer({ minimum: 1, maximum: 12 })),
    }),
    answer: async (asked) =>
      html(calendarPage({ ...viewOf(asked), calendar: await openCalendar(asked.house, asked.query) })),
  }),
  route({
    method: 'GET',
    path: `${HERE}/calendar/export.ics`,
    who,
    async answer(asked) {
      const { language } = asked;
      const words = { ...calendarTexts[language], profileOf: (profile: string) => profileText(profile, language) };
      const text = await exportCalendar(asked.house, language, words);
      return download(Buffer.from(text), 'text/calendar; charset=utf-8', 'certificates.ics');
    },
  }),
  route({
    method: 'GET',
    path: `${HERE}/posts`,
    who,
    answer: async (asked) => html(postsPage({ ...viewOf(asked), ...(await openPostEnds(asked.house)) })),
  }),
  ...requestRoutes(),
  ...machineRoutes,
  route({
    method: 'GET',
    path: `${HERE}/:serial`,
    who,
    params: OfCertificate,
    answer: (asked) => showCertificate(asked, asked.params.serial),
  }),
  route({
    method: 'GET',
    path: `${HERE}/:serial/file.cer`,
    who,
    params: OfCertificate,
    async answer(asked) {
      const { read } = await openAgencyCertificate(asked.house, asked.params.serial);
      return download(read.der, 'application/pkix-cert', `${asked.params.serial}.cer`);
    },
  }),
  route({
    method: 'GET',
    path: `${HERE}/:serial/file.pem`,
    who,
    params: OfCertificate,
    async answer(asked) {
      const { pem } = await openAgencyCertificate(asked.house, asked.params.serial);
      return download(Buffer.from(pem), 'application/x-pem-file', `${asked.params.serial}.pem`);
    },
  }),
  route({
    method: 'GET',
    path: `${HERE}/:serial/receipt.tlog-proof`,
    who,
    params: OfCertificate,
    async answer(asked) {
      const { place } = await openCertificate(asked.house, asked.params.serial);
      if (place.state !== 'entered') throw new Refusal('trust.not_in_log', 404);
      return download(Buffer.from(place.receipt), 'text/plain; charset=utf-8', `${asked.params.serial}.tlog-proof`);
    },
  }),
  askRoute('suspend'),
  askRoute('resume'),
  askRoute('revoke'),
];

/** The forms of a page have fields of their own: two of one name could not both have a label. */
function whyOf(act: AskableAct): string {
  return `${act}Why`;
}

/** Asks for an act on one certificate. */
function askRoute(act: AskableAct): Route {
  return route({
    method: 'POST',
    path: `${HERE}/:serial/${act}`,
    who,
    params: OfCertificate,
    body: Type.Object({
      [whyOf(act)]: Words,
      reason: Type.Optional(Type.String({ maxLength: 40 })),
      idempotencyKey: Key,
    }),
    async answer(asked) {
      const { serial } = asked.params;
      const { idempotencyKey = '', reason, [whyOf(act)]: why = '' } = typedTexts(asked.body);
      const asking = act === 'revoke' ? revoking(serial, reason) : { kind: act, serial };
      const id = await askFor(asked.house, administratorOf(asked), { asking, why, requestKey: idempotencyKey });
      return seeOther(`${HERE}/requests/${id}?done=asked`);
    },
    refused: (asked, refusal) => showCertificate(asked, asked.params.serial, { act, refusal, typed: asked.body ?? {} }),
  });
}

function revoking(serial: string, asked: string | undefined): Asking {
  const reason = REVOCATION_REASON_NAMES.find((one) => one === asked);
  if (!reason)
    throw new Refusal('trust.reason_needed', 422, { fields: [{ field: 'reason', code: 'trust.reason_needed' }] });
  return { kind: 'revoke', serial, reason };
}

/** Requests: what waits, what is over, one of them, and its decision. */
function requestRoutes(): Route[] {
  const decision = (move: OfficialMove): Route =>
    route({
      method: 'POST',
      path: `${HERE}/requests/:request/${move}`,
      who,
      params: OfRequest,
      body: Type.Object({ words: Type.Optional(Words), idempotencyKey: Key }),
      async answer(asked) {
        const { words = '', idempotencyKey } = asked.body;
        const id = asked.params.request;
        await decideRequest(asked.house, administratorOf(asked), { id, move, words, requestKey: idempotencyKey });
        return seeOther(`${HERE}/requests/${id}?done=${move}`);
      },
      refused: (asked, refusal) => showRequest(asked, asked.params.request, { refusal, typed: asked.body ?? {} }),
    });
  return [
    route({
      method: 'GET',
      path: `${HERE}/requests`,
      who,
      query: Type.Object({ over: Type.Optional(Type.Boolean()), page: PageNumber }),
      async answer(asked) {
        const { over = false, page = 1 } = asked.query;
        const listed = await listRequests(asked.house, { isOpen: !over, page });
        return html(requestsPage({ ...viewOf(asked), ...listed, isOpen: !over, page }));
      },
    }),
    route({
      method: 'GET',
      path: `${HERE}/requests/:request`,
      who,
      params: OfRequest,
      query: Type.Object({ done: Type.Optional(Type.Enum([...DONE])) }),
      answer: (asked) => showRequest(asked, asked.params.request, { done: asked.query.done }),
    }),
    decision('approve'),
    decision('refuse'),
    decision('withdraw'),
    route({ method: 'GET', path: `${HERE}/authority`, who, answer: (asked) => showAuthority(asked) }),
    route({
      method: 'POST',
      path: `${HERE}/authority`,
      who,
      body: Type.Object({ authority: Type.String({ maxLength: 40 }), why: Words, idempotencyKey: Key }),
      async answer(asked) {
        const { authority, why, idempotencyKey } = asked.body;
        const asking = { kind: 'succeed_authority' as const, authority };
        const id = await askFor(asked.house, administratorOf(asked), { asking, why, requestKey: idempotencyKey });
        return seeOther(`${HERE}/requests/${id}?done=asked`);
      },
      refused: (asked, refusal) => showAuthority(asked, { refusal, typed: asked.body ?? {} }),
    }),
    route({
      method: 'GET',
      path: `${HERE}/seal`,
      who,
      answer: (asked) => html(sealPage({ ...viewOf(asked), requestKey: newId(), values: {}, messages: {} })),
    }),
    route({
      method: 'POST',
      path: `${HERE}/seal`,
      who,
      body: Type.Object({ agency: Type.String({ maxLength: 35 }), why: Words, idempotencyKey: Key }),
      async answer(asked) {
        const { agency, why, idempotencyKey } = asked.body;
        const asking = { kind: 'replace_seal' as const, agencyCode: agency.trim().toUpperCase() };
        const id = await askFor(asked.house, administratorOf(asked), { asking, why, requestKey: idempotencyKey });
        return seeOther(`${HERE}/requests/${id}?done=asked`);
      },
      refused: (asked, refusal) =>
        html(
          sealPage({
            ...viewOf(asked),
            requestKey: newId(),
            values: typedTexts(asked.body ?? {}),
            messages: messagesOf(asked, refusal),
          }),
          refusal.status,
        ),
    }),
  ];
}

async function showAuthority(asked: Page, refused?: { refusal: Refusal; typed: Sent }): Promise<Answer> {
  return html(
    authorityPage({
      ...viewOf(asked),
      kinds: await succeedableKinds(asked.house),
      requestKey: newId(),
      values: typedTexts(refused?.typed ?? {}),
      messages: messagesOf(asked, refused?.refusal),
    }),
    refused?.refusal.status ?? 200,
  );
}

type Sent = Readonly<Record<string, unknown>>;

async function showCertificate(
  asked: Page,
  serial: string,
  refused?: { act: AskableAct; refusal: Refusal; typed: Sent },
): Promise<Answer> {
  const file = await openCertificate(asked.house, serial);
  const back = refused && {
    act: refused.act,
    values: typedTexts(refused.typed),
    messages: messagesOf(asked, refused.refusal, (field) => (field === 'why' ? whyOf(refused.act) : field)),
  };
  const requestKeys = { revoke: newId(), suspend: newId(), resume: newId() };
  return html(certificatePage({ ...viewOf(asked), file, requestKeys, refused: back }), refused?.refusal.status ?? 200);
}

async function showRequest(
  asked: Page,
  id: string,
  { done, refusal, typed = {} }: { done?: (typeof DONE)[number] | undefined; refusal?: Refusal; typed?: Sent },
): Promise<Answer> {
  const { request, events, key, doesSecretWait } = await openRequest(asked.house, id);
  return html(
    requestPage({
      ...viewOf(asked),
      request,
      events,
      publicKey: key,
      doesSecretWait,
      isOwn: request.askedBy === administratorOf(asked).post.officialId,
      requestKey: newId(),
      done,
      values: typedTexts(typed),
      messages: messagesOf(asked, refusal),
    }),
    refusal?.status ?? 200,
  );
}
