import { Type } from 'typebox';
import { frameOf } from '../../../design/index.ts';
import { today } from '../../../kernel/clock.ts';
import { newId } from '../../../kernel/ids.ts';
import type { Refusal } from '../../../kernel/refusal.ts';
import { messagesOf, typedTexts } from '../../../kernel/refused-form.ts';
import { type Answer, type Asked, type Route, html, route, seeOther } from '../../../kernel/route.ts';
import {
  POLICE_POST,
  type Police,
  communeOf,
  decide,
  doAct,
  openApplication,
  openDesk,
  openFamily,
  openHousehold,
  openResident,
} from './actions.ts';
import { type ActName, HOUSEHOLD_ACTS, PERSON_ACTS } from './forms.ts';
import { actPage } from './pages/act/page.tsx';
import { applicationPage } from './pages/application/page.tsx';
import { familyPage } from './pages/family/page.tsx';
import { householdPage } from './pages/household/page.tsx';
import { residentPage } from './pages/resident/page.tsx';
import { startPage } from './pages/start/page.tsx';

const who = { official: [POLICE_POST] };
const PersonalNumber = Type.String({ pattern: '^\\d{12}$' });
const HouseholdId = Type.String({ pattern: '^[0-9A-Za-z-]{1,60}$' });
const Id = Type.String({ format: 'uuid' });
const OfPerson = Type.Object({ number: PersonalNumber });
const OfHousehold = Type.Object({ householdId: HouseholdId });
const OneApplication = Type.Object({ id: Id });
const PersonAct = Type.Object({ number: PersonalNumber, act: Type.Enum([...PERSON_ACTS]) });
const HouseholdAct = Type.Object({ householdId: HouseholdId, act: Type.Enum([...HOUSEHOLD_ACTS]) });
const Done = Type.Object({ done: Type.Optional(Type.Literal('yes')) });
const ActBody = Type.Object({ idempotencyKey: Id }, { additionalProperties: true });

type Page = Pick<Asked<unknown, unknown, unknown>, 'house' | 'language' | 'session' | 'formToken' | 'path'>;

/** The official who asks; `who` of every route here has seen to the post. */
const policeOf = ({ session }: Page): Police => session!.holder as Police;
const headOf = (asked: Page) => ({ language: asked.language, path: asked.path, frame: frameOf(asked, 'desk') });

/** A form that came back: what was typed, and the sentences of what was refused. */
interface Again {
  typed: Readonly<Record<string, unknown>>;
  refusal: Refusal;
}

function formState(asked: Page, again: Again | undefined) {
  return {
    // What was refused did nothing; what is sent next is another request.
    idempotencyKey: newId(),
    values: typedTexts(again?.typed ?? {}),
    messages: messagesOf(asked, again?.refusal, (field) => FORM_NAMES[field] ?? field),
  };
}

/** Fields of the service and of the form have the same names, but for these. */
const FORM_NAMES: Readonly<Record<string, string>> = { 'to.addressLine': 'addressLine', people: '' };

async function showPersonAct(
  asked: Page & { params: { number: string; act: ActName } },
  again?: Again,
): Promise<Answer> {
  const { number, act } = asked.params;
  const { resident } = await openResident(asked.house, policeOf(asked), number);
  const here = `/desk/residence/people/${number}`;
  return html(
    actPage({
      ...headOf(asked),
      act,
      action: `${here}/${act}`,
      about: { label: resident.person.fullName, href: here },
      person: resident.person,
      home: resident.home,
      communeCode: communeOf(policeOf(asked)),
      today: today(),
      ...formState(asked, again),
    }),
    again?.refusal.status ?? 200,
  );
}

async function showHouseholdAct(
  asked: Page & { params: { householdId: string; act: ActName } },
  again?: Again,
): Promise<Answer> {
  const { householdId, act } = asked.params;
  const { home } = await openHousehold(asked.house, policeOf(asked), householdId);
  const here = `/desk/residence/households/${householdId}`;
  return html(
    actPage({
      ...headOf(asked),
      act,
      action: `${here}/${act}`,
      about: { label: home?.addressLine ?? householdId, href: here },
      person: undefined,
      home,
      communeCode: communeOf(policeOf(asked)),
      today: today(),
      ...formState(asked, again),
    }),
    again?.refusal.status ?? 200,
  );
}

async function showApplication(asked: Page & { params: { id: string } }, again?: Again): Promise<Answer> {
  const opened = await openApplication(asked.house, policeOf(asked), asked.params.id);
  return html(
    applicationPage({ ...headOf(asked), ...opened, today: today(), ...formState(asked, again) }),
    again?.refusal.status ?? 200,
  );
}

/** The desk of a commune's police for residence: what waits, people, households, and what is registered of them. */
export const deskRoutes: Route[] = [
  route({
    method: 'GET',
    path: '/desk/residence',
    who,
    query: Type.Object({
      name: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
      over: Type.Optional(Type.Literal('yes')),
      done: Type.Optional(Type.Enum(['approve', 'refuse'])),
    }),
    async answer(asked) {
      const police = policeOf(asked);
      const { name, over, done } = asked.query;
      const number = name?.replace(/\s/g, '') ?? '';
      if (/^\d{12}$/.test(number)) return seeOther(`/desk/residence/people/${number}`);
      const desk = await openDesk(asked.house, police, { name, over: over === 'yes' });
      const agencyName = police.post.agencyName;
      return html(
        startPage({ ...headOf(asked), agencyName, name, over: over === 'yes', done, today: today(), ...desk }),
      );
    },
  }),
  route({
    method: 'GET',
    path: '/desk/residence/people/:number',
    who,
    params: OfPerson,
    query: Done,
    async answer(asked) {
      const opened = await openResident(asked.house, policeOf(asked), asked.params.number);
      return html(residentPage({ ...headOf(asked), ...opened, today: today(), isDone: asked.query.done === 'yes' }));
    },
  }),
  route({
    method: 'GET',
    path: '/desk/residence/people/:number/family',
    who,
    params: OfPerson,
    query: Type.Object({ on: Type.Optional(Type.String({ format: 'date' })) }),
    async answer(asked) {
      const { number } = asked.params;
      const { on = today() } = asked.query;
      const family = await openFamily(asked.house, policeOf(asked), { number, on });
      return html(familyPage({ ...headOf(asked), number, on, family }));
    },
  }),
  route({
    method: 'GET',
    path: '/desk/residence/people/:number/:act',
    who,
    params: PersonAct,
    answer: (asked) => showPersonAct(asked),
  }),
  route({
    method: 'POST',
    path: '/desk/residence/people/:number/:act',
    who,
    params: PersonAct,
    body: ActBody,
    async answer(asked) {
      const { number, act } = asked.params;
      const { idempotencyKey } = asked.body;
      await doAct(asked.house, policeOf(asked), { act, about: number, typed: asked.body, idempotencyKey });
      return seeOther(`/desk/residence/people/${number}?done=yes`);
    },
    refused: (asked, refusal) => showPersonAct(asked, { typed: asked.body ?? {}, refusal }),
  }),
  route({
    method: 'GET',
    path: '/desk/residence/households/:householdId',
    who,
    params: OfHousehold,
    query: Done,
    async answer(asked) {
      const { householdId } = asked.params;
      const opened = await openHousehold(asked.house, policeOf(asked), householdId);
      const isDone = asked.query.done === 'yes';
      return html(householdPage({ ...headOf(asked), householdId, ...opened, today: today(), isDone }));
    },
  }),
  route({
    method: 'GET',
    path: '/desk/residence/households/:householdId/:act',
    who,
    params: HouseholdAct,
    answer: (asked) => showHouseholdAct(asked),
  }),
  route({
    method: 'POST',
    path: '/desk/residence/households/:householdId/:act',
    who,
    params: HouseholdAct,
    body: ActBody,
    async answer(asked) {
      const { householdId, act } = asked.params;
      const { idempotencyKey } = asked.body;
      await doAct(asked.house, policeOf(asked), { act, about: householdId, typed: asked.body, idempotencyKey });
      return seeOther(`/desk/residence/households/${householdId}?done=yes`);
    },
    refused: (asked, refusal) => showHouseholdAct(asked, { typed: asked.body ?? {}, refusal }),
  }),
  route({
    method: 'GET',
    path: '/desk/residence/applications/:id',
    who,
    params: OneApplication,
    answer: (asked) => showApplication(asked),
  }),
  route({
    method: 'POST',
    path: '/desk/residence/applications/:id',
    who,
    params: OneApplication,
    body: Type.Object({
      decision: Type.Enum(['approve', 'refuse']),
      reason: Type.Optional(Type.String({ minLength: 5, maxLength: 300 })),
      idempotencyKey: Id,
    }),
    async answer(asked) {
      const { decision } = asked.body;
      await decide(asked.house, policeOf(asked), { id: asked.params.id, ...asked.body });
      return seeOther(`/desk/residence?done=${decision}`);
    },
    refused: (asked, refusal) => showApplication(asked, { typed: asked.body ?? {}, refusal }),
  }),
];
