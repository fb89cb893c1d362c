import { Type } from 'typebox';
import { isPersonalNumber } from '../../country/index.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { type Answer, type Asked, type Route, html, route, seeOther } from '../../kernel/route.ts';
import { sendCodeAgain, signInWithCode, signInWithPassword, viewOfCode, viewOfDemonstration } from './actions.ts';
import { codePage } from './pages/code/page.tsx';
import { interruptedPage } from './pages/interrupted/page.tsx';
import { signInPage } from './pages/sign-in/page.tsx';
import { finishRun } from './provider/actions.ts';
import { interactionPath } from './provider/addresses.ts';
import { type Run, findRun } from './provider/run.ts';
import { relyingPartyRoutes } from './relying-party/routes.ts';
import { passkeyRoutes } from './passkey/routes.ts';
import { questionPage } from './signing/pages/application.tsx';
import { signingRoutes } from './signing/routes.ts';
import { isSigningRun, readQuestion } from './signing/run/actions.ts';

const RunParams = Type.Object({ uid: Type.String({ pattern: '^[\\w-]{16,64}$' }) });
type RunAsked<Body = {}, Query = {}> = Asked<{ uid: string }, Query, Body>;

/** Does `work` when this browser began the run; else says that it broke off. */
async function within(asked: RunAsked<unknown, unknown>, work: (run: Run) => Promise<Answer>): Promise<Answer> {
  const { uid } = asked.params;
  const run = findRun(asked.house, uid, asked.cookie);
  return run ? work(run) : html(interruptedPage(asked, 'portal'), 400);
}

const areaOf = (run: Run): 'portal' | 'desk' => (run.clientId === 'desk' ? 'desk' : 'portal');

const show = (asked: RunAsked<unknown, unknown>, personalNumber: string, refusal?: Refusal): Promise<Answer> =>
  within(asked, async (run) => {
    if (isSigningRun(run)) {
      return html(questionPage(asked, { uid: run.uid, question: await readQuestion(asked.house, run) }));
    }
    const demonstration = await viewOfDemonstration(asked.house);
    const view = { uid: run.uid, area: areaOf(run), personalNumber, demonstration, refusal };
    return html(signInPage(asked, view));
  });

const showCode = (asked: RunAsked<unknown, unknown>, state: { wasSentAgain?: boolean; refusal?: Refusal }) =>
  within(asked, async ({ uid }) => {
    if (state.refusal?.code === 'sign_in.start_again') return show(asked, '', state.refusal);
    const view = await viewOfCode(asked.house, uid);
    return view ? html(codePage(asked, { uid, ...view, ...state })) : seeOther(interactionPath(uid));
  });

async function enterPassword(asked: RunAsked<{ personalNumber: string; password: string }>): Promise<Answer> {
  return within(asked, async ({ uid }) => {
    const personalNumber = asked.body.personalNumber.replace(/[\s.]/g, '');
    if (!isPersonalNumber(personalNumber)) {
      throw new Refusal('sign_in.number_format', 422, {
        fields: [{ field: 'personalNumber', code: 'sign_in.number_format' }],
      });
    }
    const { house, address, language } = asked;
    const { password } = asked.body;
    await signInWithPassword(house, { uid, personalNumber, password, address, language });
    return seeOther(`${interactionPath(uid)}/code`);
  });
}

async function enterCode(asked: RunAsked<{ code: string }>): Promise<Answer> {
  return within(asked, async (run) => {
    const { house, address } = asked;
    const login = await signInWithCode(house, { uid: run.uid, code: asked.body.code, address });
    return seeOther(await finishRun(house, run, login));
  });
}

/** The pages of the OpenID Provider on which a person proves who they are. */
const signInRoutes: Route[] = [
  route({
    method: 'GET',
    path: '/identity/:uid',
    who: 'anyone',
    params: RunParams,
    query: Type.Object({ number: Type.Optional(Type.String({ maxLength: 20 })) }),
    answer: (asked) => show(asked, asked.query.number ?? ''),
  }),
  route({
    method: 'POST',
    path: '/identity/:uid/password',
    who: 'anyone',
    params: RunParams,
    body: Type.Object({
      personalNumber: Type.String({ maxLength: 40 }),
      password: Type.String({ maxLength: 200 }),
    }),
    answer: (asked) => enterPassword(asked),
    refused: (asked, refusal) => show(asked, String(asked.body.personalNumber ?? '').slice(0, 40), refusal),
  }),
  route({
    method: 'GET',
    path: '/identity/:uid/code',
    who: 'anyone',
    params: RunParams,
    query: Type.Object({ sent: Type.Optional(Type.Literal('again')) }),
    answer: (asked) => showCode(asked, { wasSentAgain: asked.query.sent === 'again' }),
  }),
  route({
    method: 'POST',
    path: '/identity/:uid/code',
    who: 'anyone',
    params: RunParams,
    body: Type.Object({ code: Type.String({ maxLength: 20 }) }),
    answer: (asked) => enterCode(asked),
    refused: (asked, refusal) => showCode(asked, { refusal }),
  }),
  route({
    method: 'POST',
    path: '/identity/:uid/code/again',
    who: 'anyone',
    params: RunParams,
    answer: (asked) =>
      within(asked, async ({ uid }) => {
        const { house, address, language } = asked;
        await sendCodeAgain(house, { uid, address, language });
        return seeOther(`${interactionPath(uid)}/code?sent=again`);
      }),
    refused: (asked, refusal) => showCode(asked, { refusal }),
  }),
];

export const routes: Route[] = [...signInRoutes, ...passkeyRoutes, ...signingRoutes, ...relyingPartyRoutes];
