import type { Belongings } from '../cast.ts';
import { type Expectation, fields, KEY, NO_ID, NOBODY, paper } from './expectation.ts';

const ofCommune = (officer: number) => ({ officer, officerElsewhere: 404 });
const entry = (rest = '') => ({ path: ({ entryId }: Belongings) => `/desk/civil-status/entries/${entryId}${rest}` });

const marital = (rest = '') => ({
  path: ({ personNumber }: Belongings) => `/desk/civil-status/marital/people/${personNumber}${rest}`,
});

export const civilStatusExpectations: Record<string, Expectation[]> = {
  'GET /desk/civil-status': [
    { status: 200 },
    { path: () => '/desk/civil-status?words=an', status: 200 },
    { path: () => '/desk/civil-status?book=nothing', status: 422 },
  ],
  'GET /desk/civil-status/new/:kind': [
    { path: () => '/desk/civil-status/new/death', status: 200 },
    { path: () => '/desk/civil-status/new/nothing', status: 404 },
  ],
  'POST /desk/civil-status/new/:kind': [
    { path: () => '/desk/civil-status/new/death', ...fields({ place: 'x' }), status: 422 },
  ],
  'GET /desk/civil-status/import': [{ status: 200 }],
  'POST /desk/civil-status/import': [{ sent: () => ({ fields: {}, file: paper }), status: 422 }],
  'GET /desk/civil-status/entries/:entryId': [{ ...entry(), status: ofCommune(200) }],
  'POST /desk/civil-status/entries/:entryId/cancel': [{ ...entry('/cancel'), ...fields(), status: ofCommune(422) }],
  'POST /desk/civil-status/entries/:entryId/tell-again': [
    { ...entry('/tell-again'), ...fields(), status: ofCommune(303) },
  ],
  'POST /desk/civil-status/entries/:entryId/papers': [
    {
      ...entry('/papers'),
      ...fields({ kind: 'extract', idempotencyKey: 'permission-paper' }),
      status: ofCommune(303),
    },
  ],
  'GET /desk/civil-status/papers/:paperId': [
    { path: ({ paperId }) => `/desk/civil-status/papers/${paperId}`, status: ofCommune(200) },
  ],
  // A person of the officer's commune, and one whom nobody knows; the officer of another commune is refused.
  'GET /desk/civil-status/marital': [
    { status: 200 },
    { path: () => '/desk/civil-status/marital?number=123', status: 200 },
    { path: ({ personNumber }) => `/desk/civil-status/marital?number=${personNumber}`, status: 303 },
  ],
  'GET /desk/civil-status/marital/people/:number': [
    { ...marital(), status: { officer: 200, officerElsewhere: 403 } },
    { path: () => `/desk/civil-status/marital/people/${NOBODY}`, status: 422 },
  ],
  'GET /desk/civil-status/marital/people/:number/issue/:form': [
    { ...marital('/issue/loan'), status: { officer: 200, officerElsewhere: 403 } },
    { ...marital('/issue/nothing'), status: 422 },
  ],
  'POST /desk/civil-status/marital/people/:number/issue/:form': [
    {
      ...marital('/issue/marriage'),
      ...fields({ idempotencyKey: KEY }),
      status: { officer: 422, officerElsewhere: 403 },
    },
  ],
  'GET /desk/civil-status/marital/applications/:id': [
    { path: () => `/desk/civil-status/marital/applications/${NO_ID}`, status: 404 },
  ],
  'POST /desk/civil-status/marital/applications/:id': [
    {
      path: () => `/desk/civil-status/marital/applications/${NO_ID}`,
      ...fields({ decision: 'grant', idempotencyKey: KEY }),
      status: 404,
    },
  ],
};
