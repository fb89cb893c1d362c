import type { Belongings } from '../cast.ts';
import { type Expectation, fields, words } from './expectation.ts';

const atBirth = (officer: number) => ({ officer, officerElsewhere: 404, police: 404 });
const atResidence = (police: number) => ({ officer: 404, officerElsewhere: 404, police });
const birthStep = (rest = '') => ({ path: ({ birthStepId }: Belongings) => `/desk/steps/${birthStepId}${rest}` });
const residenceStep = (rest = '') => ({
  path: ({ residenceStepId }: Belongings) => `/desk/steps/${residenceStepId}${rest}`,
});

export const casesExpectations: Record<string, Expectation[]> = {
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
