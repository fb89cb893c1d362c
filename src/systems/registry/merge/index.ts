export { type LineageStep, type Resolved, lineageOf, resolve } from './lineage.ts';
export { mergeInto, splitInto } from './reorganise.ts';
export { type BothSay, assertMayBeOne, mergeSame } from './same-record.ts';
export { undoLineage } from './undo.ts';
