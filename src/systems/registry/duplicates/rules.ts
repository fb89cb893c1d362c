/** What a pair may be: it waits, was put off, is two people, was merged, or ceased to be alike. */
export const PAIR_STATUSES = ['waiting', 'later', 'different', 'merged', 'dissolved'] as const;
export type PairStatus = (typeof PAIR_STATUSES)[number];

/** What the queue may be looked at by: waiting pairs, those put off, those with a proposal to confirm, and those that are settled. */
export const QUEUE_VIEWS = ['waiting', 'proposed', 'later', 'settled'] as const;
export type QueueView = (typeof QUEUE_VIEWS)[number];

/** What a steward may decide of a pair without merging it. `claim` and `release`: this steward looks at it now, or no longer. */
export const PAIR_DECISIONS = ['different', 'later', 'again', 'claim', 'release'] as const;
export type PairDecision = (typeof PAIR_DECISIONS)[number];

/** Which of them change what a pair is, from what to what. */
export const PAIR_MOVES: Readonly<
  Record<'different' | 'later' | 'again', { from: readonly PairStatus[]; to: PairStatus }>
> = {
  different: { from: ['waiting', 'later'], to: 'different' },
  later: { from: ['waiting'], to: 'later' },
  again: { from: ['later', 'different'], to: 'waiting' },
};

/** A steward who takes a pair has it for so long. */
export const CLAIMED_FOR_MINUTES = 30;
/** What is put off comes back after so many days. */
export const PUT_OFF_DAYS = 30;
