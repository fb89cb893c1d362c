import { Type } from 'typebox';
import { frameOf } from '../../../design/index.ts';
import { today } from '../../../kernel/clock.ts';
import { sentenceOf } from '../../../kernel/http.ts';
import { newId } from '../../../kernel/ids.ts';
import type { Refusal } from '../../../kernel/refusal.ts';
import { messagesOf, typedTexts } from '../../../kernel/refused-form.ts';
import { type Answer, type Asked, type Route, html, route, seeOther } from '../../../kernel/route.ts';
import {
  IDENTITY_POST,
  type IdentityOfficer,
  actOnForeigner,
  actOnPerson,
  enterForeigner,
  openCards,
  openForeigner,
  searchForeigners,
} from './actions.ts';
import { FOREIGNER_ACTS, type OfficeAct, PERSON_ACTS } from './acts.ts';
import { officeInput } from './forms.ts';
import { officeActPage } from './pages/act/page.tsx';
import { foreignerPage } from './pages/foreigner/page.tsx';
import { foreignersPage } from './pages/foreigners/page.tsx';
import { cardPage } from './pages/person/page.tsx';
import { identityStartPage } from './pages/start/page.tsx';

const who = { official: [IDENTITY_POST] };
const PersonalNumber = Type.String({ pattern: '^\\d{12}$' });
const ForeignerId = Type.String({ pattern: '^NN-[2-9A-HJKMNP-TV-Z]{10}$' });
const OfPerson = Type.Object({ number: PersonalNumber });
const OfForeigner = Type.Object({ id: ForeignerId });
const PersonAct = Type.Object({ number: PersonalNumber, act: Type.Enum([...PERSON_ACTS]) });
const ForeignerAct = Type.Object({ id: ForeignerId, act: Type.Enum([...FOREIGNER_ACTS]) });
const Done = Type.Object({ done: Type.Optional(Type.Literal('yes')) });
const ActBody = Type.Object({ idempotencyKey: Type.String({ format: 'uuid' }) }, { additionalProperties: true });

type Page = Pick<Asked<unknown, unknown, unknown>, 'house' | 'language' | 'session' | 'formToken' | 'path'>;

/** The official who asks; `who` of every route here has seen to the post. */
const officerOf = ({ session }: Page): IdentityOfficer => session!.holder as IdentityOfficer;
const headOf = (asked: Page) => ({ language: asked.language, path: asked.path, frame: frameOf(asked, 'desk') });
/** What a form said, for its act. */
const said = (act: OfficeAct, body: { idempotencyKey: string }) => ({
  input: officeInput(act, body),
  idempotencyKey: body.idempotencyKey,
});

interface Again {
  typed: Readonly<Record<string, unknown>>;
  refusal: Refusal;
}

function showForm(
  asked: Page,
  form: { act: OfficeAct; action: string; about: { label: string; href: string }; desk: 'identity' | 'foreigners' },
  again: Again | undefined,
): Answer {
  const { typed = {}, refusal } = again ?? {};
  const page = officeActPage({
    ...headOf(asked),
    ...form,
    // What was refused did nothing; what is sent next is another request.
    idempotencyKey: newId(),
    values: typedTexts(typed),
    messages: messagesOf(asked, refusal),
  });
  return html(page, refusal?.status ?? 200);
}

async function showPersonForm(
  asked: Page & { params: { number: string; act: (typeof PERSON_ACTS)[number] } },
  again?: Again,
): Promise<Answer> {
  const { number, act } = asked.params;
  const { file } = await openCards(asked.house, officerOf(asked), number);
  const here = `/desk/identity/${number}`;
  const about = { label: file.person.fullName, href: here };
  return showForm(asked, { act, action: `${here}/${act}`, about, desk: 'identity' }, again);
}

async function showForeignerForm(
  asked: Page & { params: { id: string; act: (typeof FOREIGNER_ACTS)[number] } },
  again?: Again,
): Promise<Answer> {
  const { id, act } = asked.params;
  const { versions } = await openForeigner(asked.house, officerOf(asked), id);
  const here = `/desk/foreigners/${id}`;
  const about = { label: versions[0].fullName, href: here };
  return showForm(asked, { act, action: `${here}/${act}`, about, desk: 'foreigners' }, again);
}

const showNew = (asked: Page, again?: Again): Answer =>
  showForm(
    asked,
    {
      act: 'new',
      action: '/desk/foreigners/new',
      about: { label: '', href: '/desk/foreigners' },
      desk: 'foreigners',
    },
    again,
  );

/** The desk of the identity office: cards, the missing, nationality, foreigners. */
export const officeRoutes: Route[] = [
  route({
    method: 'GET',
    path: '/desk/identity',
    who,
    query: Type.Object({ number: Type.Optional(Type.String({ minLength: 12, maxLength: 20 })) }),
    async answer(asked) {
      const number = asked.query.number?.replace(/\s/g, '');
      if (number === undefined) return html(identityStartPage(headOf(asked)));
      await openCards(asked.house, officerOf(asked), number);
      return seeOther(`/desk/identity/${number}`);
    },
    refused(asked, refusal) {
      const message = sentenceOf(asked.house, refusal.fields[0]?.code ?? refusal.code, refusal.values, asked.language);
      return html(identityStartPage({ ...headOf(asked), message }), refusal.status);
    },
  }),
  route({
    method: 'GET',
    path: '/desk/identity/:number',
    who,
    params: OfPerson,
    query: Done,
    async answer(asked) {
      const opened = await openCards(asked.house, officerOf(asked), asked.params.number);
      return html(cardPage({ ...headOf(asked), ...opened, today: today(), isDone: asked.query.done === 'yes' }));
    },
  }),
  route({
    method: 'GET',
    path: '/desk/identity/:number/:act',
    who,
    params: PersonAct,
    answer: (asked) => showPersonForm(asked),
  }),
  route({
    method: 'POST',
    path: '/desk/identity/:number/:act',
    who,
    params: PersonAct,
    body: ActBody,
    async answer(asked) {
      const { number, act } = asked.params;
      await actOnPerson(asked.house, officerOf(asked), { act, number, ...said(act, asked.body) });
      return seeOther(`/desk/identity/${number}?done=yes`);
    },
    refused: (asked, refusal) => showPersonForm(asked, { typed: asked.body ?? {}, refusal }),
  }),
  route({
    method: 'GET',
    path: '/desk/foreigners',
    who,
    query: Type.Object({ words: Type.Optional(Type.String({ minLength: 2, maxLength: 100 })) }),
    async answer(asked) {
      const { words } = asked.query;
      const found = words === undefined ? undefined : await searchForeigners(asked.house, officerOf(asked), words);
      return html(foreignersPage({ ...headOf(asked), words, found }));
    },
  }),
  route({ method: 'GET', path: '/desk/foreigners/new', who, answer: (asked) => showNew(asked) }),
  route({
    method: 'POST',
    path: '/desk/foreigners/new',
    who,
    body: ActBody,
    async answer(asked) {
      const id = await enterForeigner(asked.house, officerOf(asked), said('new', asked.body));
      return seeOther(`/desk/foreigners/${id}?done=yes`);
    },
    refused: (asked, refusal) => showNew(asked, { typed: asked.body ?? {}, refusal }),
  }),
  route({
    method: 'GET',
    path: '/desk/foreigners/:id',
    who,
    params: OfForeigner,
    query: Done,
    async answer(asked) {
      const opened = await openForeigner(asked.house, officerOf(asked), asked.params.id);
      return html(foreignerPage({ ...headOf(asked), ...opened, today: today(), isDone: asked.query.done === 'yes' }));
    },
  }),
  route({
    method: 'GET',
    path: '/desk/foreigners/:id/:act',
    who,
    params: ForeignerAct,
    answer: (asked) => showForeignerForm(asked),
  }),
  route({
    method: 'POST',
    path: '/desk/foreigners/:id/:act',
    who,
    params: ForeignerAct,
    body: ActBody,
    async answer(asked) {
      const { id, act } = asked.params;
      await actOnForeigner(asked.house, officerOf(asked), { act, id, ...said(act, asked.body) });
      return seeOther(`/desk/foreigners/${id}?done=yes`);
    },
    refused: (asked, refusal) => showForeignerForm(asked, { typed: asked.body ?? {}, refusal }),
  }),
];
