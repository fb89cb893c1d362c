export { type LineageStep, type Resolved, lineageOf, resolve } from './lineage.ts';
export { mergeInto, splitInto } from './reorganise.ts';
export { undoLineage } from './undo.ts';
