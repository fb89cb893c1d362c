import type { Sex } from '../personal-number.ts';
import { foldVietnamese, splitPersonName } from '../person-name.ts';
import type { ExamplePerson } from './model.ts';
import { fullName } from './name-frequencies.ts';
import { isSouthern } from './places.ts';
import { Random } from './random.ts';

/** A person as some agency's list has them. */
export interface ListedPerson {
  fullName: string;
  sex?: Sex;
  bornOn: string;
  personalNumber?: string;
  /** In the writing of `places`: a commune of today, or one of before the merger. */
  place?: string;
}

export interface ClerkListInput {
  people: readonly ExamplePerson[];
  /** How a commune of today is written, and the ones of before July 2025 that it was made of. */
  places: (communeCode: string) => { now: string; before: readonly string[] };
  /** The share of the people whom the list has at all. */
  share: number;
  seed?: number;
  rates?: Partial<ClerkErrorRates>;
}

/** How often a list errs, as a share of its entries. Errors are independent: an entry may have several. */
export type ClerkErrorRates = Record<keyof typeof CLERK_ERROR_RATES, number>;

/**
 * The rates we take. No office publishes its own; these are chosen to be those of a poor list: a third of the entries has
 * no number, three in ten have the place of before July 2025, one in six a name that is not written as in the register.
 */
export const CLERK_ERROR_RATES = {
  /** No personal number: lists from before the number, children, farmers' and pupils' lists. */
  numberMissing: 0.33,
  /** One digit wrong, or two neighbours swapped. */
  numberDigit: 0.012,
  /** The whole name typed without tones and marks. */
  marksDropped: 0.08,
  /** One word with another tone, or with none. */
  toneMistaken: 0.03,
  /** đ typed as d, where there is one. */
  strokeDropped: 0.01,
  /** One letter wrong, missing, doubled or swapped with its neighbour. */
  letter: 0.012,
  /** The given name first, or the family name last, as foreign forms want it. */
  order: 0.01,
  /** Middle name left out, or one of its words. */
  middleMissing: 0.03,
  dayMonthSwapped: 0.01,
  yearDigit: 0.008,
  dayDigit: 0.01,
  /** Only the year was known: 1 January is written. */
  yearOnly: 0.02,
  sexMissing: 0.02,
  sexWrong: 0.003,
  /** The commune of before July 2025. */
  placeBefore: 0.3,
  /** The person has moved since. */
  placeOther: 0.08,
  placeMissing: 0.03,
} as const;

/** How many children of known parents have a twin, and how many people a namesake born on the same day. */
const TWINS = 0.012;
const NAMESAKES = 0.001;
const TWINS_OF_ONE_SEX = 0.65;
const TWINS_WITH_ONE_MIDDLE_NAME = 0.6;
/** The clan name of the Ê Đê stands last. */
const FAMILY_LAST = '12';

/**
 * Twins and namesakes of some of the people: whom a clerk, and a machine, may take for each other. A twin has the same
 * parents, home and day of birth; a namesake the same name, sex and day of birth, and lives in another commune.
 */
export function twinsAndNamesakes(people: readonly ExamplePerson[], seed = 1): ExamplePerson[] {
  const random = new Random(seed, 1);
  const numbers = new Set(people.map(({ number }) => number));
  const doubles: ExamplePerson[] = [];
  for (const person of people) {
    if (person.motherNumber && person.ethnicGroup !== FAMILY_LAST && random.chance(TWINS)) {
      doubles.push(twinOf(person, random, numbers));
    } else if (random.chance(NAMESAKES)) {
      const { communeCode, addressLine, householdId } = random.pick(people);
      doubles.push({ ...person, communeCode, addressLine, householdId, number: freshNumber(person, random, numbers) });
    }
  }
  return doubles;
}

function twinOf(person: ExamplePerson, random: Random, numbers: Set<string>): ExamplePerson {
  const sex = random.chance(TWINS_OF_ONE_SEX) ? person.sex : person.sex === 'male' ? 'female' : 'male';
  const southern = isSouthern(person.birthProvinceCode);
  const { family, middle, given } = splitPersonName(person.fullName);
  const wish = { family, sex, ethnicGroup: person.ethnicGroup, southern, birthYear: Number(person.bornOn.slice(0, 4)) };
  let name = splitPersonName(fullName(random, wish));
  while (name.given === given) name = splitPersonName(fullName(random, wish));
  const same = sex === person.sex && random.chance(TWINS_WITH_ONE_MIDDLE_NAME);
  const twin = {
    ...person,
    sex,
    fullName: [family, same ? middle : name.middle, name.given].filter(Boolean).join(' '),
  };
  return { ...twin, number: freshNumber(twin, random, numbers) };
}

/** Another number with the same beginning, for the sex that the person has. */
function freshNumber({ number, sex }: ExamplePerson, random: Random, numbers: Set<string>): string {
  const century = Math.floor(Number(number[3]) / 2) * 2 + (sex === 'female' ? 1 : 0);
  for (;;) {
    const fresh = `${number.slice(0, 3)}${century}${number.slice(4, 6)}${String(random.whole(0, 999_999)).padStart(6, '0')}`;
    if (numbers.has(fresh)) continue;
    numbers.add(fresh);
    return fresh;
  }
}

/** A person as the register itself has them: everything, without error. */
export function registerEntry(person: ExamplePerson, places: ClerkListInput['places']): ListedPerson {
  const { fullName: name, sex, bornOn, number } = person;
  return { fullName: name, sex, bornOn, personalNumber: number, place: places(person.communeCode).now };
}

/**
 * A list that some agency's clerks have kept of a share of the people, with the errors that clerks make, in an order of
 * its own chance: entry and the number of its person among `people`. Women keep their names at marriage, as in the
 * country. The same input gives the same list.
 */
export function* clerkList(input: ClerkListInput): Generator<{ entry: ListedPerson; person: number }> {
  const { people, places, share, seed = 1 } = input;
  const rates: ClerkErrorRates = { ...CLERK_ERROR_RATES, ...input.rates };
  for (const [index, person] of people.entries()) {
    const random = new Random(seed, index + 2);
    if (!random.chance(share)) continue;
    const entry: ListedPerson = {
      fullName: writtenName(person.fullName, random, rates),
      bornOn: writtenDate(person.bornOn, random, rates),
    };
    if (!random.chance(rates.sexMissing)) {
      const wrong = random.chance(rates.sexWrong);
      entry.sex = wrong ? (person.sex === 'male' ? 'female' : 'male') : person.sex;
    }
    if (!random.chance(rates.numberMissing)) {
      entry.personalNumber = random.chance(rates.numberDigit) ? withDigitWrong(person.number, random) : person.number;
    }
    if (!random.chance(rates.placeMissing)) {
      const commune = random.chance(rates.placeOther) ? random.pick(people).communeCode : person.communeCode;
      const { now, before } = places(commune);
      entry.place = before.length > 0 && random.chance(rates.placeBefore) ? random.pick(before) : now;
    }
    yield { entry, person: index };
  }
}

function writtenName(name: string, random: Random, rates: ClerkErrorRates): string {
  let words = name.split(' ');
  if (words.length > 2 && random.chance(rates.middleMissing))
    words = words.toSpliced(random.whole(1, words.length - 2), 1);
  const change = (rate: number, make: (word: string) => string) => {
    if (!random.chance(rate)) return;
    const at = random.whole(0, words.length - 1);
    words = words.with(at, make(words[at]!));
  };
  change(rates.toneMistaken, (word) => otherTone(word, random));
  change(rates.letter, (word) => otherLetter(word, random));
  if (random.chance(rates.strokeDropped)) words = words.map((word) => word.replaceAll('đ', 'd').replaceAll('Đ', 'D'));
  if (random.chance(rates.order)) {
    words = random.chance(0.5) ? [words.at(-1)!, ...words.slice(0, -1)] : [...words.slice(1), words[0]!];
  }
  const written = words.join(' ');
  return random.chance(rates.marksDropped) ? capitals(foldVietnamese(written)) : written;
}

const capitals = (text: string) => text.replaceAll(/(?<=^|[ '-])\p{L}/gu, (letter) => letter.toUpperCase());
const TONES = ['', '\u0300', '\u0301', '\u0303', '\u0309', '\u0323'];
const TONE = /[\u0300\u0301\u0303\u0309\u0323]/;
const VOWEL = /[aeiouy][\u0302\u0306\u031B]?/i;

/** The word with another tone, or without its own; as it was when it has no vowel. */
function otherTone(word: string, random: Random): string {
  const letters = word.normalize('NFD');
  const tone = TONE.exec(letters)?.[0] ?? '';
  const other = random.pick(TONES.filter((one) => one !== tone));
  const without = letters.replace(TONE, '');
  return (tone === '' ? without.replace(VOWEL, (vowel) => vowel + other) : letters.replace(TONE, other)).normalize(
    'NFC',
  );
}

const LETTERS = 'abcdeghiklmnopqrstuvxy';

function otherLetter(word: string, random: Random): string {
  const at = random.whole(0, word.length - 1);
  const letter = random.pick([...LETTERS]);
  switch (random.whole(0, 3)) {
    case 0:
      return capitals(word.slice(0, at) + letter + word.slice(at + 1));
    case 1:
      return word.length > 1 ? capitals(word.slice(0, at) + word.slice(at + 1)) : word;
    case 2:
      return word.slice(0, at) + word[at] + word.slice(at);
    default:
      return at + 1 < word.length
        ? capitals((word.slice(0, at) + word[at + 1] + word[at] + word.slice(at + 2)).toLowerCase())
        : word;
  }
}

function writtenDate(date: string, random: Random, rates: ClerkErrorRates): string {
  const [year, month, day] = date.split('-') as [string, string, string];
  if (random.chance(rates.yearOnly)) return `${year}-01-01`;
  if (random.chance(rates.dayMonthSwapped) && Number(day) <= 12) return `${year}-${day}-${month}`;
  if (random.chance(rates.yearDigit)) {
    const wrong = Number(year) + (random.chance(0.5) ? 1 : -1) * random.pick([1, 1, 1, 10]);
    // The other year may have no 29 February.
    return `${wrong}-${month}-${month === '02' && day === '29' ? '28' : day}`;
  }
  if (random.chance(rates.dayDigit)) {
    const wrong = [1, -1, 2, -2, 10, -10].map((step) => Number(day) + step).filter((one) => one >= 1 && one <= 28);
    return `${year}-${month}-${String(random.pick(wrong)).padStart(2, '0')}`;
  }
  return date;
}

/** One digit another one, or two neighbours swapped, where they differ. */
function withDigitWrong(number: string, random: Random): string {
  const at = random.whole(0, number.length - 2);
  if (number[at] !== number[at + 1] && random.chance(0.4)) {
    return number.slice(0, at) + number[at + 1] + number[at] + number.slice(at + 2);
  }
  return number.slice(0, at) + ((Number(number[at]) + random.whole(1, 9)) % 10) + number.slice(at + 1);
}
