import type { AuthenticationResponseJSON } from '@simplewebauthn/server';
import { Type } from 'typebox';
import type { Refusal } from '../../../../kernel/refusal.ts';
import { type Asked, type Route, html, json, route, seeOther } from '../../../../kernel/route.ts';
import {
  listCredentials,
  listOwnBatches,
  MOST_BATCH_BYTES,
  MOST_IN_BATCH,
  MOST_OWN_DOCUMENT_BYTES,
  readOwnBatch,
  removeOwnBatch,
  takeBatch,
  zipOfBatch,
  type DocumentOwner,
} from '../../../trust/index.ts';
import { askToSign, signBrought, signerOf } from '../actions.ts';
import { delegationsToUse } from '../delegation/actions.ts';
import { Chosen, steadIn } from '../delegation/chosen.ts';
import { Assertion } from '../assertion.ts';
import { batchPage } from '../pages/batch.tsx';
import { manyPage } from '../pages/many.tsx';
import { BATCH_PATH } from '../paths.ts';

/** An official signs many documents at once: brought together, shown one by one, agreed to by one answer of the passkey. */

type AnyAsked = Asked<unknown, unknown, unknown>;

const One = Type.Object({ id: Type.String({ format: 'uuid' }) });
const Done = Type.Object({ done: Type.Optional(Type.Union([Type.Literal('signed'), Type.Literal('removed')])) });

const signer = (asked: AnyAsked) => signerOf(asked.session!.holder);
const owner = (asked: AnyAsked): DocumentOwner => ({ personalNumber: asked.session!.holder.number, area: 'desk' });

/** Those of this post with which something can be signed now. */
async function usable(asked: AnyAsked) {
  const credentials = await listCredentials(asked.house, signer(asked));
  return credentials.filter(({ standing }) => standing === 'good');
}

async function showMany(asked: AnyAsked, state: { done?: string; refusal?: Refusal }) {
  const [credentials, batches] = await Promise.all([usable(asked), listOwnBatches(asked.house, owner(asked))]);
  return html(manyPage(asked, { canSign: credentials.length > 0, batches, ...state }));
}

export const batchRoutes: Route[] = [
  route({
    method: 'GET',
    path: BATCH_PATH,
    who: 'official',
    query: Done,
    answer: (asked) => showMany(asked, asked.query),
  }),
  route({
    method: 'POST',
    path: BATCH_PATH,
    who: 'official',
    // More than are taken are read, so that people are told how many may be.
    upload: { most: 2 * MOST_IN_BATCH, largest_bytes: MOST_OWN_DOCUMENT_BYTES, together_bytes: MOST_BATCH_BYTES },
    async answer(asked) {
      signer(asked);
      const brought = asked.files.map(({ filename, bytes }) => ({ name: filename, bytes }));
      return seeOther(`${BATCH_PATH}/${await takeBatch(asked.house, owner(asked), brought)}`);
    },
    refused: (asked, refusal) => showMany(asked, { refusal }),
  }),
  route({
    method: 'GET',
    path: `${BATCH_PATH}/:id`,
    who: 'official',
    params: One,
    query: Done,
    async answer(asked) {
      const { id } = asked.params;
      const [documents, credentials, delegations] = await Promise.all([
        readOwnBatch(asked.house, owner(asked), id),
        usable(asked),
        delegationsToUse(asked.house, signer(asked)),
      ]);
      return html(batchPage(asked, { id, documents, credentials, delegations, done: asked.query.done }));
    },
  }),
  route({
    method: 'GET',
    path: `${BATCH_PATH}/:id/signed.zip`,
    who: 'official',
    params: One,
    async answer(asked) {
      const body = await zipOfBatch(asked.house, owner(asked), asked.params.id);
      const headers = { 'content-disposition': 'attachment; filename="tai-lieu-da-ky.zip"' };
      return { status: 200, body, contentType: 'application/zip', headers };
    },
  }),
  route({
    method: 'POST',
    path: `${BATCH_PATH}/:id/sign/options`,
    who: 'official',
    params: One,
    body: Chosen,
    async answer(asked) {
      const brought = { owner: owner(asked), ...asked.params, what: 'batch' } as const;
      return json(
        await askToSign(asked.house, signer(asked), { ...brought, ...asked.body, stead: steadIn(asked.body) }),
      );
    },
  }),
  route({
    method: 'POST',
    path: `${BATCH_PATH}/:id/sign`,
    who: 'official',
    params: One,
    body: Type.Object({ ...Chosen.properties, credential: Assertion }),
    async answer(asked) {
      const { credentialId } = asked.body;
      const response = asked.body.credential as unknown as AuthenticationResponseJSON;
      const brought = { owner: owner(asked), ...asked.params, what: 'batch' } as const;
      await signBrought(asked.house, signer(asked), { ...brought, credentialId, stead: steadIn(asked.body), response });
      return json({ goOnAt: `${BATCH_PATH}/${asked.params.id}?done=signed` });
    },
  }),
  route({
    method: 'POST',
    path: `${BATCH_PATH}/:id/remove`,
    who: 'official',
    params: One,
    async answer(asked) {
      await removeOwnBatch(asked.house, owner(asked), asked.params.id);
      return seeOther(`${BATCH_PATH}?done=removed`);
    },
  }),
];
