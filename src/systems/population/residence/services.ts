import { Type } from 'typebox';
import { type Grant, service } from '../../exchange/index.ts';
import { CIVIL_STATUS } from '../family/services.ts';
import { register } from '../register.ts';
import { closed, date, done, person, personalNumber, text } from '../schemas.ts';
import { ABSENCE_REASONS, STAY_REASONS, STRIKING_CAUSES, type StrikingCause } from './choices.ts';
import { communeCode, relationToHead } from './schemas.ts';

/** The police of a commune at their desk. */
export const RESIDENCE_DESK: readonly Grant[] = [{ caller: 'population', purposes: ['residence-keeping'] }];

const householdId = Type.String({ pattern: '^[0-9A-Za-z-]{1,60}$' });
const MOST_PEOPLE = 20;

/** Why, and on which application. */
const grounds = { reason: text, applicationNumber: Type.String({ minLength: 1, maxLength: 100 }) };

/** Who lives under one roof. */
export const homeOf = Type.Object({
  householdId,
  communeCode: Type.String(),
  addressLine: Type.String(),
  /** Missing when the head is nobody whom the asker may know of. */
  headNumber: Type.Optional(personalNumber),
  members: Type.Array(
    Type.Object({
      number: personalNumber,
      fullName: Type.String(),
      bornOn: date,
      relation: relationToHead,
      since: date,
    }),
  ),
});
const stay = Type.Object({
  communeCode: Type.String(),
  addressLine: Type.String(),
  hostNumber: Type.Optional(personalNumber),
  why: Type.Enum([...STAY_REASONS]),
  since: date,
  /** The first day on which it is no longer so. */
  until: date,
});
const absence = Type.Object({
  destination: Type.String(),
  why: Type.Enum([...ABSENCE_REASONS]),
  since: date,
  until: date,
});

export const readResident = service({
  name: 'population.readResident',
  owner: 'population',
  title: { vi: 'Đọc thông tin cư trú của một người', en: 'Read where a person resides' },
  kind: 'read',
  input: Type.Object({ number: personalNumber }, closed),
  /** Without `person`: the number is nobody's. */
  output: Type.Object({
    person: Type.Optional(person),
    home: Type.Optional(homeOf),
    stay: Type.Optional(stay),
    absence: Type.Optional(absence),
    /** Since when the person is declared missing. */
    missingSince: Type.Optional(date),
    /** Earlier places of permanent residence, the last first. */
    earlier: Type.Array(
      Type.Object({ communeCode: Type.String(), addressLine: Type.String(), from: date, until: date }),
    ),
  }),
  fields: register.pick('personalNumber', 'fullName', 'sex', 'bornOn', 'residence', 'household', 'relationToHead'),
  grants: [...RESIDENCE_DESK, { caller: 'portal', purposes: ['own-data'], needs: 'own' }],
  subjects: ({ number }, output) => [number, ...(output?.home?.members.map((member) => member.number) ?? [])],
});

export const readPlaceOfResidence = service({
  name: 'population.readPlaceOfResidence',
  owner: 'population',
  title: { vi: 'Đọc nơi cư trú của một người', en: 'Read in which commune a person resides' },
  kind: 'read',
  input: Type.Object({ number: personalNumber }, closed),
  /** The permanent residence; without one, where the person stays (Law on Residence 68/2020/QH14 art. 11). */
  output: Type.Object({
    place: Type.Optional(
      Type.Object({
        kind: Type.Enum(['permanent', 'stay']),
        communeCode: Type.String(),
        addressLine: Type.String(),
      }),
    ),
  }),
  fields: register.pick('residence'),
  grants: CIVIL_STATUS,
  subjects: ({ number }) => [number],
});

export const findResidents = service({
  name: 'population.findResidents',
  owner: 'population',
  title: { vi: 'Tìm người cư trú trên địa bàn', en: 'Find residents of a commune' },
  kind: 'read',
  input: Type.Object({ communeCode, name: text }, closed),
  /** Permanent residents whose name begins so, without tones; at most 30. */
  output: Type.Object({
    people: Type.Array(
      Type.Object({ number: personalNumber, fullName: Type.String(), bornOn: date, addressLine: Type.String() }),
    ),
  }),
  fields: register.pick('personalNumber', 'fullName', 'bornOn', 'residence'),
  grants: RESIDENCE_DESK,
  subjects: (_, output) => output?.people.map(({ number }) => number) ?? [],
});

export const readHousehold = service({
  name: 'population.readHousehold',
  owner: 'population',
  title: { vi: 'Đọc thông tin hộ gia đình', en: 'Read a household' },
  kind: 'read',
  input: Type.Object({ householdId }, closed),
  output: Type.Object({ home: Type.Optional(homeOf) }),
  fields: register.pick('household', 'residence', 'relationToHead', 'fullName', 'bornOn'),
  grants: RESIDENCE_DESK,
  subjects: (_, output) => output?.home?.members.map(({ number }) => number) ?? [],
});

export const readHouseholdCourse = service({
  name: 'population.readHouseholdCourse',
  owner: 'population',
  title: { vi: 'Đọc lịch sử của hộ gia đình', en: 'Read a household over time' },
  kind: 'read',
  input: Type.Object({ householdId }, closed),
  /** Who ever lived there and was its head, the latest first; at most 200 lines. */
  output: Type.Object({
    members: Type.Array(
      Type.Object({
        number: personalNumber,
        fullName: Type.String(),
        relation: relationToHead,
        from: date,
        until: Type.Optional(date),
        /** The document that it rests on. */
        source: Type.String(),
      }),
    ),
    course: Type.Array(
      Type.Object({
        communeCode: Type.String(),
        addressLine: Type.String(),
        headNumber: Type.Optional(personalNumber),
        from: date,
        until: Type.Optional(date),
      }),
    ),
  }),
  fields: register.pick('household', 'residence', 'relationToHead', 'fullName'),
  grants: RESIDENCE_DESK,
  subjects: (_, output) => output?.members.map(({ number }) => number) ?? [],
});

export const readHeadlessHouseholds = service({
  name: 'population.readHeadlessHouseholds',
  owner: 'population',
  title: { vi: 'Đọc danh sách hộ chưa có chủ hộ', en: 'Read which households have no head' },
  kind: 'read',
  input: Type.Object({ communeCode }, closed),
  /** Those whose head has died or moved away while others live there; at most 50. */
  output: Type.Object({
    households: Type.Array(Type.Object({ householdId, addressLine: Type.String(), members: Type.Integer() })),
  }),
  fields: register.pick('household'),
  grants: RESIDENCE_DESK,
  subjects: () => [],
});

const write = {
  owner: 'population',
  kind: 'write' as const,
  fields: register.pick('residence', 'household', 'relationToHead'),
  grants: RESIDENCE_DESK,
};

export const moveResidence = service({
  ...write,
  name: 'population.moveResidence',
  title: { vi: 'Đăng ký thường trú', en: 'Register permanent residence' },
  input: Type.Object(
    {
      /** Who moves, and what each is to the head of the household that they come into; to a new one, one of them is its head. */
      people: Type.Array(Type.Object({ number: personalNumber, relation: relationToHead }, closed), {
        minItems: 1,
        maxItems: MOST_PEOPLE,
      }),
      to: Type.Union([Type.Object({ householdId }, closed), Type.Object({ communeCode, addressLine: text }, closed)]),
      /** Who becomes head of the household that the head leaves and others stay in. */
      successorNumber: Type.Optional(personalNumber),
      ...grounds,
    },
    closed,
  ),
  output: Type.Object({ ...done.properties, householdId }),
  subjects: ({ people, successorNumber }) => [...people.map(({ number }) => number), successorNumber],
});

export const strikeResidence = service({
  ...write,
  name: 'population.strikeResidence',
  title: { vi: 'Xóa đăng ký thường trú', en: 'Strike off a permanent residence' },
  input: Type.Object(
    {
      number: personalNumber,
      cause: Type.Enum(Object.keys(STRIKING_CAUSES) as [StrikingCause, ...StrikingCause[]]),
      /** Who becomes head of the household that the head leaves and others stay in. */
      successorNumber: Type.Optional(personalNumber),
      ...grounds,
    },
    closed,
  ),
  output: done,
  subjects: ({ number, successorNumber }) => [number, successorNumber],
});

export const splitHousehold = service({
  ...write,
  name: 'population.splitHousehold',
  title: { vi: 'Tách hộ', en: 'Split a household' },
  input: Type.Object(
    {
      householdId,
      people: Type.Array(Type.Object({ number: personalNumber, relation: relationToHead }, closed), {
        minItems: 1,
        maxItems: MOST_PEOPLE,
      }),
      ...grounds,
    },
    closed,
  ),
  output: Type.Object({ ...done.properties, householdId }),
  subjects: ({ people }) => people.map(({ number }) => number),
});

export const changeHead = service({
  ...write,
  name: 'population.changeHead',
  title: { vi: 'Thay đổi chủ hộ', en: 'Change the head of a household' },
  input: Type.Object({ householdId, headNumber: personalNumber, ...grounds }, closed),
  output: done,
  subjects: ({ headNumber }) => [headNumber],
});

export const registerStay = service({
  ...write,
  name: 'population.registerStay',
  title: { vi: 'Đăng ký, gia hạn tạm trú', en: 'Register or renew a temporary residence' },
  input: Type.Object(
    {
      number: personalNumber,
      communeCode,
      addressLine: text,
      hostNumber: Type.Optional(personalNumber),
      why: Type.Enum([...STAY_REASONS]),
      /** The last day: within two years. */
      lastDay: date,
      ...grounds,
    },
    closed,
  ),
  output: done,
  subjects: ({ number, hostNumber }) => [number, hostNumber],
});

export const endStay = service({
  ...write,
  name: 'population.endStay',
  title: { vi: 'Xóa đăng ký tạm trú', en: 'End a temporary residence' },
  input: Type.Object({ number: personalNumber, ...grounds }, closed),
  output: done,
  subjects: ({ number }) => [number],
});

export const declareAbsence = service({
  ...write,
  name: 'population.declareAbsence',
  title: { vi: 'Khai báo tạm vắng', en: 'Declare a temporary absence' },
  input: Type.Object(
    {
      number: personalNumber,
      destination: text,
      why: Type.Enum([...ABSENCE_REASONS]),
      lastDay: date,
      ...grounds,
    },
    closed,
  ),
  output: done,
  subjects: ({ number }) => [number],
});

export const endAbsence = service({
  ...write,
  name: 'population.endAbsence',
  title: { vi: 'Ghi nhận người tạm vắng đã trở về', en: 'End a temporary absence' },
  input: Type.Object({ number: personalNumber, ...grounds }, closed),
  output: done,
  subjects: ({ number }) => [number],
});
