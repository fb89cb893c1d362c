/** What the list of splits may be looked at by: those to confirm, and those that are settled. */
export const SPLIT_VIEWS = ['proposed', 'settled'] as const;
export type SplitView = (typeof SPLIT_VIEWS)[number];
