import { constantOf, folded } from './constant.ts';
import { type Surroundings, staticType, typeOf } from './surroundings.ts';
import { BUILT_IN, isPure } from './built-in/index.ts';
import { callByName, callFunction } from './calls.ts';
import { externalOf } from './external.ts';
import { type Code, Frame } from './run.ts';
import { Scope } from './scope.ts';
import type { Node } from './syntax.ts';
import { ANY } from './type.ts';
import { FeelFunction, type Parameter } from './value.ts';

/** `function(a: number) …`: remembers what was in reach when it was made. */
export function compileDefinition(node: Extract<Node, { node: 'function' }>, scope: Scope, around: Surroundings): Code {
  const inside = new Scope({ parent: scope });
  const parameters = node.parameters.map(({ name, type }): Parameter & { slot: number } => ({
    name,
    type: type ? (typeOf(type, around) ?? ANY) : ANY,
    slot: inside.declare(name),
  }));
  if (node.isExternal) return externalCode(parameters, around.compile(node.body, scope));
  return definitionCode(parameters, around.compile(node.body, inside), staticType(node.body));
}

/** A function outside, by the mapping that names it. One that is not in our table is not called and answers null. */
export function externalCode(parameters: readonly Parameter[], mapping: Code): Code {
  return (frame) => {
    const external = externalOf(mapping(frame));
    return new FeelFunction({
      name: 'external',
      parameters,
      result: ANY,
      call: (args, run) => external?.(args.map((arg) => arg ?? null)) ?? run.warn('function.external'),
    });
  };
}

export function definitionCode(
  parameters: readonly (Parameter & { slot: number })[],
  body: Code,
  result: FeelFunction['result'],
): Code {
  const shown = parameters.map(({ name, type }) => ({ name, type }));
  return (frame) => {
    const kept = frame.slots.slice();
    return new FeelFunction({
      name: 'function',
      parameters: shown,
      result,
      call(args, run) {
        const slots = kept.slice();
        parameters.forEach(({ slot }, i) => (slots[slot] = args[i] ?? null));
        return body(new Frame(slots, run));
      },
    });
  };
}

export function compileCall(node: Extract<Node, { node: 'call' }>, scope: Scope, around: Surroundings): Code {
  const callee = around.compile(node.callee, scope);
  const known = constantOf(callee)?.value;
  if (node.named) {
    const named = node.named.map(([name, value]) => ({ name, code: around.compile(value, scope) }));
    const call: Code = (frame) =>
      callByName(callee(frame), new Map(named.map(({ name, code }) => [name, code(frame)])), frame.run);
    return known instanceof FeelFunction && isPure(known)
      ? folded(
          call,
          named.map(({ code }) => code),
        )
      : call;
  }
  const args = node.positional.map((arg) => around.compile(arg, scope));
  // A variable that hides a function of FEEL and is none itself, such as an input called "date".
  const hidden = node.callee.node === 'name' ? BUILT_IN.get(node.callee.name) : undefined;
  const call: Code = (frame) => {
    const found = callee(frame);
    const called = hidden && !(found instanceof FeelFunction) ? hidden : found;
    return callFunction(
      called,
      args.map((arg) => arg(frame)),
      frame.run,
    );
  };
  return known instanceof FeelFunction && isPure(known) ? folded(call, args) : call;
}
