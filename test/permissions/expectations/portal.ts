import type { Belongings } from '../cast.ts';
import { type Expectation, fields, paper, words, NOBODY, RULE_SET, NO_ID } from './expectation.ts';

const own = (applicant: number, secondParent: number, otherPerson = 404) => ({ applicant, secondParent, otherPerson });
const dossier = (rest = '') => ({ path: ({ dossierId }: Belongings) => `/dossiers/${dossierId}${rest}` });
const application = (rest = '') => ({
  path: ({ applicationId }: Belongings) => `/my-enterprises/applications/${applicationId}${rest}`,
});

export const portalExpectations: Record<string, Expectation[]> = {
  'GET /': [{ status: 200 }],
  'GET /services': [{ status: 200 }],
  'GET /search': [{ path: () => '/search?q=sinh', status: 200 }],
  'GET /life-events/birth': [{ status: 200 }],
  'GET /procedures/:code': [{ path: () => '/procedures/1.001193', status: 200 }],
  'GET /about': [{ status: 200 }],
  'GET /entitlements': [{ status: 200 }],
  'GET /entitlements/:set': [
    { path: () => `/entitlements/${RULE_SET}`, status: 200 },
    { path: () => `/entitlements/${RULE_SET}?for=other&on=1990-01-01`, status: 404 },
    { path: () => '/entitlements/no-such-set', status: 404 },
  ],
  'POST /entitlements/:set': [
    { path: () => `/entitlements/${RULE_SET}`, ...fields({ for: 'other', input1: 'DN4' }), status: 422 },
  ],
  'GET /verify': [{ status: 200 }],
  'POST /verify': [{ sent: () => ({ fields: {}, file: paper }), status: 422 }],
  'GET /verify/root.pem': [{ status: 200 }],
  'GET /verify/:code': [
    { path: ({ verificationCode }) => `/verify/${verificationCode}`, status: 200 },
    { path: () => '/verify/ABCDEFGH2345', status: 404 },
  ],

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
  'GET /marital-status': [{ status: 200 }],
  'GET /marital-status/apply/:form': [
    { path: () => '/marital-status/apply/loan', status: 200 },
    { path: () => '/marital-status/apply/nothing', status: 422 },
  ],
  'POST /marital-status/apply/:form': [{ path: () => '/marital-status/apply/marriage', ...fields(), status: 422 }],
  'POST /marital-status/applications/:id/withdraw': [
    { path: () => `/marital-status/applications/${NO_ID}/withdraw`, ...fields(), status: 404 },
  ],
  'GET /data-log': [{ status: 200 }, { path: () => '/data-log?person=child-1', status: own(200, 200) }],
  'GET /data-log/:receipt': [{ path: ({ receipt }) => `/data-log/${receipt}`, status: own(200, 200) }],
  // Whether the public log has a call by now is a matter of a minute; whose it may be is that of the page above.
  'GET /data-log/:receipt/proof': [{ path: () => '/data-log/BN000000-0000000000/proof', status: 404 }],
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
  'GET /my-residence': [{ status: 200 }],
  'GET /my-identity-card': [{ status: 200 }],
  'GET /my-family': [{ status: 200 }, { path: () => '/my-family?on=nothing', status: 422 }],
  'GET /my-residence/apply/:wish': [
    { path: () => '/my-residence/apply/stay?province=01', status: 200 },
    { path: () => '/my-residence/apply/nothing', status: 422 },
  ],
  'POST /my-residence/apply/:wish': [{ path: () => '/my-residence/apply/stay', ...fields(), status: 422 }],
  'POST /my-residence/applications/:id/withdraw': [
    { path: () => `/my-residence/applications/${NO_ID}/withdraw`, ...fields(), status: 404 },
  ],
  'GET /my-land': [{ status: 200 }],
  'GET /my-land/certificates/:serial': [
    { path: ({ parcel }) => `/my-land/certificates/${parcel.serial}`, status: own(404, 404, 200) },
  ],
};
