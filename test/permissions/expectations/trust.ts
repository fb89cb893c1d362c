import type { Expectation } from './expectation.ts';
import { machineExpectations } from './machines.ts';
import { trustAdministrationExpectations } from './trust-administration.ts';

export const trustExpectations: Record<string, Expectation[]> = {
  ...trustAdministrationExpectations,
  ...machineExpectations,
  'POST /tsa': [
    {
      sent: () => ({ fields: {}, bytes: { type: 'application/timestamp-query', bytes: Buffer.of(0x30, 0) } }),
      status: 200,
    },
    { sent: () => ({ fields: {} }), status: 415 },
  ],
  'POST /trust/ocsp': [
    {
      sent: () => ({ fields: {}, bytes: { type: 'application/ocsp-request', bytes: Buffer.of(0x30, 0) } }),
      status: 200,
    },
    { sent: () => ({ fields: {} }), status: 415 },
  ],
  'POST /trust/validation': [
    {
      sent: () => ({ fields: {}, bytes: { type: 'application/octet-stream', bytes: Buffer.from('no signature') } }),
      status: 422,
    },
    { sent: () => ({ fields: {} }), status: 415 },
  ],
  'POST /trust/validation.xml': [
    {
      sent: () => ({ fields: {}, bytes: { type: 'application/octet-stream', bytes: Buffer.from('no signature') } }),
      status: 422,
    },
    { sent: () => ({ fields: {} }), status: 415 },
  ],
  'GET /trust/ocsp/*': [{ path: () => '/trust/ocsp/MAA=', status: 200 }],
  'GET /trust/list.xml': [{ status: 200 }],
  'GET /trust/list.sha2': [{ status: 200 }],
  'GET /trust/:file': [
    { path: () => '/trust/agency-seal-authority.crl', status: 200 },
    { path: () => '/trust/agency-seal-authority-17.crl', status: 200 },
    { path: () => '/trust/agency-seal-authority-128.crl', status: 404 },
    { path: () => '/trust/root.cer', status: 200 },
    { path: () => '/trust/nobody.crl', status: 404 },
  ],
  'GET /log': [{ status: 200 }],
  'GET /log/checkpoint': [{ status: 200 }],
  'GET /log/tile/:level/*': [{ path: () => '/log/tile/0/x999/999', status: 404 }],
  'GET /log/receipts/:sha256': [{ path: () => `/log/receipts/${'0'.repeat(64)}.tlog-proof`, status: 404 }],
};
