import { type Expectation, fields, NO_ID, paper } from './expectation.ts';

/** The pages of one's own signatures, the same on the portal and at the desk: there is nothing yet, and nothing of others'. */
function signatures(base: string): Record<string, Expectation[]> {
  const certificate = `${base}/certificates/${NO_ID}`;
  const document = `${base}/documents/${NO_ID}`;
  const sent = (values: Record<string, unknown>) => ({ sent: () => ({ fields: {}, json: values }) });
  return {
    [`GET ${base}`]: [{ status: 200 }],
    [`GET ${base}/certificates/new`]: [{ status: 200 }],
    [`POST ${base}/certificates/options`]: [{ ...sent({}), status: 409 }],
    [`POST ${base}/certificates`]: [{ ...sent({}), status: 422 }],
    [`GET ${base}/certificates/:id`]: [{ path: () => certificate, status: 404 }],
    [`GET ${base}/certificates/:id/chain.pem`]: [{ path: () => `${certificate}/chain.pem`, status: 404 }],
    [`POST ${base}/certificates/:id/revoke`]: [
      { path: () => `${certificate}/revoke`, ...fields({ reason: 'superseded' }), status: 404 },
    ],
    [`POST ${base}/documents`]: [{ sent: () => ({ fields: {}, file: paper }), status: 422 }],
    [`GET ${base}/documents/:id`]: [{ path: () => document, status: 404 }],
    [`GET ${base}/documents/:id/:which`]: [{ path: () => `${document}/signed.pdf`, status: 404 }],
    [`POST ${base}/documents/:id/sign/options`]: [
      { path: () => `${document}/sign/options`, ...sent({ credentialId: NO_ID }), status: 404 },
    ],
    [`POST ${base}/documents/:id/sign`]: [{ path: () => `${document}/sign`, ...sent({}), status: 422 }],
    [`POST ${base}/documents/:id/remove`]: [{ path: () => `${document}/remove`, ...fields(), status: 404 }],
  };
}

const BATCH = '/desk/signatures/many';
const batch = `${BATCH}/${NO_ID}`;
const batches: Record<string, Expectation[]> = {
  [`GET ${BATCH}`]: [{ status: 200 }],
  [`POST ${BATCH}`]: [
    { sent: () => ({ fields: {}, file: { name: 'file', bytes: Buffer.from('no PDF') } }), status: 422 },
  ],
  [`GET ${BATCH}/:id`]: [{ path: () => batch, status: 404 }],
  [`GET ${BATCH}/:id/signed.zip`]: [{ path: () => `${batch}/signed.zip`, status: 404 }],
  [`POST ${BATCH}/:id/sign/options`]: [
    { path: () => `${batch}/sign/options`, sent: () => ({ fields: {}, json: { credentialId: NO_ID } }), status: 404 },
  ],
  [`POST ${BATCH}/:id/sign`]: [{ path: () => `${batch}/sign`, sent: () => ({ fields: {}, json: {} }), status: 422 }],
  [`POST ${BATCH}/:id/remove`]: [{ path: () => `${batch}/remove`, ...fields(), status: 404 }],
};

const DELEGATIONS = '/desk/signatures/delegations';
const delegation = `${DELEGATIONS}/${NO_ID}`;
/** Nobody of the cast heads an agency: they see their own, of which there are none, and let nobody sign. */
const delegations: Record<string, Expectation[]> = {
  [`GET ${DELEGATIONS}`]: [{ status: 200 }],
  [`GET ${DELEGATIONS}/new`]: [{ status: 403 }],
  [`POST ${DELEGATIONS}`]: [{ ...fields({}), status: 422 }],
  [`GET ${DELEGATIONS}/:id`]: [{ path: () => delegation, status: 404 }],
  [`POST ${DELEGATIONS}/:id/accepted`]: [{ path: () => `${delegation}/accepted`, ...fields(), status: 404 }],
  [`POST ${DELEGATIONS}/:id/declined`]: [{ path: () => `${delegation}/declined`, ...fields(), status: 404 }],
  [`POST ${DELEGATIONS}/:id/ended`]: [
    { path: () => `${delegation}/ended`, ...fields({ why: 'Không cần nữa' }), status: 404 },
  ],
};

const RUN = '/identity/a-run-that-nobody-began';
const json = Buffer.from('{}');
/** A method of the API for applications: without a token that holds it tells nothing. */
const api = (status: number): Expectation[] => [
  { sent: () => ({ fields: {}, bytes: { type: 'application/json', bytes: json } }), status },
  { sent: () => ({ fields: {} }), status: 415 },
];

export const signingExpectations: Record<string, Expectation[]> = {
  ...signatures('/my-signatures'),
  ...signatures('/desk/signatures'),
  ...batches,
  ...delegations,
  'POST /identity/:uid/consent/allow': [{ path: () => `${RUN}/consent/allow`, ...fields(), status: 400 }],
  'POST /identity/:uid/consent/decline': [{ path: () => `${RUN}/consent/decline`, ...fields(), status: 400 }],
  'POST /identity/:uid/consent/authorise/options': [
    { path: () => `${RUN}/consent/authorise/options`, ...fields(), status: 400 },
  ],
  'POST /identity/:uid/consent/authorise': [
    { path: () => `${RUN}/consent/authorise`, sent: () => ({ fields: {}, json: {} }), status: 422 },
  ],
  'POST /csc/v2/info': api(200),
  'POST /csc/v2/credentials/list': api(401),
  'POST /csc/v2/credentials/info': api(401),
  'GET /my-signatures/requests/:id': [{ path: () => `/my-signatures/requests/${NO_ID}`, status: 404 }],
  'POST /my-signatures/requests/:id/answer/options': [
    { path: () => `/my-signatures/requests/${NO_ID}/answer/options`, ...fields(), status: 404 },
  ],
  'POST /my-signatures/requests/:id/answer': [
    { path: () => `/my-signatures/requests/${NO_ID}/answer`, sent: () => ({ fields: {}, json: {} }), status: 422 },
  ],
  'POST /csc/v2/credentials/authorize': api(401),
  'POST /csc/v2/credentials/authorizeCheck': api(401),
  'POST /csc/v2/signatures/signHash': api(401),
  'POST /csc/v2/signatures/signDoc': api(401),
  'POST /csc/v2/signatures/signPolling': api(401),
  'POST /csc/v2/signatures/timestamp': api(401),
};
