import { type Static, Type } from 'typebox';
import { frameOf } from '../../../design/index.ts';
import { newId } from '../../../kernel/ids.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { messagesOf, typedTexts } from '../../../kernel/refused-form.ts';
import { type Answer, type Asked, type Route, html, route, seeOther } from '../../../kernel/route.ts';
import { STEWARD, type Steward } from '../actions.ts';
import { SHARES } from '../merge/divide.ts';
import type { HeldVersion } from '../merge/index.ts';
import {
  SettleForm,
  idempotencyKey,
  reason,
  required,
  settled,
  sourceFields,
  sourceOf,
} from '../pages/proposal-form.ts';
import { fieldsDivided, saidByAll } from '../pages/splits/form.tsx';
import { splitListPage } from '../pages/splits/list-page.tsx';
import { splitPage } from '../pages/splits/page.tsx';
import { inputName, keyOfPath, splitPath, valueTyped } from '../pages/values.ts';
import { SPLIT_VIEWS, decideSplit, listSplits, openToSplit, proposeToSplit, splitOf, splitsIn } from './actions.ts';
import { type SplitAsked, type Splitting, VERSIONS_MOST } from './services.ts';

const who = { official: [STEWARD] };
const SystemParams = Type.Object({ system: Type.String({ pattern: '^[a-z][a-z-]{0,40}$' }) });
const RecordParams = Type.Object({
  ...SystemParams.properties,
  kind: Type.String({ pattern: '^[a-z][a-z0-9_]{0,50}$' }),
  key: Type.String({ minLength: 1, maxLength: 200 }),
});
const day = Type.Optional(Type.String({ format: 'date' }));
const ProposeForm = Type.Object(
  {
    since: day,
    stays_from: day,
    stays_until: day,
    goes_from: day,
    goes_until: day,
    reason,
    ...sourceFields,
    idempotencyKey,
  },
  { additionalProperties: true },
);

/** Splitting a mixed-up record: what waits for a second steward, a record with its form or its proposal, and what stewards decide. */
export const splitRoutes: Route[] = [
  route({
    method: 'GET',
    path: '/desk/registers/:system/splits',
    who,
    params: SystemParams,
    query: Type.Object({
      kind: Type.Optional(Type.String({ maxLength: 60 })),
      view: Type.Optional(Type.Enum([...SPLIT_VIEWS])),
      page: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })),
    }),
    async answer(asked) {
      const { kind, view = 'proposed', page = 1 } = asked.query;
      const steward = stewardOf(asked);
      const splits = splitsIn(steward, asked.params.system);
      const chosen = kind === undefined ? splits[0]! : splitOf(steward, asked.params.system, kind);
      const listed = await listSplits(asked.house, steward, chosen, { view, page });
      return html(splitListPage({ ...headOf(asked), splits, chosen, asked: { view, page }, listed }));
    },
  }),
  route({
    method: 'GET',
    path: '/desk/registers/:system/:kind/:key/split',
    who,
    params: RecordParams,
    query: Type.Object({
      done: Type.Optional(Type.Enum(['proposed', 'settled'])),
      again: Type.Optional(Type.Literal('yes')),
    }),
    answer: (asked) => showSplit(asked, asked.query),
  }),
  route({
    method: 'POST',
    path: '/desk/registers/:system/:kind/:key/split',
    who,
    params: RecordParams,
    body: ProposeForm,
    async answer(asked) {
      const { body, house } = asked;
      const { steward, split, key } = openOf(asked);
      const { shown } = await openToSplit(house, steward, split, key);
      await proposeToSplit(house, steward, split, {
        key,
        ...typedSplit(split.splitting, shown.versions, body),
        reason: body.reason,
        source: sourceOf(body)!,
        idempotencyKey: body.idempotencyKey,
      });
      return seeOther(`${splitPath(split.splitting.kind, key)}?done=proposed`);
    },
    refused: (asked, refusal) => showSplit(asked, {}, { refusal, body: asked.body }),
  }),
  route({
    method: 'POST',
    path: '/desk/registers/:system/:kind/:key/split/settle',
    who,
    params: RecordParams,
    body: SettleForm,
    async answer(asked) {
      const { steward, split, key } = openOf(asked);
      await decideSplit(asked.house, steward, split, settled(asked.body));
      return seeOther(`${splitPath(split.splitting.kind, key)}?done=settled`);
    },
    refused: (asked, refusal) => showSplit(asked, {}, { refusal, body: asked.body }),
  }),
];

type Page = Pick<Asked<unknown, unknown, unknown>, 'house' | 'language' | 'session' | 'formToken' | 'path'>;
type OnRecord = Page & { params: Static<typeof RecordParams> };

/** The official who asks; `who` of every route here has seen to the post. */
const stewardOf = ({ session }: Page): Steward => session!.holder as Steward;
const headOf = (asked: Page) => ({ language: asked.language, path: asked.path, frame: frameOf(asked, 'desk') });

function openOf(asked: OnRecord) {
  const steward = stewardOf(asked);
  const { system, kind, key } = asked.params;
  return { steward, split: splitOf(steward, system, kind), key: keyOfPath(key) };
}

/** What a checkbox for something that names the record is called, before its own name. */
const MOVES = 'moves_';

type Typed = Static<typeof ProposeForm> & Readonly<Record<string, unknown>>;

/** What was said in the form: whose each version is, what either side says otherwise than the record, and what goes with the new one. */
function typedSplit(
  { kind, asks }: Splitting,
  versions: readonly HeldVersion[],
  body: Typed,
): Omit<SplitAsked, 'key' | 'reason' | 'source'> {
  const textOf = (name: string): string => (typeof body[name] === 'string' ? body[name] : '');
  const side = (which: 'stays' | 'goes') => ({
    from: body[`${which}_from`] ?? null,
    until: body[`${which}_until`] ?? null,
    values: Object.fromEntries(
      fieldsDivided(kind).flatMap((field) => {
        const before = saidByAll(versions, field);
        const value = valueTyped(kind.fields[field]!, textOf(`${which}_${inputName(field)}`));
        return value === (before ?? null) ? [] : [[field, value]];
      }),
    ),
  });
  return {
    since: body.since ?? null,
    shares: [...sharesTyped(body)],
    stays: side('stays'),
    goes: side('goes'),
    moved: Object.keys(body).flatMap((name) => (name.startsWith(MOVES) ? [name.slice(MOVES.length)] : [])),
    asked: Object.fromEntries(
      Object.entries(asks).flatMap(([name, field]) => {
        const value = valueTyped(field, textOf(`ask_${name}`));
        return value === null ? [] : [[name, value]];
      }),
    ),
  };
}

/** The versions that were in the form, in its order, with whose each is. Refuses `input.invalid` for one of which nothing was said. */
function* sharesTyped(body: Typed): Generator<SplitAsked['shares'][number]> {
  for (let at = 0; body[`seen_${at}`] !== undefined && at < VERSIONS_MOST; at++) {
    const said = required(body, `share_${at}`);
    const share = SHARES.find((one) => one === said);
    if (!share)
      throw new Refusal('input.invalid', 422, { fields: [{ field: `share_${at}`, code: 'field.not_a_choice' }] });
    const from = body[`seen_from_${at}`];
    yield { act: Number(body[`seen_${at}`]) || 1, validFrom: typeof from === 'string' ? from : null, share };
  }
}

/** The name in the form for that in the service. */
function nameInForm(field: string): string {
  const [part, name] = field.split('.', 2) as [string, string | undefined];
  if (name === undefined) return field;
  return part === 'asked' ? `ask_${name}` : `${part}_${inputName(name)}`;
}

async function showSplit(
  asked: OnRecord,
  { done, again: isAgain }: { done?: 'proposed' | 'settled'; again?: 'yes' },
  again?: { refusal: Refusal; body: Record<string, unknown> },
): Promise<Answer> {
  const { steward, split, key } = openOf(asked);
  const { shown, receipt } = await openToSplit(asked.house, steward, split, key);
  return html(
    splitPage({
      ...headOf(asked),
      ...(again ? { path: splitPath(split.splitting.kind, key) } : {}),
      split,
      recordKey: key,
      shown,
      receipt,
      steward: steward.number,
      idempotencyKey: newId(),
      done,
      isAgain: isAgain !== undefined,
      refused: again && {
        values: typedTexts(again.body),
        messages: messagesOf(asked, again.refusal, nameInForm),
      },
    }),
  );
}
