import { Type } from 'typebox';
import { frameOf } from '../../design/index.ts';
import { sentenceOf } from '../../kernel/http.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { messagesOf, typedTexts } from '../../kernel/refused-form.ts';
import { type Answer, type Asked, type Route, download, html, route, seeOther } from '../../kernel/route.ts';
import {
  DESK_POSTS,
  type Officer,
  type QueueAsked,
  decide,
  openAtDesk,
  openAttachment,
  readEvidenceAgain,
  seeQueue,
} from './actions.ts';
import { GROUND_KEYS, groundsOf } from './desk/pages/case/decision-texts.ts';
import { type RefusedDecision, WORDS } from './desk/pages/case/decision.tsx';
import { type JustDone, casePage } from './desk/pages/case/page.tsx';
import { DECISIONS, type DecisionDone, queuePage } from './desk/pages/queue/page.tsx';
import { Id } from './services.ts';

const who = { official: DESK_POSTS };
const StepParams = Type.Object({ stepId: Id });
const Words = Type.String({ minLength: WORDS.least, maxLength: WORDS.most });
/** Where posts begin their work that have a desk of their own. */
const DESKS: Readonly<Record<string, string>> = {
  'committee-chair': '/desk/signatures',
  'committee-deputy-chair': '/desk/signatures',
  'provincial-chair': '/desk/signatures',
  'provincial-deputy-chair': '/desk/signatures',
  'department-director': '/desk/signatures',
  'department-deputy-director': '/desk/signatures',
  'insurance-director': '/desk/signatures',
  'insurance-deputy-director': '/desk/signatures',
  'land-office-director': '/desk/signatures',
  'land-office-deputy-director': '/desk/signatures',
  'police-chief': '/desk/signatures',
  'police-deputy-chief': '/desk/signatures',
  'hospital-director': '/desk/signatures',
  'hospital-deputy-director': '/desk/signatures',
  minister: '/desk/signatures',
  'deputy-minister': '/desk/signatures',
  'business-registration-officer': '/desk/enterprises',
  'household-business-officer': '/desk/applications',
  'personnel-officer': '/desk/personnel',
  'land-registration-officer': '/desk/land',
  'identity-officer': '/desk/identity',
  'insurance-officer': '/desk/insurance',
  'legal-drafting-officer': '/desk/rules',
  'trust-services-administrator': '/desk/certificates',
  'public-finance-officer': '/desk/finance/units',
};
const MOST_PAGES = 1000;
/** What stands beside a case: the work to be done, what is due first on top. */
const NEXT_DUE: QueueAsked = { over: false, sort: 'due', descending: false, text: undefined, page: 1 };

/** The desk: the queue of an officer's own post, one step to decide, and the decisions. */
export const routes: Route[] = [
  route({
    method: 'GET',
    path: '/desk',
    who: 'official',
    answer(asked) {
      const role = asked.session!.holder.post?.role ?? '';
      return seeOther(DESK_POSTS.includes(role) ? '/desk/queue' : (DESKS[role] ?? '/desk/registers'));
    },
  }),
  route({
    method: 'GET',
    path: '/desk/queue',
    who,
    query: Type.Object({
      over: Type.Optional(Type.Boolean()),
      sort: Type.Optional(Type.Enum(['due', 'received', 'child'])),
      order: Type.Optional(Type.Enum(['ascending', 'descending'])),
      q: Type.Optional(Type.String({ maxLength: 100 })),
      page: Type.Optional(Type.Integer({ minimum: 1, maximum: MOST_PAGES })),
      done: Type.Optional(Type.Enum([...DECISIONS])),
      step: Type.Optional(Id),
    }),
    async answer(asked) {
      const { over = false, sort = 'due', order, q: text, page = 1, done, step } = asked.query;
      const officer = officerOf(asked);
      const wanted = { over, sort, descending: order === 'descending', text, page };
      const queue = await seeQueue(asked.house, officer, wanted, done && step);
      const agencyName = officer.post.agencyName;
      return html(queuePage({ ...pageOf(asked), agencyName, asked: wanted, queue, done }));
    },
  }),
  route({
    method: 'GET',
    path: '/desk/steps/:stepId',
    who,
    params: StepParams,
    query: Type.Object({
      done: Type.Optional(Type.Enum(['corrected', 'unchanged'])),
    }),
    answer: (asked) => showCase(asked, { done: asked.query.done }),
  }),
  route({
    method: 'GET',
    path: '/desk/steps/:stepId/files/:fileId',
    who,
    params: Type.Object({ stepId: Id, fileId: Type.String({ pattern: '^[0-9a-f]{64}$' }) }),
    async answer(asked) {
      const { bytes, filename } = await openAttachment(asked.house, officerOf(asked), asked.params);
      const contentType = contentTypeOf(bytes);
      return download(bytes, contentType ?? 'application/octet-stream', filename, contentType !== undefined);
    },
  }),
  route({
    method: 'POST',
    path: '/desk/steps/:stepId/approve',
    who,
    params: StepParams,
    body: Type.Object({ resolution: Type.Optional(Words) }),
    async answer(asked) {
      const { resolution } = asked.body;
      await decide(asked.house, officerOf(asked), asked.params.stepId, { move: 'approve', resolution });
      return onToQueue(asked, 'approve');
    },
    refused: (asked, refusal) => showRefused(asked, refusal, 'approve'),
  }),
  route({
    method: 'POST',
    path: '/desk/steps/:stepId/supplement',
    who,
    params: StepParams,
    body: Type.Object({ note: Words }),
    async answer(asked) {
      const { note } = asked.body;
      await decide(asked.house, officerOf(asked), asked.params.stepId, { move: 'supplement', note });
      return onToQueue(asked, 'supplement');
    },
    refused: (asked, refusal) => showRefused(asked, refusal, 'supplement'),
  }),
  route({
    method: 'POST',
    path: '/desk/steps/:stepId/refuse',
    who,
    params: StepParams,
    body: Type.Object({ ground: Type.Enum(GROUND_KEYS), reason: Words }),
    async answer(asked) {
      const officer = officerOf(asked);
      const reason = reasonOf(officer, asked.body);
      await decide(asked.house, officer, asked.params.stepId, { move: 'refuse', reason });
      return onToQueue(asked, 'refuse');
    },
    refused: (asked, refusal) => showRefused(asked, refusal, 'refuse'),
  }),
  route({
    method: 'POST',
    path: '/desk/steps/:stepId/read-again',
    who,
    params: StepParams,
    async answer(asked) {
      const isCorrected = await readEvidenceAgain(asked.house, officerOf(asked), asked.params.stepId);
      return backToCase(asked, isCorrected ? 'corrected' : 'unchanged');
    },
    refused: (asked, refusal) => showRefused(asked, refusal, 'read-again'),
  }),
];

type Page = Pick<Asked<unknown, unknown, unknown>, 'house' | 'language' | 'session' | 'formToken' | 'path'>;
type OfStep = Page & { params: { stepId: string } };

/** The official who asks; `who` of every route here has seen to the post. */
const officerOf = ({ session }: Page): Officer => session!.holder as Officer;

const pageOf = (asked: Page) => ({ language: asked.language, path: asked.path, frame: frameOf(asked, 'desk') });

/** After a decision the officer goes on with the next case. */
const onToQueue = ({ params }: OfStep, done: DecisionDone): Answer =>
  seeOther(`/desk/queue?done=${done}&step=${params.stepId}`);

const backToCase = ({ params }: OfStep, done: JustDone): Answer =>
  seeOther(`/desk/steps/${params.stepId}?done=${done}`);

async function showCase(
  asked: OfStep,
  { done, refused }: { done?: JustDone | undefined; refused?: RefusedDecision },
): Promise<Answer> {
  const { house, language, params } = asked;
  const officer = officerOf(asked);
  const queue = await seeQueue(house, officer, NEXT_DUE);
  const line = queue.lines.find(({ stepId }) => stepId === params.stepId);
  const { output: view, receipt } = await openAtDesk(house, officer, params.stepId, line?.number);
  // A form that came back stands at its own address, where only POST leads: the page's links go to the case.
  const path = refused ? `/desk/steps/${params.stepId}` : asked.path;
  const sentence = (code: string) => sentenceOf(house, code, {}, language).replace(/\{\w+\}/g, '…');
  return html(casePage({ ...pageOf(asked), path, view, receipt, queue, done, refused, sentence }));
}

/** The case again, with what was typed and what is wrong with it. */
function showRefused(
  asked: OfStep & { body: Record<string, unknown> },
  refusal: Refusal,
  move: RefusedDecision['move'],
): Promise<Answer> {
  return showCase(asked, { refused: { move, values: typedTexts(asked.body), messages: messagesOf(asked, refusal) } });
}

/** What the applicant reads: the legal ground, unless it is another one, and what exactly it is in this case. */
function reasonOf({ post }: Officer, { ground, reason }: { ground: string; reason: string }): string {
  const chosen = groundsOf(post.role === 'police-residence-officer' ? 'residence' : 'birth')[ground];
  if (!chosen) throw new Refusal('input.invalid', 422, { fields: [{ field: 'ground', code: 'field.not_a_choice' }] });
  return ground === 'other' ? reason : `${chosen.vi} ${reason}`;
}

/** What people hand in, by its first bytes: only these kinds are shown in the browser. */
function contentTypeOf(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.subarray(0, 8)).toString('latin1');
  if (head.startsWith('%PDF-')) return 'application/pdf';
  if (head.startsWith('\xff\xd8\xff')) return 'image/jpeg';
  return head.startsWith('\x89PNG\r\n\x1a\n') ? 'image/png' : undefined;
}
