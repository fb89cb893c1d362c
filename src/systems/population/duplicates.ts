import { today } from '../../kernel/clock.ts';
import { lookForDuplicates, peopleLinkage } from '../registry/index.ts';
import { communeOn, provinceOf } from '../territories/index.ts';
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
});
