import type { Run } from './run.ts';
import { coerce } from './type.ts';
import { FeelFunction, type Parameter, type Value } from './value.ts';

/** Calls a function with what was given by place. */
export function callFunction(callee: Value, args: readonly Value[], run: Run): Value {
  if (!(callee instanceof FeelFunction)) return run.warn('function.none');
  let reason: 'argument.count' | 'argument.wrong' = 'argument.count';
  for (const signature of callee.signatures) {
    const placed = byPlace(signature.parameters, args);
    if (!placed) continue;
    const fitting = fit(signature.parameters, placed);
    if (fitting) return run.deeper(() => signature.call(fitting, run));
    reason = 'argument.wrong';
  }
  return run.warn(reason, callee.name);
}

/** What was given, a value for each parameter; undefined when it is too many or too few. */
function byPlace(parameters: readonly Parameter[], args: readonly Value[]): (Value | undefined)[] | undefined {
  const last = parameters.at(-1);
  if (last?.isRest && args.length >= parameters.length) {
    const fixed = args.slice(0, parameters.length - 1);
    const rest = args.slice(parameters.length - 1);
    const [only] = rest;
    return [...fixed, rest.length === 1 && Array.isArray(only) && fixed.length === 0 ? only : rest];
  }
  if (args.length > parameters.length) return undefined;
  const missing = parameters[args.length];
  if (missing && !missing.isOptional) return undefined;
  return parameters.map((_, i) => args[i]);
}

/** What was given, made what the parameters ask for; undefined when it cannot be. */
function fit(
  parameters: readonly Parameter[],
  args: readonly (Value | undefined)[],
): (Value | undefined)[] | undefined {
  const fitting: (Value | undefined)[] = [];
  for (let i = 0; i < parameters.length; i++) {
    const parameter = parameters[i];
    const arg = args[i];
    if (!parameter) continue;
    if (arg === undefined) {
      if (!parameter.isOptional) return undefined;
      fitting.push(undefined);
      continue;
    }
    if (arg === null && parameter.isNullable === false) return undefined;
    const value = coerce(arg, parameter.type);
    if (value === undefined) return undefined;
    fitting.push(value);
  }
  return fitting;
}

/** Calls a function with what was given by name. */
export function callByName(callee: Value, named: ReadonlyMap<string, Value>, run: Run): Value {
  if (!(callee instanceof FeelFunction)) return run.warn('function.none');
  for (const signature of callee.signatures) {
    const { parameters } = signature;
    if (![...named.keys()].every((name) => parameters.some((parameter) => parameter.name === name))) continue;
    const fitting = fit(
      parameters,
      parameters.map(({ name, isRest }) => {
        const arg = named.get(name);
        return isRest && arg !== undefined && !Array.isArray(arg) ? [arg] : arg;
      }),
    );
    if (fitting) return run.deeper(() => signature.call(fitting, run));
  }
  return run.warn('argument.wrong', `${callee.name}: ${[...named.keys()].join(', ')}`);
}
