import type { Static } from 'typebox';
import { checkPersonName, normalizePersonName } from '../../../country/index.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { familyOf, partyOf, peopleNumbered } from '../entry/evidence.ts';
import type { ActKind, Deciding } from '../entry/act.ts';
import type { Consequence, Decision, Entry, EntryPerson } from '../entry/rules.ts';
import { findOf } from '../entry/store.ts';
import type * as services from '../services.ts';
import type { AdopterKind } from '../choices.ts';
import { assertMayAdopt } from './rules.ts';

type Input = Static<typeof services.registerAdoption.input>;
type Parent = 'mother' | 'father';

/** What an entry in the book of adoptions says. The parents before are told to nobody but the adopted person of age. */
export interface AdoptionDetails {
  child: EntryPerson;
  father?: EntryPerson;
  mother?: EntryPerson;
  from: string;
  adopterIs: AdopterKind;
  newName?: string;
  former: Partial<Record<Parent, { number: string; fullName: string }>>;
  /** Parents who stay so, because the other adopts as a step-parent. */
  kept: Parent[];
}

/** Adoption (Law on Adoption 52/2010/QH12 art. 8, 13, 14, 21, 22, 24). */
export const adoption: ActKind<Input> = {
  book: 'adoption',
  reason: 'Đăng ký nuôi con nuôi',
  async decide(asked) {
    const { house, input, communeCode, on, context } = asked;
    const { childNumber, fatherNumber, motherNumber } = input;
    const numbers = [childNumber, fatherNumber, motherNumber].filter((number) => number !== undefined);
    const people = await peopleNumbered(house, numbers, context);
    const personOf = (number: string | undefined) => people.find((person) => person.number === number);
    const [child, father, mother] = [personOf(childNumber)!, personOf(fatherNumber), personOf(motherNumber)];
    const family = await familyOf(house, childNumber, context);
    const spouse = (await familyOf(house, fatherNumber ?? motherNumber ?? childNumber, context)).spouse;
    const parents = numbersOf(family);
    const isCouple = father !== undefined && mother !== undefined;
    const spouseNumber = isCouple ? undefined : spouse?.number;
    assertMayAdopt(
      {
        child,
        ...(father ? { father } : {}),
        ...(mother ? { mother } : {}),
        ...(spouseNumber ? { spouseNumber } : {}),
        adopterIs: input.adopterIs as AdopterKind,
        areMarried: isCouple && spouse?.number === motherNumber,
        parents,
        closeKin: await closeKinOf(asked, childNumber, parents),
        parentsConsented: input.parentsConsented,
        childConsented: input.childConsented,
      },
      { communeCode, on },
    );
    const kept = (['mother', 'father'] as const).filter((role) => parents[role] && parents[role] === spouseNumber);
    const former: AdoptionDetails['former'] = {};
    for (const role of ['mother', 'father'] as const) {
      const { number, fullName } = family[role] ?? {};
      if (number && fullName && !kept.includes(role)) former[role] = { number, fullName };
    }
    return decisionOn(asked, {
      child,
      from: on,
      adopterIs: input.adopterIs as AdopterKind,
      former,
      kept,
      ...(father ? { father } : {}),
      ...(mother ? { mother } : {}),
      ...(input.newName ? { newName: nameOf(input.newName) } : {}),
    });
  },
  undo(entry) {
    const { child, from, former, kept, newName, ...adopters } = detailsOf(entry);
    const back = (['mother', 'father'] as const).flatMap((role): Consequence[] => {
      if (kept.includes(role)) return [];
      const before = former[role];
      if (!before) {
        if (!adopters[role]) return [];
        return [{ service: 'endParent', input: { childNumber: child.number, role, from } }];
      }
      const parent = { kind: 'person', number: before.number };
      return [{ service: 'recordParent', input: { childNumber: child.number, role, parent, from, basis: 'court' } }];
    });
    return newName ? [...back, renamed(child.number!, child.fullName, from)] : back;
  },
};

const numbersOf = (family: { mother?: { number?: string }; father?: { number?: string } }) => ({
  ...(family.mother?.number ? { mother: family.mother.number } : {}),
  ...(family.father?.number ? { father: family.father.number } : {}),
});

/** Grandparents may not adopt their grandchildren, nor brothers and sisters each other (Law on Adoption art. 13.6). */
async function closeKinOf(
  { house, context }: Deciding<unknown>,
  childNumber: string,
  parents: Partial<Record<Parent, string>>,
): Promise<Set<string>> {
  const families = await Promise.all(Object.values(parents).map((number) => familyOf(house, number, context)));
  const kin = families.flatMap(({ mother, father, children }) => [mother, father, ...children]);
  const numbers = [...kin.map((one) => one?.number), ...Object.values(parents)];
  return new Set(numbers.filter((number) => number !== undefined && number !== childNumber) as string[]);
}

function nameOf(text: string): string {
  const problems = checkPersonName(text);
  if (problems.length)
    throw new Refusal('birth.name_refused', 422, { fields: problems.map((code) => ({ field: 'newName', code })) });
  return normalizePersonName(text);
}

const renamed = (number: string, fullName: string, from: string): Consequence => ({
  service: 'changePersonalDetails',
  input: { number, kind: 'change', from, details: { fullName } },
});

async function decisionOn({ house, on }: Deciding<unknown>, details: AdoptionDetails): Promise<Decision> {
  const { child, from, former, kept, newName } = details;
  const birth = await findOf(house.db.as('civil-status'), { number: child.number!, book: 'birth', role: 'child' });
  const roles = (['mother', 'father'] as const).filter((role) => !kept.includes(role));
  const consequences = roles.flatMap((role): Consequence[] => {
    const adopter = details[role];
    const childNumber = child.number!;
    if (adopter)
      return [
        { service: 'recordParent', input: { childNumber, role, parent: partyOf(adopter), from, basis: 'adoption' } },
      ];
    return former[role] ? [{ service: 'endParent', input: { childNumber, role, from } }] : [];
  });
  const parents = Object.fromEntries(
    roles.map((role) => [role, details[role] ? { kind: 'person', ...details[role] } : { kind: 'unknown' }]),
  );
  const named = newName ? { child: { ...(birth?.details.child as object), fullName: newName } } : {};
  return {
    details,
    parties: [
      { role: 'child', person: child },
      ...roles.flatMap((role) => (details[role] ? [{ role, person: details[role] }] : [])),
    ],
    notes: birth ? [{ entryId: birth.id, kind: 'adoption', said: {} }] : [],
    changes: birth
      ? [{ entryId: birth.id, act: 'change', on, values: { details: { ...birth.details, ...parents, ...named } } }]
      : [],
    seats: birth
      ? [
          ...roles.flatMap((role) => (details[role] ? [{ entryId: birth.id, role, person: details[role] }] : [])),
          { entryId: birth.id, role: 'child', person: { ...child, fullName: newName ?? child.fullName } },
        ]
      : [],
    consequences: newName ? [...consequences, renamed(child.number!, newName, from)] : consequences,
  };
}

const detailsOf = (entry: Entry): AdoptionDetails => entry.details as unknown as AdoptionDetails;
