/** The door of organisations: agencies, their codes, who holds which post where, and who may act for whom. */
import type { System } from '../../kernel/system.ts';
import { sentences } from './rules.ts';

export {
  agenciesUnder,
  agency,
  agencyFor,
  appoint,
  appointmentsOf,
  delegate,
  endAppointment,
  endDelegation,
  mayActAs,
  officialsAt,
  postHoldersAt,
} from './actions.ts';
export type { ActingOfficial, Agency, AgencyKind, Appointment, Period, PostHolder, Role } from './rules.ts';

export const system: System = { name: 'organisations', folder: import.meta.dirname, sentences };
