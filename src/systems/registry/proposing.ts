import { type Statement, type Tx, sql } from '../../kernel/db.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Grounds, Source } from './time/acts.ts';

/** What is proposed of records, a merge or a split, takes two stewards: one proposes, another confirms. */
export type ProposalState = 'proposed' | 'confirmed' | 'refused' | 'undone';

/** What may be done with a proposal, from what to what. Confirming takes another steward than the one who proposed. */
const PROPOSAL_MOVES = {
  confirm: { from: 'proposed', to: 'confirmed' },
  refuse: { from: 'proposed', to: 'refused' },
  undo: { from: 'confirmed', to: 'undone' },
} as const satisfies Record<string, { from: ProposalState; to: ProposalState }>;
export type ProposalDecision = keyof typeof PROPOSAL_MOVES;
export const PROPOSAL_DECISIONS = Object.keys(PROPOSAL_MOVES) as ProposalDecision[];

/** What every proposal has: why, by whom, and what came of it. */
export interface Proposal {
  id: string;
  reason: string;
  source: Source;
  state: ProposalState;
  proposedAt: Date;
  proposedBy: Grounds['by'];
  decidedAt: Date | null;
  decidedBy: Grounds['by'] | null;
  decidedReason: string | null;
  undoneAt: Date | null;
  undoneBy: Grounds['by'] | null;
  undoneReason: string | null;
  act: number | null;
}

/** The columns of a `Proposal` under its names. */
export const proposalColumns: Statement = sql`id, reason, source, state,
  proposed_at AS "proposedAt", proposed_by AS "proposedBy", decided_at AS "decidedAt", decided_by AS "decidedBy",
  decided_reason AS "decidedReason", undone_at AS "undoneAt", undone_by AS "undoneBy", undone_reason AS "undoneReason", act`;

/**
 * Four eyes: whoever proposed does not confirm (`register.second_steward_needed`), but may take the proposal back by refusing it. What has been
 * decided otherwise is not decided again (`register.pair_decided`).
 */
export function assertMayDecide(
  { state, proposedBy }: Pick<Proposal, 'state' | 'proposedBy'>,
  { decision, steward }: { decision: ProposalDecision; steward: string },
): void {
  if (state !== PROPOSAL_MOVES[decision].from) throw new Refusal('register.pair_decided', 409);
  if (decision === 'confirm' && proposedBy.actor.number === steward)
    throw new Refusal('register.second_steward_needed', 403);
}

/** Notes what became of a proposal, by whom and why, and under which receipt: the same call again changes nothing. */
export async function noteDecision(
  tx: Tx,
  table: 'merge_proposal' | 'split_proposal',
  { id, decision, act, grounds }: { id: string; decision: ProposalDecision; act: number | null; grounds: Grounds },
): Promise<void> {
  const by = JSON.stringify(grounds.by);
  const told =
    decision === 'undo'
      ? sql`undone_at = now(), undone_by = ${by}::jsonb, undone_reason = ${grounds.reason}`
      : sql`decided_at = now(), decided_by = ${by}::jsonb, decided_reason = ${grounds.reason}`;
  const changed = sql`state = ${PROPOSAL_MOVES[decision].to}, act = ${act}, ${told},
    receipts = receipts || ARRAY[${grounds.receipt!}::text] WHERE id = ${id}`;
  await tx.run(
    table === 'merge_proposal' ? sql`UPDATE merge_proposal SET ${changed}` : sql`UPDATE split_proposal SET ${changed}`,
  );
}
