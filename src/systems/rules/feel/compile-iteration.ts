import { dateOfEpochDay, epochDay, FeelDate } from './calendar.ts';
import type { Surroundings } from './surroundings.ts';
import { type Code, type Frame, type Run } from './run.ts';
import { Scope } from './scope.ts';
import type { Node } from './syntax.ts';
import { FeelRange, type Value } from './value.ts';

/** An iterator that is compiled: where its value goes, and over what it runs. */
export interface Loop {
  slot: number;
  items(frame: Frame): Value[] | null;
}

/** The items that an iterator runs over: of a list, of a range of whole numbers or dates; one value is a list of it. */
export function itemsOf(value: Value, run: Run): Value[] | null {
  if (Array.isArray(value)) return value;
  if (value instanceof FeelRange) return itemsOfRange(value, run);
  return value === null ? run.warn('iteration.wrong', 'null') : [value];
}

function itemsOfRange({ start, end, startIncluded, endIncluded }: FeelRange, run: Run): Value[] | null {
  const items = spread(start, end, run);
  if (!items) return null;
  return items.slice(startIncluded ? 0 : 1, endIncluded ? undefined : -1);
}

/** From one whole number or date to another, upwards or downwards. */
export function spread(start: Value, end: Value, run: Run): Value[] | null {
  if (typeof start === 'number' && typeof end === 'number') return wholes(start, end, run);
  if (start instanceof FeelDate && end instanceof FeelDate)
    return wholes(epochDay(start), epochDay(end), run).map(dateOfEpochDay);
  return run.warn('iteration.wrong', 'neither whole numbers nor dates');
}

function wholes(start: number, end: number, run: Run): number[] {
  const count = Math.abs(end - start) + 1;
  run.size(count);
  const step = end < start ? -1 : 1;
  return Array.from({ length: count }, (_, i) => start + i * step);
}

function loopsOf(
  node: Extract<Node, { node: 'for' | 'some' | 'every' }>,
  scope: Scope,
  around: Surroundings,
): { loops: Loop[]; inside: Scope } {
  let inside = scope;
  const loops = node.iterators.map(({ name, in: from, to }): Loop => {
    const first = around.compile(from, inside);
    const last = to && around.compile(to, inside);
    inside = new Scope({ parent: inside });
    const slot = inside.declare(name);
    return {
      slot,
      items: last
        ? (frame) => spread(first(frame), last(frame), frame.run)
        : (frame) => itemsOf(first(frame), frame.run),
    };
  });
  return { loops, inside };
}

/** `for … return …`; `partial` is what was returned so far (DMN 1.5, 10.3.2.14). */
export function compileFor(node: Extract<Node, { node: 'for' }>, scope: Scope, around: Surroundings): Code {
  const outer = new Scope({ parent: scope });
  const partial = outer.declare('partial');
  const { loops, inside } = loopsOf(node, outer, around);
  return forCode(loops, around.compile(node.body, inside), partial);
}

export function forCode(loops: readonly Loop[], body: Code, partial: number): Code {
  return (frame) => {
    const results: Value[] = [];
    frame.slots[partial] = results;
    const isDone = runLoops(loops, 0, frame, () => {
      frame.slots[partial] = results;
      const value = body(frame);
      // `partial` may have been kept by the body: then what it holds must not grow any more.
      results.push(value === results ? [...results] : value);
      return true;
    });
    return isDone === null ? null : results;
  };
}

/** Runs the loops one inside of the other until the body answers false. Null when one of them has nothing to run over. */
function runLoops(loops: readonly Loop[], depth: number, frame: Frame, body: () => boolean): boolean | null {
  const loop = loops[depth];
  if (!loop) {
    frame.run.step();
    return body();
  }
  const items = loop.items(frame);
  if (!items) return null;
  for (const item of items) {
    frame.slots[loop.slot] = item;
    const goesOn = runLoops(loops, depth + 1, frame, body);
    if (goesOn !== true) return goesOn;
  }
  frame.run.step();
  return true;
}

/** `some … satisfies …` and `every … satisfies …` with three values of truth. */
export function compileQuantified(
  node: Extract<Node, { node: 'some' | 'every' }>,
  scope: Scope,
  around: Surroundings,
): Code {
  const { loops, inside } = loopsOf(node, scope, around);
  return quantifiedCode(node.node, loops, around.compile(node.body, inside));
}

export function quantifiedCode(kind: 'some' | 'every', loops: readonly Loop[], body: Code): Code {
  const decides = kind === 'some';
  return (frame) => {
    let isDecided = false;
    let isUnknown = false;
    const isDone = runLoops(loops, 0, frame, () => {
      const value = body(frame);
      if (value === decides) isDecided = true;
      else if (value !== !decides) isUnknown = true;
      return !isDecided;
    });
    if (isDecided) return decides;
    if (isDone === null) return null;
    return isUnknown ? frame.run.warn('condition.not_boolean', kind) : !decides;
  };
}
