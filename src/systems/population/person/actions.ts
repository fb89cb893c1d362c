import { randomInt } from 'node:crypto';
import type { Static } from 'typebox';
import { newPersonalNumber, personalNumberPrefix } from '../../../country/index.ts';
import { today } from '../../../kernel/clock.ts';
import type { Tx } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { House } from '../../../kernel/system.ts';
import type { CallContext } from '../../exchange/index.ts';
import type * as services from '../services.ts';
import { assertFamily } from './rules.ts';
import {
  bornOnOf,
  childrenOf,
  findPerson,
  freeSerial,
  insertNewborn,
  numberOfRequest,
  parentsOf,
  takeNumber,
} from './store.ts';

type Newborn = Static<typeof services.registerNewborn.input>;

/** Who a person is today; without an answer for a number that is nobody's. */
export async function readPerson(
  house: House,
  { number }: { number: string },
): Promise<Static<typeof services.readPerson.output>> {
  const found = await findPerson(house.db.as('population'), { number, on: today() });
  if (!found) return {};
  const { birthPlace, ethnicGroup, hometown, diedOn, ...known } = found;
  return {
    person: {
      ...known,
      ...(birthPlace ? { birthPlace } : {}),
      ...(ethnicGroup ? { ethnicGroup } : {}),
      ...(hometown ? { hometown } : {}),
      ...(diedOn ? { diedOn } : {}),
    },
  };
}

/** The parents in law of a person today. */
export function readParents(
  house: House,
  { number }: { number: string },
): Promise<Static<typeof services.readParents.output>> {
  return parentsOf(house.db.as('population'), { number, on: today() });
}

/** The living children of a person today. */
export async function readChildren(
  house: House,
  { number }: { number: string },
): Promise<Static<typeof services.readChildren.output>> {
  return { children: await childrenOf(house.db.as('population'), { number, on: today() }) };
}

/**
 * Gives a newborn a personal number and enters the child with the relations to the parents, in one transaction. The same
 * key again gives the same number. Refuses parents who are not in the register or cannot be parents, and
 * `population.numbers_exhausted` when every number of that province, sex and year was given.
 */
export function registerNewborn(
  house: House,
  child: Newborn,
  context: CallContext,
): Promise<{ personalNumber: string }> {
  const requestKey = context.idempotencyKey!;
  return house.db.as('population').transaction(async (tx) => {
    const before = await numberOfRequest(tx, requestKey);
    if (before) return { personalNumber: before };
    const parents = [child.motherNumber, child.fatherNumber].filter((number) => number !== undefined);
    const known = await bornOnOf(tx, parents);
    for (const number of parents) {
      if (!known.some((parent) => parent.number === number))
        throw new Refusal('population.unknown_person', 422, { values: { number } });
    }
    assertFamily(
      child,
      parents.map((number) => known.find((parent) => parent.number === number)!),
    );
    const { number, isNew } = await assignNumber(tx, child, requestKey);
    // Another process was doing the same request; its transaction has committed, and with the number the person.
    if (!isNew) return { personalNumber: number };
    await insertNewborn(tx, {
      number,
      fullName: child.fullName,
      sex: child.sex,
      bornOn: child.bornOn,
      birthPlace: child.birthPlace,
      ethnicGroup: child.ethnicGroup ?? null,
      nationality: child.nationality,
      hometown: child.hometown ?? null,
      ...(child.motherNumber ? { motherNumber: child.motherNumber } : {}),
      ...(child.fatherNumber ? { fatherNumber: child.fatherNumber } : {}),
      reason: child.entryNumber,
    });
    return { personalNumber: number };
  });
}

/** So many random numbers are tried before the free ones are counted: at half a million given, one in 65,000 gets so far. */
const RANDOM_TRIES = 16;
const SERIALS = 1_000_000;
/** Two who look for the last free numbers at the same time may choose the same one, a few times. */
const SEARCHED_TRIES = 50;

async function assignNumber(
  tx: Tx,
  birth: Pick<Newborn, 'provinceCode' | 'sex' | 'bornOn'>,
  requestKey: string,
): Promise<{ number: string; isNew: boolean }> {
  for (let tries = 0; tries < RANDOM_TRIES + SEARCHED_TRIES; tries++) {
    const serial = tries < RANDOM_TRIES ? randomInt(SERIALS) : await freeSerial(tx, personalNumberPrefix(birth));
    if (serial === undefined) break;
    const number = newPersonalNumber(birth, serial);
    if (await takeNumber(tx, { number, requestKey })) return { number, isNew: true };
    const meanwhile = await numberOfRequest(tx, requestKey);
    if (meanwhile) return { number: meanwhile, isNew: false };
  }
  throw new Refusal('population.numbers_exhausted', 503, {
    values: { province: birth.provinceCode, year: birth.bornOn.slice(0, 4) },
  });
}
