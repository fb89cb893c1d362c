import { checkBoundaries } from './boundaries.ts';
import { checkDocuments } from './documents.ts';
import { checkRefusals } from './refusals.ts';
import type { Tree, Violation } from './source.ts';
import { checkSql } from './sql.ts';
import { checkStyle } from './style.ts';

/** All checks of our own, by what they look after. Each has its planted violations beside it. */
export const CHECKS: Record<string, (tree: Tree) => Violation[]> = {
  boundaries: checkBoundaries,
  SQL: checkSql,
  style: checkStyle,
  refusals: checkRefusals,
  documents: checkDocuments,
};
