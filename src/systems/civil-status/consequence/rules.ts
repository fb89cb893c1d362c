/** The job that carries out what an entry changes in other registers. */
export const CARRY_OUT = 'civil-status.carry_out';

/** How far the consequences of an entry are. */
export type Progress = 'done' | 'pending' | 'refused';

/** As a whole: refused when one was, pending when one is still to be done. */
export function progressOf(statuses: readonly ('pending' | 'done' | 'refused')[]): Progress {
  if (statuses.includes('refused')) return 'refused';
  return statuses.includes('pending') ? 'pending' : 'done';
}
