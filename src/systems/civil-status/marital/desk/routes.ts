import { Type } from 'typebox';
import { frameOf } from '../../../../design/index.ts';
import { today } from '../../../../kernel/clock.ts';
import { sentenceOf } from '../../../../kernel/http.ts';
import { newId } from '../../../../kernel/ids.ts';
import type { Refusal } from '../../../../kernel/refusal.ts';
import { messagesOf, typedTexts } from '../../../../kernel/refused-form.ts';
import { type Answer, type Asked, type Route, html, route, seeOther } from '../../../../kernel/route.ts';
import { WISH_FORMS, type WishForm, wishFieldName } from '../wish-form.ts';
import {
  REGISTRAR_POST,
  type RegistrarAtDesk,
  communeName,
  decideApplication,
  isAgain,
  issueCertificate,
  openApplication,
  openQueue,
  openStanding,
} from './actions.ts';
import { conclusionFieldName } from './conclusion-fields.ts';
import { applicationPage } from './pages/application/page.tsx';
import { issuePage } from './pages/issue/page.tsx';
import { personPage } from './pages/person/page.tsx';
import { startPage } from './pages/start/page.tsx';

const who = { official: [REGISTRAR_POST] };
const Id = Type.String({ format: 'uuid' });
const OnePerson = Type.Object({ number: Type.String({ pattern: '^\\d{12}$' }) });
const OneApplication = Type.Object({ id: Id });
const OneForm = Type.Object({ ...OnePerson.properties, form: Type.Enum([...WISH_FORMS]) });
const day = Type.Optional(Type.String({ format: 'date' }));

type Page = Pick<Asked<unknown, unknown, unknown>, 'house' | 'language' | 'session' | 'formToken' | 'path'>;

/** The official who asks; `who` of every route here has seen to the post. */
const officerOf = ({ session }: Page): RegistrarAtDesk => session!.holder as RegistrarAtDesk;
const headOf = (asked: Page) => ({ language: asked.language, path: asked.path, frame: frameOf(asked, 'desk') });

async function showForm(
  asked: Page & { params: { number: string; form: WishForm } },
  again?: { typed: Readonly<Record<string, unknown>>; refusal: Refusal },
): Promise<Answer> {
  const { number, form } = asked.params;
  const standing = await openStanding(asked.house, officerOf(asked), number);
  // Of another purpose only the service knows whether one still holds: it says so, and the form asks why.
  const isRefusedTwin = again?.refusal.code === 'marital.valid_one_there';
  return html(
    issuePage({
      ...headOf(asked),
      form,
      again: isAgain(standing, form) || isRefusedTwin || again?.typed.again === 'yes',
      standing,
      today: today(),
      // What was refused did nothing; what is sent next is another request.
      idempotencyKey: newId(),
      values: typedTexts(again?.typed ?? {}),
      messages: messagesOf(asked, again?.refusal, (field) => wishFieldName(form, conclusionFieldName(field))),
    }),
    again?.refusal.status ?? 200,
  );
}

async function showApplication(
  asked: Page & { params: { id: string } },
  again?: { typed: Readonly<Record<string, unknown>>; refusal: Refusal },
): Promise<Answer> {
  const { house, language } = asked;
  const { application, standing, hindrance } = await openApplication(house, officerOf(asked), asked.params.id);
  return html(
    applicationPage({
      ...headOf(asked),
      application,
      standing,
      hindrance: hindrance && sentenceOf(house, hindrance.code, hindrance.values, language),
      today: today(),
      idempotencyKey: newId(),
      values: typedTexts(again?.typed ?? {}),
      messages: messagesOf(asked, again?.refusal, conclusionFieldName),
    }),
    again?.refusal.status ?? 200,
  );
}

/** Certificates of marital status at the desk of the civil-status officer. */
export const maritalRoutes: Route[] = [
  route({
    method: 'GET',
    path: '/desk/civil-status/marital',
    who,
    query: Type.Object({
      number: Type.Optional(Type.String({ maxLength: 40 })),
      over: Type.Optional(Type.Literal('yes')),
      done: Type.Optional(Type.Enum(['grant', 'refuse'])),
    }),
    async answer(asked) {
      const { number, over, done } = asked.query;
      const digits = number?.replace(/\s+/g, '');
      if (digits && /^\d{12}$/.test(digits)) return seeOther(`/desk/civil-status/marital/people/${digits}`);
      const officer = officerOf(asked);
      const wrong = sentenceOf(asked.house, 'entry.number_needed', {}, asked.language);
      const queue = await openQueue(asked.house, officer, over === 'yes');
      return html(
        startPage({
          ...headOf(asked),
          commune: communeName(officer),
          number,
          messages: number === undefined ? {} : { number: wrong },
          ...queue,
          over: over === 'yes',
          done,
          today: today(),
        }),
      );
    },
  }),
  route({
    method: 'GET',
    path: '/desk/civil-status/marital/applications/:id',
    who,
    params: OneApplication,
    answer: (asked) => showApplication(asked),
  }),
  route({
    method: 'POST',
    path: '/desk/civil-status/marital/applications/:id',
    who,
    params: OneApplication,
    body: Type.Object(
      {
        decision: Type.Enum(['grant', 'refuse']),
        reason: Type.Optional(Type.String({ minLength: 5, maxLength: 1_000 })),
        'document.on': day,
        idempotencyKey: Id,
      },
      { additionalProperties: true },
    ),
    async answer(asked) {
      const { decision, reason, idempotencyKey } = asked.body;
      const { id } = asked.params;
      const order = { id, decision, reason, typed: asked.body, idempotencyKey };
      await decideApplication(asked.house, officerOf(asked), order);
      return seeOther(`/desk/civil-status/marital?done=${decision}`);
    },
    refused: (asked, refusal) => showApplication(asked, { typed: asked.body ?? {}, refusal }),
  }),
  route({
    method: 'GET',
    path: '/desk/civil-status/marital/people/:number',
    who,
    params: OnePerson,
    query: Type.Object({ done: Type.Optional(Type.Literal('issued')) }),
    async answer(asked) {
      const standing = await openStanding(asked.house, officerOf(asked), asked.params.number);
      const isDone = asked.query.done === 'issued';
      return html(personPage({ ...headOf(asked), standing, today: today(), isDone }));
    },
  }),
  route({
    method: 'GET',
    path: '/desk/civil-status/marital/people/:number/issue/:form',
    who,
    params: OneForm,
    answer: (asked) => showForm(asked),
  }),
  route({
    method: 'POST',
    path: '/desk/civil-status/marital/people/:number/issue/:form',
    who,
    params: OneForm,
    body: Type.Object(
      { foreignBornOn: day, 'document.on': day, again: Type.Optional(Type.Literal('yes')), idempotencyKey: Id },
      { additionalProperties: true },
    ),
    async answer(asked) {
      const { number, form } = asked.params;
      const { again, idempotencyKey } = asked.body;
      const order = { number, form, again: again === 'yes', typed: asked.body, idempotencyKey };
      await issueCertificate(asked.house, officerOf(asked), order);
      return seeOther(`/desk/civil-status/marital/people/${number}?done=issued`);
    },
    refused: (asked, refusal) => showForm(asked, { typed: asked.body ?? {}, refusal }),
  }),
];
