import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BUILT_IN } from './built-in/index.ts';
import { compile } from './compile.ts';
import { Vocabulary } from './names.ts';
import { parseExpression } from './parser.ts';
import { FeelSyntaxError } from './reader.ts';
import { Frame, LimitPassed, type Limits, Run } from './run.ts';
import { Scope } from './scope.ts';
import type { Surroundings } from './surroundings.ts';
import { type Value, textOf } from './value.ts';

/** Evaluates an expression with values by name. */
function feel(
  text: string,
  given: Record<string, Value> = {},
  limits: Partial<Limits> = {},
): { value: Value; run: Run } {
  const scope = new Scope();
  const slots = Object.entries(given).map(([name, value]) => ({ slot: scope.declare(name), value }));
  const around: Surroundings = {
    typeNamed: () => undefined,
    report: () => undefined,
    compile: (node, inner) => compile(node, inner, around),
  };
  const node = parseExpression(text, {
    scopes: [new Vocabulary(BUILT_IN.keys()), ...scope.vocabularies()],
    fields: new Vocabulary(),
  });
  const code = compile(node, scope, around);
  const run = new Run({ now: new Date('2026-11-22T03:00:00Z'), limits });
  const frame = new Frame(Array<Value>(scope.layout.count).fill(null), run);
  for (const { slot, value } of slots) frame.slots[slot] = value;
  return { value: code(frame), run };
}

const answer = (text: string, given: Record<string, Value> = {}): string => textOf(feel(text, given).value, true);

/** Expressions and what they come to, as `string(…)` writes it. */
function holds(cases: Record<string, string>, given: Record<string, Value> = {}): void {
  for (const [text, expected] of Object.entries(cases)) assert.equal(answer(text, given), expected, text);
}

test('decimals are exact to 34 digits and round half to even', () => {
  holds({
    '0.1 + 0.2': '0.3',
    '1 / 3': '0.3333333333333333333333333333333333',
    '9007199254740993 + 2': '9007199254740995',
    '1.10 * 3': '3.3',
    'decimal(2.5, 0)': '2',
    'decimal(1.125, 2)': '1.12',
    'round half up(-2.5, 0)': '-3',
    'modulo(-12, 5)': '3',
    '2 ** 0.5': '1.414213562373095048801688724209698',
    'sqrt(16)': '4',
    '1 / 0': 'null',
    '-5 ** 2': '25',
  });
});

test('a name may hold spaces and signs, and the longest in reach is meant', () => {
  const given = { 'Applicant’s age': 17, 'a-b': 5, a: 10, b: 3, 'Thu nhập tháng': 8_000_000 };
  holds({ 'Applicant’s age + 1': '18', 'a-b': '5', 'a - b + 1': '6', 'Thu nhập tháng * 2': '16000000' }, given);
});

test('what cannot be compared or is missing is unknown, and unknown is not false', () => {
  holds({
    'null = null': 'true',
    '1 = "1"': 'null',
    'null and false': 'false',
    'null and true': 'null',
    'null or true': 'true',
    '5 in (null..10]': 'null',
    '5 in (< 10)': 'true',
    'some x in [1, null] satisfies x > 5': 'null',
  });
});

test('dates, times and durations are calculated with their zones', () => {
  holds({
    'date("2026-01-31") + duration("P1M")': '2026-02-28',
    'date("2026-03-01") - date("2026-02-01")': 'P28D',
    '@"2026-11-22T08:00:00+07:00" = @"2026-11-22T01:00:00Z"': 'true',
    '@"2026-11-22T08:00:00@Asia/Ho_Chi_Minh" - @"2026-11-22T00:00:00Z"': 'PT1H',
    'years and months duration(@"2008-05-20", @"2026-05-19").years': '17',
    'day of week(@"2026-11-22")': '"Sunday"',
    'week of year(@"2021-01-03")': '53',
    '@"2026-02-30"': 'null',
    'today()': '2026-11-22',
  });
});

test('lists, contexts, filters and functions work together', () => {
  holds({
    '[{n: 1, ok: true}, {n: 2, ok: false}][ok].n': '[1]',
    '[1, 2, 3][-1]': '3',
    'for i in 1..3 return i * i': '[1, 4, 9]',
    'for i in 1..5 return if i < 3 then 1 else partial[-1] + partial[-2]': '[1, 1, 2, 3, 5]',
    'sort([3, 1, 2], function(a, b) a > b)': '[3, 2, 1]',
    '{a: 1, b: {c: a + 1}}.b.c': '2',
    '{f: function(x: number) x + 1, y: f(2)}.y': '3',
    'substring(string: "foobar", start position: -3)': '"bar"',
    'count(distinct values([1, 1.0, "1", null]))': '3',
    'string length("𝔸b")': '2',
    'before([1..5], [6..10])': 'true',
    '"a" instance of string': 'true',
  });
});

test('a pattern is XPath’s and not JavaScript’s', () => {
  holds({
    'matches("đường", "^\\\\p{L}+$")': 'true',
    'replace("2026-11-22", "(\\\\d+)-(\\\\d+)-(\\\\d+)", "$3/$2/$1")': '"22/11/2026"',
    'matches("ab", "a(?=b)")': 'null',
    'split("a;b;;c", ";")': '["a", "b", "", "c"]',
    'matches("bcd", "[a-z-[aeiou]]+")': 'true',
  });
});

test('every null has a named warning', () => {
  for (const [text, code] of [
    ['1 + "a"', 'arithmetic.undefined'],
    ['nothing', 'name.unknown'],
    ['{a: 1}.b', 'path.unknown'],
    ['date("tomorrow")', 'literal.wrong'],
    ['abs()', 'argument.count'],
    ['[1][2]', 'filter.wrong'],
  ] as const) {
    const { value, run } = feel(text);
    assert.equal(value, null, text);
    assert.equal(run.warnings[0]?.code, code, text);
  }
});

test('a hostile expression meets a limit instead of the house', () => {
  const isLimit = (code: string) => (error: unknown) => error instanceof LimitPassed && error.code === code;
  assert.throws(() => feel('count(for a in 1..9999, b in 1..9999 return a)'), isLimit('limit.steps'));
  assert.throws(() => feel('count(1..1)[1..2000000]'), FeelSyntaxError);
  assert.throws(() => feel('for i in 1..100000000 return i'), isLimit('limit.size'));
  assert.throws(() => feel('matches(x, "(a*)*b")', { x: 'a'.repeat(40) }), isLimit('limit.steps'));
  assert.throws(() => feel('{f: function(g, n) g(g, n + 1), y: f(f, 0)}.y'), isLimit('limit.depth'));
  assert.throws(() => feel(`${'('.repeat(5000)}1${')'.repeat(5000)}`), FeelSyntaxError);
  assert.throws(() => feel(`1 ${'in (1 '.repeat(100)}`), FeelSyntaxError);
});
