import { Type } from 'typebox';
import { type FieldMessages, type FieldValues, frameOf } from '../../../design/index.ts';
import { today } from '../../../kernel/clock.ts';
import { sentenceOf } from '../../../kernel/http.ts';
import { newId } from '../../../kernel/ids.ts';
import type { FieldProblem, Refusal } from '../../../kernel/refusal.ts';
import { type Answer, type Asked, type Route, html, route, seeOther } from '../../../kernel/route.ts';
import { communesOf, provinceOf, provincesOn } from '../../territories/index.ts';
import { addressInWords } from '../lookup/actions.ts';
import {
  MATTERS,
  MOST_ROWS,
  type Matter,
  answer,
  begin,
  formIn,
  isOpen,
  listApplications,
  read,
  save,
  submit,
  withdraw,
} from './actions.ts';
import { applicationPage } from './pages/application/page.tsx';
import { formPage } from './pages/form/page.tsx';
import { listPage } from './pages/list/page.tsx';

const LIST = '/my-enterprises/applications';
const Id = Type.Object({ id: Type.String({ format: 'uuid' }) });
const Key = Type.Optional(Type.String({ maxLength: 100 }));
const AnyForm = Type.Unsafe<Record<string, unknown>>(Type.Object({}, { additionalProperties: true }));
const Matters = Type.Unsafe<Matter>(Type.Enum([...MATTERS]));
const ROWS = 3;

/** Where a person applies for the registration of an enterprise or a household business, and follows what became of it. */
export const applyingRoutes: Route[] = [
  route({
    method: 'GET',
    path: LIST,
    who: 'person',
    query: Type.Object({ answered: Type.Optional(Type.Literal('yes')) }),
    answer: (asked) => showList(asked, {}, asked.query.answered === 'yes'),
  }),
  route({
    method: 'POST',
    path: LIST,
    who: 'person',
    body: Type.Object({
      matter: Matters,
      code: Type.Optional(Type.String({ pattern: '^\\d{10}$' })),
      provinceCode: Type.Optional(Type.String({ pattern: '^\\d{2}$' })),
      idempotencyKey: Key,
    }),
    async answer(asked) {
      const { matter, code, provinceCode } = asked.body;
      const id = await begin(asked, {
        matter,
        ...(code ? { code } : {}),
        ...(provinceCode ? { provinceCode } : {}),
      });
      return seeOther(`${LIST}/${id}/edit`);
    },
    refused: (asked, refusal) => showList(asked, messagesOf(asked, refusal)),
  }),
  route({
    method: 'GET',
    path: `${LIST}/:id`,
    who: 'person',
    params: Id,
    query: Type.Object({
      done: Type.Optional(Type.Literal('submitted')),
    }),
    answer: (asked) => showApplication(asked, { done: asked.query.done }),
  }),
  route({
    method: 'GET',
    path: `${LIST}/:id/edit`,
    who: 'person',
    params: Id,
    query: Type.Object({
      rows: Type.Optional(Type.Integer({ minimum: 1, maximum: MOST_ROWS })),
      saved: Type.Optional(Type.Literal('yes')),
    }),
    answer: (asked) => showForm(asked, { rows: asked.query.rows, saved: asked.query.saved === 'yes' }),
  }),
  route({
    method: 'POST',
    path: `${LIST}/:id/edit`,
    who: 'person',
    params: Id,
    body: AnyForm,
    async answer(asked) {
      const { id } = asked.params;
      const form = formIn(asked.body);
      const step = asked.body.do;
      if (step === 'save' || step === 'more') {
        await save(asked, { id, form, check: false });
        const rows = Math.min(rowsOf(asked.body) + ROWS, MOST_ROWS);
        return seeOther(`${LIST}/${id}/edit?${step === 'save' ? 'saved=yes' : `rows=${rows}`}`);
      }
      if (step === 'check') {
        const problems = await save(asked, { id, form, check: true });
        return showForm(asked, {
          checked: problems.length === 0,
          messages: sentencesOf(asked, problems),
          values: form,
        });
      }
      await submit(asked, { id, form, declared: asked.body.declaration === 'yes' });
      return seeOther(`${LIST}/${id}?done=submitted`);
    },
    refused: (asked, refusal) =>
      showForm(asked, { messages: messagesOf(asked, refusal), values: formIn(asked.body), rows: rowsOf(asked.body) }),
  }),
  route({
    method: 'POST',
    path: `${LIST}/:id/withdraw`,
    who: 'person',
    params: Id,
    body: Type.Object({ idempotencyKey: Key }),
    async answer(asked) {
      await withdraw(asked, asked.params.id);
      return seeOther(`${LIST}/${asked.params.id}`);
    },
    refused: (asked, refusal) => showApplication(asked, { messages: messagesOf(asked, refusal) }),
  }),
  route({
    method: 'POST',
    path: `${LIST}/:id/answer`,
    who: 'person',
    params: Id,
    body: Type.Object({
      submission: Type.Integer({ minimum: 1 }),
      agrees: Type.Boolean(),
      note: Type.Optional(Type.String({ maxLength: 2_000 })),
      idempotencyKey: Key,
    }),
    async answer(asked) {
      const { id } = asked.params;
      const { submission, agrees, note } = asked.body;
      await answer(asked, { id, submission, agrees, ...(note ? { note } : {}) });
      return seeOther(`${LIST}?answered=yes`);
    },
    refused: (asked, refusal) => showApplication(asked, { messages: messagesOf(asked, refusal) }),
  }),
];

type AnyAsked = Asked<unknown, unknown, unknown>;
type OneAsked = Asked<{ id: string }, unknown, unknown>;

const pageOf = (asked: AnyAsked) => ({ language: asked.language, path: asked.path, frame: frameOf(asked) });
const addressIn = (asked: AnyAsked) => (place: { addressLine: string; communeCode: string }) =>
  addressInWords(place, asked.language);

async function showList(asked: AnyAsked, messages: FieldMessages = {}, answered = false): Promise<Answer> {
  const { applications, offers } = await listApplications(asked);
  const provinces = provincesOn(today()).map(({ code, fullName }) => ({
    value: code,
    label: fullName[asked.language],
  }));
  return html(
    listPage({
      ...pageOf(asked),
      today: today(),
      applications,
      offers,
      provinces,
      messages,
      answered,
      keys: offers.map(() => newId()),
    }),
  );
}

async function showApplication(
  asked: OneAsked,
  state: { done?: 'submitted' | undefined; messages?: FieldMessages },
): Promise<Answer> {
  const application = await read(asked, asked.params.id);
  const { isApplicant, status } = application;
  return html(
    applicationPage({
      ...pageOf(asked),
      application,
      today: today(),
      done: state.done,
      messages: state.messages ?? {},
      may: { save: isApplicant && isOpen('save', status), withdraw: isApplicant && isOpen('withdraw', status) },
      idempotencyKey: newId(),
      addressOf: addressIn(asked),
    }),
  );
}

/** Of which province the communes are offered: the one chosen at the beginning, or where the commune that was named is. */
const provinceCodeOf = (territoryCode: string): string =>
  territoryCode.length === 2 ? territoryCode : (provinceOf(territoryCode, today()) ?? provincesOn(today())[0]!).code;

async function showForm(
  asked: OneAsked,
  state: {
    rows?: number | undefined;
    saved?: boolean;
    checked?: boolean;
    messages?: FieldMessages;
    values?: FieldValues;
  },
): Promise<Answer> {
  const application = await read(asked, asked.params.id);
  // What cannot be changed any more says so itself.
  if (!application.isApplicant || !isOpen('save', application.status))
    return state.messages
      ? showApplication(asked, { messages: state.messages })
      : seeOther(`${LIST}/${application.id}`);
  const values = state.values ?? application.form;
  const filled = Object.keys(values).filter((name) => /^holders\.\d+\.holder$/.test(name) && values[name]).length;
  const communes = communesOf(provinceCodeOf(application.territoryCode), today());
  return html(
    formPage({
      ...pageOf(asked),
      application,
      values,
      messages: state.messages ?? {},
      rows: Math.max(state.rows ?? ROWS, filled),
      saved: state.saved ?? false,
      checked: state.checked ?? false,
      communes: communes.map(({ code, fullName }) => ({ code, name: fullName[asked.language] })),
      idempotencyKey: newId(),
    }),
  );
}

function rowsOf(body: Record<string, unknown>): number {
  const rows = Number(body.rows);
  return Number.isInteger(rows) && rows >= 1 && rows <= MOST_ROWS ? rows : ROWS;
}

/** One field of the page takes all codes of industries. */
const fieldOf = (field: string): string => (field.startsWith('industries.') ? 'industries' : field);

function sentencesOf({ house, language }: AnyAsked, problems: readonly FieldProblem[]): FieldMessages {
  const messages: Record<string, string> = {};
  for (const { field, code, values } of problems)
    messages[fieldOf(field)] ??= sentenceOf(house, code, values ?? {}, language);
  return messages;
}

const messagesOf = (asked: AnyAsked, refusal: Refusal): FieldMessages =>
  sentencesOf(
    asked,
    refusal.fields.length > 0 ? refusal.fields : [{ field: '', code: refusal.code, values: refusal.values }],
  );
