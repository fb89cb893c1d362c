import { randomInt } from 'node:crypto';
import type { Static } from 'typebox';
import { newPersonalNumber, personalNumberPrefix } from '../../../country/index.ts';
import { today } from '../../../kernel/clock.ts';
import type { Queryable } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { House } from '../../../kernel/system.ts';
import type { CallContext } from '../../exchange/index.ts';
import { type Grounds, groundsOf, sightsOf } from '../../registry/index.ts';
import { person } from '../kinds.ts';
import type * as services from '../services.ts';
import { assertFamily } from './rules.ts';
import { seenPeople, seenRelations } from './sealed.ts';
import {
  type StoredPerson,
  beforeNewborn,
  childrenOf,
  findPerson,
  freeSerial,
  insertNewborn,
  livesOf,
  numberOfRequest,
  parentsOf,
} from './store.ts';

type Newborn = Static<typeof services.registerNewborn.input>;

/** Who a person is on a date; without an answer for a number that is nobody's, and before the birth. */
export async function readPerson(
  house: House,
  { number, on = today() }: { number: string; on?: string },
  context: CallContext,
): Promise<Static<typeof services.readPerson.output>> {
  const db = house.db.as('population');
  const known = await findPerson(db, { number, on });
  const [found] = known ? await seenPeople(db, [known], context) : [];
  return found ? { person: personShown(found) } : {};
}

/** Whether people live, by numbers that they have or once had. Of whom that is sealed, and of strangers, nothing is told. */
export async function readLives(
  house: House,
  { numbers }: { numbers: readonly string[] },
  context: CallContext,
): Promise<Static<typeof services.readLives.output>> {
  const db = house.db.as('population');
  const lives = await livesOf(db, numbers);
  const sightsBy = async (named: 'number' | 'numberNow') => {
    const keys = lives.map((life) => [life[named]]);
    return sightsOf(db, person, keys, context);
  };
  const [asked, now] = await Promise.all([sightsBy('number'), sightsBy('numberNow')]);
  const untold = lives.flatMap(({ number, numberNow }, i) => [
    ...(asked[i]!.noteOf([number]).untold ?? []),
    ...(now[i]!.noteOf([numberNow]).untold ?? []),
  ]);
  context.note?.({ untold });
  return {
    people: lives
      .filter((_, i) => !asked[i]!.hides('diedOn') && !now[i]!.hides('diedOn'))
      .map(({ diedOn, source, ...life }) => ({
        ...life,
        ...(diedOn ? { diedOn, ...(source ? { source } : {}) } : {}),
      })),
  };
}

/** A person as the services show one: without what is not known. */
export function personShown(found: StoredPerson): NonNullable<Static<typeof services.readPerson.output>['person']> {
  const { birthPlace, ethnicGroup, hometown, diedOn, ...known } = found;
  return {
    ...known,
    ...(birthPlace ? { birthPlace } : {}),
    ...(ethnicGroup ? { ethnicGroup } : {}),
    ...(hometown ? { hometown } : {}),
    ...(diedOn ? { diedOn } : {}),
  };
}

/** The parents in law of a person today. */
export async function readParents(
  house: House,
  { number }: { number: string },
  context: CallContext,
): Promise<Static<typeof services.readParents.output>> {
  const db = house.db.as('population');
  const parents = await parentsOf(db, { number, on: today() });
  const present = { personNumber: number, validFrom: null, validUntil: null };
  const lines = [
    { ...present, kind: 'mother', number: parents.motherNumber ?? null },
    { ...present, kind: 'father', number: parents.fatherNumber ?? null },
  ].filter((line) => line.number !== null);
  const seen = await seenRelations(db, lines, context);
  return Object.fromEntries(seen.map((line) => [`${line.kind}Number`, line.number!]));
}

/** The living children of a person today. */
export async function readChildren(
  house: House,
  { number }: { number: string },
  context: CallContext,
): Promise<Static<typeof services.readChildren.output>> {
  const db = house.db.as('population');
  const children = await childrenOf(db, { number, on: today() });
  const lines = children.map((child) => ({ ...child, personNumber: child.number, validFrom: null, validUntil: null }));
  const seen = await seenRelations(db, lines, context);
  return {
    children: seen.map(({ number: child, fullName, sex, bornOn }) => ({ number: child, fullName, sex, bornOn })),
  };
}

/**
 * Gives a newborn a personal number and enters the child with the relations to the parents, in one transaction. The same
 * key again gives the same number. Refuses parents who are not in the register or cannot be parents, and
 * `population.numbers_exhausted` when every number of that province, sex and year was given.
 */
export async function registerNewborn(
  house: House,
  child: Newborn,
  context: CallContext,
): Promise<{ personalNumber: string }> {
  const requestKey = context.idempotencyKey!;
  const db = house.db.as('population');
  const parents = [child.motherNumber, child.fatherNumber].filter((number) => number !== undefined);
  const before = await beforeNewborn(db, { requestKey, parents });
  if (before.number) return { personalNumber: before.number };
  for (const number of parents) {
    if (!before.parents.some((parent) => parent.number === number))
      throw new Refusal('population.unknown_person', 422, { values: { number } });
  }
  assertFamily(
    child,
    parents.map((number) => before.parents.find((parent) => parent.number === number)!),
  );
  const grounds = groundsOf(context, {
    reason: 'Đăng ký khai sinh',
    source: { kind: 'birth-entry', number: child.entryNumber, issuer: context.agency.name },
  });
  return { personalNumber: await enterUnderNumber(db, child, requestKey, grounds) };
}

/** So many random numbers are tried before the free ones are counted: at half a million given, one in 65,000 gets so far. */
const RANDOM_TRIES = 16;
const SERIALS = 1_000_000;
/** Two who look for the last free numbers at the same time may choose the same one, a few times. */
const SEARCHED_TRIES = 50;

/** Enters the child under a free number. The answer is that number, or the one that another process has given for the same request. */
async function enterUnderNumber(db: Queryable, child: Newborn, requestKey: string, grounds: Grounds): Promise<string> {
  for (let tries = 0; tries < RANDOM_TRIES + SEARCHED_TRIES; tries++) {
    const serial = tries < RANDOM_TRIES ? randomInt(SERIALS) : await freeSerial(db, personalNumberPrefix(child));
    if (serial === undefined) break;
    const number = newPersonalNumber(child, serial);
    const isEntered = await insertNewborn(
      db,
      {
        number,
        requestKey,
        fullName: child.fullName,
        sex: child.sex,
        bornOn: child.bornOn,
        birthPlace: child.birthPlace,
        ethnicGroup: child.ethnicGroup ?? null,
        nationality: child.nationality,
        hometown: child.hometown ?? null,
        motherNumber: child.motherNumber ?? null,
        fatherNumber: child.fatherNumber ?? null,
      },
      grounds,
    );
    if (isEntered) return number;
    const meanwhile = await numberOfRequest(db, requestKey);
    if (meanwhile) return meanwhile;
  }
  throw new Refusal('population.numbers_exhausted', 503, {
    values: { province: child.provinceCode, year: child.bornOn.slice(0, 4) },
  });
}
