import type { FeelFunction } from '../value.ts';
import { CONTEXT_FUNCTIONS } from './contexts.ts';
import { CONVERSION_FUNCTIONS } from './conversions.ts';
import { LIST_FUNCTIONS } from './lists.ts';
import { NUMBER_FUNCTIONS } from './numbers.ts';
import { RANGE_FUNCTIONS } from './ranges.ts';
import { STRING_FUNCTIONS } from './strings.ts';

/** All functions of FEEL's own (DMN 1.5, 10.3.4), by name. */
export const BUILT_IN: ReadonlyMap<string, FeelFunction> = new Map([
  ...CONVERSION_FUNCTIONS,
  ...STRING_FUNCTIONS,
  ...NUMBER_FUNCTIONS,
  ...LIST_FUNCTIONS,
  ...CONTEXT_FUNCTIONS,
  ...RANGE_FUNCTIONS,
]);

const PURE = new Set([...BUILT_IN].filter(([name]) => name !== 'now' && name !== 'today').map(([, each]) => each));

/** Whether a function is FEEL's own and answers always the same for the same. */
export function isPure(callee: FeelFunction): boolean {
  return PURE.has(callee);
}
