import { Type } from 'typebox';
import { type FieldMessages, frameOf } from '../../../design/index.ts';
import { newId } from '../../../kernel/ids.ts';
import type { Refusal } from '../../../kernel/refusal.ts';
import { messagesOf } from '../../../kernel/refused-form.ts';
import { type Answer, type Asked, type Route, download, html, route, seeOther } from '../../../kernel/route.ts';
import { parseForm } from '../../../kernel/input.ts';
import {
  type LandOfficer,
  doAct,
  doContract,
  doSurvey,
  downloadAtDesk,
  findAtDesk,
  latestAt,
  openFile,
} from './actions.ts';
import { BODIES, CONTRACT_BODY, SURVEY_BODY } from './forms.ts';
import { actPage, surveyPage } from './pages/act/page.tsx';
import { filePage } from './pages/file/page.tsx';
import { searchPage } from './pages/search/page.tsx';
import { ACTS, OFFICER } from './acts.ts';

const who = { official: [OFFICER] };
const Code = Type.String({ pattern: '^[0-9bcdefghjkmnpqrstuvwxyz]{12}$' });
const Parcel = Type.Object({ code: Code });
const Act = Type.Object({ code: Code, act: Type.Enum([...ACTS]) });

/** What any of the forms sends: each is read by its own schema once the act is known. What may be chosen more than once is a list. */
const Chosen = Type.Optional(Type.Array(Type.String({ maxLength: 12 }), { maxItems: 50 }));
const AnyAct = Type.Object({ consents: Chosen, parcels: Chosen }, { additionalProperties: true });

type Page = Pick<Asked<unknown, unknown, unknown>, 'house' | 'language' | 'session' | 'formToken' | 'path'>;

/** The official who asks; `who` of every route here has seen to the post. */
const officerOf = ({ session }: Page): LandOfficer => session!.holder as LandOfficer;
const headOf = (asked: Page) => ({ language: asked.language, path: asked.path, frame: frameOf(asked, 'desk') });

type Typed = Record<string, string | readonly string[] | undefined>;

async function showSearch(
  asked: Page,
  query: { words?: string; place?: string; sheet?: number; number?: number },
  again?: { typed: Typed; messages: FieldMessages },
): Promise<Answer> {
  const officer = officerOf(asked);
  const isAsked = Object.values(query).some((value) => value !== undefined);
  const [result, latest] = await Promise.all([
    isAsked ? findAtDesk(asked.house, officer, query) : undefined,
    latestAt(asked.house, officer),
  ]);
  return html(
    searchPage({ ...headOf(asked), agencyName: officer.post.agencyName, query, result, latest, refused: again }),
  );
}

async function showAct(
  asked: Page & { params: { code: string; act: (typeof ACTS)[number] } },
  again?: { typed: Typed; messages: FieldMessages },
): Promise<Answer> {
  const { code, act } = asked.params;
  const { file } = await openFile(asked.house, officerOf(asked), code);
  return html(
    actPage({
      ...headOf(asked),
      path: `/desk/land/parcels/${code}/${act}`,
      act,
      file,
      idempotencyKey: newId(),
      refused: again,
    }),
  );
}

const showSurvey = (asked: Page, again?: { typed: Typed; messages: FieldMessages }): Answer =>
  html(surveyPage({ ...headOf(asked), path: '/desk/land/survey', idempotencyKey: newId(), refused: again }));

const again = (asked: Page & { body: Record<string, unknown> }, refusal: Refusal) => ({
  typed: asked.body as Typed,
  messages: messagesOf(asked, refusal),
});

/** The desk of the land registration offices. */
export const deskRoutes: Route[] = [
  route({
    method: 'GET',
    path: '/desk/land',
    who,
    query: Type.Object({
      words: Type.Optional(Type.String({ maxLength: 200 })),
      place: Type.Optional(Type.String({ maxLength: 200 })),
      sheet: Type.Optional(Type.Integer({ minimum: 1, maximum: 9_999 })),
      number: Type.Optional(Type.Integer({ minimum: 1, maximum: 999_999 })),
    }),
    answer: (asked) => showSearch(asked, asked.query),
    refused: (asked, refusal) =>
      showSearch(asked, {}, { typed: asked.query as Typed, messages: messagesOf(asked, refusal) }),
  }),
  route({
    method: 'GET',
    path: '/desk/land/survey',
    who,
    answer: (asked) => showSurvey(asked),
  }),
  route({
    method: 'POST',
    path: '/desk/land/survey',
    who,
    body: SURVEY_BODY,
    async answer(asked) {
      const done = await doSurvey(asked.house, officerOf(asked), asked.body);
      return seeOther(`/desk/land/parcels/${done.parcels[0]}?done=survey`);
    },
    refused: (asked, refusal) => showSurvey(asked, again(asked, refusal)),
  }),
  route({
    method: 'GET',
    path: '/desk/land/parcels/:code',
    who,
    params: Parcel,
    query: Type.Object({ done: Type.Optional(Type.Enum([...ACTS, 'survey', 'contract'])) }),
    async answer(asked) {
      const { file, receipt } = await openFile(asked.house, officerOf(asked), asked.params.code);
      const contractKeys = file.contracts.map(() => newId());
      return html(filePage({ ...headOf(asked), file, receipt, contractKeys, done: asked.query.done }));
    },
  }),
  route({
    method: 'POST',
    path: '/desk/land/contracts',
    who,
    body: CONTRACT_BODY,
    async answer(asked) {
      const done = await doContract(asked.house, officerOf(asked), asked.body);
      return seeOther(`/desk/land/parcels/${done.parcels[0]}?done=contract`);
    },
  }),
  route({
    method: 'GET',
    path: '/desk/land/parcels/:code/:act',
    who,
    params: Act,
    answer: (asked) => showAct(asked),
  }),
  route({
    method: 'POST',
    path: '/desk/land/parcels/:code/:act',
    who,
    params: Act,
    body: AnyAct,
    async answer(asked) {
      const { code, act } = asked.params;
      const body = parseForm(BODIES[act], asked.body as Record<string, unknown>) as { idempotencyKey: string };
      const done = await doAct(asked.house, officerOf(asked), { act, parcel: code, body });
      return seeOther(`/desk/land/parcels/${done.parcels[0]}?done=${act}`);
    },
    refused: (asked, refusal) => showAct(asked, again(asked, refusal)),
  }),
  route({
    method: 'GET',
    path: '/desk/land/certificates/:serial',
    who,
    params: Type.Object({ serial: Type.String({ pattern: '^[A-Z]{2}\\d{8}$' }) }),
    async answer(asked) {
      const { bytes, filename } = await downloadAtDesk(asked.house, officerOf(asked), asked.params.serial);
      return download(bytes, 'application/pdf', filename);
    },
  }),
];
