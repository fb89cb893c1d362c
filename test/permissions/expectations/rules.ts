import { type Expectation, fields, words, KEY, RULE_SET, NO_ID } from './expectation.ts';

export const rulesExpectations: Record<string, Expectation[]> = {
  'GET /decision-tables': [{ status: 200 }],
  // A draft is nobody's business yet.
  'GET /decision-tables/:set/:number/model.dmn': [
    { path: () => `/decision-tables/${RULE_SET}/1/model.dmn`, status: 200 },
    { path: () => `/decision-tables/${RULE_SET}/999/model.dmn`, status: 404 },
  ],
  'GET /desk/rules/:set/editions/:number': [
    { path: () => `/desk/rules/${RULE_SET}/editions/1`, status: 200 },
    { path: () => `/desk/rules/${RULE_SET}/editions/999`, status: 404 },
    { path: () => `/desk/rules/${RULE_SET}/editions/none`, status: 422 },
  ],
  // An edition that is law is changed by nobody.
  'GET /desk/rules/:set/editions/:number/tables/:table': [
    {
      path: () => `/desk/rules/${RULE_SET}/editions/1/tables/benefit-level`,
      status: { legalDrafter: 409, otherDrafter: 403 },
    },
  ],
  'POST /desk/rules/:set/editions/:number/tables/:table': [
    {
      path: () => `/desk/rules/${RULE_SET}/editions/1/tables/benefit-level`,
      ...fields({
        version: '1',
        idempotencyKey: KEY,
        policy: 'UNIQUE',
        inputs: '0',
        outputs: '1',
        notes: '0',
        rows: '0',
        do: 'save',
      }),
      status: { legalDrafter: 409, otherDrafter: 403 },
    },
  ],
  'POST /desk/rules/:set/editions/:number/tables/:table/inputs': [
    {
      path: () => `/desk/rules/${RULE_SET}/editions/1/tables/benefit-level/inputs`,
      ...fields({ version: '1', idempotencyKey: KEY, name: 'Age', type: 'number', vi: 'Tuổi', en: 'Age' }),
      status: { legalDrafter: 409, otherDrafter: 403 },
    },
  ],
  'GET /desk/rules/:set/editions/:number/cases/:position': [
    { path: () => `/desk/rules/${RULE_SET}/editions/1/cases/1`, status: { legalDrafter: 409, otherDrafter: 403 } },
  ],
  'POST /desk/rules/:set/editions/:number/cases/:position': [
    {
      path: () => `/desk/rules/${RULE_SET}/editions/1/cases/1`,
      ...fields({ version: '1', idempotencyKey: KEY, nameVi: 'Ca', nameEn: 'Case', expected: '100' }),
      status: { legalDrafter: 409, otherDrafter: 403 },
    },
  ],
  'GET /desk/rules/:set/editions/:number/file': [
    { path: () => `/desk/rules/${RULE_SET}/editions/1/file?as=dmn`, status: 200 },
    { path: () => `/desk/rules/${RULE_SET}/editions/1/file?as=exe`, status: 422 },
  ],
  'POST /desk/rules/:set/editions/:number/file': [
    {
      path: () => `/desk/rules/${RULE_SET}/editions/1/file`,
      ...fields({ version: '1', idempotencyKey: KEY }),
      status: 422,
    },
  ],
  'POST /desk/rules/:set/editions/:number/moves/propose': [
    {
      path: () => `/desk/rules/${RULE_SET}/editions/1/moves/propose`,
      ...fields({ version: '1', idempotencyKey: KEY, reason: words, from: '2099-01-01' }),
      status: { legalDrafter: 409, otherDrafter: 403 },
    },
  ],
  'POST /desk/rules/:set/editions/:number/moves/return': [
    {
      path: () => `/desk/rules/${RULE_SET}/editions/1/moves/return`,
      ...fields({ version: '1', idempotencyKey: KEY, returnReason: words }),
      status: { legalDrafter: 409, otherDrafter: 403 },
    },
  ],
  'POST /desk/rules/:set/editions/:number/moves/withdraw': [
    {
      path: () => `/desk/rules/${RULE_SET}/editions/1/moves/withdraw`,
      ...fields({ version: '1', idempotencyKey: KEY, withdrawReason: words }),
      status: { legalDrafter: 409, otherDrafter: 403 },
    },
  ],
  'POST /desk/rules/:set/editions/:number/moves/adopt': [
    {
      path: () => `/desk/rules/${RULE_SET}/editions/1/moves/adopt`,
      ...fields({ version: '1', idempotencyKey: KEY, reason: words }),
      status: { legalDrafter: 409, otherDrafter: 403 },
    },
  ],
  'GET /desk/rules': [{ status: 200 }],
  'GET /desk/rules/:set': [
    { path: () => `/desk/rules/${RULE_SET}`, status: 200 },
    { path: () => '/desk/rules/no-such-set', status: 404 },
  ],
  'GET /desk/rules/:set/trial': [
    { path: () => `/desk/rules/${RULE_SET}/trial`, status: 200 },
    { path: () => '/desk/rules/no-such-set/trial', status: 404 },
  ],
  'GET /desk/rules/:set/trial/new': [
    {
      path: () => `/desk/rules/${RULE_SET}/trial/new?before=1&after=2`,
      status: { legalDrafter: 200, otherDrafter: 403 },
    },
    { path: () => `/desk/rules/${RULE_SET}/trial/new?before=1&after=1`, status: 422 },
  ],
  'POST /desk/rules/:set/trial': [
    {
      path: () => `/desk/rules/${RULE_SET}/trial`,
      ...fields({ before: '1', after: '2', kind: 'benefit', per: 'none', reason: words, idempotencyKey: KEY }),
      status: { legalDrafter: 422, otherDrafter: 403 },
    },
  ],
  'GET /desk/rules/:set/trial/:trial': [{ path: () => `/desk/rules/${RULE_SET}/trial/${NO_ID}`, status: 404 }],
  'GET /desk/rules/:set/trial/:trial/csv': [{ path: () => `/desk/rules/${RULE_SET}/trial/${NO_ID}/csv`, status: 404 }],
  'POST /desk/rules/:set/trial/:trial/stop': [
    {
      path: () => `/desk/rules/${RULE_SET}/trial/${NO_ID}/stop`,
      ...fields({ idempotencyKey: KEY }),
      status: 404,
    },
  ],
  'GET /desk/rules/:set/compare/:before/:after': [
    { path: () => `/desk/rules/${RULE_SET}/compare/1/2`, status: 200 },
    { path: () => `/desk/rules/${RULE_SET}/compare/1/999`, status: 404 },
  ],
  'POST /desk/rules/:set/drafts': [
    { path: () => '/desk/rules/no-such-set/drafts', ...fields({ idempotencyKey: KEY }), status: 404 },
    { path: () => `/desk/rules/${RULE_SET}/drafts`, ...fields({ idempotencyKey: 'none' }), status: 422 },
  ],
};
