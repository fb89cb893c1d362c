import { addChildren, childBirths, type Context, parentsOf, possible, type PossibleMother } from './kinship.ts';
import type { ExampleFamily, ExamplePlace } from './model.ts';
import { dateOf, firstWeddingDay, type Home, type Made, marry, type PeopleMaker, YEAR } from './people-maker.ts';
import { ethnicGroupIn } from './places.ts';
import { type Random, weightedTable } from './random.ts';

export interface MadeFamily {
  family: ExampleFamily;
  possibleMother?: PossibleMother;
}

type Kind = keyof typeof kinds;
const kinds = {
  couple: { weight: 46, make: couple },
  threeGenerations: { weight: 17, make: threeGenerations },
  olderCouple: { weight: 10, make: olderCouple },
  widowed: { weight: 6, make: widowed },
  alone: { weight: 7, make: alone },
  unmarriedCouple: { weight: 3, make: unmarriedCouple },
  motherAlone: { weight: 3, make: motherAlone },
  divorced: { weight: 4, make: divorced },
  apart: { weight: 3, make: apart },
  foreignSpouse: { weight: 1, make: foreignSpouse },
} satisfies Record<string, { weight: number; make: (context: Context) => PossibleMother | undefined }>;
const kindTable = weightedTable((Object.keys(kinds) as Kind[]).map((kind) => [kind, kinds[kind].weight] as const));
const wifeAges = weightedTable<number>([
  [20, 7],
  [25, 14],
  [30, 17],
  [35, 17],
  [40, 15],
  [45, 14],
  [50, 12],
]);
/** Makes one family in a commune. */
export function makeFamily(
  maker: PeopleMaker,
  random: Random,
  places: { here: ExamplePlace; elsewhere: ExamplePlace },
): MadeFamily {
  const family: ExampleFamily = { households: [], people: [], marriages: [] };
  const context: Context = { maker, random, family, place: places.here, elsewhere: places.elsewhere };
  const possibleMother = kinds[random.weighted(kindTable)].make(context);
  return possibleMother ? { family, possibleMother } : { family };
}

/** A wife and a husband who live in one home, and the day of their wedding. */
function wedded(
  context: Context,
  home: Home,
  ages: {
    wifeBorn: number;
    husbandBorn: number;
    wifeParents?: { mother: Made; father: Made };
    husbandParents?: { mother: Made; father: Made };
  },
) {
  const { maker, random, family, place, elsewhere } = context;
  const { wifeBorn, husbandBorn, wifeParents, husbandParents } = ages;
  const ofNeighbours = wifeParents?.father.person.communeCode === place.communeCode;
  // A husband whose wife comes from elsewhere is a man of the place; within a place most marry in their own group.
  const ethnicGroup =
    husbandParents?.father.person.ethnicGroup ??
    (ofNeighbours
      ? maker.groupOfSpouse(random, wifeParents.father.person.ethnicGroup, place)
      : ethnicGroupIn(random, place.provinceCode));
  const fromElsewhere = random.chance(0.25);
  const husband = maker.person(family, random, {
    sex: 'male',
    born: husbandBorn,
    home,
    ethnicGroup,
    ...husbandParents,
  });
  const wife = maker.person(family, random, {
    sex: 'female',
    born: wifeBorn,
    home,
    ethnicGroup: wifeParents?.father.person.ethnicGroup ?? maker.groupOfSpouse(random, ethnicGroup, place),
    ...wifeParents,
    ...(fromElsewhere && !wifeParents && { origin: elsewhere }),
  });
  const day = Math.min(firstWeddingDay(wifeBorn, husbandBorn) + random.whole(60, 3200), maker.today - 30);
  return { husband, wife, day, fromElsewhere };
}

function husbandBornFor(random: Random, wifeBorn: number): number {
  return wifeBorn - random.whole(-800, 2500);
}

function couple(context: Context): PossibleMother | undefined {
  const { maker, random, family, place, elsewhere } = context;
  const wifeBorn = maker.bornAtAge(random, random.weighted(wifeAges) + 5 * random.next());
  const husbandBorn = Math.min(husbandBornFor(random, wifeBorn), maker.today - Math.ceil(20.5 * YEAR));
  // In some families the wife's parents are known, in a household of their own elsewhere.
  let wifeParents: { mother: Made; father: Made } | undefined;
  if (maker.age(wifeBorn) < 46 && random.chance(0.22)) {
    const theirs = maker.home(family, random, elsewhere);
    const ethnicGroup = ethnicGroupIn(random, elsewhere.provinceCode);
    wifeParents = parentsOf(context, theirs, { born: wifeBorn, ethnicGroup, motherAlive: true });
    maker.settle(theirs, wifeParents.father, 'head');
    maker.settle(theirs, wifeParents.mother, 'spouse');
  }
  const home = maker.home(family, random, place);
  const { husband, wife, day, fromElsewhere } = wedded(context, home, {
    wifeBorn,
    husbandBorn,
    ...(wifeParents && { wifeParents }),
  });
  const wifeIsHead = random.chance(0.27);
  maker.settle(home, wifeIsHead ? wife : husband, 'head');
  maker.settle(home, wifeIsHead ? husband : wife, 'spouse');
  const away = (wifeParents || fromElsewhere) && random.chance(0.4);
  marry(family, { wife, husband, day, communeCode: (away ? elsewhere : place).communeCode });
  const lastBirth = addChildren(context, home, {
    mother: wife,
    father: husband,
    births: childBirths(context, wifeBorn, day),
  });
  return possible(maker, wife, husband, lastBirth);
}

function threeGenerations(context: Context): PossibleMother | undefined {
  const { maker, random, family, place } = context;
  const home = maker.home(family, random, place);
  const wifeBorn = maker.bornAtAge(random, 22 + 24 * random.next());
  const husbandBorn = Math.min(husbandBornFor(random, wifeBorn), maker.today - Math.ceil(20.5 * YEAR));
  const withHusbandsParents = random.chance(0.8);
  const elders = parentsOf(context, home, {
    born: withHusbandsParents ? husbandBorn : wifeBorn,
    ethnicGroup: ethnicGroupIn(random, place.provinceCode),
  });
  maker.settle(home, elders.father, 'head');
  maker.settle(home, elders.mother, 'spouse');
  const eldersLive = home.household.members.length > 0;
  const { husband, wife, day } = wedded(context, home, {
    wifeBorn,
    husbandBorn,
    ...(withHusbandsParents ? { husbandParents: elders } : { wifeParents: elders }),
  });
  maker.settle(home, withHusbandsParents ? husband : wife, 'child');
  maker.settle(home, withHusbandsParents ? wife : husband, eldersLive ? 'child-in-law' : 'spouse');
  marry(family, { wife, husband, day, communeCode: place.communeCode });
  const births = childBirths(context, wifeBorn, day);
  const relation = eldersLive ? 'grandchild' : 'child';
  return possible(
    maker,
    wife,
    husband,
    addChildren(context, home, { mother: wife, father: husband, births, relation }),
  );
}

function olderCouple(context: Context): undefined {
  const { maker, random, family, place } = context;
  const home = maker.home(family, random, place);
  const wifeBorn = maker.bornAtAge(random, 54 + 26 * random.next() ** 1.6);
  const { husband, wife, day } = wedded(context, home, { wifeBorn, husbandBorn: husbandBornFor(random, wifeBorn) });
  maker.settle(home, husband, 'head');
  maker.settle(home, wife, 'spouse');
  marry(family, { wife, husband, day, communeCode: place.communeCode });
}

function widowed(context: Context): undefined {
  const { maker, random, family, place } = context;
  const home = maker.home(family, random, place);
  const wifeBorn = maker.bornAtAge(random, 56 + 30 * random.next());
  const husbandBorn = husbandBornFor(random, wifeBorn);
  const ethnicGroup = ethnicGroupIn(random, place.provinceCode);
  const deathDay = maker.today - random.whole(30, 5400);
  const husbandDied = random.chance(0.72);
  const wish = { home, ethnicGroup };
  const husband = maker.person(family, random, {
    ...wish,
    sex: 'male',
    born: husbandBorn,
    ...(husbandDied && { died: deathDay }),
  });
  const wife = maker.person(family, random, {
    ...wish,
    sex: 'female',
    born: wifeBorn,
    ...(!husbandDied && { died: deathDay }),
  });
  maker.settle(home, husbandDied ? wife : husband, 'head');
  const day = firstWeddingDay(wifeBorn, husbandBorn) + random.whole(60, 2500);
  marry(family, { wife, husband, day, communeCode: place.communeCode, ended: { day: deathDay, reason: 'death' } });
}

function alone(context: Context): undefined {
  const { maker, random, family, place } = context;
  const home = maker.home(family, random, place);
  const person = maker.person(family, random, {
    sex: random.chance(0.58) ? 'male' : 'female',
    born: maker.bornAtAge(random, 21 + 42 * random.next() ** 1.7),
    home,
    ethnicGroup: ethnicGroupIn(random, place.provinceCode),
  });
  maker.settle(home, person, 'head');
}

function unmarriedCouple(context: Context): PossibleMother | undefined {
  const { maker, random, family, place } = context;
  const home = maker.home(family, random, place);
  const wifeBorn = maker.bornAtAge(random, 20 + 18 * random.next());
  const husbandBorn = Math.min(husbandBornFor(random, wifeBorn), maker.today - Math.ceil(20.5 * YEAR));
  const { husband, wife, day } = wedded(context, home, { wifeBorn, husbandBorn });
  maker.settle(home, husband, 'head');
  maker.settle(home, wife, 'partner');
  const lastBirth = addChildren(context, home, {
    mother: wife,
    father: husband,
    births: childBirths(context, wifeBorn, day),
  });
  return possible(maker, wife, husband, lastBirth);
}

function motherAlone(context: Context): PossibleMother | undefined {
  const { maker, random, family, place } = context;
  const home = maker.home(family, random, place);
  const born = maker.bornAtAge(random, 20 + 28 * random.next());
  const mother = maker.person(family, random, {
    sex: 'female',
    born,
    home,
    ethnicGroup: ethnicGroupIn(random, place.provinceCode),
  });
  maker.settle(home, mother, 'head');
  const births = childBirths(context, born, Math.floor(born + (19 + 8 * random.next()) * YEAR)).slice(0, 2);
  return possible(maker, mother, undefined, addChildren(context, home, { mother, births }));
}

function divorced(context: Context): undefined {
  const { maker, random, family, place, elsewhere } = context;
  const home = maker.home(family, random, place);
  const other = maker.home(family, random, elsewhere);
  const wifeBorn = maker.bornAtAge(random, 32 + 22 * random.next());
  const husbandBorn = husbandBornFor(random, wifeBorn);
  const ethnicGroup = ethnicGroupIn(random, place.provinceCode);
  const motherKeeps = random.chance(0.75);
  const husband = maker.person(family, random, {
    sex: 'male',
    born: husbandBorn,
    home: motherKeeps ? other : home,
    ethnicGroup,
  });
  const wife = maker.person(family, random, {
    sex: 'female',
    born: wifeBorn,
    home: motherKeeps ? home : other,
    ethnicGroup,
  });
  maker.settle(other, motherKeeps ? husband : wife, 'head');
  maker.settle(home, motherKeeps ? wife : husband, 'head');
  const first = firstWeddingDay(wifeBorn, husbandBorn);
  const day = Math.min(first + random.whole(60, 2000), maker.today - 3000);
  const ended = random.whole(Math.max(day + 800, maker.today - 5000), maker.today - 90);
  marry(family, { wife, husband, day, communeCode: place.communeCode, ended: { day: ended, reason: 'divorce' } });
  const births = childBirths(context, wifeBorn, day).filter((born) => born < ended);
  addChildren(context, home, { mother: wife, father: husband, births });
}

/** A couple with two permanent residences: he with his parents, she with the children. */
function apart(context: Context): PossibleMother | undefined {
  const { maker, random, family, place, elsewhere } = context;
  const wifeBorn = maker.bornAtAge(random, 23 + 20 * random.next());
  const husbandBorn = Math.min(husbandBornFor(random, wifeBorn), maker.today - Math.ceil(21 * YEAR));
  const his = maker.home(family, random, elsewhere);
  const ethnicGroup = ethnicGroupIn(random, elsewhere.provinceCode);
  const elders = parentsOf(context, his, { born: husbandBorn, ethnicGroup });
  const husband = maker.person(family, random, { sex: 'male', born: husbandBorn, home: his, ethnicGroup, ...elders });
  maker.settle(his, elders.father, 'head');
  maker.settle(his, elders.mother, 'spouse');
  maker.settle(his, husband, 'child');
  const hers = maker.home(family, random, place);
  const herGroup = ethnicGroupIn(random, place.provinceCode);
  const wife = maker.person(family, random, { sex: 'female', born: wifeBorn, home: hers, ethnicGroup: herGroup });
  maker.settle(hers, wife, 'head');
  const day = Math.min(firstWeddingDay(wifeBorn, husbandBorn) + random.whole(60, 2500), maker.today - 30);
  marry(family, { wife, husband, day, communeCode: elsewhere.communeCode });
  const births = childBirths(context, wifeBorn, day);
  return possible(maker, wife, husband, addChildren(context, hers, { mother: wife, father: husband, births }));
}

/** A Vietnamese and a foreigner, married here. Their children are Vietnamese by the citizen parent's choice. */
function foreignSpouse(context: Context): undefined {
  const { maker, random, family, place } = context;
  const home = maker.home(family, random, place);
  const born = maker.bornAtAge(random, 25 + 22 * random.next());
  const citizenIsWife = random.chance(0.78);
  const citizen = maker.person(family, random, {
    sex: citizenIsWife ? 'female' : 'male',
    born,
    home,
    ethnicGroup: ethnicGroupIn(random, place.provinceCode),
  });
  maker.settle(home, citizen, 'head');
  const foreigner = maker.foreigner(random, {
    sex: citizenIsWife ? 'male' : 'female',
    born: born - (citizenIsWife ? random.whole(0, 3600) : random.whole(-700, 700)),
  });
  const number = citizen.person.number;
  const day = Math.min(Math.floor(born + (21.5 + 8 * random.next()) * YEAR), maker.today - 30);
  family.marriages.push({
    ...(citizenIsWife ? { wifeNumber: number } : { husbandNumber: number }),
    foreignSpouse: foreigner,
    registeredOn: dateOf(day),
    communeCode: place.communeCode,
  });
}
