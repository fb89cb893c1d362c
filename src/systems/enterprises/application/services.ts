import { Type } from 'typebox';
import { service } from '../../exchange/index.ts';
import { register } from '../register.ts';
import { closed, maybe, page, text } from '../service-shapes.ts';
import { EnterpriseCode } from '../registration/schemas.ts';
import { APPLICATION_STATUSES, type ApplicationStatus } from './rules.ts';
import { Content, FormTyped, MATTERS, type Matter } from './schemas.ts';

/** The pages of the register itself call these: for the person who is signed in, or for an officer. */
const grants = [{ caller: 'enterprises', purposes: ['business-registration'] }] as const;
const fields = register.pick('application');
const Id = Type.String({ format: 'uuid' });
const Matters = Type.Unsafe<Matter>(Type.Enum([...MATTERS]));
const Status = Type.Unsafe<ApplicationStatus>(Type.Enum(Object.keys(APPLICATION_STATUSES)));
const Answer = Type.Object({ status: Status });
const Note = Type.String({ minLength: 1, maxLength: 2_000 });

const Step = Type.Object({
  move: Type.Unsafe<'submit' | 'withdraw' | 'agree' | 'decline' | 'accept' | 'supplement' | 'refuse' | 'lapse'>(text),
  submission: Type.Integer(),
  note: maybe(text),
  doneBy: Type.Object({ kind: text, name: text }),
  doneAt: text,
});

const Listed = Type.Object({
  id: Id,
  number: maybe(text),
  matter: Matters,
  subject: maybe(text),
  subjectName: maybe(text),
  status: Status,
  dueOn: maybe(text),
  changedAt: text,
  applicantName: text,
  asksYou: Type.Boolean(),
});

const View = Type.Object({
  id: Id,
  number: maybe(text),
  applicant: text,
  applicantName: text,
  matter: Matters,
  subject: maybe(text),
  subjectName: maybe(text),
  territoryCode: text,
  status: Status,
  content: maybe(Content),
  submission: Type.Integer(),
  submittedOn: maybe(text),
  dueOn: maybe(text),
  changedAt: text,
  consents: Type.Array(Type.Object({ party: text, partyName: text, agrees: maybe(Type.Boolean()) })),
  steps: Type.Array(Step),
});

export const startApplication = service({
  name: 'enterprises.startApplication',
  owner: 'enterprises',
  title: { vi: 'Bắt đầu hồ sơ đăng ký kinh doanh', en: 'Begin an application for business registration' },
  kind: 'write',
  input: Type.Object(
    {
      matter: Matters,
      code: Type.Optional(EnterpriseCode),
      territoryCode: Type.Optional(Type.String({ pattern: '^(\\d{2}|\\d{5})$' })),
      language: Type.Unsafe<'vi' | 'en'>(Type.Enum(['vi', 'en'])),
    },
    closed,
  ),
  output: Type.Object({ id: Id }),
  fields,
  grants,
  subjects: () => [],
});

export const saveApplication = service({
  name: 'enterprises.saveApplication',
  owner: 'enterprises',
  title: { vi: 'Lưu bản nháp hồ sơ đăng ký kinh doanh', en: 'Save the draft of an application' },
  kind: 'write',
  input: Type.Object({ id: Id, form: FormTyped, check: Type.Boolean() }, closed),
  output: Type.Object({
    problems: Type.Array(
      Type.Object({
        field: text,
        code: text,
        values: Type.Optional(Type.Record(text, Type.Union([text, Type.Number()]))),
      }),
    ),
  }),
  fields,
  grants,
  subjects: () => [],
});

export const submitApplication = service({
  name: 'enterprises.submitApplication',
  owner: 'enterprises',
  title: { vi: 'Nộp hồ sơ đăng ký kinh doanh', en: 'Hand in an application for business registration' },
  kind: 'write',
  input: Type.Object({ id: Id, form: FormTyped }, closed),
  output: Answer,
  fields,
  grants,
  subjects: () => [],
});

export const withdrawApplication = service({
  name: 'enterprises.withdrawApplication',
  owner: 'enterprises',
  title: { vi: 'Rút hồ sơ đăng ký kinh doanh', en: 'Withdraw an application' },
  kind: 'write',
  input: Type.Object({ id: Id }, closed),
  output: Answer,
  fields,
  grants,
  subjects: () => [],
});

export const answerApplication = service({
  name: 'enterprises.answerApplication',
  owner: 'enterprises',
  title: { vi: 'Đồng ý hoặc không đồng ý với hồ sơ', en: 'Agree or not to an application' },
  kind: 'write',
  input: Type.Object(
    { id: Id, submission: Type.Integer({ minimum: 1 }), agrees: Type.Boolean(), note: Type.Optional(Note) },
    closed,
  ),
  output: Answer,
  fields,
  grants,
  subjects: () => [],
});

export const readOwnApplication = service({
  name: 'enterprises.readOwnApplication',
  owner: 'enterprises',
  title: { vi: 'Xem hồ sơ đăng ký kinh doanh của mình', en: 'See one’s own application' },
  kind: 'read',
  input: Type.Object({ id: Id }, closed),
  output: Type.Object({
    ...View.properties,
    form: FormTyped,
    isApplicant: Type.Boolean(),
    asksYou: Type.Array(text),
    /** What of the enterprise can be chosen in the form. */
    parts: Type.Object({
      branches: Type.Array(Type.Object({ code: text, name: text })),
      declaredOwners: Type.Array(Type.Object({ personNumber: text, fullName: text })),
    }),
  }),
  fields,
  grants,
  subjects: () => [],
});

export const listOwnApplications = service({
  name: 'enterprises.listOwnApplications',
  owner: 'enterprises',
  title: { vi: 'Xem các hồ sơ đăng ký kinh doanh của mình', en: 'See one’s own applications' },
  kind: 'read',
  input: Type.Object({}, closed),
  output: Type.Object({
    applications: Type.Array(Listed),
    /** What the person can apply for: without a code for themselves, else for an enterprise that they represent. */
    offers: Type.Array(Type.Object({ code: maybe(text), name: maybe(text), matters: Type.Array(Matters) })),
  }),
  fields,
  grants,
  subjects: () => [],
});

export const findApplications = service({
  name: 'enterprises.findApplications',
  owner: 'enterprises',
  title: { vi: 'Danh sách hồ sơ trực tuyến của cơ quan', en: 'Online applications of an office' },
  kind: 'read',
  input: Type.Object(
    { which: Type.Unsafe<'waiting' | 'with-people' | 'over'>(Type.Enum(['waiting', 'with-people', 'over'])), page },
    closed,
  ),
  output: Type.Object({ applications: Type.Array(Listed), hasMore: Type.Boolean() }),
  fields,
  grants,
  subjects: () => [],
});

export const readApplication = service({
  name: 'enterprises.readApplication',
  owner: 'enterprises',
  title: { vi: 'Mở hồ sơ đăng ký kinh doanh trực tuyến', en: 'Open an online application' },
  kind: 'read',
  input: Type.Object({ id: Id }, closed),
  output: View,
  fields,
  grants,
  subjects: (_, output) =>
    output ? [output.applicant, ...output.consents.map(({ party }) => party)].filter(isPerson) : [],
});

const isPerson = (party: string): boolean => party.length === 12;

export const decideApplication = service({
  name: 'enterprises.decideApplication',
  owner: 'enterprises',
  title: { vi: 'Giải quyết hồ sơ đăng ký kinh doanh', en: 'Decide an application for business registration' },
  kind: 'write',
  input: Type.Object(
    {
      id: Id,
      /** What the officer has read: another submission since then is not decided. */
      submission: Type.Integer({ minimum: 1 }),
      decision: Type.Unsafe<'accept' | 'supplement' | 'refuse'>(Type.Enum(['accept', 'supplement', 'refuse'])),
      note: Type.Optional(Note),
      toldApart: Type.Optional(Type.Boolean()),
    },
    closed,
  ),
  output: Type.Object({ status: Status, subject: maybe(text) }),
  fields: register.pick('application', 'enterpriseCode'),
  grants,
  subjects: () => [],
});
