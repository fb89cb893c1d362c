import { type Code, Frame, Run } from './run.ts';
import type { Value } from './value.ts';

/** Kept on the closure itself: a table of a million cells would make a weak map slower than all the rest. */
const CONSTANT = Symbol('constant');

interface ConstantCode extends Code {
  [CONSTANT]: { value: Value };
}

const isConstant = (code: Code): code is ConstantCode => CONSTANT in code;

/** A closure that answers always the same. */
export function constantCode(value: Value): Code {
  const code: Code = () => value;
  return Object.assign(code, { [CONSTANT]: { value } });
}

/** What a closure always answers, when it does. */
export function constantOf(code: Code): { value: Value } | undefined {
  return isConstant(code) ? code[CONSTANT] : undefined;
}

/** Works out once what does not depend on any input and gave no warning. */
export function folded(code: Code, parts: readonly Code[]): Code {
  if (!parts.every(isConstant)) return code;
  const run = new Run({ now: new Date(0), limits: { steps: 20_000, time_ms: 100, size: 10_000 } });
  try {
    const value = code(new Frame([], run));
    if (run.warnings.length === 0) return constantCode(value);
  } catch {
    // Too much to be worked out beforehand: it is done when it is asked for.
  }
  return code;
}
