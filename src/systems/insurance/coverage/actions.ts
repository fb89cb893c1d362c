import type { Static } from 'typebox';
import { today } from '../../../kernel/clock.ts';
import type { House } from '../../../kernel/system.ts';
import { cardCode } from '../card/rules.ts';
import type * as services from '../services.ts';
import { findCoverage } from './store.ts';

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
