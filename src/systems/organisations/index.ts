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
  officialIdsOf,
  officialsAt,
  personalNumberOf,
  postHoldersAt,
  postStandings,
} from './actions.ts';
export { HEADS, isHead } from './rules.ts';
export type {
  ActingOfficial,
  Agency,
  AgencyKind,
  Appointment,
  Period,
  PostHolder,
  PostOfOfficial,
  PostStanding,
  Role,
} from './rules.ts';

export const system: System = { name: 'organisations', folder: import.meta.dirname, sentences };
