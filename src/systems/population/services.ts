import { Type } from 'typebox';
import { service } from '../exchange/index.ts';
import type { PurposeCode } from '../exchange/index.ts';
import { CIVIL_STATUS } from './family/services.ts';
import { personMatching, personResolving } from './duplicates.ts';
import { populationEvents } from './disclosure.ts';
import { register } from './register.ts';
import { bilingual, closed, date, person, personalNumber, sex, text } from './schemas.ts';

export * from './document/check-service.ts';
export * from './document/services.ts';
export * from './family/services.ts';
export * from './foreigner/services.ts';
export * from './person/missing-services.ts';
export * from './family/tree/services.ts';
export * from './person/services.ts';
export * from './residence/services.ts';
export * from './residence/application/services.ts';
export { extractFacts } from './statistics/services.ts';

/** The official in whose name an act is done. */
const official = Type.Object({ officialId: text, title: bilingual, name: text }, closed);

/** A document made and sealed: where it is kept, and how it is checked. */
const sealedDocument = Type.Object({
  title: bilingual,
  fileId: Type.String(),
  verificationCode: Type.String(),
  sha256: Type.String(),
});

const journey: readonly PurposeCode[] = ['birth-registration', 'permanent-residence', 'child-health-insurance'];

const personFields = register.pick(
  'personalNumber',
  'fullName',
  'sex',
  'bornOn',
  'birthPlace',
  'ethnicGroup',
  'nationality',
  'hometown',
  'diedOn',
);

/** Where a person is permanently registered. */
const residence = Type.Object({
  communeCode: Type.String(),
  addressLine: Type.String(),
  since: date,
  householdId: Type.String(),
  headNumber: personalNumber,
  headName: Type.String(),
  relationToHead: Type.String(),
});
const residenceFields = register.pick('residence', 'household', 'relationToHead');

export const readPerson = service({
  name: 'population.readPerson',
  owner: 'population',
  title: { vi: 'Đọc thông tin nhân thân', en: 'Read who a person is' },
  kind: 'read',
  input: Type.Object({ number: personalNumber, /** Today when left out. */ on: Type.Optional(date) }, closed),
  output: Type.Object({ person: Type.Optional(person) }),
  fields: personFields,
  grants: [
    { caller: 'civil-servants', purposes: ['personnel-management'] },
    { caller: 'cases', purposes: journey },
    { caller: 'civil-status', purposes: ['birth-registration'], needs: 'case' },
    ...CIVIL_STATUS,
    { caller: 'insurance', purposes: ['child-health-insurance'], needs: 'case' },
    { caller: 'insurance', purposes: ['social-insurance'] },
    { caller: 'insurance', purposes: ['own-data'], needs: 'own' },
    { caller: 'enterprises', purposes: ['business-registration'] },
    { caller: 'portal', purposes: ['own-data'], needs: 'own' },
  ],
  subjects: ({ number }) => [number],
});

export const readResidence = service({
  name: 'population.readResidence',
  owner: 'population',
  title: { vi: 'Đọc nơi thường trú', en: 'Read the permanent residence' },
  kind: 'read',
  input: Type.Object({ number: personalNumber }, closed),
  output: Type.Object({ residence: Type.Optional(residence) }),
  fields: residenceFields,
  grants: [
    { caller: 'cases', purposes: journey },
    { caller: 'civil-status', purposes: ['birth-registration'], needs: 'case' },
    { caller: 'insurance', purposes: ['child-health-insurance'], needs: 'case' },
    { caller: 'portal', purposes: ['own-data'], needs: 'own' },
  ],
  subjects: ({ number }, output) => [number, output?.residence?.headNumber],
});

const MOST_PEOPLE = 4;

/** `readPerson` and `readResidence` of a few people in one call, for those who need both of each. */
export const readPeople = service({
  name: 'population.readPeople',
  owner: 'population',
  title: { vi: 'Đọc thông tin nhân thân và nơi thường trú', en: 'Read who people are and where they reside' },
  kind: 'read',
  input: Type.Object({ numbers: Type.Array(personalNumber, { minItems: 1, maxItems: MOST_PEOPLE }) }, closed),
  /** Those whom the register knows, in no order. */
  output: Type.Object({
    people: Type.Array(Type.Object({ person, residence: Type.Optional(residence) })),
  }),
  fields: [...personFields, ...residenceFields],
  // Not for one's own data: who asks about oneself must not be answered about others.
  grants: [
    { caller: 'cases', purposes: journey },
    { caller: 'civil-status', purposes: ['birth-registration'], needs: 'case' },
    ...CIVIL_STATUS,
    { caller: 'insurance', purposes: ['child-health-insurance'], needs: 'case' },
    { caller: 'insurance', purposes: ['social-insurance'] },
    { caller: 'land', purposes: ['land-registration'] },
  ],
  subjects: ({ numbers }, output) => [...numbers, ...(output?.people.map((one) => one.residence?.headNumber) ?? [])],
});

export const readParents = service({
  name: 'population.readParents',
  owner: 'population',
  title: { vi: 'Đọc cha, mẹ của một người', en: 'Read the parents of a person' },
  kind: 'read',
  input: Type.Object({ number: personalNumber }, closed),
  output: Type.Object({ motherNumber: Type.Optional(personalNumber), fatherNumber: Type.Optional(personalNumber) }),
  fields: register.pick('mother', 'father'),
  grants: [
    { caller: 'cases', purposes: ['permanent-residence', 'child-health-insurance'], needs: 'case' },
    { caller: 'insurance', purposes: ['child-health-insurance'], needs: 'case' },
    { caller: 'portal', purposes: ['own-data'], needs: 'own' },
  ],
  subjects: ({ number }, output) => [number, output?.motherNumber, output?.fatherNumber],
});

export const readChildren = service({
  name: 'population.readChildren',
  owner: 'population',
  title: { vi: 'Đọc danh sách con của mình', en: 'Read one’s own children' },
  kind: 'read',
  input: Type.Object({ number: personalNumber }, closed),
  output: Type.Object({
    children: Type.Array(Type.Object({ number: personalNumber, fullName: Type.String(), sex, bornOn: date })),
  }),
  fields: register.pick('children', 'personalNumber', 'fullName', 'sex', 'bornOn'),
  grants: [{ caller: 'portal', purposes: ['own-data'], needs: 'own' }],
  subjects: ({ number }, output) => [number, ...(output?.children.map((child) => child.number) ?? [])],
});

export const registerNewborn = service({
  name: 'population.registerNewborn',
  owner: 'population',
  title: { vi: 'Cấp số định danh và ghi tên trẻ mới sinh', en: 'Give a newborn a personal number and enter the child' },
  kind: 'write',
  input: Type.Object(
    {
      fullName: text,
      sex,
      bornOn: date,
      birthPlace: text,
      ethnicGroup: Type.Optional(Type.String({ pattern: '^\\d{2}$' })),
      nationality: Type.String({ pattern: '^[A-Z]{2}$' }),
      hometown: Type.Optional(text),
      motherNumber: Type.Optional(personalNumber),
      fatherNumber: Type.Optional(personalNumber),
      /** Where the birth was registered: 2 digits, a province of today. */
      provinceCode: Type.String({ pattern: '^\\d{2}$' }),
      /** The entry of the civil-status register that this rests on. */
      entryNumber: text,
    },
    closed,
  ),
  output: Type.Object({ personalNumber }),
  fields: register.pick(
    'personalNumber',
    'fullName',
    'sex',
    'bornOn',
    'birthPlace',
    'ethnicGroup',
    'nationality',
    'hometown',
    'mother',
    'father',
  ),
  grants: [{ caller: 'civil-status', purposes: ['birth-registration'], needs: 'case' }],
  subjects: ({ motherNumber, fatherNumber }, output) => [output?.personalNumber, motherNumber, fatherNumber],
});

export const registerResidence = service({
  name: 'population.registerResidence',
  owner: 'population',
  title: { vi: 'Đăng ký thường trú cho con theo cha, mẹ', en: 'Register a child’s permanent residence with a parent' },
  kind: 'write',
  input: Type.Object({ childNumber: personalNumber, parentNumber: personalNumber, registeredBy: official }, closed),
  output: Type.Object({
    communeCode: Type.String(),
    addressLine: Type.String(),
    householdId: Type.String(),
    registeredOn: date,
    noticeNumber: Type.String(),
    notice: sealedDocument,
  }),
  fields: register.pick('residence', 'household', 'relationToHead'),
  grants: [{ caller: 'cases', purposes: ['permanent-residence'], needs: 'case' }],
  subjects: ({ childNumber, parentNumber }) => [childNumber, parentNumber],
});

/** Whether somebody whom a list names without a number is in the register; see duplicates.ts. */
export const matchPerson = personMatching.contract;

/** What a personal number is now, after a merge. */
export const resolvePerson = personResolving.contract;

/** What was done to the register's records, for who follows it; see disclosure.ts. */
export const readEvents = populationEvents.read;
