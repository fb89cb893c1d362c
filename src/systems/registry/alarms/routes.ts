import { Type } from 'typebox';
import { frameOf } from '../../../design/index.ts';
import { sentenceOf } from '../../../kernel/http.ts';
import { type Answer, type Asked, type Route, html, route, seeOther } from '../../../kernel/route.ts';
import { STEWARD, type Steward } from '../actions.ts';
import { alarmsFor, answer, unappliedFor } from './actions.ts';
import { alarmsPage } from './pages/alarms.tsx';

const who = { official: [STEWARD] };

/** Who read unusually much, and what it came to. */
export const alarmRoutes: Route[] = [
  route({
    method: 'GET',
    path: '/desk/alarms',
    who,
    query: Type.Object({
      done: Type.Optional(Type.Enum(['yes'])),
      answer: Type.Optional(Type.String({ format: 'uuid' })),
    }),
    answer: (asked) =>
      showAlarms(asked, {
        isDone: asked.query.done === 'yes',
        ...(asked.query.answer ? { form: { id: asked.query.answer, values: {}, messages: {} } } : {}),
      }),
  }),
  route({
    method: 'POST',
    path: '/desk/alarms/:id',
    who,
    params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
    body: Type.Object({
      to: Type.Enum(['looked_at', 'explained', 'misuse']),
      note: Type.Optional(Type.String({ minLength: 5, maxLength: 2_000 })),
    }),
    async answer(asked) {
      const { to, note } = asked.body;
      await answer(asked.house, stewardOf(asked), { id: asked.params.id, to, note });
      return seeOther('/desk/alarms?done=yes');
    },
    refused: (asked, refusal) => {
      const fields = refusal.fields.map(({ field, code, values = {} }) => [
        field,
        sentenceOf(asked.house, code, values, asked.language),
      ]);
      return showAlarms(asked, {
        isDone: false,
        form: {
          id: (asked as Page & { params: { id: string } }).params.id,
          values: asked.body as Record<string, string>,
          messages: fields.length
            ? Object.fromEntries(fields)
            : { '': sentenceOf(asked.house, refusal.code, refusal.values, asked.language) },
        },
      });
    },
  }),
];

type Page = Pick<Asked<unknown, unknown, unknown>, 'house' | 'language' | 'session' | 'formToken' | 'path'>;

const stewardOf = ({ session }: Page): Steward => session!.holder as Steward;

async function showAlarms(
  asked: Page,
  shown: Pick<Parameters<typeof alarmsPage>[0], 'isDone' | 'form'>,
): Promise<Answer> {
  const steward = stewardOf(asked);
  const [alarms, unapplied] = await Promise.all([alarmsFor(asked.house, steward), unappliedFor(asked.house, steward)]);
  return html(
    alarmsPage({
      language: asked.language,
      path: shown.form ? '/desk/alarms' : asked.path,
      frame: frameOf(asked, 'desk'),
      alarms,
      unapplied,
      ...shown,
    }),
  );
}
