import { personalNumberPrefix, personalNumberWith, type Sex } from '../personal-number.ts';
import { foldVietnamese } from '../person-name.ts';
import type {
  ExampleFamily,
  ExampleForeigner,
  ExampleHousehold,
  ExampleMarriage,
  ExamplePerson,
  ExamplePlace,
  HouseholdRelation,
} from './model.ts';
import { FOREIGN_NAMES, familyName, fullName, namesFollowMother } from './name-frequencies.ts';
import { addressLine, birthProvince, ethnicGroupIn, isSouthern } from './places.ts';
import { type Random, weightedTable } from './random.ts';

/** Days of a year, for ages. Days are counted from 1970-01-01 while families are made, and written as dates at the end. */
export const YEAR = 365.25;
const DAY_MS = 86_400_000;

/** The number of a civil date's day, and the civil date of a day's number. */
export const dayOf = (date: string): number => Math.round(Date.parse(`${date}T00:00:00Z`) / DAY_MS);
export function dateOf(day: number): string {
  const whole = Math.round(day);
  let date = DATES.get(whole);
  if (date === undefined) DATES.set(whole, (date = new Date(whole * DAY_MS).toISOString().slice(0, 10)));
  return date;
}
/** The days of a long life, in which everything happens: each is written once, and not for each person. */
const DATES = new Map<number, string>();

/** A household while it is being filled. */
export interface Home {
  household: ExampleHousehold;
  place: ExamplePlace;
}

/** A person while the family is being made, with what the next steps need in numbers. */
export interface Made {
  person: ExamplePerson;
  born: number;
  family: string;
}

export interface PersonWish {
  sex: Sex;
  born: number;
  home: Home;
  ethnicGroup: string;
  family?: string;
  mother?: Made;
  father?: Made;
  /** Where the person comes from when that is not where they live. */
  origin?: ExamplePlace;
  died?: number;
  /** Has a telephone and an e-mail address for sure. */
  reachable?: boolean;
}

const religions = weightedTable<string | undefined>([
  [undefined, 860],
  ['Phật giáo', 60],
  ['Công giáo', 62],
  ['Tin lành', 8],
]);
const southernReligions = weightedTable<string | undefined>([
  [undefined, 800],
  ['Phật giáo', 80],
  ['Công giáo', 70],
  ['Phật giáo Hòa Hảo', 25],
  ['Cao Đài', 15],
  ['Tin lành', 10],
]);
const foreignNationalities = Object.keys(FOREIGN_NAMES);

/** Makes people, homes and marriages with numbers that are never given twice. Keeps counters only, never people. */
export class PeopleMaker {
  readonly today: number;
  #seed: number;
  #numbers = new Map<string, number>();
  #households = new Map<string, number>();
  #phones = 0;
  #passports = 0;
  #emails = 0;

  constructor(today: string, seed: number) {
    this.today = dayOf(today);
    this.#seed = seed;
  }

  /** A day on which someone of this age was born. */
  bornAtAge(random: Random, years: number): number {
    return this.today - Math.floor(years * YEAR) - random.whole(0, 364);
  }

  age(born: number): number {
    return (this.today - born) / YEAR;
  }

  home(family: ExampleFamily, random: Random, place: ExamplePlace): Home {
    const serial = (this.#households.get(place.communeCode) ?? 0) + 1;
    this.#households.set(place.communeCode, serial);
    const household: ExampleHousehold = {
      id: `${place.communeCode}-${String(serial).padStart(5, '0')}`,
      headNumber: '',
      communeCode: place.communeCode,
      addressLine: addressLine(random, place),
      members: [],
    };
    family.households.push(household);
    return { household, place };
  }

  /** Puts a living person into a home. The first one is its head, whatever the relation says. */
  settle(home: Home, made: Made, relation: HouseholdRelation): void {
    if (made.person.diedOn) return;
    const { household } = home;
    if (household.members.length === 0) household.headNumber = made.person.number;
    household.members.push({
      number: made.person.number,
      bornOn: made.person.bornOn,
      relation: household.members.length === 0 ? 'head' : relation,
    });
  }

  person(family: ExampleFamily, random: Random, wish: PersonWish): Made {
    const { sex, born, home, ethnicGroup, mother, father, died } = wish;
    const origin = wish.origin ?? home.place;
    const southern = isSouthern(origin.provinceCode);
    const parent = namesFollowMother(ethnicGroup) || !father ? mother : father;
    const surname = wish.family ?? parent?.family ?? familyName(random, { ethnicGroup, southern });
    const bornOn = dateOf(born);
    const birthProvinceCode = birthProvince(random, origin);
    const age = this.age(born);
    const name = fullName(random, {
      family: surname,
      sex,
      ethnicGroup,
      southern,
      birthYear: Number(bornOn.slice(0, 4)),
    });
    const person: ExamplePerson = {
      number: this.#number({ provinceCode: birthProvinceCode, sex, bornOn }),
      fullName: name,
      sex,
      bornOn,
      birthProvinceCode,
      ethnicGroup,
      nationality: 'VN',
      hometown: father?.person.hometown ?? mother?.person.hometown ?? `${origin.communeName}, ${origin.provinceName}`,
      householdId: home.household.id,
      communeCode: home.household.communeCode,
      addressLine: home.household.addressLine,
      insured: died === undefined && (age < 6 || random.chance(0.93)),
    };
    const religion = random.weighted(southern ? southernReligions : religions);
    if (religion) person.religion = religion;
    if (mother) person.motherNumber = mother.person.number;
    if (father) person.fatherNumber = father.person.number;
    if (died !== undefined) person.diedOn = dateOf(died);
    if (person.insured) person.insuredUntil = dateOf(this.today + random.whole(1, 365));
    const hasPhone = age >= 15 && random.chance(age < 70 ? 0.93 : 0.6);
    const hasEmail = age >= 18 && age < 65 && random.chance(0.55);
    if (died === undefined && (hasPhone || wish.reachable)) person.phone = this.#phone();
    if (died === undefined && (hasEmail || wish.reachable)) person.email = this.#email(name);
    family.people.push(person);
    return { person, born, family: surname };
  }

  /** A foreigner with a passport number that no country issues: it begins with the letters of the test state UTO. */
  foreigner(random: Random, wish: { sex: Sex; born: number; nationality?: string }): ExampleForeigner {
    const nationality = wish.nationality ?? random.pick(foreignNationalities);
    this.#passports++;
    return {
      passportNumber: `UTO${String(this.#passports).padStart(6, '0')}`,
      fullName: random.pick(FOREIGN_NAMES[nationality]![wish.sex]),
      sex: wish.sex,
      bornOn: dateOf(wish.born),
      nationality,
    };
  }

  /** The group of a child: its father's, or its mother's where the group counts from the mother or no father is known. */
  groupOfChild(mother: Made | undefined, father: Made | undefined): string {
    if (!father) return mother!.person.ethnicGroup;
    if (mother && namesFollowMother(mother.person.ethnicGroup)) return mother.person.ethnicGroup;
    return father.person.ethnicGroup;
  }

  /** The group of someone who marries into a group: mostly the same one, sometimes another of the province. */
  groupOfSpouse(random: Random, ethnicGroup: string, place: ExamplePlace): string {
    return random.chance(0.94) ? ethnicGroup : ethnicGroupIn(random, place.provinceCode);
  }

  #number(birth: { provinceCode: string; sex: Sex; bornOn: string }): string {
    const prefix = personalNumberPrefix(birth);
    const serial = this.#numbers.get(prefix) ?? 0;
    this.#numbers.set(prefix, serial + 1);
    // The multiplier has no factor in common with 1,000,000: the first million serials give a million different numbers.
    return personalNumberWith(prefix, (Number(prefix) * 7 + this.#seed * 104_729 + serial * 618_033) % 1_000_000);
  }

  #phone(): string {
    return `010${String((this.#phones++ * 7_654_321 + 1_234_567) % 10_000_000).padStart(7, '0')}`;
  }

  #email(name: string): string {
    return `${mailWord(name.slice(name.lastIndexOf(' ') + 1))}.${mailWord(name.slice(0, name.indexOf(' ')))}${++this.#emails}@nguoi-dan.example`;
  }
}

/** A word of a name as it stands in an address. Names are made of a few hundred words: each is folded once. */
function mailWord(word: string): string {
  let folded = MAIL_WORDS.get(word);
  if (folded === undefined) MAIL_WORDS.set(word, (folded = foldVietnamese(word).replace(/[^a-z]/g, '')));
  return folded;
}
const MAIL_WORDS = new Map<string, string>();

/** Records a marriage between two people of the country. */
export function marry(
  family: ExampleFamily,
  wedding: {
    wife: Made;
    husband: Made;
    day: number;
    communeCode: string;
    ended?: { day: number; reason: 'divorce' | 'death' };
  },
): void {
  const marriage: ExampleMarriage = {
    husbandNumber: wedding.husband.person.number,
    wifeNumber: wedding.wife.person.number,
    registeredOn: dateOf(wedding.day),
    communeCode: wedding.communeCode,
  };
  if (wedding.ended) {
    marriage.endedOn = dateOf(wedding.ended.day);
    marriage.endReason = wedding.ended.reason;
  }
  family.marriages.push(marriage);
}

/** The first day on which both may marry: the wife is 18, the husband 20 (Law on Marriage and Family 52/2014/QH13 art. 8.1.a). */
export function firstWeddingDay(wifeBorn: number, husbandBorn: number): number {
  return Math.ceil(Math.max(wifeBorn + 18 * YEAR + 1, husbandBorn + 20 * YEAR + 1));
}
