import { Type } from 'typebox';
import { frameOf } from '../../../design/index.ts';
import { newId } from '../../../kernel/ids.ts';
import type { Refusal } from '../../../kernel/refusal.ts';
import { messagesOf } from '../../../kernel/refused-form.ts';
import { type Answer, type Asked, type Route, html, route, seeOther } from '../../../kernel/route.ts';
import { STEWARD, type Steward } from '../actions.ts';
import { answer, challengesFor, openChallenge } from './actions.ts';
import { challengePage } from './pages/challenge.tsx';
import { challengesPage } from './pages/challenges.tsx';

const who = { official: [STEWARD] };
const OneChallenge = Type.Object({
  system: Type.String({ pattern: '^[a-z][a-z-]{0,40}$' }),
  id: Type.String({ format: 'uuid' }),
});
const words = Type.String({ minLength: 5, maxLength: 2_000 });
const idempotencyKey = Type.String({ format: 'uuid' });

/** What people call wrong, and the answers. */
export const challengeRoutes: Route[] = [
  route({
    method: 'GET',
    path: '/desk/challenges',
    who,
    query: Type.Object({
      answered: Type.Optional(Type.Enum(['yes'])),
      page: Type.Optional(Type.Integer({ minimum: 1, maximum: 50 })),
      done: Type.Optional(Type.Enum(['yes'])),
    }),
    async answer(asked) {
      const { page = 1, done } = asked.query;
      const answered = asked.query.answered === 'yes';
      const list = await challengesFor(asked.house, stewardOf(asked), { answered, page });
      return html(challengesPage({ ...headOf(asked), ...list, answered, page, isDone: done === 'yes' }));
    },
  }),
  route({
    method: 'GET',
    path: '/desk/challenges/:system/:id',
    who,
    params: OneChallenge,
    answer: (asked) => showChallenge(asked),
  }),
  route({
    method: 'POST',
    path: '/desk/challenges/:system/:id/refuse',
    who,
    params: OneChallenge,
    body: Type.Object({ reason: words, idempotencyKey }),
    async answer(asked) {
      await answer(asked.house, stewardOf(asked), { ...asked.params, ...asked.body, decision: 'refused' });
      return seeOther('/desk/challenges?done=yes');
    },
    refused: (asked, refusal) => showChallenge(asked, { refusal, body: asked.body }),
  }),
  route({
    method: 'POST',
    path: '/desk/challenges/:system/:id/mended',
    who,
    params: OneChallenge,
    body: Type.Object({ answer: words, idempotencyKey }),
    async answer(asked) {
      const { answer: reason, idempotencyKey: key } = asked.body;
      const said = { ...asked.params, reason, decision: 'corrected' as const, idempotencyKey: key };
      await answer(asked.house, stewardOf(asked), said);
      return seeOther('/desk/challenges?done=yes');
    },
    refused: (asked, refusal) => showChallenge(asked, { refusal, body: asked.body }),
  }),
];

type Page = Pick<Asked<unknown, unknown, unknown>, 'house' | 'language' | 'session' | 'formToken' | 'path'>;

const stewardOf = ({ session }: Page): Steward => session!.holder as Steward;
const headOf = (asked: Page) => ({ language: asked.language, path: asked.path, frame: frameOf(asked, 'desk') });

async function showChallenge(
  asked: Page & { params: { system: string; id: string } },
  again?: { refusal: Refusal; body: Record<string, unknown> },
): Promise<Answer> {
  const { house, params } = asked;
  const about = await openChallenge(house, stewardOf(asked), params.system, params.id);
  const path = `/desk/challenges/${params.system}/${params.id}`;
  return html(
    challengePage({
      ...headOf(asked),
      path,
      about,
      idempotencyKey: newId(),
      refused: again && {
        values: again.body as Record<string, string>,
        messages: messagesOf(asked, again.refusal),
      },
    }),
  );
}
