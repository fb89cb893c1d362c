import { Type } from 'typebox';
import { frameOf } from '../../design/index.ts';
import { today } from '../../kernel/clock.ts';
import { newId } from '../../kernel/ids.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import { messagesOf, typedTexts } from '../../kernel/refused-form.ts';
import { type Answer, type Asked, type Route, html, route, seeOther } from '../../kernel/route.ts';
import {
  ACTS,
  type ActName,
  PERSONNEL_POST,
  type PersonnelOfficer,
  agenciesOf,
  doAct,
  openCareer,
  openStaff,
} from './desk/actions.ts';
import { FORMS, inputOf } from './desk/forms.ts';
import { agencyPage } from './desk/pages/agency/page.tsx';
import { careerPage } from './desk/pages/career/page.tsx';
import { actFormPage } from './desk/pages/form/page.tsx';

const who = { official: [PERSONNEL_POST] };
const AgencyCode = Type.String({ pattern: '^[A-Y]\\d{2}(\\.[0-9A-Z]+)*$', maxLength: 35 });
const PersonalNumber = Type.String({ pattern: '^\\d{12}$' });
const Id = Type.String({ format: 'uuid' });
const CivilDate = Type.String({ format: 'date' });
const actsOf = (of: 'agency' | 'servant') =>
  Type.Enum((Object.keys(ACTS) as ActName[]).filter((act) => FORMS[act].of === of));
const OfAgency = Type.Object({ act: actsOf('agency') });
const OfServant = Type.Object({ number: PersonalNumber, act: actsOf('servant') });
const decision = {
  'decision.number': Type.String({ minLength: 1, maxLength: 100 }),
  'decision.issuedOn': CivilDate,
  'decision.issuer': Type.String({ minLength: 1, maxLength: 300 }),
};
const ActBody = Type.Object({ ...decision, idempotencyKey: Id }, { additionalProperties: true });

/** The desk of the personnel office: positions and who holds them, careers, decisions. */
export const routes: Route[] = [
  route({
    method: 'GET',
    path: '/desk/personnel',
    who,
    query: Type.Object({ agency: Type.Optional(AgencyCode), on: Type.Optional(CivilDate) }),
    async answer(asked) {
      const officer = officerOf(asked);
      const agencies = await agenciesOf(asked.house, officer);
      const of = { agencyCode: asked.query.agency ?? officer.post.agencyCode, on: asked.query.on ?? today() };
      const staff = await openStaff(asked.house, officer, of);
      return html(agencyPage({ ...headOf(asked), agencies, asked: of, staff }));
    },
  }),
  route({
    method: 'GET',
    path: '/desk/personnel/open',
    who,
    query: Type.Object({ number: Type.String({ minLength: 12, maxLength: 20 }) }),
    async answer(asked) {
      const number = asked.query.number.replace(/\s/g, '');
      await openCareer(asked.house, officerOf(asked), number);
      return seeOther(`/desk/personnel/${number}`);
    },
  }),
  route({
    method: 'GET',
    path: '/desk/personnel/new/:act',
    who,
    params: OfAgency,
    query: Type.Object({ agency: AgencyCode }),
    answer: (asked) => showAgencyForm(asked, asked.params.act as ActName, asked.query.agency, {}),
  }),
  route({
    method: 'POST',
    path: '/desk/personnel/new/:act',
    who,
    params: OfAgency,
    body: Type.Object({ ...ActBody.properties, agencyCode: AgencyCode }, { additionalProperties: true }),
    async answer(asked) {
      const { agencyCode } = asked.body;
      await submit(asked, asked.params.act as ActName, { agencyCode });
      return seeOther(`/desk/personnel?agency=${encodeURIComponent(agencyCode)}`);
    },
    refused: (asked, refusal) =>
      showAgencyForm(
        asked,
        asked.params.act as ActName,
        String(asked.body?.agencyCode ?? ''),
        asked.body ?? {},
        refusal,
      ),
  }),
  route({
    method: 'GET',
    path: '/desk/personnel/:number',
    who,
    params: Type.Object({ number: PersonalNumber }),
    query: Type.Object({ done: Type.Optional(Type.Literal('yes')) }),
    async answer(asked) {
      const opened = await openCareer(asked.house, officerOf(asked), asked.params.number);
      return html(careerPage({ ...headOf(asked), ...opened, today: today(), isDone: asked.query.done === 'yes' }));
    },
  }),
  route({
    method: 'GET',
    path: '/desk/personnel/:number/:act',
    who,
    params: OfServant,
    query: Type.Object({ appointment: Type.Optional(Id) }),
    answer: (asked) => showServantForm(asked, asked.params, { appointmentId: asked.query.appointment }),
  }),
  route({
    method: 'POST',
    path: '/desk/personnel/:number/:act',
    who,
    params: OfServant,
    body: Type.Object({ ...ActBody.properties, appointmentId: Type.Optional(Id) }, { additionalProperties: true }),
    async answer(asked) {
      const { number, act } = asked.params;
      const { appointmentId } = asked.body;
      await submit(asked, act as ActName, { number, ...(appointmentId ? { appointmentId } : {}) });
      return seeOther(`/desk/personnel/${number}?done=yes`);
    },
    refused: (asked, refusal) => showServantForm(asked, asked.params, asked.body ?? {}, refusal),
  }),
];

type Page = Pick<Asked<unknown, unknown, unknown>, 'house' | 'language' | 'session' | 'formToken' | 'path'>;

/** The official who asks; `who` of every route here has seen to the post. */
const officerOf = ({ session }: Page): PersonnelOfficer => session!.holder as PersonnelOfficer;
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

async function showAgencyForm(
  asked: Page,
  act: ActName,
  agencyCode: string,
  typed: Record<string, unknown>,
  refusal?: Refusal,
): Promise<Answer> {
  const agency = (await agenciesOf(asked.house, officerOf(asked))).find(({ code }) => code === agencyCode);
  return formAnswer(asked, act, {
    action: `/desk/personnel/new/${act}`,
    about: {
      label: agency?.name[asked.language] ?? agencyCode,
      href: `/desk/personnel?agency=${encodeURIComponent(agencyCode)}`,
    },
    hidden: { agencyCode },
    typed,
    refusal,
  });
}

async function showServantForm(
  asked: Page,
  { number, act }: { number: string; act: string },
  typed: Record<string, unknown>,
  refusal?: Refusal,
): Promise<Answer> {
  const { career } = await openCareer(asked.house, officerOf(asked), number);
  const { appointmentId } = typed;
  return formAnswer(asked, act as ActName, {
    action: `/desk/personnel/${number}/${act}`,
    about: { label: career.fullName, href: `/desk/personnel/${number}` },
    hidden: typeof appointmentId === 'string' ? { appointmentId } : {},
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
  const page = actFormPage({
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
