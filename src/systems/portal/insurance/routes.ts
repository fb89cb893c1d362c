import { Type } from 'typebox';
import { sentenceOf } from '../../../kernel/http.ts';
import { today } from '../../../kernel/clock.ts';
import { newId } from '../../../kernel/ids.ts';
import { type Answer, type Asked, type Route, download, html, route, seeOther } from '../../../kernel/route.ts';
import { type Refused, refusedForm, viewOf } from '../frame.ts';
import { employersPage } from '../pages/employer-insurance/employers.tsx';
import { employerInsurancePage } from '../pages/employer-insurance/page.tsx';
import { declarationPage } from '../pages/employer-insurance/declaration.tsx';
import { myInsurancePage } from '../pages/my-insurance/page.tsx';
import {
  declareMonth,
  employerTemplate,
  openDeclaration,
  openEmployer,
  readMyEmployers,
  readMyInsurance,
} from './actions.ts';

const EmployerCode = Type.Object({ code: Type.String({ pattern: '^\\d{10}$' }) });
const Month = Type.String({ pattern: '^\\d{4}-(0[1-9]|1[0-2])$' });
const WageRegion = Type.Optional(Type.Integer({ minimum: 1, maximum: 4 }));
const idempotencyKey = Type.Optional(Type.String({ maxLength: 100 }));
const cell = Type.String({ minLength: 1, maxLength: 200 });
/** Twenty thousand rows fit well. */
const LARGEST_FILE_BYTES = 5_000_000;

/** One's own insurance, and the insurance of the workers of an enterprise that one represents. */
export const insuranceRoutes: Route[] = [
  route({
    method: 'GET',
    path: '/my-insurance',
    who: 'person',
    async answer(asked) {
      return html(myInsurancePage({ ...(await viewOf(asked)), ...(await readMyInsurance(asked)), today: today() }));
    },
  }),
  route({
    method: 'GET',
    path: '/employer-insurance',
    who: 'person',
    async answer(asked) {
      return html(employersPage({ ...(await viewOf(asked)), employers: await readMyEmployers(asked) }));
    },
  }),
  route({
    method: 'GET',
    path: '/employer-insurance/template.csv',
    who: 'person',
    answer: () => download(employerTemplate(), 'text/csv; charset=utf-8', 'khai-bao-lao-dong.csv'),
  }),
  route({
    method: 'GET',
    path: '/employer-insurance/:code',
    who: 'person',
    params: EmployerCode,
    answer: (asked) => showEmployer(asked),
  }),
  route({
    method: 'POST',
    path: '/employer-insurance/:code',
    who: 'person',
    params: EmployerCode,
    body: Type.Object({ month: Month, wageRegion: WageRegion, idempotencyKey }),
    upload: { most: 1, largest_bytes: LARGEST_FILE_BYTES },
    async answer(asked) {
      const { code } = asked.params;
      const { month, wageRegion } = asked.body;
      const id = await declareMonth(asked, { employerCode: code, month, wageRegion });
      return seeOther(`/employer-insurance/${code}/declarations/${id}`);
    },
    refused: (asked, refusal) =>
      showEmployer(asked, {
        form: 'file',
        refused: refusedForm(asked, refusal, { field: 'file', prefix: 'register.file' }),
      }),
  }),
  route({
    method: 'POST',
    path: '/employer-insurance/:code/change',
    who: 'person',
    params: EmployerCode,
    body: Type.Object({
      month: Month,
      wageRegion: WageRegion,
      personNumber: cell,
      fullName: cell,
      change: Type.Enum(['TM', 'DC', 'GH']),
      from: Type.String({ format: 'date' }),
      wage: Type.Optional(Type.String({ maxLength: 20 })),
      idempotencyKey,
    }),
    async answer(asked) {
      const { code } = asked.params;
      const { month, wageRegion, personNumber, fullName, change, from, wage = '' } = asked.body;
      const typed = { personNumber, fullName, change, from, wage };
      const id = await declareMonth(asked, { employerCode: code, month, wageRegion, typed });
      return seeOther(`/employer-insurance/${code}/declarations/${id}`);
    },
    refused: (asked, refusal) => showEmployer(asked, { form: 'change', refused: refusedForm(asked, refusal) }),
  }),
  route({
    method: 'GET',
    path: '/employer-insurance/:code/declarations/:id',
    who: 'person',
    params: Type.Object({ ...EmployerCode.properties, id: Type.String({ format: 'uuid' }) }),
    async answer(asked) {
      const declared = await openDeclaration(asked, asked.params.id);
      const say = (rule: string) => sentenceOf(asked.house, rule, {}, asked.language);
      return html(declarationPage({ ...(await viewOf(asked)), declared, say }));
    },
  }),
];

async function showEmployer(
  asked: Asked<{ code: string }, unknown, unknown>,
  sent?: { form: 'file' | 'change'; refused: Refused },
): Promise<Answer> {
  const { code } = asked.params;
  const file = await openEmployer(asked, code);
  const employers = file.employer ? [] : await readMyEmployers(asked);
  const name = file.employer?.name ?? employers.find((each) => each.code === code)?.name ?? code;
  const view = { ...(await viewOf(asked)), code, name, file, sent, today: today(), newKey: newId };
  return html(employerInsurancePage(view), sent ? 422 : 200);
}
