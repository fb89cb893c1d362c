import { type Static, Type } from 'typebox';
import { today } from '../../../kernel/clock.ts';
import { type Answer, type Asked, type Route, html, route } from '../../../kernel/route.ts';
import { questionOn, questionsOn } from '../../rules/index.ts';
import { type Refused, refusedForm, viewOf } from '../frame.ts';
import { entitlementPage } from '../pages/entitlement/page.tsx';
import { entitlementsPage } from '../pages/entitlements/page.tsx';
import { answerQuestion, openQuestion } from './actions.ts';

const Set = Type.Object({ set: Type.String({ maxLength: 80, pattern: '^[a-z][a-z0-9-]*(\\.[a-z][a-z0-9-]*)*$' }) });
const On = Type.Optional(Type.String({ format: 'date' }));
const About = Type.Optional(Type.Enum(['me', 'other']));
const Wanted = Type.Object({ on: On, for: About });
const Typed = Type.Object(
  { on: On, for: About, language: Type.Optional(Type.String({ maxLength: 10 })) },
  { additionalProperties: true },
);

type SetAsked = Asked<{ set: string }, unknown, unknown>;

/** “Am I entitled, and why?”: questions that the law answers, and its answers with reasons. Nothing that is said is kept. */
export const entitlementRoutes: Route[] = [
  route({
    method: 'GET',
    path: '/entitlements',
    who: 'anyone',
    async answer(asked) {
      return html(entitlementsPage({ ...(await viewOf(asked)), questions: await questionsOn(asked.house, today()) }));
    },
  }),
  route({
    method: 'GET',
    path: '/entitlements/:set',
    who: 'anyone',
    params: Set,
    query: Wanted,
    answer: (asked) => show(asked, asked.query),
  }),
  route({
    method: 'POST',
    path: '/entitlements/:set',
    who: 'anyone',
    params: Set,
    body: Typed,
    async answer(asked) {
      const { body } = asked;
      const open = await openQuestion(asked, await wantedOf(asked, body));
      const answered = await answerQuestion(asked, open, body);
      const values = Object.fromEntries(
        Object.entries(body).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
      );
      return html(
        entitlementPage({
          ...(await viewOf(asked)),
          path: `/entitlements/${asked.params.set}`,
          open,
          values,
          answered,
        }),
      );
    },
    refused: (asked, refusal) => show(asked, {}, refusedForm(asked, refusal)),
  }),
];

/** The question as it is asked on the day, of whom. Refuses `rules.none_in_force`. */
async function wantedOf({ house, params }: SetAsked, { on = today(), for: about = 'me' }: Static<typeof Wanted>) {
  return { question: await questionOn(house, { ruleSet: params.set, on }), on, about };
}

async function show(asked: SetAsked, wanted: Static<typeof Wanted>, refused?: Refused): Promise<Answer> {
  const typed = refused?.values ?? {};
  const again = {
    ...(typeof typed.on === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(typed.on) ? { on: typed.on } : {}),
    ...(typed.for === 'other' ? { for: 'other' as const } : {}),
  };
  const open = await openQuestion(asked, await wantedOf(asked, { ...wanted, ...again }));
  const page = entitlementPage({
    ...(await viewOf(asked)),
    ...(refused ? { path: `/entitlements/${asked.params.set}`, refused } : {}),
    open,
    values: typed,
  });
  return html(page, refused ? 422 : 200);
}
