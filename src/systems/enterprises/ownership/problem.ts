/** One thing that is wrong with a statement, or worth knowing about it. */
export interface StatementProblem {
  /** JSON Pointer (RFC 6901) from the root of the statement to the field at fault; for a field that is missing, where it should be. */
  pointer: string;
  /** Stable code; its sentence is in texts.ts of this system. */
  code: string;
  /** Values for the sentence. */
  values?: Record<string, string | number>;
}

/** The most problems that are told of one statement. */
export const MOST_PROBLEMS = 50;

/** A JSON Pointer (RFC 6901) to what lies below another by these steps. */
export function pointerTo(base: string, ...steps: readonly (string | number)[]): string {
  let pointer = base;
  for (const step of steps) pointer += `/${typeof step === 'string' ? escaped(step) : step}`;
  return pointer;
}

function escaped(step: string): string {
  return step.includes('~') || step.includes('/') ? step.replaceAll('~', '~0').replaceAll('/', '~1') : step;
}

/** The value that a JSON Pointer leads to, or undefined where it leads nowhere. */
export function valueAt(root: unknown, pointer: string): unknown {
  let at = root;
  for (const step of pointer.split('/').slice(1)) {
    const name = step.replaceAll('~1', '/').replaceAll('~0', '~');
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, name)) return undefined;
    at = (at as Record<string, unknown>)[name];
  }
  return at;
}
