import * as arithmetic from './arithmetic.ts';
import { compare } from './compare.ts';
import { BUILT_IN } from './built-in/index.ts';
import { compileFilter, fieldOf } from './compile-access.ts';
import { compileCall, compileDefinition } from './compile-functions.ts';
import { compileFor, compileQuantified } from './compile-iteration.ts';
import { compileIn, compileTests, comparisonRange, compareAs } from './compile-tests.ts';
import type { Code } from './run.ts';
import { type Binding, Scope } from './scope.ts';
import type { Node } from './syntax.ts';
import { type Surroundings, typeOf } from './surroundings.ts';
import { constantCode, folded } from './constant.ts';
import { isOf } from './type.ts';
import { FeelRange, type Value, kindOfValue } from './value.ts';

/** Makes plain functions of an expression, once. Nothing of the text is ever run as a program. */
export function compile(node: Node, scope: Scope, around: Surroundings): Code {
  const sub = (each: Node): Code => compile(each, scope, around);
  switch (node.node) {
    case 'constant':
      return constantCode(node.value);
    case 'name':
      return compileName(node.name, scope, around);
    case 'path':
      return compilePath(sub(node.of), node.name);
    case 'filter':
      return compileFilter(node, scope, around);
    case 'call':
      return compileCall(node, scope, around);
    case 'binary':
      return compileBinary(node.operator, sub(node.left), sub(node.right));
    case 'negate':
      return compileNegate(sub(node.of));
    case 'and':
    case 'or':
      return compileLogic(node.node, sub(node.left), sub(node.right));
    case 'compare': {
      const { operator } = node;
      const left = sub(node.left);
      const right = sub(node.right);
      return folded((frame) => compareAs(operator, left(frame), right(frame), frame.run), [left, right]);
    }
    case 'between':
      return compileBetween(sub(node.of), sub(node.low), sub(node.high));
    case 'in':
      return compileIn(node, scope, around);
    case 'instance': {
      const of = sub(node.of);
      const type = typeOf(node.type, around);
      return (frame) => {
        const value = of(frame);
        if (type === undefined) return frame.run.warn('type.mismatch');
        if (value === null) return type.type === 'simple' && type.kind === 'null';
        return isOf(value, type, { ignoreAllowed: true });
      };
    }
    case 'if':
      return compileIf(sub(node.condition), sub(node.yes), sub(node.no));
    case 'for':
      return compileFor(node, scope, around);
    case 'some':
    case 'every':
      return compileQuantified(node, scope, around);
    case 'function':
      return compileDefinition(node, scope, around);
    case 'list': {
      const items = node.items.map(sub);
      return folded((frame) => items.map((item) => item(frame)), items);
    }
    case 'context':
      return compileContext(node.entries, scope, around);
    case 'range':
      return compileRange(node, sub(node.start), sub(node.end));
    case 'comparison': {
      const { operator } = node;
      const to = sub(node.with);
      return folded((frame) => comparisonRange(operator, to(frame), frame.run), [to]);
    }
    case 'tests': {
      const tested = lookUp('?', scope);
      const slot = tested?.binding && 'slot' in tested.binding ? tested.binding.slot : -1;
      const passes = compileTests(node, scope, around);
      return (frame) => passes(frame.slots[slot] ?? null, frame);
    }
  }
}

type Found = { binding: Binding | undefined; items: number[] };

/** What a name stands for, and the filters whose items are asked first. */
function lookUp(name: string, scope: Scope): Found | undefined {
  const items: number[] = [];
  for (let at: Scope | undefined = scope; at; at = at.parent) {
    const binding = at.own(name);
    if (binding) return { binding, items };
    if (at.item !== undefined) items.push(at.item);
  }
  return items.length > 0 ? { binding: undefined, items } : undefined;
}

function compileName(name: string, scope: Scope, around: Surroundings): Code {
  const found = lookUp(name, scope);
  const builtIn = BUILT_IN.get(name);
  let outer: Code;
  if (found?.binding && 'slot' in found.binding) {
    const { slot } = found.binding;
    outer = (frame) => frame.slots[slot] ?? null;
  } else if (found?.binding && 'constant' in found.binding) outer = constantCode(found.binding.constant);
  else if (builtIn) outer = constantCode(builtIn);
  else {
    if (!found) around.report('model.name_unknown', name);
    outer = (frame) => frame.run.warn('name.unknown', name);
  }
  if (!found || found.items.length === 0) return outer;
  const { items } = found;
  return (frame) => {
    for (const slot of items) {
      const item = frame.slots[slot];
      if (item instanceof Map) {
        const value = item.get(name);
        if (value !== undefined) return value;
      } else if (item !== undefined && item !== null && typeof item === 'object') {
        const value = fieldOf(item, name);
        if (value !== undefined) return value;
      }
    }
    return outer(frame);
  };
}

function compilePath(of: Code, name: string): Code {
  return folded(
    (frame) => {
      const value = of(frame);
      if (value === null) return frame.run.warn('path.unknown', name);
      const field = fieldOf(value, name);
      if (field !== undefined) return field;
      if (Array.isArray(value)) {
        frame.run.size(value.length);
        return value.map((each) =>
          each === null ? null : (fieldOf(each, name) ?? frame.run.warn('path.unknown', name)),
        );
      }
      return frame.run.warn('path.unknown', name);
    },
    [of],
  );
}

const OPERATIONS = {
  '+': arithmetic.add,
  '-': arithmetic.subtract,
  '*': arithmetic.multiply,
  '/': arithmetic.divide,
  '**': arithmetic.power,
} as const;

function compileBinary(operator: keyof typeof OPERATIONS, left: Code, right: Code): Code {
  const operation = OPERATIONS[operator];
  return folded(
    (frame) => {
      const a = left(frame);
      const b = right(frame);
      const value = operation(a, b);
      if (value === null)
        return frame.run.warn('arithmetic.undefined', `${kindOfValue(a)} ${operator} ${kindOfValue(b)}`);
      if (typeof value === 'string') frame.run.size(value.length);
      return value;
    },
    [left, right],
  );
}

function compileNegate(of: Code): Code {
  return folded(
    (frame) => {
      const value = of(frame);
      return arithmetic.negate(value) ?? frame.run.warn('arithmetic.undefined', `- ${kindOfValue(value)}`);
    },
    [of],
  );
}

/** Three values of truth (DMN 1.5, table 50): what is no boolean is unknown. */
function compileLogic(operator: 'and' | 'or', left: Code, right: Code): Code {
  const decides = operator === 'or';
  return folded(
    (frame) => {
      const a = left(frame);
      if (a === decides) return decides;
      const b = right(frame);
      if (b === decides) return decides;
      if (a === !decides && b === !decides) return !decides;
      return frame.run.warn('condition.not_boolean', operator);
    },
    [left, right],
  );
}

function compileBetween(of: Code, low: Code, high: Code): Code {
  return folded(
    (frame) => {
      const value = of(frame);
      const from = compare(value, low(frame));
      const to = compare(value, high(frame));
      if (from === null || to === null) return frame.run.warn('comparison.undefined', 'between');
      return from >= 0 && to <= 0;
    },
    [of, low, high],
  );
}

function compileIf(condition: Code, yes: Code, no: Code): Code {
  return (frame) => {
    const asked = condition(frame);
    if (asked === true) return yes(frame);
    if (asked !== false) frame.run.warn('condition.not_boolean', 'if');
    return no(frame);
  };
}

function compileContext(entries: readonly [string, Node][], scope: Scope, around: Surroundings): Code {
  const names = new Set(entries.map(([name]) => name));
  if (names.size !== entries.length) {
    const twice = entries.find(([name], i) => entries.findIndex(([other]) => other === name) !== i)?.[0];
    return (frame) => frame.run.warn('context.duplicate_key', twice);
  }
  const parts: { name: string; slot: number; code: Code }[] = [];
  let at = scope;
  for (const [name, value] of entries) {
    const code = compile(value, at, around);
    at = new Scope({ parent: at });
    parts.push({ name, slot: at.declare(name), code });
  }
  return folded(
    (frame) => {
      const context = new Map<string, Value>();
      for (const { name, slot, code } of parts) {
        const value = code(frame);
        frame.slots[slot] = value;
        context.set(name, value);
      }
      return context;
    },
    parts.map(({ code }) => code),
  );
}

const RANGE_KINDS = new Set([
  'number',
  'string',
  'date',
  'time',
  'date and time',
  'days and time duration',
  'years and months duration',
]);

function compileRange(ends: { startIncluded: boolean; endIncluded: boolean }, startCode: Code, endCode: Code): Code {
  const { startIncluded, endIncluded } = ends;
  return folded(
    (frame) => {
      const start = startCode(frame);
      const end = endCode(frame);
      const wrong = [start, end].find((value) => value !== null && !RANGE_KINDS.has(kindOfValue(value)));
      if (wrong !== undefined || (start !== null && end !== null && kindOfValue(start) !== kindOfValue(end)))
        return frame.run.warn('range.wrong', `${kindOfValue(start)}..${kindOfValue(end)}`);
      return new FeelRange({ start, end, startIncluded, endIncluded });
    },
    [startCode, endCode],
  );
}
