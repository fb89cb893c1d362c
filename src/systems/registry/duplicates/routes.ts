import { type Static, Type } from 'typebox';
import { frameOf } from '../../../design/index.ts';
import { newId } from '../../../kernel/ids.ts';
import type { Refusal } from '../../../kernel/refusal.ts';
import { messagesOf, typedTexts } from '../../../kernel/refused-form.ts';
import { type Answer, type Asked, type Route, html, route, seeOther } from '../../../kernel/route.ts';
import { STEWARD, type Steward } from '../actions.ts';
import {
  PAIR_DECISIONS,
  QUEUE_VIEWS,
  type Reviewed,
  decideOnPair,
  nameOnePair,
  openPair,
  openQueue,
  proposeOneRecord,
  reviewedKind,
  reviewedOf,
  settleMerge,
} from './actions.ts';
import { openFields } from './linking.ts';
import type { RecordKind } from '../kind/index.ts';
import { namingPage } from '../pages/duplicates/naming-page.tsx';
import { pairPage } from '../pages/duplicates/pair-page.tsx';
import { pairPath, queuePage } from '../pages/duplicates/queue-page.tsx';
import {
  SettleForm,
  idempotencyKey,
  reason,
  required,
  settled,
  sourceFields,
  sourceOf,
} from '../pages/proposal-form.ts';
import { inputName, keyInput, keyOfPath, keyTyped } from '../pages/values.ts';

/** What a page of a pair may tell that was just done; `there`: the pair that was named is in the queue already. */
const DONE = ['decided', 'proposed', 'settled', 'named', 'there'] as const;
const who = { official: [STEWARD] };
const SystemParams = Type.Object({ system: Type.String({ pattern: '^[a-z][a-z-]{0,40}$' }) });
const KindParams = Type.Object({
  ...SystemParams.properties,
  kind: Type.String({ pattern: '^[a-z][a-z0-9_]{0,50}$' }),
});
const PairParams = Type.Object({ ...KindParams.properties, pair: Type.String({ format: 'uuid' }) });
const NameForm = Type.Object({ reason, idempotencyKey }, { additionalProperties: true });
const DecideForm = Type.Object({
  decision: Type.Enum([...PAIR_DECISIONS]),
  differentReason: Type.Optional(reason),
  laterReason: Type.Optional(reason),
  againReason: Type.Optional(reason),
  idempotencyKey,
});
const ProposeForm = Type.Object(
  {
    survivor: Type.Enum(['one', 'other']),
    bothSay: Type.Enum(['refuse', 'survivor-stands']),
    seenOne: Type.Integer({ minimum: 1 }),
    seenOther: Type.Integer({ minimum: 1 }),
    reason,
    ...sourceFields,
    idempotencyKey,
  },
  { additionalProperties: true },
);

/** The review of possible duplicates: the queue, a pair with its explanation, and what stewards decide of it. */
export const routes: Route[] = [
  route({
    method: 'GET',
    path: '/desk/registers/:system/duplicates',
    who,
    params: SystemParams,
    query: Type.Object({
      kind: Type.Optional(Type.String({ maxLength: 60 })),
      view: Type.Optional(Type.Enum([...QUEUE_VIEWS])),
      page: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })),
      least: Type.Optional(Type.Number({ minimum: 0, maximum: 1 })),
    }),
    async answer(asked) {
      const { kind, view = 'waiting', page = 1, least = 0 } = asked.query;
      const steward = stewardOf(asked);
      const reviewed = reviewedOf(steward, asked.params.system);
      const chosen = kind === undefined ? reviewed[0]! : reviewedKind(steward, asked.params.system, kind);
      const { queue, receipt } = await openQueue(asked.house, steward, chosen, { view, page, least });
      const shown = { asked: { view, page, least }, reviewed, chosen, queue, receipt, steward: steward.number };
      return html(queuePage({ ...headOf(asked), ...shown }));
    },
  }),
  route({
    method: 'GET',
    path: '/desk/registers/:system/duplicates/:kind/name',
    who,
    params: KindParams,
    query: Type.Object({ one: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })) }),
    answer: (asked) => showNaming(asked, { one: asked.query.one }),
  }),
  route({
    method: 'POST',
    path: '/desk/registers/:system/duplicates/:kind/name',
    who,
    params: KindParams,
    body: NameForm,
    async answer(asked) {
      const { body } = asked;
      const steward = stewardOf(asked);
      const chosen = reviewedKind(steward, asked.params.system, asked.params.kind);
      const { kind } = chosen.review.linking;
      const { pair, wasThere } = await nameOnePair(asked.house, steward, chosen, {
        one: keyTyped(kind, 'one', body),
        other: keyTyped(kind, 'other', body),
        reason: body.reason,
        idempotencyKey: body.idempotencyKey,
      });
      return seeOther(`${pairPath(kind, pair)}?done=${wasThere ? 'there' : 'named'}`);
    },
    refused: (asked, refusal) => showNaming(asked, { refusal, body: asked.body }),
  }),
  route({
    method: 'GET',
    path: '/desk/registers/:system/duplicates/:kind/:pair',
    who,
    params: PairParams,
    query: Type.Object({ done: Type.Optional(Type.Enum([...DONE])) }),
    answer: (asked) => showPair(asked, asked.query.done),
  }),
  route({
    method: 'POST',
    path: '/desk/registers/:system/duplicates/:kind/:pair/decide',
    who,
    params: PairParams,
    body: DecideForm,
    async answer(asked) {
      const { decision, idempotencyKey: key } = asked.body;
      const isTaking = decision === 'claim' || decision === 'release';
      const told = isTaking ? {} : { reason: required(asked.body, `${decision}Reason`) };
      const { chosen, steward, pair } = openOf(asked);
      await decideOnPair(asked.house, steward, chosen, { pair, decision, ...told, idempotencyKey: key });
      return seeOther(`${pairPath(chosen.review.linking.kind, pair)}?done=decided`);
    },
    refused: (asked, refusal) => showPair(asked, undefined, { refusal, body: asked.body }),
  }),
  route({
    method: 'POST',
    path: '/desk/registers/:system/duplicates/:kind/:pair/propose',
    who,
    params: PairParams,
    body: ProposeForm,
    async answer(asked) {
      const { body } = asked;
      const { chosen, steward, pair } = openOf(asked);
      const { kind } = chosen.review.linking;
      const chosenValues = openFields(kind).filter((field) => !kind.key.includes(field));
      const going = body.survivor === 'one' ? 'other' : 'one';
      await proposeOneRecord(asked.house, steward, chosen, {
        pair,
        survivor: body.survivor,
        taken: chosenValues.filter((field) => (body as Record<string, unknown>)[inputName(field)] === going),
        bothSay: body.bothSay,
        seen: { one: body.seenOne, other: body.seenOther },
        reason: body.reason,
        source: sourceOf(body)!,
        idempotencyKey: body.idempotencyKey,
      });
      return seeOther(`${pairPath(kind, pair)}?done=proposed`);
    },
    refused: (asked, refusal) => showPair(asked, undefined, { refusal, body: asked.body }),
  }),
  route({
    method: 'POST',
    path: '/desk/registers/:system/duplicates/:kind/:pair/settle',
    who,
    params: PairParams,
    body: SettleForm,
    async answer(asked) {
      const { body } = asked;
      const { chosen, steward, pair } = openOf(asked);
      await settleMerge(asked.house, steward, chosen, settled(body));
      return seeOther(`${pairPath(chosen.review.linking.kind, pair)}?done=settled`);
    },
    refused: (asked, refusal) => showPair(asked, undefined, { refusal, body: asked.body }),
  }),
];

type Page = Pick<Asked<unknown, unknown, unknown>, 'house' | 'language' | 'session' | 'formToken' | 'path'>;
type OnPair = Page & { params: Static<typeof PairParams> };

/** The official who asks; `who` of every route here has seen to the post. */
const stewardOf = ({ session }: Page): Steward => session!.holder as Steward;
const headOf = (asked: Page) => ({ language: asked.language, path: asked.path, frame: frameOf(asked, 'desk') });

function openOf(asked: OnPair): { chosen: Reviewed; steward: Steward; pair: string } {
  const steward = stewardOf(asked);
  const { system, kind, pair } = asked.params;
  return { chosen: reviewedKind(steward, system, kind), steward, pair };
}

function showNaming(
  asked: Page & { params: Static<typeof KindParams> },
  { one, refusal, body }: { one?: string | undefined; refusal?: Refusal; body?: Record<string, unknown> },
): Answer {
  const chosen = reviewedKind(stewardOf(asked), asked.params.system, asked.params.kind);
  return html(
    namingPage({
      ...headOf(asked),
      chosen,
      values: body ? typedTexts(body) : valuesOfKey(chosen.review.linking.kind, one),
      messages: messagesOf(asked, refusal),
      idempotencyKey: newId(),
    }),
  );
}

/** The record from whose page the form was opened stands in it already. */
const valuesOfKey = (kind: RecordKind, one: string | undefined): Record<string, string> =>
  one === undefined ? {} : Object.fromEntries(keyOfPath(one).map((part, i) => [keyInput(kind, 'one', i), part]));

async function showPair(
  asked: OnPair,
  done: (typeof DONE)[number] | undefined,
  again?: { refusal: Refusal; body: Record<string, unknown> },
): Promise<Answer> {
  const { house } = asked;
  const { chosen, steward, pair } = openOf(asked);
  const { shown, receipt } = await openPair(house, steward, chosen, pair);
  return html(
    pairPage({
      ...headOf(asked),
      ...(again ? { path: pairPath(chosen.review.linking.kind, pair) } : {}),
      chosen,
      shown,
      receipt,
      steward: steward.number,
      idempotencyKey: newId(),
      done,
      refused: again && {
        values: again.body as Record<string, string>,
        messages: messagesOf(asked, again.refusal),
      },
    }),
  );
}
