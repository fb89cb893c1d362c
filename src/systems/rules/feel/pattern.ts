import { type CharacterTest, classEscape, parseClass } from './pattern-classes.ts';
import { PatternError, PatternText } from './pattern-text.ts';
import type { Run } from './run.ts';

export { PatternError } from './pattern-text.ts';

/**
 * Regular expressions of XPath and XQuery Functions 3.1 (section 5.6), which FEEL uses. Our own matcher, because a pattern
 * comes from a model: every step is counted, so that no pattern can run for ever, and nothing of JavaScript's own dialect
 * (looking ahead, named groups) slips in.
 */
type Next = (at: number) => number;
/** Tries to match from a place and then goes on; answers where all of it ended, or −1. */
type Matcher = (at: number, next: Next) => number;

export interface Match {
  start: number;
  end: number;
  /** Text of each group; undefined when it did not take part. */
  groups: (string | undefined)[];
}

const MOST_REPEATS = 10_000;

export class Pattern {
  readonly #run: Run;
  readonly #matcher: Matcher;
  readonly #isLiteral: boolean;
  #input: number[] = [];
  #groups = new Map<number, [number, number]>();
  #groupCount = 0;
  readonly #flags: { all: boolean; lines: boolean; blind: boolean };

  constructor(pattern: string, flags: string, run: Run) {
    if (/[^smixq]/.test(flags)) throw new PatternError(`there is no flag in “${flags}”`);
    this.#run = run;
    this.#isLiteral = flags.includes('q');
    this.#flags = {
      all: flags.includes('s'),
      lines: flags.includes('m'),
      blind: flags.includes('i'),
    };
    const text = new PatternText(flags.includes('x') && !this.#isLiteral ? withoutSpace(pattern) : pattern);
    this.#matcher = this.#isLiteral
      ? this.#sequence([...pattern].map((each) => this.#one(this.#literal(each))))
      : this.#alternatives(text);
    if (!this.#isLiteral && !text.isEnd()) throw new PatternError('a “)” too many');
  }

  /** The first match at or after a place, counted in code points. */
  find(text: string, from: number): Match | null {
    this.#read(text);
    return this.#findAt(from);
  }

  #read(text: string): void {
    this.#input = Array.from(text, (each) => each.codePointAt(0) ?? 0);
  }

  #findAt(from: number): Match | null {
    for (let start = from; start <= this.#input.length; start++) {
      this.#groups = new Map();
      const end = this.#matcher(start, (at) => at);
      this.#run.step();
      if (end < 0) continue;
      const groups = Array.from({ length: this.#groupCount }, (_, i) => {
        const group = this.#groups.get(i + 1);
        return group && this.#text(group[0], group[1]);
      });
      return { start, end, groups };
    }
    return null;
  }

  #text(from: number, to: number): string {
    let text = '';
    for (let i = from; i < to; i++) text += String.fromCodePoint(this.#input[i] ?? 0);
    return text;
  }

  /** All matches from left to right; a pattern that matches nothing at all is refused, as XPath has it. */
  #each(text: string, work: (match: Match) => void): void {
    this.#read('');
    if (this.#findAt(0)) throw new PatternError('it matches an empty text');
    this.#read(text);
    for (let match = this.#findAt(0); match; match = this.#findAt(Math.max(match.end, match.start + 1))) work(match);
  }

  replace(text: string, replacement: string): string {
    let result = '';
    let at = 0;
    this.#each(text, (match) => {
      result += this.#text(at, match.start) + this.#replacement(replacement, match);
      at = match.end;
      this.#run.size(result.length);
    });
    return result + this.#text(at, this.#input.length);
  }

  #replacement(replacement: string, match: Match): string {
    if (this.#isLiteral) return replacement;
    return replacement.replace(/\\([\\$])|\$(\d+)|[\\$]/g, (whole, escaped?: string, digits?: string) => {
      if (escaped !== undefined) return escaped;
      if (digits === undefined) throw new PatternError(`“${whole}” in the replacement`);
      // As many digits as there are groups to name; the others are text.
      let count = digits.length;
      while (count > 1 && Number(digits.slice(0, count)) > this.#groupCount) count--;
      const group = Number(digits.slice(0, count));
      const text = group === 0 ? this.#text(match.start, match.end) : (match.groups[group - 1] ?? '');
      return text + digits.slice(count);
    });
  }

  split(text: string): string[] {
    const parts: string[] = [];
    let at = 0;
    this.#each(text, (match) => {
      parts.push(this.#text(at, match.start));
      at = match.end;
      this.#run.size(parts.length);
    });
    parts.push(this.#text(at, this.#input.length));
    return parts;
  }

  #alternatives(text: PatternText): Matcher {
    return text.nested(() => {
      const branches = [this.#branch(text)];
      while (text.take('|')) branches.push(this.#branch(text));
      const [only] = branches;
      if (branches.length === 1 && only) return only;
      return (at, next) => {
        for (const branch of branches) {
          const end = branch(at, next);
          if (end >= 0) return end;
        }
        return -1;
      };
    });
  }

  #branch(text: PatternText): Matcher {
    const pieces: Matcher[] = [];
    while (!text.isEnd() && !text.is('|') && !text.is(')')) pieces.push(this.#piece(text));
    return this.#sequence(pieces);
  }

  #sequence(pieces: readonly Matcher[]): Matcher {
    return pieces.reduceRight<Matcher>(
      (rest, piece) => (at, next) => piece(at, (middle) => rest(middle, next)),
      (at, next) => next(at),
    );
  }

  #piece(text: PatternText): Matcher {
    const [atom, test] = this.#atom(text);
    const times = text.quantifier();
    if (!times) return atom;
    const { least, most, isLazy } = times;
    if (least > MOST_REPEATS || (most !== Infinity && most > MOST_REPEATS))
      throw new PatternError('too many repetitions');
    return test && !isLazy ? this.#repeatOne(test, least, most) : this.#repeat(atom, times);
  }

  /** Repeats one character without going deeper for each. */
  #repeatOne(test: CharacterTest, least: number, most: number): Matcher {
    return (at, next) => {
      let end = at;
      while (end - at < most && end < this.#input.length && test(this.#input[end] ?? 0)) end++;
      this.#run.step(1 + ((end - at) >> 3));
      for (; end - at >= least; end--) {
        const found = next(end);
        if (found >= 0) return found;
        this.#run.step();
      }
      return -1;
    };
  }

  #repeat(atom: Matcher, { least, most, isLazy }: { least: number; most: number; isLazy: boolean }): Matcher {
    const more = (count: number, at: number, next: Next): number => {
      this.#run.step();
      const again = (): number =>
        count >= most ? -1 : atom(at, (end) => (end === at && count >= least ? -1 : more(count + 1, end, next)));
      if (count < least) return again();
      if (isLazy) {
        const found = next(at);
        return found >= 0 ? found : again();
      }
      const found = again();
      return found >= 0 ? found : next(at);
    };
    return (at, next) => more(0, at, next);
  }

  #one(test: CharacterTest): Matcher {
    return (at, next) => (at < this.#input.length && test(this.#input[at] ?? 0) ? next(at + 1) : -1);
  }

  #literal(character: string): CharacterTest {
    const code = character.codePointAt(0) ?? 0;
    if (!this.#flags.blind) return (each) => each === code;
    return blindly((each) => each === code);
  }

  /** One atom, and what it asks of a character when it is of one character. */
  #atom(text: PatternText): [Matcher, CharacterTest?] {
    if (text.take('(')) return [this.#group(text)];
    if (text.take('^'))
      return [
        (at, next) =>
          at === 0 || (this.#flags.lines && this.#input[at - 1] === 10 && at < this.#input.length) ? next(at) : -1,
      ];
    if (text.take('$'))
      return [
        (at, next) => (at === this.#input.length || (this.#flags.lines && this.#input[at] === 10) ? next(at) : -1),
      ];
    if (text.take('.')) return this.#single(this.#flags.all ? () => true : (each) => each !== 10 && each !== 13);
    if (text.is('[')) {
      return this.#single(parseClass(text, this.#flags.blind ? blindly : (test) => test));
    }
    if (text.take('\\')) return this.#escape(text);
    const character = text.character();
    if ('?*+{}]'.includes(character)) throw new PatternError(`“${character}” stands alone`);
    return this.#single(this.#literal(character));
  }

  #single(test: CharacterTest): [Matcher, CharacterTest] {
    return [this.#one(test), test];
  }

  #escape(text: PatternText): [Matcher, CharacterTest?] {
    const digit = text.digits();
    if (digit === '') {
      const escaped = classEscape(text);
      return typeof escaped === 'string' ? this.#single(this.#literal(escaped)) : this.#single(escaped);
    }
    let count = digit.length;
    while (count > 1 && Number(digit.slice(0, count)) > this.#groupCount) count--;
    text.back(digit.length - count);
    const group = Number(digit.slice(0, count));
    if (group === 0 || group > this.#groupCount || text.open.has(group))
      throw new PatternError(`there is no group ${group} yet`);
    return [
      (at, next) => {
        const [from, to] = this.#groups.get(group) ?? [0, 0];
        for (let i = from; i < to; i++) {
          const same = this.#literal(String.fromCodePoint(this.#input[i] ?? 0));
          if (at + i - from >= this.#input.length || !same(this.#input[at + i - from] ?? 0)) return -1;
        }
        this.#run.step();
        return next(at + to - from);
      },
    ];
  }

  #group(text: PatternText): Matcher {
    if (text.take('?:')) {
      const inner = this.#alternatives(text);
      text.expect(')');
      return inner;
    }
    if (text.is('?')) throw new PatternError('“(?” is no group');
    const number = ++this.#groupCount;
    text.open.add(number);
    const inner = this.#alternatives(text);
    text.expect(')');
    text.open.delete(number);
    return (at, next) => {
      const before = this.#groups.get(number);
      const end = inner(at, (to) => {
        const outer = this.#groups.get(number);
        this.#groups.set(number, [at, to]);
        const found = next(to);
        if (found < 0) this.#restore(number, outer);
        return found;
      });
      if (end < 0) this.#restore(number, before);
      return end;
    };
  }

  #restore(group: number, value: [number, number] | undefined): void {
    if (value) this.#groups.set(group, value);
    else this.#groups.delete(group);
  }
}

/** Large and small letters are the same. */
function blindly(test: CharacterTest): CharacterTest {
  return (each) => {
    if (test(each)) return true;
    const character = String.fromCodePoint(each);
    const upper = character.toUpperCase();
    const lower = character.toLowerCase();
    return (
      test(upper.codePointAt(0) ?? 0) ||
      test(lower.codePointAt(0) ?? 0) ||
      test(upper.toLowerCase().codePointAt(0) ?? 0)
    );
  };
}

/** With the flag x, white space counts for nothing, except in a class. */
function withoutSpace(pattern: string): string {
  let depth = 0;
  let result = '';
  for (let i = 0; i < pattern.length; i++) {
    const each = pattern[i] ?? '';
    const isEscaped = pattern[i - 1] === '\\' && pattern[i - 2] !== '\\';
    if (each === '[' && !isEscaped) depth++;
    if (each === ']' && !isEscaped) depth--;
    if (depth > 0 || !/[\t\n\r ]/.test(each)) result += each;
  }
  return result;
}
