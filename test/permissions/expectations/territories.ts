import { type Expectation } from './expectation.ts';

export const territoriesExpectations: Record<string, Expectation[]> = {
  'GET /places': [{ status: 200 }],
  'GET /places/:code': [{ path: () => '/places/01', status: 200 }],
};
