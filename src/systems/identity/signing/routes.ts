import type { AuthenticationResponseJSON } from '@simplewebauthn/server';
import { Type } from 'typebox';
import { Refusal } from '../../../kernel/refusal.ts';
import { type Asked, type Route, download, html, json, route, seeOther } from '../../../kernel/route.ts';
import {
  chainPemOf,
  listCredentials,
  listOwnDocuments,
  listSigned,
  listWaiting,
  MOST_OWN_DOCUMENT_BYTES,
  OWN_REASONS,
  readDocumentFile,
  readOwnDocument,
  removeOwnDocument,
  revokeOwnCredential,
  takeDocument,
  type DocumentOwner,
} from '../../trust/index.ts';
import { viewOfAccount } from '../passkey/actions.ts';
import { delegationsFor, delegationsToUse } from './delegation/actions.ts';
import { Chosen, steadIn } from './delegation/chosen.ts';
import { Assertion } from './assertion.ts';
import { cscRoutes } from './csc/routes.ts';
import { batchRoutes } from './batch/routes.ts';
import { delegationRoutes } from './delegation/routes.ts';
import { requestRoutes } from './requests/routes.ts';
import { SIGNING_PATHS } from './paths.ts';
import { signingRunRoutes } from './run/routes.ts';
import { askCertificate, askToSign, issueCertificate, signBrought, signerOf, usableCredential } from './actions.ts';
import { certificatePage } from './pages/certificate.tsx';
import { documentPage } from './pages/document.tsx';
import { newCertificatePage } from './pages/new-certificate.tsx';
import { overviewPage } from './pages/overview.tsx';

type AnyAsked = Asked<unknown, unknown, unknown>;

const One = Type.Object({ id: Type.String({ format: 'uuid' }) });
const Done = Type.Optional(
  Type.Union(['issued', 'revoked', 'signed', 'removed', 'agreed'].map((each) => Type.Literal(each))),
);

const signer = (asked: AnyAsked) => signerOf(asked.session!.holder);

/** The same pages for people on the portal and for officials at the desk, each with certificates of their own. */
function routesOf(area: 'portal' | 'desk'): Route[] {
  const who = area === 'portal' ? 'person' : 'official';
  const base = SIGNING_PATHS[area];
  const owner = (asked: AnyAsked): DocumentOwner => ({ personalNumber: asked.session!.holder.number, area });

  async function overview(asked: AnyAsked, state: { page?: number; done?: string; refusal?: Refusal }) {
    const own = signer(asked);
    const page = state.page ?? 1;
    const [credentials, documents, signed, delegations, waiting] = await Promise.all([
      listCredentials(asked.house, own),
      listOwnDocuments(asked.house, owner(asked)),
      listSigned(asked.house, own, page),
      delegationsFor(asked.house, own),
      area === 'portal' ? listWaiting(asked.house, own.personalNumber) : [],
    ]);
    return html(
      overviewPage(asked, { area, base, credentials, documents, delegations, waiting, ...signed, ...state, page }),
    );
  }

  async function showDocument(asked: Asked<{ id: string }, unknown, unknown>, done?: string) {
    const own = signer(asked);
    const [document, credentials, delegations] = await Promise.all([
      readOwnDocument(asked.house, owner(asked), asked.params.id),
      listCredentials(asked.house, own),
      delegationsToUse(asked.house, own),
    ]);
    if (document.batchId) return seeOther(`${base}/many/${document.batchId}`);
    const usable = credentials.filter(({ standing }) => standing === 'good');
    return html(documentPage(asked, { area, base, document, credentials: usable, delegations, done }));
  }

  return [
    route({
      method: 'GET',
      path: base,
      who,
      query: Type.Object({ page: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })), done: Done }),
      answer: (asked) => overview(asked, asked.query),
    }),
    route({
      method: 'GET',
      path: `${base}/certificates/new`,
      who,
      async answer(asked) {
        const { passkeys } = await viewOfAccount(asked.house, asked.session!.holder.number);
        return html(newCertificatePage(asked, { area, base, signer: signer(asked), hasPasskey: passkeys.length > 0 }));
      },
    }),
    route({
      method: 'POST',
      path: `${base}/certificates/options`,
      who,
      body: Type.Object({ showsNumber: Type.Optional(Type.Literal('yes')) }),
      async answer(asked) {
        const showsNumber = asked.body.showsNumber === 'yes';
        return json(await askCertificate(asked.house, signer(asked), { showsNumber }));
      },
    }),
    route({
      method: 'POST',
      path: `${base}/certificates`,
      who,
      body: Type.Object({
        showsNumber: Type.Optional(Type.Literal('yes')),
        enrolment: Type.String({ format: 'uuid' }),
        credential: Assertion,
      }),
      async answer(asked) {
        const response = asked.body.credential as unknown as AuthenticationResponseJSON;
        await issueCertificate(asked.house, signer(asked), { enrolment: asked.body.enrolment, response });
        return json({ goOnAt: `${base}?done=issued` });
      },
    }),
    route({
      method: 'GET',
      path: `${base}/certificates/:id`,
      who,
      params: One,
      async answer(asked) {
        const credential = await usableCredential(asked.house, signer(asked), asked.params.id);
        return html(certificatePage(asked, { area, base, credential }));
      },
    }),
    route({
      method: 'GET',
      path: `${base}/certificates/:id/chain.pem`,
      who,
      params: One,
      async answer(asked) {
        const credential = await usableCredential(asked.house, signer(asked), asked.params.id);
        const pem = await chainPemOf(asked.house, credential);
        return download(Buffer.from(pem), 'application/x-pem-file', `${credential.certificate.serial}.pem`);
      },
    }),
    route({
      method: 'POST',
      path: `${base}/certificates/:id/revoke`,
      who,
      params: One,
      body: Type.Object({ reason: Type.Union(OWN_REASONS.map((reason) => Type.Literal(reason))) }),
      async answer(asked) {
        const { number: personalNumber } = asked.session!.holder;
        const { reason } = asked.body;
        await revokeOwnCredential(asked.house, { credentialId: asked.params.id, personalNumber, reason });
        return seeOther(`${base}?done=revoked`);
      },
      async refused(asked, refusal) {
        const credential = await usableCredential(asked.house, signer(asked), asked.params.id);
        return html(certificatePage(asked, { area, base, credential, refusal }));
      },
    }),
    route({
      method: 'POST',
      path: `${base}/documents`,
      who,
      upload: { most: 1, largest_bytes: MOST_OWN_DOCUMENT_BYTES },
      async answer(asked) {
        signer(asked);
        const [file] = asked.files;
        if (!file) throw new Refusal('signing.document_missing', 422);
        const id = await takeDocument(asked.house, owner(asked), { name: file.filename, bytes: file.bytes });
        return seeOther(`${base}/documents/${id}`);
      },
      refused: (asked, refusal) => overview(asked, { refusal }),
    }),
    route({
      method: 'GET',
      path: `${base}/documents/:id`,
      who,
      params: One,
      query: Type.Object({ done: Done }),
      answer: (asked) => showDocument(asked, asked.query.done),
    }),
    route({
      method: 'GET',
      path: `${base}/documents/:id/:which`,
      who,
      params: Type.Object({
        id: Type.String({ format: 'uuid' }),
        which: Type.Union([Type.Literal('brought.pdf'), Type.Literal('signed.pdf')]),
      }),
      async answer(asked) {
        const which = asked.params.which === 'signed.pdf' ? 'signed' : 'brought';
        const file = await readDocumentFile(asked.house, owner(asked), { id: asked.params.id, which });
        return download(file.bytes, 'application/pdf', file.name);
      },
    }),
    route({
      method: 'POST',
      path: `${base}/documents/:id/sign/options`,
      who,
      params: One,
      body: Chosen,
      async answer(asked) {
        const { credentialId } = asked.body;
        const brought = { owner: owner(asked), ...asked.params, what: 'document' } as const;
        return json(
          await askToSign(asked.house, signer(asked), { ...brought, credentialId, stead: steadIn(asked.body) }),
        );
      },
    }),
    route({
      method: 'POST',
      path: `${base}/documents/:id/sign`,
      who,
      params: One,
      body: Type.Object({ ...Chosen.properties, credential: Assertion }),
      async answer(asked) {
        const { credentialId } = asked.body;
        const response = asked.body.credential as unknown as AuthenticationResponseJSON;
        const brought = { owner: owner(asked), ...asked.params, what: 'document' } as const;
        await signBrought(asked.house, signer(asked), {
          ...brought,
          credentialId,
          stead: steadIn(asked.body),
          response,
        });
        return json({ goOnAt: `${base}/documents/${asked.params.id}?done=signed` });
      },
    }),
    route({
      method: 'POST',
      path: `${base}/documents/:id/remove`,
      who,
      params: One,
      async answer(asked) {
        await removeOwnDocument(asked.house, owner(asked), asked.params.id);
        return seeOther(`${base}?done=removed`);
      },
    }),
  ];
}

export const signingRoutes: Route[] = [
  ...routesOf('portal'),
  ...routesOf('desk'),
  ...batchRoutes,
  ...delegationRoutes,
  ...requestRoutes,
  ...signingRunRoutes,
  ...cscRoutes,
];
