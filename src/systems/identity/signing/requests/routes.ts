import type { AuthenticationResponseJSON } from '@simplewebauthn/server';
import { Type } from 'typebox';
import { Refusal } from '../../../../kernel/refusal.ts';
import { type Asked, type Route, html, json, route } from '../../../../kernel/route.ts';
import { authorise, readOwnActivation } from '../../../trust/index.ts';
import { optionsFor, signerOf, usableCredential } from '../actions.ts';
import { Assertion } from '../assertion.ts';
import { requestPage } from '../pages/request.tsx';
import { REQUESTS_PATH, SIGNING_PATHS } from '../paths.ts';

/** What applications ask a person to sign without their browser at hand: read and answered on the person's own page. */

const One = Type.Object({ id: Type.String({ format: 'uuid' }) });

/** A request to the person of this session. Refuses `signing.activation_unknown`, also for what was not asked from afar. */
async function requestOf(asked: Asked<{ id: string }, unknown, unknown>) {
  const signer = signerOf(asked.session!.holder);
  const { personalNumber } = signer;
  const request = await readOwnActivation(asked.house, { activationId: asked.params.id, personalNumber });
  if (!request.isAfar) throw new Refusal('signing.activation_unknown', 404);
  const credential = await usableCredential(asked.house, signer, request.credentialId);
  return { signer, request, credential };
}

export const requestRoutes: Route[] = [
  route({
    method: 'GET',
    path: `${REQUESTS_PATH}/:id`,
    who: 'person',
    params: One,
    async answer(asked) {
      const { request, credential } = await requestOf(asked);
      return html(requestPage(asked, { request, credential }));
    },
  }),
  route({
    method: 'POST',
    path: `${REQUESTS_PATH}/:id/answer/options`,
    who: 'person',
    params: One,
    async answer(asked) {
      const { signer, request, credential } = await requestOf(asked);
      const { challenge } = request;
      return json({ options: await optionsFor(asked.house, signer, { challenge, passkeyId: credential.passkeyId }) });
    },
  }),
  route({
    method: 'POST',
    path: `${REQUESTS_PATH}/:id/answer`,
    who: 'person',
    params: One,
    body: Type.Object({ credential: Assertion }),
    async answer(asked) {
      const { signer, request } = await requestOf(asked);
      const response = asked.body.credential as unknown as AuthenticationResponseJSON;
      await optionsFor(asked.house, signer, { challenge: request.challenge, passkeyId: response.id });
      const { personalNumber } = signer;
      await authorise(asked.house, { activationId: request.id, personalNumber, response });
      return json({ goOnAt: `${SIGNING_PATHS.portal}?done=agreed` });
    },
  }),
];
