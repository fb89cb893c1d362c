import type { House } from '../../../kernel/system.ts';
import { type CallContext, call } from '../../exchange/index.ts';
import { appointmentsOf } from '../../organisations/index.ts';
import * as population from '../../population/services.ts';
import { type KnownPerson, isPerson } from './rules.ts';

/**
 * What the registers say of people, by number: the National Population Database is asked for each, so that each sees it in
 * the data log. Numbers that are nobody's, and codes of enterprises, are left out.
 */
export async function knowPeople(
  house: House,
  numbers: readonly string[],
  context: CallContext,
): Promise<Map<string, KnownPerson>> {
  const wanted = [...new Set(numbers.filter(isPerson))];
  const { idempotencyKey: _key, receipt: _receipt, ...reading } = context;
  const known = await Promise.all(
    wanted.map(async (number) => {
      const [{ output }, posts] = await Promise.all([
        call(house, population.readPerson, { number }, { ...reading, caller: 'enterprises' }),
        appointmentsOf(house, number),
      ]);
      return output.person && { ...output.person, isOfficial: posts.length > 0 };
    }),
  );
  return new Map(
    known.flatMap((person) => {
      if (!person) return [];
      const { number, fullName, bornOn, diedOn, isOfficial } = person;
      return [[number, { number, fullName, bornOn, isOfficial, ...(diedOn ? { diedOn } : {}) }]];
    }),
  );
}
