import type { Static } from 'typebox';
import { today } from '../../../kernel/clock.ts';
import type { House } from '../../../kernel/system.ts';
import type * as services from '../services.ts';
import { findMarriage } from './store.ts';

/** The marriage of a person today; none for who is not married. */
export async function readMarriage(
  house: House,
  { number }: { number: string },
): Promise<Static<typeof services.readMarriage.output>> {
  const found = await findMarriage(house.db.as('civil-status'), { number, on: today() });
  if (!found) return {};
  const spouseNumber = found.husbandNumber === number ? found.wifeNumber : found.husbandNumber;
  return {
    marriage: {
      entryNumber: found.number,
      registeredOn: found.registeredOn,
      communeCode: found.communeCode,
      ...(spouseNumber ? { spouseNumber } : {}),
      ...(found.foreignSpouse ? { foreignSpouse: found.foreignSpouse } : {}),
    },
  };
}
