import { Refusal } from '../../../kernel/refusal.ts';
import type { DossierStatus, StepStatus } from '../services.ts';

/** A move: from which states, to which. */
interface Move<Status> {
  from: readonly Status[];
  to: Status;
}

/** All that can happen to a dossier. What is not here cannot happen. */
export const DOSSIER_MOVES = {
  submit: { from: ['draft'], to: 'in_progress' },
  ask_consent: { from: ['draft'], to: 'awaiting_consent' },
  give_consent: { from: ['awaiting_consent'], to: 'in_progress' },
  decline_consent: { from: ['awaiting_consent'], to: 'draft' },
  ask_supplement: { from: ['in_progress'], to: 'supplement' },
  answer_supplement: { from: ['supplement'], to: 'in_progress' },
  withdraw: { from: ['draft', 'awaiting_consent', 'in_progress', 'supplement'], to: 'withdrawn' },
  refuse: { from: ['in_progress', 'supplement'], to: 'refused' },
  finish: { from: ['in_progress'], to: 'done' },
} as const satisfies Record<string, Move<DossierStatus>>;
export type DossierMove = keyof typeof DOSSIER_MOVES;

/** All that can happen to one agency's step. */
export const STEP_MOVES = {
  open: { from: ['waiting'], to: 'open' },
  ask_supplement: { from: ['open'], to: 'supplement' },
  resume: { from: ['supplement'], to: 'open' },
  approve: { from: ['open'], to: 'approved' },
  /** A step that no officer decides, and only such a one, is approved as soon as its turn comes. */
  approve_by_rule: { from: ['waiting'], to: 'approved' },
  /** The register could not record what was approved, and says why: it is decided again. */
  return: { from: ['approved'], to: 'open' },
  finish: { from: ['approved'], to: 'done' },
  refuse: { from: ['open', 'supplement'], to: 'refused' },
  /** The register refused what a rule had approved. An officer cannot refuse what is being written into a register. */
  refuse_by_rule: { from: ['approved'], to: 'refused' },
  cancel: { from: ['waiting', 'open', 'supplement'], to: 'cancelled' },
} as const satisfies Record<string, Move<StepStatus>>;
export type StepMove = keyof typeof STEP_MOVES;

/** The state after a move of a dossier. Refuses `case.cannot_move` (409) when it cannot be made from here. */
export function moveDossier(status: DossierStatus, move: DossierMove): DossierStatus {
  return after(DOSSIER_MOVES[move], status, move);
}

/** The state after a move of a step. Refuses like `moveDossier`. */
export function moveStep(status: StepStatus, move: StepMove): StepStatus {
  return after(STEP_MOVES[move], status, move);
}

/** Whether a move of a dossier can be made from a state. */
export function canMoveDossier(status: DossierStatus, move: DossierMove): boolean {
  return (DOSSIER_MOVES[move].from as readonly DossierStatus[]).includes(status);
}

function after<Status extends string>(move: Move<Status>, status: Status, name: string): Status {
  if (!move.from.includes(status)) throw new Refusal('case.cannot_move', 409, { values: { move: name, status } });
  return move.to;
}
