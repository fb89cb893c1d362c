import { Type } from 'typebox';
import { type Grant, service } from '../../../exchange/index.ts';
import { register } from '../../register.ts';
import { closed, date, personalNumber, text } from '../../schemas.ts';
import { RESIDENCE_DESK } from '../services.ts';
import { APPLICATION_STATES, peopleOf, wish } from './wish.ts';

const OWN: readonly Grant[] = [{ caller: 'portal', purposes: ['residence-keeping', 'own-data'], needs: 'own' }];
const id = Type.String({ format: 'uuid' });
const summary = Type.Object({
  id,
  /** As it stands on the grounds of what came of it. */
  number: Type.String(),
  applicantNumber: personalNumber,
  applicantName: Type.String(),
  wish,
  /** Where it is decided. */
  communeCode: Type.String(),
  state: Type.Enum([...APPLICATION_STATES]),
  filedAt: Type.String({ format: 'date-time' }),
  dueOn: date,
  decidedAt: Type.Optional(Type.String({ format: 'date-time' })),
  /** Why it was refused. */
  answer: Type.Optional(Type.String()),
});
const fields = register.pick('residence', 'household', 'relationToHead');

export const applyForResidence = service({
  name: 'population.applyForResidence',
  owner: 'population',
  title: { vi: 'Nộp hồ sơ đăng ký cư trú', en: 'Apply for a registration of residence' },
  kind: 'write',
  input: Type.Object({ number: personalNumber, wish }, closed),
  output: Type.Object({ id, applicationNumber: Type.String(), dueOn: date }),
  fields,
  grants: OWN,
  // Who may ask is seen from the applicant alone; whom else it is about is told once it is taken.
  subjects: ({ number, wish: asked }, output) => (output ? [number, ...peopleOf(asked)] : [number]),
});

export const readOwnApplications = service({
  name: 'population.readOwnApplications',
  owner: 'population',
  title: { vi: 'Xem hồ sơ cư trú của mình', en: 'Read one’s own applications about residence' },
  kind: 'read',
  input: Type.Object({ number: personalNumber }, closed),
  /** The newest first; at most 20. */
  output: Type.Object({ applications: Type.Array(summary) }),
  fields,
  grants: OWN,
  subjects: ({ number }) => [number],
});

export const withdrawApplication = service({
  name: 'population.withdrawApplication',
  owner: 'population',
  title: { vi: 'Rút hồ sơ cư trú', en: 'Withdraw an application about residence' },
  kind: 'write',
  input: Type.Object({ number: personalNumber, id }, closed),
  output: Type.Object({}),
  fields,
  grants: OWN,
  subjects: ({ number }) => [number],
});

export const findApplications = service({
  name: 'population.findApplications',
  owner: 'population',
  title: { vi: 'Xem hồ sơ cư trú chờ giải quyết', en: 'Read which applications about residence wait' },
  kind: 'read',
  input: Type.Object({ communeCode: Type.String({ pattern: '^\\d{5}$' }), over: Type.Boolean() }, closed),
  /** Open ones by the day on which they are due, or those that are over, the newest first; at most 50. */
  output: Type.Object({ applications: Type.Array(summary), open: Type.Integer() }),
  fields,
  grants: RESIDENCE_DESK,
  subjects: (_, output) => output?.applications.map(({ applicantNumber }) => applicantNumber) ?? [],
});

export const readApplication = service({
  name: 'population.readApplication',
  owner: 'population',
  title: { vi: 'Đọc một hồ sơ cư trú', en: 'Read an application about residence' },
  kind: 'read',
  input: Type.Object({ id }, closed),
  output: Type.Object({ application: Type.Optional(summary) }),
  fields,
  grants: RESIDENCE_DESK,
  subjects: (_, output) =>
    output?.application ? [output.application.applicantNumber, ...peopleOf(output.application.wish)] : [],
});

export const decideApplication = service({
  name: 'population.decideApplication',
  owner: 'population',
  title: { vi: 'Giải quyết hồ sơ cư trú', en: 'Decide an application about residence' },
  kind: 'write',
  input: Type.Object(
    {
      id,
      decision: Type.Enum(['approve', 'refuse']),
      /** Needed for a refusal: what stands against it, and what the applicant can do. */
      reason: Type.Optional(text),
    },
    closed,
  ),
  output: Type.Object({ applicantNumber: personalNumber }),
  fields,
  grants: RESIDENCE_DESK,
  subjects: (_, output) => [output?.applicantNumber],
});
