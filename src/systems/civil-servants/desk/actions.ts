import type { Static } from 'typebox';
import { Refusal } from '../../../kernel/refusal.ts';
import type { Holder } from '../../../kernel/session.ts';
import type { House } from '../../../kernel/system.ts';
import { type CallContext, type ServiceContract, call, onBehalfOf } from '../../exchange/index.ts';
import { type Agency, agenciesUnder } from '../../organisations/index.ts';
import * as services from '../services.ts';

/** The post of who keeps the personnel of an agency and of those below it. */
export const PERSONNEL_POST = 'personnel-officer';

/** An official with that post. */
export type PersonnelOfficer = Holder & { post: NonNullable<Holder['post']> };

export type Staff = Static<typeof services.readStaff.output>;
export type Career = NonNullable<Static<typeof services.readCareer.output>['career']>;

/** The services by which the forms of the desk act, by the word in the path. */
export const ACTS = {
  position: services.definePosition,
  recruit: services.recruit,
  appoint: services.appoint,
  'end-appointment': services.endAppointment,
  raise: services.raiseStep,
  grade: services.changeGrade,
  training: services.recordTraining,
  commend: services.commend,
  discipline: services.disciplineServant,
  leave: services.leave,
} as const;

export type ActName = keyof typeof ACTS;

function contextOf(officer: PersonnelOfficer, idempotencyKey?: string): CallContext {
  return {
    caller: 'civil-servants',
    ...onBehalfOf(officer),
    purpose: 'personnel-management',
    ...(idempotencyKey ? { idempotencyKey } : {}),
  };
}

/** The agencies whose personnel the officer keeps. */
export function agenciesOf(house: House, officer: PersonnelOfficer): Promise<Agency[]> {
  return agenciesUnder(house, officer.post.agencyCode);
}

/** The positions of an agency on a day, who holds them, and what is due soon. */
export async function openStaff(
  house: House,
  officer: PersonnelOfficer,
  asked: { agencyCode: string; on: string },
): Promise<Staff & { receipt: string }> {
  const { output, receipt } = await call(house, services.readStaff, asked, contextOf(officer));
  return { ...output, receipt };
}

/** The career of somebody at the officer's agencies. Refuses `servants.no_career` for everybody else. */
export async function openCareer(
  house: House,
  officer: PersonnelOfficer,
  number: string,
): Promise<{ career: Career; receipt: string }> {
  const { output, receipt } = await call(house, services.readCareer, { number }, contextOf(officer));
  if (!output.career) throw new Refusal('servants.no_career', 404);
  return { career: output.career, receipt };
}

/** Does an act from what a form said. The same form sent twice does it once. */
export async function doAct(
  house: House,
  officer: PersonnelOfficer,
  asked: { act: ActName; input: object; idempotencyKey: string },
): Promise<void> {
  const contract = ACTS[asked.act] as unknown as ServiceContract;
  await call(house, contract, asked.input as never, contextOf(officer, asked.idempotencyKey));
}
