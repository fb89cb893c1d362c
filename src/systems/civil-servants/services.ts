import { type TSchema, Type } from 'typebox';
import { GRADES, type GradeCode } from '../../country/index.ts';
import { type PurposeCode, service } from '../exchange/index.ts';
import {
  COMMENDATIONS,
  DISCIPLINES,
  EMPLOYMENTS,
  LEAVINGS,
  MANNERS,
  POSITION_GROUPS,
  POWERS,
  TRAININGS,
} from './choices.ts';
import { register } from './register.ts';

const closed = { additionalProperties: false };
const date = Type.String({ format: 'date' });
const personalNumber = Type.String({ pattern: '^\\d{12}$' });
const agencyCode = Type.String({ pattern: '^[A-Y]\\d{2}(\\.[0-9A-Z]+)*$', maxLength: 35 });
const positionCode = Type.String({ pattern: '^VT\\d{3}$' });
const words = (longest: number) => Type.String({ minLength: 1, maxLength: longest });
const oneOf = <Choices extends object>(choices: Choices) =>
  Type.Enum(Object.keys(choices) as (keyof Choices & string)[]);
const grade = Type.Enum(Object.keys(GRADES) as GradeCode[]);

/** The decision that an act rests on. */
const decision = Type.Object({ number: words(100), issuedOn: date, issuer: words(300) }, closed);

const KEEPING: readonly PurposeCode[] = ['personnel-management'];
const desk = [{ caller: 'civil-servants', purposes: KEEPING }];

/** A position with those who hold it on a day. */
const StaffedPosition = Type.Object(
  {
    agencyCode,
    code: positionCode,
    title: Type.String(),
    category: oneOf(POSITION_GROUPS),
    gradeCode: grade,
    staffLimit: Type.Integer(),
    power: Type.Optional(oneOf(POWERS)),
    holders: Type.Array(
      Type.Object({ number: personalNumber, fullName: Type.String(), since: date, manner: oneOf(MANNERS) }, closed),
    ),
  },
  closed,
);

const Due = Type.Object(
  {
    number: personalNumber,
    fullName: Type.String(),
    what: Type.Union([Type.Literal('rise'), Type.Literal('retirement'), Type.Literal('death')]),
    on: date,
  },
  closed,
);

/** The positions of an agency on a day, who holds them, and whose rise or retirement is near. */
export const readStaff = service({
  name: 'civilServants.readStaff',
  owner: 'civil-servants',
  title: { vi: 'Đọc vị trí việc làm và người giữ vị trí', en: 'Read the positions of an agency and who holds them' },
  kind: 'read',
  input: Type.Object({ agencyCode, on: date }, closed),
  output: Type.Object({ positions: Type.Array(StaffedPosition), due: Type.Array(Due) }, closed),
  fields: register.pick('positions', 'fullName', 'grade'),
  grants: desk,
  subjects: (_, output) => [
    ...(output?.positions.flatMap(({ holders }) => holders.map(({ number }) => number)) ?? []),
    ...(output?.due.map(({ number }) => number) ?? []),
  ],
});

/** Who holds a position, or the positions with a power, at an agency on a date: what others ask before they trust a signature. */
export const holdersOf = service({
  name: 'civilServants.holdersOf',
  owner: 'civil-servants',
  title: { vi: 'Hỏi người giữ vị trí vào một ngày', en: 'Who holds a position on a date' },
  kind: 'read',
  input: Type.Object(
    { agencyCode, on: date, positionCode: Type.Optional(positionCode), power: Type.Optional(oneOf(POWERS)) },
    closed,
  ),
  output: Type.Object(
    { holders: Type.Array(Type.Object({ number: personalNumber, positionCode, since: date }, closed)) },
    closed,
  ),
  fields: register.pick('positions'),
  grants: [...desk, { caller: 'trust', purposes: ['document-verification'] }],
  subjects: (_, output) => output?.holders.map(({ number }) => number) ?? [],
});

const MOST_APPOINTMENTS = 200;

/**
 * Whether those who were appointed still hold the posts that went with it on a day: what others ask who gave something for a post. Held by
 * any appointment, as when a term follows a term. An appointment without a post in Một Cửa is left out.
 */
export const readPosts = service({
  name: 'civilServants.readPosts',
  owner: 'civil-servants',
  title: { vi: 'Hỏi chức vụ còn được giữ hay đã thôi', en: 'Whether posts are still held' },
  kind: 'read',
  input: Type.Object(
    { appointmentIds: Type.Array(Type.String({ format: 'uuid' }), { maxItems: MOST_APPOINTMENTS }), on: date },
    closed,
  ),
  output: Type.Object(
    {
      posts: Type.Array(
        Type.Object(
          {
            appointmentId: Type.String(),
            number: personalNumber,
            agencyCode,
            power: oneOf(POWERS),
            isHeld: Type.Boolean(),
            /** The first day on which it is held no more, or, when it is not held, on which it is held again. */
            changesOn: Type.Optional(date),
            /** Whether the person serves the State that day, in whatever position. */
            isInService: Type.Boolean(),
          },
          closed,
        ),
      ),
    },
    closed,
  ),
  fields: register.pick('positions', 'service'),
  grants: [{ caller: 'trust', purposes: ['data-changes'] }],
  subjects: (_, output) => output?.posts.map(({ number }) => number) ?? [],
});

const Held = { from: date, until: Type.Optional(date), decision: Type.String() };

/** A whole career, as the personnel office and the servant see it. */
export const Career = Type.Object(
  {
    number: personalNumber,
    fullName: Type.String(),
    sex: Type.Union([Type.Literal('male'), Type.Literal('female')]),
    bornOn: date,
    service: Type.Array(Type.Object({ employment: oneOf(EMPLOYMENTS), agencyCode, ...Held }, closed)),
    appointments: Type.Array(
      Type.Object(
        { id: Type.String(), agencyCode, positionCode, title: Type.String(), manner: oneOf(MANNERS), ...Held },
        closed,
      ),
    ),
    steps: Type.Array(
      Type.Object(
        { gradeCode: grade, step: Type.Integer(), coefficient_hundredths: Type.Integer(), countedFrom: date, ...Held },
        closed,
      ),
    ),
    nextRiseOn: Type.Optional(date),
    retiresOn: date,
    trainings: Type.Array(
      Type.Object({ kind: oneOf(TRAININGS), course: Type.String(), institution: Type.String(), ...Held }, closed),
    ),
    commendations: Type.Array(Type.Object({ form: oneOf(COMMENDATIONS), merit: Type.String(), ...Held }, closed)),
    disciplines: Type.Array(Type.Object({ form: oneOf(DISCIPLINES), violation: Type.String(), ...Held }, closed)),
  },
  closed,
);

export const readCareer = service({
  name: 'civilServants.readCareer',
  owner: 'civil-servants',
  title: { vi: 'Đọc hồ sơ công tác', en: 'Read a career' },
  kind: 'read',
  input: Type.Object(
    { number: personalNumber, agencyCodes: Type.Optional(Type.Array(agencyCode, { maxItems: 2_000 })) },
    closed,
  ),
  output: Type.Object({ career: Type.Optional(Career) }, closed),
  fields: register.pick('fullName', 'service', 'positions', 'grade', 'training', 'commendation', 'discipline'),
  grants: desk,
  subjects: ({ number }) => [number],
});

const act = <Fields extends Record<string, TSchema>>(
  name: string,
  title: { vi: string; en: string },
  fields: readonly string[],
  input: Fields,
) =>
  service({
    name: `civilServants.${name}`,
    owner: 'civil-servants',
    title,
    kind: 'write',
    input: Type.Object({ ...input, decision }, closed),
    output: Type.Object({ id: Type.Optional(Type.String()) }, closed),
    fields,
    grants: desk,
    subjects: (asked) => [(asked as { number?: string }).number],
  });

export const definePosition = act(
  'definePosition',
  { vi: 'Phê duyệt vị trí việc làm, biên chế', en: 'Authorise a position and its staff' },
  register.pick('positions'),
  {
    agencyCode,
    code: positionCode,
    title: words(200),
    category: oneOf(POSITION_GROUPS),
    gradeCode: grade,
    staffLimit: Type.Integer({ minimum: 0, maximum: 10_000 }),
    power: Type.Optional(oneOf(POWERS)),
    from: date,
  },
);

export const recruit = act(
  'recruit',
  { vi: 'Tuyển dụng, tiếp nhận', en: 'Take somebody into the service' },
  register.pick('personalNumber', 'fullName', 'service', 'grade'),
  {
    number: personalNumber,
    employment: oneOf(EMPLOYMENTS),
    agencyCode,
    gradeCode: grade,
    step: Type.Integer({ minimum: 1, maximum: 12 }),
    from: date,
  },
);

export const appoint = act(
  'appoint',
  { vi: 'Bổ nhiệm, bố trí vào vị trí', en: 'Appoint to a position' },
  register.pick('positions'),
  { number: personalNumber, agencyCode, positionCode, manner: oneOf(MANNERS), from: date },
);

export const endAppointment = act(
  'endAppointment',
  { vi: 'Thôi giữ vị trí', en: 'End an appointment' },
  register.pick('positions'),
  { number: personalNumber, appointmentId: Type.String({ format: 'uuid' }), from: date },
);

export const raiseStep = act(
  'raiseStep',
  { vi: 'Nâng bậc lương', en: 'Raise the salary step' },
  register.pick('grade'),
  { number: personalNumber, from: date, forMerit: Type.Boolean() },
);

export const changeGrade = act(
  'changeGrade',
  { vi: 'Nâng ngạch, chuyển ngạch', en: 'Change the grade' },
  register.pick('grade'),
  { number: personalNumber, gradeCode: grade, step: Type.Integer({ minimum: 1, maximum: 12 }), from: date },
);

export const recordTraining = act(
  'recordTraining',
  { vi: 'Ghi nhận đào tạo, bồi dưỡng', en: 'Record training' },
  register.pick('training'),
  {
    number: personalNumber,
    kind: oneOf(TRAININGS),
    course: words(300),
    institution: words(300),
    certificate: Type.Optional(words(100)),
    from: date,
  },
);

export const commend = act('commend', { vi: 'Khen thưởng', en: 'Commend' }, register.pick('commendation'), {
  number: personalNumber,
  form: oneOf(COMMENDATIONS),
  merit: words(500),
  from: date,
});

export const disciplineServant = act(
  'discipline',
  { vi: 'Kỷ luật', en: 'Discipline' },
  register.pick('discipline', 'grade', 'positions'),
  { number: personalNumber, form: oneOf(DISCIPLINES), violation: words(1_000), from: date },
);

export const leave = act(
  'leave',
  { vi: 'Nghỉ hưu, thôi việc', en: 'Leave the service' },
  register.pick('service', 'positions', 'grade'),
  { number: personalNumber, why: oneOf(LEAVINGS), from: date },
);
