import type { Expectation } from './expectation.ts';

/** What a program sends that has not read RFC 8555: it is told so, whoever runs it. */
const unsigned = { fields: {}, bytes: { type: 'application/jose+json', bytes: Buffer.from('{}') } };
const acme = (path?: string): Expectation[] => [
  { ...(path !== undefined && { path: () => path }), sent: () => unsigned, status: 400 },
  { ...(path !== undefined && { path: () => path }), sent: () => ({ fields: {} }), status: 415 },
];
const NO_ID = '01900000-0000-7000-8000-000000000000';
const request = { fields: {}, bytes: { type: 'application/pkcs10', bytes: Buffer.from('MAA=') } };
/** Without a permit nobody enrols. */
const est: Expectation[] = [
  { sent: () => request, status: 401 },
  { sent: () => ({ fields: {} }), status: 415 },
];

/** Routes by which machines get their certificates: who may is in the signature or the permit. */
export const machineExpectations: Record<string, Expectation[]> = {
  'GET /trust/developers': [{ status: 200 }],
  'GET /acme/directory': [{ status: 200 }],
  'GET /acme/new-nonce': [{ status: 204 }],
  'POST /acme/new-account': acme(),
  'POST /acme/new-order': acme(),
  'POST /acme/revoke-cert': acme(),
  'POST /acme/key-change': acme(),
  'POST /acme/account/:id': acme(`/acme/account/${NO_ID}`),
  'POST /acme/account/:id/orders': acme(`/acme/account/${NO_ID}/orders`),
  'POST /acme/order/:id': acme(`/acme/order/${NO_ID}`),
  'POST /acme/order/:id/finalize': acme(`/acme/order/${NO_ID}/finalize`),
  'POST /acme/authorization/:id': acme(`/acme/authorization/${NO_ID}`),
  'POST /acme/challenge/:id': acme(`/acme/challenge/${NO_ID}`),
  'POST /acme/certificate/:id': acme('/acme/certificate/00'),
  'GET /acme/renewal-info/:id': [{ path: () => '/acme/renewal-info/none', status: 404 }],
  'GET /.well-known/est/cacerts': [{ status: 200 }],
  'GET /.well-known/est/csrattrs': [{ status: 200 }],
  'POST /.well-known/est/simpleenroll': est,
  'POST /.well-known/est/simplereenroll': est,
};
