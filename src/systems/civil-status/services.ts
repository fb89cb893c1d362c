import { Type } from 'typebox';
import { service } from '../exchange/index.ts';
import { register } from './register.ts';
import {
  bilingual,
  closed,
  country,
  date,
  foreigner,
  id,
  name,
  personalNumber,
  sealedDocument,
  text,
} from './schemas.ts';

export * from './entry/services.ts';
export { importPaperBook } from './legacy/services.ts';
export * from './marital/application/services.ts';
export * from './marital/services.ts';
export * from './paper/services.ts';

const receipt = Type.String({ minLength: 5, maxLength: 60 });
const sex = Type.Union([Type.Literal('male'), Type.Literal('female')]);

/** A parent as declared. What the registers know of a person is read there, not given here. */
const parent = Type.Union([
  Type.Object({ kind: Type.Literal('person'), number: personalNumber }, closed),
  Type.Object({ kind: Type.Literal('foreigner'), ...foreigner, residence: Type.Optional(text) }, closed),
  Type.Object({ kind: Type.Literal('unknown') }, closed),
]);

export const readMarriage = service({
  name: 'civilStatus.readMarriage',
  owner: 'civil-status',
  title: { vi: 'Đọc tình trạng kết hôn hiện tại', en: 'Read the current marriage' },
  kind: 'read',
  input: Type.Object({ number: personalNumber }, closed),
  output: Type.Object({
    /** Missing: not married now. */
    marriage: Type.Optional(
      Type.Object({
        entryNumber: Type.String(),
        registeredOn: date,
        communeCode: Type.String(),
        spouseNumber: Type.Optional(personalNumber),
        foreignSpouse: Type.Optional(Type.Object(foreigner)),
      }),
    ),
  }),
  fields: register.pick('marriage', 'spouse', 'entryNumber', 'registeredOn'),
  grants: [
    { caller: 'cases', purposes: ['birth-registration'] },
    { caller: 'land', purposes: ['land-registration'] },
    { caller: 'portal', purposes: ['own-data'], needs: 'own' },
  ],
  subjects: ({ number }, output) => [number, output?.marriage?.spouseNumber],
});

export const readBirthStatus = service({
  name: 'civilStatus.readBirthStatus',
  owner: 'civil-status',
  title: { vi: 'Kiểm tra giấy chứng sinh đã đăng ký khai sinh chưa', en: 'See which births are registered' },
  kind: 'read',
  input: Type.Object({ notificationIds: Type.Array(id, { minItems: 1, maxItems: 50 }) }, closed),
  output: Type.Object({
    registered: Type.Array(
      Type.Object({
        notificationId: id,
        entryNumber: Type.String(),
        registeredOn: date,
        communeCode: Type.String(),
        motherNumber: Type.Optional(personalNumber),
      }),
    ),
  }),
  fields: register.pick('birthEntry', 'entryNumber', 'registeredOn', 'mother'),
  grants: [{ caller: 'cases', purposes: ['birth-registration'] }],
  subjects: (_input, output) => output?.registered.map(({ motherNumber }) => motherNumber) ?? [],
});

export const registerBirth = service({
  name: 'civilStatus.registerBirth',
  owner: 'civil-status',
  title: { vi: 'Đăng ký khai sinh', en: 'Register a birth' },
  kind: 'write',
  input: Type.Object(
    {
      /** The hospital's notification, by its id in the health register. */
      notificationId: Type.Optional(id),
      /** What stands in for it: witnesses, or the declarant's own undertaking. */
      statement: Type.Optional(Type.String({ minLength: 10, maxLength: 1000 })),
      child: Type.Object(
        {
          fullName: name,
          sex,
          bornOn: date,
          /** Instant of birth. */
          bornAt: Type.Optional(Type.String({ format: 'date-time' })),
          birthPlace: text,
          /** Code of the group; missing for a child without one. */
          ethnicGroup: Type.Optional(Type.String({ pattern: '^\\d{2}$' })),
          nationality: country,
          hometown: text,
        },
        closed,
      ),
      /** Which of several born at one birth; with a notification it says so itself. */
      birthOrder: Type.Optional(Type.Integer({ minimum: 1, maximum: 9 })),
      mother: parent,
      father: parent,
      /** Parents who are not married: who recognises the child, and the receipt of the consent of both. */
      recognition: Type.Optional(
        Type.Object(
          { by: Type.Union([Type.Literal('father'), Type.Literal('mother')]), consentReceipt: receipt },
          closed,
        ),
      ),
      /** A foreign nationality of the child: the receipt of the parents' agreement. */
      nationalityAgreement: Type.Optional(Type.Object({ consentReceipt: receipt }, closed)),
      declarantNumber: personalNumber,
      registeredBy: Type.Object({ officialId: text, title: bilingual, name }, closed),
      /** Declared after the 60 days of the law. */
      late: Type.Boolean(),
      /** Receipts of the exchange for the evidence that the officer saw. */
      receipts: Type.Array(receipt, { maxItems: 40 }),
    },
    closed,
  ),
  output: Type.Object({
    entryNumber: Type.String(),
    personalNumber,
    registeredOn: date,
    certificate: sealedDocument,
    /** Of the recognition, when there was one. */
    extract: Type.Optional(sealedDocument),
  }),
  fields: register.pick(
    'birthEntry',
    'entryNumber',
    'registeredOn',
    'child',
    'mother',
    'father',
    'declarant',
    'recognition',
    'certificate',
  ),
  grants: [{ caller: 'cases', purposes: ['birth-registration'], needs: 'case' }],
  subjects: ({ mother, father, declarantNumber }, output) => [
    output?.personalNumber,
    mother.kind === 'person' ? mother.number : undefined,
    father.kind === 'person' ? father.number : undefined,
    declarantNumber,
  ],
});
