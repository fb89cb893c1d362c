import { randomInt } from 'node:crypto';
import type { Static } from 'typebox';
import { today } from '../../../kernel/clock.ts';
import type { Tx } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { House } from '../../../kernel/system.ts';
import { cardCode } from '../card/rules.ts';
import type * as services from '../services.ts';
import { findCoverage, insuranceNumberOf, takeInsuranceNumber } from './store.ts';

/** The health insurance of a person today; none for who has none. */
export async function readCoverage(
  house: House,
  { number }: { number: string },
): Promise<Static<typeof services.readCoverage.output>> {
  const found = await findCoverage(house.db.as('insurance'), { number, on: today() });
  if (!found) return {};
  return {
    coverage: {
      cardCode: cardCode(found),
      validFrom: found.validFrom,
      ...(found.validUntil ? { validUntil: found.validUntil } : {}),
    },
  };
}

const TRIES = 60;
const SERIALS = 100_000_000;

/**
 * The insurance number of a person: the one they have, which is for life, or a new one. Ten digits: the province that gives
 * it and eight random ones. Refuses `insurance.numbers_exhausted` when sixty random numbers in a row were taken: then well
 * over nine in ten of the province's hundred million are.
 */
export async function insuranceNumberFor(
  tx: Tx,
  person: { personNumber: string; provinceCode: string },
): Promise<string> {
  for (let tries = 0; tries < TRIES; tries++) {
    const own = await insuranceNumberOf(tx, person.personNumber);
    if (own) return own;
    const insuranceNumber = person.provinceCode + String(randomInt(SERIALS)).padStart(8, '0');
    if (await takeInsuranceNumber(tx, { personNumber: person.personNumber, insuranceNumber })) return insuranceNumber;
  }
  throw new Refusal('insurance.numbers_exhausted', 503, { values: { province: person.provinceCode } });
}
