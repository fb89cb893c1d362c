import type { Static } from 'typebox';
import type { House } from '../../../../kernel/system.ts';
import { call } from '../../../exchange/index.ts';
import { isHouseholdMatter } from '../../application/schemas.ts';
import * as services from '../../services.ts';
import { type Registrar, certify, contextOf } from '../actions.ts';

export { APPLICATION_STATUSES } from '../../application/rules.ts';
export { isHouseholdMatter } from '../../application/schemas.ts';
export { matterTitle } from '../../application/telling.ts';

export type OfficeApplications = Static<typeof services.findApplications.output>;
export type OfficeApplication = Static<typeof services.readApplication.output>;
export type Decision = Static<typeof services.decideApplication.input>['decision'];

/** The applications of the officer's office, what is due first on top. */
export async function applicationsAt(
  house: House,
  registrar: Registrar,
  asked: Static<typeof services.findApplications.input>,
): Promise<OfficeApplications> {
  return (await call(house, services.findApplications, asked, contextOf(registrar))).output;
}

/** An application as the officer reads it; whom it names sees in the data log that it was read. */
export async function openApplication(house: House, registrar: Registrar, id: string): Promise<OfficeApplication> {
  return (await call(house, services.readApplication, { id }, contextOf(registrar))).output;
}

/** Decides an application; an enterprise that is registered by it gets its certificate at once. */
export async function decide(
  house: House,
  registrar: Registrar,
  asked: Static<typeof services.decideApplication.input> & { key: string },
): Promise<void> {
  const { key, ...input } = asked;
  const context = { ...contextOf(registrar), idempotencyKey: key };
  const { output } = await call(house, services.decideApplication, input, context);
  if (output.status !== 'accepted' || !output.subject) return;
  const { matter } = await openApplication(house, registrar, input.id);
  if (!isHouseholdMatter(matter)) await certify(house, registrar, output.subject, key);
}
