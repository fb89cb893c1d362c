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
  'GET /desk/certificates/posts': [{ status: 200 }],
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
  'GET /desk/certificates/authority': [{ status: 200 }],
  'POST /desk/certificates/authority': [
    { ...fields({ authority: 'root', why: words, idempotencyKey: KEY }), status: 404 },
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
  'GET /desk/certificates/machine': [{ status: 200 }],
  'POST /desk/certificates/machine': [
    {
      ...fields({ profile: 'tls-server', agency: 'Z99', request: 'MAA=', why: words, idempotencyKey: KEY }),
      status: 422,
    },
  ],
  'GET /desk/certificates/permits': [{ status: 200 }],
  'GET /desk/certificates/permits/new': [{ status: 200 }],
  'POST /desk/certificates/permits/new': [
    {
      ...fields({
        protocol: 'est',
        profile: 'tls-server',
        agency: 'Z99',
        names: 'a.example',
        uses: '1',
        days: '1',
        why: words,
        idempotencyKey: KEY,
      }),
      status: 422,
    },
  ],
  'POST /desk/certificates/permits/:permit/withdraw': [
    { path: () => '/desk/certificates/permits/est-NOBODY/withdraw', ...fields(), status: 404 },
  ],
  'POST /desk/certificates/requests/:request/secret': [
    { path: () => `/desk/certificates/requests/${NO_ID}/secret`, ...fields(), status: 404 },
  ],
  // Everybody's own: there are none yet, and none of others'.
  'GET /desk/authentication': [{ status: 200 }],
  'POST /desk/authentication': [{ ...fields({ request: 'no request', why: words, idempotencyKey: KEY }), status: 400 }],
  'GET /desk/authentication/:serial': [{ path: () => '/desk/authentication/abcdef', status: 404 }],
  'GET /desk/authentication/:serial/chain.pem': [{ path: () => '/desk/authentication/abcdef/chain.pem', status: 404 }],
  'POST /desk/authentication/:serial/revoke': [
    { path: () => '/desk/authentication/abcdef/revoke', ...fields({ reason: 'superseded' }), status: 404 },
  ],
  'POST /desk/authentication/requests/:request/withdraw': [
    {
      path: () => `/desk/authentication/requests/${NO_ID}/withdraw`,
      ...fields({ idempotencyKey: KEY }),
      status: 404,
    },
  ],
};
