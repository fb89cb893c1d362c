/** What a trial tells, for pages: the names of effects and the shape of a result. */
export { EFFECTS, type Effect } from './outcome.ts';
export type { ShownCell, TrialResult } from './protecting.ts';
