import type { AuthenticationResponseJSON } from '@simplewebauthn/server';
import { Type } from 'typebox';
import { Refusal } from '../../../../kernel/refusal.ts';
import { type Asked, type Route, html, json, route } from '../../../../kernel/route.ts';
import { finishSigningRun } from '../../provider/actions.ts';
import { type Run, findRun } from '../../provider/run.ts';
import { answeredPage } from '../pages/application.tsx';
import { Assertion } from '../assertion.ts';
import { allowInRun, askInRun, authoriseInRun, readQuestion } from './actions.ts';

const RunParams = Type.Object({ uid: Type.String({ pattern: '^[\\w-]{16,64}$' }) });

/** The run that this browser began. Refuses `sign_in.interrupted`. */
function runOf({ house, params, cookie }: Asked<{ uid: string }, unknown, unknown>): Run {
  const run = findRun(house, params.uid, cookie);
  if (!run) throw new Refusal('sign_in.interrupted', 400);
  return run;
}

/** What a person answers to a signature application. */
export const signingRunRoutes: Route[] = [
  route({
    method: 'POST',
    path: '/identity/:uid/consent/allow',
    who: 'anyone',
    params: RunParams,
    async answer(asked) {
      const run = runOf(asked);
      const { application } = await readQuestion(asked.house, run);
      const goOnAt = await allowInRun(asked.house, run);
      return html(answeredPage(asked, { application: application.name, goOnAt }));
    },
  }),
  route({
    method: 'POST',
    path: '/identity/:uid/consent/decline',
    who: 'anyone',
    params: RunParams,
    async answer(asked) {
      const run = runOf(asked);
      const { application } = await readQuestion(asked.house, run);
      const goOnAt = await finishSigningRun(asked.house, run, 'declined');
      return html(answeredPage(asked, { application: application.name, goOnAt }));
    },
  }),
  route({
    method: 'POST',
    path: '/identity/:uid/consent/authorise/options',
    who: 'anyone',
    params: RunParams,
    answer: async (asked) => json(await askInRun(asked.house, runOf(asked))),
  }),
  route({
    method: 'POST',
    path: '/identity/:uid/consent/authorise',
    who: 'anyone',
    params: RunParams,
    body: Type.Object({ activation: Type.String({ format: 'uuid' }), credential: Assertion }),
    async answer(asked) {
      const response = asked.body.credential as unknown as AuthenticationResponseJSON;
      const { activation } = asked.body;
      return json({ goOnAt: await authoriseInRun(asked.house, runOf(asked), { activation, response }) });
    },
  }),
];
