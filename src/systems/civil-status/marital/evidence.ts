import { Refusal } from '../../../kernel/refusal.ts';
import type { House } from '../../../kernel/system.ts';
import { type CallContext, call } from '../../exchange/index.ts';
import { readPlaceOfResidence } from '../../population/services.ts';
import { addressOf, familyOf, knownPeople, peopleNumbered, reading } from '../entry/evidence.ts';
import { type EntryPerson, assertAlive } from '../entry/rules.ts';
import { toldEntries } from '../entry/sealed.ts';
import { type BookFacts, bookFacts } from './facts.ts';
import { type Doubt, type Stated, standing } from './rules.ts';

/** A person who may have a certificate, and where they reside. */
export type Resident = EntryPerson & { number: string; bornOn: string; communeCode: string; residence: string };

/** A person as the population register knows them, where they permanently reside or else stay. Refuses the dead, and who resides nowhere that is told. */
export async function residentOf(house: House, number: string, context: CallContext): Promise<Resident> {
  const [person] = (await peopleNumbered(house, [number], context)) as [EntryPerson];
  assertAlive(person);
  const { bornOn } = person;
  const home = person.communeCode ? person : await stayOf(house, number, context);
  if (!bornOn || !home?.communeCode) throw new Refusal('marital.no_residence', 409);
  return { ...person, number, bornOn, communeCode: home.communeCode, residence: home.residence ?? '' };
}

async function stayOf(
  house: House,
  number: string,
  context: CallContext,
): Promise<Pick<EntryPerson, 'communeCode' | 'residence'> | undefined> {
  const { place } = (await call(house, readPlaceOfResidence, { number }, reading(context))).output;
  return place && { communeCode: place.communeCode, residence: addressOf(place) };
}

/** How somebody stands by all registers. */
export interface Standing {
  books: BookFacts;
  registers: Stated & { marriageId?: string };
  doubts: Doubt[];
}

/**
 * How a person stands by the books, compared with the population register. Refuses `marital.in_person` when anything of an entry
 * that it rests on is sealed to who asks: what is not told cannot be left out of a certificate either.
 */
export async function standingOf(house: House, person: Resident, context: CallContext): Promise<Standing> {
  const db = house.db.as('civil-status');
  const books = await bookFacts(db, person);
  const entries = [...books.entries.values()];
  if ((await toldEntries(db, entries, context)).length < entries.length) throw new Refusal('marital.in_person', 409);
  // A death is in the book before the population register is told.
  if (books.diedOn) throw new Refusal('entry.person_dead', 409, { values: { name: person.fullName } });
  const registers = standing(books.marriages);
  const { spouse } = await familyOf(house, person.number, context);
  const living = spouse && !spouse.diedOn ? spouse : undefined;
  const isMarried = registers.status === 'married';
  const isSame = isMarried === (living !== undefined) && (!isMarried || registers.spouse?.number === living?.number);
  const isForgotten = registers.status === 'never-married' && spouse !== undefined;
  const differs: Doubt[] = isSame && !isForgotten ? [] : [{ kind: 'population-differs' }];
  const named = registers.spouse ? await withName(house, registers, context) : registers;
  return { books, registers: named, doubts: [...books.doubts, ...differs] };
}

/** The spouse by name where the books have only the number. */
async function withName<Said extends Stated>(house: House, registers: Said, context: CallContext): Promise<Said> {
  const { spouse } = registers;
  if (!spouse?.number || spouse.fullName) return registers;
  const known = (await knownPeople(house, [spouse.number], context)).people.get(spouse.number);
  if (!known) return registers;
  const { fullName, bornOn } = known;
  return { ...registers, spouse: { ...spouse, fullName, ...(bornOn ? { bornOn } : {}) } };
}
