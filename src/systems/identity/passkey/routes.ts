import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import { Type } from 'typebox';
import { Refusal } from '../../../kernel/refusal.ts';
import { type Route, html, json, route, seeOther } from '../../../kernel/route.ts';
import { accountPage } from '../pages/account/page.tsx';
import { finishRun } from '../provider/actions.ts';
import { findRun } from '../provider/run.ts';
import {
  addPasskey,
  beginPasskeyRegistration,
  beginPasskeySignIn,
  removePasskey,
  signInWithPasskey,
  viewOfAccount,
} from './actions.ts';

const Run = Type.Object({ uid: Type.String({ pattern: '^[\\w-]{16,64}$' }) });

/** What a browser sends of a credential. Its parts are checked by the WebAuthn library; here only that they are texts. */
const Credential = Type.Object({
  id: Type.String({ maxLength: 2_000 }),
  rawId: Type.String({ maxLength: 2_000 }),
  type: Type.Literal('public-key'),
  response: Type.Object({ clientDataJSON: Type.String({ maxLength: 10_000 }) }),
  clientExtensionResults: Type.Object({}),
});

/** Passkeys: adding and removing them on the account page, signing in with them. */
export const passkeyRoutes: Route[] = [
  route({
    method: 'POST',
    path: '/identity/:uid/passkey/options',
    who: 'anyone',
    params: Run,
    async answer({ house, params, cookie }) {
      if (!findRun(house, params.uid, cookie)) throw new Refusal('sign_in.interrupted', 400);
      return json(await beginPasskeySignIn(house, params.uid));
    },
  }),
  route({
    method: 'POST',
    path: '/identity/:uid/passkey',
    who: 'anyone',
    params: Run,
    body: Type.Object({ credential: Credential }),
    async answer({ house, params, body, address, cookie }) {
      const run = findRun(house, params.uid, cookie);
      if (!run) throw new Refusal('sign_in.interrupted', 400);
      const response = body.credential as unknown as AuthenticationResponseJSON;
      const login = await signInWithPasskey(house, { uid: run.uid, response, address });
      return json({ goOnAt: await finishRun(house, run, login) });
    },
  }),
  route({
    method: 'GET',
    path: '/account',
    who: 'person',
    query: Type.Object({ done: Type.Optional(Type.Union([Type.Literal('added'), Type.Literal('removed')])) }),
    answer: async (asked) =>
      html(accountPage(asked, { ...(await viewOfAccount(asked.house, asked.session!.holder.number)), ...asked.query })),
  }),
  route({
    method: 'POST',
    path: '/account/passkeys/options',
    who: 'person',
    answer: async ({ house, session }) => json(await beginPasskeyRegistration(house, session!.holder)),
  }),
  route({
    method: 'POST',
    path: '/account/passkeys',
    who: 'person',
    body: Type.Object({ credential: Credential, label: Type.String({ minLength: 1, maxLength: 60 }) }),
    async answer({ house, session, body }) {
      const { label } = body;
      const response = body.credential as unknown as RegistrationResponseJSON;
      await addPasskey(house, { personalNumber: session!.holder.number, response, label });
      return json({ goOnAt: '/account?done=added' });
    },
  }),
  route({
    method: 'POST',
    path: '/account/passkeys/remove',
    who: 'person',
    body: Type.Object({ credentialId: Type.String({ maxLength: 2_000 }) }),
    async answer({ house, session, body }) {
      await removePasskey(house, { personalNumber: session!.holder.number, credentialId: body.credentialId });
      return seeOther('/account?done=removed');
    },
  }),
];
