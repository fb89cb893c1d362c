import type { Static } from 'typebox';
import { today } from '../../../kernel/clock.ts';
import { isDuplicate } from '../../../kernel/db.ts';
import { newId } from '../../../kernel/ids.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { House } from '../../../kernel/system.ts';
import type { CallContext } from '../../exchange/index.ts';
import { findLastOfParcel, findParcels } from '../parcel/store.ts';
import { veiledParties } from '../reading/sealed.ts';
import { type Why, rightsIn } from '../registration/act.ts';
import { endRestrictionOf, registerMortgage } from '../registration/restrictions.ts';
import type { Registered } from '../registration/rules.ts';
import { findUnit } from '../registration/store.ts';
import { registerTransfer } from '../registration/transfer.ts';
import { findResponsibilities, findRestrictions, findRights } from '../rights/store.ts';
import { type Condition, type Contract, type Obstacle, disposalOf } from './rules.ts';
import type * as services from './services.ts';
import { findContract, findFiledContract, insertContract } from './store.ts';

const db = (house: House) => house.db.as('land');

/**
 * Whether somebody may dispose of a parcel today (Land Law 31/2024/QH15 art. 45), with codes of what stands in the way and of who must agree.
 * Of whom anything is sealed, it is answered as of one who holds nothing.
 */
export async function checkDisposal(
  house: House,
  { parcel: code, holder }: Static<typeof services.checkDisposal.input>,
  context: CallContext,
): Promise<Static<typeof services.checkDisposal.output>> {
  const on = today();
  const answer = (obstacles: Obstacle[], conditions: Condition[] = []) => ({
    mayDispose: obstacles.length === 0,
    obstacles,
    conditions,
    on,
  });
  const [parcel] = await findParcels(db(house), [code], on);
  if (!parcel) return answer([(await findLastOfParcel(db(house), code)) ? 'parcel_ended' : 'parcel_unknown']);
  if (!parcel.baUnit) return answer(['not_registered']);
  const units = [parcel.baUnit];
  const [unit, rights, restrictions, responsibilities] = await Promise.all([
    findUnit(db(house), parcel.baUnit, on),
    findRights(db(house), units, on),
    findRestrictions(db(house), units, on),
    findResponsibilities(db(house), units, on),
  ]);
  const state = { certificate: unit?.certificate ?? null, rights, restrictions, responsibilities };
  if ((await veiledParties(db(house), { codes: [holder] }, context)).size > 0) return answer(['not_holder']);
  const { obstacles, conditions } = disposalOf(state, { holder, on });
  return answer(obstacles, conditions);
}

/**
 * Files a contract that a notary certified (Law on Notarisation 46/2024/QH15), for the registration that is to follow. Refuses a number
 * that this notary has filed before, a day to come, and a parcel that is not registered.
 */
export async function fileContract(
  house: House,
  { agreed, ...said }: Static<typeof services.fileContract.input>,
  context: CallContext,
): Promise<{ contract: string }> {
  const requestKey = context.idempotencyKey!;
  const before = await findFiledContract(db(house), requestKey);
  if (before) return { contract: before };
  if (said.signedOn > today())
    throw new Refusal('land.day_to_come', 422, { fields: [{ field: 'signedOn', code: 'land.day_to_come' }] });
  const [parcel] = await findParcels(db(house), [said.parcel], today());
  if (!parcel) throw new Refusal('land.parcel_not_found', 404, { values: { code: said.parcel } });
  if (!parcel.baUnit) throw new Refusal('land.not_registered', 422, { values: { code: said.parcel } });
  const contract = {
    ...said,
    id: newId(),
    requestKey,
    notaryCode: context.agency.code,
    notaryName: context.agency.name,
    transfer: 'form' in agreed ? agreed : null,
    mortgage: 'mortgagee' in agreed ? agreed : null,
  };
  try {
    await insertContract(db(house), contract);
  } catch (error) {
    const meanwhile = await findFiledContract(db(house), requestKey);
    if (meanwhile) return { contract: meanwhile };
    if (isDuplicate(error))
      throw new Refusal('land.contract_filed_already', 409, { values: { number: contract.number } });
    throw error;
  }
  return { contract: contract.id };
}

/**
 * Registers what a filed contract says, once. Who signed before the notary has agreed. A bank registers a mortgage for itself and nothing
 * else. Refuses `land.contract_unknown`, `land.contract_used`, and as the transfer or the mortgage would.
 */
export async function registerContract(
  house: House,
  input: Static<typeof services.registerContract.input>,
  context: CallContext,
): Promise<Registered> {
  const contract = await findContract(db(house), input.contract);
  const isOfCaller = context.actor.kind !== 'machine' || contract?.mortgage?.mortgagee.code === context.agency.code;
  if (!contract || !isOfCaller) throw new Refusal('land.contract_unknown', 404);
  if (contract.registrationId && !context.isAgain)
    throw new Refusal('land.contract_used', 409, { values: { number: contract.number } });
  const why: Why = {
    ...(input.on ? { on: input.on } : {}),
    reason: `Theo hợp đồng công chứng số ${contract.number}`,
    source: { form: 'contract', number: contract.number, issuedOn: contract.signedOn, issuer: contract.notaryName },
    registeredBy: input.registeredBy,
    contractId: contract.id,
  };
  const { parcel, signers: consents } = contract;
  const agreement = { parcel, consents, mortgageeConsent: input.mortgageeConsent };
  if (contract.mortgage) {
    const { mortgagee, amount_vnd } = contract.mortgage;
    const party = { form: 'bank' as const, ...mortgagee };
    return registerMortgage(house, { ...why, ...agreement, mortgagee: party, amount_vnd, rank: input.rank }, context);
  }
  const right = input.right ?? (await onlyRightOf(house, contract));
  return registerTransfer(house, { ...why, ...agreement, ...contract.transfer!, right }, context);
}

/** The one right that the signers of a contract hold. Refuses `land.choose_one` where they hold none, or several. */
async function onlyRightOf(house: House, { parcel, signers }: Contract): Promise<string> {
  const rights = (await rightsIn(house, { parcel })).filter(({ people }) =>
    people.some((each) => signers.includes(each)),
  );
  if (rights.length !== 1)
    throw new Refusal('land.choose_one', 422, { fields: [{ field: 'right', code: 'land.choose_one' }] });
  return rights[0]!.code;
}

/** Releases the caller's own mortgage on a parcel (Decree 99/2022/NĐ-CP art. 20). Refuses `land.restriction_not_there`. */
export function releaseMortgage(
  house: House,
  { parcel, number, on }: Static<typeof services.releaseMortgage.input>,
  context: CallContext,
): Promise<Registered> {
  const why: Why = {
    ...(on ? { on } : {}),
    reason: 'Bên nhận thế chấp yêu cầu xóa đăng ký',
    source: { form: 'application', number, issuer: context.agency.name },
  };
  return endRestrictionOf(
    house,
    { ...why, parcel, which: ({ form, party }) => form === 'mortgage' && party === context.agency.code },
    context,
  );
}
