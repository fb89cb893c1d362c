import type { Belongings, Role } from './cast.ts';

/** What a form sends: fields, and for a form with files those too. */
export interface Sent {
  fields: Record<string, string>;
  file?: { name: string; bytes: Buffer };
  json?: Record<string, unknown>;
  /** For a route that takes bytes of one media type instead of a form. */
  bytes?: { type: string; bytes: Buffer };
}

/** What a request to a route must come to. Only those whom the route's `who` lets in are named; the others are known. */
export interface Expectation {
  /** The address, when the route's pattern has places. */
  path?(own: Belongings): string;
  sent?(own: Belongings): Sent;
  /** The status for everyone who is let in, or for each of them. */
  status: number | Partial<Record<Role, number>>;
}

const IMPORT = '/desk/registers/population/person/import/01900000-0000-7000-8000-000000000000';
const EXPORT = '/desk/registers/population/person/export/01900000-0000-7000-8000-000000000000';
const RUN = '/identity/a-run-that-nobody-began';
const own = (applicant: number, secondParent: number, otherPerson = 404) => ({ applicant, secondParent, otherPerson });
/** Those who are not at a desk are led to its sign-in. */
const elsewhere = { signedOut: 303, applicant: 303, secondParent: 303, otherPerson: 303, machine: 303 };
const atBirth = (officer: number) => ({ officer, officerElsewhere: 404, police: 404 });
const atResidence = (police: number) => ({ officer: 404, officerElsewhere: 404, police });
const ofCommune = (officer: number) => ({ officer, officerElsewhere: 404 });
const entry = (rest = '') => ({ path: ({ entryId }: Belongings) => `/desk/civil-status/entries/${entryId}${rest}` });
/** What the steward of the register gets; another agency's steward gets nothing. */
const keeping = (steward: number) => ({ steward, otherSteward: 403 });
const fields = (values: Record<string, string> = {}) => ({ sent: () => ({ fields: values }) });
const dossier = (rest = '') => ({ path: ({ dossierId }: Belongings) => `/dossiers/${dossierId}${rest}` });
const birthStep = (rest = '') => ({ path: ({ birthStepId }: Belongings) => `/desk/steps/${birthStepId}${rest}` });
const residenceStep = (rest = '') => ({
  path: ({ residenceStepId }: Belongings) => `/desk/steps/${residenceStepId}${rest}`,
});
const NO_PAIR = '01900000-0000-7000-8000-000000000000';
const duplicate = (rest = '') => ({ path: () => `/desk/registers/population/duplicates/person/${NO_PAIR}${rest}` });
const application = (rest = '') => ({
  path: ({ applicationId }: Belongings) => `/my-enterprises/applications/${applicationId}${rest}`,
});
const paper = { name: 'thoa-thuan.pdf', bytes: Buffer.from('%PDF-1.4 an agreement') };
const words = 'Một lời đủ dài để được nhận.';
/** A number of the right form that nobody has. */
const NOBODY = '001090999999';
const KEY = '01900000-0000-7000-8000-0000000000aa';
const NO_FOREIGNER = 'NN-2222222222';
/** Kept by the Ministry of Health. */
const RULE_SET = 'health-insurance.benefit-level';
const NO_ID = '01900000-0000-7000-8000-000000000000';

/**
 * Every route of the house, each with what it must answer. The dossier is in progress: its birth is registered, its
 * residence waits for the police. So its applicant is led back from the form (303), and comes too late to change it (409).
 */
export const EXPECTATIONS: Record<string, Expectation[]> = {
  'GET /': [{ status: 200 }],
  'GET /services': [{ status: 200 }],
  'GET /search': [{ path: () => '/search?q=sinh', status: 200 }],
  'GET /life-events/birth': [{ status: 200 }],
  'GET /procedures/:code': [{ path: () => '/procedures/1.001193', status: 200 }],
  'GET /about': [{ status: 200 }],
  'POST /tsa': [
    {
      sent: () => ({ fields: {}, bytes: { type: 'application/timestamp-query', bytes: Buffer.of(0x30, 0) } }),
      status: 200,
    },
    { sent: () => ({ fields: {} }), status: 415 },
  ],
  'GET /entitlements': [{ status: 200 }],
  'GET /entitlements/:set': [
    { path: () => `/entitlements/${RULE_SET}`, status: 200 },
    { path: () => `/entitlements/${RULE_SET}?for=other&on=1990-01-01`, status: 404 },
    { path: () => '/entitlements/no-such-set', status: 404 },
  ],
  'POST /entitlements/:set': [
    { path: () => `/entitlements/${RULE_SET}`, ...fields({ for: 'other', input1: 'DN4' }), status: 422 },
  ],
  'POST /trust/ocsp': [
    {
      sent: () => ({ fields: {}, bytes: { type: 'application/ocsp-request', bytes: Buffer.of(0x30, 0) } }),
      status: 200,
    },
    { sent: () => ({ fields: {} }), status: 415 },
  ],
  'GET /trust/ocsp/*': [{ path: () => '/trust/ocsp/MAA=', status: 200 }],
  'GET /trust/:file': [
    { path: () => '/trust/agency-seal-authority.crl', status: 200 },
    { path: () => '/trust/root.cer', status: 200 },
    { path: () => '/trust/nobody.crl', status: 404 },
  ],
  'GET /log': [{ status: 200 }],
  'GET /log/checkpoint': [{ status: 200 }],
  'GET /log/tile/:level/*': [{ path: () => '/log/tile/0/x999/999', status: 404 }],
  'GET /log/receipts/:sha256': [{ path: () => `/log/receipts/${'0'.repeat(64)}.tlog-proof`, status: 404 }],
  'GET /places': [{ status: 200 }],
  'GET /places/:code': [{ path: () => '/places/01', status: 200 }],
  'GET /verify': [{ status: 200 }],
  'POST /verify': [{ sent: () => ({ fields: {}, file: paper }), status: 422 }],
  'GET /verify/root.pem': [{ status: 200 }],
  'GET /verify/:code': [
    { path: ({ verificationCode }) => `/verify/${verificationCode}`, status: 200 },
    { path: () => '/verify/ABCDEFGH2345', status: 404 },
  ],

  'GET /identity/:uid': [{ path: () => RUN, status: 400 }],
  'POST /identity/:uid/password': [
    { path: () => `${RUN}/password`, ...fields({ personalNumber: '001190000004', password: 'x' }), status: 400 },
  ],
  'GET /identity/:uid/code': [{ path: () => `${RUN}/code`, status: 400 }],
  'POST /identity/:uid/code': [{ path: () => `${RUN}/code`, ...fields({ code: '123456' }), status: 400 }],
  'POST /identity/:uid/code/again': [{ path: () => `${RUN}/code/again`, ...fields(), status: 400 }],
  'POST /identity/:uid/passkey/options': [{ path: () => `${RUN}/passkey/options`, ...fields(), status: 400 }],
  'POST /identity/:uid/passkey': [
    { path: () => `${RUN}/passkey`, sent: () => ({ fields: {}, json: { credential: {} } }), status: 422 },
  ],
  'GET /sign-in': [{ status: 303 }],
  'GET /sign-in/callback': [{ status: 400 }],
  'GET /sign-in/interrupted': [{ status: 400 }],
  'POST /sign-out': [{ ...fields(), status: 303 }],
  'GET /sign-out': [{ status: 303 }],
  'GET /desk/sign-in': [{ status: 303 }],
  'GET /desk/sign-in/callback': [{ status: 400 }],
  'POST /desk/sign-out': [{ ...fields(), status: 303 }],
  'GET /desk/post': [
    {
      status: {
        ...elsewhere,
        officer: 200,
        officerElsewhere: 200,
        police: 200,
        insuranceOfficer: 200,
        landOfficer: 200,
        steward: 200,
        otherSteward: 200,
        registrar: 200,
        householdOfficer: 200,
        personnel: 200,
        identityOfficer: 200,
        financeOfficer: 200,
        legalDrafter: 200,
        otherDrafter: 200,
      },
    },
  ],
  'POST /desk/post': [
    {
      ...fields({ post: 'a post of somebody else' }),
      status: {
        ...elsewhere,
        officer: 422,
        officerElsewhere: 422,
        police: 422,
        insuranceOfficer: 422,
        landOfficer: 422,
        steward: 422,
        otherSteward: 422,
        registrar: 422,
        householdOfficer: 422,
        personnel: 422,
        identityOfficer: 422,
        financeOfficer: 422,
        legalDrafter: 422,
        otherDrafter: 422,
      },
    },
  ],
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
  'GET /desk/rules/:set/editions/:number': [
    { path: () => `/desk/rules/${RULE_SET}/editions/1`, status: 200 },
    { path: () => `/desk/rules/${RULE_SET}/editions/999`, status: 404 },
    { path: () => `/desk/rules/${RULE_SET}/editions/none`, status: 422 },
  ],
  'GET /desk/rules/:set/compare/:before/:after': [
    { path: () => `/desk/rules/${RULE_SET}/compare/1/2`, status: 200 },
    { path: () => `/desk/rules/${RULE_SET}/compare/1/999`, status: 404 },
  ],
  'POST /desk/rules/:set/drafts': [
    { path: () => '/desk/rules/no-such-set/drafts', ...fields({ idempotencyKey: KEY }), status: 404 },
    { path: () => `/desk/rules/${RULE_SET}/drafts`, ...fields({ idempotencyKey: 'none' }), status: 422 },
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
  'GET /desk/finance': [{ status: 303 }],
  'GET /desk/finance/units': [
    { status: 200 },
    { path: () => '/desk/finance/units?words=mau&on=2026-01-01', status: 200 },
    { path: () => '/desk/finance/units?under=nothing', status: 422 },
  ],
  'GET /desk/finance/units/:code': [
    { path: () => '/desk/finance/units/1050001', status: 200 },
    { path: () => '/desk/finance/units/1999999', status: 404 },
  ],
  'GET /desk/finance/assets/:code': [
    { path: () => '/desk/finance/assets/TS9000000001', status: 200 },
    { path: () => '/desk/finance/assets/TS0000000000', status: 404 },
  ],
  'GET /desk/finance/debts': [{ status: 200 }],
  'GET /desk/finance/debts/:code': [
    { path: () => '/desk/finance/debts/NC900001', status: 200 },
    { path: () => '/desk/finance/debts/NC000000', status: 404 },
  ],
  'GET /desk/finance/guarantees': [{ status: 200 }],
  'GET /desk/finance/guarantees/:code': [
    { path: () => '/desk/finance/guarantees/BL900001', status: 200 },
    { path: () => '/desk/finance/guarantees/BL000000', status: 404 },
  ],
  'GET /desk/finance/results': [
    { status: 200 },
    { path: () => '/desk/finance/results?year=2024&under=1050002', status: 200 },
    { path: () => '/desk/finance/results?year=0', status: 422 },
  ],
  'GET /desk/finance/results/:unitCode/:year/:scope': [
    { path: () => '/desk/finance/results/1050002/2024/consolidated', status: 200 },
    { path: () => '/desk/finance/results/1999999/2024/own', status: 404 },
  ],
  'GET /desk/finance/results/:unitCode/:year/:scope/entry': [
    { path: () => '/desk/finance/results/1050002/2026/own/entry', status: 200 },
  ],
  'POST /desk/finance/results/:unitCode/:year/:scope/entry': [
    { path: () => '/desk/finance/results/1050002/2026/own/entry', ...fields({ idempotencyKey: KEY }), status: 422 },
  ],
  'GET /desk/finance/results/:unitCode/:year/:scope/:act': [
    { path: () => '/desk/finance/results/1050002/2024/own/correct', status: 200 },
    { path: () => '/desk/finance/results/1050002/2024/own/nothing', status: 422 },
  ],
  'POST /desk/finance/results/:unitCode/:year/:scope/:act': [
    { path: () => '/desk/finance/results/1050002/2024/own/correct', ...fields(), status: 422 },
  ],
  'GET /desk/finance/new/:act': [
    { path: () => '/desk/finance/new/unit', status: 200 },
    { path: () => '/desk/finance/new/nothing', status: 422 },
  ],
  'POST /desk/finance/new/:act': [{ path: () => '/desk/finance/new/debt', ...fields(), status: 422 }],
  'GET /desk/finance/:what/:code/:act': [
    { path: () => '/desk/finance/units/1050001/change-unit', status: 200 },
    { path: () => '/desk/finance/debts/NC000000/move-debt', status: 404 },
  ],
  'POST /desk/finance/:what/:code/:act': [
    { path: () => '/desk/finance/assets/TS9000000001/transfer-asset', ...fields(), status: 422 },
  ],
  'GET /account': [{ status: 200 }],
  'POST /account/passkeys/options': [{ ...fields(), status: 200 }],
  'POST /account/passkeys': [{ sent: () => ({ fields: {}, json: { credential: {}, label: 'x' } }), status: 422 }],
  'POST /account/passkeys/remove': [{ ...fields({ credentialId: 'AAAAAAAA' }), status: 404 }],

  'GET /births': [{ status: 200 }],
  'POST /births': [
    { sent: ({ notificationId }) => ({ fields: { notificationId } }), status: own(303, 403, 403) },
    { ...fields({ notificationId: '01900000-0000-7000-8000-000000000000' }), status: 404 },
  ],
  'GET /dossiers/:dossierId/parents': [{ ...dossier('/parents'), status: own(303, 303) }],
  'POST /dossiers/:dossierId/parents': [
    { ...dossier('/parents'), ...fields({ father: 'unknown' }), status: own(303, 404) },
  ],
  'GET /dossiers/:dossierId/child': [{ ...dossier('/child'), status: own(303, 303) }],
  'POST /dossiers/:dossierId/child': [
    { ...dossier('/child'), ...fields({ fullName: 'Trần Minh An' }), status: own(303, 404) },
  ],
  'GET /dossiers/:dossierId/residence': [{ ...dossier('/residence'), status: own(303, 303) }],
  'POST /dossiers/:dossierId/residence': [
    { ...dossier('/residence'), ...fields({ with: 'mother' }), status: own(303, 404) },
  ],
  'GET /dossiers/:dossierId/review': [{ ...dossier('/review'), status: own(303, 303) }],
  'POST /dossiers/:dossierId/paper-consent': [
    { ...dossier('/paper-consent'), sent: () => ({ fields: {}, file: paper }), status: own(303, 404) },
  ],
  'POST /dossiers/:dossierId/submit': [
    { ...dossier('/submit'), ...fields({ declaration: 'yes' }), status: own(303, 404) },
  ],
  'GET /dossiers': [{ status: 200 }],
  'GET /dossiers/:dossierId': [{ ...dossier(), status: own(200, 200) }],
  'POST /dossiers/:dossierId/supplement': [
    { ...dossier('/supplement'), sent: () => ({ fields: { note: words }, file: paper }), status: own(409, 404) },
  ],
  'GET /dossiers/:dossierId/withdraw': [{ ...dossier('/withdraw'), status: own(303, 303) }],
  'POST /dossiers/:dossierId/withdraw': [{ ...dossier('/withdraw'), ...fields(), status: own(409, 404) }],
  'GET /dossiers/:dossierId/consent': [{ ...dossier('/consent'), status: own(303, 303) }],
  'POST /dossiers/:dossierId/consent': [
    { ...dossier('/consent'), ...fields({ agrees: 'yes' }), status: own(404, 409) },
  ],
  'GET /documents': [{ status: 200 }],
  'GET /documents/:resultId': [{ path: ({ resultId }) => `/documents/${resultId}`, status: own(200, 200) }],
  'GET /civil-status': [{ status: 200 }],
  'POST /civil-status/:entryId/extract': [
    { path: ({ entryId }) => `/civil-status/${entryId}/extract`, ...fields(), status: own(303, 303) },
  ],
  'GET /data-log': [{ status: 200 }, { path: () => '/data-log?person=child-1', status: own(200, 200) }],
  'GET /data-log/:receipt': [{ path: ({ receipt }) => `/data-log/${receipt}`, status: own(200, 200) }],
  'GET /my-insurance': [{ status: 200 }],
  'GET /employer-insurance': [{ status: 200 }],
  'GET /employer-insurance/template.csv': [{ status: 200 }],
  'GET /employer-insurance/:code': [
    { path: ({ enterpriseCode }) => `/employer-insurance/${enterpriseCode}`, status: 403 },
  ],
  'POST /employer-insurance/:code': [
    {
      path: ({ enterpriseCode }) => `/employer-insurance/${enterpriseCode}`,
      sent: () => ({ fields: { month: '2026-10' }, file: { name: 'khai-bao.csv', bytes: Buffer.from('a,b\n') } }),
      status: 403,
    },
  ],
  'POST /employer-insurance/:code/change': [
    {
      path: ({ enterpriseCode }) => `/employer-insurance/${enterpriseCode}/change`,
      ...fields({ month: '2026-10', personNumber: NOBODY, fullName: 'Người Khác', change: 'GH', from: '2026-10-05' }),
      status: 403,
    },
  ],
  'GET /employer-insurance/:code/declarations/:id': [
    { path: ({ enterpriseCode }) => `/employer-insurance/${enterpriseCode}/declarations/${NO_ID}`, status: 404 },
  ],
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
  'GET /my-data': [{ status: 200 }],
  'POST /my-data/:system/:kind/confirm': [
    {
      path: () => '/my-data/population/person/confirm',
      sent: ({ personNumber }) => ({ fields: { record: personNumber } }),
      status: own(303, 404),
    },
  ],
  'GET /my-data/:system/:kind/:place/challenge': [
    { path: () => '/my-data/population/person/1/challenge?field=birthPlace', status: 200 },
    { path: () => '/my-data/population/person/1/challenge?field=number', status: 422 },
    { path: () => '/my-data/population/person/2/challenge?field=birthPlace', status: 404 },
  ],
  'POST /my-data/:system/:kind/:place/challenge': [
    {
      path: () => '/my-data/population/person/1/challenge',
      sent: ({ personNumber }) => ({
        fields: { record: personNumber, field: 'birthPlace', claimed: 'Xã Mẫu', reason: words },
      }),
      status: own(303, 404),
    },
  ],
  'GET /my-data/challenges/:system/:id': [
    { path: ({ challengeId }) => `/my-data/challenges/population/${challengeId}`, status: own(200, 404) },
  ],
  'POST /my-data/challenges/:system/:id/withdraw': [
    {
      path: ({ challengeId }) => `/my-data/challenges/population/${challengeId}/withdraw`,
      ...fields(),
      status: own(303, 404),
    },
  ],
  'GET /public-finance': [
    { status: 200 },
    { path: () => '/public-finance?year=2024&under=1050002', status: 200 },
    { path: () => '/public-finance?under=nothing', status: 422 },
  ],
  'GET /public-finance/results.csv': [{ path: () => '/public-finance/results.csv?year=2024', status: 200 }],
  'GET /public-finance/debt.csv': [{ status: 200 }],
  'GET /quality': [{ status: 200 }],
  'GET /quality/:system/:kind': [
    { path: () => '/quality/population/person', status: 200 },
    { path: () => '/quality/population/nothing', status: 404 },
  ],
  'GET /inbox': [{ status: 200 }],
  'GET /inbox/:messageId': [{ path: ({ messageId }) => `/inbox/${messageId}`, status: own(200, 404) }],

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
  'GET /desk/registers/:system/duplicates': [
    { path: () => '/desk/registers/population/duplicates', status: keeping(200) },
    { path: () => '/desk/registers/population/duplicates?kind=nothing', status: { steward: 404, otherSteward: 403 } },
    { path: () => '/desk/registers/nothing/duplicates', status: 404 },
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
  'GET /enterprises': [
    { status: 200 },
    { path: () => '/enterprises?words=xay+dung', status: 200 },
    { path: () => '/enterprises?words=9700000002', status: 422 },
  ],
  'GET /enterprises/name': [{ path: () => '/enterprises/name?name=C%C3%B4ng+ty+TNHH+Hoa+Sen', status: 200 }],
  'GET /enterprises/:code': [
    { path: ({ enterpriseCode }) => `/enterprises/${enterpriseCode}`, status: 200 },
    { path: () => '/enterprises/9799999999', status: 404 },
  ],
  'GET /my-enterprises': [{ status: 200 }],
  'GET /my-enterprises/:code/certificate': [
    { path: ({ enterpriseCode }) => `/my-enterprises/${enterpriseCode}/certificate`, status: 404 },
  ],
  'GET /my-enterprises/applications': [{ status: 200 }],
  'POST /my-enterprises/applications': [{ ...fields({ matter: 'nothing' }), status: 422 }],
  // A draft has nothing to read yet but its form.
  'GET /my-enterprises/applications/:id': [{ ...application(), status: own(200, 404) }],
  'GET /my-enterprises/applications/:id/edit': [{ ...application('/edit'), status: own(200, 404) }],
  'POST /my-enterprises/applications/:id/edit': [
    { ...application('/edit'), ...fields({ do: 'save', name: 'Công ty TNHH Mẫu' }), status: own(303, 404) },
  ],
  'POST /my-enterprises/applications/:id/withdraw': [
    { path: () => `/my-enterprises/applications/${NO_ID}/withdraw`, ...fields(), status: 404 },
  ],
  'POST /my-enterprises/applications/:id/answer': [
    { ...application('/answer'), ...fields({ submission: '1', agrees: 'yes' }), status: own(409, 404) },
  ],
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
  'GET /land': [{ status: 200 }, { path: () => '/land?on=2020-01-01', status: 200 }],
  'GET /land/parcels': [
    { path: ({ parcel }) => `/land/parcels?code=${parcel.code}`, status: 303 },
    { path: () => '/land/parcels?code=what', status: 422 },
  ],
  'GET /land/parcels/:code': [
    { path: ({ parcel }) => `/land/parcels/${parcel.code}`, status: 200 },
    { path: () => '/land/parcels/w7epxsheyytd', status: 404 },
  ],
  'GET /my-residence': [{ status: 200 }],
  'GET /my-identity-card': [{ status: 200 }],
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
  'GET /my-family': [{ status: 200 }, { path: () => '/my-family?on=nothing', status: 422 }],
  'GET /desk/residence/people/:number/family': [
    { path: ({ personNumber }) => `/desk/residence/people/${personNumber}/family?on=2026-01-01`, status: 200 },
    { path: () => `/desk/residence/people/${NOBODY}/family`, status: 404 },
  ],
  'GET /my-residence/apply/:wish': [
    { path: () => '/my-residence/apply/stay?province=01', status: 200 },
    { path: () => '/my-residence/apply/nothing', status: 422 },
  ],
  'POST /my-residence/apply/:wish': [{ path: () => '/my-residence/apply/stay', ...fields(), status: 422 }],
  'POST /my-residence/applications/:id/withdraw': [
    { path: () => `/my-residence/applications/${NO_ID}/withdraw`, ...fields(), status: 404 },
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
  'GET /my-land': [{ status: 200 }],
  'GET /my-land/certificates/:serial': [
    { path: ({ parcel }) => `/my-land/certificates/${parcel.serial}`, status: own(404, 404, 200) },
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

  'GET /desk': [{ status: 303 }],
  'GET /desk/queue': [{ status: 200 }],
  'GET /desk/steps/:stepId': [
    { ...birthStep(), status: atBirth(200) },
    { ...residenceStep(), status: atResidence(200) },
  ],
  'GET /desk/steps/:stepId/files/:fileId': [
    {
      path: ({ birthStepId, fileId }) => `/desk/steps/${birthStepId}/files/${fileId}`,
      status: atBirth(200),
    },
    { path: ({ birthStepId }) => `/desk/steps/${birthStepId}/files/${'0'.repeat(64)}`, status: 404 },
  ],
  'POST /desk/steps/:stepId/supplement': [
    { ...birthStep('/supplement'), ...fields({ note: words }), status: atBirth(409) },
  ],
  'POST /desk/steps/:stepId/refuse': [
    { ...birthStep('/refuse'), ...fields({ ground: 'other', reason: words }), status: atBirth(409) },
  ],
  'POST /desk/steps/:stepId/read-again': [{ ...birthStep('/read-again'), ...fields(), status: atBirth(303) }],
  // Approved once more, nothing happens. With the police's approval the dossier is over; all else answers as before.
  'POST /desk/steps/:stepId/approve': [
    { ...birthStep('/approve'), ...fields(), status: atBirth(303) },
    { ...residenceStep('/approve'), ...fields(), status: atResidence(303) },
  ],
};
