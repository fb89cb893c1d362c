import { Refusal } from '../../../kernel/refusal.ts';
import type { House } from '../../../kernel/system.ts';
import type { CallContext } from '../../exchange/index.ts';
import { changeFrom } from '../../registry/index.ts';
import { issueCertificate, strikeOutCertificate } from '../certificate/actions.ts';
import { baUnit } from '../kinds.ts';
import { type Done, type Doing, type Why, holdersOf, openUnit, register, stateOf } from './act.ts';
import { type Registered, type UnitState, assertNotSeized, assertPaper } from './rules.ts';

/** What a renewal says. */
export interface Renewal extends Why {
  parcel: string;
}

/**
 * A new certificate in place of one that is lost, damaged or of an old form (Decree 101/2024/NĐ-CP art. 38, 39), or where there
 * is none. Refuses land under seizure.
 */
export function renewCertificate(house: House, input: Renewal, context: CallContext): Promise<Registered> {
  return register(house, { form: 'renewal', why: input, context }, async (doing) => {
    const state = await openUnit(doing, input.parcel);
    assertNotSeized(state);
    return withNewCertificate(doing, state);
  });
}

/**
 * Takes a certificate back that should not have been issued (Land Law art. 152 clause 2 and 3): it is no longer valid, and nothing can be
 * disposed of until another is issued. The rights stay as they are. Refuses anything but a decision or a judgment, and land without one.
 */
export async function cancelCertificate(house: House, input: Renewal, context: CallContext): Promise<Registered> {
  assertPaper(input.source, ['decision', 'judgment'], 'land.order_needed');
  return register(house, { form: 'certificate-end', why: input, context }, async (doing) => {
    const state = await openUnit(doing, input.parcel);
    if (!state.certificate) throw new Refusal('land.certificate_needed', 422);
    await strikeOutCertificate(doing, state);
    const change = { key: { code: state.code }, from: doing.on, values: { certificate: null } };
    await changeFrom(doing.tx, baUnit, change, doing.grounds);
    return { units: [state.code], parcels: state.parcels.map(({ code }) => code), concerned: holdersOf(state) };
  });
}

/** What a registration came to that changed what the certificate says: a new one is issued. */
export async function withNewCertificate(doing: Doing, state: UnitState): Promise<Done> {
  const issued = await issueCertificate(doing, await stateOf(doing.tx, state.code, doing.on));
  return {
    units: [state.code],
    parcels: state.parcels.map(({ code }) => code),
    certificates: [issued],
    concerned: holdersOf(state),
  };
}
