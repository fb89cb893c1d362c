import { type Static, type TSchema, Type } from 'typebox';
import { frameOf } from '../../design/index.ts';
import { endOfDay, today } from '../../kernel/clock.ts';
import { newId } from '../../kernel/ids.ts';
import { parse } from '../../kernel/input.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import { messagesOf } from '../../kernel/refused-form.ts';
import { type Answer, type Asked, type Route, html, route, seeOther } from '../../kernel/route.ts';
import {
  STEWARD,
  STEWARDS_ACTS,
  type Steward,
  describedRegisters,
  findRecords,
  keptBy,
  keptOf,
  openRecord,
  putRight,
} from './actions.ts';
import { isReviewed, queuesOf } from './duplicates/actions.ts';
import { routes as duplicateRoutes } from './duplicates/routes.ts';
import type { RecordTimeline } from './keeping/services.ts';
import { type RecordKind, saidSchema } from './kind/index.ts';
import { alarmRoutes } from './alarms/routes.ts';
import { exportRoutes } from './bulk/export/routes.ts';
import { bulkRoutes } from './bulk/routes.ts';
import { answer } from './own/actions.ts';
import { challengeRoutes } from './own/routes.ts';
import { developersPage } from './pages/developers/page.tsx';
import { recordPage } from './pages/record/page.tsx';
import { recordsPage, registersPage } from './pages/records/page.tsx';
import { inputName, keyOfPath, recordPath, valueTyped } from './pages/values.ts';
import { readRecordQuality } from './quality/actions.ts';
import { isSplit, splitRegistersOf } from './splitting/actions.ts';
import { splitRoutes } from './splitting/routes.ts';
import { qualityRoutes } from './quality/routes.ts';

const who = { official: [STEWARD] };
const CivilDate = Type.String({ format: 'date' });
const KindParams = Type.Object({
  system: Type.String({ pattern: '^[a-z][a-z-]{0,40}$' }),
  kind: Type.String({ pattern: '^[a-z][a-z0-9_]{0,50}$' }),
});
const RecordParams = Type.Object({ ...KindParams.properties, key: Type.String({ minLength: 1, maxLength: 200 }) });
const Moment = Type.Object({
  date: Type.Optional(CivilDate),
  known: Type.Optional(CivilDate),
  done: Type.Optional(Type.Enum(['act', 'confirmed'])),
  challenge: Type.Optional(Type.String({ format: 'uuid' })),
});
const ActForm = Type.Object(
  {
    act: Type.Enum([...STEWARDS_ACTS]),
    on: CivilDate,
    seen: Type.Integer({ minimum: 1 }),
    reason: Type.String({ minLength: 5, maxLength: 2_000 }),
    sourceKind: Type.String({ minLength: 1, maxLength: 60 }),
    sourceNumber: Type.String({ minLength: 1, maxLength: 100 }),
    sourceIssuedOn: Type.Optional(CivilDate),
    /** The challenge that this act answers. */
    challenge: Type.Optional(Type.String({ format: 'uuid' })),
    idempotencyKey: Type.String({ format: 'uuid' }),
  },
  { additionalProperties: true },
);

/** The desk of data stewards: search a register, see a record at any moment, put it right. */
export const routes: Route[] = [
  ...bulkRoutes,
  ...exportRoutes,
  ...qualityRoutes,
  ...challengeRoutes,
  ...duplicateRoutes,
  ...splitRoutes,
  ...alarmRoutes,
  route({
    method: 'GET',
    path: '/developers',
    who: 'anyone',
    answer: ({ language, path, ...asked }) =>
      html(
        developersPage({
          language,
          path,
          frame: frameOf({ ...asked, language }, 'public'),
          registers: describedRegisters(language),
        }),
      ),
  }),
  route({
    method: 'GET',
    path: '/desk/registers',
    who,
    answer(asked) {
      const steward = stewardOf(asked);
      const { agencyName } = steward.post;
      return html(
        registersPage({
          ...headOf(asked),
          kept: keptBy(steward),
          queues: queuesOf(steward),
          splits: splitRegistersOf(steward),
          agencyName,
        }),
      );
    },
  }),
  route({
    method: 'GET',
    path: '/desk/registers/:system/:kind',
    who,
    params: KindParams,
    query: Type.Object({
      words: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
      page: Type.Optional(Type.Integer({ minimum: 1, maximum: 50 })),
    }),
    async answer(asked) {
      const { words, page = 1 } = asked.query;
      const steward = stewardOf(asked);
      const kept = keptOf(steward, asked.params.system, asked.params.kind);
      const called = words === undefined ? undefined : await findRecords(asked.house, steward, kept, { words, page });
      const result = called && { ...called.output, receipt: called.receipt };
      return html(recordsPage({ ...headOf(asked), kept, asked: { words, page }, result }));
    },
  }),
  route({
    method: 'GET',
    path: '/desk/registers/:system/:kind/:key',
    who,
    params: RecordParams,
    query: Moment,
    answer: (asked) => showRecord(asked, asked.query),
  }),
  route({
    method: 'POST',
    path: '/desk/registers/:system/:kind/:key/act',
    who,
    params: RecordParams,
    body: ActForm,
    async answer(asked) {
      const steward = stewardOf(asked);
      const { params, body, house } = asked;
      const kept = keptOf(steward, params.system, params.kind);
      const { kind } = kept.keeping;
      const key = keyOfPath(params.key);
      const { versions } = await openRecord(house, steward, kept, key);
      const seen = versions.find((version) => version.act === body.seen && version.replacedAt === null);
      const { act, on, reason, sourceKind, sourceNumber, sourceIssuedOn, idempotencyKey } = body;
      const position = await putRight(house, steward, kept, {
        act,
        key,
        on,
        values: act === 'change' || act === 'correct' ? changedValues(kind, body, seen) : {},
        seen: body.seen,
        reason,
        source: { kind: sourceKind, number: sourceNumber, ...(sourceIssuedOn ? { issuedOn: sourceIssuedOn } : {}) },
        idempotencyKey,
      });
      if (body.challenge) {
        await answer(house, steward, {
          system: kind.system,
          id: body.challenge,
          decision: 'corrected',
          reason,
          act: position,
          idempotencyKey,
        });
      }
      return seeOther(`${recordPath(kind, key)}?done=act`);
    },
    refused: (asked, refusal) => showRecord(asked, {}, { refusal, body: asked.body }),
  }),
];

type Page = Pick<Asked<unknown, unknown, unknown>, 'house' | 'language' | 'session' | 'formToken' | 'path'>;

/** The official who asks; `who` of every route here has seen to the post. */
const stewardOf = ({ session }: Page): Steward => session!.holder as Steward;
const headOf = (asked: Page) => ({ language: asked.language, path: asked.path, frame: frameOf(asked, 'desk') });

async function showRecord(
  asked: Page & { params: Static<typeof RecordParams> },
  { date = today(), known, done, challenge }: Static<typeof Moment>,
  again?: { refusal: Refusal; body: Record<string, unknown> },
): Promise<Answer> {
  const { house, params } = asked;
  const steward = stewardOf(asked);
  const kept = keptOf(steward, params.system, params.kind);
  const key = keyOfPath(params.key);
  const { kind } = kept.keeping;
  const [{ versions, lineage, receipt }, quality] = await Promise.all([
    openRecord(house, steward, kept, key),
    readRecordQuality(house, steward, kept, key),
  ]);
  const answered = again ? again.body.challenge : challenge;
  const head = { ...headOf(asked), ...(again ? { path: recordPath(kind, key) } : {}) };
  return html(
    recordPage({
      ...head,
      kept,
      key,
      versions,
      lineage,
      receipt,
      at: { date, known },
      version: versionAt(versions, date, known),
      done,
      quality,
      isReviewed: isReviewed(kind),
      isSplit: isSplit(kind),
      challenge: quality.challenges.find(({ id }) => id === answered),
      idempotencyKey: newId(),
      refused: again && {
        values: again.body as Record<string, string>,
        messages: messagesOf(asked, again.refusal),
      },
    }),
  );
}

/** What was valid on a date, as we knew it at the end of another, or know it now. */
function versionAt(
  versions: RecordTimeline,
  date: string,
  known: string | undefined,
): RecordTimeline[number] | undefined {
  const at = known === undefined ? undefined : endOfDay(known);
  return versions.find(
    ({ validFrom, validUntil, recordedAt, replacedAt }) =>
      (validFrom === null || validFrom <= date) &&
      (validUntil === null || validUntil > date) &&
      (at === undefined ? replacedAt === null : recordedAt <= at && (replacedAt === null || replacedAt > at)),
  );
}

/** The fields of the form that differ from what was seen, each as its kind has it. */
function changedValues(
  kind: RecordKind,
  body: Record<string, unknown>,
  seen: RecordTimeline[number] | undefined,
): Record<string, unknown> {
  const said: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(kind.fields)) {
    const typed = body[inputName(name)];
    if (kind.key.includes(name) || typeof typed !== 'string') continue;
    const value = valueTyped(field, typed);
    if ((seen?.values[name] ?? null) !== value) said[name] = value;
  }
  return parse(saidSchema(kind) as TSchema, said) as Record<string, unknown>;
}
