import { Type } from 'typebox';
import { today } from '../../kernel/clock.ts';
import { newId } from '../../kernel/ids.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { type Answer, type Asked, type Route, html, route, seeOther } from '../../kernel/route.ts';
import { unitOn } from '../territories/index.ts';
import { type Refused, refusedForm, viewOf } from './frame.ts';
import {
  challengeMyFact,
  confirmMyFacts,
  fieldsChallengeable,
  openMyChallenge,
  openMyRecord,
  readKindQuality,
  readMyData,
  readPublicQuality,
  withdrawMyChallenge,
} from './my-data/actions.ts';
import { challengeFormPage, challengePage } from './pages/challenge/page.tsx';
import { DONE, myDataPage } from './pages/my-data/page.tsx';
import { kindQualityPage, qualityPage } from './pages/quality/page.tsx';

const System = Type.String({ pattern: '^[a-z][a-z-]{0,40}$' });
const Kind = Type.String({ pattern: '^[a-z][a-z0-9_]{0,50}$' });
const Place = Type.String({ pattern: '^([1-9]\\d?|100)$' });
const Field = Type.String({ pattern: '^[a-z][A-Za-z0-9]{0,50}$' });
const RecordKey = Type.String({ minLength: 1, maxLength: 500 });
const idempotencyKey = Type.Optional(Type.String({ maxLength: 100 }));
const OneRecord = Type.Object({ system: System, kind: Kind, place: Place });
const OneChallenge = Type.Object({ system: System, id: Type.String({ format: 'uuid' }) });

const keyOf = (record: string): string[] => record.split('~');

async function showForm(
  asked: Asked<{ system: string; kind: string; place: string }, unknown, unknown>,
  field: string,
  refused?: Refused,
): Promise<Answer> {
  const place = Number(asked.params.place);
  const mine = await openMyRecord(asked, { ...asked.params, place });
  if (!fieldsChallengeable(mine.kind).includes(field)) throw new Refusal('register.field_not_open', 422);
  const { register, kind, record } = mine;
  return html(
    challengeFormPage({
      ...(await viewOf(asked)),
      register,
      kind,
      record,
      place,
      field,
      idempotencyKey: newId(),
      refused,
    }),
  );
}

async function showChallenge(
  asked: Asked<{ system: string; id: string }, unknown, unknown>,
  refused?: Refused,
): Promise<Answer> {
  const mine = await openMyChallenge(asked, asked.params);
  return html(challengePage({ ...(await viewOf(asked)), ...mine, idempotencyKey: newId(), refused }));
}

/** What the registers hold about the person, and how good they are as a whole. */
export const myDataRoutes: Route[] = [
  route({
    method: 'GET',
    path: '/my-data',
    who: 'person',
    query: Type.Object({ done: Type.Optional(Type.Enum([...DONE])) }),
    async answer(asked) {
      const registers = await readMyData(asked);
      return html(myDataPage({ ...(await viewOf(asked)), registers, done: asked.query.done, newKey: newId }));
    },
  }),
  route({
    method: 'POST',
    path: '/my-data/:system/:kind/confirm',
    who: 'person',
    params: Type.Object({ system: System, kind: Kind }),
    body: Type.Object({ record: RecordKey, idempotencyKey }),
    async answer(asked) {
      await confirmMyFacts(asked, { ...asked.params, key: keyOf(asked.body.record) });
      return seeOther('/my-data?done=confirmed');
    },
  }),
  route({
    method: 'GET',
    path: '/my-data/:system/:kind/:place/challenge',
    who: 'person',
    params: OneRecord,
    query: Type.Object({ field: Field }),
    answer: (asked) => showForm(asked, asked.query.field),
  }),
  route({
    method: 'POST',
    path: '/my-data/:system/:kind/:place/challenge',
    who: 'person',
    params: OneRecord,
    body: Type.Object({
      record: RecordKey,
      field: Field,
      claimed: Type.String({ minLength: 1, maxLength: 500 }),
      reason: Type.String({ minLength: 5, maxLength: 2_000 }),
      document: Type.Optional(Type.String({ maxLength: 200 })),
      idempotencyKey,
    }),
    async answer(asked) {
      const { record, field, claimed, reason, document } = asked.body;
      const { system, kind } = asked.params;
      await challengeMyFact(asked, {
        system,
        kind,
        key: keyOf(record),
        field,
        claimed,
        reason,
        ...(document ? { document } : {}),
      });
      return seeOther('/my-data?done=filed');
    },
    refused: (asked, refusal) => showForm(asked, String(asked.body.field ?? ''), refusedForm(asked, refusal)),
  }),
  route({
    method: 'GET',
    path: '/my-data/challenges/:system/:id',
    who: 'person',
    params: OneChallenge,
    answer: (asked) => showChallenge(asked),
  }),
  route({
    method: 'POST',
    path: '/my-data/challenges/:system/:id/withdraw',
    who: 'person',
    params: OneChallenge,
    body: Type.Object({ idempotencyKey }),
    async answer(asked) {
      await withdrawMyChallenge(asked, asked.params);
      return seeOther('/my-data?done=withdrawn');
    },
    refused: (asked, refusal) => showChallenge(asked, refusedForm(asked, refusal)),
  }),
  route({
    method: 'GET',
    path: '/quality',
    who: 'anyone',
    async answer(asked) {
      return html(qualityPage({ ...(await viewOf(asked)), quality: await readPublicQuality(asked.house) }));
    },
  }),
  route({
    method: 'GET',
    path: '/quality/:system/:kind',
    who: 'anyone',
    params: Type.Object({ system: System, kind: Kind }),
    async answer(asked) {
      const quality = await readKindQuality(asked.house, asked.params);
      const nameOfPlace = (code: string) => unitOn(code, today())?.fullName[asked.language] ?? code;
      return html(kindQualityPage({ ...(await viewOf(asked)), quality, nameOfPlace }));
    },
  }),
];
