import { type Expectation, fields, words, KEY } from './expectation.ts';

export const landExpectations: Record<string, Expectation[]> = {
  'GET /land': [{ status: 200 }, { path: () => '/land?on=2020-01-01', status: 200 }],
  'GET /land/parcels': [
    { path: ({ parcel }) => `/land/parcels?code=${parcel.code}`, status: 303 },
    { path: () => '/land/parcels?code=what', status: 422 },
  ],
  'GET /land/parcels/:code': [
    { path: ({ parcel }) => `/land/parcels/${parcel.code}`, status: 200 },
    { path: () => '/land/parcels/w7epxsheyytd', status: 404 },
  ],
  'GET /desk/land': [{ status: 200 }, { path: () => '/desk/land?words=an', status: 200 }],
  'GET /desk/land/survey': [{ status: 200 }],
  'POST /desk/land/survey': [{ path: () => '/desk/land/survey', ...fields({ sheet: '1' }), status: 422 }],
  'GET /desk/land/parcels/:code': [
    { path: ({ parcel }) => `/desk/land/parcels/${parcel.code}`, status: 200 },
    { path: () => '/desk/land/parcels/w7epxsheyytd', status: 404 },
  ],
  'GET /desk/land/parcels/:code/:act': [
    { path: ({ parcel }) => `/desk/land/parcels/${parcel.code}/transfer`, status: 200 },
  ],
  'POST /desk/land/parcels/:code/:act': [
    { path: ({ parcel }) => `/desk/land/parcels/${parcel.code}/seizure`, ...fields({ reason: words }), status: 422 },
  ],
  'POST /desk/land/contracts': [
    { ...fields({ contract: 'no contract' }), status: 422 },
    { ...fields({ contract: '01900000-0000-7000-8000-000000000000', idempotencyKey: KEY }), status: 404 },
  ],
  'GET /desk/land/certificates/:serial': [
    { path: ({ parcel }) => `/desk/land/certificates/${parcel.serial}`, status: 200 },
    { path: () => '/desk/land/certificates/AA99999999', status: 404 },
  ],
};
