export type { HeldVersion, SideOfSplit, SplitPlan } from './divide.ts';
export { type LineageStep, type Resolved, lineageOf, resolve } from './lineage.ts';
export { type ReferencePlace, type Referring, heldVersions, referencesTo, splitMixed } from './mixed-record.ts';
export { moveBack, moveToNumber } from './renumber.ts';
export { mergeInto, splitInto } from './reorganise.ts';
export { type BothSay, assertMayBeOne, mergeSame } from './same-record.ts';
export { undoLineage } from './undo.ts';
