import { type Static, Type } from 'typebox';
import { service } from '../../../exchange/index.ts';
import { Paper } from '../../entry/services.ts';
import { register } from '../../register.ts';
import { bilingual, closed, date, id, personalNumber, reason, registrar } from '../../schemas.ts';
import { conclusion, wish } from '../schemas.ts';
import { MaritalCertificate } from '../services.ts';
import { APPLICATION_STATES } from './rules.ts';

const DESK = [{ caller: 'civil-status', purposes: ['civil-status-registration'] as const }];
const OWN = [{ caller: 'portal', purposes: ['civil-status-registration'] as const, needs: 'own' as const }];
const fields = register.pick('marriage', 'spouse', 'extracts');

const application = Type.Object({
  id,
  number: Type.String(),
  applicantNumber: personalNumber,
  applicantName: Type.String(),
  wish,
  communeCode: Type.String(),
  state: Type.Enum([...APPLICATION_STATES]),
  filedAt: Type.String({ format: 'date-time' }),
  dueOn: date,
  decidedAt: Type.Optional(Type.String({ format: 'date-time' })),
  /** Why it was refused. */
  answer: Type.Optional(Type.String()),
});
export type MaritalApplication = Static<typeof application>;

export const applyForMaritalCertificate = service({
  name: 'civilStatus.applyForMaritalCertificate',
  owner: 'civil-status',
  title: {
    vi: 'Nộp hồ sơ xin cấp giấy xác nhận tình trạng hôn nhân',
    en: 'Apply for a certificate of marital status',
  },
  kind: 'write',
  input: Type.Object({ number: personalNumber, wish }, closed),
  output: Type.Object({ id, applicationNumber: Type.String(), dueOn: date }),
  fields,
  grants: OWN,
  subjects: ({ number }) => [number],
});

export const readOwnMaritalStatus = service({
  name: 'civilStatus.readOwnMaritalStatus',
  owner: 'civil-status',
  title: {
    vi: 'Xem hồ sơ và giấy xác nhận tình trạng hôn nhân của mình',
    en: 'Read one’s own certificates of marital status and applications for them',
  },
  kind: 'read',
  input: Type.Object({ number: personalNumber }, closed),
  output: Type.Object({
    /** Missing when nothing is told of a residence: then one applies in person. */
    resident: Type.Optional(
      Type.Object({
        fullName: Type.String(),
        bornOn: date,
        residence: Type.String(),
        /** Whose committee decides. */
        communeCode: Type.String(),
        committee: bilingual,
      }),
    ),
    /** The newest first; at most 20. */
    applications: Type.Array(application),
    certificates: Type.Array(MaritalCertificate),
  }),
  fields,
  grants: OWN,
  subjects: ({ number }) => [number],
});

export const withdrawMaritalApplication = service({
  name: 'civilStatus.withdrawMaritalApplication',
  owner: 'civil-status',
  title: {
    vi: 'Rút hồ sơ xin cấp giấy xác nhận tình trạng hôn nhân',
    en: 'Withdraw an application for a certificate of marital status',
  },
  kind: 'write',
  input: Type.Object({ number: personalNumber, id }, closed),
  output: Type.Object({}),
  fields,
  grants: OWN,
  subjects: ({ number }) => [number],
});

export const findMaritalApplications = service({
  name: 'civilStatus.findMaritalApplications',
  owner: 'civil-status',
  title: {
    vi: 'Xem hồ sơ xin cấp giấy xác nhận tình trạng hôn nhân chờ giải quyết',
    en: 'Read which applications for a certificate of marital status wait',
  },
  kind: 'read',
  input: Type.Object({ over: Type.Boolean() }, closed),
  /** Those of the officer's commune: open ones by the day on which they are due, or those that are over; at most 50. */
  output: Type.Object({ applications: Type.Array(application), open: Type.Integer() }),
  fields,
  grants: DESK,
  subjects: (_input, output) => output?.applications.map(({ applicantNumber }) => applicantNumber) ?? [],
});

export const readMaritalApplication = service({
  name: 'civilStatus.readMaritalApplication',
  owner: 'civil-status',
  title: {
    vi: 'Đọc một hồ sơ xin cấp giấy xác nhận tình trạng hôn nhân',
    en: 'Read an application for a certificate of marital status',
  },
  kind: 'read',
  input: Type.Object({ id }, closed),
  output: Type.Object({ application }),
  fields,
  grants: DESK,
  subjects: (_input, output) => [output?.application.applicantNumber],
});

export const grantMaritalApplication = service({
  name: 'civilStatus.grantMaritalApplication',
  owner: 'civil-status',
  title: {
    vi: 'Chấp thuận hồ sơ, cấp giấy xác nhận tình trạng hôn nhân',
    en: 'Grant an application for a certificate of marital status',
  },
  kind: 'write',
  input: Type.Object({ id, conclusion: Type.Optional(conclusion), registrar }, closed),
  output: Type.Object({ paper: Paper, applicantNumber: personalNumber, intendedNumber: Type.Optional(personalNumber) }),
  fields,
  grants: DESK,
  subjects: (_input, output) => [output?.applicantNumber, output?.intendedNumber],
});

export const refuseMaritalApplication = service({
  name: 'civilStatus.refuseMaritalApplication',
  owner: 'civil-status',
  title: {
    vi: 'Từ chối hồ sơ xin cấp giấy xác nhận tình trạng hôn nhân',
    en: 'Refuse an application for a certificate of marital status',
  },
  kind: 'write',
  /** The reason: what stands against it, and what the applicant can do. */
  input: Type.Object({ id, reason }, closed),
  output: Type.Object({ applicantNumber: personalNumber }),
  fields,
  grants: DESK,
  subjects: (_input, output) => [output?.applicantNumber],
});
