import { parseDate, parseDateTime, parseDuration, parseTime } from './calendar-text.ts';
import { parseNumber } from './decimal.ts';
import { type Vocabulary, evenName } from './names.ts';
import { parseType } from './parser-types.ts';
import { Reader } from './reader.ts';
import type { Comparator, Iterator, Node } from './syntax.ts';

/** The names that an expression may use. */
export interface Reach {
  scopes: readonly Vocabulary[];
  fields: Vocabulary;
}

/** Reads an expression. Throws `FeelSyntaxError`. */
export function parseExpression(text: string, reach: Reach): Node {
  const reader = new Reader(text, reach.scopes, reach.fields);
  const node = expression(reader);
  if (!reader.isEnd()) reader.fail('the end');
  return node;
}

/** Reads the tests of a cell: `-`, `not(…)`, or tests with commas between them (grammar rules 13 to 18). */
export function parseTests(text: string, reach: Reach): Node {
  const reader = new Reader(text, reach.scopes, reach.fields);
  if (reader.text.trim() === '-') return { node: 'tests', tests: [], isNegated: false };
  const negated =
    reader.isWord('not') &&
    reader.attempt(() => {
      reader.expectWord('not');
      reader.expect('(');
      const tests = testList(reader);
      reader.expect(')');
      if (!reader.isEnd()) reader.fail('the end');
      return tests;
    });
  if (negated) return { node: 'tests', tests: negated, isNegated: true };
  const tests = testList(reader);
  if (!reader.isEnd()) reader.fail('the end');
  return { node: 'tests', tests, isNegated: false };
}

function testList(reader: Reader): Node[] {
  const tests = [test(reader)];
  while (reader.take(',')) tests.push(test(reader));
  return tests;
}

const COMPARATORS: readonly Comparator[] = ['<=', '>=', '!=', '=', '<', '>'];

function takeComparator(reader: Reader): Comparator | undefined {
  return COMPARATORS.find((sign) => reader.take(sign));
}

function test(reader: Reader): Node {
  const operator = takeComparator(reader);
  if (operator) return { node: 'comparison', operator, with: additive(reader) };
  return expression(reader);
}

function expression(reader: Reader): Node {
  return reader.nested(() => {
    let left = conjunction(reader);
    while (reader.takeWord('or')) left = { node: 'or', left, right: conjunction(reader) };
    return left;
  });
}

function conjunction(reader: Reader): Node {
  let left = comparison(reader);
  while (reader.takeWord('and')) left = { node: 'and', left, right: comparison(reader) };
  return left;
}

function comparison(reader: Reader): Node {
  let left = additive(reader);
  for (;;) {
    const operator = takeComparator(reader);
    if (operator) left = { node: 'compare', operator, left, right: additive(reader) };
    else if (reader.takeWord('between')) {
      const low = additive(reader);
      reader.expectWord('and');
      left = { node: 'between', of: left, low, high: additive(reader) };
    } else if (reader.takeWord('in')) left = { node: 'in', of: left, tests: inTests(reader) };
    else if (reader.isWord('instance')) left = instanceOf(reader, left);
    else return left;
  }
}

function instanceOf(reader: Reader, of: Node): Node {
  reader.expectWord('instance');
  reader.expectWord('of');
  return { node: 'instance', of, type: parseType(reader) };
}

/** After `in`: one test, or several in parentheses. */
function inTests(reader: Reader): Node[] {
  const listed = reader.attempt(() => {
    reader.expect('(');
    const tests = testList(reader);
    reader.expect(')');
    // `(1)` may be how a longer expression begins.
    if (/^(?:\*|\/|\+|-|\.|\[)/.test(reader.text.slice(reader.at))) reader.fail('the end of the tests');
    return tests;
  });
  if (listed) return listed;
  const operator = takeComparator(reader);
  if (operator) return [{ node: 'comparison', operator, with: additive(reader) }];
  return [additive(reader)];
}

function additive(reader: Reader): Node {
  let left = multiplicative(reader);
  for (;;) {
    if (reader.take('+')) left = { node: 'binary', operator: '+', left, right: multiplicative(reader) };
    else if (reader.take('-')) left = { node: 'binary', operator: '-', left, right: multiplicative(reader) };
    else return left;
  }
}

function multiplicative(reader: Reader): Node {
  let left = exponentiation(reader);
  for (;;) {
    if (!reader.is('**') && reader.take('*'))
      left = { node: 'binary', operator: '*', left, right: exponentiation(reader) };
    else if (reader.take('/')) left = { node: 'binary', operator: '/', left, right: exponentiation(reader) };
    else return left;
  }
}

function exponentiation(reader: Reader): Node {
  let left = unary(reader);
  while (reader.take('**')) left = { node: 'binary', operator: '**', left, right: unary(reader) };
  return left;
}

function unary(reader: Reader): Node {
  if (!reader.take('-')) return postfix(reader, primary(reader));
  return { node: 'negate', of: reader.nested(() => unary(reader)) };
}

function postfix(reader: Reader, from: Node): Node {
  let left = from;
  for (;;) {
    if (!reader.is('..') && reader.take('.')) left = { node: 'path', of: left, name: reader.takeFieldName() };
    else if (reader.is('[')) {
      const before = left;
      const filtered = reader.ranges > 0 ? reader.attempt(() => filter(reader, before)) : filter(reader, before);
      if (!filtered) return left;
      left = filtered;
    } else if (reader.is('(')) left = call(reader, left);
    else return left;
  }
}

function filter(reader: Reader, of: Node): Node {
  reader.expect('[');
  reader.filters++;
  try {
    const by = reader.within(['item'], () => expression(reader));
    reader.expect(']');
    return { node: 'filter', of, by };
  } finally {
    reader.filters--;
  }
}

function call(reader: Reader, callee: Node): Node {
  reader.expect('(');
  if (reader.take(')')) return { node: 'call', callee, positional: [] };
  const named = reader.attempt(() => {
    const first = argumentName(reader);
    const entries: [string, Node][] = [[first, expression(reader)]];
    while (reader.take(',')) entries.push([argumentName(reader), expression(reader)]);
    reader.expect(')');
    return entries;
  });
  if (named) return { node: 'call', callee, positional: [], named };
  const positional = [expression(reader)];
  while (reader.take(',')) positional.push(expression(reader));
  reader.expect(')');
  return { node: 'call', callee, positional };
}

const ARGUMENT_NAME = /([\p{L}_?][\p{L}\p{N}\p{M}\s_?.'*+/-]*):/uy;

function argumentName(reader: Reader): string {
  ARGUMENT_NAME.lastIndex = reader.at;
  const match = ARGUMENT_NAME.exec(reader.text);
  if (!match) reader.fail('the name of an argument');
  reader.at = ARGUMENT_NAME.lastIndex;
  reader.blank();
  return evenName(match[1] ?? '');
}

function primary(reader: Reader): Node {
  const number = /[\d.]/.test(reader.text[reader.at] ?? '') ? reader.takeNumber() : undefined;
  if (number !== undefined) return { node: 'constant', value: parseNumber(number) };
  if (reader.is('"')) return { node: 'constant', value: string(reader) };
  if (reader.take('@')) return atLiteral(string(reader));
  if (reader.is('(')) return parenthesised(reader);
  if (reader.is('[') || reader.is(']')) return bracketed(reader);
  if (reader.is('{')) return context(reader);
  const longName = reader.known();
  if (!longName || longName.length === 1) {
    if (reader.takeWord('if')) return condition(reader);
    if (reader.takeWord('for')) return iteration(reader, 'for');
    if (reader.takeWord('some')) return iteration(reader, 'some');
    if (reader.takeWord('every')) return iteration(reader, 'every');
    if (reader.takeWord('function')) return definition(reader);
    if (reader.takeWord('true')) return { node: 'constant', value: true };
    if (reader.takeWord('false')) return { node: 'constant', value: false };
    if (reader.takeWord('null')) return { node: 'constant', value: null };
    if (reader.takeWord('not')) return { node: 'name', name: 'not' };
  }
  const name = reader.takeName();
  return name === undefined ? reader.fail('a value') : { node: 'name', name };
}

function atLiteral(text: string): Node {
  return {
    node: 'constant',
    value:
      parseDate(text) ?? (text.includes('T') ? parseDateTime(text) : null) ?? parseTime(text) ?? parseDuration(text),
  };
}

const ESCAPES: Record<string, string> = { n: '\n', r: '\r', t: '\t', '"': '"', "'": "'", '\\': '\\' };
const STRING = /"((?:[^"\\]|\\[\s\S])*)"/y;
const ESCAPE = /\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{6})|([\s\S]))/g;

function string(reader: Reader): string {
  STRING.lastIndex = reader.at;
  const match = STRING.exec(reader.text);
  if (!match) reader.fail('a text in quotation marks');
  reader.at = STRING.lastIndex;
  reader.blank();
  return (match[1] ?? '').replace(ESCAPE, (whole, four?: string, six?: string, sign?: string) => {
    const code = four ?? six;
    if (code === undefined) return ESCAPES[sign ?? ''] ?? whole;
    const point = parseInt(code, 16);
    return point > 0x10ffff ? whole : String.fromCodePoint(point);
  });
}

/** `(a)`, `(a..b]` or `(< 5)`. */
function parenthesised(reader: Reader): Node {
  reader.expect('(');
  const operator = takeComparator(reader);
  if (operator) {
    const node: Node = { node: 'comparison', operator, with: additive(reader) };
    reader.expect(')');
    return node;
  }
  const first = expression(reader);
  if (reader.take('..')) return rangeEnd(reader, first, false);
  reader.expect(')');
  return first;
}

function rangeEnd(reader: Reader, start: Node, startIncluded: boolean): Node {
  const end = reader.endOfRange(() => expression(reader));
  const endIncluded = reader.take(']');
  if (!endIncluded && !reader.take(')') && !reader.take('[')) reader.fail('“]”, “)” or “[”');
  return { node: 'range', start, end, startIncluded, endIncluded };
}

/** `[a, b]`, `[a..b]` or `]a..b[`. */
function bracketed(reader: Reader): Node {
  if (reader.take(']')) {
    const start = expression(reader);
    reader.expect('..');
    return rangeEnd(reader, start, false);
  }
  reader.expect('[');
  if (reader.take(']')) return { node: 'list', items: [] };
  const first = test(reader);
  if (reader.take('..')) return rangeEnd(reader, first, true);
  const items = [first];
  while (reader.take(',')) items.push(test(reader));
  reader.expect(']');
  return { node: 'list', items };
}

const KEY = /[\p{L}\p{So}\p{Emoji_Presentation}_?][\p{L}\p{N}\p{M}\p{So}\p{Emoji_Presentation}\s_?.'*+/-]*/uy;

function context(reader: Reader): Node {
  reader.expect('{');
  const entries: [string, Node][] = [];
  if (reader.take('}')) return { node: 'context', entries };
  return reader.within([], (scope) => {
    do {
      const key = contextKey(reader);
      reader.expect(':');
      entries.push([key, expression(reader)]);
      scope.add(key);
      reader.fields.add(key);
    } while (reader.take(','));
    reader.expect('}');
    return { node: 'context', entries };
  });
}

function contextKey(reader: Reader): string {
  if (reader.is('"')) return string(reader);
  KEY.lastIndex = reader.at;
  const match = KEY.exec(reader.text);
  if (!match) reader.fail('the name of an entry');
  reader.at = KEY.lastIndex;
  reader.blank();
  return evenName(match[0]);
}

function condition(reader: Reader): Node {
  const asked = expression(reader);
  reader.expectWord('then');
  const yes = expression(reader);
  reader.expectWord('else');
  return { node: 'if', condition: asked, yes, no: expression(reader) };
}

function iteration(reader: Reader, kind: 'for' | 'some' | 'every'): Node {
  return reader.within(kind === 'for' ? ['partial'] : [], (scope) => {
    const iterators: Iterator[] = [];
    do {
      const name = variableName(reader, 'in');
      const from = expression(reader);
      const to = kind === 'for' && reader.take('..') ? expression(reader) : undefined;
      iterators.push({ name, in: from, ...(to && { to }) });
      scope.add(name);
    } while (reader.take(','));
    reader.expectWord(kind === 'for' ? 'return' : 'satisfies');
    return { node: kind, iterators, body: expression(reader) };
  });
}

/** The name that an iterator gives: everything before the word that ends it. */
function variableName(reader: Reader, before: string): string {
  const match = new RegExp(String.raw`([\p{L}_?][\p{L}\p{N}\p{M}\s_?.'*+/-]*?)\s+${before}(?![\p{L}\p{N}_])`, 'uy');
  match.lastIndex = reader.at;
  const found = match.exec(reader.text);
  if (!found) reader.fail('the name of a variable');
  reader.at = match.lastIndex;
  reader.blank();
  return evenName(found[1] ?? '');
}

function definition(reader: Reader): Node {
  reader.expect('(');
  const parameters: Extract<Node, { node: 'function' }>['parameters'] = [];
  if (!reader.take(')')) {
    do {
      const name = parameterName(reader);
      parameters.push({ name, type: reader.take(':') ? parseType(reader) : null });
    } while (reader.take(','));
    reader.expect(')');
  }
  if (reader.takeWord('external')) return { node: 'function', parameters, body: expression(reader), isExternal: true };
  const names = parameters.map(({ name }) => name);
  return { node: 'function', parameters, body: reader.within(names, () => expression(reader)), isExternal: false };
}

const PARAMETER = /[\p{L}_?][\p{L}\p{N}\p{M}\s_?.'*+/-]*/uy;

function parameterName(reader: Reader): string {
  PARAMETER.lastIndex = reader.at;
  const match = PARAMETER.exec(reader.text);
  if (!match) reader.fail('the name of a parameter');
  reader.at = PARAMETER.lastIndex;
  reader.blank();
  return evenName(match[0]);
}
