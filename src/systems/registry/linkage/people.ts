import { splitPersonName } from '../../../country/index.ts';
import type { LinkageDefinition } from './comparison.ts';
import { civilDay, exactly, identifier, place } from './field-comparators.ts';
import { personName, wordsInAnyOrder } from './person-name.ts';

/** What lists of people have in common. Whatever a list does not say is left out. */
export interface LinkablePerson {
  fullName: string;
  sex?: string | undefined;
  /** `YYYY-MM-DD`, or a year alone. */
  bornOn?: string | undefined;
  personalNumber?: string | undefined;
  /** Where the person lives, as a code that the caller's `places` understands: of today, or of before a merger. */
  place?: string | undefined;
}

/** What the caller knows of places: this engine knows no map. */
export interface PlaceKnowledge {
  /** The units that stand today where the place was; itself when it still stands. Empty when it is unknown. */
  today: (code: string) => readonly string[];
  /** The province of today. */
  province: (code: string) => string | undefined;
}

/** How records of people are linked in this country, for any two lists of people and for the duplicates in one. */
export function peopleLinkage(places: PlaceKnowledge): LinkageDefinition<LinkablePerson> {
  const words = memoized(wordsInAnyOrder);
  const yearOf = ({ bornOn }: LinkablePerson) => bornOn?.slice(0, 4);
  const keyOf = (...parts: (string | undefined)[]) => (parts.includes(undefined) ? undefined : parts.join('|'));
  const unitOf = ({ place: code }: LinkablePerson) => code && places.today(code)[0];
  const provinceOf = ({ place: code }: LinkablePerson) => code && places.province(code);
  return {
    name: 'people',
    comparators: [
      personName(({ fullName }) => splitPersonName(fullName)),
      exactly({ name: 'sex', title: { vi: 'Giới tính', en: 'Sex' }, read: ({ sex }) => sex }),
      civilDay({ name: 'birth-date', title: { vi: 'Ngày sinh', en: 'Date of birth' }, read: ({ bornOn }) => bornOn }),
      identifier({
        name: 'personal-number',
        title: { vi: 'Số định danh cá nhân', en: 'Personal number' },
        read: ({ personalNumber }) => personalNumber,
      }),
      place({ name: 'place', title: { vi: 'Nơi cư trú', en: 'Residence' }, read: (person) => person.place, ...places }),
    ],
    blocking: [
      { name: 'personal-number', key: ({ personalNumber }) => personalNumber || undefined },
      {
        name: 'name-and-birth-year',
        key: (person) => keyOf(words(person.fullName).join(' '), yearOf(person)),
        within: provinceOf,
      },
      {
        name: 'birth-date-and-first-word',
        key: (person) => keyOf(person.bornOn, words(person.fullName)[0]),
        within: provinceOf,
      },
      {
        name: 'birth-date-and-last-word',
        key: (person) => keyOf(person.bornOn, words(person.fullName).at(-1)),
        within: provinceOf,
      },
      {
        name: 'name-and-province',
        key: (person) => keyOf(words(person.fullName).join(' '), provinceOf(person)),
        within: unitOf,
      },
      { name: 'unit-and-birth-year', key: (person) => keyOf(unitOf(person), yearOf(person)), within: ({ sex }) => sex },
    ],
  };
}

/** Remembers the last answer: the blocking rules ask about the same record one after another. */
function memoized<Input, Output>(compute: (input: Input) => Output): (input: Input) => Output {
  let last: { input: Input; output: Output } | undefined;
  return (input) => {
    if (last?.input !== input) last = { input, output: compute(input) };
    return last.output;
  };
}
