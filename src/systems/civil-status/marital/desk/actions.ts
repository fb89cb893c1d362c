import type { Static } from 'typebox';
import { Refusal } from '../../../../kernel/refusal.ts';
import type { House } from '../../../../kernel/system.ts';
import { call } from '../../../exchange/index.ts';
import { type RegistrarAtDesk, contextOf, registrarOf } from '../../desk/actions.ts';
import * as services from '../../services.ts';
import { type WishForm, purposeOf, wishProblems, wishTyped } from '../wish-form.ts';

export { REGISTRAR_POST, type RegistrarAtDesk, communeName } from '../../desk/actions.ts';

export type { MaritalApplication } from '../../services.ts';

/** What waits at the desk, or is over. */
export async function openQueue(
  house: House,
  officer: RegistrarAtDesk,
  over: boolean,
): Promise<Static<typeof services.findMaritalApplications.output>> {
  return (await call(house, services.findMaritalApplications, { over }, contextOf(officer))).output;
}

/** An application with how the applicant stands; of one that is over only itself, and of one that cannot be looked at why not. */
export async function openApplication(
  house: House,
  officer: RegistrarAtDesk,
  id: string,
): Promise<{ application: services.MaritalApplication; standing: MaritalStanding | undefined; hindrance?: Refusal }> {
  const { application } = (await call(house, services.readMaritalApplication, { id }, contextOf(officer))).output;
  if (application.state !== 'open') return { application, standing: undefined };
  try {
    return { application, standing: await openStanding(house, officer, application.applicantNumber) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { application, standing: undefined, hindrance: error };
  }
}

/** Grants or refuses an application from what a form said. The same form sent twice does it once. */
export async function decideApplication(
  house: House,
  officer: RegistrarAtDesk,
  asked: {
    id: string;
    decision: 'grant' | 'refuse';
    reason: string | undefined;
    typed: Readonly<Record<string, unknown>>;
    idempotencyKey: string;
  },
): Promise<void> {
  const { id, decision, reason, typed, idempotencyKey } = asked;
  const context = contextOf(officer, idempotencyKey);
  if (decision === 'refuse') {
    if (!reason) throw new Refusal('input.invalid', 422, { fields: [{ field: 'reason', code: 'field.required' }] });
    await call(house, services.refuseMaritalApplication, { id, reason }, context);
    return;
  }
  const conclusion = conclusionTyped(typed);
  const input = { id, registrar: registrarOf(officer), ...(conclusion ? { conclusion } : {}) } as Static<
    typeof services.grantMaritalApplication.input
  >;
  await call(house, services.grantMaritalApplication, input, context);
}

/** How somebody stands, as the desk shows it. */
export type MaritalStanding = Static<typeof services.readMaritalStanding.output> & { receipt: string };

/** How a person of the own commune stands. Refuses everybody else's. */
export async function openStanding(house: House, officer: RegistrarAtDesk, number: string): Promise<MaritalStanding> {
  const { output, receipt } = await call(house, services.readMaritalStanding, { number }, contextOf(officer));
  return { ...output, receipt };
}

/** Whether a certificate for a purpose still holds, so that a reason is asked for another. */
export function isAgain({ certificates }: MaritalStanding, form: WishForm): boolean {
  // Another purpose is told from others by its words only; whether there is one, the service says.
  return certificates.some(
    ({ wish, validity }) => wish.purpose === purposeOf(form) && validity.from === undefined && form !== 'other',
  );
}

/** What the officer found, when the form asked for it. */
function conclusionTyped(typed: Readonly<Record<string, unknown>>): object | undefined {
  const text = (name: string) => {
    const value = typed[name];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const [number, issuer, on] = [text('document.number'), text('document.issuer'), text('document.on')];
  const document = number ? given({ number, issuer, on }) : undefined;
  const conclusion = given({
    status: text('status'),
    spouseName: text('spouseName'),
    document,
    grounds: text('grounds'),
  });
  return Object.keys(conclusion).length ? conclusion : undefined;
}

/** Without what was left empty. */
const given = (said: object): object =>
  Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));

/** Issues a certificate from what a form said. The same form sent twice does it once. */
export async function issueCertificate(
  house: House,
  officer: RegistrarAtDesk,
  asked: {
    number: string;
    form: WishForm;
    again: boolean;
    typed: Readonly<Record<string, unknown>>;
    idempotencyKey: string;
  },
): Promise<void> {
  const { number, form, again, typed, idempotencyKey } = asked;
  const fields = wishProblems(form, again, typed);
  if (fields.length) throw new Refusal('input.invalid', 422, { fields });
  const conclusion = conclusionTyped(typed);
  const input = {
    number,
    wish: wishTyped(form, again, typed),
    registrar: registrarOf(officer),
    ...(conclusion ? { conclusion } : {}),
  } as Static<typeof services.issueMaritalCertificate.input>;
  await call(house, services.issueMaritalCertificate, input, contextOf(officer, idempotencyKey));
}
