/** Units that end, and what others take over from them. */
import { endOn, record } from '../../registry/index.ts';
import { strikeOutCertificate } from '../certificate/actions.ts';
import { baUnit, landRight, responsibility, restriction } from '../kinds.ts';
import { type Doing, newRecordCode } from './act.ts';
import type { UnitState } from './rules.ts';

/** A unit is no more: all that is in it ends with it. Its parcel has ended, by the change of the map. */
export async function endUnit(doing: Doing, state: UnitState): Promise<void> {
  const { tx, on, grounds } = doing;
  await strikeOutCertificate(doing, state);
  for (const { code } of state.rights) await endOn(tx, landRight, { key: { code }, from: on }, grounds);
  for (const { code } of state.restrictions) await endOn(tx, restriction, { key: { code }, from: on }, grounds);
  for (const { code } of state.responsibilities) await endOn(tx, responsibility, { key: { code }, from: on }, grounds);
  await endOn(tx, baUnit, { key: { code: state.code }, from: on }, grounds);
}

/** The same rights and restrictions in another unit. */
export async function copyRights(doing: Doing, from: UnitState, unit: string): Promise<void> {
  const { tx, on, grounds } = doing;
  for (const right of from.rights) {
    const { party, shareNumerator, shareDenominator, property, termUntil } = right;
    const values = { party, shareNumerator, shareDenominator, property, termUntil, baUnit: unit };
    const origin = right.origin as 'NCN';
    await record(tx, landRight, { values: { ...values, origin, code: newRecordCode() }, from: on }, grounds);
  }
  await copyRestrictions(doing, from, unit);
}

export async function copyRestrictions({ tx, on, grounds }: Doing, from: UnitState, unit: string): Promise<void> {
  for (const { form, rank, party, amount_vnd, content } of from.restrictions) {
    const values = { code: newRecordCode(), baUnit: unit, form, rank, party, amount_vnd, content };
    await record(tx, restriction, { values, from: on }, grounds);
  }
}
