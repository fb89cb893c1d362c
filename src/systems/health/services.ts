import { Type } from 'typebox';
import { service } from '../exchange/index.ts';
import { register } from './register.ts';

export * from './death/services.ts';

const personalNumber = Type.String({ pattern: '^\\d{12}$' });
const date = Type.String({ format: 'date' });
const instant = Type.String({ format: 'date-time' });
const name = Type.String({ minLength: 2, maxLength: 120 });
const id = Type.String({ format: 'uuid' });
const sex = Type.Union([Type.Literal('male'), Type.Literal('female')]);

const foreigner = Type.Object(
  {
    fullName: name,
    passportNumber: Type.String({ minLength: 5, maxLength: 20 }),
    nationality: Type.String({ pattern: '^[A-Z]{2}$' }),
    bornOn: date,
  },
  { additionalProperties: false },
);

/** Whom the mother named as the father: by his personal number, as a foreigner, or by name alone. */
const declaredFather = Type.Object(
  {
    fullName: Type.Optional(name),
    number: Type.Optional(personalNumber),
    passportNumber: Type.Optional(Type.String({ minLength: 5, maxLength: 20 })),
    nationality: Type.Optional(Type.String({ pattern: '^[A-Z]{2}$' })),
    bornOn: Type.Optional(date),
  },
  { additionalProperties: false },
);

const reportedBirth = {
  /** The hospital's own number of the notification, unique there. */
  notificationNumber: Type.String({ minLength: 1, maxLength: 40, pattern: '^[\\w./-]+$' }),
  motherNumber: Type.Optional(personalNumber),
  foreignMother: Type.Optional(foreigner),
  fatherDeclared: Type.Optional(declaredFather),
  bornAt: instant,
  sex,
  weight_grams: Type.Integer(),
  gestation_weeks: Type.Integer(),
  /** 1 for the first born of this birth. */
  birthOrder: Type.Integer({ minimum: 1, maximum: 9 }),
  birthCount: Type.Integer({ minimum: 1, maximum: 9 }),
  placeName: Type.String({ minLength: 2, maxLength: 200 }),
  deliveredBy: Type.String({ minLength: 2, maxLength: 120 }),
  /** Needed for a birth of more than 30 days ago. */
  lateReason: Type.Optional(Type.String({ minLength: 5, maxLength: 500 })),
};

/** A birth as the register shows it. */
const birth = Type.Object({
  notificationId: id,
  notificationNumber: Type.String(),
  hospital: Type.Object({ code: Type.String(), name: Type.String() }),
  motherNumber: Type.Optional(personalNumber),
  foreignMother: Type.Optional(foreigner),
  fatherDeclared: Type.Optional(declaredFather),
  bornAt: instant,
  /** The civil date of `bornAt` in Vietnam. */
  bornOn: date,
  sex,
  weight_grams: Type.Integer(),
  gestation_weeks: Type.Integer(),
  birthOrder: Type.Integer(),
  birthCount: Type.Integer(),
  placeName: Type.String(),
  deliveredBy: Type.String(),
  status: Type.Union([Type.Literal('reported'), Type.Literal('registered')]),
  entryNumber: Type.Optional(Type.String()),
  receivedAt: instant,
});

const written = register.pick(
  'notificationNumber',
  'hospital',
  'mother',
  'father',
  'bornAt',
  'sex',
  'weight',
  'gestation',
  'birthOrder',
  'birthPlace',
  'deliveredBy',
);
const shown = [...written, ...register.pick('registration')];

export const reportBirth = service({
  name: 'health.reportBirth',
  owner: 'health',
  title: { vi: 'Báo một ca sinh', en: 'Report a birth' },
  kind: 'write',
  input: Type.Object(reportedBirth, { additionalProperties: false }),
  output: Type.Object({ notificationId: id, receivedAt: instant }),
  fields: written,
  grants: [{ caller: 'system:hospital', purposes: ['birth-notification'] }],
  subjects: (input) => [input.motherNumber, input.fatherDeclared?.number],
});

export const correctBirth = service({
  name: 'health.correctBirth',
  owner: 'health',
  title: { vi: 'Sửa thông tin một ca sinh đã báo', en: 'Correct a reported birth' },
  kind: 'write',
  input: Type.Object(
    { ...reportedBirth, reason: Type.String({ minLength: 5, maxLength: 500 }) },
    { additionalProperties: false },
  ),
  output: Type.Object({ notificationId: id, correctedAt: instant }),
  fields: written,
  grants: [{ caller: 'system:hospital', purposes: ['birth-notification'] }],
  subjects: (input) => [input.motherNumber, input.fatherDeclared?.number],
});

export const findBirths = service({
  name: 'health.findBirths',
  owner: 'health',
  title: { vi: 'Tìm các ca sinh của người mẹ', en: 'Find the births of a mother' },
  kind: 'read',
  /** One of the two: her personal number, or a foreign mother's passport. */
  input: Type.Object(
    {
      motherNumber: Type.Optional(personalNumber),
      foreignMother: Type.Optional(
        Type.Object({
          nationality: Type.String({ pattern: '^[A-Z]{2}$' }),
          passportNumber: Type.String({ minLength: 5, maxLength: 20 }),
        }),
      ),
    },
    { additionalProperties: false },
  ),
  output: Type.Object({ births: Type.Array(birth) }),
  fields: shown,
  grants: [
    { caller: 'cases', purposes: ['birth-registration'] },
    { caller: 'portal', purposes: ['own-data'], needs: 'own' },
  ],
  // The father is named in the answer, but may not look at it by that: only the mother's number opens her births.
  subjects: (input, output) => [
    input.motherNumber,
    ...(output?.births.map(({ fatherDeclared }) => fatherDeclared?.number) ?? []),
  ],
});

export const readBirth = service({
  name: 'health.readBirth',
  owner: 'health',
  title: { vi: 'Đọc một giấy chứng sinh', en: 'Read a birth notification' },
  kind: 'read',
  input: Type.Object({ notificationId: id }, { additionalProperties: false }),
  output: Type.Object({ birth: Type.Optional(birth) }),
  fields: shown,
  grants: [
    { caller: 'cases', purposes: ['birth-registration'], needs: 'case' },
    { caller: 'civil-status', purposes: ['birth-registration'], needs: 'case' },
  ],
  subjects: (_input, output) => [output?.birth?.motherNumber, output?.birth?.fatherDeclared?.number],
});

export const confirmRegistration = service({
  name: 'health.confirmRegistration',
  owner: 'health',
  title: { vi: 'Ghi nhận ca sinh đã được đăng ký khai sinh', en: 'Note that a birth was registered' },
  kind: 'write',
  input: Type.Object(
    {
      notificationId: id,
      entryNumber: Type.String({ minLength: 3, maxLength: 40 }),
      registeredOn: date,
      childNumber: personalNumber,
    },
    { additionalProperties: false },
  ),
  output: Type.Object({ notificationId: id, entryNumber: Type.String() }),
  fields: register.pick('registration'),
  grants: [{ caller: 'civil-status', purposes: ['birth-registration'], needs: 'case' }],
  subjects: (input) => [input.childNumber],
});
