import { type Static, Type } from 'typebox';
import { type Grant, service } from '../../exchange/index.ts';
import { register } from '../register.ts';
import { closed, date, done, party, personalNumber, relative, text } from '../schemas.ts';

/** What civil status registers, it enters here: needs no case, but the number of the entry that it rests on. */
export const CIVIL_STATUS: readonly Grant[] = [{ caller: 'civil-status', purposes: ['civil-status-registration'] }];

/** How a service is told who somebody is. */
export type GivenParty = Static<typeof party>;
const numberOf = (given: GivenParty | null | undefined) => (given?.kind === 'person' ? given.number : undefined);

const parental = Type.Union([Type.Literal('mother'), Type.Literal('father')]);

export const readFamily = service({
  name: 'population.readFamily',
  owner: 'population',
  title: { vi: 'Đọc quan hệ gia đình', en: 'Read the family of a person' },
  kind: 'read',
  input: Type.Object({ number: personalNumber, /** Today when left out. */ on: Type.Optional(date) }, closed),
  /** Who is related to the person on that date, the dead too. Missing or empty: nobody is recorded. */
  output: Type.Object({
    mother: Type.Optional(relative),
    father: Type.Optional(relative),
    spouse: Type.Optional(relative),
    guardians: Type.Array(relative),
    /** The eldest first. */
    children: Type.Array(relative),
    wards: Type.Array(relative),
  }),
  fields: register.pick('mother', 'father', 'spouse', 'guardian', 'children', 'fullName', 'sex', 'bornOn', 'diedOn'),
  grants: [...CIVIL_STATUS, { caller: 'portal', purposes: ['own-data'], needs: 'own' }],
  subjects: ({ number }, output) => [
    number,
    output?.mother?.number,
    output?.father?.number,
    output?.spouse?.number,
    ...[...(output?.guardians ?? []), ...(output?.children ?? []), ...(output?.wards ?? [])].map((one) => one.number),
  ],
});

export const recordParent = service({
  name: 'population.recordParent',
  owner: 'population',
  title: { vi: 'Ghi nhận cha, mẹ', en: 'Record a parent' },
  kind: 'write',
  input: Type.Object(
    {
      childNumber: personalNumber,
      role: parental,
      parent: party,
      /** Since when in law: the birth, unless the act makes it so only later, as an adoption does. */
      from: date,
      basis: Type.Union([
        Type.Literal('birth'),
        Type.Literal('recognition'),
        Type.Literal('adoption'),
        Type.Literal('court'),
      ]),
      entryNumber: text,
    },
    closed,
  ),
  output: done,
  fields: register.pick('mother', 'father', 'children'),
  grants: CIVIL_STATUS,
  subjects: ({ childNumber, parent }) => [childNumber, numberOf(parent)],
});

export const endParent = service({
  name: 'population.endParent',
  owner: 'population',
  title: { vi: 'Chấm dứt quan hệ cha, mẹ, con', en: 'End the relation to a parent' },
  kind: 'write',
  input: Type.Object(
    {
      childNumber: personalNumber,
      role: parental,
      /** The first day on which it is no longer so; the day since when it was: it never was. */
      from: date,
      entryNumber: text,
    },
    closed,
  ),
  output: done,
  fields: register.pick('mother', 'father', 'children'),
  grants: CIVIL_STATUS,
  subjects: ({ childNumber }) => [childNumber],
});

export const recordMarriage = service({
  name: 'population.recordMarriage',
  owner: 'population',
  title: { vi: 'Ghi nhận kết hôn', en: 'Record a marriage' },
  kind: 'write',
  input: Type.Object(
    { spouses: Type.Array(party, { minItems: 2, maxItems: 2 }), from: date, entryNumber: text },
    closed,
  ),
  output: done,
  fields: register.pick('spouse'),
  grants: CIVIL_STATUS,
  subjects: ({ spouses }) => spouses.map(numberOf),
});

export const endMarriage = service({
  name: 'population.endMarriage',
  owner: 'population',
  title: { vi: 'Chấm dứt hôn nhân', en: 'End a marriage' },
  kind: 'write',
  input: Type.Object(
    {
      /** One of the two; the other follows. */
      spouseNumber: personalNumber,
      /** The first day on which they are no longer married. */
      from: date,
      /** `annulment`: the marriage is held never to have been. */
      basis: Type.Union([Type.Literal('divorce'), Type.Literal('death'), Type.Literal('annulment')]),
      entryNumber: text,
    },
    closed,
  ),
  output: Type.Object({ ...done.properties, otherSpouseNumber: Type.Optional(personalNumber) }),
  fields: register.pick('spouse'),
  grants: CIVIL_STATUS,
  subjects: ({ spouseNumber }, output) => [spouseNumber, output?.otherSpouseNumber],
});

export const recordGuardianship = service({
  name: 'population.recordGuardianship',
  owner: 'population',
  title: { vi: 'Ghi nhận giám hộ', en: 'Record a guardianship' },
  kind: 'write',
  input: Type.Object(
    {
      wardNumber: personalNumber,
      /** Two only together: grandparents (Civil Code 91/2015/QH13 art. 47.2). */
      guardianNumbers: Type.Array(personalNumber, { minItems: 1, maxItems: 2 }),
      from: date,
      entryNumber: text,
    },
    closed,
  ),
  output: done,
  fields: register.pick('guardian'),
  grants: CIVIL_STATUS,
  subjects: ({ wardNumber, guardianNumbers }) => [wardNumber, ...guardianNumbers],
});

export const endGuardianship = service({
  name: 'population.endGuardianship',
  owner: 'population',
  title: { vi: 'Chấm dứt giám hộ', en: 'End a guardianship' },
  kind: 'write',
  input: Type.Object({ wardNumber: personalNumber, from: date, entryNumber: text }, closed),
  output: Type.Object({ ...done.properties, guardianNumbers: Type.Array(personalNumber) }),
  fields: register.pick('guardian'),
  grants: CIVIL_STATUS,
  subjects: ({ wardNumber }, output) => [wardNumber, ...(output?.guardianNumbers ?? [])],
});
