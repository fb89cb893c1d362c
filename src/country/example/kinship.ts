import type { ExampleFamily, ExamplePlace } from './model.ts';
import { firstWeddingDay, type Home, type Made, marry, type PeopleMaker, YEAR } from './people-maker.ts';
import { type Random, weightedTable } from './random.ts';

/** A woman who could have had a child in the last weeks, and the father if she would name one. */
export interface PossibleMother {
  mother: Made;
  father?: Made;
}

/** What the making of one family needs. */
export interface Context {
  maker: PeopleMaker;
  random: Random;
  family: ExampleFamily;
  place: ExamplePlace;
  /** Another populated commune, often in another province. */
  elsewhere: ExamplePlace;
}

const childCounts = weightedTable<number>([
  [0, 5],
  [1, 22],
  [2, 50],
  [3, 18],
  [4, 5],
]);
/** No child of the country is younger: the births of the last weeks are not registered yet. */
const YOUNGEST_CHILD_DAYS = 62;

/** Birth days of the brothers and sisters that a couple has had by today, eldest first. */
export function childBirths(context: Context, motherBorn: number, from: number): number[] {
  const { maker, random } = context;
  const births: number[] = [];
  const last = Math.min(maker.today - YOUNGEST_CHILD_DAYS, motherBorn + 41 * YEAR);
  let born = from + random.whole(250, 1100);
  for (let left = random.weighted(childCounts); left > 0 && born <= last; left--) {
    births.push(Math.floor(born));
    born += random.whole(620, 1900);
  }
  return births;
}

/** Makes the children who still live at home, and says when the last child was born (0 when there is none). */
export function addChildren(
  context: Context,
  home: Home,
  parents: { mother?: Made; father?: Made; births: number[]; relation?: 'child' | 'grandchild' },
): number {
  const { maker, random, family } = context;
  for (const born of parents.births) {
    const age = maker.age(born);
    if (age > 36 || (age > 21 && !random.chance(0.45))) continue;
    const child = maker.person(family, random, {
      sex: random.chance(0.527) ? 'male' : 'female',
      born,
      home,
      ethnicGroup: maker.groupOfChild(parents.mother, parents.father),
      ...(parents.mother && { mother: parents.mother }),
      ...(parents.father && { father: parents.father }),
    });
    maker.settle(home, child, parents.relation ?? 'child');
  }
  return parents.births.at(-1) ?? 0;
}

/** The mother as one who could have had a child lately, when her age and her last child allow it. */
export function possible(
  maker: PeopleMaker,
  mother: Made,
  father: Made | undefined,
  lastBirth: number,
): PossibleMother | undefined {
  const age = maker.age(mother.born);
  if (age < 19 || age > 42 || maker.today - lastBirth < 420) return undefined;
  return father ? { mother, father } : { mother };
}

/** Mother and father of someone born on a day, married to each other, in their home. One or both may have died since. */
export function parentsOf(
  context: Context,
  home: Home,
  child: { born: number; ethnicGroup: string; motherAlive?: boolean },
): { mother: Made; father: Made } {
  const { maker, random, family } = context;
  const motherBorn = child.born - Math.floor((20 + 12 * random.next()) * YEAR);
  const fatherBorn = Math.min(motherBorn - random.whole(-500, 2200), child.born - Math.ceil(22.5 * YEAR));
  const deathDay = (born: number) => {
    const age = maker.age(born);
    const probability = age > 78 ? 0.6 : age > 68 ? 0.25 : age > 55 ? 0.08 : 0.02;
    return random.chance(probability) ? maker.today - random.whole(20, 4300) : undefined;
  };
  const fatherDied = deathDay(fatherBorn);
  const motherDied = child.motherAlive ? undefined : deathDay(motherBorn);
  const wish = { home, ethnicGroup: child.ethnicGroup };
  const father = maker.person(family, random, {
    ...wish,
    sex: 'male',
    born: fatherBorn,
    ...(fatherDied && { died: fatherDied }),
  });
  const mother = maker.person(family, random, {
    ...wish,
    sex: 'female',
    born: motherBorn,
    ...(motherDied && { died: motherDied }),
  });
  const earliest = Math.max(firstWeddingDay(motherBorn, fatherBorn), child.born - 1500);
  const firstDeath = Math.min(fatherDied ?? Infinity, motherDied ?? Infinity);
  marry(family, {
    wife: mother,
    husband: father,
    day: random.whole(earliest, child.born - 240),
    communeCode: home.place.communeCode,
    ...(firstDeath < Infinity && { ended: { day: firstDeath, reason: 'death' as const } }),
  });
  return { mother, father };
}
