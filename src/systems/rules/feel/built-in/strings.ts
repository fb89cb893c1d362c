import { type Numeric, doubleOf } from '../decimal.ts';
import { Pattern, PatternError } from '../pattern.ts';
import type { Run } from '../run.ts';
import { type Value, textOf } from '../value.ts';
import { define } from './define.ts';

/** Functions on texts (DMN 1.5, 10.3.4.3). Places are counted in characters of Unicode. */
const characters = (text: string): string[] | undefined => (/[\ud800-\udfff]/.test(text) ? [...text] : undefined);
const lengthOf = (text: string): number => characters(text)?.length ?? text.length;

function substring(run: Run, text: string, start: Numeric, length?: Numeric): Value {
  const all = characters(text) ?? text;
  const count = length === undefined ? all.length : Math.trunc(doubleOf(length));
  const place = Math.trunc(doubleOf(start));
  if (place === 0 || count < 0 || (length !== undefined && count < 1)) return run.warn('argument.wrong', 'substring');
  const from = place > 0 ? place - 1 : all.length + place;
  if (from < 0) return run.warn('argument.wrong', 'substring');
  const part = all.slice(from, from + count);
  return typeof part === 'string' ? part : part.join('');
}

/** Runs a pattern; null with a warning when it is none. */
function withPattern(
  run: Run,
  pattern: string,
  flags: string | null | undefined,
  work: (compiled: Pattern) => Value,
): Value {
  try {
    return work(new Pattern(pattern, flags ?? '', run));
  } catch (error) {
    if (error instanceof PatternError) return run.warn('argument.wrong', `pattern: ${error.message}`);
    throw error;
  }
}

function joined(run: Run, list: Value[], delimiter: string | null | undefined): Value {
  if (list.some((each) => each !== null && typeof each !== 'string')) return run.warn('argument.wrong', 'string join');
  const texts = list.filter((each): each is string => typeof each === 'string');
  const by = delimiter ?? '';
  run.size(texts.reduce((sum, each) => sum + each.length + by.length, 0));
  return texts.join(by);
}

export const STRING_FUNCTIONS = [
  define('substring', ['string: string, start position: number, length?: number', substring]),
  define('string length', ['string: string', (_, text: string) => lengthOf(text)]),
  define('upper case', ['string: string', (_, text: string) => text.toUpperCase()]),
  define('lower case', ['string: string', (_, text: string) => text.toLowerCase()]),
  define('substring before', [
    'string: string, match: string',
    (_, text: string, match: string) => {
      const at = text.indexOf(match);
      return at < 0 ? '' : text.slice(0, at);
    },
  ]),
  define('substring after', [
    'string: string, match: string',
    (_, text: string, match: string) => {
      const at = text.indexOf(match);
      return at < 0 ? '' : text.slice(at + match.length);
    },
  ]),
  define('contains', ['string: string, match: string', (_, text: string, match: string) => text.includes(match)]),
  define('starts with', ['string: string, match: string', (_, text: string, match: string) => text.startsWith(match)]),
  define('ends with', ['string: string, match: string', (_, text: string, match: string) => text.endsWith(match)]),
  define('matches', [
    'input: string, pattern: string, flags?: string?',
    (run, input: string, pattern: string, flags?: string | null) =>
      withPattern(run, pattern, flags, (compiled) => compiled.find(input, 0) !== null),
  ]),
  define('replace', [
    'input: string, pattern: string, replacement: string, flags?: string?',
    (run, input: string, pattern: string, replacement: string, flags?: string | null) =>
      withPattern(run, pattern, flags, (compiled) => compiled.replace(input, replacement)),
  ]),
  define('split', [
    'string: string, delimiter: string',
    (run, text: string, delimiter: string) => withPattern(run, delimiter, '', (compiled) => compiled.split(text)),
  ]),
  define('string join', ['list: list, delimiter?: string?', joined]),
  define('string', [
    'from: any',
    (run, from: Value) => {
      if (from === null) return null;
      const text = textOf(from);
      run.size(text.length);
      return text;
    },
  ]),
];
