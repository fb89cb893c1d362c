import { type Frame, Frame as NewFrame, Run } from '../feel/run.ts';
import { Scope } from '../feel/scope.ts';
import { ANY, BUILT_IN_TYPES, type Type } from '../feel/type.ts';
import type { Value } from '../feel/value.ts';
import { constantOf } from '../feel/constant.ts';
import type { ItemDefinition } from './model.ts';
import type { Place } from './place.ts';

/** The most work that the values allowed for a type may ask for each time. */
const CHECK_LIMITS = { steps: 100_000, time_ms: 1_000 };

/** Values in the order in which a type lists them: what `PRIORITY` and `OUTPUT ORDER` go by. */
const listed = new WeakMap<Type, readonly Value[]>();

export function valuesOf(type: Type): readonly Value[] | undefined {
  return listed.get(type);
}

/** The type that an item definition describes. */
export function typeOfDefinition(definition: ItemDefinition, place: Place): Type {
  let type = baseType(definition, place);
  if (definition.allowed !== null) type = restricted(definition.name, type, definition.allowed, place);
  if (definition.isCollection) type = { type: 'list', of: type };
  if (definition.constraint !== null) type = restricted(definition.name, type, definition.constraint, place);
  return type;
}

function baseType(definition: ItemDefinition, place: Place): Type {
  const { components, signature, typeRef } = definition;
  if (signature) {
    return {
      type: 'function',
      parameters: signature.parameters.map((each) => lazily(each.typeRef, place)),
      result: lazily(signature.result, place),
    };
  }
  if (components.length > 0) {
    return {
      type: 'context',
      fields: new Map(components.map((each) => [each.name, typeOfDefinition(each, place.at(each.name))])),
    };
  }
  return lazily(typeRef, place);
}

/** A type by its name: found when it is first needed, because item definitions may name those that come later. */
function lazily(name: string | null, place: Place): Type {
  const builtIn = name === null ? ANY : BUILT_IN_TYPES.get(name);
  if (builtIn && (name === null || !place.typeNamed(name))) return builtIn;
  let found: Type | undefined;
  return { type: 'named', name: name ?? '', resolve: () => (found ??= place.type(name) ?? ANY) };
}

/** A type with the values that it allows, as tests over `?`. */
export function restricted(name: string, base: Type, tests: string, place: Place): Type {
  const scope = new Scope();
  const slot = scope.declare('?');
  const { test, node } = place.at('values').tests(tests, scope);
  const type: Type = {
    type: 'restricted',
    name,
    base,
    allows(value) {
      const frame: Frame = new NewFrame(
        Array<Value>(scope.layout.count).fill(null),
        new Run({ now: new Date(0), limits: CHECK_LIMITS }),
      );
      frame.slots[slot] = value;
      return test(value, frame) === true;
    },
  };
  if (node?.node === 'tests' && !node.isNegated) {
    const values = node.tests.map((each) => constantOf(place.compile(each, scope))?.value);
    if (values.every((value) => value !== undefined)) listed.set(type, values);
  }
  return type;
}
