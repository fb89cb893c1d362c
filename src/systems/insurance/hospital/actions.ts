import type { Static } from 'typebox';
import { ageOn } from '../../../country/index.ts';
import { today } from '../../../kernel/clock.ts';
import type { House } from '../../../kernel/system.ts';
import { type CallContext, call } from '../../exchange/index.ts';
import { checkIdentityDocument } from '../../population/services.ts';
import { healthOn, seenCovers } from '../entitlement/actions.ts';
import type * as services from '../services.ts';

/** Children have no identity card until then; their number, name and date of birth are enough. */
const CARD_AGE = 14;

/**
 * The hospital's check at its counter, in one call: whether the identity card is this person's and good, and what health
 * insurance the person has that day. Nothing of the insurance is told when number, name and date of birth are not one person's, or the card
 * is not good.
 */
export async function checkAtHospital(
  house: House,
  asked: Static<typeof services.checkAtHospital.input>,
  context: CallContext,
): Promise<Static<typeof services.checkAtHospital.output>> {
  const { number, bornOn, on = today() } = asked;
  const own: CallContext = { ...context, caller: 'insurance' };
  const { output: identity } = await call(house, checkIdentityDocument, asked, own);
  const isChild =
    identity.isHolder && identity.reasons.every((reason) => reason === 'no-card') && ageOn(bornOn, on) < CARD_AGE;
  if (!identity.isGood && !isChild) return { isInsured: false, reasons: identity.reasons };
  const health = healthOn(await seenCovers(house, number, context), on);
  if (!health) return { isInsured: false, reasons: ['not-insured'] };
  const { cardCode, levelPercent, validFrom, validUntil, facility, fiveYearsOn, hasFiveYears } = health;
  return {
    isInsured: true,
    reasons: [],
    card: {
      cardCode,
      levelPercent,
      validFrom,
      ...(validUntil ? { validUntil } : {}),
      ...(facility
        ? { facility, isFirstTreatmentHere: facility.code === context.agency.code }
        : { isFirstTreatmentHere: false }),
      fiveYearsOn,
      hasFiveYears,
    },
  };
}
