import { Type } from 'typebox';
import { frameOf } from '../../design/index.ts';
import { today } from '../../kernel/clock.ts';
import { sentenceOf } from '../../kernel/http.ts';
import { newId } from '../../kernel/ids.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import { messagesOf, typedTexts } from '../../kernel/refused-form.ts';
import { type Answer, type Asked, type Route, html, route, seeOther } from '../../kernel/route.ts';
import {
  type ActName,
  INSURANCE_POST,
  type InsuranceOfficer,
  doAct,
  listDeclarations,
  listPaidAfterDeath,
  openDeclaration,
  openEmployer,
  openInsured,
} from './desk/actions.ts';
import { inputOf } from './desk/forms.ts';
import { officeDeclarationPage } from './desk/pages/declaration/page.tsx';
import { employerPage } from './desk/pages/employer/page.tsx';
import { insuranceFormPage } from './desk/pages/form/page.tsx';
import { insuranceDeskPage } from './desk/pages/home/page.tsx';
import { insuredPage } from './desk/pages/person/page.tsx';

const who = { official: [INSURANCE_POST] };
const Id = Type.String({ format: 'uuid' });
const PersonalNumber = Type.String({ pattern: '^\\d{12}$' });
const EmployerCode = Type.String({ pattern: '^\\d{10}$' });
const Done = Type.Object({ done: Type.Optional(Type.Literal('yes')) });
const OfPerson = Type.Object({
  number: PersonalNumber,
  act: Type.Enum(['cover', 'facility', 'grant', 'pay', 'stop', 'recover']),
});
const OfEmployer = Type.Object({ code: EmployerCode });
const Sent = Type.Object({ idempotencyKey: Id }, { additionalProperties: true });

/** The desk of the insurance office of a province: declarations, files of people and employers, benefits. */
export const routes: Route[] = [
  route({
    method: 'GET',
    path: '/desk/insurance',
    who,
    query: Type.Object({ page: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000 })) }),
    async answer(asked) {
      const officer = officerOf(asked);
      const { page = 1 } = asked.query;
      const [listed, paidAfterDeath] = await Promise.all([
        listDeclarations(asked.house, page, officer),
        listPaidAfterDeath(asked.house, officer),
      ]);
      return html(insuranceDeskPage({ ...headOf(asked), page, ...listed, paidAfterDeath }));
    },
  }),
  route({
    method: 'GET',
    path: '/desk/insurance/people',
    who,
    query: Type.Object({ number: Type.String({ minLength: 12, maxLength: 20 }) }),
    answer: ({ query }) => seeOther(`/desk/insurance/people/${encodeURIComponent(query.number.replace(/\s/g, ''))}`),
  }),
  route({
    method: 'GET',
    path: '/desk/insurance/people/:number',
    who,
    params: Type.Object({ number: PersonalNumber }),
    query: Done,
    async answer(asked) {
      const { number } = asked.params;
      const opened = await openInsured(asked.house, officerOf(asked), number);
      const isDone = asked.query.done === 'yes';
      return html(insuredPage({ ...headOf(asked), ...opened, number, today: today(), isDone }));
    },
  }),
  route({
    method: 'GET',
    path: '/desk/insurance/people/:number/:act',
    who,
    params: OfPerson,
    query: Type.Object({
      benefit: Type.Optional(Id),
      month: Type.Optional(Type.String({ pattern: '^\\d{4}-(0[1-9]|1[0-2])$' })),
    }),
    answer: (asked) =>
      showPersonForm(asked, asked.params, { benefitId: asked.query.benefit, month: asked.query.month }),
  }),
  route({
    method: 'POST',
    path: '/desk/insurance/people/:number/:act',
    who,
    params: OfPerson,
    body: Sent,
    async answer(asked) {
      const { number, act } = asked.params;
      await submit(asked, act as ActName, { number });
      return seeOther(`/desk/insurance/people/${number}?done=yes`);
    },
    refused: (asked, refusal) => showPersonForm(asked, asked.params, asked.body ?? {}, refusal),
  }),
  route({
    method: 'GET',
    path: '/desk/insurance/employers',
    who,
    query: Type.Object({ code: Type.String({ minLength: 10, maxLength: 20 }) }),
    answer: ({ query }) => seeOther(`/desk/insurance/employers/${encodeURIComponent(query.code.replace(/\s/g, ''))}`),
  }),
  route({
    method: 'GET',
    path: '/desk/insurance/employers/:code',
    who,
    params: OfEmployer,
    query: Done,
    async answer(asked) {
      const { code } = asked.params;
      const file = await openEmployer(asked.house, officerOf(asked), code);
      return html(employerPage({ ...headOf(asked), code, file, isDone: asked.query.done === 'yes' }));
    },
  }),
  route({
    method: 'GET',
    path: '/desk/insurance/employers/:code/payment',
    who,
    params: OfEmployer,
    answer: (asked) => showEmployerForm(asked, asked.params.code, {}),
  }),
  route({
    method: 'POST',
    path: '/desk/insurance/employers/:code/payment',
    who,
    params: OfEmployer,
    body: Sent,
    async answer(asked) {
      const { code } = asked.params;
      await submit(asked, 'payment', { employerCode: code });
      return seeOther(`/desk/insurance/employers/${code}?done=yes`);
    },
    refused: (asked, refusal) => showEmployerForm(asked, asked.params.code, asked.body ?? {}, refusal),
  }),
  route({
    method: 'GET',
    path: '/desk/insurance/declarations/:id',
    who,
    params: Type.Object({ id: Id }),
    async answer(asked) {
      const declared = await openDeclaration(asked.house, officerOf(asked), asked.params.id);
      const say = (rule: string) => sentenceOf(asked.house, rule, {}, asked.language);
      return html(officeDeclarationPage({ ...headOf(asked), declared, say }));
    },
  }),
];

type Page = Pick<Asked<unknown, unknown, unknown>, 'house' | 'language' | 'session' | 'formToken' | 'path'>;

/** The official who asks; `who` of every route here has seen to the post. */
const officerOf = ({ session }: Page): InsuranceOfficer => session!.holder as InsuranceOfficer;
const headOf = (asked: Page) => ({ language: asked.language, path: asked.path, frame: frameOf(asked, 'desk') });

async function submit(
  asked: Page & { body: Record<string, unknown> },
  act: ActName,
  about: Record<string, unknown>,
): Promise<void> {
  await doAct(asked.house, officerOf(asked), {
    act,
    input: { ...inputOf(act, asked.body), ...about },
    idempotencyKey: String(asked.body.idempotencyKey),
  });
}

async function showPersonForm(
  asked: Page,
  { number, act }: { number: string; act: string },
  typed: Record<string, unknown>,
  refusal?: Refusal,
): Promise<Answer> {
  const { insured } = await openInsured(asked.house, officerOf(asked), number);
  const here = `/desk/insurance/people/${number}`;
  const { benefitId } = typed;
  return formAnswer(asked, act as ActName, {
    action: `${here}/${act}`,
    about: { label: insured.fullName, href: here },
    hidden: typeof benefitId === 'string' ? { benefitId } : {},
    typed,
    refusal,
  });
}

async function showEmployerForm(
  asked: Page,
  code: string,
  typed: Record<string, unknown>,
  refusal?: Refusal,
): Promise<Answer> {
  const file = await openEmployer(asked.house, officerOf(asked), code);
  const here = `/desk/insurance/employers/${code}`;
  return formAnswer(asked, 'payment', {
    action: `${here}/payment`,
    about: { label: file.employer?.name ?? code, href: here },
    hidden: {},
    typed,
    refusal,
  });
}

function formAnswer(
  asked: Page,
  act: ActName,
  form: {
    action: string;
    about: { label: string; href: string };
    hidden: Record<string, string>;
    typed: Record<string, unknown>;
    refusal: Refusal | undefined;
  },
): Answer {
  const { typed, refusal, ...rest } = form;
  const page = insuranceFormPage({
    ...headOf(asked),
    ...rest,
    act,
    // What was refused did nothing; what is sent next is another request.
    idempotencyKey: newId(),
    values: typedTexts(typed),
    messages: messagesOf(asked, refusal),
  });
  return html(page, refusal?.status ?? 200);
}
