import { type Expectation, fields, KEY } from './expectation.ts';

export const enterprisesExpectations: Record<string, Expectation[]> = {
  'GET /desk/applications': [{ status: 200 }, { path: () => '/desk/applications?which=over', status: 200 }],
  'GET /desk/applications/:id': [{ path: ({ applicationId }) => `/desk/applications/${applicationId}`, status: 404 }],
  'POST /desk/applications/:id': [
    {
      path: ({ applicationId }) => `/desk/applications/${applicationId}`,
      ...fields({ decision: 'accept', submission: '1', idempotencyKey: KEY }),
      status: 404,
    },
  ],
  'POST /desk/enterprises/:code/certificate': [
    { path: ({ enterpriseCode }) => `/desk/enterprises/${enterpriseCode}/certificate`, ...fields(), status: 422 },
  ],
  'GET /desk/enterprises': [{ status: 200 }, { path: () => '/desk/enterprises?words=xay+dung', status: 200 }],
  'GET /desk/enterprises/new': [{ status: 200 }],
  'POST /desk/enterprises/new': [{ ...fields({ idempotencyKey: 'permission-new' }), status: 422 }],
  'GET /desk/enterprises/:code': [
    { path: ({ enterpriseCode }) => `/desk/enterprises/${enterpriseCode}`, status: 200 },
    { path: () => '/desk/enterprises/9799999999', status: 404 },
  ],
  'GET /desk/enterprises/:code/acts/:act': [
    { path: ({ enterpriseCode }) => `/desk/enterprises/${enterpriseCode}/acts/suspend`, status: 200 },
  ],
  'POST /desk/enterprises/:code/acts/:act': [
    {
      path: ({ enterpriseCode }) => `/desk/enterprises/${enterpriseCode}/acts/suspend`,
      ...fields({ idempotencyKey: 'permission-act' }),
      status: 422,
    },
  ],
};
