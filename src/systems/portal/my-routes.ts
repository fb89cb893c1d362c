import { Type } from 'typebox';
import { newId } from '../../kernel/ids.ts';
import { sentenceOf } from '../../kernel/http.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { type Answer, type Asked, type Route, download, html, route, seeOther } from '../../kernel/route.ts';
import {
  type AnyAsked,
  type DossierView,
  INBOX_PAGE_MESSAGES,
  PAPER_MOST_BYTES,
  READ_MOST_BYTES,
  READ_MOST_FILES,
  answerConsent,
  answerSupplement,
  listDocuments,
  listDossiers,
  listEntries,
  logPersons,
  nextPath,
  orderExtract,
  readDataLog,
  readDocumentFile,
  readDossier,
  readProofFile,
  readReceipt,
  withdrawDossier,
} from './actions.ts';
import { inboxOf, readMessage } from '../notifications/index.ts';
import { allRegisters } from '../registry/index.ts';
import { type Refused, refusedForm, viewOf } from './frame.ts';
import { consentPage } from './pages/consent/page.tsx';
import { dataLogPage } from './pages/data-log/page.tsx';
import { documentsPage } from './pages/documents/page.tsx';
import { dossierPage } from './pages/dossier/page.tsx';
import { dossiersPage } from './pages/dossiers/page.tsx';
import { entriesPage } from './pages/entries/page.tsx';
import { inboxPage } from './pages/inbox/page.tsx';
import { messagePage } from './pages/message/page.tsx';
import { receiptPage } from './pages/receipt/page.tsx';
import { withdrawPage } from './pages/withdraw/page.tsx';

const OneDossier = Type.Object({ dossierId: Type.String({ format: 'uuid' }) });
type DossierAsked = Asked<{ dossierId: string }, unknown, unknown>;

const idempotencyKey = Type.Optional(Type.String({ maxLength: 100 }));

async function showDossier(asked: DossierAsked, state: { wasSubmitted?: boolean; refused?: Refused }): Promise<Answer> {
  const { house, language } = asked;
  const dossier = await readDossier(asked, asked.params.dossierId);
  const ruled = dossier.steps.find(({ status, refusalCode }) => status === 'refused' && refusalCode);
  return html(
    dossierPage({
      ...(await viewOf(asked)),
      dossier,
      wasSubmitted: state.wasSubmitted === true,
      goOnHref: nextPath(dossier),
      idempotencyKey: newId(),
      paperMost_bytes: PAPER_MOST_BYTES,
      ruleSentence: ruled && sentenceOf(house, ruled.refusalCode!, {}, language),
      ...(state.refused ? { refused: state.refused } : {}),
    }),
  );
}

/** Shows a page about a dossier when its move is open to the person; else the dossier, which says where things stand. */
async function showMove(
  asked: DossierAsked,
  move: 'withdraw' | 'answerConsent',
  page: (shown: { dossier: DossierView; idempotencyKey: string; refused?: Refused }) => Promise<string>,
  refused?: Refused,
): Promise<Answer> {
  const dossier = await readDossier(asked, asked.params.dossierId);
  if (dossier.may[move]) return html(await page({ dossier, idempotencyKey: newId(), ...(refused ? { refused } : {}) }));
  // The move was open when the page was shown and is not any more: the dossier itself says why it was refused.
  return refused ? showDossier(asked, { refused }) : seeOther(`/dossiers/${dossier.id}`);
}

const showWithdrawal = (asked: DossierAsked, refused?: Refused) =>
  showMove(asked, 'withdraw', async (shown) => withdrawPage({ ...(await viewOf(asked)), ...shown }), refused);
const showConsent = (asked: DossierAsked, refused?: Refused) =>
  showMove(asked, 'answerConsent', async (shown) => consentPage({ ...(await viewOf(asked)), ...shown }), refused);

const dossierRoutes: Route[] = [
  route({
    method: 'GET',
    path: '/dossiers',
    who: 'person',
    query: Type.Object({ saved: Type.Optional(Type.Literal('yes')) }),
    async answer(asked) {
      const dossiers = await listDossiers(asked);
      return html(dossiersPage({ ...(await viewOf(asked)), dossiers, wasSaved: asked.query.saved === 'yes' }));
    },
  }),
  route({
    method: 'GET',
    path: '/dossiers/:dossierId',
    who: 'person',
    params: OneDossier,
    query: Type.Object({ submitted: Type.Optional(Type.Literal('yes')) }),
    answer: (asked) => showDossier(asked, { wasSubmitted: asked.query.submitted === 'yes' }),
  }),
  route({
    method: 'POST',
    path: '/dossiers/:dossierId/supplement',
    who: 'person',
    params: OneDossier,
    body: Type.Object({ note: Type.String({ minLength: 1, maxLength: 2000 }), idempotencyKey }),
    upload: { most: READ_MOST_FILES, largest_bytes: READ_MOST_BYTES },
    async answer(asked) {
      await answerSupplement(asked, asked.params.dossierId, asked.body.note);
      return seeOther(`/dossiers/${asked.params.dossierId}`);
    },
    refused: (asked, refusal) =>
      showDossier(asked, { refused: refusedForm(asked, refusal, { field: 'papers', prefix: 'file.' }) }),
  }),
  route({
    method: 'GET',
    path: '/dossiers/:dossierId/withdraw',
    who: 'person',
    params: OneDossier,
    answer: (asked) => showWithdrawal(asked),
  }),
  route({
    method: 'POST',
    path: '/dossiers/:dossierId/withdraw',
    who: 'person',
    params: OneDossier,
    body: Type.Object({ reason: Type.Optional(Type.String({ maxLength: 500 })), idempotencyKey }),
    async answer(asked) {
      await withdrawDossier(asked, asked.params.dossierId, asked.body.reason);
      return seeOther(`/dossiers/${asked.params.dossierId}`);
    },
    refused: (asked, refusal) => showWithdrawal(asked, refusedForm(asked, refusal)),
  }),
  route({
    method: 'GET',
    path: '/dossiers/:dossierId/consent',
    who: 'person',
    params: OneDossier,
    answer: (asked) => showConsent(asked),
  }),
  route({
    method: 'POST',
    path: '/dossiers/:dossierId/consent',
    who: 'person',
    params: OneDossier,
    body: Type.Object({
      agrees: Type.Boolean(),
      reason: Type.Optional(Type.String({ maxLength: 500 })),
      idempotencyKey,
    }),
    async answer(asked) {
      const { dossierId } = asked.params;
      const { agrees, reason } = asked.body;
      await answerConsent(asked, { dossierId, agrees, ...(reason ? { reason } : {}) });
      return seeOther('/dossiers?saved=yes');
    },
    refused: (asked, refusal) => showConsent(asked, refusedForm(asked, refusal)),
  }),
];

const documentRoutes: Route[] = [
  route({
    method: 'GET',
    path: '/documents',
    who: 'person',
    query: Type.Object({ ordered: Type.Optional(Type.Literal('yes')) }),
    async answer(asked) {
      return html(
        documentsPage({
          ...(await viewOf(asked)),
          documents: await listDocuments(asked),
          ordered: asked.query.ordered === 'yes',
        }),
      );
    },
  }),
  route({
    method: 'GET',
    path: '/documents/:resultId',
    who: 'person',
    params: Type.Object({ resultId: Type.String({ format: 'uuid' }) }),
    query: Type.Object({ view: Type.Optional(Type.Literal('inline')) }),
    async answer(asked) {
      const { bytes, filename } = await readDocumentFile(asked, asked.params.resultId);
      return download(bytes, 'application/pdf', filename, asked.query.view === 'inline');
    },
  }),
];

const entryRoutes: Route[] = [
  route({
    method: 'GET',
    path: '/civil-status',
    who: 'person',
    async answer(asked) {
      const entries = await listEntries(asked);
      return html(entriesPage({ ...(await viewOf(asked)), entries, idempotencyKey: newId() }));
    },
  }),
  route({
    method: 'POST',
    path: '/civil-status/:entryId/extract',
    who: 'person',
    params: Type.Object({ entryId: Type.String({ format: 'uuid' }) }),
    body: Type.Object({ idempotencyKey }),
    async answer(asked) {
      await orderExtract(asked, asked.params.entryId);
      return seeOther('/documents?ordered=yes');
    },
  }),
];

const LogQuery = Type.Object({
  person: Type.Optional(Type.String({ pattern: '^(me|child-\\d{1,2})$' })),
  register: Type.Optional(Type.String({ pattern: '^[a-z-]{1,40}$' })),
  own: Type.Optional(Type.Literal('no')),
  before: Type.Optional(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}T[\\d:.]{8,12}Z$' })),
});

async function showDataLog(
  asked: AnyAsked & { query: { person?: string; register?: string; own?: 'no'; before?: string } },
): Promise<Answer> {
  const { person: key = 'me', register: owner, own, before } = asked.query;
  const persons = await logPersons(asked);
  const person = persons.find((each) => each.key === key);
  if (!person) throw new Refusal('page.not_found', 404);
  const at = before === undefined ? undefined : new Date(before);
  if (at && Number.isNaN(at.getTime())) throw new Refusal('page.not_found', 404);
  const wanted = { person, owner, withOwn: own !== 'no', before: at };
  const usage = await readDataLog(asked, wanted);
  const registers = allRegisters().map(({ system, title }) => ({ system, title: title[asked.language] }));
  return html(
    dataLogPage({
      ...(await viewOf(asked)),
      persons,
      person,
      registers,
      register: owner,
      usage,
      withOwn: own !== 'no',
    }),
  );
}

const OneReceipt = Type.Object({ receipt: Type.String({ pattern: '^[A-Z0-9-]{5,40}$' }) });

const dataLogRoutes: Route[] = [
  route({
    method: 'GET',
    path: '/data-log',
    who: 'person',
    query: LogQuery,
    answer: (asked) => showDataLog(asked),
  }),
  route({
    method: 'GET',
    path: '/data-log/:receipt',
    who: 'person',
    params: OneReceipt,
    async answer(asked) {
      return html(receiptPage({ ...(await viewOf(asked)), ...(await readReceipt(asked, asked.params.receipt)) }));
    },
  }),
  route({
    method: 'GET',
    path: '/data-log/:receipt/proof',
    who: 'person',
    params: OneReceipt,
    async answer(asked) {
      const { receipt } = asked.params;
      const file = await readProofFile(asked, receipt);
      return download(Buffer.from(file), 'text/plain; charset=utf-8', `${receipt}.txt`);
    },
  }),
];

const inboxRoutes: Route[] = [
  route({
    method: 'GET',
    path: '/inbox',
    who: 'person',
    query: Type.Object({ before: Type.Optional(Type.String({ format: 'uuid' })) }),
    async answer(asked) {
      const { number } = asked.session!.holder;
      const { before } = asked.query;
      const messages = await inboxOf(asked.house, number, {
        limit: INBOX_PAGE_MESSAGES,
        ...(before ? { before } : {}),
      });
      const last = messages.length === INBOX_PAGE_MESSAGES ? messages.at(-1)!.id : undefined;
      return html(inboxPage({ ...(await viewOf(asked)), messages, next: last }));
    },
  }),
  route({
    method: 'GET',
    path: '/inbox/:messageId',
    who: 'person',
    params: Type.Object({ messageId: Type.String({ format: 'uuid' }) }),
    async answer(asked) {
      const message = await readMessage(asked.house, asked.session!.holder.number, asked.params.messageId);
      return html(messagePage({ ...(await viewOf(asked)), message }));
    },
  }),
];

/** What belongs to the person who is signed in: dossiers, documents, the data log, messages. */
export const myRoutes: Route[] = [
  ...dossierRoutes,
  ...documentRoutes,
  ...entryRoutes,
  ...dataLogRoutes,
  ...inboxRoutes,
];
