import { type Expectation, fields, words, NOBODY, KEY, NO_ID } from './expectation.ts';

export const insuranceExpectations: Record<string, Expectation[]> = {
  'GET /desk/insurance': [{ status: 200 }],
  'GET /desk/insurance/people': [{ path: () => `/desk/insurance/people?number=${NOBODY}`, status: 303 }],
  'GET /desk/insurance/people/:number': [
    { path: ({ personNumber }) => `/desk/insurance/people/${personNumber}`, status: 200 },
    { path: () => `/desk/insurance/people/${NOBODY}`, status: 404 },
  ],
  'GET /desk/insurance/people/:number/:act': [
    { path: ({ personNumber }) => `/desk/insurance/people/${personNumber}/grant`, status: 200 },
    { path: () => `/desk/insurance/people/${NOBODY}/cover`, status: 404 },
  ],
  'POST /desk/insurance/people/:number/:act': [
    {
      path: ({ personNumber }) => `/desk/insurance/people/${personNumber}/facility`,
      ...fields({
        idempotencyKey: KEY,
        facilityCode: 'H26.99',
        from: '2026-10-01',
        reason: words,
        documentNumber: '1',
      }),
      status: 422,
    },
  ],
  'GET /desk/insurance/employers': [{ path: () => '/desk/insurance/employers?code=9700000001', status: 303 }],
  'GET /desk/insurance/employers/:code': [{ path: () => '/desk/insurance/employers/0102671977', status: 404 }],
  'GET /desk/insurance/employers/:code/payment': [
    { path: () => '/desk/insurance/employers/0102671977/payment', status: 404 },
  ],
  'POST /desk/insurance/employers/:code/payment': [
    {
      path: () => '/desk/insurance/employers/0102671977/payment',
      ...fields({ idempotencyKey: KEY, month: '2026-10', amount: '1', paidOn: '2026-11-01', reference: '1' }),
      status: 404,
    },
  ],
  'GET /desk/insurance/declarations/:id': [{ path: () => `/desk/insurance/declarations/${NO_ID}`, status: 404 }],
};
