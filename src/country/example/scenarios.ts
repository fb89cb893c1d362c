import type { ExampleFamily, ExampleForeigner, ExamplePlace, ExampleScenario, ScenarioKey } from './model.ts';
import { dateOf, firstWeddingDay, type Home, type Made, marry, type PeopleMaker } from './people-maker.ts';
import type { Random } from './random.ts';

/** The scenarios in the order in which they are made; several of the plain one, so that a demonstration can be given again. */
export const SCENARIOS: readonly ScenarioKey[] = [
  'married',
  'married',
  'married',
  'married',
  'married',
  'twins',
  'unmarried',
  'father-unknown',
  'foreign-father',
  'late',
  'different-residence',
  'different-ethnic',
  'contradiction',
];

/** A family in which a child was born as the scenario says, and whom the mother named at the hospital. */
export interface ScenarioFamily {
  family: ExampleFamily;
  scenario: ExampleScenario;
  declared: { fatherNumberDeclared?: string; foreignFatherDeclared?: ExampleForeigner };
  daysAgo: number;
  birthCount: number;
}

const KINH = '01';
const TAY = '02';
/** A birth is registered within 60 days (Law on Civil Status 60/2014/QH13 art. 15.1); this one was not. */
const LATE_DAYS = 75;

/** Makes the family of one scenario. All of it lives in `here`, except a father with another residence. */
export function makeScenarioFamily(
  maker: PeopleMaker,
  random: Random,
  { key, here, elsewhere }: { key: ScenarioKey; here: ExamplePlace; elsewhere: ExamplePlace },
): ScenarioFamily {
  const family: ExampleFamily = { households: [], people: [], marriages: [] };
  const home = maker.home(family, random, here);
  const person = (sex: 'male' | 'female', at: Home, ethnicGroup = KINH): Made =>
    maker.person(family, random, {
      sex,
      born: maker.bornAtAge(random, sex === 'male' ? random.whole(27, 34) : random.whole(24, 31)),
      home: at,
      ethnicGroup,
      reachable: true,
    });
  const done = (mother: Made, father: Made | undefined, declared: ScenarioFamily['declared']): ScenarioFamily => ({
    family,
    scenario: {
      key,
      motherNumber: mother.person.number,
      ...(father && { fatherNumber: father.person.number }),
    },
    declared,
    daysAgo: key === 'late' ? LATE_DAYS : random.whole(3, 20),
    birthCount: key === 'twins' ? 2 : 1,
  });

  if (key === 'father-unknown') {
    const mother = person('female', home);
    maker.settle(home, mother, 'head');
    return done(mother, undefined, {});
  }

  if (key === 'foreign-father') {
    const mother = person('female', home);
    maker.settle(home, mother, 'head');
    const father = maker.foreigner(random, {
      sex: 'male',
      born: mother.born - random.whole(300, 2500),
      nationality: 'KR',
    });
    family.marriages.push({
      wifeNumber: mother.person.number,
      foreignSpouse: father,
      registeredOn: dateOf(maker.today - random.whole(500, 900)),
      communeCode: here.communeCode,
    });
    return done(mother, undefined, { foreignFatherDeclared: father });
  }

  const livesApart = key === 'different-residence' || key === 'unmarried';
  const his = livesApart ? maker.home(family, random, key === 'unmarried' ? here : elsewhere) : home;
  const father = person('male', his);
  const mother = person('female', home, key === 'different-ethnic' ? TAY : KINH);
  maker.settle(his, father, 'head');
  maker.settle(home, mother, livesApart ? 'head' : 'spouse');
  if (key === 'unmarried') return done(mother, father, { fatherNumberDeclared: father.person.number });

  const day = Math.max(firstWeddingDay(mother.born, father.born), maker.today - random.whole(700, 1300));
  marry(family, { wife: mother, husband: father, day, communeCode: here.communeCode });
  if (key !== 'contradiction') return done(mother, father, { fatherNumberDeclared: father.person.number });

  const another = maker.home(family, random, here);
  const named = person('male', another);
  maker.settle(another, named, 'head');
  return done(mother, father, { fatherNumberDeclared: named.person.number });
}
