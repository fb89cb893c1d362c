import type { Static } from 'typebox';
import { today } from '../../../kernel/clock.ts';
import type { Holder } from '../../../kernel/session.ts';
import type { House } from '../../../kernel/system.ts';
import { type CallContext, type ServiceContract, call, onBehalfOf } from '../../exchange/index.ts';
import * as services from '../services.ts';

/** The post of who keeps the insurance of a province. */
export const INSURANCE_POST = 'insurance-officer';

/** An official with that post. */
export type InsuranceOfficer = Holder & { post: NonNullable<Holder['post']> };

export type OfficeEmployer = Static<typeof services.readEmployerAtOffice.output>;
export type OfficeDeclaration = Static<typeof services.listDeclarations.output>['declarations'][number];

export type PaidAfterDeath = Static<typeof services.listPaidAfterDeath.output>['payments'][number];

/** The services by which the forms of the desk act, by the word in the path. */
export const ACTS = {
  cover: services.coverPerson,
  facility: services.changeFacility,
  grant: services.grantBenefit,
  pay: services.payBenefit,
  stop: services.stopBenefit,
  recover: services.recoverPayment,
  payment: services.payContributions,
} as const;
export type ActName = keyof typeof ACTS;

function contextOf(officer: InsuranceOfficer, idempotencyKey?: string): CallContext {
  return {
    caller: 'insurance',
    ...onBehalfOf(officer),
    purpose: 'social-insurance',
    ...(idempotencyKey ? { idempotencyKey } : {}),
  };
}

/** A page of the declarations of the officer's province. */
export async function listDeclarations(
  house: House,
  page: number,
  officer: InsuranceOfficer,
): Promise<Static<typeof services.listDeclarations.output>> {
  return (await call(house, services.listDeclarations, { page }, contextOf(officer))).output;
}

/** What was paid after deaths and is to come back, of people of the officer's province. */
export async function listPaidAfterDeath(house: House, officer: InsuranceOfficer): Promise<PaidAfterDeath[]> {
  return (await call(house, services.listPaidAfterDeath, {}, contextOf(officer))).output.payments;
}

/** What the register holds of a person, and what they are entitled to today. Refuses another province's. */
export async function openInsured(house: House, officer: InsuranceOfficer, number: string) {
  const context = contextOf(officer);
  const held = await call(house, services.readInsured, { number }, context);
  const entitled = await call(house, services.entitlementOn, { number, on: today() }, context);
  return { insured: held.output, entitlement: entitled.output, receipt: held.receipt };
}

/** An employer of the officer's province with what it owes. */
export async function openEmployer(house: House, officer: InsuranceOfficer, code: string): Promise<OfficeEmployer> {
  const asked = { employerCode: code };
  return (await call(house, services.readEmployerAtOffice, asked, contextOf(officer))).output;
}

/** A declaration of an employer of the officer's province. */
export async function openDeclaration(house: House, officer: InsuranceOfficer, declarationId: string) {
  return (await call(house, services.readDeclarationAtOffice, { declarationId }, contextOf(officer))).output;
}

/** Does an act from what a form said. The same form sent twice does it once. */
export async function doAct(
  house: House,
  officer: InsuranceOfficer,
  asked: { act: ActName; input: object; idempotencyKey: string },
): Promise<void> {
  const contract = ACTS[asked.act] as unknown as ServiceContract;
  await call(house, contract, asked.input as never, contextOf(officer, asked.idempotencyKey));
}
