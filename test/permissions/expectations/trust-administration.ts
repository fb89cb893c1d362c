import { type Expectation, fields, KEY, NO_ID, words } from './expectation.ts';

export const trustAdministrationExpectations: Record<string, Expectation[]> = {
  'GET /desk/certificates': [
    { status: 200 },
    { path: () => '/desk/certificates?words=G15&profile=agency-seal&standing=good', status: 200 },
    { path: () => '/desk/certificates?standing=lost', status: 422 },
  ],
  'GET /desk/certificates/state': [{ status: 200 }],
  'GET /desk/certificates/calendar': [
    { status: 200 },
    { path: () => '/desk/certificates/calendar?year=2031&month=13', status: 422 },
  ],
  'GET /desk/certificates/calendar/export.ics': [{ status: 200 }],
  'GET /desk/certificates/requests': [{ status: 200 }],
  'GET /desk/certificates/requests/:request': [{ path: () => `/desk/certificates/requests/${NO_ID}`, status: 404 }],
  'POST /desk/certificates/requests/:request/approve': [
    { path: () => `/desk/certificates/requests/${NO_ID}/approve`, ...fields({ idempotencyKey: KEY }), status: 404 },
  ],
  'POST /desk/certificates/requests/:request/refuse': [
    {
      path: () => `/desk/certificates/requests/${NO_ID}/refuse`,
      ...fields({ words, idempotencyKey: KEY }),
      status: 404,
    },
  ],
  'POST /desk/certificates/requests/:request/withdraw': [
    {
      path: () => `/desk/certificates/requests/${NO_ID}/withdraw`,
      ...fields({ words, idempotencyKey: KEY }),
      status: 404,
    },
  ],
  'GET /desk/certificates/seal': [{ status: 200 }],
  'POST /desk/certificates/seal': [{ ...fields({ agency: 'Z99', why: words, idempotencyKey: KEY }), status: 422 }],
  'GET /desk/certificates/:serial': [{ path: () => '/desk/certificates/abcdef', status: 404 }],
  'GET /desk/certificates/:serial/file.cer': [{ path: () => '/desk/certificates/abcdef/file.cer', status: 404 }],
  'GET /desk/certificates/:serial/file.pem': [{ path: () => '/desk/certificates/abcdef/file.pem', status: 404 }],
  'GET /desk/certificates/:serial/receipt.tlog-proof': [
    { path: () => '/desk/certificates/abcdef/receipt.tlog-proof', status: 404 },
  ],
  'POST /desk/certificates/:serial/suspend': [
    {
      path: () => '/desk/certificates/abcdef/suspend',
      ...fields({ suspendWhy: words, idempotencyKey: KEY }),
      status: 404,
    },
  ],
  'POST /desk/certificates/:serial/resume': [
    {
      path: () => '/desk/certificates/abcdef/resume',
      ...fields({ resumeWhy: words, idempotencyKey: KEY }),
      status: 404,
    },
  ],
  'POST /desk/certificates/:serial/revoke': [
    {
      path: () => '/desk/certificates/abcdef/revoke',
      ...fields({ revokeWhy: words, reason: 'superseded', idempotencyKey: KEY }),
      status: 404,
    },
  ],
};
