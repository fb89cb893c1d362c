import type { Sex } from '../personal-number.ts';

/** A commune as `territories` knows it, given to the generator. */
export interface ExamplePlace {
  communeCode: string;
  /** With its kind: `Phường Giảng Võ`. */
  communeName: string;
  provinceCode: string;
  /** Short: `Hà Nội`. */
  provinceName: string;
  /** Codes of the 63-province list that the province was made of. */
  oldProvinceCodes: string[];
}

/** What the synthetic country is made from. The same input gives the same country, byte for byte. */
export interface ExampleInput {
  /** How many people at least; the last family may bring a few more. 100 to 20,000,000. */
  people: number;
  /** The civil date on which the country is looked at. */
  today: string;
  /** All communes to choose from. */
  places: readonly ExamplePlace[];
  /** Another country from another seed; 1 when left out. */
  seed?: number;
  /** Only among so many people, the first, are children born whom nobody has registered yet; among all when left out. */
  birthsAmong?: number;
}

export interface ExamplePerson {
  /** Personal number: valid by its structure, unique in the country. */
  number: string;
  fullName: string;
  sex: Sex;
  bornOn: string;
  /** Where the birth was registered, in the list of 63 provinces. */
  birthProvinceCode: string;
  /** Code of the ethnic group. */
  ethnicGroup: string;
  nationality: 'VN';
  /** Place of the family's origin: commune and province. */
  hometown: string;
  religion?: string;
  motherNumber?: string;
  fatherNumber?: string;
  /** The household the person lives in, or lived in last. */
  householdId: string;
  communeCode: string;
  addressLine: string;
  /** Ten digits beginning with 010: no subscriber number in Vietnam begins so since the plan lost its 01 numbers in 2018. */
  phone?: string;
  /** At the reserved top-level domain `.example` (RFC 2606 §2). */
  email?: string;
  insured: boolean;
  /** Last day of the health insurance, when insured. */
  insuredUntil?: string;
  diedOn?: string;
}

export type HouseholdRelation =
  | 'head'
  | 'spouse'
  | 'partner'
  | 'child'
  | 'parent'
  | 'parent-in-law'
  | 'child-in-law'
  | 'grandchild';

export interface ExampleHousehold {
  id: string;
  headNumber: string;
  communeCode: string;
  addressLine: string;
  /** The living members and what each is to the head; the head first. */
  members: { number: string; bornOn: string; relation: HouseholdRelation }[];
}

/** A foreigner: known by a passport, with no personal number. */
export interface ExampleForeigner {
  passportNumber: string;
  fullName: string;
  sex: Sex;
  bornOn: string;
  /** ISO 3166-1 alpha-2. */
  nationality: string;
}

export interface ExampleMarriage {
  /** Missing when the husband is the foreigner. */
  husbandNumber?: string;
  /** Missing when the wife is the foreigner. */
  wifeNumber?: string;
  foreignSpouse?: ExampleForeigner;
  registeredOn: string;
  /** Where it was registered. */
  communeCode: string;
  endedOn?: string;
  endReason?: 'divorce' | 'death';
}

/** What is made at one stroke: the households of one wider family, its people (the dead too) and their marriages. */
export interface ExampleFamily {
  households: ExampleHousehold[];
  /** Parents always stand before their children. */
  people: ExamplePerson[];
  marriages: ExampleMarriage[];
}

export type ExamplePost =
  | 'committee-chair'
  | 'committee-deputy-chair'
  | 'civil-status-officer'
  | 'police-residence-officer'
  | 'midwife'
  | 'insurance-officer'
  | 'business-registration-officer'
  | 'household-business-officer'
  | 'data-steward'
  | 'personnel-officer'
  | 'public-finance-officer'
  | 'seal-keeper'
  | 'identity-officer'
  | 'land-registration-officer'
  | 'legal-drafting-officer'
  | 'trust-services-administrator';

export interface ExampleOfficial {
  personNumber: string;
  post: ExamplePost;
  provinceCode: string;
  /** For posts in a commune. */
  communeCode?: string;
  /** For a midwife: the hospital's serial in its province. */
  hospitalSerial?: number;
  /** For who works at a ministry: which one. */
  ministryCode?: string;
}

export type ScenarioKey =
  | 'married'
  | 'twins'
  | 'unmarried'
  | 'father-unknown'
  | 'foreign-father'
  | 'late'
  | 'different-residence'
  | 'different-ethnic'
  | 'contradiction';

/** A birth that a hospital reports: the child has no name and no personal number yet. */
export interface ExampleBirthNotification {
  hospital: { provinceCode: string; serial: number };
  /** Number of the certificate of birth at that hospital, unique there. */
  certificateNumber: string;
  motherNumber: string;
  /** Whom the mother named as the father, when she named one with a personal number. */
  fatherNumberDeclared?: string;
  /** Whom the mother named as the father, when he is a foreigner. */
  foreignFatherDeclared?: ExampleForeigner;
  /** Instant, ISO 8601 in UTC. */
  bornAt: string;
  sex: Sex;
  weight_grams: number;
  gestation_weeks: number;
  /** 1 for the first born of this birth. */
  birthOrder: number;
  birthCount: number;
  scenario: ScenarioKey | 'ordinary';
}

/** A family made for showing one way a birth can be registered. */
export interface ExampleScenario {
  key: ScenarioKey;
  motherNumber: string;
  /** The father by law or in fact, when he has a personal number. */
  fatherNumber?: string;
}

/** What is known when all families have been made. */
export interface ExampleSummary {
  people: number;
  households: number;
  /** The communes that have people, in the order in which they were chosen. */
  places: ExamplePlace[];
  officials: ExampleOfficial[];
  /** The people who hold these posts. */
  holders: ExamplePerson[];
  notifications: ExampleBirthNotification[];
  scenarios: ExampleScenario[];
}
