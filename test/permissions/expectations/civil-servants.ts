import { type Expectation, fields, NOBODY } from './expectation.ts';

export const civilServantsExpectations: Record<string, Expectation[]> = {
  'GET /desk/personnel': [
    { status: 200 },
    { path: () => '/desk/personnel?agency=G01', status: { personnel: 403 } },
    { path: () => '/desk/personnel?agency=nothing', status: 422 },
  ],
  'GET /desk/personnel/open': [{ path: () => `/desk/personnel/open?number=${NOBODY}`, status: 404 }],
  'GET /desk/personnel/new/:act': [
    { path: () => '/desk/personnel/new/recruit?agency=H26', status: 200 },
    { path: () => '/desk/personnel/new/nothing?agency=H26', status: 422 },
  ],
  'POST /desk/personnel/new/:act': [
    { path: () => '/desk/personnel/new/recruit', ...fields({ agencyCode: 'H26' }), status: 422 },
  ],
  'GET /desk/personnel/:number': [{ path: () => `/desk/personnel/${NOBODY}`, status: 404 }],
  'GET /desk/personnel/:number/:act': [{ path: () => `/desk/personnel/${NOBODY}/raise`, status: 404 }],
  'POST /desk/personnel/:number/:act': [{ path: () => `/desk/personnel/${NOBODY}/raise`, ...fields(), status: 404 }],
};
