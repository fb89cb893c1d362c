import { today } from '../../../kernel/clock.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { House } from '../../../kernel/system.ts';
import type { CallContext } from '../../exchange/index.ts';
import { changeFrom, record } from '../../registry/index.ts';
import { issueCertificate } from '../certificate/actions.ts';
import { type Said, baUnit, landRight, responsibility, spatialUnit } from '../kinds.ts';
import { lockNames } from '../parcel/store.ts';
import { type PartyGiven, enterParties, partiesOf, partyLocks } from '../rights/parties.ts';
import { assertWhole, share } from '../rights/shares.ts';
import { type Why, assertCompetent, holdersOf, newRecordCode, parcelOn, register, stateOf } from './act.ts';
import { type Registered, assertDay } from './rules.ts';

/** Who gets what at a first registration. */
export interface FirstRight {
  party: PartyGiven;
  numerator: number;
  denominator: number;
  origin: Said<typeof landRight>['origin'];
  property?: 'common' | 'separate' | undefined;
  termUntil?: string | undefined;
}

/** What a first registration says. */
export interface FirstRegistration extends Why {
  /** The parcels of the unit: one, or several with the same rights. */
  parcels: string[];
  rights: FirstRight[];
  /** What is still owed of the land-use levy, in đồng, when the State lets it be owed. */
  owed_vnd?: number | undefined;
}

/**
 * First registration of land (Land Law 31/2024/QH15 art. 132): the unit begins with all its rights, and a certificate is
 * issued. Refuses a parcel that is registered, shares that do not sum to one, and who is unknown to the population register.
 */
export async function registerFirst(house: House, input: FirstRegistration, context: CallContext): Promise<Registered> {
  const shares = input.rights.map(({ numerator, denominator }) => share(numerator, denominator));
  assertWhole(shares);
  const facts = await partiesOf(
    house,
    input.rights.map(({ party }) => party),
    context,
  );
  if (new Set(facts.map(({ code }) => code)).size < facts.length) throw new Refusal('land.party_twice', 422);
  const codes = [...new Set(input.parcels)];
  return register(house, { form: 'first', why: input, context }, async (doing) => {
    const { tx, on, grounds } = doing;
    // The codes of the parcels are locked as units: that is what the unit will be called.
    await lockNames(tx, [...codes.map((code) => `unit:${code}`), ...partyLocks(facts)]);
    for (const code of codes) {
      const parcel = await parcelOn(tx, code, on);
      assertCompetent(context, parcel.communeCode);
      if (parcel.baUnit) throw new Refusal('land.registered_already', 409, { values: { code } });
      assertDay(on, { today: today(), lastChange: parcel.validFrom });
    }
    const unit = codes[0]!;
    await enterParties(tx, facts, on, grounds);
    await record(tx, baUnit, { values: { code: unit }, from: on }, grounds);
    for (const code of codes)
      await changeFrom(tx, spatialUnit, { key: { code }, from: on, values: { baUnit: unit } }, grounds);
    for (const [i, { origin, property, termUntil }] of input.rights.entries()) {
      const values = {
        code: newRecordCode(),
        baUnit: unit,
        party: facts[i]!.code,
        ...shares[i]!,
        origin,
        property: property ?? 'common',
        termUntil: termUntil ?? null,
      } as const;
      await record(tx, landRight, { values, from: on }, grounds);
    }
    if (input.owed_vnd)
      await record(
        tx,
        responsibility,
        {
          values: {
            code: newRecordCode(),
            baUnit: unit,
            form: 'financial',
            amount_vnd: input.owed_vnd,
            content: 'Ghi nợ tiền sử dụng đất',
          },
          from: on,
        },
        grounds,
      );
    const state = await stateOf(tx, unit, on);
    const issued = await issueCertificate(doing, state);
    return { units: [unit], parcels: codes, certificates: [issued], concerned: holdersOf(state) };
  });
}
