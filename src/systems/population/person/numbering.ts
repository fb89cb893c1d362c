import { randomInt } from 'node:crypto';
import { newPersonalNumber } from '../../../country/index.ts';
import type { Tx } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { takeNumber } from './store.ts';

const SERIALS = 1_000_000;
const NUMBER_TRIES = 50;

/** A personal number that nobody has. Refuses `population.numbers_exhausted`. */
export async function newNumber(
  tx: Tx,
  birth: { provinceCode: string; sex: 'male' | 'female'; bornOn: string },
): Promise<string> {
  for (let tries = 0; tries < NUMBER_TRIES; tries++) {
    const number = newPersonalNumber(birth, randomInt(SERIALS));
    if (await takeNumber(tx, number)) return number;
  }
  const values = { province: birth.provinceCode, year: birth.bornOn.slice(0, 4) };
  throw new Refusal('population.numbers_exhausted', 503, { values });
}
