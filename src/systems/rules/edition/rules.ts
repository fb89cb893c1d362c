import { Refusal } from '../../../kernel/refusal.ts';
import type { EditionState, EventMove, Move } from './choices.ts';

/** What an official does to an edition: from which state, to which. */
export const MOVES = {
  save: { from: ['draft'], to: 'draft' },
  propose: { from: ['draft'], to: 'proposed' },
  return: { from: ['proposed'], to: 'draft' },
  withdraw: { from: ['draft', 'proposed'], to: 'withdrawn' },
  adopt: { from: ['proposed'], to: 'adopted' },
} as const satisfies Record<Move, { from: readonly EditionState[]; to: EditionState }>;
/** Who drafts, proposes and adopts: this post at the agency that owns the rule set. */
export const DRAFTING_POST = 'legal-drafting-officer';

/** Refuses `rules.wrong_state` when the edition is not in a state from which the move leads. */
export function assertMove(move: Move, state: EditionState): void {
  const from: readonly EditionState[] = MOVES[move].from;
  if (!from.includes(state)) throw new Refusal('rules.wrong_state', 409);
}

type Seen = readonly { move: EventMove; officialId: string | null }[];

/** Whether an official wrote or proposed an edition. */
export function isOwnWork(events: Seen, officialId: string): boolean {
  return events.some((event) => event.officialId === officialId && ['draft', 'save', 'propose'].includes(event.move));
}

/** Four eyes: nobody adopts what he or she wrote or proposed (`rules.own_work`). */
export function assertOtherEyes(events: Seen, officialId: string): void {
  if (isOwnWork(events, officialId)) throw new Refusal('rules.own_work', 403);
}

/** The law is not made for days that are over: `rules.date_past`. */
export function assertNotPast(from: string, today: string): void {
  if (from < today) throw new Refusal('rules.date_past', 422, { fields: [{ field: 'from', code: 'rules.date_past' }] });
}
