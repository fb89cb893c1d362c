import { compare, equal, isWithin } from './compare.ts';
import { constantOf } from './constant.ts';
import type { Surroundings } from './surroundings.ts';
import type { Code, Frame, Run } from './run.ts';
import { Scope } from './scope.ts';
import { type Comparator, type Node, mentionsTested } from './syntax.ts';
import { FeelRange, type Value } from './value.ts';

/** Whether a value passes; null when that cannot be told. */
export type Test = (value: Value, frame: Frame) => boolean | null;

/** A comparison of two values, with three values of truth. */
export function compareAs(operator: Comparator, a: Value, b: Value, run: Run): boolean | null {
  const answer = judged(operator, a, b);
  return answer ?? run.warn('comparison.undefined', operator);
}

function judged(operator: Comparator, a: Value, b: Value): boolean | null {
  if (operator === '=') return equal(a, b);
  if (operator === '!=') {
    const isEqual = equal(a, b);
    return isEqual === null ? null : !isEqual;
  }
  const order = compare(a, b);
  if (order === null) return null;
  return holds(operator, order);
}

function holds(operator: Comparator, order: number): boolean {
  switch (operator) {
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
    case '=':
      return order === 0;
    case '!=':
      return order !== 0;
  }
}

/** `(< 5)` as a value: a range with one open end. `= 5` is the range of one value; `!= 5` is none. */
export function comparisonRange(operator: Comparator, to: Value, run: Run): Value {
  if (to === null || operator === '!=') return run.warn('range.wrong', operator);
  const isUpper = operator === '<' || operator === '<=';
  const isLower = operator === '>' || operator === '>=';
  return new FeelRange({
    start: isUpper ? null : to,
    end: isLower ? null : to,
    startIncluded: operator === '>=' || operator === '=',
    endIncluded: operator === '<=' || operator === '=',
    isOpen: true,
  });
}

/** What a test that is a value says of another value: equal to it, in the range, or one of the list. */
export function passesValue(value: Value, test: Value, run: Run): boolean | null {
  if (test instanceof FeelRange) {
    if (value instanceof FeelRange) return equal(value, test);
    return isWithin(value, test) ?? run.warn('comparison.undefined', 'in');
  }
  if (Array.isArray(test)) {
    run.step(1 + (test.length >> 2));
    if (Array.isArray(value) && equal(value, test) === true) return true;
    return test.some(
      (each) =>
        (each instanceof FeelRange && !(value instanceof FeelRange) ? isWithin(value, each) : equal(value, each)) ===
        true,
    );
  }
  return equal(value, test) ?? run.warn('comparison.undefined', 'in');
}

/** One test of a cell or after `in`. */
export function compileTest(node: Node, scope: Scope, around: Surroundings): Test {
  if (node.node === 'comparison') {
    const { operator } = node;
    const to = around.compile(node.with, scope);
    const fixed = constantOf(to);
    if (fixed) {
      const limit = fixed.value;
      return (value, frame) => judged(operator, value, limit) ?? frame.run.warn('comparison.undefined', operator);
    }
    return (value, frame) => compareAs(operator, value, to(frame), frame.run);
  }
  const code = around.compile(node, scope);
  if (mentionsTested(node)) {
    return (value, frame) => {
      const answer = code(frame);
      return typeof answer === 'boolean' ? answer : answer === null ? null : passesValue(value, answer, frame.run);
    };
  }
  const fixed = constantOf(code);
  if (fixed) {
    const test = fixed.value;
    return (value, frame) => passesValue(value, test, frame.run);
  }
  return (value, frame) => {
    const answer = code(frame);
    // A condition over other inputs, such as `Age > 60` in the column of another one.
    if (answer === true && isCondition(node)) return true;
    return passesValue(value, answer, frame.run);
  };
}

const CONDITIONS = new Set<Node['node']>(['compare', 'and', 'or', 'between', 'in', 'instance', 'some', 'every']);

function isCondition(node: Node): boolean {
  return CONDITIONS.has(node.node);
}

/** All tests of a cell. `?` must have a place in the scope. */
export function compileTests(node: Extract<Node, { node: 'tests' }>, scope: Scope, around: Surroundings): Test {
  if (node.tests.length === 0) return () => true;
  const tests = node.tests.map((each) => compileTest(each, scope, around));
  const [only] = tests;
  if (tests.length === 1 && only && !node.isNegated) return only;
  const { isNegated } = node;
  return (value, frame) => {
    let isUnknown = false;
    for (const test of tests) {
      const passes = test(value, frame);
      if (passes === true) return !isNegated;
      if (passes === null) isUnknown = true;
    }
    return isUnknown ? null : isNegated;
  };
}

/** `value in tests`. */
export function compileIn(node: Extract<Node, { node: 'in' }>, scope: Scope, around: Surroundings): Code {
  const of = around.compile(node.of, scope);
  const inside = new Scope({ parent: scope });
  const slot = inside.declare('?');
  const tests = node.tests.map((each) => compileTest(each, inside, around));
  return (frame) => {
    const value = of(frame);
    frame.slots[slot] = value;
    let isUnknown = false;
    for (const test of tests) {
      const passes = test(value, frame);
      if (passes === true) return true;
      if (passes === null) isUnknown = true;
    }
    return isUnknown ? null : false;
  };
}
