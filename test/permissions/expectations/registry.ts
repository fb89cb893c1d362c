import { type Expectation, fields, words, KEY, NO_ID } from './expectation.ts';

const IMPORT = '/desk/registers/population/person/import/01900000-0000-7000-8000-000000000000';
const EXPORT = '/desk/registers/population/person/export/01900000-0000-7000-8000-000000000000';
/** What the steward of the register gets; another agency's steward gets nothing. */
const keeping = (steward: number) => ({ steward, otherSteward: 403 });
const NO_PAIR = '01900000-0000-7000-8000-000000000000';
const duplicate = (rest = '') => ({ path: () => `/desk/registers/population/duplicates/person/${NO_PAIR}${rest}` });

export const registryExpectations: Record<string, Expectation[]> = {
  'GET /desk/registers': [{ status: 200 }],
  'GET /desk/registers/:system/:kind': [
    { path: () => '/desk/registers/population/person', status: keeping(200) },
    { path: () => '/desk/registers/population/person?words=an', status: keeping(200) },
    { path: () => '/desk/registers/population/nothing', status: 404 },
  ],
  'GET /desk/registers/:system/:kind/export': [
    { path: () => '/desk/registers/population/person/export', status: keeping(200) },
  ],
  'POST /desk/registers/:system/:kind/export': [
    { path: () => '/desk/registers/population/person/export', ...fields(), status: keeping(422) },
  ],
  'GET /desk/registers/:system/:kind/export/:run': [{ path: () => EXPORT, status: keeping(404) }],
  'GET /desk/registers/:system/:kind/export/:run/file': [{ path: () => `${EXPORT}/file`, status: keeping(404) }],
  'POST /desk/registers/:system/:kind/export/:run/step': [
    { path: () => `${EXPORT}/step`, ...fields({ step: 'cancel', idempotencyKey: KEY }), status: keeping(404) },
  ],
  'GET /desk/registers/:system/:kind/import': [
    { path: () => '/desk/registers/population/person/import', status: keeping(200) },
  ],
  'POST /desk/registers/:system/:kind/import': [
    { path: () => '/desk/registers/population/person/import', ...fields(), status: keeping(422) },
  ],
  'GET /desk/registers/:system/:kind/import/template.csv': [
    { path: () => '/desk/registers/population/person/import/template.csv', status: keeping(200) },
  ],
  'GET /desk/registers/:system/:kind/import/:run': [{ path: () => IMPORT, status: keeping(404) }],
  'GET /desk/registers/:system/:kind/import/:run/report.csv': [
    { path: () => `${IMPORT}/report.csv`, status: keeping(404) },
  ],
  'POST /desk/registers/:system/:kind/import/:run/step': [
    {
      path: () => `${IMPORT}/step`,
      ...fields({ step: 'cancel', idempotencyKey: 'a key of a form' }),
      status: keeping(404),
    },
  ],
  'GET /desk/registers/:system/:kind/:key': [
    { path: ({ personNumber }) => `/desk/registers/population/person/${personNumber}`, status: keeping(200) },
    { path: () => '/desk/registers/population/person/001190000000', status: keeping(404) },
  ],
  'POST /desk/registers/:system/:kind/:key/confirm': [
    {
      path: ({ personNumber }) => `/desk/registers/population/person/${personNumber}/confirm`,
      ...fields({ fields: 'diedOn', checkedHow: words, checkedBy: '1', idempotencyKey: KEY }),
      status: keeping(303),
    },
  ],
  'GET /desk/quality': [{ status: 200 }],
  'GET /desk/quality/:system/:kind': [
    { path: () => '/desk/quality/population/person', status: keeping(200) },
    { path: () => '/desk/quality/population/nothing', status: 404 },
  ],
  'POST /desk/quality/:system/:kind/again': [
    {
      path: () => '/desk/quality/population/person/again',
      ...fields({ idempotencyKey: KEY }),
      status: keeping(303),
    },
  ],
  'GET /desk/repairs/:system/:kind': [
    { path: () => '/desk/repairs/population/person', status: keeping(200) },
    { path: () => '/desk/repairs/population/person?territory=01&page=2', status: keeping(200) },
  ],
  'GET /developers': [{ status: 200 }],
  'GET /desk/alarms': [{ status: 200 }],
  'POST /desk/alarms/:id': [{ path: () => `/desk/alarms/${NO_ID}`, ...fields({ to: 'looked_at' }), status: 404 }],
  'GET /desk/challenges': [{ status: 200 }],
  'GET /desk/challenges/:system/:id': [
    { path: ({ challengeId }) => `/desk/challenges/population/${challengeId}`, status: keeping(200) },
    { path: () => `/desk/challenges/population/${NO_ID}`, status: keeping(404) },
  ],
  'POST /desk/challenges/:system/:id/refuse': [
    {
      path: ({ challengeId }) => `/desk/challenges/population/${challengeId}/refuse`,
      ...fields({ reason: '' }),
      status: keeping(422),
    },
  ],
  'POST /desk/challenges/:system/:id/mended': [
    {
      path: ({ challengeId }) => `/desk/challenges/population/${challengeId}/mended`,
      ...fields({ answer: words, idempotencyKey: KEY }),
      status: keeping(422),
    },
  ],
  'POST /desk/registers/:system/:kind/:key/act': [
    {
      path: ({ personNumber }) => `/desk/registers/population/person/${personNumber}/act`,
      ...fields({ act: 'correct' }),
      status: keeping(422),
    },
  ],

  'GET /desk/registers/:system/splits': [
    { path: () => '/desk/registers/population/splits', status: keeping(200) },
    { path: () => '/desk/registers/population/splits?kind=nothing', status: { steward: 404, otherSteward: 403 } },
    { path: () => '/desk/registers/nothing/splits', status: 404 },
  ],
  'GET /desk/registers/:system/:kind/:key/split': [
    { path: ({ personNumber }) => `/desk/registers/population/person/${personNumber}/split`, status: keeping(200) },
    { path: () => '/desk/registers/population/person/001190000000/split', status: keeping(404) },
    {
      path: ({ personNumber }) => `/desk/registers/population/nothing/${personNumber}/split`,
      status: { steward: 404, otherSteward: 403 },
    },
  ],
  'POST /desk/registers/:system/:kind/:key/split': [
    {
      path: ({ personNumber }) => `/desk/registers/population/person/${personNumber}/split`,
      ...fields({ reason: words, sourceKind: 'decision', sourceNumber: '1', idempotencyKey: KEY }),
      status: keeping(422),
    },
  ],
  'POST /desk/registers/:system/:kind/:key/split/settle': [
    {
      path: ({ personNumber }) => `/desk/registers/population/person/${personNumber}/split/settle`,
      ...fields({ settle: 'confirm', proposal: NO_PAIR, confirmReason: words, idempotencyKey: KEY }),
      status: keeping(404),
    },
  ],

  'GET /desk/registers/:system/duplicates': [
    { path: () => '/desk/registers/population/duplicates', status: keeping(200) },
    { path: () => '/desk/registers/population/duplicates?kind=nothing', status: { steward: 404, otherSteward: 403 } },
    { path: () => '/desk/registers/nothing/duplicates', status: 404 },
  ],
  'GET /desk/registers/:system/duplicates/:kind/name': [
    { path: () => '/desk/registers/population/duplicates/person/name', status: keeping(200) },
    { path: () => '/desk/registers/population/duplicates/nothing/name', status: { steward: 404, otherSteward: 403 } },
  ],
  'POST /desk/registers/:system/duplicates/:kind/name': [
    {
      path: () => '/desk/registers/population/duplicates/person/name',
      ...fields({ one_number: '001190000000', other_number: '001190000001', reason: words, idempotencyKey: KEY }),
      status: keeping(404),
    },
  ],
  'GET /desk/registers/:system/duplicates/:kind/:pair': [{ ...duplicate(), status: keeping(404) }],
  'POST /desk/registers/:system/duplicates/:kind/:pair/decide': [
    { ...duplicate('/decide'), ...fields({ decision: 'different', differentReason: words }), status: keeping(404) },
  ],
  'POST /desk/registers/:system/duplicates/:kind/:pair/propose': [
    {
      ...duplicate('/propose'),
      ...fields({
        survivor: 'one',
        bothSay: 'refuse',
        seenOne: '1',
        seenOther: '1',
        reason: words,
        sourceKind: 'decision',
        sourceNumber: '1',
      }),
      status: keeping(404),
    },
  ],
  'POST /desk/registers/:system/duplicates/:kind/:pair/settle': [
    {
      ...duplicate('/settle'),
      ...fields({ settle: 'confirm', proposal: NO_PAIR, confirmReason: words }),
      status: keeping(404),
    },
  ],
};
