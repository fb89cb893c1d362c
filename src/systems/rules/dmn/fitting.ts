import type { Code, Run } from '../feel/run.ts';
import { ANY, type Type, coerce, resolved } from '../feel/type.ts';
import type { Value } from '../feel/value.ts';
import type { Place } from './place.ts';

/** What most values are, found without looking further. */
function isPlainly(value: Value, type: Type): boolean {
  return type.type === 'simple' && type.kind === typeof value;
}

/** A value made what a type asks for; null with a warning when it cannot be. */
export function fitted(value: Value, type: Type | undefined, run: Run): Value {
  if (!type || value === null || type === ANY || isPlainly(value, type)) return value;
  const fitting = coerce(value, type);
  return fitting === undefined ? run.warn('type.mismatch') : fitting;
}

/** The same closure, with its answer made what the named type asks for. */
export function typed(code: Code, typeRef: string | null, place: Place): Code {
  if (typeRef === null) return code;
  const type = place.type(typeRef);
  if (!type || resolved(type) === ANY) return code;
  return (frame) => fitted(code(frame), type, frame.run);
}
