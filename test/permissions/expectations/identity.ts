import { type Expectation, fields } from './expectation.ts';

const RUN = '/identity/a-run-that-nobody-began';
/** Those who are not at a desk are led to its sign-in. */
const elsewhere = { signedOut: 303, applicant: 303, secondParent: 303, otherPerson: 303, machine: 303 };

export const identityExpectations: Record<string, Expectation[]> = {
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
        trustAdministrator: 200,
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
        trustAdministrator: 422,
      },
    },
  ],
  'GET /account': [{ status: 200 }],
  'POST /account/passkeys/options': [{ ...fields(), status: 200 }],
  'POST /account/passkeys': [{ sent: () => ({ fields: {}, json: { credential: {}, label: 'x' } }), status: 422 }],
  'POST /account/passkeys/remove': [{ ...fields({ credentialId: 'AAAAAAAA' }), status: 404 }],
};
