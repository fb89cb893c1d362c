import { Type } from 'typebox';
import type { FieldValues } from '../../../../design/index.ts';
import type { Refusal } from '../../../../kernel/refusal.ts';
import { type Asked, type Route, html, route, seeOther } from '../../../../kernel/route.ts';
import { actOnDelegation, listOwnDelegations, listSignedFor, readOwnDelegation } from '../../../trust/index.ts';
import { signerOf } from '../actions.ts';
import { DELEGATIONS_PATH } from '../paths.ts';
import {
  assertMayDelegate,
  colleaguesOf,
  mayDelegate,
  officialOf,
  offerToColleague,
  type OfficialSigner,
} from './actions.ts';
import { offerPage } from './offer.tsx';
import { delegationPage } from './one.tsx';
import { delegationsPage } from './overview.tsx';

type AnyAsked = Asked<unknown, unknown, unknown>;

const One = Type.Object({ id: Type.String({ format: 'uuid' }) });
const Why = Type.String({ minLength: 3, maxLength: 500 });
const CivilDate = Type.String({ format: 'date' });
const Offer = Type.Object({
  idempotencyKey: Type.String({ format: 'uuid' }),
  to: Type.String({ maxLength: 100 }),
  capacity: Type.Union([Type.Literal('deputy'), Type.Literal('order'), Type.Literal('authorisation')]),
  kinds: Type.Array(Type.String({ maxLength: 40 }), { minItems: 1, maxItems: 29 }),
  grounds: Type.String({ minLength: 3, maxLength: 300 }),
  groundsOn: CivilDate,
  fromOn: CivilDate,
  untilOn: Type.Optional(CivilDate),
});

const official = (asked: AnyAsked): OfficialSigner => officialOf(signerOf(asked.session!.holder));

async function showOffer(asked: AnyAsked, again?: { typed: FieldValues; refusal: Refusal }) {
  return html(offerPage(asked, { colleagues: await colleaguesOf(asked.house, official(asked)), ...again }));
}

async function showOne(asked: Asked<{ id: string }, unknown, unknown>, state: { done?: string; refusal?: Refusal }) {
  const { officialId } = official(asked);
  const own = { id: asked.params.id, officialId };
  const [delegation, lines] = await Promise.all([readOwnDelegation(asked.house, own), listSignedFor(asked.house, own)]);
  return html(delegationPage(asked, { officialId, delegation, lines, ...state }));
}

/** Accepts, declines or ends. */
const actRoute = (act: 'accepted' | 'declined' | 'ended'): Route =>
  route({
    method: 'POST',
    path: `${DELEGATIONS_PATH}/:id/${act}`,
    who: 'official',
    params: One,
    body: Type.Object({ why: act === 'ended' ? Why : Type.Optional(Why) }),
    async answer(asked) {
      const { officialId } = official(asked);
      const { id } = asked.params;
      await actOnDelegation(asked.house, { id, officialId, act, why: asked.body.why ?? '' });
      return seeOther(`${DELEGATIONS_PATH}/${id}?done=yes`);
    },
    refused: (asked, refusal) => showOne(asked, { refusal }),
  });

/** Officials let others sign for them, and accept it (Decree 30/2020/NĐ-CP art. 13). */
export const delegationRoutes: Route[] = [
  route({
    method: 'GET',
    path: DELEGATIONS_PATH,
    who: 'official',
    async answer(asked) {
      const signer = official(asked);
      const { officialId, agencyCode } = signer;
      const [delegations, mayOffer] = await Promise.all([
        listOwnDelegations(asked.house, { officialId, agencyCode }),
        mayDelegate(asked.house, signer),
      ]);
      return html(delegationsPage(asked, { officialId, delegations, mayOffer }));
    },
  }),
  route({
    method: 'GET',
    path: `${DELEGATIONS_PATH}/new`,
    who: 'official',
    async answer(asked) {
      await assertMayDelegate(asked.house, official(asked));
      return showOffer(asked);
    },
  }),
  route({
    method: 'POST',
    path: DELEGATIONS_PATH,
    who: 'official',
    body: Offer,
    async answer(asked) {
      const { idempotencyKey: id, untilOn, ...form } = asked.body;
      await offerToColleague(asked.house, official(asked), { ...form, id, untilOn });
      return seeOther(`${DELEGATIONS_PATH}/${id}?done=yes`);
    },
    refused: (asked, refusal) => showOffer(asked, { typed: asked.body as FieldValues, refusal }),
  }),
  route({
    method: 'GET',
    path: `${DELEGATIONS_PATH}/:id`,
    who: 'official',
    params: One,
    query: Type.Object({ done: Type.Optional(Type.Literal('yes')) }),
    answer: (asked) => showOne(asked, asked.query),
  }),
  actRoute('accepted'),
  actRoute('declined'),
  actRoute('ended'),
];
