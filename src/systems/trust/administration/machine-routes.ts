import { Type } from 'typebox';
import { frameOf } from '../../../design/index.ts';
import { now } from '../../../kernel/clock.ts';
import { newId } from '../../../kernel/ids.ts';
import type { Refusal } from '../../../kernel/refusal.ts';
import { messagesOf, typedTexts } from '../../../kernel/refused-form.ts';
import { html, route, seeOther, type Answer, type Asked, type Route } from '../../../kernel/route.ts';
import { listPermits } from '../enrolment/actions.ts';
import { MOST_REQUEST_BYTES } from '../enrolment/certification-request.ts';
import { MOST_PAGES } from './certificates/actions.ts';
import { MACHINE, machinePage, newPermitPage, PERMITS, permitsPage, secretPage } from './pages/machines.tsx';
import { HERE } from './pages/page-parts.tsx';
import { askFor, tellSecretOf, withdrawGiven } from './requests/actions.ts';
import type { Administrator } from './rules.ts';

/** Certificates for agencies' machines by request, and permits by which machines ask themselves. */

const who = { official: ['trust-services-administrator'] };
const Key = Type.String({ format: 'uuid' });
const Words = Type.String({ maxLength: 4_000 });
const AgencyCode = Type.String({ maxLength: 35 });
const MachineProfile = Type.Union([Type.Literal('tls-server'), Type.Literal('exchange-node')]);
const LONGEST_NAMES = 30_000;

type Page = Pick<Asked<unknown, unknown, unknown>, 'house' | 'language' | 'session' | 'formToken' | 'path'>;
const viewOf = (asked: Page) => ({ language: asked.language, path: asked.path, frame: frameOf(asked, 'desk') });
const administratorOf = ({ session }: Page): Administrator => session!.holder as Administrator;

const codeOf = (typed: string): string => typed.trim().toUpperCase();

/** A form with nothing typed yet, or as it comes back. */
function form(asked: Page & { body?: unknown }, page: typeof machinePage, refusal?: Refusal): Answer {
  const values = refusal ? typedTexts((asked.body ?? {}) as Record<string, unknown>) : {};
  return html(
    page({ ...viewOf(asked), requestKey: newId(), values, messages: messagesOf(asked, refusal) }),
    refusal?.status ?? 200,
  );
}

export const machineRoutes: Route[] = [
  route({ method: 'GET', path: MACHINE, who, answer: (asked) => form(asked, machinePage) }),
  route({
    method: 'POST',
    path: MACHINE,
    who,
    body: Type.Object({
      profile: MachineProfile,
      agency: AgencyCode,
      request: Type.String({ maxLength: MOST_REQUEST_BYTES * 2 }),
      why: Words,
      idempotencyKey: Key,
    }),
    async answer(asked) {
      const { profile, agency, request, why, idempotencyKey: requestKey } = asked.body;
      const asking = { kind: 'certify_machine' as const, profile, agencyCode: codeOf(agency), request };
      const id = await askFor(asked.house, administratorOf(asked), { asking, why, requestKey });
      return seeOther(`${HERE}/requests/${id}?done=asked`);
    },
    refused: (asked, refusal) => form(asked, machinePage, refusal),
  }),
  route({
    method: 'GET',
    path: PERMITS,
    who,
    query: Type.Object({
      page: Type.Optional(Type.Integer({ minimum: 1, maximum: MOST_PAGES })),
      done: Type.Optional(Type.Literal('withdrawn')),
    }),
    async answer(asked) {
      const { page = 1, done } = asked.query;
      const listed = await listPermits(asked.house, page);
      return html(permitsPage({ ...viewOf(asked), ...listed, page, at: now(), isDone: done !== undefined }));
    },
  }),
  route({ method: 'GET', path: `${PERMITS}/new`, who, answer: (asked) => form(asked, newPermitPage) }),
  route({
    method: 'POST',
    path: `${PERMITS}/new`,
    who,
    body: Type.Object({
      protocol: Type.Union([Type.Literal('est'), Type.Literal('acme')]),
      profile: MachineProfile,
      agency: AgencyCode,
      names: Type.Optional(Type.String({ maxLength: LONGEST_NAMES })),
      uses: Type.Integer({ minimum: 1, maximum: 1_000 }),
      days: Type.Integer({ minimum: 1, maximum: 366 }),
      why: Words,
      idempotencyKey: Key,
    }),
    async answer(asked) {
      const { protocol, profile, agency, names = '', uses, days, why, idempotencyKey: requestKey } = asked.body;
      const asking = {
        kind: 'give_permit' as const,
        protocol,
        profile,
        agencyCode: codeOf(agency),
        names: [
          ...new Set(
            names
              .toLowerCase()
              .split(/[\s,;]+/)
              .filter(Boolean),
          ),
        ],
        uses,
        days,
      };
      const id = await askFor(asked.house, administratorOf(asked), { asking, why, requestKey });
      return seeOther(`${HERE}/requests/${id}?done=asked`);
    },
    refused: (asked, refusal) => form(asked, newPermitPage, refusal),
  }),
  route({
    method: 'POST',
    path: `${PERMITS}/:permit/withdraw`,
    who,
    params: Type.Object({ permit: Type.String({ pattern: '^[\\w-]{1,40}$' }) }),
    async answer(asked) {
      await withdrawGiven(asked.house, administratorOf(asked), asked.params.permit);
      return seeOther(`${PERMITS}?done=withdrawn`);
    },
  }),
  route({
    method: 'POST',
    path: `${HERE}/requests/:request/secret`,
    who,
    params: Type.Object({ request: Type.String({ format: 'uuid' }) }),
    async answer(asked) {
      const { request } = asked.params;
      const given = await tellSecretOf(asked.house, administratorOf(asked), request);
      const page = html(secretPage({ ...viewOf(asked), given, request, base: asked.house.config.baseUrl }));
      return { ...page, headers: { 'cache-control': 'no-store' } };
    },
  }),
];
