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

export const signingExpectations: Record<string, Expectation[]> = {
  ...signatures('/my-signatures'),
  ...signatures('/desk/signatures'),
};
