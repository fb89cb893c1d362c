import { Type } from 'typebox';
import { type FieldMessages, frameOf } from '../../../../design/index.ts';
import { today } from '../../../../kernel/clock.ts';
import { sentenceOf } from '../../../../kernel/http.ts';
import { newId } from '../../../../kernel/ids.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { typedTexts } from '../../../../kernel/refused-form.ts';
import { type Answer, type Asked, type Route, html, route, seeOther } from '../../../../kernel/route.ts';
import { addressInWords } from '../../lookup/actions.ts';
import { HOUSEHOLD_REGISTRARS, REGISTRARS, type Registrar, keyOf } from '../actions.ts';
import { type Decision, applicationsAt, decide, openApplication } from './actions.ts';
import { officeApplicationPage } from './pages/application.tsx';
import { applicationQueuePage } from './pages/queue.tsx';

const who = { official: [...REGISTRARS, ...HOUSEHOLD_REGISTRARS] };
const QUEUE = '/desk/applications';
const Id = Type.Object({ id: Type.String({ format: 'uuid' }) });
const DECISIONS = ['accept', 'supplement', 'refuse'] as const;
const Decided = Type.Unsafe<Decision>(Type.Enum([...DECISIONS]));
const Which = Type.Unsafe<'waiting' | 'with-people' | 'over'>(Type.Enum(['waiting', 'with-people', 'over']));

/** The online applications of an office: the queue, one to read, and the decision. */
export const applicationRoutes: Route[] = [
  route({
    method: 'GET',
    path: QUEUE,
    who,
    query: Type.Object({
      which: Type.Optional(Which),
      page: Type.Optional(Type.Integer({ minimum: 1, maximum: 50 })),
      done: Type.Optional(Decided),
    }),
    async answer(asked) {
      const { which = 'waiting', page = 1, done } = asked.query;
      const registrar = registrarOf(asked);
      const found = await applicationsAt(asked.house, registrar, { which, page });
      return html(
        applicationQueuePage({
          ...pageOf(asked),
          agencyName: registrar.post.agencyName,
          today: today(),
          which,
          page,
          done,
          ...found,
        }),
      );
    },
  }),
  route({ method: 'GET', path: `${QUEUE}/:id`, who, params: Id, answer: (asked) => show(asked) }),
  route({
    method: 'POST',
    path: `${QUEUE}/:id`,
    who,
    params: Id,
    body: Type.Object({
      decision: Decided,
      submission: Type.Integer({ minimum: 1 }),
      note: Type.Optional(Type.String({ maxLength: 2_000 })),
      toldApart: Type.Optional(Type.Literal('yes')),
      idempotencyKey: Type.Optional(Type.String({ maxLength: 100 })),
    }),
    async answer(asked) {
      const { decision, submission, note, toldApart } = asked.body;
      await decide(asked.house, registrarOf(asked), {
        id: asked.params.id,
        decision,
        submission,
        ...(note ? { note } : {}),
        ...(toldApart ? { toldApart: true } : {}),
        key: keyOf(asked.body),
      });
      return seeOther(`${QUEUE}?done=${decision}`);
    },
    refused: (asked, refusal) =>
      show(asked, { messages: messagesOf(asked, refusal), values: typedTexts(asked.body as Record<string, unknown>) }),
  }),
];

type AnyAsked = Asked<unknown, unknown, unknown>;
const pageOf = (asked: AnyAsked) => ({ language: asked.language, path: asked.path, frame: frameOf(asked) });

function registrarOf({ session }: AnyAsked): Registrar {
  const holder = session?.holder;
  if (!holder?.post) throw new Refusal('session.needed', 401);
  return holder as Registrar;
}

async function show(
  asked: Asked<{ id: string }, unknown, unknown>,
  again: { messages?: FieldMessages; values?: Record<string, string> } = {},
): Promise<Answer> {
  const application = await openApplication(asked.house, registrarOf(asked), asked.params.id);
  return html(
    officeApplicationPage({
      ...pageOf(asked),
      application,
      today: today(),
      messages: again.messages ?? {},
      values: again.values ?? {},
      idempotencyKey: newId(),
      addressOf: (place) => addressInWords(place, asked.language),
    }),
  );
}

/** A name that is alike but for its tones is judged here; what else the form says wrong is for the applicant to put right. */
function messagesOf({ house, language }: AnyAsked, refusal: Refusal): FieldMessages {
  const sentences = refusal.fields.map(({ field, code, values }) => ({
    field: field === 'note' ? 'note' : code === 'enterprise.name_alike_without_tones' ? 'toldApart' : 'content',
    sentence: sentenceOf(house, code, values ?? {}, language),
  }));
  if (sentences.length === 0) return { '': sentenceOf(house, refusal.code, refusal.values, language) };
  const messages: Record<string, string> = {};
  for (const { field, sentence } of sentences) messages[field] = [messages[field], sentence].filter(Boolean).join(' ');
  return messages;
}
