import { Type } from 'typebox';
import { today } from '../../kernel/clock.ts';
import { formatDate } from '../../kernel/text.ts';
import { lookForDuplicates, matchBy, peopleLinkage, resolveBy } from '../registry/index.ts';
import { communeOn, placeName, provinceOf } from '../territories/index.ts';
import { person } from './kinds.ts';

/**
 * Who is in the register twice: by name, sex, day of birth and residence. The number is left out: two entries of one person have two
 * numbers, and those were given, not copied.
 */
export const personDuplicates = lookForDuplicates(person, {
  definition: peopleLinkage({
    today: (code) => (communeOn(code, today()) ? [code] : []),
    province: (code) => provinceOf(code, today())?.code,
  }),
  rowOf: ({ fullName, sex, bornOn, communeCode }) => ({
    fullName,
    sex,
    bornOn,
    place: (communeCode as string | null) ?? undefined,
  }),
  also: {
    communeCode: `SELECT household.commune_code FROM residence
      JOIN household ON household.id = residence.household_id AND household.valid_during && residence.valid_during
      WHERE residence.person_number = person.number ORDER BY residence.valid_during DESC, household.valid_during DESC LIMIT 1`,
  },
  follows: { residence: (key) => key },
  shown: {
    sex: (value, language) => person.fields.sex.choices?.[value]?.[language] ?? value,
    'birth-date': formatDate,
    place: (code, language) => placeName(code, today(), language),
  },
});

const closed = { additionalProperties: false };

/** For lists of other agencies that have no numbers: by name and day of birth, with sex and commune of today where the list has them. */
export const personMatching = matchBy(personDuplicates.linking, {
  input: Type.Object(
    {
      fullName: Type.String({ minLength: 2, maxLength: 200 }),
      bornOn: Type.String({ format: 'date' }),
      sex: Type.Optional(Type.Enum(['male', 'female'])),
      communeCode: Type.Optional(Type.String({ pattern: '^\\d{5}$' })),
    },
    closed,
  ),
  rowOf: ({ fullName, bornOn, sex, communeCode }) => ({ fullName, bornOn, sex, place: communeCode }),
  fields: ['personalNumber'],
  grants: [
    { caller: 'insurance', purposes: ['register-linkage'] },
    { caller: 'civil-status', purposes: ['register-linkage'] },
    { caller: 'enterprises', purposes: ['register-linkage'] },
  ],
});

/** For registers that keep personal numbers: what one is now, after a merge. */
export const personResolving = resolveBy(person, {
  grants: ['civil-status', 'land', 'enterprises', 'insurance', 'health', 'cases'].map((caller) => ({
    caller,
    purposes: ['register-keeping', 'data-changes'] as const,
  })),
});
