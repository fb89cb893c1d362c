import { Type } from 'typebox';
import { today } from '../../../kernel/clock.ts';
import { newId } from '../../../kernel/ids.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { type Answer, type Asked, type Route, html, route, seeOther } from '../../../kernel/route.ts';
import { communesOf, provinceOf, provincesOn } from '../../territories/index.ts';
import { moversOf } from '../../population/index.ts';
import { type Refused, refusedForm, viewOf } from '../frame.ts';
import { myFamilyPage } from '../pages/my-family/page.tsx';
import { myIdentityCardPage } from '../pages/my-identity-card/page.tsx';
import { myResidencePage } from '../pages/my-residence/page.tsx';
import { WISHES, type WishName, residenceApplicationPage } from '../pages/residence-application/page.tsx';
import { applyForResidence, readMyCards, readMyFamily, readMyResidence, withdrawApplication } from './actions.ts';

const ProvinceCode = Type.String({ pattern: '^\\d{2}$' });
const OneWish = Type.Object({ wish: Type.Enum([...WISHES]) });
const idempotencyKey = Type.Optional(Type.String({ maxLength: 100 }));
const Number = Type.String({ minLength: 12, maxLength: 20 });
const words = Type.String({ minLength: 1, maxLength: 300 });

type WishAsked = Asked<{ wish: WishName }, unknown, unknown>;

async function showForm(asked: WishAsked, province: string | undefined, refused?: Refused): Promise<Answer> {
  const on = today();
  const mine = await readMyResidence(asked);
  const chosen = province ?? (mine.home && provinceOf(mine.home.communeCode, on)?.code);
  return html(
    residenceApplicationPage({
      ...(await viewOf(asked)),
      wish: asked.params.wish,
      mine,
      provinces: provincesOn(on),
      province: chosen,
      communes: chosen ? communesOf(chosen, on) : [],
      idempotencyKey: newId(),
      refused,
    }),
    refused ? 422 : 200,
  );
}

/** What each form cannot do without. */
const NEEDED: Readonly<Record<WishName, readonly string[]>> = {
  move: ['communeCode', 'addressLine', 'proof'],
  stay: ['communeCode', 'addressLine', 'why', 'lastDay', 'proof'],
  absence: ['destination', 'why', 'lastDay'],
};

/** Refuses a form with empty fields, each by its name, and a move of nobody. */
function assertFilled(wish: WishName, typed: Readonly<Record<string, unknown>>): void {
  const fields = NEEDED[wish]
    .filter((name) => typed[name] === undefined)
    .map((field) => ({ field, code: 'field.required' }));
  if (wish === 'move' && moversOf(typed).length === 0) fields.unshift({ field: '', code: 'residence.nobody_moves' });
  if (fields.length > 0) throw new Refusal('input.invalid', 422, { fields });
}

const compact = (number: string | undefined): string | undefined => number?.replace(/\s/g, '');

/** What the register of the population holds about the person: residence, and applications about it. */
export const populationRoutes: Route[] = [
  route({
    method: 'GET',
    path: '/my-family',
    who: 'person',
    query: Type.Object({ on: Type.Optional(Type.String({ format: 'date' })) }),
    async answer(asked) {
      const { on = today() } = asked.query;
      return html(myFamilyPage({ ...(await viewOf(asked)), family: await readMyFamily(asked, on), on }));
    },
  }),
  route({
    method: 'GET',
    path: '/my-identity-card',
    who: 'person',
    async answer(asked) {
      return html(myIdentityCardPage({ ...(await viewOf(asked)), mine: await readMyCards(asked), today: today() }));
    },
  }),
  route({
    method: 'GET',
    path: '/my-residence',
    who: 'person',
    query: Type.Object({ done: Type.Optional(Type.Enum(['applied', 'withdrawn'])) }),
    async answer(asked) {
      const mine = await readMyResidence(asked);
      return html(
        myResidencePage({ ...(await viewOf(asked)), mine, done: asked.query.done, today: today(), newKey: newId }),
      );
    },
  }),
  route({
    method: 'GET',
    path: '/my-residence/apply/:wish',
    who: 'person',
    params: OneWish,
    query: Type.Object({ province: Type.Optional(ProvinceCode) }),
    answer: (asked) => showForm(asked, asked.query.province),
  }),
  route({
    method: 'POST',
    path: '/my-residence/apply/:wish',
    who: 'person',
    params: OneWish,
    body: Type.Object(
      {
        province: Type.Optional(ProvinceCode),
        communeCode: Type.Optional(Type.String({ pattern: '^\\d{5}$' })),
        addressLine: Type.Optional(words),
        hostNumber: Type.Optional(Number),
        successorNumber: Type.Optional(Number),
        proof: Type.Optional(words),
        destination: Type.Optional(words),
        why: Type.Optional(Type.String({ maxLength: 40 })),
        lastDay: Type.Optional(Type.String({ format: 'date' })),
        idempotencyKey,
      },
      { additionalProperties: true },
    ),
    async answer(asked) {
      const { idempotencyKey: _, province: _province, ...typed } = asked.body;
      assertFilled(asked.params.wish, typed);
      const { communeCode, addressLine, proof, destination, why, lastDay } = typed;
      const hostNumber = compact(typed.hostNumber);
      const successorNumber = compact(typed.successorNumber);
      const kind = asked.params.wish;
      const wish =
        kind === 'absence'
          ? { kind, destination, why, lastDay }
          : kind === 'stay'
            ? { kind, communeCode, addressLine, hostNumber, why, lastDay, proof }
            : { kind, communeCode, addressLine, hostNumber, people: moversOf(typed), successorNumber, proof };
      await applyForResidence(
        asked,
        Object.fromEntries(Object.entries(wish).filter(([, value]) => value !== undefined)),
      );
      return seeOther('/my-residence?done=applied');
    },
    refused(asked, refusal) {
      const refused = refusedForm(asked, refusal);
      const messages = Object.fromEntries(
        Object.entries(refused.messages).map(([field, sentence]) => [field.replace(/^wish\./, ''), sentence]),
      );
      const province = typeof asked.body?.province === 'string' ? asked.body.province : undefined;
      return showForm(asked, /^\d{2}$/.test(province ?? '') ? province : undefined, { ...refused, messages });
    },
  }),
  route({
    method: 'POST',
    path: '/my-residence/applications/:id/withdraw',
    who: 'person',
    params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
    body: Type.Object({ idempotencyKey }),
    async answer(asked) {
      await withdrawApplication(asked, asked.params.id);
      return seeOther('/my-residence?done=withdrawn');
    },
  }),
];
