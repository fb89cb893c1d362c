import { birthNotifications, certificatePrefix } from './births.ts';
import { makeFamily } from './families.ts';
import type {
  ExampleBirthNotification,
  ExampleFamily,
  ExampleHousehold,
  ExampleInput,
  ExampleMarriage,
  ExamplePerson,
  ExamplePlace,
  ExampleScenario,
  ExampleSummary,
} from './model.ts';
import { Officials } from './officials.ts';
import { PeopleMaker } from './people-maker.ts';
import { populatedPlaces } from './places.ts';
import { Random } from './random.ts';
import { makeScenarioFamily, SCENARIOS } from './scenarios.ts';

const PEOPLE_LEAST = 100;
const PEOPLE_MOST = 20_000_000;
/** Children born in the last weeks and not registered yet, for each person. */
const BIRTHS_PER_PERSON = 0.01;

/**
 * The synthetic country, family after family, so that a country of a million fits into little memory. Reading to the end gives
 * the summary: officials, birth notifications and scenarios, which name people by number. Nobody in it exists.
 * Refuses (RangeError) fewer than 100 or more than 20,000,000 people, and an empty list of places.
 */
export function* exampleFamilies(input: ExampleInput): Generator<ExampleFamily, ExampleSummary> {
  const { people, today, seed = 1, birthsAmong = Infinity } = input;
  if (!(people >= PEOPLE_LEAST && people <= PEOPLE_MOST)) {
    throw new RangeError(`a synthetic country has ${PEOPLE_LEAST} to ${PEOPLE_MOST} people, not ${people}`);
  }
  if (input.places.length === 0) throw new RangeError('a synthetic country needs places');
  const places = populatedPlaces(input.places, people);
  const maker = new PeopleMaker(today, seed);
  const officials = new Officials(places, today);
  const certificates = new Map<string, number>();
  const notifications: ExampleBirthNotification[] = [];
  const scenarios: ExampleScenario[] = [];
  const provinceOf = new Map(places.map((place) => [place.communeCode, place.provinceCode]));
  let count = 0;
  let households = 0;
  let stream = 0;

  const hospitalOf = (provinceCode: string) => {
    const hospital = { provinceCode, serial: 1 };
    const serial = (certificates.get(provinceCode) ?? 0) + 1;
    certificates.set(provinceCode, serial);
    return { hospital, certificateNumber: certificatePrefix(hospital, today) + String(serial).padStart(6, '0') };
  };

  for (const key of SCENARIOS) {
    const random = new Random(seed, stream++);
    const here = places[0]!;
    const made = makeScenarioFamily(maker, random, { key, here, elsewhere: places[1] ?? here });
    const { daysAgo, birthCount, declared, scenario } = made;
    const from = hospitalOf(here.provinceCode);
    const wish = {
      ...from,
      ...declared,
      motherNumber: scenario.motherNumber,
      scenario: key,
      today,
      daysAgo,
      birthCount,
    };
    notifications.push(...birthNotifications(random, wish));
    scenarios.push(scenario);
    count += made.family.people.length;
    households += made.family.households.length;
    yield made.family;
  }

  let ordinary = 0;
  for (let index = 0; count < people; index++) {
    const random = new Random(seed, stream++);
    const here = places[index % places.length]!;
    const { family, possibleMother } = makeFamily(maker, random, {
      here,
      elsewhere: anotherPlace(random, places, here),
    });
    count += family.people.length;
    households += family.households.length;
    if (possibleMother && count <= birthsAmong && ordinary < count * BIRTHS_PER_PERSON) {
      const { mother, father } = possibleMother;
      const from = hospitalOf(provinceOf.get(mother.person.communeCode)!);
      ordinary++;
      const wish = { ...from, motherNumber: mother.person.number, scenario: 'ordinary' as const, today };
      const named = father && { fatherNumberDeclared: father.person.number };
      const birthCount = random.chance(0.013) ? 2 : 1;
      notifications.push(
        ...birthNotifications(random, { ...wish, ...named, daysAgo: random.whole(1, 55), birthCount }),
      );
    } else {
      // No official comes from a family with a newborn: nobody should decide on a birth in the own family.
      for (const person of family.people) officials.consider(person);
    }
    yield family;
  }
  return {
    people: count,
    households,
    places,
    officials: officials.filled(),
    holders: officials.holders(),
    notifications,
    scenarios,
  };
}

/** The whole synthetic country at once. Takes memory for everybody: for tests and small countries. */
export interface ExampleCountry extends Omit<ExampleSummary, 'people' | 'households'> {
  people: ExamplePerson[];
  households: ExampleHousehold[];
  marriages: ExampleMarriage[];
}

/** Makes the whole country. See exampleFamilies. */
export function exampleCountry(input: ExampleInput): ExampleCountry {
  const people: ExamplePerson[] = [];
  const households: ExampleHousehold[] = [];
  const marriages: ExampleMarriage[] = [];
  const families = exampleFamilies(input);
  for (;;) {
    const step = families.next();
    if (step.done) return { ...step.value, people, households, marriages };
    people.push(...step.value.people);
    households.push(...step.value.households);
    marriages.push(...step.value.marriages);
  }
}

function anotherPlace(random: Random, places: readonly ExamplePlace[], here: ExamplePlace): ExamplePlace {
  const place = random.pick(places);
  return place === here ? places[(places.indexOf(here) + 1) % places.length]! : place;
}
