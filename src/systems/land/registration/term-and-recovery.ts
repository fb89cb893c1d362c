import { Refusal } from '../../../kernel/refusal.ts';
import type { House } from '../../../kernel/system.ts';
import type { CallContext } from '../../exchange/index.ts';
import { changeFrom } from '../../registry/index.ts';
import { landRight, spatialUnit } from '../kinds.ts';
import { AGRICULTURAL } from '../land-use-codes.ts';
import { type Why, holdersOf, openUnit, register, stateOf } from './act.ts';
import { withNewCertificate } from './certificates.ts';
import { type Registered, assertNotSeized, assertPaper } from './rules.ts';
import { endUnit } from './units.ts';

/** What an extension of the term says. */
export interface Extension extends Why {
  parcel: string;
  /** The first day on which the right is over. */
  termUntil: string;
}

/** No term is longer than seventy years (Land Law art. 172 clause 1 point c). */
const LONGEST_TERM_YEARS = 70;

/**
 * Extends the term of all rights in a unit (Land Law 31/2024/QH15 art. 172, 174). Land of people for agriculture goes on by application; all
 * other by a decision. Refuses land without a term, a day that is not later, more than seventy years, and land under seizure.
 */
export function extendTerm(house: House, input: Extension, context: CallContext): Promise<Registered> {
  return register(house, { form: 'term', why: input, context }, async (doing) => {
    const { tx, on, grounds } = doing;
    const state = await openUnit(doing, input.parcel);
    assertNotSeized(state);
    const limited = state.rights.filter(({ termUntil }) => termUntil !== null);
    if (limited.length === 0) throw new Refusal('land.term_none', 422);
    const isOfPeople = state.rights.every(({ partyForm }) => ['person', 'couple', 'household'].includes(partyForm));
    const isOfAgriculture = state.parcels.every(({ landUse }) => AGRICULTURAL.has(landUse));
    if (!isOfPeople || !isOfAgriculture) assertPaper(input.source, ['decision'], 'land.extension_decision_needed');
    const latest = limited
      .map(({ termUntil }) => termUntil!)
      .sort()
      .at(-1)!;
    if (input.termUntil <= latest || input.termUntil <= on)
      throw new Refusal('land.term_not_later', 422, {
        fields: [{ field: 'termUntil', code: 'land.term_not_later', values: { date: latest > on ? latest : on } }],
      });
    const last = `${Number(on.slice(0, 4)) + LONGEST_TERM_YEARS}${on.slice(4)}`;
    if (input.termUntil > last)
      throw new Refusal('land.term_too_long', 422, {
        fields: [{ field: 'termUntil', code: 'land.term_too_long', values: { date: last } }],
      });
    const values = { termUntil: input.termUntil };
    for (const { code } of limited) await changeFrom(tx, landRight, { key: { code }, from: on, values }, grounds);
    return withNewCertificate(doing, state);
  });
}

/** What a recovery says. */
export interface Recovery extends Why {
  parcel: string;
}

/**
 * The State takes land back (Land Law 31/2024/QH15 art. 78–82, 85, 152 clause 2): all rights in the parcel end, mortgages with them, and the certificate is
 * struck out. The parcel stays on the map, nobody's, until it is allocated anew. Refuses anything but a decision or a judgment, and
 * land under seizure.
 */
export async function recoverLand(house: House, input: Recovery, context: CallContext): Promise<Registered> {
  assertPaper(input.source, ['decision', 'judgment'], 'land.order_needed');
  return register(house, { form: 'recovery', why: input, context }, async (doing) => {
    const { tx, on, grounds } = doing;
    const state = await openUnit(doing, input.parcel);
    assertNotSeized(state);
    const change = { key: { code: input.parcel }, from: on, values: { baUnit: null } };
    await changeFrom(tx, spatialUnit, change, grounds);
    const left = state.parcels.filter(({ code }) => code !== input.parcel);
    const concerned = holdersOf(state);
    if (left.length > 0) {
      // The unit goes on with the parcels that are left to it.
      const { certificates = [] } = await withNewCertificate(doing, await stateOf(tx, state.code, on));
      return { units: [state.code], parcels: [input.parcel, ...left.map(({ code }) => code)], certificates, concerned };
    }
    await endUnit(doing, state);
    return { units: [state.code], parcels: [input.parcel], concerned };
  });
}
