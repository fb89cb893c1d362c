import { type Static, Type } from 'typebox';
import { frameOf } from '../../design/index.ts';
import { today } from '../../kernel/clock.ts';
import { sentenceOf } from '../../kernel/http.ts';
import { newId } from '../../kernel/ids.ts';
import { parse } from '../../kernel/input.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { messagesOf, typedTexts } from '../../kernel/refused-form.ts';
import { type Answer, type Asked, type Route, download, html, route, seeOther } from '../../kernel/route.ts';
import { BOOKS } from './books.ts';
import {
  MOST_ROWS,
  type PaperReport,
  REGISTRAR_POST,
  type RegistrarAtDesk,
  cancel,
  communeName,
  deathReported,
  importBook,
  issue,
  lookUp,
  mayIssue,
  openEntry,
  openPaper,
  register,
  searchBooks,
  tellAgain,
} from './desk/actions.ts';
import { type ActForm, FORMS, inputOf, numbersTyped } from './desk/forms.ts';
import { bookPage } from './desk/pages/book/page.tsx';
import { DONE, type EntryDone, entryPage } from './desk/pages/entry/page.tsx';
import { actFormPage } from './desk/pages/form/page.tsx';
import { legacyPage } from './desk/pages/legacy/page.tsx';
import { PAPER_BOOKS, type PaperBook } from './legacy/columns.ts';
import { maritalRoutes } from './marital/desk/routes.ts';
import { evidence as Evidence, id as Id } from './schemas.ts';

/** The largest file of transcribed entries, in bytes. */
const LARGEST_FILE_BYTES = 4_000_000;
const who = { official: [REGISTRAR_POST] };
const OneEntry = Type.Object({ entryId: Id });
const KindParams = Type.Object({ kind: Type.String({ pattern: '^[a-z-]{3,30}$' }) });
const typed = Type.Optional(Type.String({ maxLength: 200 }));
const Typed = Type.Object({ look: typed }, { additionalProperties: true });
const EvidenceForm = {
  'evidence.kind': typed,
  'evidence.number': typed,
  'evidence.issuer': typed,
  'evidence.issuedOn': Type.Optional(Type.String({ format: 'date' })),
};
const ActBody = Type.Object({ ...EvidenceForm, idempotencyKey: Id }, { additionalProperties: true });

/** The desk of the civil-status officer: the books of the own commune. */
export const routes: Route[] = [
  route({
    method: 'GET',
    path: '/desk/civil-status',
    who,
    query: Type.Object({
      words: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
      book: Type.Optional(Type.Enum(Object.keys(BOOKS) as (keyof typeof BOOKS)[])),
      page: Type.Optional(Type.Integer({ minimum: 1, maximum: 50 })),
    }),
    async answer(asked) {
      const { words, book, page = 1 } = asked.query;
      const officer = officerOf(asked);
      const { output, receipt } = await searchBooks(asked.house, officer, {
        page,
        ...(words === undefined ? {} : { words }),
        ...(book === undefined ? {} : { book }),
      });
      const result = { ...output, receipt };
      return html(bookPage({ ...headOf(asked), commune: communeName(officer), asked: { words, book, page }, result }));
    },
  }),
  route({
    method: 'GET',
    path: '/desk/civil-status/new/:kind',
    who,
    params: KindParams,
    query: Typed,
    answer: (asked) => showForm(asked, { typed: asked.query, isLookedUp: asked.query.look === 'yes' }),
  }),
  route({
    method: 'POST',
    path: '/desk/civil-status/new/:kind',
    who,
    params: KindParams,
    body: ActBody,
    async answer(asked) {
      const { form, book } = formOf(asked.params.kind);
      const { idempotencyKey } = asked.body;
      const evidence = evidenceOf(asked.body);
      const input = inputOf(form, asked.body as Record<string, unknown>);
      const { entryId } = await register(asked.house, officerOf(asked), { book, input, evidence, idempotencyKey });
      return seeOther(`/desk/civil-status/entries/${entryId}?done=registered`);
    },
    refused: (asked, refusal) => showForm(asked, { typed: asked.body, isLookedUp: true, refusal }),
  }),
  route({
    method: 'GET',
    path: '/desk/civil-status/import',
    who,
    answer: (asked) => showImport(asked, {}),
  }),
  route({
    method: 'POST',
    path: '/desk/civil-status/import',
    who,
    body: Type.Object({
      book: Type.Enum([...PAPER_BOOKS]),
      reason: Type.String({ minLength: 5, maxLength: 1_000 }),
      run: Type.Enum(['try', 'import']),
      idempotencyKey: Id,
    }),
    upload: { most: 1, largest_bytes: LARGEST_FILE_BYTES },
    async answer(asked) {
      const { book, reason, run, idempotencyKey } = asked.body;
      const [file] = asked.files;
      if (!file) throw new Refusal('input.invalid', 422, { fields: [{ field: 'file', code: 'file.missing' }] });
      const report = await importBook(asked.house, officerOf(asked), {
        book,
        bytes: file.bytes,
        isDryRun: run === 'try',
        reason,
        idempotencyKey,
      });
      return showImport(asked, { typed: asked.body, report: { book, report } });
    },
    refused: (asked, refusal) => showImport(asked, { typed: asked.body, refusal }),
  }),
  route({
    method: 'GET',
    path: '/desk/civil-status/entries/:entryId',
    who,
    params: OneEntry,
    query: Type.Object({ done: Type.Optional(Type.Enum([...DONE])) }),
    answer: (asked) => showEntry(asked, { done: asked.query.done }),
  }),
  route({
    method: 'POST',
    path: '/desk/civil-status/entries/:entryId/cancel',
    who,
    params: OneEntry,
    body: Type.Object({
      ...EvidenceForm,
      reason: Type.String({ minLength: 5, maxLength: 1_000 }),
      idempotencyKey: Id,
    }),
    async answer(asked) {
      const { reason, idempotencyKey } = asked.body;
      const { entryId } = asked.params;
      const evidence = evidenceOf(asked.body);
      await cancel(asked.house, officerOf(asked), { entryId, reason, evidence, idempotencyKey });
      return backTo(asked, 'cancelled');
    },
    refused: (asked, refusal) => showEntry(asked, { refusal, typed: asked.body }),
  }),
  route({
    method: 'POST',
    path: '/desk/civil-status/entries/:entryId/tell-again',
    who,
    params: OneEntry,
    async answer(asked) {
      await tellAgain(asked.house, officerOf(asked), asked.params.entryId);
      return backTo(asked, 'told');
    },
  }),
  route({
    method: 'POST',
    path: '/desk/civil-status/entries/:entryId/papers',
    who,
    params: OneEntry,
    body: Type.Object({
      kind: Type.Enum(['certificate', 'extract']),
      idempotencyKey: Type.String({ pattern: '^[\\w-]{8,100}$' }),
    }),
    async answer(asked) {
      await issue(asked.house, officerOf(asked), { entryId: asked.params.entryId, ...asked.body });
      return backTo(asked, 'paper');
    },
  }),
  route({
    method: 'GET',
    path: '/desk/civil-status/papers/:paperId',
    who,
    params: Type.Object({ paperId: Id }),
    async answer(asked) {
      const { bytes, filename } = await openPaper(asked.house, officerOf(asked), asked.params.paperId);
      return download(bytes, 'application/pdf', filename);
    },
  }),
  ...maritalRoutes,
];

type Page = Pick<Asked<unknown, unknown, unknown>, 'house' | 'language' | 'session' | 'formToken' | 'path'>;

/** The official who asks; `who` of every route here has seen to the post. */
const officerOf = ({ session }: Page): RegistrarAtDesk => session!.holder as RegistrarAtDesk;
const headOf = (asked: Page) => ({ language: asked.language, path: asked.path, frame: frameOf(asked, 'desk') });
const backTo = ({ params }: { params: { entryId: string } }, done: EntryDone): Answer =>
  seeOther(`/desk/civil-status/entries/${params.entryId}?done=${done}`);

function formOf(kind: string): { form: ActForm; book: (typeof FORMS)[string]['book'] } {
  const form = Object.hasOwn(FORMS, kind) ? FORMS[kind] : undefined;
  if (!form) throw new Refusal('page.not_found', 404);
  return { form, book: form.book };
}

/** The document that an act rests on; refused beside its own fields. */
function evidenceOf(body: Record<string, unknown>): Static<typeof Evidence> {
  const given = Object.fromEntries(
    Object.keys(EvidenceForm).flatMap((name) => (body[name] === undefined ? [] : [[name.slice(9), body[name]]])),
  );
  try {
    return parse(Evidence, given);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const fields = error.fields.map((problem) => ({ ...problem, field: `evidence.${problem.field}` }));
    throw new Refusal(error.code, error.status, { fields });
  }
}

async function showForm(
  asked: Page & { params: { kind: string } },
  state: { typed: Record<string, unknown>; isLookedUp: boolean; refusal?: Refusal },
): Promise<Answer> {
  const { kind } = asked.params;
  const { form } = formOf(kind);
  const numbers = numbersTyped(form, state.typed);
  const messages = state.refusal ? messagesOf(asked, state.refusal) : missingNumbers(asked, form, numbers, state);
  const isLookedUp = state.isLookedUp && (state.refusal !== undefined || Object.keys(messages).length === 0);
  const { people, receipt } = isLookedUp
    ? await lookUp(asked.house, officerOf(asked), Object.values(numbers))
    : { people: new Map(), receipt: undefined };
  const isNew = isLookedUp && state.refusal === undefined && kind === 'death' && numbers.deceasedNumber !== undefined;
  const reported = isNew ? await deathReported(asked.house, officerOf(asked), numbers.deceasedNumber!) : {};
  return html(
    actFormPage({
      ...headOf(asked),
      kind,
      form,
      numbers,
      isLookedUp,
      people,
      receipt,
      today: today(),
      idempotencyKey: newId(),
      values: { ...reported, ...typedTexts(state.typed) },
      reportedBy: reported['evidence.issuer'],
      messages,
    }),
  );
}

/** Numbers that are wanted before anything is looked up. */
function missingNumbers(
  asked: Page,
  form: ActForm,
  numbers: Record<string, string>,
  { typed: given, isLookedUp }: { typed: Record<string, unknown>; isLookedUp: boolean },
): Record<string, string> {
  if (!isLookedUp) return {};
  const wrong = form.people.filter(({ name, optional, mayBeForeign }) => {
    const isEmpty = given[name] === undefined || given[name] === '';
    return !numbers[name] && !(isEmpty && (optional || mayBeForeign));
  });
  return Object.fromEntries(
    wrong.map(({ name }) => [name, sentenceOf(asked.house, 'entry.number_needed', {}, asked.language)]),
  );
}

function showImport(
  asked: Page,
  state: {
    typed?: Record<string, unknown>;
    report?: { book: PaperBook; report: PaperReport };
    refusal?: Refusal;
  },
): Answer {
  return html(
    legacyPage({
      ...headOf(asked),
      path: '/desk/civil-status/import',
      most_bytes: LARGEST_FILE_BYTES,
      mostRows: MOST_ROWS,
      idempotencyKey: newId(),
      values: typedTexts(state.typed ?? {}),
      messages: state.refusal ? messagesOf(asked, state.refusal) : {},
      report: state.report,
    }),
  );
}

async function showEntry(
  asked: Page & { params: { entryId: string } },
  state: { done?: EntryDone | undefined; refusal?: Refusal; typed?: Record<string, unknown> },
): Promise<Answer> {
  const { house, language, params } = asked;
  const { entry, receipt } = await openEntry(house, officerOf(asked), params.entryId);
  const { refusal, typed: given = {} } = state;
  return html(
    entryPage({
      ...headOf(asked),
      ...(refusal ? { path: `/desk/civil-status/entries/${entry.id}` } : {}),
      entry,
      receipt,
      done: state.done,
      may: mayIssue(entry),
      idempotencyKey: newId(),
      sentence: (code) => sentenceOf(house, code, {}, language).replace(/\{\w+\}/g, '…'),
      refused: refusal && { values: typedTexts(given), messages: messagesOf(asked, refusal) },
    }),
  );
}
