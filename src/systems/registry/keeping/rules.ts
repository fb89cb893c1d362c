/** What a steward may do to a version; `record` and `import` have ways of their own. */
export const STEWARDS_ACTS = ['change', 'correct', 'end', 'cancel'] as const;
export type StewardsAct = (typeof STEWARDS_ACTS)[number];
