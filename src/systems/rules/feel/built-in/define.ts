import { ANY, BUILT_IN_TYPES, LIST, type Type } from '../type.ts';
import { FeelFunction, type Parameter, type Signature, type Value } from '../value.ts';
import type { Run } from '../run.ts';

/** What a function of FEEL's own does with what it was given; those left out are undefined. */
// oxlint-disable-next-line typescript/no-explicit-any -- the signature beside each says what is handed over, and is checked before
type Work = (run: Run, ...args: any[]) => Value;

const TYPES: Record<string, Type> = {
  any: ANY,
  list: LIST,
  numbers: { type: 'list', of: { type: 'simple', kind: 'number' } },
  texts: { type: 'list', of: { type: 'simple', kind: 'string' } },
  days: { type: 'simple', kind: 'days and time duration' },
  months: { type: 'simple', kind: 'years and months duration' },
  function: { type: 'simple', kind: 'function' },
  range: { type: 'simple', kind: 'range' },
};

/**
 * A parameter as `name: type`. `?` after the name: it may be left out; `...`: it takes all that is left. Null is refused
 * for every parameter but one of `any` or of a type with `?` after it.
 */
function parameterOf(text: string): Parameter {
  const [name = '', typeName = 'any'] = text.split(':').map((part) => part.trim());
  const type = TYPES[typeName.replace(/\?$/, '')] ?? BUILT_IN_TYPES.get(typeName.replace(/\?$/, ''));
  if (!type) throw new Error(`there is no type ${typeName}`);
  return {
    name: name.replace(/(\?|\.\.\.)$/, ''),
    type,
    isOptional: name.endsWith('?'),
    isRest: name.endsWith('...'),
    isNullable: type === ANY || typeName.endsWith('?'),
  };
}

/** A function of FEEL's own: its name, and each way to call it as `parameters` and what it does. */
export function define(name: string, ...ways: [parameters: string, work: Work][]): [string, FeelFunction] {
  const signatures = ways.map(([parameters, work]): Signature => {
    const list = parameters === '' ? [] : parameters.split(',').map(parameterOf);
    return { parameters: list, call: (args, run) => work(run, ...args) };
  });
  const [first, ...others] = signatures;
  if (!first) throw new Error(`${name} cannot be called`);
  return [name, new FeelFunction({ name, result: ANY, ...first, others })];
}
