import { Refusal } from '../../../kernel/refusal.ts';
import { json, route, type Answer, type Asked, type Route } from '../../../kernel/route.ts';
import { validateFiles } from './actions.ts';
import { dataOfValidation, type Validation } from './report.ts';
import { xmlOfValidation } from './report-xml.ts';

/** Largest file that a program may send for validation: 10 MiB. */
const LARGEST_BYTES = 10 * 1024 * 1024;

/** Validation for programs: the bytes of one signed file; the whole report comes back, as JSON or by ETSI TS 119 102-2. */
const validated = async ({ house, bytes }: Pick<Asked, 'house' | 'bytes'>): Promise<Validation> => {
  if (bytes.length === 0) throw new Refusal('trust.file_kind_unknown', 422);
  return validateFiles(house, [{ filename: '', bytes }]);
};
const takes = { type: 'application/octet-stream', largest_bytes: LARGEST_BYTES } as const;

export const validationRoutes: Route[] = [
  route({
    method: 'POST',
    path: '/trust/validation',
    who: 'anyone',
    bytes: takes,
    answer: async (asked) => json(dataOfValidation(await validated(asked))),
  }),
  route({
    method: 'POST',
    path: '/trust/validation.xml',
    who: 'anyone',
    bytes: takes,
    answer: async (asked): Promise<Answer> => ({
      status: 200,
      body: xmlOfValidation(await validated(asked)),
      contentType: 'application/xml; charset=utf-8',
    }),
  }),
];
