import { type Expectation, fields, NOBODY, KEY, NO_ID } from './expectation.ts';

const NO_FOREIGNER = 'NN-2222222222';

export const populationExpectations: Record<string, Expectation[]> = {
  'GET /desk/identity': [
    { status: 200 },
    { path: () => `/desk/identity?number=${NOBODY}`, status: 404 },
    { path: ({ personNumber }) => `/desk/identity?number=${personNumber}`, status: 303 },
  ],
  'GET /desk/identity/:number': [
    { path: ({ personNumber }) => `/desk/identity/${personNumber}`, status: 200 },
    { path: () => `/desk/identity/${NOBODY}`, status: 404 },
  ],
  'GET /desk/identity/:number/:act': [
    { path: ({ personNumber }) => `/desk/identity/${personNumber}/issue`, status: 200 },
    { path: ({ personNumber }) => `/desk/identity/${personNumber}/nothing`, status: 422 },
  ],
  'POST /desk/identity/:number/:act': [
    { path: ({ personNumber }) => `/desk/identity/${personNumber}/issue`, ...fields(), status: 422 },
    { path: () => `/desk/identity/${NOBODY}/issue`, ...fields({ idempotencyKey: KEY }), status: 404 },
  ],
  'GET /desk/foreigners': [{ status: 200 }, { path: () => '/desk/foreigners?words=an', status: 200 }],
  'GET /desk/foreigners/new': [{ status: 200 }],
  'POST /desk/foreigners/new': [{ path: () => '/desk/foreigners/new', ...fields(), status: 422 }],
  'GET /desk/foreigners/:id': [{ path: () => `/desk/foreigners/${NO_FOREIGNER}`, status: 404 }],
  'GET /desk/foreigners/:id/:act': [{ path: () => `/desk/foreigners/${NO_FOREIGNER}/card`, status: 404 }],
  'POST /desk/foreigners/:id/:act': [
    { path: () => `/desk/foreigners/${NO_FOREIGNER}/card`, ...fields({ idempotencyKey: KEY }), status: 404 },
  ],
  'GET /desk/residence/people/:number/family': [
    { path: ({ personNumber }) => `/desk/residence/people/${personNumber}/family?on=2026-01-01`, status: 200 },
    { path: () => `/desk/residence/people/${NOBODY}/family`, status: 404 },
  ],
  'GET /desk/residence': [{ status: 200 }, { path: () => '/desk/residence?name=an', status: 200 }],
  'GET /desk/residence/people/:number': [
    { path: ({ personNumber }) => `/desk/residence/people/${personNumber}`, status: 200 },
    { path: () => `/desk/residence/people/${NOBODY}`, status: 404 },
  ],
  'GET /desk/residence/people/:number/:act': [
    { path: ({ personNumber }) => `/desk/residence/people/${personNumber}/move`, status: 200 },
  ],
  'POST /desk/residence/people/:number/:act': [
    { path: ({ personNumber }) => `/desk/residence/people/${personNumber}/stay`, ...fields(), status: 422 },
  ],
  'GET /desk/residence/households/:householdId': [{ path: () => '/desk/residence/households/nothing', status: 404 }],
  'GET /desk/residence/households/:householdId/:act': [
    { path: () => '/desk/residence/households/nothing/split', status: 404 },
  ],
  'POST /desk/residence/households/:householdId/:act': [
    { path: () => '/desk/residence/households/nothing/split', ...fields(), status: 404 },
  ],
  'GET /desk/residence/applications/:id': [{ path: () => `/desk/residence/applications/${NO_ID}`, status: 404 }],
  'POST /desk/residence/applications/:id': [
    {
      path: () => `/desk/residence/applications/${NO_ID}`,
      ...fields({ decision: 'approve', idempotencyKey: KEY }),
      status: 404,
    },
  ],
};
